"""A sitting: one play session turn by turn, without a pixel.

It begins or resumes, hands out one turn after the other, and takes presses. A press is shown at once, but what it did is said only
after the answer has been committed; until then further presses are not taken. Nothing is timed but the short rest after a right answer.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.learning.games.letter_pairs import Board, PairsCourse
from app.learning.games.rounds import Course, Outcome, Round
from app.learning.games.spreads import Spread, SpreadCourse
from app.learning.ids import AttemptId, ChildId
from app.services import play
from app.services.play import Answer, Begun, Feedback, SittingResult
from app.system.clock import elapsed_ms
from app.system.ids import new_id
from app.ui.playing.waiting_answer import WaitingAnswer

Asked = Round | Board | Spread
AnyCourse = Course | PairsCourse | SpreadCourse

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.learning.ids import PlaySessionId
    from app.learning.mastery import Game
    from app.learning.problems import Problem
    from app.services.change import Change
    from app.services.desk import Desk
    from app.ui.tasks import Tasks

    Ask = Callable[[Desk, PlaySessionId], Asked | None]

REST_MS = 900  # from a right answer to the next turn (visual language, section 7)


class _State(Enum):
    ASKING = auto()  # for the play session, a turn or the result
    TURN = auto()
    RECORDING = auto()
    RESTING = auto()
    OVER = auto()


class Sitting(QObject):
    """One child at one game. Connect, then `begin`."""

    begun = Signal(object)  # Begun
    turn_came = Signal(object)  # Round, Board or Spread; `course`, `pairs` or `spread` has what was done before a restart
    turned = Signal(int, object)  # place, Outcome: a press that answered nothing
    answered = Signal(int, object, object)  # place, Outcome, Feedback: after the commit
    hinted = Signal()
    held = Signal(object)  # Problem: an answer waits for the database
    went_on = Signal()  # ... and has now been kept
    over = Signal(object)  # SittingResult
    failed = Signal(object)  # Problem: cannot begin or go on

    def __init__(self, tasks: Tasks, child: ChildId, game: Game, parent: QObject, ask: Ask = play.next_round) -> None:
        super().__init__(parent)
        self.unheard = False  # the wanted letter is shown because nothing can be heard: answers say nothing about its sound
        self._tasks, self._child, self._game, self._ask = tasks, child, game, ask
        self._state = _State.ASKING
        self._session: Begun | None = None
        self._course: AnyCourse | None = None
        self._done = 0
        self._pressed = -1
        self._since = 0.0
        self._was_held = False
        self._resuming = False
        self._answers = WaitingAnswer(tasks, self)
        self._answers.kept.connect(self._kept)
        self._answers.held.connect(self._hold)
        self._answers.refused.connect(self.failed)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._next)

    @property
    def course(self) -> Course | None:
        """The course of this turn; None in a game of pairs."""
        return self._course if isinstance(self._course, Course) else None

    @property
    def pairs(self) -> PairsCourse | None:
        """The course of this board; None in other games."""
        return self._course if isinstance(self._course, PairsCourse) else None

    @property
    def spread(self) -> SpreadCourse | None:
        """The course of what lies there; None in other games."""
        return self._course if isinstance(self._course, SpreadCourse) else None

    @property
    def takes_presses(self) -> bool:
        """Whether a press would be taken now."""
        return self._state is _State.TURN

    @property
    def keeps(self) -> bool:
        """Whether an answer is on its way to the database."""
        return self._state is _State.RECORDING

    @property
    def done(self) -> int:
        """How many turns are over."""
        return self._done

    @property
    def turns(self) -> int:
        """How many turns there are in all."""
        return self._session.turns if self._session else 0

    def begin(self) -> None:
        """Begin, or go on with what was not finished; again after `failed`."""
        self._state = _State.ASKING
        child, game = self._child, self._game
        self._tasks.do(self, lambda desk: play.begin(desk, child, game), self._begin, self.failed.emit)

    def press(self, place: int) -> bool:
        """A tile was pressed. False: it is not taken (an answer is on its way, or the tile rests)."""
        course, session = self._course, self._session
        if self._state is not _State.TURN or course is None or session is None:
            return False
        choice = course.asks(place)
        if choice is None:
            return self._turn_over(course, place)
        self._state, self._pressed = _State.RECORDING, place
        took = round(elapsed_ms() - self._since)
        answer = Answer(
            AttemptId(new_id()), session.play_session, choice.question, choice.try_number, choice.pressed,
            choice.aided or self.unheard, took,
        )
        self._answers.give(answer)
        return True

    def _turn_over(self, course: AnyCourse, place: int) -> bool:
        """A press that decides nothing: the first card of a pair, or one of several letters after the first was found."""
        outcome = course.press(place)
        if outcome is Outcome.NOTHING:
            return False
        self._since = elapsed_ms()
        if outcome is Outcome.RIGHT:
            self._end_turn()
        self.turned.emit(place, outcome)
        return True

    def hint(self) -> None:
        """The child asked for help: the right tile glows, and the answer counts as helped."""
        if self._state is _State.TURN and self._course is not None:
            self._course.hint()
            self.hinted.emit()

    def linger(self) -> None:
        """Let the next turn wait for `go_on`: what is being said is heard to its end."""
        self._rest.stop()

    def go_on(self) -> None:
        """Rest, then the next turn."""
        if self._state is _State.RESTING:
            self._rest.start()

    def try_again(self) -> None:
        """Try at once what waits for the database."""
        self._answers.give_now()

    def leave(self) -> None:
        """Stop here; the play session stays open and can be resumed."""
        self._rest.stop()
        self._answers.stay_behind()
        self._state = _State.OVER

    # what comes back

    def _begin(self, change: Change[Begun]) -> None:
        self._session = change.value
        self._done = change.value.done
        self._resuming = change.value.resumed
        self.begun.emit(change.value)
        self._next()

    def _next(self) -> None:
        session = self._session
        if session is not None:
            self._state = _State.ASKING
            self._tasks.ask(self, lambda desk: self._ask(desk, session.play_session), self._turn, self.failed.emit)

    def _turn(self, turn: Asked | None) -> None:
        if turn is None:
            self._finish()
            return
        self._course = self._course_of(turn)
        self._resuming = False
        if isinstance(turn, Spread):
            self._done = turn.number
        self._since = elapsed_ms()
        self._state = _State.TURN
        self.turn_came.emit(turn)

    def _course_of(self, turn: Asked) -> AnyCourse:
        """A fresh course, with what was pressed before a restart; the next turn of a board goes on with what was seen on it."""
        if isinstance(turn, Board):
            if self.pairs is not None and self.pairs.board.cards == turn.cards:
                self.pairs.onto(turn)
                return self.pairs
            return PairsCourse(turn)
        if isinstance(turn, Spread):
            return SpreadCourse(turn)
        course = Course(turn)
        if self._session is not None and self._resuming:
            for place in self._session.pressed:
                course.press(place)
            if self._session.aided:
                course.hint()
        return course

    def _hold(self, problem: Problem) -> None:
        self._was_held = True
        self.held.emit(problem)

    def _kept(self, feedback: Feedback) -> None:
        if self._course is None:
            return
        if self._was_held:
            self._was_held = False
            self.went_on.emit()
        outcome = self._course.press(self._pressed)
        if outcome is Outcome.RIGHT:
            self._end_turn()
        else:
            self._state, self._since = _State.TURN, elapsed_ms()
        self.answered.emit(self._pressed, outcome, feedback)

    def _end_turn(self) -> None:
        """All of it was found: a short rest, then the next."""
        self._state = _State.RESTING
        self._done += 1
        self._rest.start()

    def _finish(self) -> None:
        session = self._session
        if session is not None:
            self._tasks.do(self, lambda desk: play.finish(desk, session.play_session), self._finished, self.failed.emit)

    def _finished(self, change: Change[SittingResult]) -> None:
        self._state = _State.OVER
        self.over.emit(change.value)
