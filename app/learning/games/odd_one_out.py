"""Odd one out: tiles that are alike but one; find the one that is not.

The first times the two letters look far apart; look-alikes come when they may stand side by side (`likeness.foils`), and then there is one
tile more.
"""

from collections.abc import Sequence

from app.learning.dice import Dice
from app.learning.games.rounds import Tile
from app.learning.letters import Letter, LetterPack, Spoken, form
from app.learning.likeness import Reached, foils
from app.learning.mastery import Game
from app.learning.people import Case
from app.learning.skills import Aspect

GAME = Game.ODD_ONE_OUT
_ALIKE = 3
_ALIKE_LATER = 4  # from the second leaf on


def tiles(odd: Letter, pack: LetterPack, reached: Reached, case: Case, leaves: int, dice: Dice) -> tuple[Tile, ...]:
    """The tiles in the order they are shown: several of one letter, and one of `odd`."""
    others = foils(odd, pack, reached, Aspect.SHAPE, None, 1, leaves, dice)
    alike = others[0] if others else dice.one_of([letter for letter in pack.letters if letter.key != odd.key])
    count = _ALIKE_LATER if leaves > 1 else _ALIKE
    return tuple(Tile(letter.key, form(letter, case)) for letter in dice.shuffled([odd, *[alike] * count]))


def prompt(odd: Letter, shown: Sequence[Letter]) -> tuple[Spoken, ...]:
    """What is said: the sound of those that are alike, then that of the odd one."""
    alike = next(letter for letter in shown if letter != odd)
    return (alike.sound, odd.sound)
