"""The background syncer: soon after a change, again after a failure, one in a database, and never in the way."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from app.data.address import DatabaseAddress
from app.data.replica.lock import only_one
from app.learning.mastery import Rules
from app.learning.problems import Problem, Trouble
from app.sync.protocol import Function
from app.sync.state import Stage, State
from app.sync.syncer import Surroundings, Syncer
from app.sync.transports.direct import DirectTransport
from app.sync.turn import Outcome, Turn
from app.sync.waiting import PERSON, POLL, Patience
from tests.support.replicas import Pool, Replica, World, same

RENAME = "UPDATE children SET name = :name WHERE id = :child"


class CutWay(DirectTransport):
    """A way to the hub that can be cut, and can be held up."""

    def __init__(self, address: DatabaseAddress, gate: "Gate") -> None:
        super().__init__(address)
        self._gate = gate

    def call(self, function: Function, space: object, body: str) -> str:
        """Nothing comes through while it is cut."""
        self._gate.calls += function is not Function.HELLO
        if self._gate.cut:
            raise Problem(Trouble.HUB_UNREACHABLE, host="hub")
        self._gate.held.wait(20)
        return super().call(function, space, body)  # type: ignore[arg-type]  # the space is passed on


class Gate:
    """What the test does to the way."""

    def __init__(self) -> None:
        self.cut = False
        self.calls = 0
        self.held = threading.Event()
        self.held.set()


@pytest.fixture
def begin(world: World) -> Iterator[Callable[..., tuple[Syncer, Gate, list[State]]]]:
    """Start the syncer of a replica."""
    running: list[Syncer] = []

    def start(replica: Replica) -> tuple[Syncer, Gate, list[State]]:
        gate, told = Gate(), list[State]()
        around = Surroundings(
            replica.database, replica.keys, lambda _link: CutWay(world.hub.address, gate), lambda _skill: Rules(games=1),
            replica.now_ms, lambda _connection: None, told.append, lambda _tables: None,
        )  # fmt: skip
        syncer = Syncer(around, Patience(lambda: 0.05))
        syncer.brisk = True
        syncer.start()
        running.append(syncer)
        return syncer, gate, told

    yield start
    for syncer in running:
        syncer.close()


def until(holds: Callable[[], object], seconds: float = 10) -> float:
    """Wait until it holds; how long it took, in seconds."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() - began < seconds, "it did not come about"
        time.sleep(0.005)
    return time.monotonic() - began


def test_a_change_here_is_seen_there_at_once(world: World, begin: Callable[..., tuple[Syncer, Gate, list[State]]]) -> None:
    one, two = world.one, world.new_device()
    (here, _, _), (there, _, _) = begin(one), begin(two)
    until(lambda: (here.state.stage, there.state.stage) == (Stage.UP_TO_DATE, Stage.UP_TO_DATE))
    time.sleep(0.2)
    one.write(RENAME, name="Seen", child=world.home.child.id)
    here.nudge()
    took = until(lambda: two.ask("SELECT name FROM children") == "Seen")
    assert took < 2
    here.close()
    there.close()
    same(one, two)


def test_what_could_not_be_sent_is_sent_when_the_hub_is_back_without_a_new_change(
    world: World, begin: Callable[..., tuple[Syncer, Gate, list[State]]]
) -> None:
    one = world.one
    syncer, gate, told = begin(one)
    until(lambda: syncer.state.stage is Stage.UP_TO_DATE)
    gate.cut = True
    one.write(RENAME, name="Kept", child=world.home.child.id)
    syncer.nudge()
    until(lambda: syncer.state.stage is Stage.OFFLINE)
    assert syncer.state.waiting == 1
    assert syncer.state.problem is not None
    before = gate.calls
    until(lambda: gate.calls > before + 1)
    gate.cut = False
    until(lambda: syncer.state.stage is Stage.UP_TO_DATE)
    assert one.waiting() == 0
    assert Stage.SYNCING in [state.stage for state in told]


def test_closing_waits_for_no_answer(world: World, begin: Callable[..., tuple[Syncer, Gate, list[State]]]) -> None:
    syncer, gate, _ = begin(world.one)
    until(lambda: syncer.state.stage is Stage.UP_TO_DATE)
    gate.held.clear()
    world.one.write(RENAME, name="Late", child=world.home.child.id)
    before = gate.calls
    syncer.nudge()
    until(lambda: gate.calls > before)
    began = time.monotonic()
    syncer.close()
    assert time.monotonic() - began < 2.5
    gate.held.set()
    until(lambda: not [thread for thread in threading.enumerate() if thread.name in ("syncer", "sync-listener")])


def test_while_another_program_syncs_this_database_ours_waits(world: World, begin: Callable[..., tuple[Syncer, Gate, list[State]]]) -> None:
    one = world.one
    with only_one(one.database) as ours:
        assert ours
        with only_one(one.database) as also_ours:
            assert not also_ours
        one.write(RENAME, name="Waits", child=world.home.child.id)
        syncer, gate, _ = begin(one)
        until(lambda: syncer.state.stage is Stage.WAITING)
        assert gate.calls == 0
    until(lambda: one.waiting() == 0)


def test_without_a_link_it_is_off(world: World, pool: Pool, begin: Callable[..., tuple[Syncer, Gate, list[State]]]) -> None:
    with pool.lent() as database:
        syncer, gate, _ = begin(Replica(database, world.transport(), world.home.space))
        time.sleep(0.1)
        assert (syncer.state.stage, gate.calls) == (Stage.OFF, 0)
        syncer.close()


def test_patience_grows_is_jittered_and_begins_anew_after_a_success() -> None:
    most = Patience(lambda: 1.0)
    failed = Turn(Outcome.OFFLINE)
    waits = [most.after(failed) for _ in range(10)]
    assert waits == [1, 2, 4, 8, 16, 32, 64, 120, 120, 120]
    assert Patience(lambda: 0.0).after(failed) == 0
    assert most.after(Turn(Outcome.DONE)) == POLL
    assert most.after(failed) == 1
    assert most.after(Turn(Outcome.NEEDS)) == PERSON
    assert most.after(Turn(Outcome.OFFLINE, problem=Problem(Trouble.HUB_BUSY, after=77))) == 77
