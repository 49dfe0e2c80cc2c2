"""A round and its course: what every game of choice shares.

A round shows a prompt and some tiles; one of them is right. A wrong tile goes to rest and cannot be pressed again in this turn; after two
wrong answers the right tile is hinted; after three only two tiles stay.
"""

from dataclasses import dataclass

from app.learning.ids import SkillId
from app.learning.letters import Spoken, Word
from app.learning.mastery import Game


@dataclass(frozen=True, slots=True)
class Tile:
    """One thing to press: the letter as it is drawn, and its key in the pack."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Round:
    """One question. `tiles` stand in the order they are shown; `right` is the place of the right one. `say` is spoken on arrival."""

    game: Game
    skill: SkillId
    turn: int
    say: tuple[Spoken, ...]
    word: Word | None
    tiles: tuple[Tile, ...]
    right: int
