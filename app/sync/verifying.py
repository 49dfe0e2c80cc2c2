"""Whether this computer and the hub hold the same, by value; and the rows that differ exchanged, both ways, until they do."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.data.contract import TABLE
from app.data.database import Connection
from app.data.replica import applying, comparing, links, marks, quarantine
from app.data.replica.staging import columns_of
from app.sync.exchange import Exchange
from app.sync.protocol import Function
from app.sync.turn import Outcome, Turn

_ROUNDS = 3  # comparing, repairing, comparing again; more would mean that somebody else is writing, or a fault
_MOST_ROWS = 500  # asked for at once


@dataclass(frozen=True, slots=True)
class Verified:
    """`same`: both hold the same `records` rows. `repaired` rows differed and were exchanged; `aside` rows are in quarantine.

    `turn` is the exchange that went before; where it did not end well nothing was compared.
    """

    turn: Turn
    same: bool = False
    records: int = 0
    repaired: int = 0
    aside: int = 0


def verify(exchange: Exchange) -> Verified:
    """Exchange everything, compare, and exchange what differs. Raises HubRefusal and Problem as calls do."""
    repaired = 0
    for _ in range(_ROUNDS):
        turn = exchange.turn()
        if turn.outcome is not Outcome.DONE:
            return Verified(turn, repaired=repaired)
        ours, theirs, contract, quiet = _both(exchange)
        aside = exchange.run(lambda connection: quarantine.count(connection, exchange.device.space))
        records = sum(bucket[0] for table in ours.values() for bucket in table.values())
        different = _differences(ours, theirs)
        if quiet and not different:
            exchange.run(lambda connection: links.note_verified(connection, exchange.device.space))
            return Verified(turn, True, records, repaired, aside)
        repaired += sum(_repair(exchange, table, bucket, contract) for table, bucket in different) if quiet else 0
    return Verified(turn, False, records, repaired, aside)


def _both(exchange: Exchange) -> tuple[comparing.Buckets, comparing.Buckets, int, bool]:
    """What both hold, by the older of both contracts, and whether nothing moved in between: only then a difference means something."""
    space = exchange.device.space
    link = exchange.link()

    def look(connection: Connection) -> tuple[comparing.Buckets, int]:
        return comparing.buckets(connection, space, contract), marks.waiting(connection, space)

    answer = exchange.call(Function.DIGEST, json.dumps(exchange.proofs(link)), buckets=(dict,), contract=(int,))
    contract: int = answer["contract"]
    ours, waiting = exchange.run(look)
    return ours, answer["buckets"], contract, not waiting and answer["head"] == link.cursor


def _differences(ours: comparing.Buckets, theirs: comparing.Buckets) -> list[tuple[str, str]]:
    """The buckets, by table, that are not the same."""
    different = []
    for table in TABLE:
        here, there = ours.get(table, {}), theirs.get(table, {})
        different += [(table, bucket) for bucket in sorted({*here, *there}) if here.get(bucket) != there.get(bucket)]
    return different


def _repair(exchange: Exchange, table: str, bucket: str, contract: int) -> int:
    """Merge the hub's rows of a bucket that differ, and let ours be sent; how many differed."""
    space = exchange.device.space
    asked = exchange.proofs(exchange.link()) | {"bucket": {"table": table, "bucket": bucket}}
    theirs: Mapping[str, str] = exchange.call(Function.DIGEST, json.dumps(asked), ids=(dict,))["ids"]
    ours = exchange.run(lambda connection: comparing.ids(connection, space, table, bucket, contract))
    different = sorted(row for row in {*ours, *theirs} if ours.get(row) != theirs.get(row))
    for start in range(0, len(different), _MOST_ROWS):
        some = different[start : start + _MOST_ROWS]
        wanted = exchange.proofs(exchange.link()) | {"rows": {table: some}}
        given = exchange.call(Function.DIGEST, json.dumps(wanted), rows=(dict,))["rows"]
        exchange.run(lambda connection, rows=given, ids=some: _merge(connection, exchange, table, rows, ids))  # type: ignore[misc]  # lambda's defaults
    return len(different)


def _merge(connection: Connection, exchange: Exchange, table: str, rows: Mapping[str, Any], ids: list[str]) -> None:
    space = exchange.device.space
    applying.begin(connection)
    records, facts = rows.get("records", {}).get(table), rows.get("facts", {}).get(table, {}).get("columns")
    for part in (json.dumps(records) if records else None, columns_of(facts) if facts else None):
        if part is not None:
            applying.put_in(connection, space, TABLE[table], part, applying.Applied())
    marks.mark_rows(connection, space, {table: [UUID(row) for row in ids]})
