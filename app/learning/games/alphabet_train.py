"""Alphabet train: a train of letters in the order of the alphabet, one waggon empty; find the letter that rides in it.

At first it is the last waggon (which letter comes next?), from the second leaf on one in the middle. It asks letters that the child knows:
the order is learned with them, and the letters are not learned by it.
"""

from collections.abc import Mapping

from app.learning.dice import Dice
from app.learning.games.rounds import Tile
from app.learning.ids import SkillId
from app.learning.letters import Letter, LetterPack, Spoken, form
from app.learning.likeness import Reached, foils, stands_with
from app.learning.mastery import Game, Standing
from app.learning.people import Case
from app.learning.skills import Aspect, Skill

GAME = Game.ALPHABET_TRAIN
_WAGGONS = 4
_MIDDLE_FROM = 2  # leaves; what a child reached stays at two at least, so that a turn that was left comes back with the same train


def riders(letter: Letter, pack: LetterPack, leaves: int) -> tuple[Letter, ...]:
    """The letters of the train in order, the wanted one among them: as the last, later in the middle; the first letters where they are."""
    place = list(pack.keys).index(letter.key)
    first = place - _WAGGONS + (2 if leaves >= _MIDDLE_FROM else 1)
    first = max(0, min(first, len(pack.letters) - _WAGGONS))
    return pack.letters[first : first + _WAGGONS]


def may_ask(skill: Skill, pack: LetterPack, reached: Reached, standings: Mapping[SkillId, Standing]) -> bool:
    """Whether a skill can be asked: it has been met, and nothing on its train is easily taken for the letter just now."""
    standing, letter = standings.get(skill.id), pack.letter(skill.letter)
    if standing is None:
        return False
    others = [other for other in riders(letter, pack, standing.leaves) if other != letter]
    return all(stands_with(letter, [other], reached) for other in others)


def row(letter: Letter, pack: LetterPack, case: Case, leaves: int) -> tuple[str, ...]:
    """What stands on the waggons; "" on the empty one."""
    return tuple("" if rider == letter else form(rider, case) for rider in riders(letter, pack, leaves))


def tiles(letter: Letter, pack: LetterPack, reached: Reached, case: Case, count: int, leaves: int, dice: Dice) -> tuple[Tile, ...]:
    """The tiles in the order they are shown: the wanted letter and `count` that do not ride on this train."""
    riding = riders(letter, pack, leaves)
    found = foils(letter, pack, reached, Aspect.NAME, None, len(pack.letters), 0, dice)
    plain = [other for other in found if other not in riding]
    apart = [other for other in plain if all(stands_with(other, [rider], reached) for rider in riding)]
    chosen = (apart + [other for other in plain if other not in apart])[:count]
    return tuple(Tile(one.key, form(one, case)) for one in dice.shuffled([letter, *chosen]))


def prompt(letter: Letter, pack: LetterPack, leaves: int) -> tuple[Spoken, ...]:
    """What is said: the names of the letters that ride, as one says the alphabet; the empty waggon is a letter for the child to say."""
    return tuple(rider.name for rider in riders(letter, pack, leaves) if rider != letter)
