"""Where a child stands on a skill, folded from its attempts.

`fold(standing, attempt, rules)` and `refold(attempts, rules)` are pure functions of the facts: fold order is the attempt's time, then its
id, and `refold` gives the same standing whatever order the attempts arrive in. `RULES_VERSION` is stored with every fold.

A skill is *secure* (three leaves) while, for some number n of 10 to 20, the last n unaided first tries lie on 3 or more days and in 2 or
more games and are at least 90 % right after correction for chance: (p - c) / (1 - c), with c the mean chance of a blind guess. One slip in
ten is then one too many with four tiles; one in fourteen is not. A traced letter
is made, not chosen: its attempts have one choice, itself, so nothing can be guessed and c is 0; the corridor of guided tracing is a help,
and its attempts are aided ones. A skill *blooms* when it has been secure for 7 days and is answered right
again. From then on only its review date moves: FSRS with a retention of 0.95 and at most 21 days, one review a day at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from app.learning.ids import AttemptId, ChildId, PlaySessionId, SkillId
from app.learning.letters import LetterPack
from app.learning.review import Recall, next_review
from app.learning.skills import LEAVES_SECURE, Aspect, Skill, Status

RULES_VERSION = 1
GAMES_NEEDED = 2
_RIGHT_FOR_LEAF = 3  # right answers for the first leaf; twice as many, on two days, for the second
_A_CHOICE = 2  # tiles; with one there is nothing to choose
_ROUNDING = 1e-9
_EARLY = timedelta(hours=8)  # water is asked for some hours before the full day is over: who played at five may play at four


class Game(StrEnum):
    """A kind of play."""

    LISTEN_AND_FIND = "listen-and-find"
    PICTURE_TO_LETTER = "picture-to-letter"
    ODD_ONE_OUT = "odd-one-out"
    LETTER_PAIRS = "letter-pairs"
    ALPHABET_TRAIN = "alphabet-train"
    TRACE = "trace"
    LETTER_HUNT = "letter-hunt"
    LETTERS_HOME = "letters-home"
    BUILD_WORD = "build-word"


# Which games practise what. A skill needs two games to bloom, or all that practise it where there is only one.
PRACTISED = {
    Game.LISTEN_AND_FIND: (Aspect.SOUND, Aspect.NAME),
    Game.PICTURE_TO_LETTER: (Aspect.SOUND, Aspect.FIRST_PICTURE),
    Game.ODD_ONE_OUT: (Aspect.SHAPE,),
    Game.LETTER_PAIRS: (Aspect.SHAPE, Aspect.FIRST_PICTURE),
    Game.ALPHABET_TRAIN: (Aspect.NAME, Aspect.SOUND),
    Game.TRACE: (Aspect.TRACE,),
    Game.LETTER_HUNT: (Aspect.SHAPE,),
    Game.LETTERS_HOME: (Aspect.SHAPE, Aspect.FIRST_PICTURE),
    Game.BUILD_WORD: (Aspect.SOUND,),
}
# Games that ask for more than the skill itself (the order of the alphabet, a memory for places, other fonts, the partner in the other
# case, hearing the sounds of a word): their answers count, but no skill waits for them, so that nothing which is secure by the other games
# falls back because these came later.
_BESIDES = frozenset({Game.LETTER_PAIRS, Game.ALPHABET_TRAIN, Game.LETTER_HUNT, Game.LETTERS_HOME, Game.BUILD_WORD})


@dataclass(frozen=True, slots=True)
class Rules:
    """The figures of mastery. `games` (to be answered in) and `choices` (the fewest that count) depend on the skill: `rules_for`."""

    games: int = GAMES_NEEDED
    days: int = 3
    tries: int = 10
    window: int = 20
    accuracy: float = 0.9
    choices: int = 3
    check_days: int = 7


def rules_for(skill: Skill, pack: LetterPack) -> Rules:
    """The rules of one skill: two games, or as many as it can wait for (a letter without a picture word has only the listening game).

    What is made rather than chosen has one choice.
    """
    if skill.letter not in pack.keys:
        return Rules(games=1, choices=_choices(skill))
    games = min(GAMES_NEEDED, len([game for game in games_for(skill, pack) if game not in _BESIDES]))
    return Rules(games=games, choices=_choices(skill))


def _choices(skill: Skill) -> int:
    return 1 if skill.aspect is Aspect.TRACE else Rules().choices


def games_for(skill: Skill, pack: LetterPack) -> tuple[Game, ...]:
    """The games that can practise a skill."""
    return tuple(game for game in PRACTISED if practises(game, skill, pack))


def practises(game: Game, skill: Skill, pack: LetterPack) -> bool:
    """Whether a game can practise a skill."""
    return skill.aspect in PRACTISED[game] and _can_ask(game, skill, pack)


def _can_ask(game: Game, skill: Skill, pack: LetterPack) -> bool:
    """Whether the letter has what a game needs: a picture for its word, a capital to be paired with, a name to be called by in order."""
    letter = pack.letter(skill.letter)
    if game is Game.PICTURE_TO_LETTER:
        return bool(letter.first_words)
    if game is Game.LETTER_PAIRS:
        aspect = Aspect.SHAPE if pack.has_case else Aspect.FIRST_PICTURE
        return skill.aspect is aspect and letter.upper != letter.lower
    if game is Game.LETTERS_HOME and skill.aspect is Aspect.FIRST_PICTURE:
        return not pack.has_case
    if game is Game.ALPHABET_TRAIN:
        return skill.aspect is Aspect.NAME or letter.name == letter.sound
    return True


@dataclass(frozen=True, slots=True)
class Attempt:
    """The child's one answer to a round: a fact, never changed.

    `turn` counts the turns of the play session from 0 (those of each spread from a multiple of `games.spreads.ROOM`), `try_number` the
    presses within the turn from 1. `aided` is true once a hint was
    shown in the turn. `asked` and `answered` are letters as they stood on the tiles; `choices` are all tiles, in order. Of a traced letter
    `choices` is the letter alone, and `answered` what the drawing was read as: the letter, a look-alike, or `games.trace.UNREAD`.
    """

    id: AttemptId
    child: ChildId
    play_session: PlaySessionId
    skill: SkillId
    game: Game
    turn: int
    try_number: int
    asked: str
    answered: str
    choices: tuple[str, ...]
    correct: bool
    aided: bool
    took_ms: int
    occurred_at: datetime  # aware, UTC
    local_day: date  # the day at the child's place
    prompt: str = ""  # the picture word shown with it, if any


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a child stands on one skill. `leaves` is 0 to 3; `due` is when it asks for water (None before the first fold of a bloom)."""

    child: ChildId
    skill: SkillId
    status: Status
    leaves: int
    attempts: int
    bloomed_at: datetime | None
    due: datetime | None
    last_at: datetime | None
    last_id: AttemptId | None
    memory: dict[str, Any]  # what the fold needs of the past, bounded, JSON values only: see `Memory`
    rules: int = RULES_VERSION

    def needs_water(self, now: datetime) -> bool:
        """Whether a review is due at `now`. Never before the first bloom: a skill in growth asks by being next."""
        return self.status is Status.BLOOMED and self.due is not None and self.due <= now

    @property
    def secure_since(self) -> date | None:
        """The local day since which the tries have been good enough without a break; None while they are not."""
        return _day(self.memory.get("secure"))

    @property
    def score(self) -> int | None:
        """How many of the remembered first tries were right, in hundredths; as it was noted for an ability; None before there are any."""
        if "score" in self.memory:
            return int(self.memory["score"])
        tries = self.memory.get("tries", ())
        return 100 * sum(bool(right) for *_, right in tries) // len(tries) if tries else None

    def awaits_check(self, today: date, rules: Rules) -> bool:
        """Whether the answer that lets it bloom can be given today."""
        since = self.secure_since
        return self.status is Status.GROWING and since is not None and (today - since).days >= rules.check_days


