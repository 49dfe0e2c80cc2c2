"""Letter pairs: cards lie face down, and two belong together.

A pair is a letter's capital and its small form; in a script without case, a letter and a picture whose word it begins.

A turn is one pair to be found. Turning over the first card is no answer. Turning over the second is one when its partner has been seen
before: then the child can know. A partner found by luck is kept as an answer without a choice, which mastery does not count; a card
turned over to see what it is is not kept at all. Cards that do not belong together lie open until the child goes on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.learning.choosing import View, can_play
from app.learning.dice import Dice
from app.learning.games.rounds import Choice, Outcome, Round, Tile
from app.learning.ids import SkillId
from app.learning.letters import Letter, LetterPack, Spoken, Word
from app.learning.likeness import stands_with
from app.learning.mastery import Attempt, Game, Standing
from app.learning.sittings import Preferences, Sitting
from app.learning.skills import Skill, SkillTree

GAME = Game.LETTER_PAIRS
BOARDS = 2  # in a sitting
FEWEST, _MOST, _MOST_CALM = 3, 6, 4  # pairs on a board
_KNOWN_FOR_ONE_MORE = 3  # letters that could be played with, for each pair more
_WRONG_BEFORE_HINT = 2


@dataclass(frozen=True, slots=True)
class Card:
    """One card: what an attempt calls it, and the picture on it (empty: its text is shown)."""

    letter: str
    text: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """The cards of one board as they lie, and how far it is: told from the skills and the answers, so that it can be laid out again.

    `skills` and `words` (of pictures) are by letter. `found` are letters; `seen` are places whose card an answer has shown. `wrong` counts
    the answers of this turn that were not right; `aided` says that help was given in it.
    """

    turn: int
    cards: tuple[Card, ...]
    skills: Mapping[str, SkillId]
    words: Mapping[str, Word]
    found: frozenset[str] = frozenset()
    seen: frozenset[int] = frozenset()
    wrong: int = 0
    aided: bool = False

    def partner(self, place: int) -> int:
        """The place of the card that belongs to the one at a place."""
        letter = self.cards[place].letter
        return next(other for other, card in enumerate(self.cards) if card.letter == letter and other != place)


def turns_of_sitting(pack: LetterPack, tree: SkillTree, standings: Mapping[SkillId, Standing], preferences: Preferences) -> int:
    """How many pairs a new sitting has: two boards of three pairs, of more as more letters are known, six at most."""
    known = len(can_play(pack, tree, standings, GAME, preferences))
    most = _MOST_CALM if preferences.calm else _MOST
    return BOARDS * max(FEWEST, min(most, known // _KNOWN_FOR_ONE_MORE + 1))


def next_board(
    pack: LetterPack,
    tree: SkillTree,
    standings: Mapping[SkillId, Standing],
    sitting: Sitting,
    preferences: Preferences,
    now: datetime,
    seed: int,
) -> Board | None:
    """The board of the turn that is not over yet; None when the sitting is over, or too few letters are left to play with."""
    done = sum(attempt.correct for attempt in sitting.attempts)
    pairs = max(1, sitting.turns // BOARDS)
    number = done // pairs
    given = [attempt for attempt in sitting.attempts if attempt.turn // pairs == number]
    if done >= sitting.turns:
        return None
    view = View(pack, tree, standings, sitting, preferences, sitting.began or now)
    skills = _dealt(view, can_play(pack, tree, standings, GAME, preferences), given, pairs, Dice(seed, number, "letters"))
    if len(skills) < 2 or len(skills) <= done % pairs:
        return None
    return _told(_laid(pack, skills, done, Dice(seed, number, "cards")), given)


def _dealt(view: View, skills: Sequence[Skill], given: Sequence[Attempt], count: int, dice: Dice) -> list[Skill]:
    """The skills of a board: those that were answered on it, then those that are played best now; no two letters that look alike.

    While a board is played only what was answered on it changes, and that stays: so it is the same whenever it is asked for.
    """
    answered = {attempt.skill for attempt in given}
    order = sorted(dice.shuffled(skills), key=lambda one: (one.id not in answered, view.urgency(one)))
    dealt: list[Skill] = []
    for skill in order:
        letter, others = view.pack.letter(skill.letter), [view.pack.letter(one.letter) for one in dealt]
        if len(dealt) < count and (skill.id in answered or stands_with(letter, others, view.reached(skill.case))):
            dealt.append(skill)
    return dealt


def _laid(pack: LetterPack, skills: Sequence[Skill], turn: int, dice: Dice) -> Board:
    """Two cards for each skill, shuffled; the order of the skills does not matter."""
    order = sorted(skills, key=lambda one: list(pack.keys).index(one.letter))
    words = {} if pack.has_case else {one.letter: dice.one_of(pack.letter(one.letter).first_words) for one in order}
    cards = [card for one in order for card in _pair(pack.letter(one.letter), words.get(one.letter))]
    return Board(turn, tuple(dice.shuffled(cards)), {one.letter: one.id for one in order}, words)


def _pair(letter: Letter, word: Word | None) -> tuple[Card, Card]:
    if word is None:
        return Card(letter.key, letter.upper or letter.lower), Card(letter.key, letter.lower)
    return Card(letter.key, letter.lower), Card(letter.key, word.text, word.picture)


def _told(board: Board, given: Sequence[Attempt]) -> Board:
    """The board as the answers given on it have left it."""
    places = {card.text: place for place, card in enumerate(board.cards)}
    of_board = [one for one in given if one.asked in places]
    now = [one for one in of_board if one.turn == board.turn]
    seen = {places[text] for one in of_board for text in (one.asked, one.answered) if text in places}
    return replace(
        board,
        found=frozenset(board.cards[places[one.asked]].letter for one in of_board if one.correct),
        seen=frozenset(seen | {board.partner(place) for place in (places[one.asked] for one in of_board)}),
        wrong=len(now),
        aided=any(one.aided for one in now),
    )


def said(card: Card, pack: LetterPack) -> tuple[Spoken, ...]:
    """What a card says when it is turned over: the sound of its letter, or the word of its picture."""
    letter = pack.letter(card.letter)
    return (next((word.spoken for word in letter.words if card.picture and word.text == card.text), letter.sound),)


class PairsCourse:
    """The state of a board while it is played."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.seen = set(board.seen)
        self.found = set(board.found)
        self.open: tuple[int, ...] = ()  # the cards that lie open and are not found: one, or two that do not belong together
        self.wrong = board.wrong
        self.hinted = board.aided or board.wrong >= _WRONG_BEFORE_HINT

    def onto(self, board: Board) -> None:
        """Go on with the next turn of the same cards; what was seen without an answer is still known."""
        self.board, self.open, self.wrong, self.hinted = board, (), board.wrong, board.aided
        self.found |= board.found
        self.seen |= board.seen

    @property
    def aided(self) -> bool:
        """Whether the next answer would be an aided one."""
        return self.hinted

    @property
    def try_number(self) -> int:
        """The number of the next answer within the turn, from 1."""
        return self.wrong + 1

    @property
    def first(self) -> int | None:
        """The place of the card that waits for its partner."""
        return self.open[0] if len(self.open) == 1 else None

    @property
    def shows(self) -> int | None:
        """The place that a hint points at: the partner of the open card, else a first card, one that was seen before if there is one."""
        if not self.hinted:
            return None
        if self.first is not None:
            return self.board.partner(self.first)
        hidden = self.hidden()
        return next((place for place in hidden if place in self.seen), hidden[0] if hidden else None)

    def hidden(self) -> tuple[int, ...]:
        """The places of the cards that lie face down."""
        return tuple(place for place, card in enumerate(self.board.cards) if card.letter not in self.found and place not in self.open)

    def hint(self) -> None:
        """Help with this turn; from now on it is aided."""
        self.hinted = True

    def asks(self, place: int) -> Choice | None:
        """What turning over a card would decide; None when it decides nothing: a first card, or one turned over to see what it is."""
        first = self.first
        if first is None or place not in self.hidden():
            return None
        board, partner = self.board, self.board.partner(first)
        letter = board.cards[first].letter
        places = self.hidden() if partner in self.seen or self.hinted else (partner,)
        if place not in places:
            return None
        tiles = tuple(Tile(board.cards[each].letter, board.cards[each].text) for each in places)
        question = Round(GAME, board.skills[letter], board.turn, (), board.words.get(letter), tiles, places.index(partner))
        return Choice(question, places.index(place), self.try_number, self.aided)

    def press(self, place: int) -> Outcome:
        """Turn over the card at a place; IndexError when there is none."""
        if not 0 <= place < len(self.board.cards):
            raise IndexError(place)
        if place not in self.hidden() and not (len(self.open) > 1 and place in self.open):
            return Outcome.NOTHING
        answers, first = self.asks(place) is not None, self.first
        self.seen.add(place)
        if first is None:
            self.open = (place,)
            return Outcome.OPENED
        if self.board.partner(first) == place:
            self.open = ()
            self.found.add(self.board.cards[place].letter)
            return Outcome.RIGHT
        self.open = (first, place)
        if answers:  # its partner had been seen, or was pointed at
            self.wrong += 1
            self.seen.add(self.board.partner(first))
        self.hinted = self.hinted or self.wrong >= _WRONG_BEFORE_HINT
        return Outcome.NOT_THIS
