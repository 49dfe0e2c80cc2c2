"""Three computers and a hub, each of its own processes; faults by a seed; and what must hold when it is quiet again.

Two computers come through a gateway, one reaches the hub's database; all of them over lines that a fault can spoil. Each runs
`lettergrove sync` all the time on a PostgreSQL of its own, and others write into the same database meanwhile (`lettergrove demo`).
"""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil

from app.data.address import DatabaseAddress
from app.data.cluster import Cluster
from tests.support.clusters import PROJECT, ask, servers_in
from tests.support.command_line import lettergrove
from tests.support.servers import free_port, oldest_server, own_server, url_of, wait_for_port
from tests.support.tcp_proxy import Line, line_to

READER = "reads-and-writes"
_QUIET_ROUNDS = 4


@dataclass
class Computer:
    """A computer with a home and an embedded database. `least` answers are there for certain, `most` at most (a command was killed)."""

    home: Path
    line: Line
    running: "subprocess.Popen[str] | None" = None

    def typed(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return lettergrove(self.home, *words)

    def start(self) -> None:
        """Sync in the background until killed."""
        words = [sys.executable, "-m", "app", "--home", str(self.home), "sync"]
        self.running = subprocess.Popen(words, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)

    def kill(self) -> None:
        """As Task Manager does."""
        if self.running is not None:
            self.running.kill()
            self.running.wait(10)
            self.running = None

    def kill_database(self) -> None:
        """Its PostgreSQL, all of it at once."""
        kill_all(servers_in(self.home / "cluster"))


@dataclass
class World:
    """See above. `trace` is what happened; `least` and `most`: between them is how many answers there have to be in the end."""

    folder: Path
    seed: int
    trace: list[str] = field(default_factory=list)
    least: int = 0
    most: int = 0

    def run(self, steps: int) -> None:
        """Make it, spoil it so often, and look at it. Raises AssertionError with what does not hold."""
        self._dice = random.Random(self.seed)
        with ExitStack() as stack:
            self._begin(stack)
            for number in range(steps):
                self._step(number)
            self._look()

    def _begin(self, stack: ExitStack) -> None:
        self._server = stack.enter_context(own_server(oldest_server()))
        ask(self._server.address, "CREATE DATABASE hub")
        self._hub = replace(self._server.address, database="hub")
        self._port = free_port()
        self._keeper = self.folder / "keeper"
        doors = [stack.enter_context(line_to(port)) for port in (self._port, self._port, self._server.port)]
        assert lettergrove(self._keeper, "server", "init", url_of(self._hub)).returncode == 0
        ask(self._hub, f"CREATE ROLE reader LOGIN PASSWORD '{READER}' IN ROLE lettergrove_device")
        self._gateway: subprocess.Popen[str] | None = None
        stack.callback(self._kill_gateway)
        self._start_gateway()
        self._computers = []
        for number, line in enumerate(doors):
            computer = Computer(self.folder / f"computer-{number}", line)
            stack.callback(_end, computer)
            self._computers.append(computer)
            if number == 0:
                self._write(computer)
            self._link(computer, direct=number == 2)
            computer.start()

    def _link(self, computer: Computer, direct: bool) -> None:
        at = f"http://127.0.0.1:{computer.line.port}"
        if direct:
            at = url_of(DatabaseAddress("127.0.0.1", computer.line.port, "hub", "reader", READER))
        made = lettergrove(self._keeper, "server", "invite", "--space", "Class", "--json")
        done = computer.typed("link", json.loads(made.stdout)["code"], "--hub", at)
        assert done.returncode == 0, done.stderr

    def _write(self, computer: Computer) -> None:
        """Plant a child with its answers, as another program on this computer."""
        seed = self._dice.randrange(10**6)
        done = computer.typed("demo", "--children", "1", "--days", "1", "--seed", str(seed), "--among-others")
        told = re.search(r"(\d[\d,]*) answers", done.stdout)
        many = int(told[1].replace(",", "")) if told else 0
        self.least += many
        self.most += many if done.returncode == 0 else 500  # the server went before it could say whether it was kept
        self.trace.append(f"{computer.home.name} wrote {many}")

    def _step(self, number: int) -> None:
        computer = self._dice.choice(self._computers)
        fault = self._dice.choice(_FAULTS)
        self.trace.append(f"{number}: {fault} {computer.home.name}")
        spoil = getattr(self, f"_{fault}")
        self._write(self._dice.choice(self._computers))
        time.sleep(self._dice.uniform(0, 0.4))  # while that is being sent
        spoil(computer)

    def _kill_device(self, computer: Computer) -> None:
        computer.kill()
        self._write(computer)
        computer.start()

    def _kill_its_database(self, computer: Computer) -> None:
        computer.kill_database()

    def _kill_both(self, computer: Computer) -> None:
        computer.kill_database()
        computer.kill()
        computer.start()

    def _kill_the_gateway(self, _computer: Computer) -> None:
        self._kill_gateway()
        time.sleep(self._dice.uniform(0, 1))
        self._start_gateway()

    def _kill_the_hub(self, _computer: Computer) -> None:
        self._kill_hub()
        time.sleep(self._dice.uniform(0, 1))
        self._server.start()

    def _spoil_the_line(self, computer: Computer) -> None:
        """Half an answer, lost answers, a slow line, none at all; mended a little later."""
        line = computer.line
        match self._dice.randrange(4):
            case 0:
                line.up_to = self._dice.randrange(2_000)
            case 1:
                line.loses_answers = True
            case 2:
                line.delay = self._dice.uniform(0.02, 0.3)
            case _:
                line.cut_now()
        self._write(computer)
        line.mend()

    def _kill_hub(self) -> None:
        kill_all([process for process in psutil.process_iter() if _works_in(process, self._server.folder)])
        self._server.stop()
        (self._server.folder / "data" / "postmaster.pid").unlink(missing_ok=True)

    def _start_gateway(self) -> None:
        words = [sys.executable, "-m", "app", "--home", str(self._keeper), "server", "serve", "--port", str(self._port)]
        words += ["--device-rate", "1000", "--address-rate", "1000"]
        self._gateway = subprocess.Popen(words, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)
        with suppress(AssertionError):  # it does not begin while the hub is away
            wait_for_port(self._port, 20)

    def _kill_gateway(self) -> None:
        if self._gateway is not None:
            self._gateway.kill()
            self._gateway.wait(10)
            self._gateway = None

    def _look(self) -> None:
        """Quiet: nobody syncs by himself any more, and each exchanges some times. All hold the same, and nothing is lost or doubled."""
        for computer in self._computers:
            computer.kill()
            computer.line.mend()
        said = [self._exchanged(computer) for _ in range(_QUIET_ROUNDS) for computer in self._computers][-len(self._computers) :]
        for one in said:
            assert (one["state"], one["waiting"], one["quarantined"], one["digest_equal"]) == ("done", 0, 0, True), said
        assert len({(one["head"], one["records"]) for one in said}) == 1, said
        checked = lettergrove(self._keeper, "server", "verify")
        assert checked.returncode == 0, checked.stdout + checked.stderr
        many = ask(self._hub, "SELECT count(*) FROM shared.attempts")
        assert isinstance(many, int)
        assert self.least <= many <= self.most, (self.least, many, self.most)
        self.trace.append(f"{many:,} answers everywhere")

    @staticmethod
    def _exchanged(computer: Computer) -> dict[str, object]:
        done = computer.typed("sync", "--verify", "--json")
        assert done.stdout, done.stderr
        said: dict[str, object] = json.loads(done.stdout)
        return said


_FAULTS = ("kill_device", "kill_its_database", "kill_both", "kill_the_gateway", "kill_the_hub", "spoil_the_line", "spoil_the_line")


def kill_all(processes: list[psutil.Process]) -> None:
    """SIGKILL, and wait until they are gone."""
    for process in processes:
        with suppress(psutil.NoSuchProcess, ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
    psutil.wait_procs(processes, 10)


def _works_in(process: psutil.Process, folder: Path) -> bool:
    try:
        return process.name().startswith("postgres") and Path(process.cwd()).is_relative_to(folder)
    except (psutil.Error, OSError):
        return False


def _end(computer: Computer) -> None:
    computer.kill()
    with Cluster(computer.home / "cluster") as cluster, suppress(Exception):
        cluster.start()


