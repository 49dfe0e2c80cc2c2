"""The engine: its transactions, what it makes of errors, and what it survives."""

import logging
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import psycopg
import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.learning.problems import Problem, Trouble
from tests.support.clusters import ask
from tests.support.database import Queries, RolledBack
from tests.support.servers import SECRET, OwnServer, free_port, installed_major, own_server


@pytest.fixture
def leaves(fresh_database: Database) -> Database:
    """A database with one small table."""
    with fresh_database.transaction() as connection:
        connection.execute(text("CREATE TABLE leaf (id int PRIMARY KEY, name text)"))
    return fresh_database


def count(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM leaf")).scalar_one())


def grow(connection: Connection, leaf: int) -> None:
    connection.execute(text("INSERT INTO leaf VALUES (:id, 'oak') ON CONFLICT DO NOTHING"), {"id": leaf})


def end_connections(database: Database) -> None:
    """End every connection of a database, as a server does that stops."""
    kill = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    ask(database.address, kill)


def test_a_transaction_is_committed_when_its_body_ends_and_taken_back_when_it_fails(leaves: Database) -> None:
    with leaves.transaction() as connection:
        grow(connection, 1)
    with pytest.raises(RuntimeError), leaves.transaction() as connection:  # noqa: PT012 (it is the body that fails)
        grow(connection, 2)
        raise RuntimeError
    assert count(leaves) == 1


def test_reading_sees_one_state_throughout_and_cannot_write(leaves: Database) -> None:
    with leaves.reading() as reader:
        before = reader.execute(text("SELECT count(*) FROM leaf")).scalar_one()
        with leaves.transaction() as connection:
            grow(connection, 1)
        assert reader.execute(text("SELECT count(*) FROM leaf")).scalar_one() == before
    with pytest.raises(Problem) as caught, leaves.reading() as reader:
        grow(reader, 2)
    assert caught.value.trouble is Trouble.DATABASE_WITHOUT_RIGHTS
    with leaves.transaction() as connection:
        grow(connection, 2)
    assert count(leaves) == 2, "a connection that read can write the next time"


def test_mistakes_of_our_own_stay_what_they_are(leaves: Database) -> None:
    with pytest.raises(ProgrammingError), leaves.transaction() as connection:
        connection.execute(text("SELECT no_such_column FROM leaf"))
    with pytest.raises(IntegrityError), leaves.transaction() as connection:
        connection.execute(text("INSERT INTO leaf VALUES (1, 'oak'), (1, 'ash')"))


def test_an_error_does_not_carry_what_was_being_stored(leaves: Database) -> None:
    with leaves.transaction() as connection:
        grow(connection, 1)
    with pytest.raises(IntegrityError) as caught, leaves.transaction() as connection:
        connection.execute(text("INSERT INTO leaf VALUES (:id, :name)"), {"id": 1, "name": "Amaranta"})
    assert "Amaranta" not in str(caught.value)


def test_connections_that_died_meanwhile_are_met_before_anything_is_sent(leaves: Database) -> None:
    with leaves.reading(), leaves.reading():
        pass
    end_connections(leaves)
    with leaves.transaction() as connection:
        grow(connection, 1)
    assert count(leaves) == 1


def test_a_connection_cut_in_the_middle_is_a_problem_for_a_transaction(leaves: Database) -> None:
    with pytest.raises(Problem) as caught, leaves.transaction() as connection:  # noqa: PT012 (it is cut in the middle)
        grow(connection, 1)
        end_connections(leaves)
        grow(connection, 2)
    assert caught.value.trouble is Trouble.DATABASE_UNREACHABLE
    assert count(leaves) == 0


def test_a_unit_of_work_is_done_again_when_its_connection_is_cut(leaves: Database) -> None:
    tries = []

    def work(connection: Connection) -> str:
        tries.append(1)
        grow(connection, 1)
        if len(tries) < 3:
            end_connections(leaves)
        grow(connection, 2)
        return "done"

    assert leaves.run(work) == "done"
    assert (len(tries), count(leaves)) == (3, 2)


def test_a_unit_of_work_that_is_wrong_is_not_done_again(leaves: Database) -> None:
    tries = []

    def work(connection: Connection) -> None:
        tries.append(1)
        connection.execute(text("SELECT 1 / 0"))

    with pytest.raises(Exception, match="division by zero"):
        leaves.run(work)
    assert len(tries) == 1


def test_a_deadlock_ends_well_for_both(leaves: Database) -> None:
    with leaves.transaction() as connection:
        connection.execute(text("INSERT INTO leaf VALUES (1, 'a'), (2, 'b')"))
    meeting = threading.Barrier(2)

    def work(first: int, second: int) -> None:
        met: list[int] = []

        def both(connection: Connection) -> None:
            connection.execute(text("SET LOCAL deadlock_timeout = '50ms'"))
            connection.execute(text("UPDATE leaf SET name = name || '!' WHERE id = :id"), {"id": first})
            if not met:
                met.append(meeting.wait(10))
            connection.execute(text("UPDATE leaf SET name = name || '!' WHERE id = :id"), {"id": second})

        leaves.run(both)

    with ThreadPoolExecutor(2) as pool:
        for job in (pool.submit(work, 1, 2), pool.submit(work, 2, 1)):
            job.result(20)
    with leaves.reading() as connection:
        assert connection.execute(text("SELECT string_agg(name, ',' ORDER BY id) FROM leaf")).scalar_one() == "a!!,b!!"


def test_queries_are_counted(database: RolledBack, queries: Queries) -> None:
    with queries.at_most(2), database.transaction() as connection:
        connection.execute(text("SELECT 1"))
        connection.execute(text("SELECT 2"))
    assert queries.count == 2
    with pytest.raises(AssertionError, match="at most 0"), queries.at_most(0):
        database.connection.execute(text("SELECT 3"))


def test_a_server_that_is_not_there_is_told_after_the_first_patience() -> None:
    began = time.monotonic()
    with pytest.raises(Problem) as caught:
        Database.open(DatabaseAddress("127.0.0.1", free_port()), first_patience=0.3)
    assert caught.value.trouble is Trouble.DATABASE_UNREACHABLE
    assert time.monotonic() - began < 5


@pytest.fixture(scope="module")
def someones() -> Iterator[OwnServer]:
    """PostgreSQL 15, as a person's own server."""
    binaries = installed_major(15)
    if binaries is None:
        pytest.skip("PostgreSQL 15 is not installed")
    with own_server(binaries) as server:
        yield server


@pytest.fixture
def restartable() -> Iterator[OwnServer]:
    """One that the test stops and starts."""
    binaries = installed_major(15)
    if binaries is None:
        pytest.skip("PostgreSQL 15 is not installed")
    with own_server(binaries) as server:
        yield server


def trouble_of(address: DatabaseAddress) -> Trouble:
    with pytest.raises(Problem) as caught:
        Database.open(address, first_patience=0.3)
    assert SECRET not in str(caught.value)
    assert SECRET not in repr(caught.value.__cause__)
    return caught.value.trouble


def test_a_server_of_ones_own_is_used_with_times_in_utc(someones: OwnServer) -> None:
    database = Database.open(someones.address)
    assert database.server_version[0] == 15
    with database.reading() as connection:
        moment = connection.execute(text("SELECT timestamptz '2026-11-20 15:30:00+05:30'")).scalar_one()
        assert (moment, moment.utcoffset()) == (datetime(2026, 11, 20, 10, tzinfo=UTC), UTC.utcoffset(None))
    database.close()


@pytest.mark.parametrize("password", ["wrong", ""])
def test_a_wrong_or_missing_password_is_told_so(someones: OwnServer, password: str) -> None:
    assert trouble_of(replace(someones.address, password=password)) is Trouble.DATABASE_REFUSED_PASSWORD


def test_an_unknown_user_is_told_like_a_wrong_password(someones: OwnServer) -> None:
    assert trouble_of(replace(someones.address, user="nobody-known")) is Trouble.DATABASE_REFUSED_PASSWORD


def test_a_missing_database_is_told_so(someones: OwnServer) -> None:
    assert trouble_of(someones.address.for_database("missing")) is Trouble.DATABASE_MISSING


def test_a_user_without_rights_is_told_so(someones: OwnServer) -> None:
    ask(someones.address, "CREATE ROLE guest LOGIN PASSWORD 'guest'")
    ask(someones.address, "CREATE DATABASE closed")
    ask(someones.address, "REVOKE CONNECT ON DATABASE closed FROM PUBLIC")
    guest = replace(someones.address, user="guest", password="guest")
    assert trouble_of(guest.for_database("closed")) is Trouble.DATABASE_WITHOUT_RIGHTS
    database = Database.open(guest)
    with pytest.raises(Problem) as caught, database.transaction() as connection:
        connection.execute(text("CREATE TABLE leaf (name text)"))
    assert caught.value.trouble is Trouble.DATABASE_WITHOUT_RIGHTS
    database.close()


def test_a_server_without_tls_is_told_so_when_tls_is_asked_for(someones: OwnServer) -> None:
    assert trouble_of(replace(someones.address, options=(("sslmode", "require"),))) is Trouble.DATABASE_NOT_SECURE


def test_no_log_line_shows_the_password(someones: OwnServer, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        Database.open(someones.address).close()
        trouble_of(replace(someones.address, user="nobody-known"))
    assert SECRET not in caplog.text


def test_writing_goes_on_through_a_restart_of_the_server(restartable: OwnServer) -> None:
    database = Database.open(restartable.address)
    with database.transaction() as connection:
        connection.execute(text("DROP TABLE IF EXISTS leaf"))
        connection.execute(text("CREATE TABLE leaf (id int PRIMARY KEY, name text)"))
    done = threading.Event()

    def play() -> int:
        leaf = 0
        while not done.is_set() or leaf < 20:
            leaf += 1
            database.run(partial(grow, leaf=leaf))
        return leaf

    with ThreadPoolExecutor(1) as pool:
        playing = pool.submit(play)
        for _ in range(2):
            time.sleep(0.2)
            restartable.stop()
            time.sleep(0.3)
            restartable.start()
        done.set()
        assert count(database) <= playing.result(30) == count(database)
    database.close()


def test_a_server_that_wakes_slowly_is_waited_for(restartable: OwnServer) -> None:
    database = Database.open(restartable.address)
    restartable.stop()
    waker = threading.Timer(2.0, restartable.start)
    waker.start()
    with database.transaction() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    waker.join()
    database.close()


def test_a_connection_that_is_in_use_while_the_database_is_closed_is_closed_when_it_is_given_back(server: DatabaseAddress) -> None:
    database = Database.open(server)
    with database.reading() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        database.close()
        in_use = driver.closed
    assert (in_use, driver.closed) == (False, True)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar_one() == 1
    database.close()
