"""What every table promises, held against the metadata and against the database."""

import pytest
from sqlalchemy import Connection, DateTime, Float, Numeric, Table, text

import app.data.tables  # noqa: F401 (fills the metadata)
from app.data.tables.attempts import NUMBER_OF
from app.data.tables.metadata import metadata
from app.learning.mastery import Game

TABLES = sorted(metadata.tables.values(), key=lambda table: table.name)
every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
NATURAL = {
    "mastery": ["space_id", "child_id", "skill_id"],
    "practice_days": ["space_id", "child_id", "local_day"],
    "skill_words": ["space_id", "skill_id"],
}


@every_table
def test_the_key_begins_with_the_space(table: Table) -> None:
    key = [column.name for column in table.primary_key.columns]
    usual = ["space_id"] if table.name == "spaces" else ["space_id", "id"]
    assert key == NATURAL.get(str(table.name), usual)
    assert [column.name for column in table.columns][: len(usual)] == usual or table.name in NATURAL


@every_table
def test_every_foreign_key_holds_the_space_and_says_what_a_deletion_does(table: Table) -> None:
    for key in table.foreign_key_constraints:
        assert key.column_keys[0] == "space_id"
        assert key.elements[0].column.name == "space_id"
        assert len(key.columns) == 2 or key.referred_table.name == "spaces"
        assert key.ondelete, f"{key.name} does not state its rule"
        if key.ondelete.startswith("SET NULL"):
            assert key.ondelete == f"SET NULL ({key.column_keys[1]})"


@every_table
def test_every_foreign_key_has_an_index_or_key_that_begins_with_its_columns(table: Table) -> None:
    indexes = [[column.name for column in index.columns] for index in table.indexes] + [[column.name for column in table.primary_key]]
    for key in table.foreign_key_constraints:
        wanted = list(key.column_keys)
        assert any(index[: len(wanted)] == wanted for index in indexes), f"{key.name} is searched without an index"


@every_table
def test_every_moment_has_a_time_zone_and_no_number_floats(table: Table) -> None:
    for column in table.columns:
        if isinstance(column.type, DateTime):
            assert column.type.timezone, column.name
        assert not isinstance(column.type, Float | Numeric), column.name


@every_table
def test_records_know_when_they_were_made_written_and_removed_and_facts_are_never_rewritten(table: Table) -> None:
    columns = set(table.columns.keys())
    match table.info["kind"]:
        case "record":
            assert {"created_at", "updated_at", "deleted_at"} <= columns
        case "fact":
            assert not {"updated_at", "deleted_at"} & columns
        case kind:
            assert kind == "derived"


def test_every_game_has_a_number_of_its_own() -> None:
    assert set(NUMBER_OF) == set(Game)
    assert len(set(NUMBER_OF.values())) == len(Game)


def test_the_database_has_no_unique_rule_but_the_keys(connection: Connection) -> None:
    unique = text(
        "SELECT indexrelid::regclass::text FROM pg_index JOIN pg_class ON oid = indexrelid"
        " WHERE indisunique AND NOT indisprimary AND relnamespace = 'public'::regnamespace"
    )
    assert connection.execute(unique).scalars().all() == []


def test_the_database_has_no_clock_time_without_a_zone(connection: Connection) -> None:
    naive = text(
        "SELECT table_name || '.' || column_name FROM information_schema.columns"
        " WHERE table_schema = 'public'"
        " AND data_type IN ('timestamp without time zone', 'time without time zone', 'double precision', 'real')"
    )
    assert connection.execute(naive).scalars().all() == []


def test_no_extension_is_needed(connection: Connection) -> None:
    assert connection.execute(text("SELECT extname FROM pg_extension")).scalars().all() == ["plpgsql"]
