"""Stamps and marks are made in the transaction of the write, whoever writes."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from app.data.contract import TABLES, Kind
from app.data.queries import attempts, children, grown_ups, settings, skills
from app.data.replica import links, marks
from app.data.replica.links import Link, Position
from app.learning.ids import SpaceId
from tests.support.rows import Household, household, new_attempt, new_child

ZERO = UUID(int=0)


def at(connection: Connection, ms: int) -> None:
    connection.execute(text(f"SET LOCAL lettergrove.now_ms = '{ms}'"))


def stamps(connection: Connection, home: Household) -> tuple[UUID, dict[str, str]]:
    row = connection.execute(text("SELECT sync_stamp, sync_columns FROM children WHERE id = :id"), {"id": home.child.id}).one()
    return row.sync_stamp, row.sync_columns


def rename(connection: Connection, home: Household, name: str) -> None:
    connection.execute(text("UPDATE children SET name = :name WHERE id = :id"), {"name": name, "id": home.child.id})


def link(connection: Connection, space: SpaceId) -> None:
    start = Position(0, "0" * 64)
    links.add(connection, Link(space, uuid4(), "https://hub.example", "owner", 1, "0" * 64, uuid4(), start, start, 0))


def waiting(connection: Connection) -> dict[str, list[UUID]]:
    found = connection.execute(text("SELECT name, array_agg(id) AS ids FROM sync.outbox, unnest(ids) AS id GROUP BY name"))
    return {row.name: row.ids for row in found}


def sent(connection: Connection) -> None:
    connection.execute(text("DELETE FROM sync.outbox"))


def test_a_new_record_has_one_stamp_of_now_and_this_node(connection: Connection) -> None:
    at(connection, 1_700_000_000_000)
    stamp, columns = stamps(connection, household(connection))
    node = connection.execute(text("SELECT node FROM sync.node")).scalar_one()
    assert stamp.int >> 80 == 1_700_000_000_000
    assert stamp.hex.endswith(node)
    assert columns == {}


def test_a_changed_column_alone_gets_a_later_stamp(connection: Connection) -> None:
    at(connection, 1_000)
    home = household(connection)
    before, _ = stamps(connection, home)
    at(connection, 2_000)
    rename(connection, home, "Mo")
    stamp, columns = stamps(connection, home)
    assert stamp == before
    assert set(columns) == {"name"}
    assert UUID(columns["name"]).int >> 80 == 2_000


def test_a_clock_that_goes_back_or_stands_still_makes_later_stamps_all_the_same(connection: Connection) -> None:
    at(connection, 5_000)
    home = household(connection)
    last, _ = stamps(connection, home)
    for ms, name in ((5_000, "a"), (1, "b"), (5_000, "c")):
        at(connection, ms)
        rename(connection, home, name)
        stamp = UUID(stamps(connection, home)[1]["name"])
        assert stamp > last
        last = stamp


def test_a_counter_that_is_full_goes_on_in_the_next_millisecond(connection: Connection) -> None:
    full = connection.execute(text("SELECT sync.tick('00000000-1388-ffff-0000-000000000000')")).scalar_one()
    assert full > UUID("00000000-1388-ffff-ffff-ffffffffffff")
    at(connection, 1)
    full = connection.execute(text("SELECT sync.tick('00000000-1388-ffff-0000-000000000000')")).scalar_one()
    assert full.hex[:16] == "0000000013890000"


def test_a_write_that_changes_nothing_is_no_edit(connection: Connection) -> None:
    home = household(connection)
    link(connection, home.space)
    sent(connection)
    rename(connection, home, home.child.name)
    connection.execute(text("UPDATE memberships SET failed_attempts = 3, locked_until = now()"))
    connection.execute(text("UPDATE skill_trees SET revision = revision + 1"))
    assert stamps(connection, home)[1] == {}
    assert waiting(connection) == {}


def test_letters_of_a_pack_have_the_stamp_of_zero_until_someone_edits_them(connection: Connection) -> None:
    home = household(connection)
    read = text("SELECT sync_stamp, sync_columns FROM skills WHERE id = :id")
    assert connection.execute(read, {"id": home.skill}).one() == (ZERO, {})
    connection.execute(text("UPDATE skills SET name = 'mine' WHERE id = :id"), {"id": home.skill})
    skills.add_tree(connection, home.space, home.tree)
    row = connection.execute(read, {"id": home.skill}).one()
    assert row.sync_stamp == ZERO
    assert UUID(row.sync_columns["name"]) > ZERO


def test_without_a_link_nothing_waits_and_linking_puts_everything_into_the_outbox(connection: Connection) -> None:
    home = household(connection)
    made = [new_attempt(home, turn=turn) for turn in range(1200)]
    attempts.add_many(connection, home.space, made)
    settings.put(connection, home.space, "rounds", 9)
    assert marks.waiting(connection, home.space) == 0
    link(connection, home.space)
    found = waiting(connection)
    for table in TABLES:
        there = connection.execute(text(f"SELECT {table.key} FROM {table.name}")).scalars().all()
        assert sorted(found.get(table.name, [])) == sorted(there)
    assert connection.execute(text("SELECT max(cardinality(ids)) FROM sync.outbox")).scalar_one() == 500


def test_a_linked_space_marks_each_record_once_and_every_fact(connection: Connection) -> None:
    home = household(connection)
    link(connection, home.space)
    sent(connection)
    rename(connection, home, "Mo")
    rename(connection, home, "Momo")
    made = [new_attempt(home, turn=turn) for turn in range(700)]
    attempts.add_many(connection, home.space, made)
    attempts.add_many(connection, home.space, made)
    found = waiting(connection)
    assert found["children"] == [home.child.id]
    assert sorted(found["attempts"]) == sorted(one.id for one in made)
    assert marks.waiting(connection, home.space) == 701


def test_a_mark_keeps_the_stamps_from_before_the_first_edit(connection: Connection) -> None:
    home = household(connection)
    stamp, _ = stamps(connection, home)
    link(connection, home.space)
    sent(connection)
    rename(connection, home, "Mo")
    rename(connection, home, "Momo")
    assert connection.execute(text("SELECT was FROM sync.outbox")).scalar_one() == {"name": str(stamp)}


def test_a_new_edit_gives_a_mark_a_new_ticket(connection: Connection) -> None:
    home = household(connection)
    link(connection, home.space)
    ticket = text("SELECT ticket FROM sync.outbox WHERE name = 'children'")
    before = connection.execute(ticket).scalar_one()
    rename(connection, home, "Mo")
    assert connection.execute(ticket).scalar_one() > before


def test_what_is_applied_from_elsewhere_is_neither_stamped_nor_marked(connection: Connection) -> None:
    home = household(connection)
    link(connection, home.space)
    sent(connection)
    before = stamps(connection, home)
    connection.execute(text("SET LOCAL lettergrove.applying = 'on'"))
    rename(connection, home, "Mo")
    attempts.add_many(connection, home.space, [new_attempt(home)])
    assert stamps(connection, home) == before
    assert waiting(connection) == {}


def test_a_linked_row_is_not_removed_for_good_by_the_way(connection: Connection) -> None:
    home = household(connection)
    other = new_child("Bo")
    children.add(connection, home.space, other)
    link(connection, home.space)
    for table in TABLES:
        filled = connection.scalar(text(f"SELECT EXISTS (SELECT FROM {table.name})"))
        if filled and table.name != "spaces":
            with pytest.raises(IntegrityError, match="removed softly"), connection.begin_nested():
                connection.execute(text(f"DELETE FROM {table.name}"))


def test_erasing_a_child_marks_the_child_alone(connection: Connection) -> None:
    home = household(connection)
    attempts.add_many(connection, home.space, [new_attempt(home)])
    link(connection, home.space)
    sent(connection)
    connection.execute(text("SET LOCAL lettergrove.erasing = 'on'"))
    connection.execute(text("DELETE FROM children WHERE id = :id"), {"id": home.child.id})
    assert marks.erasures(connection, home.space) == [("children", home.child.id)]
    assert connection.execute(text("SELECT count(*) FROM attempts")).scalar_one() == 0
    marks.erased(connection, home.space, "children", home.child.id)
    assert marks.waiting(connection, home.space) == 0


def test_another_space_of_the_database_is_not_marked(connection: Connection) -> None:
    home, other = household(connection), household(connection)
    link(connection, home.space)
    sent(connection)
    rename(connection, other, "Mo")
    grown_ups.rename(connection, other.space, other.owner.id, "An")
    attempts.add_many(connection, other.space, [new_attempt(other)])
    assert waiting(connection) == {}


def test_every_table_of_the_contract_is_followed_as_its_kind(connection: Connection) -> None:
    followed = {row.name: row.kind for row in connection.execute(text("SELECT name, kind FROM sync.followed"))}
    assert followed == {table.name: table.kind.value for table in TABLES}
    triggers = text("SELECT count(*) FROM pg_trigger WHERE tgrelid = CAST(:name AS regclass) AND tgname LIKE 'sync_%'")
    for table in TABLES:
        count = connection.execute(triggers, {"name": table.name}).scalar_one()
        assert count == (4 if table.kind is Kind.RECORD else 2)


def test_columns_that_do_not_travel_are_exactly_those_that_are_not_stamped(connection: Connection) -> None:
    for table in TABLES:
        if table.kind is Kind.FACT:
            continue
        columns = connection.execute(
            text("SELECT attname FROM pg_attribute WHERE attrelid = CAST(:name AS regclass) AND attnum > 0 AND NOT attisdropped"),
            {"name": table.name},
        ).scalars()
        local = set(columns) - {column.name for column in table.columns} - {"space_id", "id", "updated_at", "sync_stamp", "sync_columns"}
        definition = connection.execute(
            text("SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgrelid = CAST(:name AS regclass) AND tgname = 'sync_stamp_record'"),
            {"name": table.name},
        ).scalar_one()
        named = definition.split("stamp_record(")[1].rstrip(")")
        assert {name.strip(" '") for name in named.split(",") if name} == local