@dataclass(frozen=True, slots=True)
class Try:
    """An unaided first try, as much of it as mastery asks."""

    day: date
    game: Game
    choices: int
    right: bool


def tries_of(standing: Standing) -> tuple[Try, ...]:
    """The unaided first tries that the fold remembers, oldest first; 20 at most."""
    return tuple(_try(*one) for one in standing.memory.get("tries", ()))


@lru_cache(maxsize=512)  # the same twenty are asked for after every answer that is folded
def _try(day: str, game: str, choices: int, right: bool) -> Try:
    return Try(date.fromisoformat(day), Game(game), choices, right)


def corrected(tries: Sequence[Try]) -> float:
    """The share of right answers, corrected for chance: 0 for blind guessing, 1 for all right. At least one try.

    Formula: (p - c) / (1 - c), c the mean of 1 / choices (Abbott's correction); 0 for a try that had only one choice, since there was
    nothing to guess.
    """
    right = sum(attempt.right for attempt in tries) / len(tries)
    chance = sum(1 / attempt.choices for attempt in tries if attempt.choices > 1) / len(tries)
    return (right - chance) / (1 - chance)


def is_secure(tries: Sequence[Try], rules: Rules) -> bool:
    """Whether the last n tries, for some n between `rules.tries` and all of them, are good enough, on enough days, in enough games."""
    days, games, right = set(), set(), 0
    for count, attempt in enumerate(reversed(tries), start=1):
        days.add(attempt.day)
        games.add(attempt.game)
        right += attempt.right
        enough = count >= rules.tries and len(days) >= rules.days and len(games) >= rules.games
        # Correction only takes away: most are told by the share of right answers alone.
        if enough and right / count >= rules.accuracy - _ROUNDING and corrected(tries[-count:]) >= rules.accuracy - _ROUNDING:
            return True
    return False


