"""Protections taken away, one at a time: each has to make some schedule fail, or the simulation would not notice its loss.

`python -m tests.sync.simulator --mutations` runs them and prints the table of docs/sync.md.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch
from uuid import UUID

from sqlalchemy import Connection

from app.data import merging
from app.data.contract import SyncedTable
from app.data.hub.functions import functions
from app.data.replica import acknowledging, applying, marks, restamping
from app.learning.ids import SpaceId
from app.sync.protocol import Function
from tests.sync.simulator import stores
from tests.sync.simulator.network import Network
from tests.sync.simulator.profiles import BY_NAME, Profile
from tests.sync.simulator.programs import NEXT
from tests.sync.simulator.stores import Store
from tests.sync.simulator.world import Pool, World

_Applied = Callable[[Pool], Any]


@dataclass(frozen=True, slots=True)
class Mutation:
    """A protection, and how to do without it for a while: a context manager on the pool of databases. `profile`: in such schedules."""

    protection: str
    without: _Applied
    profile: Profile | None = None


@contextmanager
def _changed(stores: list[Store], names: list[str], old: str, new: str) -> Iterator[None]:
    """Some functions of a database with another text in them."""
    kept = []
    for store in stores:
        for name in names:
            source = str(store.value("SELECT pg_get_functiondef(%s::regproc)", name))
            if old not in source:
                raise LookupError(f"{name} does not say {old!r} any more")
            kept.append((store, source))
            store.line.execute(source.replace(old, new))
    try:
        yield
    finally:
        for store, source in kept:
            store.line.execute(source)


def _on_hub(name: str, old: str, new: str) -> _Applied:
    return lambda pool: _changed([pool.hub], [name], old, new)


def _both(one: _Applied, other: _Applied) -> _Applied:
    @contextmanager
    def without(pool: Pool) -> Iterator[None]:
        with one(pool), other(pool):
            yield

    return without


def _on_devices(name: str, old: str, new: str) -> _Applied:
    return lambda pool: _changed(list(pool.devices), [name], old, new)


@contextmanager
def _merging_with(name: str, pool: Pool) -> Iterator[None]:
    """The SQL of merging, on the hub and on devices, with nothing in the place of a value's text."""
    with patch.object(merging, name, lambda *_: "''"):
        _write_merging(pool)
        yield
    _write_merging(pool)


def _write_merging(pool: Pool) -> None:
    applying._merging.cache_clear()
    applying._adding.cache_clear()
    pool.hub.line.execute("SET ROLE lettergrove_hub")
    pool.hub.line.execute(functions())
    pool.hub.line.execute("RESET ROLE")


@contextmanager
def _python(target: object, name: str, other: object) -> Iterator[None]:
    with patch.object(target, name, other):
        yield


@contextmanager
def _facts_as_a_whole(_pool: Pool) -> Iterator[None]:
    """Facts are compared with all their columns, those that came later too."""

    def settle_whole(table: SyncedTable, place: merging.Setting) -> str:
        columns = tuple(replace(column, since=table.since) for column in table.columns)
        return str(NEXT.merging.settle_facts(replace(table, columns=columns), place))

    NEXT.applying._adding.cache_clear()
    with patch.object(NEXT.applying, "settle_facts", settle_whole):
        yield
    NEXT.applying._adding.cache_clear()


def _each_page_is_the_last(self: Network, function: Function, space: UUID, body: str) -> str:
    answer = json.loads(_ANSWER(self, function, space, body))
    return json.dumps(answer | {"more": False} if function is Function.PULL else answer)


_OF_A_CHILD = [f"sync.refuse_{name}" for name in ("children", "child_languages", "play_sessions", "attempts", "badges")]
_ANSWER = Network._answer
_ALL_MARKS = (
    "WITH gone AS (DELETE FROM sync.outbox WHERE space_id = %(space)s AND name IN (SELECT jsonb_object_keys(%(tickets)s::jsonb)))"
    " SELECT true AS more, EXISTS (SELECT FROM sync.quarantine WHERE space_id = %(space)s AND outward) AS aside"
)


def _mark_nothing(connection: Connection, space: UUID) -> None:
    del connection, space


def _buckets_of_all(connection: Connection, space: SpaceId, contract: int) -> Any:
    del contract
    return _BUCKETS(connection, space)


def _spoke_it(connection: Connection) -> int:
    del connection
    return NEXT.contract


def _risen_unseen(connection: Connection, space: SpaceId) -> Any:
    """The contract by which all was pulled is forgotten."""
    outlook = _LOOK(connection, space)
    return outlook and replace(outlook, link=replace(outlook.link, contract=NEXT.contract))


