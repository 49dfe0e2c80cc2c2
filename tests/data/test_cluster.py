"""The embedded cluster: made, started, stopped, started again after every way in which it can end."""

import os
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from sqlalchemy import text

from app.data.cluster import Cluster, ClusterState
from app.data.cluster.places import Places
from app.data.database import Database
from app.learning.problems import Problem, Trouble
from tests.support.clusters import ask, data_of, end_all, line_of, postmaster_of, program, servers_in

HELD = """
    import sys
    from pathlib import Path
    from app.data.cluster import Cluster
    cluster = Cluster(Path(sys.argv[1]) if len(sys.argv) > 1 else Path({folder!r}))
    cluster.start()
    print("ready", flush=True)
    sys.stdin.read()
    cluster.stop()
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cluster that was made, holds a row and was stopped; the tests of this file end and start it in turn."""
    folder = tmp_path_factory.mktemp("home") / "cluster"
    with Cluster(folder) as cluster:
        address = cluster.start()
        ask(address, "CREATE TABLE leaf (name text)")
        ask(address, "INSERT INTO leaf VALUES ('oak')")
    yield folder
    end_all(folder)
    assert servers_in(folder) == []


def leaves(cluster: Cluster) -> object:
    return ask(cluster.start(), "SELECT count(*) FROM leaf")


def test_a_cluster_is_private_durable_and_only_on_its_socket(folder: Path) -> None:
    with Cluster(folder) as cluster:
        address = cluster.start()
        names = ("fsync", "synchronous_commit", "full_page_writes", "data_checksums", "listen_addresses", "server_encoding", "TimeZone")
        assert [ask(address, f"SHOW {name}") for name in names] == ["on", "on", "on", "on", "", "UTF8", "UTC"]
        assert ask(address, "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = current_database()") == "bC.UTF-8"
        assert stat.S_IMODE(data_of(folder).stat().st_mode) == 0o700
        assert stat.S_IMODE(Path(address.host).stat().st_mode) == 0o700
        assert list(postmaster_of(folder).net_connections("inet")) == []


def test_a_stopped_cluster_leaves_no_process_and_no_pid_file(folder: Path) -> None:
    with Cluster(folder) as cluster:
        cluster.start()
        states = [cluster.state]
        assert servers_in(folder)
    assert servers_in(folder) == []
    assert not (data_of(folder) / "postmaster.pid").exists()
    assert [*states, cluster.state] == [ClusterState.READY, ClusterState.RESTING]


def test_spawning_does_not_wait(folder: Path) -> None:
    with Cluster(folder) as cluster:
        began = time.perf_counter()
        cluster.spawn()
        took = time.perf_counter() - began
        assert leaves(cluster) == 1
    assert took < 0.25, "a start that waits for the server takes longer, even here"


def test_a_cluster_can_be_stopped_before_it_is_ready(folder: Path) -> None:
    for _ in range(3):
        cluster = Cluster(folder)
        cluster.spawn()
        cluster.stop()
        assert servers_in(folder) == []
    with Cluster(folder) as cluster:
        assert leaves(cluster) == 1


def test_a_killed_server_starts_again_with_every_committed_row(folder: Path) -> None:
    cluster = Cluster(folder)
    address = cluster.start()
    ask(address, "INSERT INTO leaf VALUES ('ash')")
    postmaster_of(folder).kill()
    cluster.stop()
    with Cluster(folder) as again:
        assert leaves(again) == 2
        ask(again.start(), "DELETE FROM leaf WHERE name = 'ash'")


def test_the_server_of_a_killed_program_is_taken_over_and_stopped_at_the_end(folder: Path) -> None:
    killed = program(HELD.format(folder=str(folder)))
    assert line_of(killed) == "ready"
    killed.kill()
    killed.communicate()
    orphan = postmaster_of(folder)
    with Cluster(folder) as cluster:
        assert leaves(cluster) == 1
        assert postmaster_of(folder).pid == orphan.pid
    assert servers_in(folder) == []


@pytest.mark.skipif(os.name == "nt", reason="there is a socket on POSIX only")
def test_a_server_whose_socket_was_cleared_away_is_replaced(folder: Path) -> None:
    killed = program(HELD.format(folder=str(folder)))
    assert line_of(killed) == "ready"
    killed.kill()
    killed.communicate()
    for _ in range(2):  # once when it is taken over, once while it is in use
        shutil.rmtree(Places.of(folder).socket_folder())
        cluster = Cluster(folder)
        assert leaves(cluster) == 1
        shutil.rmtree(Places.of(folder).socket_folder())
        assert leaves(cluster) == 1
        cluster.stop()
        assert servers_in(folder) == []


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_program_and_its_server_killed_together_leave_nothing_that_hinders_a_start(folder: Path) -> None:
    killed = program(HELD.format(folder=str(folder)))
    assert line_of(killed) == "ready"
    server = postmaster_of(folder)
    killed.kill()
    server.kill()
    killed.communicate()
    with Cluster(folder) as cluster:
        assert leaves(cluster) == 1


