"""Folders that a cluster can be in, and folders that it cannot."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from app.data.cluster import Cluster
from app.data.cluster.account import SYSTEM_FOLDER_VARIABLE
from app.data.cluster.binaries import own_binaries, version_of
from app.data.cluster.places import Places
from app.data.cluster.reach import copy_of
from app.data.database import Database
from app.learning.problems import Problem, Trouble
from tests.support.clusters import ROOT, ask, data_of, program, python_for_others, said_by, servers_in
from tests.support.disks import fill, small_disk

AS_A_USER = """
    from pathlib import Path
    from app.data.cluster import Cluster
    from app.learning.problems import Problem
    from tests.support.clusters import ask
    try:
        with Cluster(Path({folder!r})) as cluster:
            address = cluster.start()
            print(ask(address, "SELECT 1"), address.host)
    except Problem as problem:
        print(problem.trouble)
"""
_SHORT = "a home"
_LONG = "/".join(["a-folder-with-a-long-name-in-it"] * 6)


@pytest.fixture
def ordinary_home() -> Iterator[Path]:
    """A folder of an ordinary user: a new one of `bin` when we are root, else ours. Short, so that what the test adds counts."""
    home = Path(tempfile.mkdtemp(prefix="lg"))
    if ROOT:
        os.chown(home, 2, 2)
    yield home
    shutil.rmtree(home)


def as_a_user(folder: Path, **environment: str) -> str:
    """Start and stop a cluster as an ordinary user; what came of it."""
    if ROOT and python_for_others() is None:
        pytest.skip("the project lies below a folder that is closed to other users")
    return said_by(program(AS_A_USER.format(folder=str(folder)), user=2 if ROOT else None, **environment))


@pytest.mark.parametrize("name", [_SHORT, "हमारा घर, \"ours\" & 'theirs' 🌳 %d \\", _LONG], ids=["spaces", "letters", "long"])
def test_a_cluster_works_below_any_folder(ordinary_home: Path, name: str) -> None:
    folder = ordinary_home / name / "cluster"
    answer, _, host = as_a_user(folder).partition(" ")
    assert answer == "1"
    assert (Path(host) == folder / "socket") == (name == _SHORT), "the socket leaves the folder only where it has to"
    assert as_a_user(folder) == f"1 {host}", "the second start finds the same place"
    if name != _SHORT:
        shutil.rmtree(host)


def test_the_folder_of_the_socket_is_not_taken_from_someone_else(ordinary_home: Path) -> None:
    folder, runtime = ordinary_home / _LONG / "cluster", ordinary_home / "run"
    runtime.mkdir()
    if ROOT:
        os.chown(runtime, 2, 2)
    host = Path(as_a_user(folder, XDG_RUNTIME_DIR=str(runtime)).partition(" ")[2])
    assert host.parent == runtime
    shutil.rmtree(host)
    trap = ordinary_home / "trap"
    trap.mkdir(mode=0o700)
    host.symlink_to(trap)
    assert as_a_user(folder, XDG_RUNTIME_DIR=str(runtime)) == Trouble.CLUSTER_FAILED
    host.unlink()
    host.mkdir(mode=0o777)
    host.chmod(0o777)
    assert as_a_user(folder, XDG_RUNTIME_DIR=str(runtime)) == Trouble.CLUSTER_FAILED


def test_a_folder_that_cannot_be_written_is_told_so(ordinary_home: Path) -> None:
    ordinary_home.chmod(0o500)
    try:
        assert as_a_user(ordinary_home / "home" / "cluster") == Trouble.FOLDER_NOT_WRITABLE
    finally:
        ordinary_home.chmod(0o700)


def test_a_folder_that_has_become_read_only_is_told_so(ordinary_home: Path) -> None:
    folder = ordinary_home / "cluster"
    assert as_a_user(folder).startswith("1 ")
    for path in (folder / "data", folder):
        path.chmod(0o500)
    assert as_a_user(folder) == Trouble.FOLDER_NOT_WRITABLE
    for path in (folder, folder / "data"):
        path.chmod(0o700)
    assert as_a_user(folder).startswith("1 ")


@pytest.fixture
def disk(run_folder: Path) -> Iterator[Path]:
    """A disk of 90 MB, in memory."""
    with small_disk(run_folder) as place:
        yield place


def test_a_full_disk_is_told_so_and_what_was_committed_is_there_when_it_has_room_again(
    disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SYSTEM_FOLDER_VARIABLE, str(disk))
    folder, ballast = disk / "home" / "cluster", disk / "ballast"
    ballast.write_bytes(b"x" * 70_000_000)
    with pytest.raises(Problem) as caught, Cluster(folder) as cluster:
        cluster.start()
    assert caught.value.trouble is Trouble.DISK_FULL
    assert list(Places.of(folder).folder.glob("data*")) == [], "initdb has left nothing half made"
    ballast.unlink()

    with Cluster(folder) as cluster:
        address = cluster.start()
        ask(address, "CREATE TABLE leaf AS SELECT 'oak' AS name")
        ballast.write_bytes(b"x" * (shutil.disk_usage(disk).free - 8_000_000))
        database = Database.open(address)
        with pytest.raises(Problem) as caught, database.transaction() as connection:
            connection.execute(text("CREATE TABLE forest AS SELECT g AS n, repeat('x', 900) AS t FROM generate_series(1, 60000) g"))
        assert caught.value.trouble is Trouble.DISK_FULL
        database.close()
    assert servers_in(folder) == []

    fill(ballast)
    with pytest.raises(Problem) as caught, Cluster(folder) as cluster:
        cluster.start()
    assert caught.value.trouble is Trouble.DISK_FULL

    ballast.unlink()
    with Cluster(folder) as cluster:
        assert ask(cluster.start(), "SELECT name FROM leaf") == "oak"


def test_a_copy_of_the_binaries_runs_from_another_place(tmp_path: Path) -> None:
    copy = copy_of(own_binaries(), tmp_path)
    assert version_of(copy.folder) == own_binaries().major
    assert subprocess.run([copy.path("initdb"), "--version"], check=True, capture_output=True).returncode == 0, "it finds its libraries"
    assert copy_of(own_binaries(), tmp_path) == copy
    assert [path.name for path in tmp_path.iterdir()] == [copy.folder.parents[2].name], "one whole copy and no half one"


@pytest.mark.skipif(not ROOT, reason="root's cluster lies elsewhere")
def test_a_home_whose_system_folder_is_gone_is_told_so_and_not_begun_anew(tmp_path: Path) -> None:
    folder = tmp_path / "cluster"
    place = data_of(folder).parent
    place.rename(place.with_name("moved"))
    with pytest.raises(Problem) as caught:
        Cluster(folder).start()
    assert caught.value.trouble is Trouble.CLUSTER_FAILED
    assert "missing" in str(caught.value.facts["said"])
    shutil.rmtree(place.parent)
