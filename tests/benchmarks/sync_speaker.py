"""A device that speaks the protocol through the gateway and keeps no database: for the hub it is one like any other.

What it says was made ready before; what it hears it reads as far as a device has to (rows are counted by their ids), and drops.
"""

from __future__ import annotations

from uuid import uuid4

from app.sync.protocol import MOST_PULLED, MOST_PUSHED, Function
from tests.benchmarks.sync_ground import Ground
from tests.benchmarks.sync_rows import spoken
from tests.support.gateways import Caller, new_invite
from tests.support.replicas import Replica
from tests.support.rows import Household


class Speaker:
    """A device of a household that has made answers number `start` and following, offline. `held`: ids of the answers it has."""

    def __init__(self, place: Ground, home: Household, one: Replica, start: int, size: int) -> None:
        self._caller = Caller(place.way(place.served.url), home.space)
        self._caller.enrol(new_invite(place.hub, home.space))
        self._cursor = 0
        self.held = set[str]()
        self.fetch()
        firsts = range(start, start + size, MOST_PUSHED)
        self._batches = [spoken(one.database, home, first, min(MOST_PUSHED, start + size - first)) for first in firsts]

    def exchange(self) -> None:
        """In the order of the program: with more than one batch to send, what is new is fetched first."""
        if len(self._batches) > 1:
            self.fetch()
        while self._batches:
            self._push(self._batches.pop(0))
        self.fetch()

    def fetch(self) -> None:
        """Fetch all that is new."""
        caller, more = self._caller, True
        while more:
            said = caller.call(Function.PULL, **caller.proofs(), cursor=self._cursor, limit=MOST_PULLED)
            caller.pulled = {"seq": said["head"], "chain": said["chain"]}
            self._cursor, more = said["cursor"], said["more"]
            given = said["rows"]["facts"].get("attempts")
            if given:
                self.held |= _ids(given["columns"])

    def _push(self, columns: dict[str, str]) -> None:
        caller, ids = self._caller, _ids(columns)
        changes = {"records": {}, "facts": {"attempts": {"n": len(ids), "columns": columns}}}
        said = caller.call(Function.PUSH, **caller.proofs(), batch=str(uuid4()), changes=changes)
        if said["refused"]:
            raise RuntimeError(f"the hub refused {len(said['refused'])} rows: {said['refused'][0]}")
        caller.token, caller.acked = said["token"], {"seq": said["head"], "chain": said["chain"]}
        if said["before"] == self._cursor:
            self._cursor, caller.pulled = said["head"], caller.acked
        self.held |= ids


def _ids(columns: dict[str, str]) -> set[str]:
    return set(columns["id"][1:-1].split(","))
