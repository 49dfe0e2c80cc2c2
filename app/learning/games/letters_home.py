"""Letters home: letters lie about, and each has a house. It says its sound while it is carried, and its name when it is at home.

At first the house shows the letter's outline; from the second leaf on its partner in the other case. In a script without case every second
spread has houses with pictures: the letter that the word begins with lives there.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import IntEnum

from app.learning.choosing import View, can_play
from app.learning.dice import Dice
from app.learning.games.rounds import Tile
from app.learning.games.spreads import Spread, SpreadCourse, last_spread
from app.learning.ids import SkillId
from app.learning.letters import Letter, LetterPack, Word, form
from app.learning.likeness import sounds_right, stands_with
from app.learning.mastery import Attempt, Game, Standing
from app.learning.people import Case
from app.learning.sittings import Preferences, Sitting, turns_of
from app.learning.skills import Aspect, Skill, SkillTree, graph_of

GAME = Game.LETTERS_HOME
FEWEST, MOST = 3, 5  # letters of a spread
_KNOWN_FOR_ONE_MORE = 6  # letters that could be played with, for each letter more
_PARTNER_FROM = 2  # leaves


class Door(IntEnum):
    """What a house shows: `Tile.look` of what can be chosen."""

    OUTLINE = 0
    PARTNER = 1
    PICTURE = 2


def spreads_of_sitting(pack: LetterPack, tree: SkillTree, standings: Mapping[SkillId, Standing], preferences: Preferences) -> int:
    """How many spreads a new sitting has: three of three letters, two of more."""
    return 3 if _size(len(can_play(pack, tree, standings, GAME, preferences)), preferences) == FEWEST else 2


def _size(known: int, preferences: Preferences) -> int:
    return FEWEST if preferences.calm else max(FEWEST, min(MOST, FEWEST - 1 + known // _KNOWN_FOR_ONE_MORE))


def next_spread(
    pack: LetterPack,
    tree: SkillTree,
    standings: Mapping[SkillId, Standing],
    sitting: Sitting,
    preferences: Preferences,
    now: datetime,
    seed: int,
) -> Spread | None:
    """The spread that is not over yet, else the next; None when the sitting is over, or too few letters are left to play with."""
    view = View(pack, tree, standings, sitting, preferences, sitting.began or now)
    number, given = last_spread(sitting.attempts)
    if given:
        left = _as_it_was(view, number, given, seed)
        if left is not None and not SpreadCourse(left).over:
            return left
        number += 1
    if number >= sitting.turns:
        return None
    skills = _dealt(view, number, seed)
    if len(skills) < 2:
        return None
    return _laid(view, number, Dice(seed, number, "houses").shuffled(skills), seed)


def _as_it_was(view: View, number: int, given: tuple[Attempt, ...], seed: int) -> Spread | None:
    """The spread told from its answers: the first was given while all houses were open. None when a letter of it is no more."""
    skills = graph_of(view.tree).skills
    first = skills.get(given[0].skill)
    if first is None:
        return None
    found = {form(view.pack.letter(one.letter), one.case): one for one in skills.values()
             if one.letter in view.pack.keys and one.case is first.case and one.aspect is first.aspect}  # fmt: skip
    if not set(given[0].choices) <= set(found):
        return None
    return _laid(view, number, [found[text] for text in given[0].choices], seed, given)


def _dealt(view: View, number: int, seed: int) -> list[Skill]:
    """The skills of a new spread: what went wrong last in this sitting, then what was not asked in it, then what is best asked now."""
    playable = can_play(view.pack, view.tree, view.standings, GAME, view.preferences)
    size = _size(len({one.letter for one in playable}), view.preferences)
    wanted = Aspect.FIRST_PICTURE if number % 2 and not view.pack.has_case else Aspect.SHAPE
    last = {turn.skill: turn for turn in turns_of(view.sitting.attempts)}

    def key(skill: Skill) -> tuple[bool, bool, int]:
        turn = last.get(skill.id)
        return (turn is None or turn.known, turn is not None, view.urgency(skill))

    best: list[Skill] = []
    for aspect in (wanted, *(other for other in (Aspect.SHAPE, Aspect.FIRST_PICTURE) if other is not wanted)):
        order = sorted(Dice(seed, number, "letters").shuffled([one for one in playable if one.aspect is aspect]), key=key)
        dealt = _apart(view, order, size, seed, number)
        if len(dealt) >= FEWEST:
            return dealt
        best = max(best, dealt, key=len)
    return best


def _apart(view: View, order: Sequence[Skill], size: int, seed: int, number: int) -> list[Skill]:
    """So many skills whose letters look and begin differently enough to lie side by side."""
    dealt: list[Skill] = []
    for skill in order:
        letter, others = view.pack.letter(skill.letter), [view.pack.letter(one.letter) for one in dealt]
        fits = stands_with(letter, others, view.reached(skill.case))
        if fits and skill.aspect is Aspect.FIRST_PICTURE:
            fits = all(_word(one, [letter, *others], seed, number) is not None for one in [letter, *others])
        if len(dealt) < size and fits:
            dealt.append(skill)
    return dealt


def _word(letter: Letter, letters: Sequence[Letter], seed: int, number: int) -> Word | None:
    """The word on a letter's house: it begins with none of the other letters' sounds."""
    others = [one for one in letters if one != letter]
    words = [word for word in letter.first_words if not any(sounds_right(one, letter, Aspect.SOUND, word) for one in others)]
    return Dice(seed, number, letter.key).one_of(words) if words else None


def _laid(view: View, number: int, skills: Sequence[Skill], seed: int, given: tuple[Attempt, ...] = ()) -> Spread:
    """The houses in the order of `skills`, the letters lying about in another."""
    lying = Dice(seed, number, "lying").shuffled(sorted(skills, key=lambda one: list(view.pack.keys).index(one.letter)))
    letters = {one.letter: view.pack.letter(one.letter) for one in skills}
    words: dict[str, Word | None] = dict.fromkeys(letters)
    if skills[0].aspect is Aspect.FIRST_PICTURE:
        words = {key: _word(letter, list(letters.values()), seed, number) for key, letter in letters.items()}
    return Spread(
        game=GAME,
        number=number,
        asked=tuple(Tile(one.letter, form(letters[one.letter], one.case)) for one in lying),
        skills=tuple(one.id for one in lying),
        among=tuple(_house(view, one, letters[one.letter], words[one.letter]) for one in skills),
        words=tuple(words[one.letter] for one in lying),
        given=given,
    )


def _house(view: View, skill: Skill, letter: Letter, word: Word | None) -> Tile:
    text = form(letter, skill.case)
    if word is not None:
        return Tile(letter.key, text, word.picture, Door.PICTURE)
    ease = 0 if view.preferences.calm else view.leaves(skill.id)
    if ease < _PARTNER_FROM or letter.upper is None:
        return Tile(letter.key, text, text, Door.OUTLINE)
    return Tile(letter.key, text, form(letter, Case.LOWER if skill.case is Case.UPPER else Case.UPPER), Door.PARTNER)
