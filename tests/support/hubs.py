"""Hubs of the tests: a database made from a template, and devices that speak the protocol by hand, whatever they like to say."""

import hashlib
import json
import secrets
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from app.data.address import DatabaseAddress
from tests.support.clusters import open_connection
from tests.support.database import create, drop
from tests.support.hub_templates import HUB_TEMPLATE

Body = dict[str, Any]


@contextmanager
def hub_database(address: DatabaseAddress) -> Iterator[DatabaseAddress]:
    """An empty hub, dropped afterwards."""
    name = f"hub_{uuid.uuid4().hex[:10]}"
    try:
        yield create(address, name, HUB_TEMPLATE)
    finally:
        drop(address, name)


class Hub:
    """A hub: `keeper` is a connection of whoever runs it, devices speak over `line`, with a device's rights alone."""

    def __init__(self, address: DatabaseAddress) -> None:
        self.address = address
        self.keeper = open_connection(address)
        self.line = open_connection(address)
        self.line.execute("SET ROLE lettergrove_device")

    def found(self, label: str = "") -> UUID:
        """A new space."""
        space = uuid.uuid4()
        self.keeper.execute("SELECT sync.found(%s, %s)", [space, label])
        return space

    def invited(self, space: UUID, role: str = "owner", hours: int = 24) -> str:
        """A code that lets one device in."""
        code = secrets.token_hex(8)
        self.keeper.execute("SELECT sync.invite(%s, %s, %s, %s, NULL)", [space, hashlib.sha256(code.encode()).hexdigest(), role, hours])
        return code

    def joined(self, space: UUID, role: str = "owner", contract: int = 1) -> "Speaker":
        """A device that has joined a space."""
        speaker = Speaker(self, space, contract=contract)
        speaker.enrol(self.invited(space, role))
        return speaker

    def call(self, function: str, space: object, body: object) -> Body:
        """Call a function with a device's rights."""
        statement = sql.SQL("SELECT sync_api.{}(%s::uuid, %s::jsonb)").format(sql.Identifier(function))
        row = self.line.execute(statement, [space, body if isinstance(body, str) else json.dumps(body)]).fetchone()
        assert row is not None
        return dict(row[0])

    def ask(self, statement: str, *values: object) -> Any:
        """The first value that the keeper finds."""
        row = self.keeper.execute(statement, values).fetchone()
        return None if row is None else row[0]

    def close(self) -> None:
        self.keeper.close()
        self.line.close()


@dataclass
class Speaker:
    """A device that says what a test wants it to say, and remembers its proofs."""

    hub: Hub
    space: UUID
    device: UUID = field(default_factory=uuid.uuid4)
    secret: str = field(default_factory=lambda: secrets.token_hex(32))
    contract: int = 1
    token: str = ""
    acked: Body = field(default_factory=dict)
    pulled: Body = field(default_factory=dict)
    cursor: int = 0

    @property
    def proofs(self) -> Body:
        """What every call carries."""
        who = {"device": str(self.device), "secret": self.secret, "contract": self.contract, "clock": int(time.time() * 1000)}
        return who | {"token": self.token, "acked": self.acked, "pulled": self.pulled}

    def enrol(self, code: str) -> Body:
        answer = self.call("enrol", code=code, name="Kitchen", system="Linux", version="0.3")
        self.token = answer["token"]
        self.acked = self.pulled = {"seq": 0, "chain": answer["genesis"]}
        return answer

    def call(self, function: str, **more: object) -> Body:
        return self.hub.call(function, self.space, self.proofs | more)

    def push(self, changes: Body, batch: UUID | None = None) -> Body:
        """Push and take the new proofs."""
        answer = self.call("push", batch=str(batch or uuid.uuid4()), changes=changes)
        self.token = answer["token"]
        self.acked = {"seq": answer["head"], "chain": answer["chain"]}
        return answer

    def records(self, **tables: list[Body]) -> Body:
        return self.push({"records": tables})

    def facts(self, **tables: list[Body]) -> Body:
        return self.push({"facts": {name: columns_of(rows) for name, rows in tables.items()}})

    def pull(self, limit: int = 20_000) -> list[Body]:
        """All pages up to the end."""
        pages: list[Body] = []
        while not pages or pages[-1]["more"]:
            page = self.call("pull", cursor=self.cursor, limit=limit)
            self.cursor, self.pulled = page["cursor"], {"seq": page["head"], "chain": page["chain"]}
            pages.append(page)
        return pages


