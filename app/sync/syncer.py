"""The background syncer: exchanges when something changed here or there, and now and then; tells how it stands; never holds anything up.

One thread exchanges, a second one listens for news from elsewhere. All that is known is in the database: it may end at any moment.
"""

import logging
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from app.data.database import Connection, Database
from app.data.replica import links, marks, node
from app.data.replica.links import Link
from app.data.replica.lock import only_one
from app.learning.mastery import Rules
from app.learning.problems import Problem
from app.learning.skills import Skill
from app.sync.exchange import Exchange
from app.sync.listening import Listener
from app.sync.state import Stage, State
from app.sync.transports.ways import Way
from app.sync.turn import Device, Keys, Outcome, Turn
from app.sync.waiting import CHANGE_LEAVES, Patience

_log = logging.getLogger(__name__)
_SHORTLY = 2.0  # seconds until it is tried again where another program syncs this database just now
_GRACE = 1.0  # seconds that closing waits for a thread


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a syncer needs of the program. `open_way` makes a new transport for a link; `settled` ends a joining after an exchange.

    `told` hears of every new state, `changed` of tables in which something came from elsewhere; both are called from the thread.
    """

    database: Database
    keys: Keys
    open_way: Callable[[Link], Way]
    rules_of: Callable[[Skill], Rules]
    clock_ms: Callable[[], int]
    settled: Callable[[Connection], object]
    told: Callable[[State], None]
    changed: Callable[[frozenset[str]], None]


class Syncer:
    """Syncs the linked space of a database until it is closed. All methods may be called from any thread and return at once."""

    def __init__(self, around: Surroundings, patience: Patience | None = None) -> None:
        self._around = around
        self._patience = patience or Patience()
        self._wake = threading.Event()
        self._over = False
        self._cancelled = False
        self._due = 0.0  # of time.monotonic
        self._listener: Listener | None = None
        self._way: tuple[str, str, Way] | None = None
        self._known: Link | None = None  # as the last exchange left it, while all is well
        self._redrawn = False
        self._settled = False  # an exchange with this hub has gone well, and what was to come after it is done
        self.brisk = False  # a child is playing: news is looked for often
        self.state = State(Stage.OFF)
        self._thread = threading.Thread(target=self._work, name="syncer", daemon=True)

    def start(self) -> None:
        """Begin, with an exchange."""
        self._thread.start()

    def nudge(self) -> None:
        """Something has changed here: it leaves in 50 ms, or, where the hub did not answer, when it is tried again."""
        if self.state.stage in (Stage.UP_TO_DATE, Stage.WAITING, Stage.SYNCING):
            self._do_in(CHANGE_LEAVES)

    def sync_now(self) -> None:
        """A person asks for it, or there is a link now, or none any more."""
        self._known = None
        self._do_in(0)

    def cancel(self) -> None:
        """Leave the exchange that is under way; what it did so far is kept, and the rest is done later."""
        self._cancelled = True

    def close(self) -> None:
        """End, now: a call that is under way is left alone, and its answer asked for the next time."""
        self._over = self._cancelled = True
        self._wake.set()
        listener, way = self._listener, self._way
        if listener is not None:
            listener.close()
        if way is not None:
            way[2].close()
        if self._thread.is_alive():
            self._thread.join(_GRACE)
        if listener is not None:
            listener.join(_GRACE)

    def _do_in(self, seconds: float) -> None:
        self._due = min(self._due, time.monotonic() + seconds)
        self._wake.set()

    def _work(self) -> None:
        while not self._over:
            self._wake.clear()
            rest = self._due - time.monotonic()
            if rest > 0:
                self._wake.wait(rest)
                continue
            self._cancelled = self._over
            self._due = math.inf
            try:
                pause = self._once()
            except Exception:  # noqa: BLE001 (a mistake of our own, logged, must not end sync for good)
                _log.exception("syncing failed")
                pause = self._patience.after(Turn(Outcome.FAILED))
            self._do_in(pause)  # whatever happens there is a next time; what was asked for meanwhile comes sooner
        self._leave()  # once more: a call that came back late has kept its connection

    def _once(self) -> float:
        """One exchange, if it is ours to make; seconds until the next."""
        try:
            link = self._known or self._around.database.run(links.first)
            if link is None:
                self._leave()
                self._tell(State(Stage.OFF))
                return self._patience.after(Turn(Outcome.OFF))
            with only_one(self._around.database) as ours:
                if not ours:
                    self._tell(self._standing(link, Turn(Outcome.DONE)))
                    return _SHORTLY
                turn = self._exchange(link)
            self._known = turn.link
            if turn.outcome is Outcome.OFF:  # it was unlinked meanwhile
                return 0.0
        except Problem as problem:  # of our own database
            self._known, turn = None, Turn(Outcome.FAILED, problem=problem)
            self._tell(replace(self.state, stage=Stage.OFFLINE, problem=problem))
            return self._patience.after(turn)
        if turn.tables:
            self._around.changed(turn.tables)
        self._tell(self._standing(link, turn))
        return self._patience.after(turn)

    def _exchange(self, link: Link) -> Turn:
        around = self._around
        if not self._redrawn:
            around.database.run(node.redraw)
            self._redrawn = True
        device = Device(around.database, link.space, self._way_to(link), around.keys, around.rules_of, around.clock_ms)
        turn = Exchange(device, lambda: self._cancelled, self._moving).turn()
        if turn.outcome is Outcome.DONE and turn.link is not None:
            if not self._settled or "spaces" in turn.tables:
                around.database.run(around.settled)
                self._settled = True
            self._listen(turn.link, device)
        elif self._listener is not None:
            self._listener.go_on(None)
        return turn

    def _way_to(self, link: Link) -> Way:
        """The transport of the link; another one when it is another link."""
        wanted = (link.hub, str(link.device))
        if self._way is None or self._way[:2] != wanted:
            self._leave()
            self._settled = False
            self._way = (*wanted, self._around.open_way(link))
        return self._way[2]

    def _listen(self, link: Link, device: Device) -> None:
        """Listen from here on."""
        if self._listener is not None:
            self._listener.go_on(link)
        elif not self._over:
            way = self._around.open_way(link)
            self._listener = Listener(replace(device, transport=way), link, way.holds_polls, lambda: self.brisk, lambda: self._do_in(0))

    def _leave(self) -> None:
        """Let go of the hub."""
        listener, way = self._listener, self._way
        self._listener = self._way = None
        if listener is not None:
            listener.close()
        if way is not None:
            way[2].close()

    def _standing(self, link: Link, turn: Turn) -> State:
        """How it stands after a turn."""
        waiting, now = turn.waiting, turn.link
        if now is None:
            waiting, now = self._around.database.run(lambda connection: (marks.waiting(connection, link.space), links.first(connection)))
        if now is None:
            return State(Stage.OFF)
        stage = _STAGES.get(turn.outcome, Stage.OFFLINE)
        if stage is Stage.UP_TO_DATE and waiting:
            stage = Stage.WAITING
        return State(stage, waiting, synced_at=now.synced_at, problem=turn.problem, clock_wrong=turn.clock_wrong)

    def _moving(self, done: int, expected: int) -> None:
        if expected:
            self._tell(State(Stage.SYNCING, self.state.waiting, done, expected, self.state.synced_at))

    def _tell(self, state: State) -> None:
        if state != self.state:
            self.state = state
            if not self._over:
                self._around.told(state)


_STAGES = {
    Outcome.DONE: Stage.UP_TO_DATE,
    Outcome.CANCELLED: Stage.WAITING,
    Outcome.OFF: Stage.OFF,
    Outcome.OFFLINE: Stage.OFFLINE,
    Outcome.FAILED: Stage.OFFLINE,
    Outcome.NEEDS: Stage.NEEDS,
}
