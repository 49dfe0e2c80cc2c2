"""A simulated child: it plays by the real rules, and only its knowledge and its luck are made up.

Everything follows from the dice it is given, so that one seed makes one history.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import UUID

from app.learning import coach
from app.learning.badges import Badge, earned
from app.learning.games import build_word, letter_pairs, letters_home
from app.learning.games.letter_pairs import PairsCourse
from app.learning.games.rounds import Choice, Course, Outcome, Round
from app.learning.games.spreads import SpreadCourse
from app.learning.ids import AttemptId, ChildId, PlaySessionId, SkillId
from app.learning.letters import LetterPack
from app.learning.mastery import Attempt, Game, Standing, fold, rules_for
from app.learning.next_game import next_game
from app.learning.play_sessions import PlaySession
from app.learning.sittings import Preferences
from app.learning.skills import SkillTree, Status, graph_of
from app.services.demo_people import Temper
from app.services.playing import Answer
from app.services.recording import attempt_of

_BETWEEN_TURNS = timedelta(seconds=6)  # the rest after a right answer, and the next prompt
_REMEMBERED = 12  # sittings: as many as the program looks at when it proposes a game
_SPREADS = {Game.LETTERS_HOME: letters_home, Game.BUILD_WORD: build_word}
_FORGETTING = 0.985  # of what it knows is left after a day


@dataclass(slots=True)
class History:
    """All that a simulated child has done."""

    play_sessions: list[PlaySession] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    standings: dict[SkillId, Standing] = field(default_factory=dict)
    badges: list[Badge] = field(default_factory=list)


@dataclass(slots=True)
class Player:
    """A child that plays."""

    child: ChildId
    letters: LetterPack
    tree: SkillTree
    preferences: Preferences
    temper: Temper
    dice: Random
    history: History = field(default_factory=History)
    knowledge: dict[str, float] = field(default_factory=dict)  # by letter; 1 is known for sure
    days: set[date] = field(default_factory=set)

    def play(self, days: int, today: datetime) -> History:
        """Play on some of the `days` before `today` (aware local time), so that the hour at which this is asked changes nothing."""
        for back in range(days, 0, -1):
            self.knowledge = {letter: known * _FORGETTING for letter, known in self.knowledge.items()}
            if self.dice.random() < self.temper.zeal:
                for start in self._times(today - timedelta(days=back)):
                    self._sit(start)
        return self.history

    def _times(self, day: datetime) -> Iterator[datetime]:
        """When the sittings of a day begin: in the morning, in the afternoon, or both."""
        sittings = self.dice.choice((1, 1, 2, 2, 3))
        for number in range(sittings):
            minutes = self.dice.randrange(120) + (8 + number * 4) * 60
            yield day.replace(hour=minutes // 60, minute=minutes % 60, second=self.dice.randrange(60), microsecond=0)

    def _sit(self, start: datetime) -> None:
        key = id_at(start, self.dice)
        game = self._game(start)
        seed = self.dice.getrandbits(62)
        turns = self.preferences.turns
        if game is Game.LETTER_PAIRS:
            turns = letter_pairs.turns_of_sitting(self.letters, self.tree, self.history.standings, self.preferences)
        elif game in _SPREADS:
            turns = _SPREADS[game].spreads_of_sitting(self.letters, self.tree, self.history.standings, self.preferences)
        session = PlaySession(PlaySessionId(key), self.child, game, self.letters.language, turns, seed, start, None, start.date())
        given: list[Attempt] = []
        clock = start + _BETWEEN_TURNS
        if game is Game.LETTER_PAIRS:
            clock = self._pair_up(session, given, clock)
        elif game in _SPREADS:
            clock = self._carry(session, given, clock)
        else:
            while (turn := coach.next_round(*self._scene(session, given), clock, seed)) is not None:
                clock = self._take(session, turn, given, clock)
        if given:
            self.history.play_sessions.append(replace(session, ended_at=clock))
            self.history.attempts += given

    def _game(self, now: datetime) -> Game:
        """The game that the program would propose."""
        recent = [session.game for session in reversed(self.history.play_sessions[-_REMEMBERED:])]
        return next_game(self.letters, self.tree, self.history.standings, self.preferences, recent, now)

    def _scene(
        self, session: PlaySession, given: list[Attempt]
    ) -> tuple[LetterPack, SkillTree, dict[SkillId, Standing], coach.Sitting, Preferences]:
        sitting = coach.Sitting(session.id, session.game, session.turns, tuple(given), session.started_at)
        return self.letters, self.tree, self.history.standings, sitting, self.preferences

    def _pair_up(self, session: PlaySession, given: list[Attempt], clock: datetime) -> datetime:
        """Turn over cards until all pairs are found; when it is done."""
        course: PairsCourse | None = None
        while (board := letter_pairs.next_board(*self._scene(session, given), clock, session.seed)) is not None:
            if course is not None and course.board.cards == board.cards:
                course.onto(board)
            else:
                course = PairsCourse(board)
            outcome = Outcome.OPENED
            while outcome is not Outcome.RIGHT:
                took = round(self.temper.pace_ms * self.dice.uniform(0.4, 0.9))
                clock += timedelta(milliseconds=took)
                place = self._card(course)
                if (choice := course.asks(place)) is not None:
                    self._keep(session, choice, took, clock, given)
                outcome = course.press(place)
            clock += _BETWEEN_TURNS
        return clock

    def _carry(self, session: PlaySession, given: list[Attempt], clock: datetime) -> datetime:
        """Bring everything where it belongs; when it is done."""
        while (spread := _SPREADS[session.game].next_spread(*self._scene(session, given), clock, session.seed)) is not None:
            course = SpreadCourse(spread)
            while not course.over:
                took = round(self.temper.pace_ms * self.dice.uniform(0.8, 1.6))
                clock += timedelta(milliseconds=took)
                course.attended = question = course.open[0]
                known = self.knowledge.get(spread.asked[question].letter, 0.0)
                choices = [each for each in course.free if course.asks(course.move(question, each)) is not None]
                if course.shows is not None or self.dice.random() < known:
                    choices = [each for each in choices if course.fits(question, each)]
                move = course.move(question, self.dice.choice(choices))
                if (choice := course.asks(move)) is not None:
                    self._keep(session, choice, took, clock, given)
                course.press(move)
            clock += _BETWEEN_TURNS
        return clock

    def _card(self, course: PairsCourse) -> int:
        """The card it turns over: the partner when it knows where that lies, else any."""
        first, hidden = course.first, course.hidden()
        if first is not None:
            partner = course.board.partner(first)
            known = self.knowledge.get(course.board.cards[first].letter, 0.0)
            if course.hinted or (partner in course.seen and self.dice.random() < known):
                return partner
        return self.dice.choice(hidden)

    def _take(self, session: PlaySession, turn: Round, given: list[Attempt], clock: datetime) -> datetime:
        """Take one turn to its end; when the next may begin."""
        course = Course(turn)
        letter = turn.tiles[turn.right].letter
        while not course.over:
            known = self.knowledge.get(letter, self.temper.start * self.dice.random())
            took = round(self.temper.pace_ms * self.dice.uniform(0.6, 1.5) + (1 - known) * self.dice.randrange(2500))
            clock += timedelta(milliseconds=took)
            place = self._choose(course, known)
            if (choice := course.asks(place)) is not None:
                self._keep(session, choice, took, clock, given)
            right = course.press(place) in {Outcome.RIGHT, Outcome.FOUND}
            self.knowledge[letter] = known + self.temper.grasp * (1 - known) * (1.0 if right else 0.4)
        return clock + _BETWEEN_TURNS

    def _choose(self, course: Course, known: float) -> int:
        """The tile it presses: the right one when it knows it or has the hint, else any that is left."""
        if course.hinted or self.dice.random() < known * (1 - self.temper.slip):
            return course.shows
        return self.dice.choice([place for place in sorted(course.staying) if place not in (*course.resting, *course.found)])

    def _keep(self, session: PlaySession, choice: Choice, took: int, clock: datetime, given: list[Attempt]) -> None:
        """The answer as a fact, and what it adds up to."""
        key = AttemptId(id_at(clock, self.dice))
        answer = Answer(key, session.id, choice.question, choice.try_number, choice.pressed, choice.aided, took)
        attempt = attempt_of(answer, session, clock)
        given.append(attempt)
        self._learn(attempt)

    def _learn(self, attempt: Attempt) -> None:
        """Fold the attempt and see which badges it earns, as recording does."""
        before = self.history.standings.get(attempt.skill)
        rules = rules_for(graph_of(self.tree).skills[attempt.skill], self.letters)
        after = self.history.standings[attempt.skill] = fold(before, attempt, rules)
        bloomed = after.status is Status.BLOOMED and (before is None or before.status is not Status.BLOOMED)
        if bloomed or attempt.local_day not in self.days:
            self.days.add(attempt.local_day)
            held = {badge.kind for badge in self.history.badges}
            name = self.preferences.own_name
            self.history.badges += earned(self.letters, self.tree, self.history.standings, self.days, name, attempt, bloomed, held)


def id_at(moment: datetime, dice: Random) -> UUID:
    """A UUIDv7 (RFC 9562, section 5.7) of a moment, its random bits from the dice."""
    milliseconds = int(moment.astimezone(UTC).timestamp() * 1000)
    return UUID(int=milliseconds << 80 | 7 << 76 | dice.getrandbits(12) << 64 | 0b10 << 62 | dice.getrandbits(62))
