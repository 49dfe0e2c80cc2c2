"""Packs from outside: those that are here, and getting one from a file or a web address."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from app.learning.problems import Problem, Trouble
from app.learning.roles import Action
from app.services import packs
from app.services.change import Change, Topic
from app.system.voices import Voices
from app.ui.grown_up_page import GrownUpPage
from app.ui.packs.fetching import Fetching
from app.ui.packs.get_card import GetCard
from app.ui.packs.offer_card import OfferCard
from app.ui.packs.words import from_whom, in_short
from app.ui.people.acting import allowed
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import PlainButton
from app.ui.widgets.card import Card
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.desk import Desk
    from app.services.packs import PackView
    from app.system.paths import Paths
    from app.ui.stage import Stage

_Read = tuple[tuple["PackView", ...], frozenset["Action"]]


def _read(desk: Desk, paths: Paths) -> _Read:
    return packs.listing(paths), allowed(desk)


def _install(desk: Desk, paths: Paths, file: Path, signer_name: str) -> Change[PackView]:
    voices = Voices(paths)
    try:
        known = voices.available_voices()
    finally:
        voices.close()
    return packs.install(desk, paths, file, known, signer_name)


class PacksPage(GrownUpPage):
    """Reached from the settings."""

    title: ClassVar[str] = "Packs of letters"
    lives_by: ClassVar[frozenset[Topic]] = frozenset({Topic.PACKS})

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, tr("Packs of letters"), tr("More letters, words, pictures, sounds and skill trees, made by others."),
                         tr("Back to the settings"))  # fmt: skip
        self._fetching: Fetching | None = None
        self._get: GetCard | None = None
        self._offer: tuple[Path, PackView] | None = None
        self._address = ""
        self._found: _Read | None = None

    def refresh(self) -> None:
        """Ask which packs are here."""
        self.stage.tasks.ask(self, partial(_read, paths=self.stage.paths), self._show)

    def leave(self) -> None:
        """Nobody waits for a fetch any more; what has arrived is kept."""
        self._stop()
        super().leave()

    def _show(self, found: _Read) -> None:
        self._found = found
        views, may = found
        theme = self.stage.theme
        self._get = None
        if self._offer is not None:
            self.fill(partial(self._offered, self._offer[1]))
            return
        listed = partial(self._list, views, Action.SWITCH_LANGUAGES in may) if views else self._nothing
        if Action.SWITCH_LANGUAGES in may:
            self.fill(self._getting, listed)
        else:
            self.fill(Banner(theme, "lock", tr("Packs are installed by a teacher or an owner."), tr("Your role may look at them.")), listed)

    def _nothing(self) -> EmptyState:
        return EmptyState(self.stage.theme, tr("No pack yet"),
                          tr("A pack can bring another language, more words and voices, or skill trees."))  # fmt: skip

    def _getting(self) -> GetCard:
        card = self._get = GetCard(self.stage.theme, self._address)
        card.file_wanted.connect(self._ask_for_file)
        card.address_wanted.connect(self._fetch)
        card.cancelled.connect(self._stop)
        return card

    def _offered(self, pack: PackView) -> OfferCard:
        card = OfferCard(self.stage.theme, pack)
        card.wanted.connect(self._take)
        card.refused.connect(self._put_away)
        return card

    def _list(self, views: tuple[PackView, ...], may: bool) -> Card:
        theme = self.stage.theme
        card = Card(theme, tr("On this computer"))
        card.body.setSpacing(14)
        for one in views:
            row = QHBoxLayout()
            row.setSpacing(12)
            words = QVBoxLayout()
            words.setSpacing(1)
            words.addWidget(Label(theme, one.name, "label", wrap=True))
            state = tr("Removed; what was learned with it is kept.") if one.removed else from_whom(one)
            words.addWidget(Label(theme, f"{state} · {in_short(one)}", "small", "ink-soft", wrap=True))
            row.addLayout(words, 1)
            if may:
                row.addWidget(self._button(one))
            card.add(row)
        return card

    def _button(self, one: PackView) -> PlainButton:
        theme = self.stage.theme
        if one.removed:
            button = PlainButton(theme, tr("Bring back"), "undo", tr("Bring {name} back", name=one.name))
            work = partial(packs.bring_back, paths=self.stage.paths, pack=one.id)
            button.clicked.connect(lambda: self._do(work, tr("It is here again")))
        else:
            button = PlainButton(theme, tr("Remove"), "archive", tr("Remove {name}", name=one.name))
            gone = partial(packs.remove, paths=self.stage.paths, pack=one.id)
            button.clicked.connect(lambda: self._remove(gone))
        return button

    # doing

    def _ask_for_file(self) -> None:
        dialog = QFileDialog(self, tr("A pack of letters"), "", tr("Packs (*.zip)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.look_into(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _fetch(self, address: str) -> None:
        if self._fetching is not None or self._get is None:
            return
        self._address = address
        fetching = self._fetching = Fetching(self.stage.paths, address, self)
        fetching.moved.connect(self._moved)
        fetching.arrived.connect(self._arrived)
        fetching.failed.connect(self._not_fetched)
        self._get.show_fetching(on=True)
        fetching.start()

    def _moved(self, done: float, total: float) -> None:
        if self._get is not None:
            self._get.show_progress(done, total)

    def _stop(self) -> None:
        if self._fetching is not None:
            self._fetching.cancel()

    def _arrived(self, file: Path) -> None:
        self._fetching = None
        if self._get is not None:
            self._get.show_fetching(on=False)
        self.look_into(file)

    def _not_fetched(self, problem: Problem) -> None:
        self._fetching = None
        if self._get is not None:
            self._get.show_fetching(on=False)
            if problem.trouble is Trouble.PACK_NOT_FETCHED:
                self._get.show_problem(problem)
                return
        if problem.trouble is not Trouble.PACK_CANCELLED:
            self.stage.show_problem(problem)

    def look_into(self, file: Path) -> None:
        """Show what a pack is before it is installed."""

        def seen(pack: PackView) -> None:
            self._offer = (file, pack)
            self._again()

        self.stage.tasks.ask(self, lambda _: packs.look_into(self.stage.paths, file), seen, self.stage.show_problem)

    def _take(self, signer_name: str) -> None:
        if self._offer is None:
            return
        file, pack = self._offer
        work = partial(_install, paths=self.stage.paths, file=file, signer_name=signer_name)

        def done(change: Change[Any]) -> None:
            self._offer, self._address = None, ""
            self.stage.toast(tr("{name} is here now", name=pack.name), change)

        self.stage.tasks.do(self, work, done, self._refused)

    def _refused(self, problem: Problem) -> None:
        self._offer = None
        self._again()
        self.stage.show_problem(problem)

    def _put_away(self) -> None:
        self._offer = None
        self._again()

    def _again(self) -> None:
        if self._found is not None:
            self._show(self._found)

    def _remove(self, change: Callable[[Desk], Change[tuple[str, ...]]]) -> None:
        def done(removed: Change[tuple[str, ...]]) -> None:
            stay = ", ".join(removed.value)
            self.stage.toast(tr("Removed. Begun by children, so it stays: {trees}", trees=stay) if stay else tr("Removed"), removed)

        self.stage.tasks.do(self, change, done)

    def _do(self, change: Callable[[Desk], Change[None]], said: str) -> None:
        self.stage.tasks.do(self, change, lambda done: self.stage.toast(said, done))
