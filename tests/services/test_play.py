"""A child plays, and every answer is kept."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from app.data.database import Database
from app.data.queries import attempts, mastery, practice_days
from app.learning.games.rounds import Course
from app.learning.ids import ChildId, PlaySessionId
from app.learning.mastery import Game, Rules, refold
from app.learning.next_game import FIRST_GAMES
from app.learning.problems import Problem, Trouble
from app.services import children, looking, play, recording
from app.system.ids import new_id
from tests.services.conftest import Home
from tests.services.playing import answer, play_all, play_turn, press, wrong_place
from tests.support.database import Queries


def test_a_sitting_goes_from_its_first_round_to_what_grew(home: Home) -> None:
    begun = play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value
    assert (begun.done, begun.resumed, begun.pressed) == (0, False, ())
    assert play_all(home.child_side, begun.play_session) == begun.turns
    result = play.finish(home.child_side, begun.play_session).value
    assert (result.turns, result.right) == (begun.turns, begun.turns)
    assert result.grew
    assert result.next_letter is not None
    assert play.next_round(home.child_side, begun.play_session) is None


def test_finishing_again_tells_the_same(home: Home) -> None:
    begun = play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value
    play_all(home.child_side, begun.play_session, wrong=1)
    first = play.finish(home.child_side, begun.play_session)
    home.clock.pass_(minutes=1)
    assert play.finish(home.child_side, begun.play_session) == first


def test_a_play_session_goes_on_within_its_turn_after_a_restart(home: Home) -> None:
    begun = play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value
    turn = play.next_round(home.child_side, begun.play_session)
    assert turn is not None
    play_turn(home.child_side, begun.play_session, turn)
    turn = play.next_round(home.child_side, begun.play_session)
    assert turn is not None
    course = Course(turn)
    place = wrong_place(course)
    press(home.child_side, begun.play_session, course, place)

    again = play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value
    assert (again.play_session, again.done, again.pressed, again.resumed) == (begun.play_session, 1, (place,), True)
    same = play.next_round(home.child_side, again.play_session)
    assert same == turn


def test_tomorrow_begins_a_new_play_session(home: Home) -> None:
    begun = play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value
    home.clock.pass_(days=1)
    assert play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value.play_session != begun.play_session


def test_another_game_is_another_play_session(home: Home) -> None:
    begun = play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value
    assert play.begin(home.child_side, home.child.id, Game.PICTURE_TO_LETTER).value.play_session != begun.play_session


def test_an_answer_said_twice_counts_once(home: Home) -> None:
    begun = play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value
    turn = play.next_round(home.child_side, begun.play_session)
    assert turn is not None
    given = answer(begun.play_session, Course(turn), turn.right)
    first = play.record_answer(home.child_side, given)
    home.clock.pass_(seconds=5)
    second = play.record_answer(home.child_side, given)
    assert second.value == first.value
    with home.desk.database.reading() as connection:
        assert len(attempts.of_play_session(connection, home.space.id, begun.play_session)) == 1
        today = home.clock().date()
        assert [day.attempts for day in practice_days.of_child(connection, home.space.id, home.child.id, today, today)] == [1]


def test_a_clock_set_back_loses_nothing_and_the_skill_is_refolded(home: Home) -> None:
    begun = play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value
    turn = play.next_round(home.child_side, begun.play_session)
    assert turn is not None
    course = Course(turn)
    press(home.child_side, begun.play_session, course, wrong_place(course))
    home.clock.pass_(hours=-5)
    late = press(home.child_side, begun.play_session, course, turn.right)
    assert late.standing.attempts == 2
    with home.desk.database.reading() as connection:
        facts = attempts.of_skill(connection, home.space.id, home.child.id, turn.skill)
        kept = mastery.of_child(connection, home.space.id, home.child.id)[turn.skill]
    assert len(facts) == 2
    expected = refold(facts, Rules())
    assert expected is not None
    assert (kept.attempts, kept.leaves, kept.last_id) == (2, expected.leaves, expected.last_id)
    assert play.finish(home.child_side, begun.play_session).value.turns == 1


def test_finishing_with_the_clock_before_the_beginning_is_no_trouble(home: Home) -> None:
    begun = play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value
    home.clock.pass_(days=-400)
    assert play.finish(home.child_side, begun.play_session).value.turns == 0


def test_what_the_grove_shows_follows_the_answers(home: Home) -> None:
    before = looking.grove(home.child_side, home.child.id)
    begun = play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value
    play_all(home.child_side, begun.play_session)
    after = looking.grove(home.child_side, home.child.id)
    assert after.unfinished is Game.LISTEN_AND_FIND
    assert sum(tree.leaves for tree in after.trees) >= sum(tree.leaves for tree in before.trees)
    assert after.trees != before.trees


@pytest.mark.parametrize("sittings", [1, 6])
def test_a_round_and_an_answer_take_as_many_queries_whatever_the_history(home: Home, queries: Queries, sittings: int) -> None:
    for day in range(sittings):
        home.clock.pass_(days=1)
        begun = play.begin(home.child_side, home.child.id, FIRST_GAMES[day % 2]).value
        play_all(home.child_side, begun.play_session)
    home.clock.pass_(days=1)
    begun = play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value
    with queries.at_most(9):
        turn = play.next_round(home.child_side, begun.play_session)
    assert turn is not None
    course = Course(turn)
    with queries.at_most(11):  # the first of a session: badges for days are looked at
        press(home.child_side, begun.play_session, course, wrong_place(course))
    with queries.at_most(6):
        press(home.child_side, begun.play_session, course, turn.right)
    with queries.at_most(13):
        play.finish(home.child_side, begun.play_session)


def test_what_there_is_not_cannot_be_played(home: Home) -> None:
    with pytest.raises(Problem) as raised:
        play.begin(home.child_side, ChildId(new_id()), Game.LISTEN_AND_FIND)
    assert raised.value.trouble is Trouble.NOT_FOUND
    children.remove_child(home.desk, home.child.id)
    with pytest.raises(Problem):
        play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND)
    with pytest.raises(Problem):
        play.next_round(home.child_side, PlaySessionId(new_id()))


def test_two_first_answers_at_one_skill_are_folded_one_after_the_other(lasting_home: Home) -> None:
    home = lasting_home
    begun = play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value
    turn = play.next_round(home.child_side, begun.play_session)
    assert turn is not None
    first, second = (answer(begun.play_session, Course(turn), place) for place in (wrong_place(Course(turn)), turn.right))
    past_midnight = replace(home.child_side, now=lambda: home.clock() + timedelta(days=1))  # the two answers share nothing but the skill
    thread = threading.Thread(target=lambda: play.record_answer(past_midnight, second))
    with home.desk.database.transaction() as connection:
        recording.recorded(connection, home.child_side, first, home.clock())
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()
    thread.join(30)
    with home.desk.database.reading() as connection:
        assert mastery.of_child(connection, home.space.id, home.child.id)[turn.skill].attempts == 2


def test_two_windows_that_answer_at_once_lose_nothing(lasting_home: Home) -> None:
    home, address = lasting_home, lasting_home.desk.database.address
    failures: list[BaseException] = []
    start = threading.Barrier(4)

    def play_one(game: Game) -> None:
        database = Database.open(address)
        try:
            desk = replace(home.child_side, database=database)
            begun = play.begin(desk, home.child.id, game).value
            start.wait(30)
            for _ in range(3):
                turn = play.next_round(desk, begun.play_session)
                if turn is None:
                    break
                course = Course(turn)
                play_one_turn(desk, begun.play_session, course)
        except BaseException as error:  # noqa: BLE001 (told to the test below)
            failures.append(error)
        finally:
            database.close()

    def play_one_turn(desk: object, session: PlaySessionId, course: Course) -> None:
        for _ in range(2):
            press(desk, session, course, wrong_place(course) if course.try_number == 1 else course.round.right)  # type: ignore[arg-type]  # a desk

    threads = [threading.Thread(target=play_one, args=(game,)) for game in (*FIRST_GAMES, *FIRST_GAMES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failures
    with home.desk.database.reading() as connection:
        facts = attempts.of_child(connection, home.space.id, home.child.id)
        standings = mastery.of_child(connection, home.space.id, home.child.id)
        today = home.clock().date()
        days = practice_days.of_child(connection, home.space.id, home.child.id, today, today)
    assert [day.attempts for day in days] == [len(facts)]
    assert sum(standing.attempts for standing in standings.values()) == len(facts)


def test_a_badge_for_days_is_won_in_a_sitting_that_goes_on_past_midnight(home: Home) -> None:
    begun = play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value
    play_all(home.child_side, begun.play_session)
    play.finish(home.child_side, begun.play_session)
    home.clock.pass_(days=1, hours=7, minutes=55)
    late = play.begin(home.child_side, home.child.id, Game.PICTURE_TO_LETTER).value.play_session
    won = []
    for _ in range(2):
        turn = play.next_round(home.child_side, late)
        assert turn is not None
        won.append({badge.kind for badge in play_turn(home.child_side, late, turn).badges})
        home.clock.pass_(minutes=10)
    assert "days-3" not in won[0]
    assert "days-3" in won[1]
