"""Backups of a whole database, as one file of pg_dump's custom format, and the way back.

A backup has its name only when it is whole and `pg_restore` has read its list. The wheel's programs serve what needs no TLS, because
they are built without it; another server is dumped with the system's `pg_dump`, which must be as new as the server.
"""

import os
from pathlib import Path

from app.data.address import DatabaseAddress
from app.data.cluster.binaries import Binaries, installed
from app.data.cluster.troubles import told_as_problems
from app.data.tools import run_tool
from app.learning.problems import Problem, Trouble
from app.system import clock


def back_up(address: DatabaseAddress, folder: Path) -> Path:
    """Write a backup of the database into `folder` and give its path (mode 0600; its name holds the local time).

    Raises Problem: DISK_FULL, FOLDER_NOT_WRITABLE, DATABASE_UNREACHABLE, DATABASE_REFUSED_PASSWORD, DATABASE_WITHOUT_RIGHTS, and
    BACKUP_TOOL_MISSING when no pg_dump here is as new as the server.
    """
    tools = _tools_for(address)
    with told_as_problems(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = _free_name(folder)
        unfinished = target.with_suffix(f".{os.getpid()}.unfinished")
        try:
            os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            run_tool(tools, "pg_dump", address, folder, "--format=custom", "--compress=6", f"--file={unfinished}")
            check(unfinished, tools)
            with unfinished.open("rb") as file:
                os.fsync(file.fileno())
            unfinished.rename(target)
        finally:
            unfinished.unlink(missing_ok=True)
    return target


def restore(file: Path, address: DatabaseAddress) -> None:
    """Fill an empty database from a backup, whole or not at all. Raises Problem as `back_up` does."""
    arguments = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(file))
    run_tool(_tools_for(address), "pg_restore", address, file.parent, *arguments)


def check(file: Path, tools: Binaries | None = None) -> int:
    """How many entries a backup lists. Raises Problem CLUSTER_FAILED when it cannot be read to its end as a backup."""
    tools = tools or next(installed())
    listed = run_tool(tools, "pg_restore", None, file.parent, "--list", str(file))
    # Reading the list does not read the rows: their blocks are read by writing the script to nowhere.
    run_tool(tools, "pg_restore", None, file.parent, f"--file={os.devnull}", str(file))
    return sum(1 for line in listed.splitlines() if line and not line.startswith(";"))


def _free_name(folder: Path) -> Path:
    stem = f"lettergrove-{clock.now():%Y-%m-%d-%H%M%S}"
    names = (f"{stem}{more}.dump" for more in ("", *(f"-{number}" for number in range(2, 1000))))
    return next(path for name in names if not (path := folder / name).exists())


def _tools_for(address: DatabaseAddress) -> Binaries:
    if address.embedded:
        return next(installed())
    major = _server_major(address)
    own_serves = address.is_local and dict(address.options).get("sslmode", "prefer") in {"prefer", "allow", "disable"}
    # The oldest that will do: what a newer pg_dump writes, an older server may not read back.
    for found in sorted(installed(), key=lambda found: found.major):
        if found.major >= major and (own_serves or not found.is_of_wheel) and Path(found.path("pg_dump")).exists():
            return found
    raise Problem(Trouble.BACKUP_TOOL_MISSING, address=str(address), major=major)


def _server_major(address: DatabaseAddress) -> int:
    from app.data.database import Database  # noqa: PLC0415 (a cluster is backed up without SQLAlchemy)

    database = Database.open(address)
    try:
        return database.server_version[0]
    finally:
        database.close()
