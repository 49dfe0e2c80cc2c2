"""Letter pairs: cards face down on the meadow; two that belong together stay up. Nothing turns back by itself: the next press does it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt

from app.learning.games.letter_pairs import Board, Card, said
from app.learning.games.rounds import Outcome
from app.learning.mastery import Game
from app.services import play
from app.system.sound import Effect
from app.ui.grove.scenes import QUIET_GLADE
from app.ui.painting.parts import TileState
from app.ui.playing.card_grid import card_grid
from app.ui.playing.line_up import line_up
from app.ui.playing.sitting import Sitting
from app.ui.playing.sitting_page import SittingPage
from app.ui.widgets.card_tile import CardTile
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.ids import ChildId
    from app.services.play import Feedback
    from app.ui.stage import Stage


class LetterPairs(SittingPage):
    """The cards of a board; a pair found is a turn."""

    title: ClassVar[str] = "Letter pairs"
    game: ClassVar[Game] = Game.LETTER_PAIRS
    above: ClassVar[float] = 0.1

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, QUIET_GLADE)
        self._cards: list[CardTile] = []
        self._board: Board | None = None
        self.pip.lower()
        self.backdrop.lower()

    def new_sitting(self, child: ChildId) -> Sitting:
        """A sitting that hands out boards."""
        return Sitting(self.stage.tasks, child, self.game, self, play.next_board)

    @property
    def tiles(self) -> list[CardTile]:
        """The cards as they lie."""
        return self._cards

    @property
    def board(self) -> Board | None:
        """The board that is played, None before the first."""
        return self._board

    # a board and its turns

    def turn_came(self, turn: object) -> None:
        """New cards, or the next pair of those that lie there."""
        sitting = self.sitting
        if sitting is None or sitting.pairs is None or not isinstance(turn, Board):
            return
        if self._board is None or self._board.cards != turn.cards:
            self._deal(turn)
        self._board = turn
        self._show_turns(sitting.done, sitting.turns)
        self._show_cards(moving=False)
        self.pip.look_at(None)

    def _deal(self, board: Board) -> None:
        had_focus = any(card.hasFocus() for card in self._cards)
        for old in self._cards:
            self.drop(old)
        who = self.who
        self._cards = []
        for place, card in enumerate(board.cards):
            tile = CardTile(self.stage.theme, card.text, card.picture, who.pack.script, who.child.letterform, parent=self)
            tile.clicked.connect(lambda _=False, place=place: self._press(place))
            self._cards.append(self.add(tile))
        self.in_focus_order([*self._cards, self._hear, self.pip, self._bulb, self._home])
        self.arrange()
        self._appear.show(self._cards)
        self.stage.speaker.prepare([spoken for card in board.cards for spoken in said(card, who.pack)], who.pack.voice)
        if had_focus:
            self._cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _press(self, place: int) -> None:
        """Turn a card over; it is turned at once, and when that is an answer, what it did is shown when it has been kept."""
        sitting = self.sitting
        if sitting is None or not sitting.press(place):
            return
        self.stage.speaker.effect(Effect.PRESS)
        self._turn_up(place, moving=True)
        self._say(place)

    def turned(self, place: int, outcome: Outcome) -> None:
        """A first card, or one that was turned over to see what it is."""
        del place, outcome
        self._show_cards(moving=True)

    def answered(self, place: int, outcome: Outcome, feedback: Feedback) -> None:  # noqa: ARG002 (what grew is shown in the grove)
        """A pair hops; two that do not belong together stay open until the child goes on."""
        sitting, board = self.sitting, self._board
        if sitting is None or board is None:
            return
        self._show_cards(moving=True)
        if outcome is not Outcome.RIGHT:
            self.stage.speaker.effect(Effect.NOT_THIS)
            return
        self.stage.speaker.effect(Effect.YES)
        self._show_turns(sitting.done, sitting.turns)
        self.pip.be_glad()
        self._say_pair(place)

    def _show_cards(self, moving: bool) -> None:
        """Show the cards as the course has them."""
        course = self.sitting.pairs if self.sitting is not None else None
        if course is None:
            return
        for place, (card, tile) in enumerate(zip(course.board.cards, self._cards, strict=True)):
            found, up = card.letter in course.found, place in course.open
            tile.turn(found or up, self._named(card, place, found or up), moving)
            state = TileState.YES if found else TileState.HINT if place == course.shows else TileState.REST
            if tile.state is not state:
                tile.set_state(state, moving)
        if course.shows is not None and moving:
            self.pip.look_at(self._cards[course.shows])

    def _turn_up(self, place: int, moving: bool) -> None:
        board = self._board
        if board is not None:
            self._cards[place].turn(True, self._named(board.cards[place], place, True), moving)

    def _named(self, card: Card, place: int, up: bool) -> str:
        """What a screen reader says of a card."""
        if not up:
            return tr("Card {number}, face down", number=place + 1)
        return tr("Picture: {word}", word=card.text) if card.picture else tr("Letter {letter}", letter=card.text)

    # hints and voice

    def show_hint(self) -> None:
        """The partner of the open card glows, or a card to begin with."""
        self.stage.speaker.effect(Effect.HINT)
        self._show_cards(moving=True)
        self.repeat()

    def repeat(self) -> None:
        """Say the open cards; while none is open, a letter that still hides."""
        course = self.sitting.pairs if self.sitting is not None else None
        if course is None or self.ended:
            return
        places = course.open or course.hidden()[:1]
        words = [spoken for place in places for spoken in said(course.board.cards[place], self.who.pack)]
        self.ask_aloud(words, self.who.pack.voice)

    def _say(self, place: int) -> None:
        if self._board is not None:
            self.say(said(self._board.cards[place], self.who.pack), self.who.pack.voice)

    def _say_pair(self, place: int) -> None:
        board = self._board
        if board is None:
            return
        first, second = board.cards[board.partner(place)], board.cards[place]
        words = dict.fromkeys((*said(first, self.who.pack), *said(second, self.who.pack)))
        self.say(tuple(words), self.who.pack.voice)

    def typed(self, text: str) -> None:
        """H and R mean help and again; cards are turned over where they lie."""
        if text.casefold() == "h":
            self._bulb.click()
        elif text.casefold() == "r":
            self._hear.click()

    def put_away(self) -> None:
        """No cards any more."""
        for card in self._cards:
            self.drop(card)
        self._cards, self._board = [], None

    # layout

    def arrange(self) -> None:
        """Cards in the middle, Pip and the buttons in the corners."""
        ground = self.ground
        grid = card_grid(ground, max(2, len(self._cards)))
        for tile, middle in zip(self._cards, grid.middles, strict=False):
            tile.set_side(grid.side)
            tile.stand_at(middle.x(), middle.y())
        places = line_up(ground, 1, self.above, self.hanging)
        self.lay_corners(places)
        upper = places.corner(46.0, 32, top=True, start=False)
        self._hear.stand_at(upper.x(), upper.y())
        size = 100.0 * ground.unit
        self.pip.set_size(size)
        self.pip.stand(ground.start(84 * ground.unit), ground.height - 40 * ground.unit)
        self.lay_ending()
