"""Behind PgBouncer in transaction mode, where every transaction may meet another connection of the server."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, timedelta
from functools import partial

import pytest
from sqlalchemy import Connection, text

from app.data.database import Database
from app.data.upgrade import bring_up_to_date
from tests.support.clusters import ask
from tests.support.servers import OwnServer, installed_major, own_server, pgbouncer


@pytest.fixture(scope="module")
def pooled() -> Iterator[tuple[OwnServer, Database]]:
    """PostgreSQL 15 behind PgBouncer with two connections, and a database opened through it."""
    program, binaries = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin"), installed_major(15)
    if program is None or binaries is None:
        pytest.skip("needs the Debian packages pgbouncer and postgresql-15")
    with ExitStack() as stack:
        server = stack.enter_context(own_server(binaries))
        database = Database.open(stack.enter_context(pgbouncer(program, server.address)))
        stack.callback(database.close)
        with database.transaction() as connection:
            connection.execute(text("CREATE TABLE leaf (id int PRIMARY KEY, name text)"))
        yield server, database


def grow(connection: Connection, leaf: int) -> int:
    connection.execute(text("INSERT INTO leaf VALUES (:id, 'oak') ON CONFLICT DO NOTHING"), {"id": leaf})
    return int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())


def test_many_threads_share_two_connections_and_no_statement_is_missed(pooled: tuple[OwnServer, Database]) -> None:
    database = pooled[1]
    with ThreadPoolExecutor(6) as pool:
        backends = set(pool.map(lambda leaf: database.run(partial(grow, leaf=leaf)), range(300)))
    assert len(backends) == 2, "the transactions really were spread over the server's connections"
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM leaf")).scalar_one() == 300


def test_times_are_in_utc_on_whichever_connection(pooled: tuple[OwnServer, Database]) -> None:
    server, database = pooled
    assert ask(server.address, "SHOW TimeZone") == "Asia/Kolkata"

    def offset(_: int) -> timedelta | None:
        with database.reading() as connection:
            moment = connection.execute(text("SELECT now()")).scalar_one()
            return moment.utcoffset()  # type: ignore[no-any-return]  # a datetime, of an untyped row

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(offset, range(60))) == {UTC.utcoffset(None)}


def test_a_reader_leaves_the_next_client_free_to_write(pooled: tuple[OwnServer, Database]) -> None:
    database = pooled[1]
    for leaf in range(1000, 1010):
        with database.reading() as connection:
            connection.execute(text("SELECT 1"))
        database.run(partial(grow, leaf=leaf))


def test_the_tables_are_made_through_it(pooled: tuple[OwnServer, Database]) -> None:
    database = pooled[1]
    bring_up_to_date(database, None)
    bring_up_to_date(database, None)
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM attempts")).scalar_one() == 0


def test_a_restart_of_the_server_behind_it_is_survived(pooled: tuple[OwnServer, Database]) -> None:
    server, database = pooled
    others = "FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    assert ask(server.address, f"SELECT count(pg_terminate_backend(pid)) {others}") == 2
    database.run(partial(grow, leaf=2000))
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM leaf WHERE id = 2000")).scalar_one() == 1
