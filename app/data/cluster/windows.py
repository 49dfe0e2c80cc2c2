"""What differs on Windows: the loopback with a password in place of the socket, `pg_ctl` in place of signals.

`pg_ctl` gives the server a token without an administrator's rights, which PostgreSQL refuses as it refuses root.
"""

import secrets
import socket
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from app.data.cluster.binaries import Binaries
from app.system.paths import Paths
from app.system.secrets import Secrets

_NAME = "cluster"


def password(folder: Path) -> str:
    """The password of the cluster in `<home>/cluster`, made and kept in the keyring when there is none."""
    kept = Secrets(Paths(folder.parent))
    found = kept.recall(_NAME)
    if found is None:
        found = secrets.token_urlsafe(32)
        kept.keep(_NAME, found)
    return found


def initdb(run: Callable[[list[str]], object], folder: Path) -> None:
    """Run `initdb` with the arguments that tell it the password, from a file that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="lettergrove-") as place:
        file = Path(place) / "password"
        file.write_text(password(folder), encoding="ascii")
        run([f"--pwfile={file}", "--auth-local=scram-sha-256"])


def listening() -> dict[str, str]:
    """Settings: the loopback only, on a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "port": str(probe.getsockname()[1])}


def start_command(binaries: Binaries, data: Path, arguments: list[str]) -> list[str]:
    """The command that starts the server and does not wait for it."""
    options = subprocess.list2cmdline(arguments[2:])  # without the data folder, which pg_ctl names itself
    return [binaries.path("pg_ctl"), "start", "-W", "-s", "-D", str(data), "-o", options]


def stop(binaries: Binaries, data: Path) -> None:
    """Stop the server cleanly, else at once."""
    for mode in ("fast", "immediate"):
        command = [binaries.path("pg_ctl"), "stop", "-s", "-w", "-t", "20", "-m", mode, "-D", str(data)]
        if subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode == 0:  # noqa: S603 (PostgreSQL's own program)
            return
