"""A child's letters: a few figures, the year, every letter with its state, and the story of the chosen one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.learning.ids import ChildId, SkillId
from app.services import letter_story
from app.services.change import Topic
from app.ui.charts.year import right_first_time
from app.ui.grown_up_page import GrownUpPage
from app.ui.looking.figure_card import FigureCard
from app.ui.looking.flow import EvenGrid
from app.ui.looking.letter_panel import LetterPanel
from app.ui.looking.letter_tiles import LetterTiles
from app.ui.looking.letters_read import Looked, look
from app.ui.looking.split import Split
from app.ui.looking.year_card import YearCard
from app.ui.painting.lettering import shown
from app.ui.painting.tree_state import TreeState
from app.ui.people import saying
from app.ui.routes import Route
from app.ui.widgets.card import Card
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.letter_story import SkillStory
    from app.ui.stage import Stage

_FIGURE = 204  # px, the least width of a figure's card at usual text


class Letters(GrownUpPage):
    """`child` is whose letters they are."""

    title: ClassVar[str] = "Letters"
    lives_by: ClassVar[frozenset[Topic]] = frozenset({Topic.PROGRESS, Topic.CHILDREN, Topic.SETTINGS, Topic.SKILLS})

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, tr("Letters"))
        self._looked: Looked | None = None
        self._letter: str | None = None
        self._only: TreeState | None = None
        self._as_table = False
        self._tiles: LetterTiles | None = None
        self._room: QVBoxLayout | None = None

    def enter(self, **facts: object) -> None:
        """Take the `child`."""
        self._child = cast("ChildId", facts["child"])

    def refresh(self) -> None:
        """Ask for everything about the child's letters."""
        self.stage.tasks.ask(self, partial(look, child=self._child), self._show)

    def _show(self, looked: Looked) -> None:
        self._looked = looked
        name = shown(looked.grid.child.name, 60)
        if not looked.year:
            self.bar.set_words(tr("Letters"), tr("{name} has not played yet", name=name))
            self.fill(self._nothing(name, looked), stretch_last=True)
            return
        days = sum(1 for day in looked.year if (looked.today - day.day).days < 7)
        self.bar.set_words(tr("Letters"), tr("{name} has played on {days} of the last 7 days", name=name, days=days))
        self.fill(partial(self._figures, looked), partial(self._year, looked), partial(self._letters, looked))

    def _nothing(self, name: str, looked: Looked) -> QWidget:
        first = next(iter(looked.trees.values())).text if looked.trees else "a"
        empty = EmptyState(self.stage.theme, tr("Nothing has grown yet"), tr("What {name} plays shows here.", name=name),
                           tr("Play the first game"), "play", first)  # fmt: skip
        if empty.action is not None:
            empty.action.clicked.connect(lambda: self.stage.go(Route.HOME, child=self._child))
        return empty

    def _figures(self, looked: Looked) -> EvenGrid:
        theme = self.stage.theme
        right = right_first_time(looked.year, looked.today)
        bloomed = looked.count(TreeState.BLOOMED) + looked.count(TreeState.NEEDS_WATER)
        minutes = round(looked.this_week.total_seconds() / 60)
        cards = [
            FigureCard(theme, "sun", "sun", tr("Days in a row"), str(looked.days_in_a_row)),
            FigureCard(theme, "flower", "bloom", tr("Letters in bloom"), str(bloomed), tr("of {all}", all=len(looked.trees))),
            FigureCard(theme, "clock", "water", tr("This week"), str(minutes), tr("minutes") if minutes != 1 else tr("minute")),
            FigureCard(theme, "target", "primary", tr("Right first time"), _percent(right.percent), tr("in 30 days")),
        ]
        return EvenGrid(cards, round(_FIGURE * theme.text_size))

    def _year(self, looked: Looked) -> YearCard:
        year = YearCard(self.stage.theme, looked.year, looked.today, self._as_table)
        year.choice.chosen.connect(self._year_as)
        return year

    def _letters(self, looked: Looked) -> QWidget:
        self._tiles = LetterTiles(self.stage.theme, looked, self._letter, self._only)
        self._tiles.chosen.connect(self._choose)
        self._tiles.filtered.connect(self._filter)
        panel = QWidget()
        self._room = QVBoxLayout(panel)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._close()
        if self._letter is not None:
            self._choose(self._letter)
        return Split(self._tiles, panel, self.stage.theme.text_size)

    # choosing

    def _choose(self, letter: str) -> None:
        looked = self._looked
        row = None if looked is None else next((row for row in looked.rows if row.letter == letter), None)
        if row is None:
            return
        self._letter = letter
        skills = [cell.skill.id for cell in row.cells if cell is not None]
        read = partial(letter_story.letter_story, child=self._child, skills=skills)
        self.stage.tasks.ask(self, read, partial(self._tell, letter))

    def _tell(self, letter: str, stories: Mapping[SkillId, SkillStory]) -> None:
        looked = self._looked
        if letter != self._letter or looked is None:
            return  # another one was pressed meanwhile
        row = next((row for row in looked.rows if row.letter == letter), None)
        if row is not None:
            panel = LetterPanel(self.stage.theme, looked, row, stories)
            panel.closed.connect(self._back_to_tile)
            self._put(panel)

    def _put(self, panel: QWidget) -> None:
        if self._room is None:
            return
        while (item := self._room.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._room.addWidget(panel)

    def _close(self) -> None:
        hint = Card(self.stage.theme, tr("One letter"))
        how = tr("Press a letter to see how each part of it is growing.")
        hint.add(Label(self.stage.theme, how, "body", "ink-soft", wrap=True))
        if self._looked is not None and (thirsty := self._looked.count(TreeState.NEEDS_WATER)):
            said = saying.counted(thirsty, tr("1 letter asks for water."), tr("{count} letters ask for water."))
            hint.add(Label(self.stage.theme, said, "body", "on-water-soft", wrap=True))
        hint.body.addStretch(1)
        self._put(hint)

    def _back_to_tile(self) -> None:
        tile = self._tiles.tile(self._letter) if self._tiles is not None and self._letter else None
        self._letter = None
        self._close()
        if tile is not None:
            tile.setFocus(Qt.FocusReason.OtherFocusReason)

    def _filter(self, only: TreeState | None) -> None:
        self._only = only

    def _year_as(self, place: int) -> None:
        self._as_table = place == 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the panel from wherever the focus is."""
        if event.key() == Qt.Key.Key_Escape and self._letter is not None:
            self._back_to_tile()
        else:
            super().keyPressEvent(event)


def _percent(share: int | None) -> str:
    return tr("–") if share is None else tr("{share} %", share=share)
