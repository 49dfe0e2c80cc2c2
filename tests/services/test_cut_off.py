"""Connections that are cut in the middle of a game, over and over, lose no answer and count none twice."""

import threading

import psycopg

from app.data.queries import attempts, mastery, practice_days
from app.learning.games.rounds import Course
from app.learning.mastery import Game
from app.services import play
from tests.services.conftest import Home
from tests.services.playing import answer, wrong_place

ANSWERS, LEAST_CUTS = 120, 3
CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"


def test_answers_survive_connections_that_are_cut(lasting_home: Home) -> None:
    home, address = lasting_home, lasting_home.desk.database.address
    enough = threading.Event()
    cuts = 0

    def cut() -> None:
        nonlocal cuts
        with psycopg.connect(**address.for_database("postgres").connect_arguments(), autocommit=True) as connection:  # type: ignore[arg-type]  # libpq's keywords
            while not enough.wait(0.07):
                cuts += len(connection.execute(CUT, [address.database]).fetchall())

    begun = play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value
    turn = play.next_round(home.child_side, begun.play_session)
    assert turn is not None
    thread = threading.Thread(target=cut)
    thread.start()
    try:
        for number in range(ANSWERS):  # a hand that presses more often than the game lets it: every press is an answer of its own
            given = answer(begun.play_session, Course(turn), turn.right if number % 2 else wrong_place(Course(turn)))
            assert play.record_answer(home.child_side, given).value.attempt == given.id
    finally:
        enough.set()
        thread.join(30)
    today = home.clock().date()
    with home.desk.database.reading() as connection:
        kept = attempts.of_play_session(connection, home.space.id, begun.play_session)
        standing = mastery.of_child(connection, home.space.id, home.child.id)[turn.skill]
        days = practice_days.of_child(connection, home.space.id, home.child.id, today, today)
    assert cuts >= LEAST_CUTS
    assert len(kept) == standing.attempts == sum(day.attempts for day in days) == ANSWERS
