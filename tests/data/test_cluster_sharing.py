"""Several programs, and several users of one computer, at once."""

import os
import stat
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.data.cluster import Cluster
from app.data.cluster import cluster as cluster_module
from app.data.cluster.locks import Lock
from app.data.cluster.places import Places
from app.learning.problems import Problem, Trouble
from tests.support.clusters import ROOT, as_two_users, ask, data_of, line_of, postmaster_of, program, said_by, servers_in

PROGRAM = """
    import sys
    from pathlib import Path
    from app.data.cluster import Cluster
    import psycopg
    with Cluster(Path({folder!r})) as cluster:
        address = cluster.start()
        with psycopg.connect(**address.connect_arguments(), autocommit=True) as connection:
            print(connection.execute("SELECT pg_postmaster_start_time()::text").fetchone()[0], flush=True)
            sys.stdin.readline()
            print(connection.execute("SELECT 1").fetchone()[0], flush=True)
"""


def test_a_second_program_uses_the_running_server_and_leaves_it_to_the_first(tmp_path: Path) -> None:
    folder = tmp_path / "cluster"
    with Cluster(folder) as window:
        address = window.start()
        server = postmaster_of(folder).pid
        with Cluster(folder) as command:
            assert command.start() == address
        assert postmaster_of(folder).pid == server
        assert ask(address, "SELECT 1") == 1
    assert servers_in(folder) == []


def test_the_last_program_stops_the_server_even_if_it_did_not_start_it(tmp_path: Path) -> None:
    folder = tmp_path / "cluster"
    first = Cluster(folder)
    address = first.start()
    second = program(PROGRAM.format(folder=str(folder)))
    line_of(second)
    first.stop()
    assert ask(address, "SELECT 1") == 1
    assert said_by(second, say="\n") == "1"
    assert servers_in(folder) == []


def test_who_waits_too_long_for_anothers_upgrade_is_told_so_and_can_try_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "cluster"
    places = Places.of(folder)
    upgrading = Lock(places.folder / "starting.lock", places.account)
    assert upgrading.try_alone()
    monkeypatch.setattr(cluster_module, "_BUSY", 0.2)
    with Cluster(folder) as cluster:
        with pytest.raises(Problem) as caught:
            cluster.start()
        assert caught.value.trouble is Trouble.CLUSTER_BUSY
        upgrading.let_go()
        assert ask(cluster.start(), "SELECT 1") == 1


def test_a_discarded_cluster_leaves_nothing_and_one_in_use_is_not_discarded(tmp_path: Path) -> None:
    folder = tmp_path / "cluster"
    cluster = Cluster(folder)
    address = cluster.start()
    place = data_of(folder).parent
    with Cluster(folder) as other:
        other.start()
        with pytest.raises(Problem) as caught:
            cluster.discard()
        assert caught.value.trouble is Trouble.CLUSTER_IN_USE
        assert ask(address, "SELECT 1") == 1
    cluster.discard()
    assert [path for path in (folder, place, Path(address.host)) if path.exists()] == []


def test_programs_that_start_at_once_share_one_server(tmp_path: Path) -> None:
    folder = tmp_path / "cluster"
    programs = [program(PROGRAM.format(folder=str(folder))) for _ in range(4)]
    started = {line_of(one) for one in programs}
    assert len(started) == 1
    assert [said_by(one, say="\n") for one in programs] == ["1"] * 4
    assert servers_in(folder) == []


def test_starts_and_stops_that_overlap_never_fail(tmp_path: Path) -> None:
    folder = tmp_path / "cluster"

    def come_and_go(_: int) -> bool:
        with Cluster(folder) as cluster:
            return ask(cluster.start(), "SELECT 1") == 1

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(come_and_go, range(24)))
    assert servers_in(folder) == []


@as_two_users
def test_two_users_of_one_computer_each_have_a_cluster_of_their_own(run_folder: Path) -> None:
    running: list[subprocess.Popen[str]] = []
    homes = []
    for user in (2, 8):  # bin and mail: accounts that every Debian and Ubuntu has
        home = run_folder / f"user-{user}-{os.urandom(3).hex()}"
        home.mkdir(mode=0o700)
        os.chown(home, user, user)
        homes.append(home)
        running.append(program(PROGRAM.format(folder=str(home / "cluster")), user=user, HOME=str(home)))
    assert len({line_of(one) for one in running}) == 2
    assert [said_by(one, say="\n") for one in running] == ["1", "1"]
    for home, user in zip(homes, (2, 8), strict=True):
        assert (home / "cluster" / "data").stat().st_uid == user


@as_two_users
def test_root_opens_a_users_cluster_as_that_user_and_the_user_can_still_open_it(run_folder: Path) -> None:
    home = run_folder / f"user-{os.urandom(3).hex()}"
    home.mkdir(mode=0o700)
    os.chown(home, 2, 2)
    folder = home / "cluster"
    code = PROGRAM.format(folder=str(folder))
    line = program(code, user=2, HOME=str(home))
    said_by(line, say="\n")
    with Cluster(folder) as cluster:
        assert ask(cluster.start(), "SELECT 1") == 1
        assert postmaster_of(folder).uids().real == 2
    assert said_by(program(code, user=2, HOME=str(home)), say="\n").endswith("1")
    assert {path.stat().st_uid for path in (folder, *folder.iterdir())} == {2}


@pytest.mark.skipif(not ROOT, reason="what root's cluster leaves alone")
def test_for_root_the_server_is_another_account_and_no_folder_changes_its_mode_or_owner(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    before = {path: (path.stat().st_mode, path.stat().st_uid, path.stat().st_gid) for path in (home, *home.parents)}
    with Cluster(home / "cluster") as cluster:
        cluster.start()
        server = postmaster_of(home / "cluster")
        assert server.uids().real != 0
        assert server.gids().real not in {0, server.uids().real}
        place = data_of(home / "cluster").parent
        assert stat.S_IMODE(place.stat().st_mode) == 0o710, "another process of the lent account cannot come in"
        peek = subprocess.run(["ls", str(place)], user="nobody", group=65534, extra_groups=[], capture_output=True, check=False)
        assert peek.returncode != 0
    assert {path: (path.stat().st_mode, path.stat().st_uid, path.stat().st_gid) for path in before} == before
    assert stat.S_IMODE((home / "cluster").stat().st_mode) == 0o700


@pytest.mark.skipif(not ROOT, reason="two homes of root")
def test_two_homes_of_root_have_groups_of_their_own(tmp_path: Path) -> None:
    with Cluster(tmp_path / "a" / "cluster") as one, Cluster(tmp_path / "b" / "cluster") as other:
        one.start()
        other.start()
        groups = {postmaster_of(tmp_path / name / "cluster").gids().real for name in "ab"}
    assert len(groups) == 2
