"""What can happen to an exchange: lost answers, clones, old backups, wrong clocks, rows that are refused. Nothing is lost by any."""

import json
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from app.data.address import DatabaseAddress
from app.data.hub import keeping
from app.data.queries import attempts, badges, children
from app.data.replica import quarantine, runs
from app.learning.badges import Award, Badge
from app.learning.people import Role
from app.learning.problems import Problem, Trouble
from app.sync.exchange import Exchange
from app.sync.protocol import Function, HubRefusal, Refused
from app.sync.turn import Outcome
from app.sync.verifying import verify
from tests.support.gateways import hub_database
from tests.support.replicas import Pool, Replica, World, copy_of_database, name_of, play, same
from tests.support.rows import NOON, new_attempt, new_child

TEN_YEARS = 315_360_000_000  # ms
RENAME = "UPDATE children SET name = :name WHERE id = :child"


@pytest.mark.parametrize("lost", ["request", "answer"])
def test_a_lost_push_is_said_again_to_the_byte_and_counts_once(world: World, one: Replica, two: Replica, lost: str) -> None:
    play(one, world.home, 3)

    def cut(function: Function) -> None:
        if function is Function.PUSH:
            raise Problem(Trouble.HUB_UNREACHABLE, host="hub")

    usual = one.before
    setattr(one, "before" if lost == "request" else "after", cut)
    assert one.turn().outcome is Outcome.OFFLINE
    sent = json.loads(one.bodies[-1])
    one.write(RENAME, name="Meanwhile", child=world.home.child.id)
    one.before = one.after = usual
    one.calls.clear()
    one.bodies.clear()
    one.done()
    again = json.loads(one.bodies[0])
    assert one.calls[0] == "push"
    assert (again["batch"], again["changes"]) == (sent["batch"], sent["changes"])
    two.done()
    same(one, two)
    assert two.ask("SELECT count(*) FROM attempts") == 3
    assert name_of(two, world.home.child.id) == "Meanwhile"


def test_a_stored_answer_given_again_is_not_taken_for_the_newest_state(world: World, one: Replica, two: Replica) -> None:
    play(one, world.home, 1)

    def lose(function: Function) -> None:
        if function is Function.PUSH:
            raise Problem(Trouble.HUB_UNREACHABLE, host="hub")

    usual, one.after = one.after, lose
    assert one.turn().outcome is Outcome.OFFLINE
    one.after = usual
    play(two, world.home, 1, first=50)
    two.done()
    one.calls.clear()
    one.done()
    assert one.calls == ["push", "pull"], "what the hub says again was true before the other device came"
    assert one.ask("SELECT count(*) FROM attempts") == 2
    same(one, two)


def test_a_badge_is_sent_after_the_attempt_that_it_names_also_with_small_batches(world: World, one: Replica, two: Replica) -> None:
    one.most_pushed = 3
    play(one, world.home, 2)
    made = [new_attempt(world.home, turn=turn) for turn in (2, 3)]  # a second mark of two: it does not fit into the first batch
    earned = Badge("days-1", Award.DAYS, made[-1].id, made[-1].occurred_at, count=1)
    with one.database.transaction() as connection:
        attempts.add_many(connection, world.home.space, made)
        badges.add(connection, world.home.space, world.home.child.id, [earned])
    one.bodies.clear()
    turn = one.done()
    assert (turn.pushed, turn.quarantined) == (5, 0), "no hub had to refuse it as an orphan"
    sent = [json.loads(body)["changes"]["facts"] for body in one.bodies if '"batch"' in body]
    assert [sorted(facts) for facts in sent] == [["attempts"], ["attempts", "badges"]]
    two.done()
    same(one, two)


def test_a_clone_becomes_a_device_of_its_own_and_loses_nothing(world: World, one: Replica, two: Replica) -> None:
    copy = world.copy_of(one)
    play(one, world.home, 4)
    play(copy, world.home, 5, first=50)
    copy.write(RENAME, name="Copied", child=world.home.child.id)
    for replica in (one, copy, one, two):
        replica.done()
    same(one, copy, two)
    assert one.link().device != copy.link().device
    assert two.ask("SELECT count(*) FROM attempts") == 9
    assert one.ask("SELECT node FROM sync.node") != copy.ask("SELECT node FROM sync.node")


def test_a_fork_whose_answer_was_lost_goes_on_as_the_same_new_device(world: World, one: Replica) -> None:
    copy = world.copy_of(one)
    play(one, world.home, 1)
    play(copy, world.home, 1, first=50)
    one.done()

    def cut(function: Function) -> None:
        if function is Function.ENROL:
            raise Problem(Trouble.HUB_UNREACHABLE, host="hub")

    usual, copy.after = copy.after, cut
    assert copy.turn().outcome is Outcome.OFFLINE
    becomes = copy.link().becomes
    copy.after = usual
    copy.done()
    assert copy.link().device == becomes
    one.done()
    same(one, copy)


