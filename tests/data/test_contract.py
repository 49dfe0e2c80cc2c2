"""The sync contract agrees with the tables: of a device, of a hub, and with the table of roles."""

from pathlib import Path

from sqlalchemy import CheckConstraint, Connection, text

from app.data.address import DatabaseAddress
from app.data.contract import ANCHOR, ERASABLE, TABLE, TABLES, Kind, OnErase, writable
from app.data.tables.metadata import metadata
from app.learning.people import Role
from tests.support.hub_templates import prepare_hub_template
from tests.support.hubs import Hub, hub_database

# What a device keeps to itself, and what only sync itself writes.
OWN = {"updated_at", "sync_stamp", "sync_columns"}
OF_A_TABLE = {"skill_trees": {"revision"}, "memberships": {"failed_attempts", "locked_until"}}


def columns_of(connection: Connection, schema: str, table: str) -> dict[str, tuple[str, bool]]:
    """Column -> (type, required)."""
    found = connection.execute(
        text(
            "SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute"
            " WHERE attrelid = CAST(:name AS regclass) AND attnum > 0 AND NOT attisdropped"
        ),
        {"name": f"{schema}.{table}"},
    )
    short = {"timestamp with time zone": "timestamptz"}
    return {row.attname: (short.get(row.format_type, row.format_type), row.attnotnull) for row in found}


def test_every_table_that_is_a_record_or_a_fact_travels_in_the_order_of_its_keys() -> None:
    kinds = {name: table.info["kind"] for name, table in metadata.tables.items() if "kind" in table.info}
    assert {name for name, kind in kinds.items() if kind != "derived"} == set(TABLE)
    assert all(TABLE[name].kind.value == kind for name, kind in kinds.items() if name in TABLE)
    place = {table.name: number for number, table in enumerate(TABLES)}
    for table in TABLES:
        for key in metadata.tables[table.name].foreign_key_constraints:
            if key.referred_table.name != "spaces":
                assert place[key.referred_table.name] < place[table.name]


def test_the_contract_names_every_column_with_its_type_but_those_a_device_keeps_to_itself(connection: Connection) -> None:
    for table in TABLES:
        stored = columns_of(connection, "public", table.name)
        travelled = {column.name: (column.type, column.required) for column in table.columns}
        kept = OWN | OF_A_TABLE.get(table.name, set()) | {"space_id", "id"}
        assert {name: kind for name, kind in stored.items() if name not in kept} == travelled, table.name


def test_a_column_that_came_later_says_what_stands_in_it_where_nobody_knew_it() -> None:
    for table in TABLES:
        for column in table.columns:
            if column.since > table.since and table.kind is Kind.FACT:
                assert not column.required, "nothing at all is what an older device says of it, and loses to whatever a newer one says"
                assert column.default is None
            elif column.since > table.since:
                assert column.default is not None or not column.required


def test_parents_are_the_foreign_keys_and_erasing_does_what_they_do() -> None:
    for table in TABLES:
        keys = {
            (key.column_keys[-1], key.referred_table.name): key.ondelete or ""
            for key in metadata.tables[table.name].foreign_key_constraints
            if key.referred_table.name != "spaces"
        }
        parents = {(parent.column, parent.table): parent for parent in table.parents if parent.checked}
        assert set(parents) == set(keys), table.name
        for pair, rule in keys.items():
            if parents[pair].table in ERASABLE:
                assert (parents[pair].on_erase is OnErase.GO) == (rule == "CASCADE"), pair


def test_a_hub_has_the_same_columns_and_the_same_rules(server: DatabaseAddress, run_folder: Path) -> None:
    prepare_hub_template(server, run_folder)
    with hub_database(server) as address:
        hub = Hub(address)
        for table in TABLES:
            names = hub.keeper.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0", [f"shared.{table.name}"]
            ).fetchall()
            own = {"sync_stamp", "sync_columns"} if table.kind is Kind.RECORD else set()
            wanted = {"space_id", "sync_extra", "seq", *(column.name for column in table.columns)} | own
            assert {name for (name,) in names} - {"id"} == wanted, table.name
            rules = hub.ask("SELECT count(*) FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'", f"shared.{table.name}")
            ours = [rule for rule in metadata.tables[table.name].constraints if isinstance(rule, CheckConstraint)]
            local = [rule for rule in ours if "failed_attempts" in str(rule.sqltext)]
            assert rules == len(ours) - len(local), table.name
        hub.close()


def test_every_record_has_the_anchor_of_its_stamps_and_every_fact_a_time_first() -> None:
    for table in TABLES:
        if table.kind is Kind.RECORD:
            assert {ANCHOR, "deleted_at"} <= {column.name for column in table.columns}
        else:
            assert table.columns[0].name == table.when
            assert not any(column.type.endswith("[]") for column in table.columns)
        assert not any(column.type in {"real", "double precision", "character"} for column in table.columns)


def test_roles_may_write_what_the_table_of_roles_says() -> None:
    assert set(writable(Role.OWNER)) == set(TABLE)
    assert set(writable(Role.HELPER)) == {"play_sessions", "attempts", "badges", "audit_log"}
    assert set(TABLE) - set(writable(Role.TEACHER)) == {"spaces", "grown_ups", "memberships"}
