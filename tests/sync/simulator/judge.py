"""What must hold when all is quiet: replicas alike, nothing acknowledged lost, nothing made up, the values those of the oracle."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tests.sync.oracle import read
from tests.sync.simulator.memory import COLUMNS, Key, Memory, by_key, is_fact, whole
from tests.sync.simulator.programs import NEXT, PROGRAMS, Program

if TYPE_CHECKING:
    from tests.sync.simulator.world import World

Rows = Mapping[Key, Mapping[str, Any]]


def judge(world: "World") -> None:
    """Raises AssertionError for whatever does not hold."""
    on_hub = _hub_rows(world, PROGRAMS[world.pool.hub.contract])
    for machine in world.living:
        here = by_key((table, row) for table, rows in machine.all_rows().items() for row in rows)
        _same(on_hub, here, f"the hub and device {machine.number}")
        _device_holds_together(machine)
    _nothing_lost(world, on_hub)
    _nothing_made_up(world, on_hub)
    if not world.lossy and not world.moved_clock and not world.ever_erased:
        _exactly(world, on_hub)
    if not world.lossy:
        devices = world.pool.hub.value("SELECT count(*) FROM sync.credentials WHERE space_id = %s", world.space)
        assert devices == len(world.machines), "a device became another one though nothing was copied"
    _no_stamp_ahead(world)
    for machine in world.living[:1]:
        assert machine.holds_the_same(), f"device {machine.number} finds, by digests, that it does not hold what the hub holds"
    _idle_changes_nothing(world)
    other = world.pool.hub.value("SELECT seq FROM sync.heads WHERE space_id = %s", world.other)
    strangers = sum(world.pool.hub.value(f"SELECT count(*) FROM shared.{t.name} WHERE space_id <> %s", world.space) for t in _spoken(world))
    assert (other, strangers) == (0, 0), "another space was touched"


def judge_versions(world: "World") -> None:
    """What must hold while replicas are of different contracts: of what both know, each device holds what the hub holds."""
    hub = PROGRAMS[world.pool.hub.contract]
    for machine in world.living:
        older = min(hub, machine.program, key=lambda program: program.contract)
        here = by_key((table, row) for table, rows in machine.all_rows().items() for row in rows)
        name = f"the hub (contract {hub.contract}) and device {machine.number} (contract {machine.program.contract})"
        _same(_known(_hub_rows(world, hub), older), _known(here, older), name)
        _device_holds_together(machine)
        assert machine.holds_the_same(), f"{name} do not hold the same, by digests"


def _known(rows: Rows, program: Program) -> Rows:
    """Rows as a program sees them: its tables and columns."""
    known: dict[Key, Mapping[str, Any]] = {}
    for (table, row), values in rows.items():
        if table in program.table:
            columns = {column.name for column in program.table[table].columns}
            seen = {name: value for name, value in values.items() if name in {*columns, "id", "sync_stamp"}}
            stamps = {name: stamp for name, stamp in values.get("sync_columns", {}).items() if name in columns}
            known[table, row] = seen | {"sync_columns": stamps}
    return known


def _spoken(world: "World") -> tuple[Any, ...]:
    """The tables of the hub."""
    return PROGRAMS[world.pool.hub.contract].tables


def _hub_rows(world: "World", program: Program) -> Rows:
    found = []
    for table in program.tables:
        key = "space_id" if table.key == "space_id" else "id"
        stamps = () if is_fact(table.name) else ("sync_stamp", "sync_columns")
        pairs = ", ".join(f"'{name}', t.{name}" for name in (*(column.name for column in table.columns), *stamps))
        statement = f"SELECT jsonb_build_object('id', t.{key}, {pairs})::text FROM shared.{table.name} AS t WHERE t.space_id = %s"
        found += [(table.name, json.loads(row[0])) for row in world.pool.hub.rows(statement, world.space)]
    return by_key(found)


def _same(one: Rows, other: Rows, whose: str) -> None:
    extra, missing = sorted(one.keys() - other.keys()), sorted(other.keys() - one.keys())
    assert (extra, missing) == ([], []), f"{whose} hold different rows, only the first {extra[:5]}, only the other {missing[:5]}"
    for key in one:
        assert one[key] == other[key], f"{whose} differ in {key}: {_difference(one[key], other[key])}"


def _difference(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {name: (one[name], other.get(name)) for name in one if one[name] != other.get(name)}


def _expected(world: "World") -> Memory:
    """What must be there: of every device that is still connected, and what the hub has acknowledged."""
    expected = world.hub_memory.copy()
    for machine in world.living:
        expected.take_in(machine.memory)
    return expected


def _nothing_lost(world: "World", on_hub: Rows) -> None:
    expected = _expected(world)
    for key in (*expected.records, *expected.facts):
        if key in on_hub:
            continue
        assert _may_be_erased(world, key), f"{key} is lost"
    for key, record in expected.records.items():
        if key not in on_hub or _may_be_erased(world, key):  # a hub that went back may have forgotten an erasure
            continue
        found = read(on_hub[key], COLUMNS[key[0]])
        for name, cell in record.items():
            let_go = any(parent.column == name for parent in NEXT.table[key[0]].parents)
            assert found[name].rank >= cell.rank or (let_go and found[name].value is None), (
                f"an edit of {name} of {key} is lost: {cell}, found {found[name]}"
            )


def _may_be_erased(world: "World", key: Key) -> bool:
    """Whether a row belongs to a child that was erased at some time."""
    if not world.ever_erased:
        return False
    table, row = key
    if table == "children":
        return row in world.ever_erased
    if "child_id" not in COLUMNS[table]:
        return False
    place = COLUMNS[table].index("child_id")
    if is_fact(table):
        versions = world.chronicle.facts.get(key, [])
        fixed = [name for name in COLUMNS[table] if name not in {"occurred_at", "earned_at", "local_day"}]
        return any(version[fixed.index("child_id")] in world.ever_erased for version in versions)
    del place
    named = [world.chronicle.cells.get((table, row, name), {}) for name in ("child_id", "same_as")]
    return any(value.decode().strip('"') in world.ever_erased for values in named for value in values)


def _nothing_made_up(world: "World", on_hub: Rows) -> None:
    gone = world.erased.union(*(machine.heard for machine in world.living))  # by the hub, or by a device that has met it since
    for (table, row), found in on_hub.items():
        if is_fact(table):
            letting_go = world.ever_erased and table in {"badges", "audit_log"}
            assert letting_go or world.chronicle.knows_fact(table, found, world.lossy), f"{table} {row} is no fact that was made: {found}"
        else:
            for name in [name for name in COLUMNS[table] if name in found]:
                known = world.chronicle.knows_value(table, found, name) or found[name] is None
                assert known, f"nobody wrote {found[name]!r} into {name} of {table} {row}"
        child = row if table == "children" else found.get("child_id")
        assert not {child, found.get("same_as")} & (gone - {None}), f"{table} {row} belongs to an erased child"


def _exactly(world: "World", on_hub: Rows) -> None:
    """Nothing was taken back, so the state is what the oracle makes of everything written."""
    for (table, row), record in world.chronicle.all_records.records.items():
        found = read(on_hub[table, row], COLUMNS[table])
        assert found == whole(table, record, found), f"{table} {row} is not what the oracle says"
    assert set(on_hub) == {*world.chronicle.all_records.records, *world.chronicle.facts}


def _no_stamp_ahead(world: "World") -> None:
    latest = f"{world.latest + 300_000:012x}"
    limit = f"{latest[:8]}-{latest[8:]}-ffff-ffff-ffffffffffff"
    for (table, row), found in _hub_rows(world, PROGRAMS[world.pool.hub.contract]).items():
        if not is_fact(table):
            stamps = [found["sync_stamp"], *found["sync_columns"].values()]
            assert max(stamps) <= limit, f"{table} {row} has a stamp of the future"


def _device_holds_together(machine: Any) -> None:
    store = machine.store
    differences = store.value("SELECT count(*) FROM practice_day_differences(%s)", machine.space)
    assert differences == 0, f"device {machine.number}: practice days are not the sum of attempts"
    aside = store.rows("SELECT name, why, message FROM sync.quarantine WHERE space_id = %s", machine.space)
    assert not aside, f"device {machine.number} set rows aside: {aside[:3]}"
    for table, waits in (("batches", "frozen"), ("refolds", "unfolded"), ("outbox", "waiting")):
        assert store.value(f"SELECT count(*) FROM sync.{table}") == 0, f"device {machine.number} still has {waits} rows"


def _idle_changes_nothing(world: "World") -> None:
    head = world.head()
    for machine in world.living:
        turn = machine.sync()
        assert turn is not None
        assert (turn.pushed, turn.pulled) == (0, 0), f"device {machine.number} moves rows though nothing changed"
    assert world.head() == head, "an idle exchange moved the head"
