"""How a cluster comes to be: whole or not at all.

`initdb` works in a folder beside the place, which gets its name only when everything is in it: a kill in the middle leaves a
folder that the next start throws away.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from app.data.cluster.binaries import WINDOWS, Binaries
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
    with told_as_problems(places.folder), unfinished(places, binaries) as made:
        put_in_place(made, places.data)


@contextmanager
def unfinished(places: Places, binaries: Binaries) -> Iterator[Path]:
    """A data folder under a name that does not count, thrown away at the end if it has not been put in its place."""
    workplace = places.folder / f"{_UNFINISHED}{os.urandom(4).hex()}"
    workplace.mkdir(mode=0o700)
    places.account.give(workplace)
    try:
        _initdb(workplace, places, binaries)
        yield workplace
    finally:
        shutil.rmtree(workplace, ignore_errors=True)


def put_in_place(made: Path, place: Path) -> None:
    """Give a folder its name, durably."""
    _sync(made)
    made.rename(place)
    _sync(place.parent)


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


def leftovers(places: Places) -> list[Path]:
    """What a killed start has left half made."""
    return list(places.folder.glob(f"{_UNFINISHED}*"))


def _sync(folder: Path) -> None:
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
