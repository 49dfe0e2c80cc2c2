"""The server's process: spawned directly, judged by its own words, stopped without leaving anything behind.

`postmaster.pid` says which process serves a data folder. After a kill or a power cut it names a process that is gone, or by now
another program's, and PostgreSQL itself then refuses to start. So it is judged here: a process counts as the server
only if it is called postgres and works in this very data folder (a postmaster makes that its current folder).
"""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from app.data.address import DatabaseAddress
from app.data.cluster.binaries import WINDOWS, Binaries, own_binaries
from app.data.cluster.making import DATABASE, own_session
from app.data.cluster.places import Places
from app.data.cluster.settings import PORT, ROLE, clean_environment

if TYPE_CHECKING:
    import psutil

_TLS_QUESTION = (8).to_bytes(4, "big") + (80877103).to_bytes(4, "big")  # SSLRequest of PostgreSQL's protocol
_LOG_LIMIT = 1_000_000  # bytes, then one older log is kept
_FAST, _AT_ONCE = 20.0, 5.0  # seconds for a shutdown with a checkpoint, and for one without


@dataclass(frozen=True, slots=True)
class PidFile:
    """What `postmaster.pid` says. `status` is starting, ready, stopping, or empty while it is being written."""

    pid: int
    port: int
    socket: str
    status: str


def read_pid_file(data: Path) -> PidFile | None:
    """The pid file of a data folder, None when there is none or it is not whole."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return None
    try:
        return PidFile(int(lines[0]), int(lines[3]), lines[4], lines[7].strip() if len(lines) > 7 else "")
    except (IndexError, ValueError):
        return None


def living(data: Path) -> PidFile | None:
    """The pid file, if a server of this data folder really lives under its pid."""
    found = read_pid_file(data)
    return found if found is not None and serves(found.pid, data) else None


def serves(pid: int, data: Path) -> bool:
    """Whether the process of this pid is a PostgreSQL that works in this data folder."""
    import psutil  # noqa: PLC0415 (needed only when there is a pid file to judge)

    try:
        return _works_in(psutil.Process(pid), data)
    except (psutil.Error, ValueError, OverflowError):
        return False


def _works_in(process: "psutil.Process", data: Path) -> bool:
    import psutil  # noqa: PLC0415

    try:
        if not process.name().startswith("postgres") or process.status() == psutil.STATUS_ZOMBIE:
            return False
        return os.path.samefile(process.cwd(), data)  # noqa: PTH121 (of two texts)
    except (psutil.Error, OSError):
        return False


def answers(found: PidFile) -> bool:
    """Whether the server takes a connection and says something sensible (to the question whether it speaks TLS).

    One that is only slow counts as answering; one that dies, or whose socket was cleared away, does not.
    """
    import socket  # noqa: PLC0415 (only for a server that is taken over)

    family = socket.AF_INET if WINDOWS else socket.AF_UNIX
    try:
        with socket.socket(family, socket.SOCK_STREAM) as wire:
            wire.settimeout(2)
            wire.connect(("127.0.0.1", found.port) if WINDOWS else f"{found.socket}/.s.PGSQL.{found.port}")
            wire.sendall(_TLS_QUESTION)
            return wire.recv(1) in {b"N", b"S"}
    except TimeoutError:
        return True
    except OSError:
        return False


def address_of(found: PidFile, places: Places) -> DatabaseAddress:
    """Where the server of a pid file is reached."""
    if WINDOWS:
        from app.data.cluster import windows  # noqa: PLC0415 (what it loads is needed there only)

        return DatabaseAddress("127.0.0.1", found.port, DATABASE, ROLE, windows.password(places.folder), embedded=True)
    return DatabaseAddress(found.socket, PORT, DATABASE, ROLE, embedded=True)


def clear_remains(data: Path, socket: Path | None) -> None:
    """End what is left of a server whose postmaster is gone, and remove its pid file and socket. The caller holds the starting lock."""
    strays = list(_processes_in(data))
    for stop in (signal.SIGQUIT, signal.SIGKILL) if not WINDOWS else (signal.SIGTERM,):
        for process in strays:
            with suppress(ProcessLookupError):
                os.kill(process.pid, stop)
        end = time.monotonic() + 2
        while strays and time.monotonic() < end:
            strays = [process for process in strays if _works_in(process, data) or _makes(process, data)]
            time.sleep(0.005)
        if not strays:
            break
    for remains in (data / "postmaster.pid", *(socket.glob(".s.PGSQL.*") if socket is not None else ())):
        remains.unlink(missing_ok=True)


def _processes_in(data: Path) -> "Iterator[psutil.Process]":
    import psutil  # noqa: PLC0415

    return (process for process in psutil.process_iter() if _works_in(process, data) or _makes(process, data))


def _makes(process: "psutil.Process", data: Path) -> bool:
    """Whether it is the `initdb` of a killed program, still at work on this folder."""
    import psutil  # noqa: PLC0415

    with suppress(psutil.Error):
        return process.name().startswith("initdb") and f"--pgdata={data}" in process.cmdline()
    return False


def spawn(places: Places, data: Path, binaries: Binaries, settings: list[str]) -> "subprocess.Popen[bytes]":
    """Start `postgres`, not awaited, in a session of its own (a Ctrl-C in our terminal is not meant for it). Raises OSError."""
    arguments = ["-D", str(data), *settings]
    command = [binaries.path("postgres"), *arguments]
    if WINDOWS:
        from app.data.cluster import windows  # noqa: PLC0415 (what it loads is needed there only)

        command = windows.start_command(binaries, data, arguments)
    with _open_log(places) as log:
        return subprocess.Popen(  # noqa: S603 (PostgreSQL itself, arguments made here)
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=clean_environment(),
            cwd=None if WINDOWS else "/",
            **own_session(),
            **places.account.arguments(),
        )


def said_since(places: Places, position: int) -> str:
    """What the server has written to its log since it was so many bytes long."""
    try:
        with places.log.open("rb") as log:
            if position <= os.fstat(log.fileno()).st_size:  # else it was begun anew
                log.seek(position)
            return log.read().decode("utf-8", errors="replace")
    except FileNotFoundError:
        return ""


def log_length(places: Places) -> int:
    """How many bytes long the server's log is."""
    return places.log.stat().st_size if places.log.exists() else 0


