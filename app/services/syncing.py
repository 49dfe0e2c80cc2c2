"""Exchanging what is here with the shared space, once and at once; and what the link of this computer looks like."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from app.data.replica import conflicts, links, marks, quarantine, runs
from app.data.replica.links import Link
from app.data.replica.lock import only_one
from app.data.replica.runs import Run
from app.learning.problems import Problem, Trouble
from app.services.desk import Desk
from app.services.link_keys import LinkKeys
from app.services.linking import the_link
from app.services.skill_rules import rules_of
from app.sync import joining, verifying
from app.sync.exchange import Exchange
from app.sync.healing import problem_of
from app.sync.protocol import HubRefusal
from app.sync.state import State
from app.sync.syncer import Surroundings, Syncer
from app.sync.transports.ways import Way, open_way
from app.sync.turn import Device, Outcome, Turn
from app.sync.verifying import Verified
from app.system import clock
from app.system.paths import Paths

if TYPE_CHECKING:
    from app.data.database import Connection

RUNS_SHOWN = 20
_PATIENCE, _PAUSE = 15_000, 0.2  # ms for an exchange of another program to end; seconds between two looks


@dataclass(frozen=True, slots=True)
class LinkState:
    """How the link of this computer stands. Counts are rows; `needs` is the code of what waits for a person, `hub` where it goes to."""

    hub: str
    role: str
    waiting: int
    quarantined: int
    conflicts: int
    head: int
    needs: str | None
    synced_at: datetime | None
    verified_at: datetime | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Synced:
    """What an exchange came to, and how things stand after it. `stayed_out`: grown-ups who did not move into the space with the rest."""

    turn: Turn
    state: LinkState
    stayed_out: int


def link_state(desk: Desk) -> LinkState | None:
    """How the link stands; None while this computer is not linked. Only reads this computer's database."""
    with desk.database.reading() as connection:
        found = links.linked_spaces(connection)
        link = links.find(connection, found[0]) if found else None
        return None if link is None else _state(connection, link)


def sync_once(
    desk: Desk,
    paths: Paths,
    cancelled: Callable[[], bool] = lambda: False,
    report: Callable[[int, int], None] = lambda _done, _expected: None,
) -> Synced:
    """Exchange everything once; what was here before the space was joined moves in as soon as the space is here.

    `report` is told rows done and rows expected. What goes wrong is told by `Synced.turn`. Raises Problem NOT_LINKED, SYNC_ELSEWHERE.
    """
    with desk.database.reading() as connection:
        link = the_link(connection)
    way = way_of(paths, link)
    stayed_out = None
    try:
        with alone(desk):
            exchange = Exchange(device_of(desk, paths, link, way), cancelled, report)
            turn = exchange.turn()
            if turn.outcome is Outcome.DONE:
                stayed_out = desk.database.run(joining.move_in)
            if stayed_out is not None:
                turn = _added(turn, exchange.turn())
    finally:
        way.close()
    with desk.database.reading() as connection:
        return Synced(turn, _state(connection, the_link(connection)), stayed_out or 0)


def verify(
    desk: Desk,
    paths: Paths,
    cancelled: Callable[[], bool] = lambda: False,
    report: Callable[[int, int], None] = lambda _done, _expected: None,
) -> Verified:
    """Exchange everything, compare what is here with what the hub holds, value by value, and exchange what differs.

    Raises Problem NOT_LINKED, SYNC_ELSEWHERE and what the way raises.
    """
    with desk.database.reading() as connection:
        link = the_link(connection)
    way = way_of(paths, link)
    try:
        with alone(desk):
            return verifying.verify(Exchange(device_of(desk, paths, link, way), cancelled, report))
    except HubRefusal as refused:
        raise problem_of(refused) from refused
    finally:
        way.close()


def background(
    desk: Desk, paths: Paths, told: Callable[[State], None], changed: Callable[[frozenset[str]], None], moved: Callable[[], None]
) -> Syncer:
    """The syncer of a window, to be started and closed by it. It finds the link by itself, also one that comes or goes later.

    `told` hears of every new state, `changed` of the tables in which something came from elsewhere, `moved` when what was here before has
    moved into the joined space: the desk's space is another one then. All are called from the syncer's thread.
    """

    def settled(connection: Connection) -> None:
        if joining.move_in(connection) is not None:
            moved()
            syncer.sync_now()

    syncer = Syncer(
        Surroundings(
            desk.database,
            LinkKeys(paths),
            lambda link: way_of(paths, link),
            rules_of,
            lambda: int(desk.now().timestamp() * 1000),
            settled,
            told,
            changed,
        )
    )
    return syncer


@contextmanager
def alone(desk: Desk) -> Iterator[None]:
    """As the one program that syncs this database; another one is waited for. Raises Problem SYNC_ELSEWHERE."""
    end = clock.elapsed_ms() + _PATIENCE
    while True:
        with only_one(desk.database) as ours:
            if ours:
                yield
                return
        if clock.elapsed_ms() > end:
            raise Problem(Trouble.SYNC_ELSEWHERE)
        time.sleep(_PAUSE)


def way_of(paths: Paths, link: Link) -> Way:
    """The way to the hub of a link. Nothing is connected before the first call."""
    return open_way(link.hub, LinkKeys(paths).password_for(link.hub), link.device)


def device_of(desk: Desk, paths: Paths, link: Link, way: Way) -> Device:
    """This computer as a device of its shared space."""
    return Device(desk.database, link.space, way, LinkKeys(paths), rules_of, lambda: int(desk.now().timestamp() * 1000))


def _state(connection: Connection, link: Link) -> LinkState:
    space = link.space
    return LinkState(
        hub=link.hub.partition("#")[0],
        role=link.role,
        waiting=marks.waiting(connection, space),
        quarantined=quarantine.count(connection, space),
        conflicts=conflicts.count_open(connection, space),
        head=link.cursor,
        needs=link.needs,
        synced_at=link.synced_at,
        verified_at=link.verified_at,
        runs=runs.latest(connection, space, RUNS_SHOWN),
    )


def _added(first: Turn, second: Turn) -> Turn:
    """Two exchanges, one after the other, as one."""
    return replace(
        second,
        pushed=first.pushed + second.pushed,
        pulled=first.pulled + second.pulled,
        erased=first.erased + second.erased,
        conflicts=first.conflicts + second.conflicts,
        quarantined=first.quarantined + second.quarantined,
        clock_wrong=first.clock_wrong or second.clock_wrong,
        tables=first.tables | second.tables,
    )
