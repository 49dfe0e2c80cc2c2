"""The children of the space: who there is, what has grown, and what can be changed."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout

from app.learning.people import Child
from app.services import children, languages, looking, namesakes, one_child
from app.services.change import Change, Topic
from app.system.clock import now
from app.ui.grown_up_page import GrownUpPage
from app.ui.painting.lettering import shown
from app.ui.people import saying
from app.ui.people.child_row import ChildRow
from app.ui.people.namesake_card import NamesakeCard
from app.ui.routes import Route
from app.ui.widgets.buttons import PlainButton, PrimaryButton
from app.ui.widgets.card import Card
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.label import Label
from app.ui.widgets.portrait import Portrait
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.learning.ids import ChildId
    from app.services.desk import Desk
    from app.services.looking import ChildOverview
    from app.services.one_child import Joining
    from app.ui.grown_up_page import Part
    from app.ui.stage import Stage

_Shown = tuple[tuple["ChildOverview", ...], tuple[Child, ...], dict[str, str], tuple["Joining", ...]]


def _read(desk: Desk) -> _Shown:
    names = {o.language: o.name for o in languages.offered()}
    return looking.overview(desk), children.list_children(desk, removed=True), names, namesakes.offers(desk)


class ChildrenPage(GrownUpPage):
    """A row for each child, above them those that look like one; below them those that were taken out and can be brought back."""

    title: ClassVar[str] = "Children"
    lives_by: ClassVar[frozenset[Topic]] = frozenset({Topic.CHILDREN, Topic.PROGRESS})

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, tr("Children"))
        sheet = PlainButton(stage.theme, tr("Picture passwords"), "key")
        add = PrimaryButton(stage.theme, tr("Add a child"), "plus")
        sheet.clicked.connect(lambda: stage.go(Route.SECRET_SHEET))
        add.clicked.connect(self._add)
        self.bar.add(sheet)
        self.bar.add(add)
        self.setFocusProxy(add)

    def refresh(self) -> None:
        """Ask who there is."""
        self.stage.tasks.ask(self, _read, self._show)

    def _show(self, found: _Shown) -> None:
        overviews, removed, names, alike = found
        today = now().date()
        playing = sum(1 for one in overviews if one.days_this_week)
        note = tr("{playing} of {all} have played this week", playing=playing, all=len(overviews)) if overviews else ""
        self.bar.set_words(tr("Children"), note)
        parts: list[Part] = [partial(self._namesakes, joining, today) for joining in alike]
        parts.extend(partial(self._row, one, names, today) for one in overviews)
        if not overviews:
            empty = EmptyState(self.stage.theme, tr("No child yet"), tr("Each child gets a grove of its own."), tr("Add a child"))
            if empty.action is not None:
                empty.action.clicked.connect(self._add)
            parts.append(empty)
        if removed:
            parts.append(partial(self._removed, removed))
        self.fill(*parts)

    def _row(self, overview: ChildOverview, names: dict[str, str], today: date) -> ChildRow:
        child = overview.child
        language = names.get(child.languages[0], child.languages[0]) if child.languages else ""
        row = ChildRow(self.stage.theme, overview, language, today)
        row.looked.connect(partial(self._look, child.id))
        row.edited.connect(partial(self.stage.go, Route.CHILD_EDITOR, child=child.id))
        return row

    def _namesakes(self, joining: Joining, today: date) -> NamesakeCard:
        card = NamesakeCard(self.stage.theme, joining, today)
        one, other = joining.kept.child, joining.other.child
        name = shown(one.name, 40)
        join, apart = (partial(each, child=one.id, other=other.id) for each in (one_child.join_children, namesakes.tell_apart))
        card.joined.connect(partial(self._decide, join, tr("{name} is one child now", name=name)))
        card.told_apart.connect(partial(self._decide, apart, tr("These are two children")))
        return card

    def _decide(self, change: Callable[[Desk], Change[Any]], said: str) -> None:
        self.stage.tasks.do(self, change, lambda done: self.stage.toast(said, done))

    def _look(self, child: ChildId) -> None:
        self.stage.child = child
        self.stage.go(Route.LETTERS, child=child)

    def _add(self) -> None:
        self.stage.go(Route.CHILD_EDITOR, child=None)

    def _removed(self, removed: tuple[Child, ...]) -> Card:
        theme = self.stage.theme
        card = Card(theme, tr("Taken out"), tr("kept for 30 days with all they have learned"))
        for child in removed:
            name = shown(child.name, 60)
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(Portrait(theme, child.avatar, 36))
            row.addWidget(Label(theme, name, "label"))
            if child.deleted_at is not None:
                when = saying.day(child.deleted_at.astimezone().date(), now().date())
                row.addWidget(Label(theme, tr("taken out {day}", day=when), "small", "ink-soft"), 1)
            back = PlainButton(theme, tr("Bring back"), "undo", tr("Bring {name} back", name=name))
            back.clicked.connect(partial(self._bring_back, child))
            row.addWidget(back)
            card.add(row)
        return card

    def _bring_back(self, child: Child) -> None:
        def done(change: Change[Child]) -> None:
            self.stage.toast(tr("{name} is back", name=shown(change.value.name, 40)), change)

        self.stage.tasks.do(self, partial(children.restore_child, child=child.id), done)
