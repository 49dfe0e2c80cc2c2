"""Build the word: a picture and its word, empty places, letters that lie about. Each letter is put where its sound is heard.

Only words whose letters the child all knows (`app.learning.words`). What is tried is the sound of the letter that belongs to a place, among
the letters that still lie there; from the second leaf on one or two lie there that the word does not have. Letters that went wrong come
back in the next word that has them.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.learning.choosing import View, can_build
from app.learning.dice import Dice
from app.learning.games.rounds import Tile
from app.learning.games.spreads import Spread, SpreadCourse, last_spread
from app.learning.ids import SkillId
from app.learning.letters import Letter, LetterPack, form
from app.learning.likeness import sounds_right, stands_with
from app.learning.mastery import Attempt, Game, Standing
from app.learning.people import Case
from app.learning.sittings import Preferences, Sitting, turns_of
from app.learning.skills import Aspect, SkillTree
from app.learning.words import MOST_PIECES, Spelt, in_case, sounds, spelt_words

GAME = Game.BUILD_WORD
WORDS, _WORDS_CALM = 4, 3  # in a sitting
_FEWEST_TILES, _MOST_TILES = 3, 7
_SHORT, _KNOWN_FOR_ONE_MORE = 2, 5  # pieces of the first words, and letters known for one piece more


def spreads_of_sitting(pack: LetterPack, tree: SkillTree, standings: Mapping[SkillId, Standing], preferences: Preferences) -> int:
    """How many words a new sitting has: four, in calm play three."""
    del pack, tree, standings
    return _WORDS_CALM if preferences.calm else WORDS


def has_enough(pack: LetterPack, tree: SkillTree, standings: Mapping[SkillId, Standing], preferences: Preferences) -> bool:
    """Whether a child can build as many words as a sitting has."""
    return len(can_build(pack, tree, standings, preferences)) >= WORDS


def next_spread(
    pack: LetterPack,
    tree: SkillTree,
    standings: Mapping[SkillId, Standing],
    sitting: Sitting,
    preferences: Preferences,
    now: datetime,
    seed: int,
) -> Spread | None:
    """The word that is not built yet, else the next; None when the sitting is over, or no word can be built."""
    view = View(pack, tree, standings, sitting, preferences, sitting.began or now)
    case = view.first_case
    number, given = last_spread(sitting.attempts)
    if given:
        left = _as_it_was(view, case, number, given)
        if left is not None and not SpreadCourse(left).over:
            return left
        number += 1
    if number >= sitting.turns:
        return None
    spelt = _chosen(view, case, Dice(seed, number, "word"))
    return None if spelt is None else _laid(view, case, number, spelt, Dice(seed, number, "letters"))


def _as_it_was(view: View, case: Case, number: int, given: tuple[Attempt, ...]) -> Spread | None:
    """The word told from its answers: the first was given while all letters lay there. None when the word is no more."""
    spelt = next((one for one in spelt_words(view.pack) if one.word.text == given[0].prompt), None)
    if spelt is None or any(piece.letters[0] not in sounds(view.tree, case) for piece in spelt.pieces):
        return None
    asked = _asked(view, case, spelt)
    by_text = {form(letter, case): letter.key for letter in view.pack.letters} | {tile.text: tile.letter for tile in asked}
    among = tuple(Tile(by_text[text], text) for text in given[0].choices if text in by_text)
    if not {tile.text for tile in asked} <= {tile.text for tile in among}:
        return None
    return _spread(view, case, number, spelt, asked, among, given)


def _chosen(view: View, case: Case, dice: Dice) -> Spelt | None:
    """The next word: short ones first, then those with a letter that went wrong in this sitting, then with what is best asked now."""
    skills = {skill.id: skill for skill in view.tree.skills}
    by_letter = sounds(view.tree, case)
    done = {attempt.prompt for attempt in view.sitting.attempts}
    missed = {skills[turn.skill].letter for turn in turns_of(view.sitting.attempts) if not turn.known and turn.skill in skills}
    words = [one for one in view.words if one.word.text not in done]
    known = {key for key, skill in by_letter.items() if skill in view.standings}
    longest = min(MOST_PIECES - 2 * view.preferences.calm, _SHORT + len(known) // _KNOWN_FOR_ONE_MORE)

    def key(spelt: Spelt) -> tuple[int, bool, int]:
        letters = [piece.letters[0] for piece in spelt.pieces]
        urgent = min(view.urgency(skills[by_letter[letter]]) for letter in letters)
        return (max(0, len(letters) - longest), not missed & set(letters), urgent)

    return min(dice.shuffled(words), key=key, default=None)


def _asked(view: View, case: Case, spelt: Spelt) -> tuple[Tile, ...]:
    """The places of a word: what belongs there, the syllable it is a part of in `look`, and how it is written in it in `shown`."""
    capitals = view.reached(Case.UPPER) if view.pack.has_case else {}
    seen = zip(in_case(spelt, view.pack, case, capitals), spelt.pieces, strict=True)
    return tuple(Tile(piece.letters[0], piece.text, part.text if piece.text != part.text else "", piece.block) for piece, part in seen)


def _spread(
    view: View, case: Case, number: int, spelt: Spelt, asked: tuple[Tile, ...], among: tuple[Tile, ...], given: tuple[Attempt, ...] = ()
) -> Spread:
    by_letter = sounds(view.tree, case)
    skills = tuple(by_letter[tile.letter] for tile in asked)
    return Spread(GAME, number, asked, skills, among, (spelt.word,) * len(asked), given)


def _laid(view: View, case: Case, number: int, spelt: Spelt, dice: Dice) -> Spread:
    """The places in the order of the word, its letters and some others lying about."""
    asked = _asked(view, case, spelt)
    by_letter = sounds(view.tree, case)
    ease = 0 if view.preferences.calm else min(view.leaves(by_letter[tile.letter]) for tile in asked) - 1
    spare = max(_FEWEST_TILES - len(asked), min(ease, _MOST_TILES - len(asked)))
    others = _others(view, case, [view.pack.letter(key) for piece in spelt.pieces for key in piece.letters], spare, dice)
    tiles = [Tile(tile.letter, tile.text) for tile in asked] + [Tile(one.key, form(one, case)) for one in others]
    return _spread(view, case, number, spelt, asked, tuple(dice.shuffled(tiles)))


def _others(view: View, case: Case, letters: Sequence[Letter], count: int, dice: Dice) -> list[Letter]:
    """So many known letters that are not in the word, sound like none in it, and are taken for none in it."""
    by_letter, reached = sounds(view.tree, case), view.reached(case)
    found: list[Letter] = []
    known = [one for one in view.pack.letters if one not in letters and one.key in by_letter and view.leaves(by_letter[one.key])]
    for other in dice.shuffled(known):
        sounds_alike = any(sounds_right(other, letter, Aspect.SOUND, None) for letter in letters)
        if len(found) < count and not sounds_alike and stands_with(other, [*letters, *found], reached):
            found.append(other)
    return found