def _leaves(tries: Sequence[Try], secure: bool, before: int) -> int:
    """What is seen of the growth. The first two leaves stay once they are there; the third is there while the skill is secure."""
    if secure:
        return LEAVES_SECURE
    right = [attempt for attempt in tries if attempt.right]
    grown = (len(right) >= _RIGHT_FOR_LEAF) + (len(right) >= 2 * _RIGHT_FOR_LEAF and len({attempt.day for attempt in right}) > 1)
    return max(min(before, LEAVES_SECURE - 1), grown)


def is_in_order(standing: Standing | None, attempt: Attempt) -> bool:
    """Whether an attempt is later than all that was folded; if not (a clock set back, a late arrival), the facts must be refolded."""
    if standing is None or standing.last_at is None or standing.last_id is None:
        return True
    return (attempt.occurred_at, attempt.id) > (standing.last_at, standing.last_id)


def _seed(attempt: Attempt) -> Standing:
    return Standing(attempt.child, attempt.skill, Status.GROWING, 0, 0, None, None, None, None, {})


def fold(standing: Standing | None, attempt: Attempt, rules: Rules) -> Standing:
    """The standing after one more attempt. The attempt must be in order (`is_in_order`): ValueError otherwise.

    Only unaided first tries with enough choices count for mastery; the first try of each day, aided or not, moves the review date. An
    answer without a choice (a pair of cards found by luck) is kept, and says nothing; what is written has none and counts.
    """
    if not is_in_order(standing, attempt):
        raise ValueError("an attempt that is earlier than the last one needs a refold")
    before = standing or _seed(attempt)
    memory = dict(before.memory)
    if standing is None:
        memory["by"] = folded_by(rules)
    so_far = before.attempts + 1
    after = replace(before, attempts=so_far, last_at=attempt.occurred_at, last_id=attempt.id, memory=memory, rules=RULES_VERSION)
    if attempt.try_number != 1 or options(attempt) < min(_A_CHOICE, rules.choices):
        return after
    due = _review(memory, attempt)
    if after.status is Status.BLOOMED:
        return replace(after, due=due or after.due)
    if attempt.aided or options(attempt) < rules.choices:
        return after
    return _grow(after, attempt, rules)


def folded_by(rules: Rules) -> list[int]:
    """What a standing remembers of the rules that its fold began with: those that depend on which letters are here."""
    return [rules.games, rules.choices]


def options(attempt: Attempt) -> int:
    """Among how many things a blind guess would have had to choose: of twelve tiles with three right ones, four."""
    return len(attempt.choices) // max(1, attempt.choices.count(attempt.asked))


def _review(memory: dict[str, Any], attempt: Attempt) -> datetime | None:
    """Move the review card by the first try of a day; the new due date, or None when the day has had its review."""
    day = attempt.local_day.isoformat()
    if memory.get("reviewed") == day:
        return None
    recall = Recall.KNOWN if attempt.correct and not attempt.aided else Recall.FORGOTTEN
    memory["card"], days = next_review(memory.get("card"), recall, attempt.local_day)
    due = attempt.occurred_at + timedelta(days=days) - _EARLY
    memory["reviewed"], memory["due"] = day, due.isoformat()
    return due


def _grow(standing: Standing, attempt: Attempt, rules: Rules) -> Standing:
    """A growing skill after an answer that counts: leaves, security, and perhaps the bloom."""
    memory = standing.memory
    newest = [attempt.local_day.isoformat(), attempt.game.value, options(attempt), attempt.correct]
    memory["tries"] = [*memory.get("tries", ()), newest][-rules.window :]
    tries = tries_of(standing)
    checked = standing.awaits_check(attempt.local_day, rules)
    secure = is_secure(tries, rules)
    if checked and secure and attempt.correct:
        due = datetime.fromisoformat(memory["due"])
        return replace(standing, status=Status.BLOOMED, leaves=LEAVES_SECURE, bloomed_at=attempt.occurred_at, due=due)
    if not secure:
        memory.pop("secure", None)
    elif checked or "secure" not in memory:  # a check that went wrong is tried again a week later
        memory["secure"] = attempt.local_day.isoformat()
    return replace(standing, leaves=_leaves(tries, secure, standing.leaves))


def refold(attempts: Iterable[Attempt], rules: Rules, first_bloom: datetime | None = None) -> Standing | None:
    """The standing that all attempts of one child at one skill add up to, in whatever order and however often each arrives.

    `first_bloom` is when it bloomed by the facts already told: it stays bloomed, even when facts that arrive late speak against it.
    None when there are no attempts.
    """
    standing: Standing | None = None
    for attempt in sorted({one.id: one for one in attempts}.values(), key=lambda one: (one.occurred_at, one.id)):
        standing = fold(standing, attempt, rules)
    if standing is None or first_bloom is None:
        return standing
    if standing.bloomed_at is not None:
        return replace(standing, bloomed_at=min(first_bloom, standing.bloomed_at))
    due = standing.memory.get("due")
    return replace(
        standing,
        status=Status.BLOOMED,
        leaves=LEAVES_SECURE,
        bloomed_at=first_bloom,
        due=None if due is None else datetime.fromisoformat(due),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