@pytest.mark.parametrize("whose", ["our own", "another program's", "nobody's", "garbage", "empty"])
def test_a_stale_pid_file_does_not_hinder_a_start(folder: Path, whose: str) -> None:
    pid = {"our own": os.getpid(), "another program's": os.getppid(), "nobody's": 4_194_303}.get(whose)
    text = f"{pid}\n{data_of(folder)}\n1700000000\n5432\n/tmp\n\n 1 1\nready   \n" if pid else {"garbage": "\x00\x00x\n"}.get(whose, "")
    (data_of(folder) / "postmaster.pid").write_text(text)
    socket = Places.of(folder).socket_folder()
    (socket / ".s.PGSQL.5432.lock").write_text(f"{pid or ''}\n{data_of(folder)}\n1700000000\n5432\n{socket}\n")
    with Cluster(folder) as cluster:
        assert leaves(cluster) == 1


def test_another_program_that_stands_in_the_folder_is_neither_taken_for_the_server_nor_ended(folder: Path) -> None:
    with subprocess.Popen(["sleep", "60"], cwd=data_of(folder)) as bystander:
        (data_of(folder) / "postmaster.pid").write_text(f"{bystander.pid}\n{data_of(folder)}\n1700000000\n5432\n/tmp\n\n 1 1\nready   \n")
        with Cluster(folder) as cluster:
            assert leaves(cluster) == 1
        assert bystander.poll() is None
        bystander.kill()


def test_the_pid_of_another_clusters_server_is_not_mistaken_for_ours(folder: Path, cluster: Cluster) -> None:
    other = int(str(ask(cluster.start(), "SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)")))
    (data_of(folder) / "postmaster.pid").write_text(f"{other}\n{data_of(folder)}\n1700000000\n5432\n/tmp\n\n 1 1\nready   \n")
    with Cluster(folder) as ours:
        assert leaves(ours) == 1
    assert psutil.pid_exists(other)
    assert ask(cluster.start(), "SELECT 1") == 1


def test_a_backend_left_behind_by_a_killed_postmaster_is_ended(folder: Path) -> None:
    sleeper = program(
        f"""
        import psycopg
        from pathlib import Path
        from app.data.cluster import Cluster
        address = Cluster(Path({str(folder)!r})).start()
        with psycopg.connect(**address.connect_arguments()) as connection:
            print("ready", flush=True)
            connection.execute("DO $$ BEGIN PERFORM pg_sleep(60); END $$")
        """
    )
    assert line_of(sleeper) == "ready"
    postmaster_of(folder).kill()
    sleeper.kill()
    sleeper.communicate()
    with Cluster(folder) as cluster:
        assert leaves(cluster) == 1


def test_initdb_killed_in_the_middle_leaves_nothing_half_made(tmp_path: Path) -> None:
    folder = tmp_path / "cluster"
    for wait in (0.0, 0.1):
        maker = program(f"from pathlib import Path\nfrom app.data.cluster import Cluster\nCluster(Path({str(folder)!r})).start()")
        while not any(Places.of(folder).folder.glob("data.making-*/global")):
            assert maker.poll() is None, maker.communicate()
            time.sleep(0.002)
        time.sleep(wait)
        maker.kill()
        maker.communicate()
        assert not data_of(folder).exists()
    with Cluster(folder) as cluster:
        assert ask(cluster.start(), "SELECT current_database()") == "lettergrove"
    assert list(Places.of(folder).folder.glob("data.making-*")) == []


def test_a_server_that_crashed_while_we_used_it_is_found_gone_at_the_next_question(folder: Path) -> None:
    with Cluster(folder) as cluster:
        cluster.start()
        postmaster_of(folder).send_signal(signal.SIGQUIT)
        deadline = time.monotonic() + 10
        while servers_in(folder) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert leaves(cluster) == 1, "start() starts it again"


def test_a_server_killed_in_mid_game_is_started_again_and_no_row_is_lost(folder: Path) -> None:
    with Cluster(folder) as cluster:
        database = Database.open(cluster.start(), revive=cluster.start)
        grown = 0
        for number in range(60):
            if number % 20 == 10:
                postmaster_of(folder).kill()
            database.run(lambda connection: connection.execute(text("INSERT INTO leaf VALUES ('new')")))
            grown += 1
        with database.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM leaf WHERE name = 'new'")).scalar_one() >= grown
        with database.transaction() as connection:
            connection.execute(text("DELETE FROM leaf WHERE name = 'new'"))
        database.close()


def test_a_cluster_of_a_newer_major_is_refused_and_not_touched(tmp_path: Path) -> None:
    folder = tmp_path / "cluster"
    data = data_of(folder)
    data.mkdir(mode=0o700)
    (data / "PG_VERSION").write_text("99\n")
    Places.of(folder).account.give(data)
    with pytest.raises(Problem) as caught, Cluster(folder) as cluster:
        cluster.start()
    assert caught.value.trouble is Trouble.CLUSTER_NEWER
    assert caught.value.facts["major"] == 99
    assert [path.name for path in data.iterdir()] == ["PG_VERSION"]


def test_a_damaged_cluster_is_told_with_the_servers_own_words_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "cluster"
    with Cluster(folder) as cluster:
        cluster.start()
    control = data_of(folder) / "global" / "pg_control"
    whole = control.read_bytes()
    control.write_bytes(b"\x00" * len(whole))
    with pytest.raises(Problem) as caught, Cluster(folder) as cluster:
        cluster.start()
    assert caught.value.trouble is Trouble.CLUSTER_FAILED
    assert "FATAL" in str(caught.value.facts["said"]) or "PANIC" in str(caught.value.facts["said"])
    control.write_bytes(whole)
    with Cluster(folder) as cluster:
        assert ask(cluster.start(), "SELECT 1") == 1
    shutil.rmtree(Places.of(folder).folder)
