"""A child's profile: made new, or changed. What is changed is kept at once, with Undo."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtWidgets import QHBoxLayout

from app.learning.ids import ChildId
from app.learning.people import SECRET_PICTURES, Child
from app.learning.problems import Problem
from app.services import children, languages, one_child, picture_passwords, settings
from app.services.change import Change, Topic
from app.services.children import NewChild
from app.services.setting_kinds import SettingKey
from app.system.clock import now
from app.ui.grown_up_page import GrownUpPage
from app.ui.one_by_one import OneByOne
from app.ui.painting.lettering import shown
from app.ui.people.avatar_picker import AvatarPicker
from app.ui.people.birth_month import BirthMonth
from app.ui.people.care_form import CareForm
from app.ui.people.child_form import ChildForm
from app.ui.people.learning_form import LearningForm
from app.ui.people.pictures_line import PicturesLine
from app.ui.people.same_child_card import SameChildCard
from app.ui.routes import Route
from app.ui.widgets.buttons import PlainButton, PrimaryButton
from app.ui.widgets.card import Card
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.services.desk import Desk
    from app.services.languages import LanguageOffer
    from app.services.one_child import Played
    from app.services.settings import Settings
    from app.ui.grown_up_page import Part
    from app.ui.stage import Stage


@dataclass(frozen=True, slots=True)
class _Read:
    """What the page shows: the child (None: a new one), the settings in force, its rows that were joined, and the other children."""

    child: Child | None
    settings: Settings
    offers: tuple[LanguageOffer, ...]
    joined: tuple[Played, ...] = ()
    others: tuple[Child, ...] = ()



def _read(desk: Desk, child: ChildId | None) -> _Read:
    if child is None:
        return _Read(None, settings.read(desk, None), languages.offered())
    one = children.child(desk, child)
    others = tuple(each for each in children.list_children(desk) if each.id != one.id)
    return _Read(one, settings.read(desk, one.id), languages.offered(), one_child.joined_rows(desk, one.id), others)


class ChildEditor(GrownUpPage):
    """`child` is the child to change, None to add one."""

    title: ClassVar[str] = "A child's profile"
    lives_by: ClassVar[frozenset[Topic]] = frozenset({Topic.CHILDREN, Topic.SETTINGS})

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, tr("A new child"), back_name=tr("Back to the children"))
        self._child: ChildId | None = None
        self._known: Child | None = None
        self._add = PrimaryButton(stage.theme, tr("Add this child"), "check")
        self._add.clicked.connect(self._add_child)
        self.bar.add(self._add)
        self._form: ChildForm | None = None
        self._making = OneByOne(self, 0)

    def enter(self, **facts: object) -> None:
        """Take the `child`."""
        self._child = cast("ChildId | None", facts.get("child"))
        self._add.setVisible(self._child is None)

    def refresh(self) -> None:
        """Ask for the child; a new one's form is filled in once and then left to the person."""
        if self._child is None and self._form is not None:
            return
        self.stage.tasks.ask(self, partial(_read, child=self._child), self._show)

    def _show(self, found: _Read) -> None:
        child = found.child
        if child is not None and child == self._known and self._form is not None and self._form.name.hasFocus():
            return  # what is being typed is not taken away
        first = self._form is None
        self._making.take(self._make(found))
        if not first:
            self._making.finish()  # at once: nothing that is being written falls between two forms

    @property
    def filling(self) -> bool:
        """Whether parts of the page are still to come."""
        return self._making.busy or super().filling

    def _make(self, found: _Read) -> Iterator[None]:
        """Show the forms; the parts that take long to make have a turn of the event loop each."""
        child, now_in_force, offers, theme = found.child, found.settings, found.offers, self.stage.theme
        start = NewChild("", languages=(offers[0].language,)) if child is None else _as_new(child)
        # a parent at once: they go with the page when it is left before the form is whole
        avatar = AvatarPicker(theme, start.avatar, self)
        yield
        born = BirthMonth(theme, start.born, now().date(), self)
        yield
        written = self._written()
        self._known = child
        self._form = ChildForm(theme, start, offers, avatar, born)
        profile = Card(theme, tr("Who it is"), parent=self)
        profile.add(self._form)
        if child is None:
            self.fill(profile)
            self._form.setFocus()
            return
        if written is not None:
            self._form.name.setText(written)
        self.bar.set_words(shown(child.name, 60), tr("Changes are kept at once."))
        self._form.changed.connect(self._keep)
        orders = next((offer.orders for offer in offers if offer.language == child.languages[0]), ())
        learning, care = partial(self._learning, now_in_force, orders), partial(self._care, now_in_force)
        parts: list[Part] = [lambda: profile, learning, care, partial(self._secret, child)]
        if found.joined or found.others:
            parts.append(partial(self._same, child, found.joined, found.others))
        self.fill(*parts, partial(self._leaving, child, found.joined))

    def _learning(self, now_in_force: Settings, orders: Sequence[str]) -> Card:
        form = LearningForm(self.stage.theme, now_in_force, orders)
        form.changed.connect(self._keep_setting)
        card = Card(self.stage.theme, tr("How it learns"))
        card.add(form)
        return card

    def _care(self, now_in_force: Settings) -> Card:
        form = CareForm(self.stage.theme, now_in_force)
        form.changed.connect(self._keep_setting)
        card = Card(self.stage.theme, tr("Breaks"))
        card.add(form)
        return card

    def _written(self) -> str | None:
        """The name as it is being written, when it is not kept yet. The form that goes keeps nothing any more."""
        if self._form is None or self._known is None:
            return None
        self._form.blockSignals(True)
        text = self._form.name.text()
        return None if text.strip() == self._known.name else text

    def _secret(self, child: Child) -> Card:
        theme = self.stage.theme
        card = Card(theme, tr("Picture password"), tr("it greets the child; it is no lock"))
        row = QHBoxLayout()
        row.setSpacing(16)
        if child.secret is None:
            row.addWidget(Label(theme, tr("None. The child comes in by pressing its friend."), "body", "ink-soft"), 1)
        else:
            row.addWidget(PicturesLine(theme, [SECRET_PICTURES[number] for number in child.secret]))
            row.addStretch(1)
        give = PlainButton(theme, tr("Give three pictures") if child.secret is None else tr("Give three others"), "swap")
        give.clicked.connect(partial(self._do, partial(picture_passwords.give_secret, child=child.id), tr("There are new pictures")))
        row.addWidget(give)
        card.add(row)
        return card

    def _same(self, child: Child, joined: Sequence[Played], others: Sequence[Child]) -> Card:
        card = SameChildCard(self.stage.theme, child, joined, others, now().date())

        def look(other: ChildId) -> None:
            self.stage.tasks.ask(card, partial(one_child.look_at_joining, child=child.id, other=other), card.show_joining)

        one_now, apart_now = tr("{name} is one child now", name=shown(child.name, 40)), tr("These are two children again")
        card.looked.connect(look)
        card.joined.connect(lambda other: self._do(partial(one_child.join_children, child=child.id, other=other), one_now))
        card.separated.connect(lambda row: self._do(partial(one_child.separate_child, row=row), apart_now))
        return card

    def _leaving(self, child: Child, joined: Sequence[Played]) -> Card:
        theme = self.stage.theme
        card = Card(theme, tr("Take out"))
        row = QHBoxLayout()
        kept = tr("Everything learned is kept for 30 days and can be brought back.")
        if joined:
            kept += " " + tr("That is of all its rows, from every computer: they are one child, and are taken out and erased together.")
        row.addWidget(Label(theme, kept, "body", "ink-soft", wrap=True), 1)
        out = PlainButton(theme, tr("Take out {name}", name=shown(child.name, 24)), "archive")
        out.clicked.connect(partial(self._take_out, child))
        row.addWidget(out)
        card.add(row)
        return card

    # doing

    def _add_child(self) -> None:
        if self._form is None:
            return
        self._add.setEnabled(False)
        self.stage.tasks.do(self, partial(children.add_child, new=self._form.filled()), self._added, self._not_taken)

    def _added(self, change: Change[Child]) -> None:
        self.stage.toast(tr("{name} has a grove now", name=shown(change.value.name, 40)), change)
        self.stage.child = change.value.id
        self.stage.go(Route.CHILDREN)

    def _keep(self, field: str) -> None:
        if self._form is None or self._known is None:
            return
        value = getattr(self._form.filled(), field)
        if value == getattr(self._known, field) or (field == "name" and value.strip() == self._known.name):
            return
        change = partial(children.change_child, child=self._known.id, **{field: value})
        self.stage.tasks.do(self, change, self._kept, self._not_taken)

    def _kept(self, change: Change[Child]) -> None:
        self._known = change.value
        if self._form is not None:
            self._form.show_problem(None)
        self.stage.toast(tr("Kept"), change)

    def _keep_setting(self, key: str, value: object) -> None:
        self._do(partial(settings.change, scope=self._child, key=SettingKey(key), value=value), tr("Kept"))

    def _take_out(self, child: Child) -> None:
        def done(change: Change[Child]) -> None:
            if self.stage.child == child.id:
                self.stage.child = None
            self.stage.toast(tr("{name} was taken out", name=shown(child.name, 40)), change)
            self.stage.go(Route.CHILDREN)

        self.stage.tasks.do(self, partial(children.remove_child, child=child.id), done)

    def _do(self, change: object, said: str) -> None:
        self.stage.tasks.do(self, change, lambda done: self.stage.toast(said, done))  # type: ignore[arg-type]  # partial of a service

    def _not_taken(self, problem: Problem) -> None:
        self._add.setEnabled(True)
        if self._form is None or not self._form.show_problem(problem):
            self.stage.show_problem(problem, self._add_child if self._child is None else None)


def _as_new(child: Child) -> NewChild:
    return NewChild(child.name, child.avatar, child.born, child.languages, child.case, child.letterform)
