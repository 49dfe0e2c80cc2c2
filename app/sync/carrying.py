"""Changes carried in a file, for computers that have no network between them: written out here, merged in there.

A file holds rows as they travel, with their stamps, so it merges like anything else: twice, late, or in another order makes no
difference. The first part says what it is: space, device, its role, contract, when, and how many rows follow in the others.
A computer that is linked sends on to its hub what a file brought it. The last part names everyone who is known to be erased, by id: an
owner's file erases them, on a computer that is not linked or is an owner's. Any other linked one hears it of its hub.
"""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from app.data.contract import CONTRACT, ERASABLE, TABLE, writable
from app.data.database import Connection
from app.data.queries import spaces
from app.data.replica import applying, carrying, erased, erasing, links, marks
from app.data.replica.applying import Applied
from app.data.replica.staging import Fetched
from app.learning.ids import SpaceId
from app.learning.people import Role
from app.learning.problems import Problem, Trouble
from app.learning.roles import Action, may
from app.sync import stamps
from app.sync.sealed import seal, unseal

_FORMAT = 1
_LONGEST = 64 * 1024 * 1024  # bytes of a part, unpacked


@dataclass(frozen=True, slots=True)
class Label:
    """What a file says of itself. `made_at` is ISO 8601; `everything` is false where only rows were taken that the hub lacked."""

    format: int
    space: str
    name: str
    role: str
    contract: int
    made_at: str
    everything: bool


def write(connection: Connection, file: BinaryIO, passphrase: str, space: SpaceId, now: datetime, everything: bool) -> int:
    """Write the rows of a space to a file; how many. Of a linked space only those that its hub lacks, unless `everything`."""
    link = links.find(connection, space)
    role = Role.OWNER.value if link is None else link.role
    whole = everything or link is None
    here = spaces.find(connection, space)
    label = Label(_FORMAT, str(space), here.name if here else "", role, CONTRACT, now.isoformat(), whole)
    written = 0

    def parts() -> Iterator[bytes]:
        nonlocal written
        yield json.dumps(asdict(label)).encode()
        for page, rows in carrying.pages(connection, space, waiting_only=not whole):
            written += rows
            yield zlib.compress(page.encode(), 6)
        gone: dict[str, dict[str, str | None]] = {}
        for (table, row), proof in erased.proofs(connection, space).items():
            gone.setdefault(table, {})[str(row)] = proof
        if gone:
            yield zlib.compress(json.dumps({"erased": gone}).encode(), 6)

    seal(file, passphrase, parts())
    return written


@dataclass(frozen=True, slots=True)
class Carried:
    """A file that was opened: its label, and the parts that are still to be read, once."""

    label: Label
    parts: Iterator[bytes]


def opened(file: BinaryIO, passphrase: str) -> Carried:
    """A file that carries changes. Raises Problem CARRY_NO_FILE_OF_OURS, CARRY_PASSPHRASE_WRONG, CARRY_BROKEN, PROGRAM_TOO_OLD."""
    parts = unseal(file, passphrase)
    return Carried(_label(next(parts)), parts)


def merge(connection: Connection, carried: Carried) -> Applied:
    """Merge a file into the space that it is of, in the caller's transaction: all of it, or with a Problem nothing.

    What the device that wrote it may not write is passed over. Raises Problem CARRY_BROKEN.
    """
    space, role = SpaceId(UUID(carried.label.space)), Role(carried.label.role)
    writes = frozenset(writable(role))
    applying.begin(connection)
    link = links.find(connection, space)
    fetched = Fetched()
    brought: dict[str, list[UUID]] = {}
    gone: list[dict[str, Any]] = []
    for part in carried.parts:
        rows = _rows(part)
        gone += _gone(rows.pop("erased", {}))
        rows = _allowed(rows, writes)
        fetched.take(rows)
        fetched.make_room(lambda work: work(connection), space)
        for table, ids in _ids(rows) if link is not None else ():
            brought.setdefault(table, []).extend(ids)
    if all(may(each, Action.ERASE) for each in (role, Role.OWNER if link is None else Role(link.role))):
        erased.remember(connection, space, gone)
    else:
        gone = []
    applied = applying.apply(connection, space, fetched)
    applied.erased = _erase(connection, space, gone)
    marks.mark_rows(connection, space, brought)
    if link is not None and gone:
        marks.mark_erasures(connection, space)
    return applied


def _erase(connection: Connection, space: SpaceId, gone: Sequence[Mapping[str, Any]]) -> int:
    """Remove whoever of these people is here; how many were."""
    many = 0
    for name in ERASABLE:
        many += erasing.erase(connection, space, TABLE[name], [UUID(one["id"]) for one in gone if one["table"] == name])
    return many


def _label(part: bytes) -> Label:
    try:
        said = json.loads(part)
        if said["format"] > _FORMAT:
            raise Problem(Trouble.PROGRAM_TOO_OLD)
        label = Label(**{name: said[name] for name in Label.__slots__})
        Role(label.role), UUID(label.space)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Problem(Trouble.CARRY_BROKEN) from error
    return label


def _rows(part: bytes) -> dict[str, dict[str, Any]]:
    """The rows of a part. Raises Problem CARRY_BROKEN, also where they would spread out beyond all measure."""
    try:
        unpacker = zlib.decompressobj()
        plain = unpacker.decompress(part, _LONGEST)
        rows = json.loads(plain)
        if not unpacker.eof or not isinstance(rows, dict) or not all(isinstance(group, dict) for group in rows.values()):
            raise Problem(Trouble.CARRY_BROKEN)
    except (ValueError, zlib.error, RecursionError) as error:
        raise Problem(Trouble.CARRY_BROKEN) from error
    return rows


def _gone(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Who is erased, as `erased.remember` takes it. Raises Problem CARRY_BROKEN."""
    try:
        found = [(name, UUID(row), proof) for name in ERASABLE for row, proof in said.get(name, {}).items()]
    except (ValueError, TypeError, AttributeError) as error:
        raise Problem(Trouble.CARRY_BROKEN) from error
    return [{"table": name, "id": str(row), "proof": proof if isinstance(proof, str) else None} for name, row, proof in found]


def _allowed(rows: dict[str, dict[str, Any]], may: frozenset[str]) -> dict[str, dict[str, Any]]:
    """The rows that the device may write; of letters anyone may bring what comes with the program."""
    return {
        group: {
            name: given if name in may else [row for row in given if _is_built_in(row)]
            for name, given in tables.items()
            if name in may or (name in TABLE and TABLE[name].built_in and isinstance(given, list))
        }
        for group, tables in rows.items()
    }


def _is_built_in(row: Any) -> bool:  # noqa: ANN401 (whatever a file holds)
    return isinstance(row, dict) and row.get("sync_stamp") == str(stamps.ZERO) and not row.get("sync_columns")


def _ids(rows: dict[str, dict[str, Any]]) -> Iterator[tuple[str, list[UUID]]]:
    """The ids of rows, by table."""
    try:
        for name, records in rows.get("records", {}).items():
            yield name, [UUID(record["id"]) for record in records]
        for name, facts in rows.get("facts", {}).items():
            yield name, [UUID(each) for each in facts["columns"]["id"].strip("{}").split(",") if each]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Problem(Trouble.CARRY_BROKEN) from error