def test_a_device_from_an_old_backup_forks_and_loses_nothing(world: World, one: Replica, two: Replica) -> None:
    backup = world.copy_of(one)
    play(one, world.home, 4)
    one.done()
    play(backup, world.home, 3, first=50)
    backup.done()
    two.done()
    same(backup, two)
    assert two.ask("SELECT count(*) FROM attempts") == 7


def test_a_hub_from_an_old_backup_gets_everything_again(server: DatabaseAddress, run_folder: Path, pool: Pool) -> None:
    with ExitStack() as stack:
        hub = stack.enter_context(hub_database(server, run_folder))
        world = World(server, hub, stack, pool)
        one, two = world.one, world.new_device()
        play(one, world.home, 2)
        one.done()
        for replica in (one, two):
            replica.transport.close()
        hub.close()
        older = stack.enter_context(copy_of_database(server, hub))
        play(one, world.home, 3, first=20)
        two.write(RENAME, name="Known to both", child=world.home.child.id)
        for replica in (one, two, one, two):
            replica.done()
        world.hub = older
        for replica in (one, two):
            replica.transport = world.transport()
        for replica in (one, two, one):
            replica.done()
        same(one, two)
        assert two.ask("SELECT count(*) FROM attempts") == 5
        assert name_of(one, world.home.child.id) == "Known to both"
        with older.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM shared.attempts")).scalar_one() == 5


def test_a_clock_ten_years_ahead_wins_only_as_of_its_arrival(world: World, one: Replica, two: Replica) -> None:
    child = world.home.child.id
    one.clock_ahead_ms = TEN_YEARS
    with one.database.transaction() as connection:
        connection.execute(text("SELECT set_config('lettergrove.now_ms', :ms, true)"), {"ms": str(one.now_ms())})
        connection.execute(text(RENAME), {"name": "From 2036", "child": child})
        late = [new_attempt(world.home, turn=turn, at=NOON + timedelta(days=3652, minutes=turn)) for turn in range(3)]
        attempts.add_many(connection, world.home.space, late)
    turn = one.done()
    assert turn.clock_wrong
    two.done()
    assert name_of(two, child) == "From 2036"
    two.write(RENAME, name="Now", child=child)
    two.done()
    one.done()
    same(one, two)
    assert name_of(one, child) == "Now"
    gaps = one.ask("SELECT array_agg(gap) FROM (SELECT occurred_at - lag(occurred_at) OVER (ORDER BY id) AS gap FROM attempts) AS g")
    assert gaps[1:] == [timedelta(minutes=1)] * 2
    assert one.ask("SELECT max(occurred_at) <= now() FROM attempts")
    with one.database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM practice_day_differences(:s)"), {"s": world.home.space}).scalar() == 0


def test_a_row_that_the_hub_refuses_is_set_aside_and_holds_up_no_other(world: World, one: Replica, two: Replica) -> None:
    one.write("ALTER TABLE children DROP CONSTRAINT children_friend_check")
    world.stack.callback(one.write, "ALTER TABLE children ADD CONSTRAINT children_friend_check CHECK (friend ~ '^[a-z-]{1,40}$')")
    bad = new_child("Odd")
    with one.database.transaction() as connection:
        children.add(connection, world.home.space, bad)
        connection.execute(text("UPDATE children SET friend = 'NO SUCH ANIMAL!' WHERE id = :id"), {"id": bad.id})
    play(one, world.home, 5)
    turn = one.done()
    assert turn.quarantined >= 1
    assert one.waiting() == 0
    two.done()
    assert two.ask("SELECT count(*) FROM attempts") == 5
    with one.database.reading() as connection:
        found = quarantine.list_all(connection, world.home.space)
    assert ("children", bad.id, "check") in [(each.table, each.id, each.why) for each in found]
    assert next(each for each in found if each.table == "children").row["name"] == "Odd"  # type: ignore[index]  # it is kept
    one.write("UPDATE children SET friend = 'hedgehog' WHERE id = :id", id=bad.id)
    for _ in range(3):
        one.done()
    two.done()
    same(one, two)
    assert two.ask("SELECT count(*) FROM child_languages WHERE child_id = :id", id=bad.id) == 1
    with one.database.reading() as connection:
        assert quarantine.count(connection, world.home.space) == 0


