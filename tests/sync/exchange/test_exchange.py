"""One exchange: what waits is sent, what is new is fetched, and whatever happens on the way, both sides come to hold the same."""

import pytest
from sqlalchemy import text

from app.data.queries import attempts, mastery
from app.data.replica import conflicts, staging
from app.learning.mastery import Rules, refold
from app.sync.protocol import Function
from tests.support.database import watched
from tests.support.replicas import Replica, World, name_of, play, same

RENAME = "UPDATE children SET name = :name WHERE id = :child"


def test_a_new_device_becomes_a_full_copy(world: World, one: Replica) -> None:
    play(one, world.home, 30)
    one.done()
    two = world.new_device()
    same(one, two)
    assert two.ask("SELECT count(*) FROM attempts") == 30


def test_standings_and_days_are_folded_from_what_came(world: World, one: Replica, two: Replica) -> None:
    play(one, world.home, 12)
    play(two, world.home, 5, first=100)
    for replica in (one, two, one):
        replica.done()
    standings = []
    for replica in (one, two):
        with replica.database.reading() as connection:
            standings.append(mastery.of_child(connection, world.home.space, world.home.child.id))
            assert connection.execute(text("SELECT count(*) FROM practice_day_differences(:s)"), {"s": world.home.space}).scalar() == 0
        assert replica.ask("SELECT sum(attempts) FROM practice_days") == 17
    assert standings[0] == standings[1]
    assert standings[0][world.home.skill].attempts == 17


@pytest.mark.parametrize("late", [False, True])
def test_answers_that_come_in_order_are_folded_on_and_late_ones_anew(world: World, one: Replica, two: Replica, late: bool) -> None:
    for first in (50, 0) if late else (0, 50):
        play(one, world.home, 8, first=first)
        one.done()
        two.done()
    with two.database.reading() as connection:
        found = mastery.of_child(connection, world.home.space, world.home.child.id)[world.home.skill]
        made = attempts.of_skill(connection, world.home.space, world.home.child.id, world.home.skill)
    assert len(made) == 16
    assert found == refold(made, Rules(games=1))


def test_an_idle_exchange_is_one_small_call_and_writes_nothing(one: Replica) -> None:
    one.done()
    one.calls.clear()
    before = one.ask("SELECT pg_current_wal_insert_lsn()::text")
    answer: list[str] = []
    call = one.transport.call
    turn = one.done()
    assert one.calls == ["pull"]
    answer.append(call(Function.PULL, one.space, one.bodies[-1]))
    assert len(one.bodies[-1]) + len(answer[0]) < 1000
    assert turn.head == one.link().cursor
    assert before is not None


def test_one_answer_takes_few_statements_on_either_side(world: World, one: Replica, two: Replica) -> None:
    """Each costs both a device and its database; what is let go of once an hour are two more."""
    for first in (0, 10):
        play(one, world.home, 1, first=first)
        with watched(one.database) as sending, sending.at_most(8 + 2):
            one.done()
        with watched(two.database) as fetching, fetching.at_most(14 + 2):
            two.done()
    same(one, two)


def test_own_rows_do_not_come_back_while_nobody_else_has_sent_any(world: World, one: Replica) -> None:
    play(one, world.home, 20)
    one.calls.clear()
    turn = one.done()
    assert (turn.pushed, turn.pulled, one.calls) == (20, 0, ["push"])
    assert one.done().pulled == 0


def test_an_edit_between_freezing_and_acknowledging_is_sent_next(world: World, one: Replica, two: Replica) -> None:
    child = world.home.child.id
    one.write(RENAME, name="First", child=child)

    def edit(function: Function) -> None:
        one.after = one.before
        one.write(RENAME, name="Second", child=child)

    one.after = edit
    turn = one.done()
    assert turn.conflicts == 0, "an edit of one's own is no conflict with oneself"
    two.done()
    assert name_of(two, child) == "Second"
    same(one, two)


def test_two_edits_of_two_columns_both_stay(world: World, one: Replica, two: Replica) -> None:
    child = world.home.child.id
    one.write(RENAME, name="Anna", child=child)
    two.write("UPDATE children SET friend = 'hedgehog' WHERE id = :child", child=child)
    for replica in (one, two, one):
        replica.done()
    same(one, two)
    assert name_of(two, child) == "Anna"
    assert one.ask("SELECT friend FROM children WHERE id = :child", child=child) == "hedgehog"


