"""A round and its course: what the games share.

A round shows a prompt and some tiles; one of them is right. A wrong tile goes to rest and cannot be pressed again in this turn; after two
wrong answers the right tile is hinted; after three only two tiles stay. In a round that is drawn, tiles are not shown: they are what a
drawing may be read as, and it may be read as the same again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.learning.ids import SkillId
from app.learning.letters import Spoken, Word
from app.learning.mastery import Attempt, Game

_WRONG_BEFORE_HINT = 2
_WRONG_BEFORE_TWO = 3


@dataclass(frozen=True, slots=True)
class Tile:
    """One thing to press: the letter as it is drawn, and its key in the pack."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Round:
    """One question. `tiles` stand in the order they are shown; `right` is the place of the right one. `say` is spoken on arrival.

    `drawn`: the child writes the letter. `guided`: the letter lies below its hand, so that the turn is a helped one.
    """

    game: Game
    skill: SkillId
    turn: int
    say: tuple[Spoken, ...]
    word: Word | None
    tiles: tuple[Tile, ...]
    right: int
    drawn: bool = False
    guided: bool = False

    @property
    def asked(self) -> str:
        """The text of the right tile: what an attempt keeps as asked."""
        return self.tiles[self.right].text

    @property
    def choices(self) -> tuple[str, ...]:
        """The texts of all tiles, in order: what an attempt keeps as choices. Who writes has nothing to choose among."""
        return (self.asked,) if self.drawn else tuple(tile.text for tile in self.tiles)


class Outcome(StrEnum):
    """What a press did. NOTHING: the tile rests, or the turn is over."""

    RIGHT = "right"
    NOT_THIS = "not-this"
    NOTHING = "nothing"


class Course:
    """The state of one turn, from the arrival of its round to the right answer."""

    def __init__(self, question: Round) -> None:
        self.round = question
        self.resting: tuple[int, ...] = ()  # places of the wrong tiles that were pressed, in order
        self.misses = 0
        self.hinted = question.guided
        self.over = False

    @classmethod
    def resumed(cls, question: Round, attempts: Iterable[Attempt]) -> "Course":
        """The course of a turn that was left in the middle: the answers already given to it are pressed again."""
        course = cls(question)
        for attempt in sorted(attempts, key=lambda one: one.try_number):
            if attempt.aided:
                course.hint()
            place = next((place for place, tile in enumerate(question.tiles) if tile.text == attempt.answered), None)
            if place is not None:
                course.press(place)
        return course

    @property
    def aided(self) -> bool:
        """Whether the next answer would be an aided one: a hint was shown in this turn."""
        return self.hinted

    @property
    def try_number(self) -> int:
        """The number of the next press that counts, from 1."""
        return self.misses + 1

    @property
    def staying(self) -> frozenset[int]:
        """The places of the tiles that are still shown: all, and after three wrong answers the right one and the last wrong one."""
        if len(self.resting) < _WRONG_BEFORE_TWO:
            return frozenset(range(len(self.round.tiles)))
        return frozenset((self.round.right, self.resting[-1]))

    def press(self, place: int) -> Outcome:
        """Press the tile at a place (0 for the first); IndexError when there is none."""
        if not 0 <= place < len(self.round.tiles):
            raise IndexError(place)
        if self.over or place in self.resting:
            return Outcome.NOTHING
        if place == self.round.right:
            self.over = True
            return Outcome.RIGHT
        self.misses += 1
        if not self.round.drawn:
            self.resting = (*self.resting, place)
        self.hinted = self.hinted or self.misses >= _WRONG_BEFORE_HINT
        return Outcome.NOT_THIS

    def hint(self) -> None:
        """Show the right tile, by the child's wish or by the game's; from now on the turn is aided."""
        self.hinted = True
