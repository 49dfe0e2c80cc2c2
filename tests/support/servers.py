"""Servers that are not ours: Debian's PostgreSQL as a person's own server, and PgBouncer before it."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from app.data.address import DatabaseAddress
from app.data.cluster.account import OURSELVES, Account
from app.data.cluster.binaries import Binaries, installed, own_binaries
from app.data.cluster.reach import reachable_binaries
from app.data.cluster.server import read_pid_file
from tests.support.clusters import ROOT

SECRET = "grown by hand: ä'\\ %"
_ENVIRONMENT = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}


def installed_major(major: int) -> Binaries | None:
    """The PostgreSQL of this major on this computer, if there is one."""
    return next((found for found in installed() if found.major == major), None)


def oldest_server() -> Binaries:
    """The oldest PostgreSQL that the program works on, where it is installed, else the program's own; runnable for the lent account."""
    account = Account(_lent().pw_uid, _lent().pw_gid) if ROOT else OURSELVES
    return reachable_binaries(account, installed_major(15) or own_binaries())


def free_port() -> int:
    """A port of the loopback that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def url_of(address: DatabaseAddress) -> str:
    """The address as someone types it, password included."""
    return f"postgresql://{quote(address.user)}:{quote(address.password, safe='')}@{address.host}:{address.port}/{quote(address.database)}"


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder that the account which runs servers owns."""
    folder = Path(tempfile.mkdtemp(prefix="lgs"))
    if ROOT:
        os.chown(folder, _lent().pw_uid, _lent().pw_gid)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _lent() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody")


def spawn(command: list[str], log: Path) -> "subprocess.Popen[bytes]":
    """Run a server as an account without rights when we are root."""
    with log.open("ab") as output:
        arguments: dict[str, Any] = {"user": _lent().pw_uid, "group": _lent().pw_gid, "extra_groups": []} if ROOT else {}
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=_ENVIRONMENT, **arguments)


class OwnServer:
    """A server that someone set up: on the loopback, with a password, started and stopped at will."""

    def __init__(self, binaries: Binaries, folder: Path) -> None:
        self.binaries = binaries
        self.folder = folder
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        password = folder / "password"
        password.write_text(SECRET, encoding="utf-8")
        password.chmod(0o644)
        self._run("initdb", "-D", str(folder / "data"), "-U", "owner", f"--pwfile={password}", "-A", "scram-sha-256", "-E", "UTF8", "-N")

    def _run(self, name: str, *arguments: str) -> None:
        spawned = spawn([self.binaries.path(name), *arguments], self.folder / "tools.log")
        assert spawned.wait(60) == 0, (self.folder / "tools.log").read_text()

    @property
    def address(self) -> DatabaseAddress:
        """The owner's address of the database `postgres`."""
        return DatabaseAddress("127.0.0.1", self.port, "postgres", "owner", SECRET)

    def speak_tls(self) -> Path:
        """Give it a certificate of its own making for `localhost`, and return that certificate."""
        data = self.folder / "data"
        request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        names = ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(data / "server.key"), "-out", str(data / "server.crt")]
        made = spawn([*request, *names], self.folder / "tools.log")
        assert made.wait(60) == 0, (self.folder / "tools.log").read_text()
        (data / "server.key").chmod(0o600)
        (data / "postgresql.auto.conf").write_text("ssl = on\n")
        certificate = Path(shutil.copy(data / "server.crt", self.folder / "root.crt"))
        certificate.chmod(0o644)
        return certificate

    def start(self) -> None:
        """Start it and wait until it listens."""
        settings = ("fsync=off", "unix_socket_directories=", "listen_addresses=127.0.0.1", f"port={self.port}", "timezone=Asia/Kolkata")
        options = [part for setting in settings for part in ("-c", setting)]
        self._process = spawn([self.binaries.path("postgres"), "-D", str(self.folder / "data"), *options], self.folder / "server.log")
        end = time.monotonic() + 30
        while (said := read_pid_file(self.folder / "data")) is None or said.status != "ready":  # listening is not yet serving
            assert time.monotonic() < end, (self.folder / "server.log").read_text()
            time.sleep(0.01)

    def stop(self) -> None:
        """Stop it at once, whoever is connected."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(30)
            self._process = None


@contextmanager
def own_server(binaries: Binaries) -> Iterator[OwnServer]:
    """A running server of someone's own."""
    with private_folder() as folder:
        server = OwnServer(binaries, folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()


def wait_for_port(port: int, seconds: float = 30) -> None:
    """Wait until something listens on this port of the loopback."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(f"nothing listens on {port}")


@contextmanager
def pgbouncer(program: str, behind: DatabaseAddress) -> Iterator[DatabaseAddress]:
    """PgBouncer in transaction mode before a server, with two connections to it for everyone."""
    port = free_port()
    with private_folder() as folder:
        (folder / "users.txt").write_text(f'"{behind.user}" "{behind.password.replace(chr(34), chr(34) * 2)}"\n', encoding="utf-8")
        (folder / "pgbouncer.ini").write_text(
            "[databases]\n"
            f"* = host={behind.host} port={behind.port}\n"
            "[pgbouncer]\n"
            f"listen_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = scram-sha-256\nauth_file = {folder}/users.txt\n"
            "pool_mode = transaction\ndefault_pool_size = 2\nmax_client_conn = 50\nserver_round_robin = 1\n"
            "server_check_delay = 0\nserver_login_retry = 1\n",
            encoding="utf-8",
        )
        for file in folder.iterdir():
            file.chmod(0o644)
        process = spawn([program, str(folder / "pgbouncer.ini")], folder / "pgbouncer.log")
        try:
            wait_for_port(port)
            yield DatabaseAddress("127.0.0.1", port, behind.database, behind.user, behind.password)
        finally:
            process.kill()
            process.wait(10)
