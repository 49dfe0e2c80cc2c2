"""Playing in tests: a child that presses what it is told to."""

from dataclasses import replace
from datetime import datetime, timedelta

from app.learning.games.rounds import Course, Outcome, Round
from app.learning.ids import AttemptId, ChildId, PlaySessionId
from app.learning.mastery import Game
from app.services import play
from app.services.desk import Desk
from app.system.ids import new_id


def answer(play_session: PlaySessionId, course: Course, place: int) -> play.Answer:
    """The answer that a page makes of a press, before the press."""
    return play.Answer(AttemptId(new_id()), play_session, course.round, course.try_number, place, course.aided, 1500)


def press(desk: Desk, play_session: PlaySessionId, course: Course, place: int) -> play.Feedback:
    """Press a tile and record it."""
    given = answer(play_session, course, place)
    course.press(place)
    return play.record_answer(desk, given).value


def wrong_place(course: Course) -> int:
    """A tile that is not the right one and does not rest."""
    return next(place for place in range(len(course.round.tiles)) if place not in course.round.rights and place not in course.resting)


def play_turn(desk: Desk, play_session: PlaySessionId, turn: Round, wrong: int = 0) -> play.Feedback:
    """Play a turn with so many wrong answers before the right one."""
    course = Course(turn)
    for _ in range(wrong):
        assert not press(desk, play_session, course, wrong_place(course)).correct
    feedback = press(desk, play_session, course, turn.right)
    for other in turn.rights:
        course.press(other)
    assert course.over
    assert course.press(turn.right) is Outcome.NOTHING
    return feedback


def play_all(desk: Desk, play_session: PlaySessionId, wrong: int = 0) -> int:
    """Play to the end of the sitting; how many turns there were."""
    turns = 0
    while (turn := play.next_round(desk, play_session)) is not None:
        play_turn(desk, play_session, turn, wrong)
        turns += 1
    return turns


def play_for(desk: Desk, child: ChildId, minutes: float, until: datetime) -> None:
    """So many minutes of play up to a moment, an answer each half minute; the last sitting is finished."""
    time = [until - timedelta(minutes=minutes)]
    then = replace(desk, now=lambda: time[0])
    while time[0] < until:
        begun = play.begin(then, child, Game.LISTEN_AND_FIND).value
        while time[0] < until and (turn := play.next_round(then, begun.play_session)) is not None:
            play_turn(then, begun.play_session, turn)
            time[0] += timedelta(seconds=30)
        play.finish(then, begun.play_session)