def columns_of(rows: list[Body]) -> Body:
    """Facts in the wire's form."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return {"n": len(rows), "columns": {name: array_of([row.get(name) for row in rows]) for name in names}}


def array_of(values: list[object]) -> str:
    """A PostgreSQL array literal."""
    return "{" + ",".join("NULL" if value is None else _quoted(value) for value in values) + "}"


def _quoted(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def stamp(milliseconds: int, counter: int = 0, node: int = 7) -> str:
    """A stamp as it travels."""
    return str(UUID(int=milliseconds << 80 | counter << 64 | node))


MADE = "2026-11-20T10:00:00+00:00"


def record(row: UUID | str | None = None, at: str | None = None, **values: object) -> Body:
    """A record as it travels, all of one stamp."""
    return {
        "id": str(row or uuid.uuid4()),
        "created_at": MADE,
        "deleted_at": None,
        "sync_stamp": at or stamp(1_000),
        "sync_columns": {},
    } | values


def child(row: UUID | str | None = None, at: str | None = None, **values: object) -> Body:
    """A child as it travels."""
    looks = {"name": "Mia", "friend": "fox", "scarf": "#ff0000", "backdrop": "#00ff00", "born": None, "secret": None}
    return record(row, at, **{**looks, "letter_case": "both", "letterform": "school", **values})


def edited(row: Mapping[str, Any], at: str, **values: object) -> Body:
    """A record with some columns edited later, as the device says it that edited them."""
    was = {name: row["sync_columns"].get(name, row["sync_stamp"]) for name in values}
    return {**row, **values, "sync_columns": {**row["sync_columns"], **dict.fromkeys(values, at)}, "sync_was": was}


def play_room(kid: UUID | str, tree: UUID | None = None) -> Body:
    """What an attempt of a child needs: a tree with a skill, and a play session; as records by table."""
    trees = record(tree, name="Letters", language="en", pack="en", pack_version=1)
    skill = record(tree_id=trees["id"], name="a", language="en", letter="a", letter_case="both", aspect="sound", position=1)
    sitting = record(child_id=str(kid), game=1, language="en", turns=8, seed=5, started_at=MADE, ended_at=None, local_day="2026-11-20")
    return {"skill_trees": [trees], "skills": [skill], "play_sessions": [sitting]}


def attempt(kid: UUID | str, room: Body, row: UUID | None = None, **values: object) -> Body:
    """An attempt as it travels."""
    made = {
        "id": str(row or uuid.uuid4()), "occurred_at": MADE, "child_id": str(kid), "play_session_id": room["play_sessions"][0]["id"],
        "skill_id": room["skills"][0]["id"], "local_day": "2026-11-20", "took_ms": 900, "game": 1, "turn": 0, "try_number": 1,
        "correct": True, "aided": False, "asked": "a", "answered": "a", "choices": "a\x1fb", "prompt": "",
    }  # fmt: skip
    return made | values


def refusal(error: psycopg.Error) -> tuple[str, Body]:
    """A refusal's code and facts."""
    return error.sqlstate or "", json.loads(error.diag.message_detail or "{}")


@contextmanager
def refused(code: str, reason: str | None = None) -> Iterator[Body]:
    """The call in the body is refused with this code."""
    facts: Body = {}
    with pytest.raises(psycopg.Error) as caught:
        yield facts
    found, said = refusal(caught.value)
    facts |= said
    assert found == code
    if reason is not None:
        assert said.get("reason") == reason
