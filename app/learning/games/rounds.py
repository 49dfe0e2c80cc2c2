"""A round and its course: what the games share.

A round shows a prompt and some tiles; one of them is right. A wrong tile goes to rest and cannot be pressed again in this turn; after two
wrong answers the right tile is hinted; after three only two tiles stay. In a round that is drawn, tiles are not shown: they are what a
drawing may be read as, and it may be read as the same again. A hunt has several right tiles: the first that is found decides, the others
are looked for, and nothing more is answered by them.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.learning.ids import SkillId
from app.learning.letters import Spoken, Word
from app.learning.mastery import Attempt, Game

_WRONG_BEFORE_HINT = 2
_WRONG_BEFORE_TWO = 3


@dataclass(frozen=True, slots=True)
class Tile:
    """One thing to press: its letter's key in the pack ("" for none), and what an attempt keeps of it.

    `shown` is what is seen on it where that is something else than the text, `look` a number of the way in which it is drawn.
    """

    letter: str
    text: str
    shown: str = ""
    look: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """One question. `tiles` stand in the order they are shown; `right` is the place of the right one. `say` is spoken on arrival.

    `row` is what else is shown, in order: the waggons of a train, "" for the one that is missing. Tiles may be alike (odd one out).
    `drawn`: the child writes the letter. `guided`: the letter lies below its hand, so that the turn is a helped one.
    """

    game: Game
    skill: SkillId
    turn: int
    say: tuple[Spoken, ...]
    word: Word | None
    tiles: tuple[Tile, ...]
    right: int
    row: tuple[str, ...] = ()
    drawn: bool = False
    guided: bool = False

    @property
    def asked(self) -> str:
        """The text of the right tile: what an attempt keeps as asked."""
        return self.tiles[self.right].text

    @property
    def rights(self) -> tuple[int, ...]:
        """The places of all tiles that are right: one, in a hunt several."""
        return tuple(place for place, tile in enumerate(self.tiles) if tile.text == self.asked)

    @property
    def choices(self) -> tuple[str, ...]:
        """The texts of all tiles, in order: what an attempt keeps as choices. Who writes has nothing to choose among."""
        return (self.asked,) if self.drawn else tuple(tile.text for tile in self.tiles)


class Outcome(StrEnum):
    """What a press did. FOUND: right, and there is more to find. OPENED: a card was turned over, and nothing was answered.

    NOTHING: the tile rests, or the turn is over.
    """

    RIGHT = "right"
    FOUND = "found"
    NOT_THIS = "not-this"
    OPENED = "opened"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision: the question it answers, and the place that was pressed in it. What an attempt is made of.

    `try_number` counts the decisions of its turn from 1; `aided` says that help was given in it.
    """

    question: Round
    pressed: int
    try_number: int = 1
    aided: bool = False


def place_pressed(text: str, choices: Sequence[str], pressed: Collection[int]) -> int | None:
    """The place of the tile that an attempt answered with; of tiles that are alike the first that was not pressed. None: there is none."""
    alike = [place for place, choice in enumerate(choices) if choice == text]
    return next((place for place in alike if place not in pressed), next(iter(alike), None))


def places_pressed(attempts: Iterable[Attempt]) -> tuple[int, ...]:
    """The places pressed in one turn, by try, told from its attempts."""
    pressed: list[int] = []
    for one in sorted(attempts, key=lambda attempt: attempt.try_number):
        place = place_pressed(one.answered, one.choices, pressed)
        if place is None and len(one.choices) == 1:
            place = 1  # a drawing that was taken for something else: the place behind the letter itself
        if place is not None:
            pressed.append(place)
    return tuple(pressed)


class Course:
    """The state of one turn, from the arrival of its round to the right answer."""

    def __init__(self, question: Round) -> None:
        self.round = question
        self.resting: tuple[int, ...] = ()  # places of the wrong tiles that were pressed, in order
        self.found: tuple[int, ...] = ()  # places of the right ones
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
            place = place_pressed(attempt.answered, [tile.text for tile in question.tiles], course.resting)
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
        """The places of the tiles that are still shown: all, and after three wrong answers what is right and the last wrong one."""
        if len(self.resting) < _WRONG_BEFORE_TWO:
            return frozenset(range(len(self.round.tiles)))
        return frozenset((*self.round.rights, self.resting[-1]))

    @property
    def shows(self) -> int:
        """The place that a hint points at: what is right and not found yet."""
        return next((place for place in self.round.rights if place not in self.found), self.round.right)

    def asks(self, place: int) -> Choice | None:
        """What pressing the tile at a place would decide; None when it would do nothing. IndexError when there is none."""
        if not 0 <= place < len(self.round.tiles):
            raise IndexError(place)
        if self.over or self.found or place in self.resting:
            return None
        return Choice(self.round, place, self.try_number, self.aided)

    def press(self, place: int) -> Outcome:
        """Press the tile at a place (0 for the first); IndexError when there is none."""
        if self.asks(place) is None and (self.over or place in self.resting or place in self.found):
            return Outcome.NOTHING
        if place in self.round.rights:
            self.found = (*self.found, place)
            self.over = len(self.found) == len(self.round.rights)
            return Outcome.RIGHT if self.over else Outcome.FOUND
        self.misses += 1
        if not self.round.drawn:
            self.resting = (*self.resting, place)
        self.hinted = self.hinted or self.misses >= _WRONG_BEFORE_HINT
        return Outcome.NOT_THIS

    def hint(self) -> None:
        """Show the right tile, by the child's wish or by the game's; from now on the turn is aided."""
        self.hinted = True
