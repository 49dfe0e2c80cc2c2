"""Bringing a database up to date: the quick way past it, two programs at once, and what is refused."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.data.upgrade import bring_up_to_date, stored_revision
from app.learning.problems import Problem, Trouble
from migrations import NEWEST, REVISIONS
from tests.data.test_migrations import upgrade
from tests.support.catalogue import tables_of
from tests.support.clusters import line_of, program, said_by
from tests.support.database import command, create, drop, watched

PROGRAM = """
    import sys
    from app.data.address import DatabaseAddress
    from app.data.database import Database
    from app.data.upgrade import bring_up_to_date, stored_revision
    host, port, name, user = sys.stdin.readline().strip().split("|")
    database = Database.open(DatabaseAddress(host, int(port), name, user))
    print("ready", flush=True)
    sys.stdin.readline()
    bring_up_to_date(database, None)
    print(stored_revision(database), "alembic" in sys.modules, flush=True)
    database.close()
"""


@pytest.fixture
def empty_address(server: DatabaseAddress) -> Iterator[DatabaseAddress]:
    """A database without tables."""
    address = create(server, f"to_upgrade_{uuid4().hex[:10]}", "template0")
    yield address
    drop(server, address.database)


@pytest.fixture
def empty(empty_address: DatabaseAddress) -> Iterator[Database]:
    """The same, open."""
    database = Database.open(empty_address)
    yield database
    database.close()


def start(address: DatabaseAddress) -> "subprocess.Popen[str]":
    process = program(PROGRAM)
    assert process.stdin is not None
    process.stdin.write(f"{address.host}|{address.port}|{address.database}|{address.user}\n")
    process.stdin.flush()
    assert line_of(process) == "ready"
    return process


def test_an_empty_database_gets_its_tables_without_a_backup(empty: Database) -> None:
    bring_up_to_date(empty, lambda: pytest.fail("there is nothing to back up"))
    assert stored_revision(empty) == NEWEST


def test_a_database_that_is_up_to_date_costs_one_query(empty: Database) -> None:
    bring_up_to_date(empty, None)
    with watched(empty) as queries, queries.at_most(1):
        bring_up_to_date(empty, lambda: pytest.fail("there is nothing to do"))


def test_a_start_without_an_upgrade_never_loads_alembic(empty: Database, empty_address: DatabaseAddress) -> None:
    bring_up_to_date(empty, None)
    assert said_by(start(empty_address), say="go\n") == f"{NEWEST} False"


def test_two_programs_that_start_at_once_both_end_well(empty_address: DatabaseAddress) -> None:
    both = [start(empty_address), start(empty_address)]
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [said_by(process).split()[0] for process in both] == [NEWEST, NEWEST]


def test_rows_are_backed_up_before_the_upgrade_touches_them(empty: Database) -> None:
    upgrade(empty, REVISIONS[0])
    seen = []
    bring_up_to_date(empty, lambda: seen.append(stored_revision(empty)))
    assert seen == [REVISIONS[0]]
    assert stored_revision(empty) == NEWEST


def test_without_a_backup_there_is_no_upgrade(empty: Database) -> None:
    upgrade(empty, REVISIONS[0])

    def fail() -> None:
        raise Problem(Trouble.DISK_FULL)

    with pytest.raises(Problem, match="disk-full"):
        bring_up_to_date(empty, fail)
    assert stored_revision(empty) == REVISIONS[0]


def test_a_database_of_a_newer_program_is_refused_and_nothing_touched(empty: Database) -> None:
    bring_up_to_date(empty, None)
    with empty.transaction() as connection:
        connection.execute(text("UPDATE schema_revision SET version_num = '9999_from_tomorrow'"))
        before = tables_of(connection)
    with pytest.raises(Problem) as refused:
        bring_up_to_date(empty, lambda: pytest.fail("nothing may be touched"))
    assert refused.value.trouble is Trouble.SCHEMA_NEWER
    assert refused.value.facts == {"stored": "9999_from_tomorrow", "known": NEWEST}
    with empty.reading() as connection:
        assert tables_of(connection) == before
    assert stored_revision(empty) == "9999_from_tomorrow"


def test_an_upgrade_that_fails_on_the_way_leaves_the_database_as_it_was(empty: Database) -> None:
    with empty.transaction() as connection:
        connection.execute(text("CREATE TABLE badges (of_another_program integer)"))
        before = tables_of(connection)
    with pytest.raises(ProgrammingError, match="badges"):
        bring_up_to_date(empty, None)
    with empty.reading() as connection:
        assert tables_of(connection) == before
    assert stored_revision(empty) is None


def test_an_account_that_may_not_make_tables_is_told_so(empty_address: DatabaseAddress, server: DatabaseAddress) -> None:
    name = f"visitor_{uuid4().hex[:10]}"
    visitor = sql.Identifier(name)
    command(server, sql.SQL("CREATE ROLE {}").format(visitor))
    database = Database.open(replace(empty_address, options=(("options", f"-c role={name}"),)))
    try:
        with pytest.raises(Problem) as refused:
            bring_up_to_date(database, None)
        assert refused.value.trouble is Trouble.DATABASE_WITHOUT_RIGHTS
    finally:
        database.close()
        command(server, sql.SQL("DROP ROLE {}").format(visitor))
