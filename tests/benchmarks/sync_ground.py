"""The ground of sync's measurements: a cluster for a hub, another one for devices, both durable as any of ours, and the hub's gateway."""

from __future__ import annotations

import dataclasses
import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil

from app.data.address import DatabaseAddress
from app.data.cluster import Cluster
from app.data.database import Database
from app.data.hub import install, keeping
from app.data.upgrade import bring_up_to_date
from app.sync.transports.direct import DirectTransport
from app.sync.transports.hub_address import HubAddress
from app.sync.transports.ways import Way, open_hub
from tests.benchmarks.home import empty_home, process
from tests.support.clusters import postmaster_of
from tests.support.database import create
from tests.support.gateways import Gateway, gateway, new_invite
from tests.support.replicas import Replica
from tests.support.rows import Household, household

_ROOM = {"max_connections": "100"}
_EMPTY = "device_template"


@dataclasses.dataclass(slots=True)
class Ground:
    """Where devices and a hub are. `clusters`: the folders of the devices' and of the hub's."""

    stack: ExitStack
    clusters: tuple[Path, Path]
    here: DatabaseAddress
    hub: Database
    served: Gateway

    def household(self, database: Database) -> Household:
        """A household in this database, and room for it on the hub."""
        with database.transaction() as connection:
            home = household(connection)
        with self.hub.transaction() as connection:
            keeping.found_space(connection, home.space, "Bench")
        return home

    def database(self) -> Database:
        """An empty database for a device."""
        database = Database.open(create(self.here, f"device_{uuid4().hex[:8]}", _EMPTY))
        self.stack.callback(database.close)
        return database

    def way(self, through: str | None) -> Way:
        """A way to the hub: through a gateway at this address, else straight."""
        way: Way = DirectTransport(self.hub.address)
        if through:
            way = open_hub(HubAddress.parse(through), self.served.fingerprint, device=uuid4())
        self.stack.callback(way.close)
        return way

    def joined(self, database: Database, home: Household, through: str | None = None) -> Replica:
        """A device of the household's space that has not exchanged anything yet."""
        replica = Replica(database, self.way(through), home.space)
        replica.join(new_invite(self.hub, home.space))
        return replica

    def servers(self) -> dict[str, list[psutil.Process]]:
        """The processes of databases and gateway, by what they are."""
        posts = [postmaster_of(folder) for folder in self.clusters]
        databases = [each for post in posts for each in (post, *post.children(recursive=True))]
        return {"databases": databases, "gateway": [psutil.Process(self.served.process.pid)]}

    def work(self) -> tuple[float, float]:
        """Seconds on a processor so far: of the devices' cluster, and of the hub's side (its cluster and the gateway)."""
        devices, hub = (_work(postmaster_of(folder)) for folder in self.clusters)
        return devices, hub + _work(psutil.Process(self.served.process.pid))


def _work(parent: psutil.Process) -> float:
    """Of a process and its children, those that have ended too."""
    living = sum(sum(each.cpu_times()[:2]) for each in (parent, *parent.children(recursive=True)))
    return float(living + parent.cpu_times().children_user + parent.cpu_times().children_system)


@contextmanager
def ground(*words: str) -> Iterator[Ground]:
    """Both clusters and the gateway (`words`: of its command), running; gone afterwards."""
    with ExitStack() as stack:
        home = stack.enter_context(empty_home())
        folders = (home / "here" / "cluster", home / "there" / "cluster")
        here, there = (stack.enter_context(Cluster(folder, settings=_ROOM)).start() for folder in folders)
        making = Database.open(create(here, _EMPTY, "template0"))
        bring_up_to_date(making, None)
        making.close()
        hub = Database.open(create(there, "hub", "template0"))
        stack.callback(hub.close)
        with hub.transaction() as connection:
            install.install(connection)
        yield Ground(stack, folders, here, hub, stack.enter_context(gateway(hub, home / "gateway", *words)))


class Apart:
    """A device in a process of its own, told what to do line by line (`sync_device`). `way`: of a gateway; without one it goes straight."""

    def __init__(self, replica: Replica, hub: DatabaseAddress, way: str | None = None) -> None:
        self._process: subprocess.Popen[str] = process("tests.benchmarks.sync_device", spoken_to=True)
        said = {
            "here": dataclasses.asdict(replica.database.address),
            "hub": dataclasses.asdict(hub),
            "way": way,
            "space": str(replica.space),
            "secrets": {str(device): secret for device, secret in replica.keys.secrets.items()},
        }
        self.say(json.dumps(said))
        self.heard()

    def say(self, line: str) -> None:
        """Tell it something; it begins at once."""
        if self._process.stdin is None:
            raise RuntimeError("no pipe")
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def heard(self) -> dict[str, Any]:
        """What came of it, when it is done."""
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise RuntimeError(f"a device ended with {self._process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        """End it."""
        with self._process as ending:
            ending.kill()
