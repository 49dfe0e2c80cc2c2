"""The revisions: one chain, the same schema as the program's tables, up, down and up again with rows, and on an older PostgreSQL."""

import re
from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.data.queries import attempts, badges, child_aliases, children, mastery, practice_days, settings, skill_search, voices
from app.data.tables.metadata import metadata
from app.data.upgrade import alembic_config, bring_up_to_date, stored_revision
from app.learning.badges import Award, Badge
from app.learning.ids import ChildId
from app.learning.voices import Recording, VoiceKey, VoiceKind
from app.system.ids import new_id
from migrations import FOLDER, NEWEST, REVISIONS, VERSION_TABLE
from tests.support.catalogue import code_of, tables_of
from tests.support.database import create, drop, watched
from tests.support.rows import NOON, Household, household, new_attempt, new_standing
from tests.support.servers import installed_major, own_server

BEFORE = ("base", *REVISIONS)


@pytest.fixture
def empty_database(server: DatabaseAddress) -> Iterator[Database]:
    """A database without tables."""
    address = create(server, f"empty_{uuid4().hex[:10]}", "template0")
    database = Database.open(address)
    yield database
    database.close()
    drop(server, address.database)


def upgrade(database: Database, revision: str) -> None:
    with database.transaction() as connection:
        command.upgrade(alembic_config(connection), revision)


def downgrade(database: Database, revision: str) -> None:
    with database.transaction() as connection:
        command.downgrade(alembic_config(connection), revision)


def fill(connection: Connection) -> Household:
    """Rows in every table that a revision may touch."""
    home = household(connection)
    attempt = new_attempt(home)
    attempts.add(connection, home.space, attempt)
    mastery.keep(connection, home.space, [new_standing(home)])
    badges.add(connection, home.space, home.child.id, [Badge("days-3", Award.DAYS, attempt.id, NOON, count=3)])
    settings.put(connection, home.space, "rounds", 9)
    twin = replace(home.child, id=ChildId(new_id()))
    children.add(connection, home.space, twin)
    child_aliases.put(connection, home.space, [(twin.id, home.child.id)], NOON)
    voices.put(connection, home.space, Recording(VoiceKey("en", VoiceKind.SOUND, "a"), "0" * 64, 400, 44, home.owner.id, NOON))
    return home


def test_the_program_names_every_revision_in_order_and_the_newest_is_the_head(connection: Connection) -> None:
    scripts = ScriptDirectory.from_config(alembic_config(connection))
    assert scripts.get_heads() == [NEWEST]
    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == REVISIONS


def test_revisions_are_called_by_number_and_words_as_their_files_are() -> None:
    assert sorted(path.stem for path in (FOLDER / "versions").glob("*.py")) == list(REVISIONS)
    for place, revision in enumerate(REVISIONS, start=1):
        assert re.fullmatch(rf"{place:04}(_[a-z]+)+", revision)
        assert len(revision) <= 32, "the table of revisions holds 32 characters"


def test_every_sql_file_is_run_by_a_revision() -> None:
    versions = "".join(path.read_text(encoding="utf-8") for path in (FOLDER / "versions").glob("*.py"))
    assert set(re.findall(r'run_file\("(\w+)"\)', versions)) == {path.stem for path in (FOLDER / "sql").glob("*.sql")}


def test_alembic_finds_no_drift_between_tables_and_revisions(connection: Connection) -> None:
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_server_default": True})
    assert compare_metadata(context, metadata) == []


def test_tables_made_by_revisions_are_those_of_the_program_to_the_last_check(connection: Connection, empty_database: Database) -> None:
    with empty_database.transaction() as other:
        metadata.create_all(other)
        assert tables_of(other) == tables_of(connection)


@pytest.mark.parametrize("revision", BEFORE)
def test_every_revision_goes_up_down_and_up_again_with_rows(empty_database: Database, revision: str) -> None:
    upgrade(empty_database, "head")
    with empty_database.transaction() as connection:
        home = fill(connection)
        before = tables_of(connection), code_of(connection)
    downgrade(empty_database, revision)
    assert stored_revision(empty_database) == (None if revision == "base" else revision)
    upgrade(empty_database, "head")
    with empty_database.transaction() as connection:
        assert (tables_of(connection), code_of(connection)) == before
        if revision != "base":
            assert children.find(connection, home.space, home.child.id) == home.child
        fill(connection)


@pytest.mark.parametrize("revision", BEFORE)
def test_the_way_down_leaves_what_the_way_up_had_made(empty_database: Database, revision: str) -> None:
    if revision != "base":
        upgrade(empty_database, revision)
    with empty_database.reading() as connection:
        before = tables_of(connection), code_of(connection)
    upgrade(empty_database, "head")
    downgrade(empty_database, revision)
    with empty_database.reading() as connection:
        assert (tables_of(connection), code_of(connection)) == before


def test_every_migration_says_how_long_it_waits_for_a_table_before_it_touches_one(empty_database: Database) -> None:
    for move, target in ((upgrade, "head"), (downgrade, "base")):
        with watched(empty_database) as queries:
            move(empty_database, target)
        patience = queries.statements.index("SET LOCAL lock_timeout = '10s'")
        assert not any(word in line for line in queries.statements[:patience] for word in ("CREATE", "ALTER", "DROP"))
    with empty_database.reading() as connection:
        assert connection.execute(text("SHOW lock_timeout")).scalar() == "0"


def has_trigrams(connection: Connection) -> bool:
    return connection.execute(text("SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm')")).scalar_one() is True


def test_the_schema_is_the_same_on_postgresql_15_and_works_there(connection: Connection) -> None:
    binaries = installed_major(15)
    if binaries is None:
        pytest.skip("no PostgreSQL 15 on this computer (Debian 12 has it: apt install postgresql)")
    with own_server(binaries) as server:
        older = Database.open(server.address)
        try:
            bring_up_to_date(older, None)
            with older.transaction() as other:
                assert tables_of(other) == tables_of(connection)
                assert code_of(other) == code_of(connection)
                home = fill(other)
                day = NOON.date()
                assert len(practice_days.of_child(other, home.space, home.child.id, day, day)) == 1
                other.execute(text("UPDATE skills SET name = 'Counting to ten' WHERE id = :id"), {"id": home.skill})
                for typed in ("count", "Countign"):
                    if typed == "count" or has_trigrams(other):
                        hits = skill_search.search(other, home.space, typed, ["en"], {}, None, 5)
                        assert [hit.skill for hit in hits] == [home.skill], typed
            downgrade(older, "base")
        finally:
            older.close()