_HUB_BACK, _ONE_ROW = BY_NAME["hub goes back"], BY_NAME["one row"]
_EXACT, _ERASING = BY_NAME["nothing taken back"], BY_NAME["erasing"]
_VERSIONS, _FEW_ROWS = BY_NAME["versions"], BY_NAME["versions, few rows"]
_BUCKETS, _LOOK = NEXT.comparing.buckets, NEXT.exchange.look
_UNKNOWN = "NOT coalesce(stored, '{}') ? given.key"
_BEYOND = "sync.with_beyond(part.rows, part.known)"
MUTATIONS = (
    Mutation("a token for one use", _on_hub("sync.prove", "sync.uuid_in(body, 'token') <> who.token", "false")),
    Mutation("the proof of what was acknowledged", _on_hub("sync.prove", "sync.knows(in_space, body -> 'acked')", "true"), _HUB_BACK),
    Mutation(
        "the proof of what was pulled",
        _both(_on_hub("sync.prove", "sync.knows(in_space, body -> 'pulled')", "true"), _on_hub("sync.page", "after > upto", "false")),
    ),
    Mutation("the stored answer to a batch said twice", _on_hub("sync.push", "who.last_batch = in_batch", "false"), _EXACT),
    Mutation("the refusal of stamps that lie ahead", _on_hub("sync.push", "PERFORM sync.check_clock(changes);", "")),
    Mutation("the list of who was erased", lambda pool: _changed([pool.hub], _OF_A_CHILD, "THEN 'erased'", "THEN NULL"), _ERASING),
    Mutation("the memory of who was erased", lambda _pool: _python(marks, "mark_erasures", _mark_nothing), _ERASING),
    Mutation("a winner between equal stamps", lambda pool: _merging_with("value_of", pool), _ONE_ROW),
    Mutation("a winner between facts made apart", lambda pool: _merging_with("row_text", pool)),
    Mutation("a stamp later than all of its row", _on_devices("sync.tick", "highest_ms >= ms", "false"), BY_NAME["clocks"]),
    Mutation("pages applied together", lambda _pool: _python(Network, "_answer", _each_page_is_the_last)),
    Mutation("acknowledging named marks only", lambda _pool: _python(acknowledging, "_GONE", _ALL_MARKS)),
    Mutation("sending everything to a hub that went back", lambda _pool: _python(marks, "mark_everything", _mark_nothing)),
    Mutation("new stamps for those that lie ahead", lambda _pool: _python(restamping, "restamp", lambda *_: None)),
    Mutation("columns that an older hub does not know", _on_hub("sync.merged_extra", _UNKNOWN, f"false AND {_UNKNOWN}"), _VERSIONS),
    Mutation("columns of facts that an older hub does not know", _on_hub("sync.take_all", _BEYOND, "part.rows"), _VERSIONS),
    Mutation("tables that an older hub does not know", _on_hub("sync.take_foreign", "1 .. many LOOP", "1 .. 0 LOOP"), _VERSIONS),
    Mutation("taking up what an older hub has kept", lambda _pool: _python(NEXT.install, "_contract_of", _spoke_it), _VERSIONS),
    Mutation("pulling everything when the contract has risen", lambda _pool: _python(NEXT.exchange, "look", _risen_unseen), _VERSIONS),
    Mutation("the stamp of zero for a new column", lambda _pool: _python(stores, "unwritten", lambda *_: "SELECT 1"), _VERSIONS),
    Mutation("a fact's later column apart from its first ones", _facts_as_a_whole, _VERSIONS),
    Mutation("comparing by the older contract", lambda _pool: _python(NEXT.comparing, "buckets", _buckets_of_all), _VERSIONS),
    Mutation(
        "erasing in tables that a hub does not know",
        _both(
            _on_hub("sync.erase", "IF in_tbl = 'children' THEN", "IF false THEN"),
            _on_hub("sync.names_erased", "e.tbl = 'children'", "false"),
        ),
        _FEW_ROWS,
    ),
)


def missed(pool: Pool, mutation: Mutation, seeds: range) -> tuple[int, str] | None:
    """The first schedule that fails without this protection, and how; None when none does."""
    for seed in seeds:
        pool.renew()  # what was upgraded has its functions without the mutation
        with mutation.without(pool):
            try:
                World(pool, seed, mutation.profile).run()
            except Exception as error:  # noqa: BLE001 (however it fails)
                return seed, f"{type(error).__name__}: {str(error).splitlines()[0]}"
    return None
