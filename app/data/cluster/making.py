"""How a cluster comes to be: whole or not at all.

`initdb` works in a folder beside the place, which gets its name only when everything is in it: a kill in the middle leaves a
folder that the next start throws away.
"""

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.data.cluster.binaries import MAJOR, WINDOWS, Binaries
from app.data.cluster.places import Places
from app.data.cluster.settings import access_files, clean_environment, initdb_arguments
from app.data.cluster.troubles import problem_of_output, told_as_problems

# On Windows `postgres --single` refuses an administrator, so the database that initdb makes is used there.
DATABASE = "postgres" if WINDOWS else "lettergrove"
_UNFINISHED = "data.making-"


def make(places: Places, binaries: Binaries) -> None:
    """Make the data folder, with an empty database in it. The caller holds the starting lock.

    Raises Problem: DISK_FULL, FOLDER_NOT_WRITABLE, CLUSTER_FAILED.
    """
    with told_as_problems(places.folder):
        clear_unfinished(places)
        workplace = places.folder / f"{_UNFINISHED}{os.urandom(4).hex()}"
        workplace.mkdir(mode=0o700)
        places.account.give(workplace)
        try:
            _initdb(workplace, places, binaries)
            sync_folder(workplace)
            workplace.rename(places.data)
            sync_folder(places.folder)
        finally:
            shutil.rmtree(workplace, ignore_errors=True)


def _initdb(data: Path, places: Places, binaries: Binaries) -> None:
    if WINDOWS:
        from app.data.cluster import windows  # noqa: PLC0415 (what it loads is needed there only)

        windows.initdb(lambda more: run(places, [binaries.path("initdb"), *initdb_arguments(data), *more]), places.folder)
    else:
        run(places, [binaries.path("initdb"), *initdb_arguments(data)])
    write_access_files(data, places)
    if DATABASE != "postgres":
        single = [binaries.path("postgres"), "--single", "-D", str(data), "-c", "log_checkpoints=off", "template1"]
        run(places, single, say=f"CREATE DATABASE {DATABASE}\n")


def write_access_files(data: Path, places: Places) -> None:
    """Write who may connect, where it is not written yet."""
    for name, text in access_files(places.account).items():
        path = data / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            path.chmod(0o600)
            places.account.give(path)


def run(places: Places, command: list[str], *, say: str = "") -> str:
    """Run one of PostgreSQL's programs as the cluster's account and give its output. Raises Problem with what it said."""
    done: subprocess.CompletedProcess[str] = subprocess.run(  # noqa: S603 (PostgreSQL's own programs, arguments made here)
        command,
        input=say,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=clean_environment(),
        cwd=None if WINDOWS else "/",  # a folder that every account may stand in
        check=False,
        **own_session(),
        **places.account.arguments(),
    )
    if done.returncode != 0:
        raise problem_of_output(done.stdout, places.folder)
    return done.stdout


def own_session() -> dict[str, Any]:
    """The arguments that make a process deaf to a Ctrl-C in our terminal, and its files private."""
    return {"creationflags": 0x0800_0200} if WINDOWS else {"start_new_session": True, "umask": 0o077}  # no window, a group of its own


def clear_unfinished(places: Places) -> None:
    """Throw away what a killed start has left half made."""
    for leftover in places.folder.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(leftover, ignore_errors=True)


def sync_folder(folder: Path) -> None:
    """Make a folder's names durable, where the system can (not on Windows)."""
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def major_of(data: Path) -> int:
    """The major version that wrote a data folder; 0 when its `PG_VERSION` cannot be read as one."""
    text = (data / "PG_VERSION").read_text(encoding="ascii", errors="replace").strip()
    return int(text) if text.isdecimal() else 0


def is_ours(data: Path) -> bool:
    """Whether a data folder was written by the major that we run."""
    return major_of(data) == MAJOR
