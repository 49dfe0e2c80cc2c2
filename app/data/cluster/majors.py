"""Bringing a cluster of an older PostgreSQL major to the one that this program runs.

By dump and restore, not `pg_upgrade`: the dump is the backup that is due anyway, its restore proves it, the new cluster gets
checksums and the locale provider of today whatever the old one had, every index is built anew for the collation of today, and a family's
rows take seconds. The old folder is only read from until a new one beside it holds the same rows. Two renames then change
them over; a kill between any two steps is finished, or begun anew, by the next start. The old folder goes when the new one has been
used once and stopped cleanly; the dump stays among the backups.
"""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.data.address import DatabaseAddress
from app.data.cluster import making, server
from app.data.cluster.binaries import MAJOR, Binaries, installed
from app.data.cluster.places import Places
from app.data.cluster.reach import reachable_binaries
from app.data.cluster.settings import older_server_arguments, server_arguments
from app.data.cluster.troubles import problem_of_output, told_as_problems
from app.learning.problems import Problem, Trouble

_NEW = f"data.new-{MAJOR}"
_OLD = "data.before-"
_READY = 600.0  # seconds; an old cluster may have to recover first
_COUNT = r"""
SELECT format('SELECT %L, count(*) FROM %I.%I', schemaname || '.' || tablename, schemaname, tablename)
FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1 \gexec
"""


def upgrade(places: Places, ours: Binaries, backups: Path) -> None:
    """Bring `data` to our major, with a backup in `backups` first. The caller holds the starting lock, and no server runs.

    Raises Problem, with nothing changed: CLUSTER_OLDER with `folder`, `major`, `ours` where no PostgreSQL of the old major is found,
    DISK_FULL, FOLDER_NOT_WRITABLE, CLUSTER_FAILED.
    """
    from app.data.backups import back_up, restore  # noqa: PLC0415 (once in years, and it loads what the start does not need)

    major = making.major_of(places.data)
    old = _binaries_of(major, places)
    _see_room(places)
    with told_as_problems(places.folder):
        making.write_access_files(places.data, places)
        with _serving(places, places.data, old, older_server_arguments(places.socket_folder())) as address:
            dump = back_up(address, backups)
            rows = _rows(address, ours)
        with making.unfinished(places, ours) as new:
            settings = server_arguments(places.socket_folder(), places.account, {})
            with _serving(places, new, ours, settings) as address:
                restore(dump, address)
                _psql(address, ours, "ANALYZE")
                if _rows(address, ours) != rows:
                    raise Problem(Trouble.CLUSTER_FAILED, folder=str(places.folder), said="the new cluster holds other rows than the old")
            making.put_in_place(new, places.folder / _NEW)
        making.put_in_place(places.data, places.folder / f"{_OLD}{MAJOR}-was-{major}")
        finish_change_over(places)


def finish_change_over(places: Places) -> None:
    """Finish an upgrade that was cut short between its two renames; throw away a new folder that came to no use."""
    new = places.folder / _NEW
    if not new.exists():
        return
    if places.is_made:
        shutil.rmtree(new, ignore_errors=True)
    else:
        making.put_in_place(new, places.data)


def forget_older(places: Places) -> None:
    """Remove the old folder of an upgrade whose outcome has been used and stopped cleanly since."""
    if places.is_made:
        for older in places.folder.glob(f"{_OLD}*"):
            shutil.rmtree(older, ignore_errors=True)


def _binaries_of(major: int, places: Places) -> Binaries:
    for found in installed():
        if found.major == major:
            return reachable_binaries(places.account, found)
    raise Problem(Trouble.CLUSTER_OLDER, folder=str(places.folder), major=major, ours=MAJOR)


def _see_room(places: Places) -> None:
    """An upgrade needs room for the new folder and the dump beside the old folder; better to say so than to run out of it."""
    used = sum(path.stat().st_size for path in places.data.rglob("*") if path.is_file())
    free = shutil.disk_usage(places.folder).free
    if free < 2 * used:
        raise Problem(Trouble.DISK_FULL, folder=str(places.folder), needed=2 * used, free=free)


@contextmanager
def _serving(places: Places, data: Path, binaries: Binaries, settings: list[str]) -> Iterator[DatabaseAddress]:
    """Serve a data folder during the body, and stop cleanly."""
    position = server.log_length(places)
    process = server.spawn(places, data, binaries, settings)
    try:
        yield _ready(process, places, data, position)
    finally:
        server.stop(process.pid, data, process)


def _ready(process: "subprocess.Popen[bytes]", places: Places, data: Path, position: int) -> DatabaseAddress:
    end = time.monotonic() + _READY
    while time.monotonic() < end:
        found = server.read_pid_file(data)
        if found is not None and found.status == "ready":
            return server.address_of(found, places)
        if process.poll() is not None:
            break
        time.sleep(0.005)
    raise problem_of_output(server.said_since(places, position), places.folder)


def _rows(address: DatabaseAddress, tools: Binaries) -> str:
    """How many rows each table has."""
    return _psql(address, tools, _COUNT)


def _psql(address: DatabaseAddress, tools: Binaries, text: str) -> str:
    from app.data.tools import run_tool  # noqa: PLC0415 (as in upgrade)

    arguments = ("--no-psqlrc", "--tuples-only", "--no-align", "--quiet", "--set=ON_ERROR_STOP=1")
    return run_tool(tools, "psql", address, Path(address.host), *arguments, say=text)
