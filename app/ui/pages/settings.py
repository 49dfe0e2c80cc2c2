"""Settings: of this computer, of the space, the languages, and where everything is kept. Each holds at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from app.learning.people import Space
from app.learning.problems import Problem, Trouble
from app.learning.roles import Action
from app.services import languages, settings, spaces, trees, voices
from app.services.change import Change, Topic
from app.services.languages import LanguageOffer
from app.services.setting_kinds import SettingKey
from app.services.settings import Settings
from app.system.voices import Voices
from app.ui.grown_up_page import GrownUpPage
from app.ui.looking.computer_card import ComputerCard
from app.ui.looking.language_card import LanguageCard
from app.ui.looking.place_card import PlaceCard
from app.ui.looking.setting_rows import SettingRow
from app.ui.looking.voice_card import VoiceCard
from app.ui.people.acting import allowed
from app.ui.people.care_form import CareForm
from app.ui.people.field_row import FieldRow
from app.ui.people.learning_form import LearningForm
from app.ui.routes import Route
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import PlainButton
from app.ui.widgets.card import Card
from app.ui.widgets.fields import TextField
from app.ui.widgets.switches import Switch
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.services.desk import Desk
    from app.system.paths import Paths
    from app.ui.stage import Stage

_NAMES = frozenset({Trouble.NAME_EMPTY, Trouble.NAME_TOO_LONG, Trouble.NAME_NOT_TEXT})


@dataclass(frozen=True, slots=True)
class _Found:
    space: Space
    settings: Settings
    may: frozenset[Action]
    offers: tuple[LanguageOffer, ...]
    used: frozenset[str]
    server: str
    recorded: Mapping[str, int]


def _read(desk: Desk) -> _Found:
    space = spaces.current_space(desk)
    if space is None:
        raise Problem(Trouble.NOT_FOUND, what="space")
    address = desk.database.address
    return _Found(space, settings.read(desk), allowed(desk), languages.offered(), trees.switched_on(desk),
                  "" if address.embedded else str(address), voices.counts(desk))  # fmt: skip


def _voices(_: Desk, paths: Paths) -> frozenset[str]:
    voices = Voices(paths)
    try:
        return voices.available_voices()
    finally:
        voices.close()


class SettingsPage(GrownUpPage):
    """Seven cards; what the one signed in may not change is not offered."""

    title: ClassVar[str] = "Settings"
    lives_by: ClassVar[frozenset[Topic]] = frozenset({Topic.SETTINGS, Topic.SPACE, Topic.SKILLS, Topic.VOICES, Topic.PACKS})

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, tr("Settings"), tr("Changes hold at once."))
        self._voices: frozenset[str] | None = None
        self._name: TextField | None = None
        self._name_row: FieldRow | None = None
        self._found: _Found | None = None

    def refresh(self) -> None:
        """Ask for what holds now."""
        self.stage.tasks.ask(self, _read, self._show)

    def _show(self, found: _Found) -> None:
        theme, self._found = self.stage.theme, found
        written = self._name.text() if self._name is not None and self._name.isModified() else None
        computer, place = partial(ComputerCard, self.stage), partial(PlaceCard, self.stage, found.server)
        spoken, own = partial(self._languages, found), partial(self._own_voice, found)
        if Action.CHANGE_SETTINGS in found.may:
            learning, breaks = partial(self._learning, found), partial(self._care, found)
            self.fill(computer, partial(self._space, found, written), learning, breaks, own, spoken, place)
        else:
            note = Banner(theme, "lock", tr("The other settings are kept by a teacher or an owner."), tr("Your role may look at them."))
            self.fill(computer, note, own, spoken, place)
        if self._voices is None:
            self.stage.tasks.ask(self, partial(_voices, paths=self.stage.paths), self._voices_known)

    def _voices_known(self, voices: frozenset[str]) -> None:
        self._voices = voices
        if self._found is not None and any(not offer.recorded and offer.voice.lower() not in voices for offer in self._found.offers):
            self._show(self._found)

    def _languages(self, found: _Found) -> LanguageCard:
        card = LanguageCard(self.stage.theme, found.offers, found.used, self._voices, Action.SWITCH_LANGUAGES in found.may)
        card.wanted.connect(self._switch_on)
        card.more.connect(lambda: self.stage.go(Route.PACKS))
        return card

    def _own_voice(self, found: _Found) -> VoiceCard:
        used = [offer for offer in found.offers if offer.language in found.used]
        card = VoiceCard(self.stage.theme, used, found.recorded)
        card.wanted.connect(lambda language: self.stage.go(Route.VOICES, language=language))
        return card

    def _space(self, found: _Found, written: str | None) -> Card:
        theme = self.stage.theme
        card = Card(theme, tr("This place"))
        self._name = self._name_row = None
        if Action.RENAME_SPACE in found.may:
            self._name = TextField(theme, tr("Name of this place"), found.space.name)
            self._name_row = FieldRow(theme, tr("Name of this place"), self._name, tr("Seen by grown-ups only."))
            if written is not None:
                self._name.setText(written)
                self._name.setModified(True)
            self._name.editingFinished.connect(self._rename)
            card.add(self._name_row)
        ask = Switch(theme, tr("Ask for three pictures"), found.settings.secrets)
        ask.clicked.connect(lambda: self._set(SettingKey.SECRETS, ask.isChecked()))
        sheet = PlainButton(theme, tr("See them"), "key", tr("See the picture passwords"))
        sheet.clicked.connect(lambda: self.stage.go(Route.SECRET_SHEET))
        card.add(SettingRow(theme, tr("Picture passwords"), tr("When a child comes in. They greet; they are no lock."), ask, sheet))
        return card

    def _learning(self, found: _Found) -> Card:
        card = Card(self.stage.theme, tr("How letters are learned"), tr("unless a child has its own way"))
        orders = ("", *dict.fromkeys(order for offer in found.offers for order in offer.orders))
        form = LearningForm(self.stage.theme, found.settings, orders)
        form.changed.connect(lambda key, value: self._set(SettingKey(key), value))
        card.add(form)
        return card

    def _care(self, found: _Found) -> Card:
        card = Card(self.stage.theme, tr("Breaks"), tr("unless a child has its own"))
        form = CareForm(self.stage.theme, found.settings)
        form.changed.connect(lambda key, value: self._set(SettingKey(key), value))
        card.add(form)
        return card

    # doing

    def _set(self, key: SettingKey, value: object) -> None:
        self._do(partial(settings.change, scope=None, key=key, value=value))

    def _switch_on(self, language: str) -> None:
        def done(change: Change[Any]) -> None:
            self.stage.toast(tr("Its letters can be learned now"), change)

        self.stage.tasks.do(self, partial(languages.switch_on, language=language), done)

    def _rename(self) -> None:
        field, found = self._name, self._found
        if field is None or found is None or not field.isModified():
            return
        if field.text().strip() == found.space.name:
            field.setModified(False)
            return

        def kept(change: Change[Space]) -> None:
            field.setModified(False)
            self.stage.toast(tr("Kept"), change)

        self.stage.tasks.do(self, partial(spaces.rename_space, name=field.text()), kept, self._refused)

    def _do(self, change: Callable[[Desk], Change[Any]]) -> None:
        self.stage.tasks.do(self, change, lambda done: self.stage.toast(tr("Kept"), done), self._refused)

    def _refused(self, problem: Problem) -> None:
        if problem.trouble in _NAMES and self._name_row is not None:
            self._name_row.show_problem(problem)
        else:
            self.stage.show_problem(problem)
            self.refresh()  # what was not taken is shown as it was