def test_a_row_that_this_database_refuses_is_set_aside_and_holds_up_no_other(world: World, one: Replica, two: Replica) -> None:
    two.write("ALTER TABLE children ADD CONSTRAINT short CHECK (char_length(name) < 10)")
    world.stack.callback(two.write, "ALTER TABLE children DROP CONSTRAINT short")
    one.write(RENAME, name="A name that is longer", child=world.home.child.id)
    play(one, world.home, 5)
    one.done()
    turn = two.done()
    assert turn.quarantined == 1
    assert two.ask("SELECT count(*) FROM attempts") == 5
    with two.database.reading() as connection:
        found = quarantine.list_all(connection, world.home.space)
    assert [(each.table, each.id, each.outward, each.why) for each in found] == [("children", world.home.child.id, False, "check")]
    two.write("ALTER TABLE children DROP CONSTRAINT short; ALTER TABLE children ADD CONSTRAINT short CHECK (char_length(name) < 100)")
    two.done()
    assert name_of(two, world.home.child.id) == "Mia"
    two.write("UPDATE sync.quarantine SET happened_at = now() - interval '2 days'")
    two.done()
    assert name_of(two, world.home.child.id) == "A name that is longer"
    same(one, two)


def test_what_a_helper_may_not_write_is_taken_back_and_kept_aside(world: World, one: Replica) -> None:
    helper = world.new_device(Role.HELPER)
    helper.write("UPDATE spaces SET name = 'Mine'")
    play(helper, world.home, 2)
    turn = helper.done()
    assert turn.quarantined == 1
    one.done()
    assert helper.ask("SELECT name FROM spaces") == one.ask("SELECT name FROM spaces") == "Home"
    assert one.ask("SELECT count(*) FROM attempts") == 2
    same(one, helper)


def test_a_device_that_was_disconnected_stops_and_keeps_its_data(world: World, one: Replica, two: Replica) -> None:
    with world.hub.transaction() as connection:
        keeping.revoke(connection, world.home.space, two.link().device)
    play(two, world.home, 2)
    turn = two.turn()
    assert turn.outcome is Outcome.NEEDS
    assert turn.problem is not None
    assert (turn.problem.trouble, turn.problem.facts["reason"]) == (Trouble.LINK_ENDED, "revoked")
    assert two.waiting() == 2
    assert two.link().needs == Trouble.LINK_ENDED.value
    with two.database.reading() as connection:
        assert runs.latest(connection, world.home.space, 1)[0].outcome == "needs"


def test_a_secret_that_is_gone_needs_a_person(one: Replica) -> None:
    one.keys.secrets.clear()
    turn = one.turn()
    assert turn.outcome is Outcome.NEEDS


def test_an_exchange_that_is_cancelled_keeps_what_it_did(world: World, one: Replica, two: Replica) -> None:
    one.most_pushed = 10
    play(one, world.home, 50)
    one.calls.clear()
    seen: list[tuple[int, int]] = []
    turn = Exchange(one.device, lambda: len(one.calls) >= 2, lambda done, expected: seen.append((done, expected))).turn()
    assert turn.outcome is Outcome.CANCELLED
    assert 0 < one.waiting() < 50
    assert all(done <= expected for done, expected in seen)
    one.done()
    two.done()
    same(one, two)


def test_a_bad_body_is_halved_after_some_tries_and_the_row_is_set_aside(world: World, one: Replica, two: Replica) -> None:
    play(one, world.home, 6)
    bad = str(one.ask("SELECT id FROM attempts ORDER BY id OFFSET 3 LIMIT 1"))

    def refuse(function: Function) -> None:
        if function is Function.PUSH and bad in one.bodies[-1]:
            raise HubRefusal(Refused.MALFORMED, {"reason": "x"})

    one.before = refuse
    for _ in range(9):
        one.turn()
    assert one.waiting() == 0
    with one.database.reading() as connection:
        assert [str(each.id) for each in quarantine.list_all(connection, world.home.space)] == [bad]
    two.done()
    assert two.ask("SELECT count(*) FROM attempts") == 5


@pytest.mark.parametrize("side", ["hub", "device"])
def test_one_value_that_differs_is_found_and_mended(world: World, one: Replica, side: str) -> None:
    play(one, world.home, 50)
    one.done()
    before = verify(Exchange(one.device))
    assert (before.same, before.repaired) == (True, 0)
    assert before.records == 64
    change = "UPDATE {}children SET friend = 'hedgehog', sync_columns = '{{}}' WHERE space_id = :space"
    lose = "DELETE FROM {}attempts WHERE space_id = :space AND id = (SELECT id FROM {}attempts WHERE space_id = :space LIMIT 1)"
    database, schema = (world.hub, "shared.") if side == "hub" else (one.database, "")
    with database.transaction() as connection:
        connection.execute(text("SET LOCAL lettergrove.applying = 'on'"))
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in (change, lose):
            connection.execute(text(statement.format(schema, schema)), {"space": world.home.space})
    after = verify(Exchange(one.device))
    assert (after.same, after.repaired, after.records) == (True, 2, 64)
    assert one.ask("SELECT count(*) FROM attempts") == 50
