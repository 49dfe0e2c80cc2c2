"""The grown-ups of the space: who there is, and what may be changed about them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.learning.ids import GrownUpId
from app.learning.people import GrownUp, Role
from app.learning.problems import Problem
from app.learning.roles import Action, may
from app.services import grown_ups
from app.services.change import Change, Topic
from app.system.clock import now
from app.ui.grown_up_page import GrownUpPage
from app.ui.painting.lettering import shown
from app.ui.people import saying
from app.ui.people.new_grown_up import NewGrownUp
from app.ui.people.person_card import PersonCard
from app.ui.widgets.buttons import PlainButton, PrimaryButton
from app.ui.widgets.card import Card
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.desk import Desk
    from app.ui.stage import Stage

_Read = tuple[tuple["GrownUp", ...], tuple["GrownUp", ...], "GrownUpId | None"]


def _read(desk: Desk) -> _Read:
    return grown_ups.list_grown_ups(desk), grown_ups.list_grown_ups(desk, removed=True), desk.grown_up


class GrownUpsPage(GrownUpPage):
    """A card for each; the open one can be changed. Below them those that were taken out."""

    title: ClassVar[str] = "Grown-ups"
    lives_by: ClassVar[frozenset[Topic]] = frozenset({Topic.GROWN_UPS})

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, tr("Grown-ups"))
        self._add = PrimaryButton(stage.theme, tr("Add a grown-up"), "plus")
        self._add.clicked.connect(self._begin_adding)
        self._add.hide()
        self.bar.add(self._add)
        self._read: _Read | None = None
        self._opened: GrownUpId | None = None
        self._new: NewGrownUp | None = None
        self._cards: dict[GrownUpId, PersonCard] = {}

    def refresh(self) -> None:
        """Ask who there is."""
        self.stage.tasks.ask(self, _read, self._show)

    def _show(self, found: _Read) -> None:
        self._read = everyone, removed, acting = found
        me = next((one for one in everyone if one.id == acting), None)
        if me is None:
            self.stage.sign_out()  # taken out meanwhile, here or elsewhere
            return
        manages = may(me.role, Action.MANAGE_GROWN_UPS)
        written = {id_: texts for id_, card in self._cards.items() if (texts := card.unsaved()) is not None}
        self._cards = {one.id: self._card(one, me, manages) for one in everyone}
        for id_, texts in written.items():
            if id_ in self._cards:
                self._cards[id_].write(texts)
        self._add.setVisible(manages and self._new is None)
        note = tr("You are signed in as {name}.", name=shown(me.name, 40))
        self.bar.set_words(tr("Grown-ups"), note if manages else tr("{note} An owner can add others and change roles.", note=note))
        kept = self._new  # what is being written in it is not taken away
        if kept is not None:
            kept.setParent(None)
        parts: list[QWidget] = [*([kept] if kept is not None else []), *self._cards.values()]
        if removed:
            parts.append(self._removed(removed, manages))
        self.fill(*parts)

    def _card(self, who: GrownUp, me: GrownUp, manages: bool) -> PersonCard:
        card = PersonCard(self.stage.theme, who, me, manages, who.id == self._opened)
        card.toggle.clicked.connect(partial(self._toggle, who.id))
        card.renamed.connect(lambda name: self._do(card, partial(grown_ups.rename_grown_up, grown_up=who.id, name=name), tr("Kept")))
        card.role_chosen.connect(lambda role: self._do(card, partial(grown_ups.change_role, grown_up=who.id, role=role), tr("Kept")))
        card.password_wanted.connect(partial(self._set_password, card))
        card.taken_out.connect(partial(self._take_out, card))
        return card

    def _removed(self, removed: tuple[GrownUp, ...], manages: bool) -> Card:
        theme = self.stage.theme
        card = Card(theme, tr("Taken out"))
        for who in removed:
            row = QHBoxLayout()
            row.setSpacing(12)
            name = shown(who.name, 60)
            row.addWidget(Label(theme, name, "label"))
            said = tr("{role}, taken out {day}", role=saying.role(who.role), day=_day(who))
            row.addWidget(Label(theme, said, "small", "ink-soft"), 1)
            if manages:
                back = PlainButton(theme, tr("Bring back"), "undo", tr("Bring {name} back", name=name))
                back.clicked.connect(partial(self._bring_back, who))
                row.addWidget(back)
            card.add(row)
        return card

    # adding

    def _begin_adding(self) -> None:
        self._new = NewGrownUp(self.stage.theme)
        self._new.wanted.connect(self._add_grown_up)
        self._new.given_up.connect(self._stop_adding)
        if self._read is not None:
            self._show(self._read)
        self._new.setFocus()

    def _stop_adding(self) -> None:
        self._new = None
        if self._read is not None:
            self._show(self._read)
        self._add.setFocus()

    def _add_grown_up(self, name: str, password: str, role: Role) -> None:
        def added(change: Change[GrownUp]) -> None:
            self._new = None
            self.stage.toast(tr("{name} can sign in now", name=shown(change.value.name, 40)), change)

        def refused(problem: Problem) -> None:
            if self._new is None or not self._new.show_problem(problem):
                self.stage.show_problem(problem)

        wanted = partial(grown_ups.add_grown_up, name=name, password=password, role=role)
        self.stage.tasks.do(self, wanted, added, refused)

    # changing

    def _toggle(self, who: GrownUpId, _checked: bool = False) -> None:
        self._opened = None if self._opened == who else who
        self._cards = {id_: card for id_, card in self._cards.items() if id_ != who}  # closed with "Done": what was not kept is gone
        if self._read is not None:
            self._show(self._read)
        self._cards[who].toggle.setFocus()

    def _do(self, card: PersonCard, change: Callable[[Desk], Change[Any]], said: str) -> None:
        def done(change: Change[Any]) -> None:
            card.show_problem(None)
            self.stage.toast(said, change)

        self.stage.tasks.do(self, change, done, partial(self._refused, card.who.id))

    def _set_password(self, card: PersonCard, new: str, current: str | None) -> None:
        def done(change: Change[None]) -> None:
            if (here := self._cards.get(card.who.id)) is not None:
                here.password_set()
            self.stage.toast(tr("The new password holds from now on"), change)

        wanted = partial(grown_ups.change_password, grown_up=card.who.id, password=new, current=current)
        self.stage.tasks.do(self, wanted, done, partial(self._refused, card.who.id))

    def _take_out(self, card: PersonCard) -> None:
        def done(change: Change[GrownUp]) -> None:
            self._opened = None
            self.stage.toast(tr("{name} was taken out", name=shown(change.value.name, 40)), change)

        self.stage.tasks.do(self, partial(grown_ups.remove_grown_up, grown_up=card.who.id), done, partial(self._refused, card.who.id))

    def _bring_back(self, who: GrownUp) -> None:
        change = partial(grown_ups.restore_grown_up, grown_up=who.id)
        self.stage.tasks.do(self, change, lambda done: self.stage.toast(tr("{name} is back", name=shown(who.name, 40)), done))

    def _refused(self, who: GrownUpId, problem: Problem) -> None:
        card = self._cards.get(who)
        if card is None or not card.show_problem(problem):
            self.stage.show_problem(problem)


def _day(who: GrownUp) -> str:
    return tr("some time ago") if who.deleted_at is None else saying.day(who.deleted_at.astimezone().date(), now().date())
