"""Letter hunt: find a letter wherever it stands: among other letters, each in several looks, or in the word of a picture.

Among letters there are three, from the second leaf on four, each as often as the others, in other fonts, and in the other case as soon as
the child has met it there. From then on every second hunt goes through a word, whole clusters at a time: कि is found for क, 고 for ㄱ. The
first letter that is pressed answers; the others are found for the joy of it, and answer nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.learning.dice import Dice
from app.learning.games.rounds import Tile
from app.learning.letters import Letter, LetterPack, Spoken, Word, form
from app.learning.likeness import Reached, foils, may_stand_beside
from app.learning.mastery import Game, Rules
from app.learning.people import Case
from app.learning.skills import Aspect
from app.learning.spelling import Piece, as_seen, speller_of

GAME = Game.LETTER_HUNT
_WORDS_FROM = 2  # leaves
_LONGEST = 6  # pieces of a word
_FEWEST_TO_ONE = 2  # pieces for each that is right: in "papa" half of all presses would be


@dataclass(frozen=True, slots=True)
class Hunter:
    """Who hunts: the case that is asked, and how far the child has come in it and in the other one."""

    pack: LetterPack
    case: Case
    reached: Reached
    beside: Reached  # in the other case

    def knows_beside(self, letter: Letter) -> bool:
        """Whether the letter was met in the other case."""
        return self.beside.get(letter.key) is not None


def among(letter: Letter, hunter: Hunter, ease: int, dice: Dice) -> tuple[Tile, ...]:
    """The wanted letter among others, all in several looks; `ease` are its leaves, 0 in calm play."""
    later = ease >= _WORDS_FROM
    others = foils(letter, hunter.pack, hunter.reached, Aspect.SHAPE, None, 3 if later else 2, ease, dice)
    letters = [letter, *others] * (3 if later else 2)
    return looked_at([form(one, hunter.case) for one in dice.shuffled(letters)], letter, hunter) or ()


def looked_at(texts: Sequence[str], letter: Letter, hunter: Hunter) -> tuple[Tile, ...] | None:
    """Tiles of these letters in their order, each in another look than the one before it; None when one of them is no letter any more.

    The second look of a letter is its other case, where the child has met that, and where no two of the letters look alike in it.
    """
    by_text = {form(one, hunter.case): one for one in hunter.pack.letters}
    if not set(texts) <= set(by_text):
        return None
    shown = [by_text[text] for text in dict.fromkeys(texts)]
    alike = any(one.key in other.confusables for one in shown for other in shown)
    beside = hunter.knows_beside(letter) and not alike
    tiles: list[Tile] = []
    for place, text in enumerate(texts):
        look = texts[:place].count(text)
        other = _other(by_text[text], hunter.case) if beside and look == 1 and hunter.knows_beside(by_text[text]) else ""
        tiles.append(Tile(by_text[text].key, text, other, look))
    return tuple(tiles)


def _other(letter: Letter, case: Case) -> str:
    return form(letter, Case.LOWER if case is Case.UPPER else Case.UPPER)


def words_for(letter: Letter, hunter: Hunter) -> tuple[Word, ...]:
    """The words that the letter can be found in: those in which a blind guess is too seldom right to count, if there are any."""
    found: list[tuple[int, Word]] = []
    for word in letter.words:
        pieces = speller_of(hunter.pack).spelled(word.text)
        right = sum(letter.key in piece.letters for piece in pieces)
        if 1 < len(pieces) <= _LONGEST and right and len(pieces) >= right * _FEWEST_TO_ONE and _readable(pieces, letter, hunter):
            found.append((len(pieces) // right, word))
    counting = tuple(word for options, word in found if options >= Rules().choices)
    return counting or tuple(word for _, word in found)


def _readable(pieces: Sequence[Piece], letter: Letter, hunter: Hunter) -> bool:
    """Whether a word is all letters, and none in it is taken for the wanted one just now."""
    others = {hunter.pack.letter(key) for piece in pieces for key in piece.letters}
    return all(piece.letters for piece in pieces) and all(may_stand_beside(letter, other, hunter.reached) for other in others)


def in_word(word: Word, letter: Letter, hunter: Hunter) -> tuple[Tile, ...]:
    """The pieces of a word as tiles; each that holds the letter is right, and an attempt keeps the letter itself of it."""
    pieces = speller_of(hunter.pack).spelled(word.text)
    capitals = [key for key in hunter.pack.keys if hunter.case is Case.LOWER and hunter.beside.get(key) is not None]
    tiles: list[Tile] = []
    for piece, seen in zip(pieces, as_seen(word.text, hunter.pack, hunter.case, capitals), strict=True):
        right = letter.key in piece.letters
        tiles.append(Tile(letter.key if right else piece.letters[0], form(letter, hunter.case) if right else seen, seen))
    return tuple(tiles)


def is_in_word(turn: int, ease: int) -> bool:
    """Whether the hunt of a turn goes through a word."""
    return ease >= _WORDS_FROM and turn % 2 == 1


def prompt(letter: Letter, word: Word | None) -> tuple[Spoken, ...]:
    """What is said: the sound; in a word, the word first."""
    return (letter.sound,) if word is None else (word.spoken, letter.sound)


def hunter_of(pack: LetterPack, case: Case, reached: Mapping[Case, Reached]) -> Hunter:
    """A hunter in a case; `reached` by case."""
    beside = Case.LOWER if case is Case.UPPER else Case.UPPER
    return Hunter(pack, case, reached.get(case, {}), reached.get(beside, {}))
