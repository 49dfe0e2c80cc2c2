"""Which letters may stand beside which: the wrong choices of a round, from easy ones to look-alikes."""

from collections.abc import Iterable, Mapping
from unicodedata import normalize

from app.learning.dice import Dice
from app.learning.letters import Letter, LetterPack, Word, clusters
from app.learning.skills import Aspect, Level

Reached = Mapping[str, Level | None]  # letter key -> how far its sound has come in this case, None when it was never met
_LIKE_FROM_LEAVES = 2


def may_be_met(letter: Letter, reached: Reached) -> bool:
    """Whether no letter that is easily taken for this one is being learned just now: each is untouched or secure."""
    return all(settled(reached.get(other)) for other in letter.confusables)


def settled(level: Level | None) -> bool:
    """Whether a letter can be confused with nothing just now: never met, or secure."""
    return level is None or level >= Level.SECURE


def _secure(level: Level | None) -> bool:
    return level is not None and level >= Level.SECURE


def sounds_right(foil: Letter, right: Letter, aspect: Aspect, word: Word | None) -> bool:
    """Whether a foil would be a right answer too: it sounds the same, is called the same, or begins or stands in the word that is shown."""
    if aspect is Aspect.NAME:
        return foil.name == right.name
    if foil.key in right.alike or foil.sound == right.sound:
        return True
    if word is None:
        return False
    if word.contains:
        return any(shape in normalize("NFD", cluster) for cluster in clusters(word.text.lower()) for shape in foil.shapes)
    return normalize("NFD", word.text.lower()).startswith(foil.shapes)


def foils(
    right: Letter,
    pack: LetterPack,
    reached: Reached,
    aspect: Aspect,
    word: Word | None,
    count: int,
    leaves: int,
    dice: Dice,
) -> list[Letter]:
    """So many wrong choices for a letter, in no order.

    Look-alikes come in from the second leaf on, at most one, and only when it or the right letter is secure and both have been met.
    The others are letters that the child has met, then letters near in the usual order; no two of them look alike before one is secure.
    """
    others = dice.shuffled([letter for letter in pack.letters if letter.key != right.key and not sounds_right(letter, right, aspect, word)])
    chosen: list[Letter] = []
    if leaves >= _LIKE_FROM_LEAVES:
        chosen = [other for other in others if other.key in right.confusables and _ripe(right, other, reached)][:1]
    plain = [other for other in others if other.key not in right.confusables]
    place = {key: number for number, key in enumerate(pack.usual_order)}
    plain.sort(key=lambda other: (reached.get(other.key) is None, place[other.key] // 6 if reached.get(other.key) is None else 0))
    for strict in (True, False):  # the second time only if too few letters are free of look-alikes
        for other in plain:
            if len(chosen) < count and other not in chosen and (not strict or stands_with(other, chosen, reached)):
                chosen.append(other)
    return chosen[:count]


def may_stand_beside(right: Letter, other: Letter, reached: Reached) -> bool:
    """Whether another letter may be seen together with the wanted one: it is not taken for it, or they are ripe for one another."""
    return other.key not in right.confusables or _ripe(right, other, reached)


def _ripe(right: Letter, other: Letter, reached: Reached) -> bool:
    """Whether two look-alikes may stand side by side: both have been met, and one of them is secure."""
    levels = (reached.get(right.key), reached.get(other.key))
    return None not in levels and any(_secure(level) for level in levels)


def stands_with(other: Letter, chosen: Iterable[Letter], reached: Reached) -> bool:
    """Whether a letter may be met now, and looks like none of those chosen before it, unless they are ripe for one another."""
    return may_be_met(other, reached) and all(other.key not in one.confusables or _ripe(other, one, reached) for one in chosen)
