"""Clusters of an older PostgreSQL major: brought to ours with a backup, or left exactly as they are."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.data.backups import check
from app.data.cluster import Cluster, binaries, majors, making, server
from app.data.cluster.binaries import MAJOR, Binaries, installed
from app.data.cluster.places import Places
from app.data.cluster.reach import reachable_binaries
from app.data.cluster.settings import initdb_arguments, older_server_arguments, server_arguments
from app.learning.problems import Problem, Trouble
from tests.support.clusters import ask, data_of, servers_in

OLDER = {found.major: found for found in installed() if found.major < MAJOR}
EACH = pytest.mark.parametrize("old", list(OLDER.values())[:2], ids=list(map(str, OLDER))[:2], indirect=True)


@pytest.fixture
def old(request: pytest.FixtureRequest) -> Binaries:
    """An older PostgreSQL: the wheel brings one, the system may have another."""
    if not OLDER:
        pytest.skip("no older PostgreSQL here")
    found: Binaries = getattr(request, "param", next(iter(OLDER.values())))
    return found


@pytest.fixture(autouse=True)
def _without_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No power is cut here, and each upgrade would wait for the disk a thousand times."""
    arguments, settings = initdb_arguments, server_arguments
    monkeypatch.setattr(making, "initdb_arguments", lambda data: [*arguments(data), "--no-sync"])
    monkeypatch.setattr(majors, "server_arguments", lambda socket, account, extra: settings(socket, account, {**extra, "fsync": "off"}))


@pytest.fixture
def folder(tmp_path: Path, old: Binaries, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cluster as an older version of this program would have left it."""
    folder = tmp_path / "home" / "cluster"
    places = Places.of(folder)
    reached = reachable_binaries(places.account, old)
    plain = ["--username=lettergrove", "--encoding=UTF8", "--locale=C", "--auth=peer", "--no-sync"]
    with monkeypatch.context() as older:
        older.setattr(making, "initdb_arguments", lambda data: [f"--pgdata={data}", *plain])
        making.make(places, reached)
    settings = [*older_server_arguments(places.socket_folder()), "-c", "fsync=off"]
    with majors._serving(places, places.data, reached, settings) as address:
        ask(address, "CREATE TABLE leaf (id int PRIMARY KEY, name text)")
        ask(address, "INSERT INTO leaf SELECT g, 'क' || g FROM generate_series(1, 500) g")
    return folder


def leaves(folder: Path) -> object:
    with Cluster(folder) as cluster:
        return ask(cluster.start(), "SELECT count(*) || max(name) || current_setting('server_version_num') FROM leaf")


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@EACH
def test_an_older_cluster_is_upgraded_with_a_backup_and_its_rows(folder: Path, old: Binaries) -> None:
    assert making.major_of(data_of(folder)) == old.major
    assert str(leaves(folder)).startswith("500क99180")
    assert making.major_of(data_of(folder)) == MAJOR
    (backup,) = (folder.parent / "backups").iterdir()
    assert check(backup) > 0
    before = data_of(folder).with_name(f"data.before-{MAJOR}-was-{old.major}")
    assert making.major_of(before) == old.major, "kept until the new one has been used"
    assert str(leaves(folder)).startswith("500क99180")
    assert not before.exists()
    assert servers_in(folder) == []


def test_without_the_old_binaries_nothing_is_touched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything_in(data_of(folder))
    with monkeypatch.context() as without:
        without.setattr(majors, "installed", lambda: iter([binaries.own_binaries()]))
        with pytest.raises(Problem) as caught:
            Cluster(folder).start()
    assert caught.value.trouble is Trouble.CLUSTER_OLDER
    assert everything_in(data_of(folder)) == before
    assert str(leaves(folder)).startswith("500")


class Killed(BaseException):
    """A kill at this very place."""


def killed_at(step: int, do: Callable[[Path, Path], None]) -> Callable[[Path, Path], None]:
    """`put_in_place`, killed before it does its work for the so-manieth time."""
    calls = []

    def put(made: Path, place: Path) -> None:
        calls.append(place)
        if len(calls) == step:
            raise Killed
        do(made, place)

    return put


@pytest.mark.parametrize("step", [1, 2, 3])
def test_an_upgrade_killed_between_its_steps_is_finished_by_the_next_start(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    places = Places.of(folder)
    with monkeypatch.context() as kill:
        kill.setattr(making, "put_in_place", killed_at(step, making.put_in_place))
        with pytest.raises(Killed):
            majors.upgrade(places, binaries.own_binaries(), folder.parent / "backups")
    assert places.is_made == (step < 3)
    assert str(leaves(folder)).startswith("500क99180")
    assert [path.name for path in places.folder.glob("data*") if not path.name.startswith("data.before")] == ["data"]
    shutil.rmtree(places.folder)


def test_the_old_server_of_a_killed_upgrade_is_not_taken_for_ours(folder: Path, old: Binaries) -> None:
    places = Places.of(folder)
    reached = reachable_binaries(places.account, old)
    running = server.spawn(places, places.data, reached, older_server_arguments(places.socket_folder()))
    majors._ready(running, places, places.data, server.log_length(places))
    assert str(leaves(folder)).startswith("500क99180")
    assert running.wait(10) is not None