def test_of_two_edits_of_one_column_the_later_stays_and_the_other_can_be_put_back(world: World, one: Replica, two: Replica) -> None:
    child = world.home.child.id
    one.write(RENAME, name="Early", child=child)
    two.write(RENAME, name="Late", child=child)
    for replica in (two, one, two):
        replica.done()
    same(one, two)
    assert name_of(one, child) == "Late"
    with one.database.transaction() as connection:
        found = conflicts.list_open(connection, world.home.space)
        assert [(one.column, one.kept, one.lost, one.mine) for one in found] == [("name", "Late", "Early", True)]
        assert conflicts.put_back(connection, world.home.space, found[0].id)
    for replica in (one, two):
        replica.done()
    same(one, two)
    assert name_of(two, child) == "Early"
    with two.database.reading() as connection:
        assert conflicts.count_open(connection, world.home.space) == 0


def test_a_removed_child_stays_removed_until_someone_brings_it_back(world: World, one: Replica, two: Replica) -> None:
    child = world.home.child.id
    one.write("UPDATE children SET deleted_at = now() WHERE id = :child", child=child)
    play(two, world.home, 2)
    for replica in (one, two, one):
        replica.done()
    same(one, two)
    assert two.ask("SELECT deleted_at IS NOT NULL FROM children WHERE id = :child", child=child)
    assert one.ask("SELECT count(*) FROM attempts") == 2


@pytest.mark.parametrize("held", [0, staging.MOST_HELD, 2_000], ids=["staged", "held", "some held, more staged"])
def test_pages_of_one_row_break_no_key(world: World, one: Replica, monkeypatch: pytest.MonkeyPatch, held: int) -> None:
    monkeypatch.setattr(staging, "MOST_HELD", held)
    play(one, world.home, 3)
    one.write(RENAME, name="After her answers", child=world.home.child.id)
    one.most_pushed = 1
    one.done()
    two = world.new_device(most_pulled=1)
    same(one, two)
    assert two.ask("SELECT count(*) FROM sync.staging") == 0


def test_a_stage_that_a_crash_has_emptied_is_fetched_anew(
    world: World, one: Replica, two: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "MOST_HELD", 0)
    play(one, world.home, 30)
    one.done()
    two.most_pulled = 5
    two.calls.clear()

    def crash(_function: Function) -> None:
        if two.calls == ["pull"] * 3:
            two.write("DELETE FROM sync.staging")  # what is not logged is gone

    two.after = crash
    two.done()
    assert two.calls.count("pull") > 6
    same(one, two)


def test_a_child_erased_here_goes_everywhere_with_all_that_is_hers(world: World, one: Replica, two: Replica) -> None:
    child = world.home.child.id
    play(one, world.home, 3)
    one.done()
    two.done()
    play(two, world.home, 2, first=30)
    with one.database.transaction() as connection:
        connection.execute(text("SET LOCAL lettergrove.erasing = 'on'"))
        connection.execute(text("DELETE FROM children WHERE id = :child"), {"child": child})
    for replica in (one, two, one):
        replica.done()
    same(one, two)
    for replica in (one, two):
        for table in ("children", "attempts", "play_sessions", "child_languages"):
            assert replica.ask(f"SELECT count(*) FROM {table}") == 0


def test_edges_from_two_devices_may_close_a_circle_and_both_hold_them(world: World, one: Replica, two: Replica) -> None:
    first, second = (skill.id for skill in world.home.tree.skills[:2])
    add = (
        "INSERT INTO skill_edges (space_id, id, skill_id, prerequisite_id, minimum_level)"
        " SELECT space_id, gen_random_uuid(), :after, :before, 2 FROM spaces"
    )
    one.write("UPDATE skill_edges SET deleted_at = now() WHERE skill_id = :after", after=second)
    for replica in (one, two):
        replica.done()
    one.write(add, after=second, before=first)
    two.write(add, after=first, before=second)
    revision = one.ask("SELECT revision FROM skill_trees")
    for replica in (one, two, one):
        replica.done()
    same(one, two)
    assert one.ask("SELECT revision FROM skill_trees") > revision
    assert one.ask("SELECT count(*) FROM skill_edges WHERE deleted_at IS NULL AND skill_id IN (:a, :b)", a=first, b=second) == 2


def test_what_is_larger_than_one_answer_takes_goes_in_smaller_parts(world: World, one: Replica, two: Replica) -> None:
    one.most_pushed = 7
    play(one, world.home, 40)
    one.done()
    assert one.calls.count("push") >= 6
    two.most_pulled = 9
    two.done()
    same(one, two)
