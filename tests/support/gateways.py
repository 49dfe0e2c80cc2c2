"""Hubs under test: a database that is one, devices that are let into it by hand, and gateways as processes of their own."""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from app.data.address import DatabaseAddress
from app.data.contract import CONTRACT
from app.data.database import Database
from app.data.hub import keeping
from app.learning.ids import SpaceId
from app.learning.people import Role
from app.sync.invites import hash_of, new_code
from app.sync.protocol import Function, Transport
from tests.support.clusters import PROJECT
from tests.support.database import create, drop
from tests.support.hub_templates import HUB_TEMPLATE, prepare_hub_template
from tests.support.servers import free_port, url_of


@contextmanager
def hub_database(server: DatabaseAddress, run_folder: Path) -> Iterator[Database]:
    """A database that is a hub, dropped afterwards."""
    prepare_hub_template(server, run_folder)
    name = f"hub_{uuid4().hex[:10]}"
    database = Database.open(create(server, name, HUB_TEMPLATE))
    try:
        yield database
    finally:
        database.close()
        drop(server, name)


def new_space(hub: Database, label: str = "Class") -> SpaceId:
    """A space of the hub, with nothing in it."""
    space = SpaceId(uuid4())
    with hub.transaction() as connection:
        keeping.found_space(connection, space, label)
    return space


def new_invite(hub: Database, space: SpaceId, role: Role = Role.OWNER) -> str:
    """A code that lets one device in."""
    code = new_code()
    with hub.transaction() as connection:
        keeping.invite(connection, space, hash_of(code), role, 24)
    return code


@dataclass(slots=True)
class Caller:
    """A device that speaks the protocol by hand, over whichever transport."""

    transport: Transport
    space: SpaceId
    device: UUID = field(default_factory=uuid4)
    secret: str = field(default_factory=lambda: secrets.token_hex(32))
    token: str = ""
    acked: dict[str, Any] = field(default_factory=dict)
    pulled: dict[str, Any] = field(default_factory=dict)

    def call(self, function: Function, **body: object) -> dict[str, Any]:
        """What the hub answers."""
        said: dict[str, Any] = json.loads(self.transport.call(function, self.space, json.dumps(body)))
        return said

    def enrol(self, code: str) -> dict[str, Any]:
        """Come in."""
        said = self.call(
            Function.ENROL, device=str(self.device), secret=self.secret, contract=CONTRACT, clock=int(time.time() * 1000),
            code=code, name="A test", system="Linux", version="0",
        )  # fmt: skip
        self.token = said["token"]
        self.acked = self.pulled = {"seq": 0, "chain": said["genesis"]}
        return said

    def proofs(self) -> dict[str, Any]:
        """What every call carries."""
        return {
            "device": str(self.device), "secret": self.secret, "contract": CONTRACT, "clock": int(time.time() * 1000),
            "token": self.token, "acked": self.acked, "pulled": self.pulled,
        }  # fmt: skip

    def hello(self, **more: object) -> dict[str, Any]:
        """Ask how the space is."""
        return self.call(Function.HELLO, **self.proofs(), **more)

    def push(self, records: dict[str, list[dict[str, Any]]], batch: UUID | None = None) -> dict[str, Any]:
        """Push some records, and take the answer in as the only one who pushes."""
        said = self.call(Function.PUSH, **self.proofs(), batch=str(batch or uuid4()), changes={"records": records, "facts": {}})
        self.token = said["token"]
        self.acked = self.pulled = {"seq": said["head"], "chain": said["chain"]}
        return said


def a_space_record(space: SpaceId, name: str = "Class", milliseconds: int | None = None) -> dict[str, Any]:
    """The row of a space, as a device sends it."""
    now = int(time.time() * 1000) if milliseconds is None else milliseconds
    stamp = str(UUID(int=now << 80 | secrets.randbits(64)))
    return {
        "id": str(space), "kind": "household", "name": name, "created_at": "2026-01-01T00:00:00+00:00", "deleted_at": None,
        "sync_stamp": stamp, "sync_columns": {},
    }  # fmt: skip


def typed(address: DatabaseAddress) -> str:
    """A hub's address as someone types it."""
    where = f"postgresql://{address.user}@/{address.database}?host={address.host}&port={address.port}"
    return where if address.is_socket else url_of(address)


@dataclass(slots=True)
class Gateway:
    """A gateway in a process of its own."""

    port: int
    process: "subprocess.Popen[str]"
    url: str
    fingerprint: str | None
    log: Path

    def kill(self) -> None:
        """As a power cut does."""
        self.process.kill()
        self.process.wait(10)

    def stop(self) -> int:
        """As whoever runs it does; the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


@contextmanager
def gateway(hub: Database, home: Path, *words: str, port: int | None = None) -> Iterator[Gateway]:
    """A gateway of this hub, started by its command; it is ended with the test."""
    port = port or free_port()
    home.mkdir(exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "--home", str(home), "server", "serve", "--port", str(port), *words],
        cwd=PROJECT,
        env={**os.environ, "LETTERGROVE_HUB_URL": typed(hub.address)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        said = process.stdout.readline().strip()
        assert said.startswith("Serving at"), said + process.communicate()[1]
        where, _, fingerprint = said.removeprefix("Serving at ").partition(", fingerprint ")
        yield Gateway(port, process, where, fingerprint or None, home / "logs" / "lettergrove.log")
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        process.communicate()