def _open_log(places: Places) -> BinaryIO:
    with suppress(FileNotFoundError):
        if places.log.stat().st_size > _LOG_LIMIT:
            places.log.replace(places.log.with_suffix(".log.1"))
    fresh = not places.log.exists()
    log = places.log.open("ab")
    if fresh:
        places.log.chmod(0o600)
        places.account.give(places.log)
    return log


def stop(pid: int, data: Path, process: "subprocess.Popen[bytes] | None") -> None:
    """Stop the server: cleanly, else at once, else by force. `process` is given when it is our child, which is then reaped."""
    if WINDOWS:
        from app.data.cluster import windows  # noqa: PLC0415 (as above)

        windows.stop(own_binaries(), data)
        return
    for word, seconds in ((signal.SIGINT, _FAST), (getattr(signal, "SIGQUIT", signal.SIGTERM), _AT_ONCE), (signal.SIGABRT, 0.0)):
        with suppress(ProcessLookupError):
            os.kill(pid, word if seconds else getattr(signal, "SIGKILL", signal.SIGTERM))
        if _gone(pid, data, process, seconds or 5.0):
            return


def _gone(pid: int, data: Path, process: "subprocess.Popen[bytes] | None", seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        # Asked every 2 ms: `Popen.wait` rests up to 50 ms between two looks, and the window's end waits for this.
        if process.poll() is not None if process is not None else not serves(pid, data):
            return True
        time.sleep(0.002)
    return False
