"""Whatever is wrong around it, the real program says one clear sentence, ends with a status or shows a page, and loses nothing."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.data.cluster import Cluster
from app.data.cluster.account import SYSTEM_FOLDER_VARIABLE
from tests.support.clusters import PROJECT, ask, servers_in
from tests.support.command_line import lettergrove
from tests.support.disks import fill, small_disk
from tests.support.servers import SECRET, OwnServer, free_port, oldest_server, own_server, url_of

PLANTED = ("demo", "--children", "1", "--days", "1")


def window(home: Path, *words: str, **around: str) -> "subprocess.Popen[str]":
    """The program's window, offscreen, which says what it shows."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.opening_window", str(home), *words],
        cwd=PROJECT, env={**os.environ, **around}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def shown(home: Path, *words: str) -> list[str]:
    """What the window showed until it closed itself."""
    with window(home, *words) as process:
        out, errors = process.communicate(timeout=60)
    assert "Traceback" not in errors, errors
    return out.splitlines()


def one_sentence(ended: "subprocess.CompletedProcess[str]") -> str:
    """What a command that could not do its work said."""
    assert ended.returncode == 1, ended.stdout
    assert ended.stdout == ""
    (sentence,) = ended.stderr.splitlines()
    assert "Traceback" not in sentence
    return sentence


def diagnosis(ended: "subprocess.CompletedProcess[str]") -> dict[str, object]:
    """What the doctor found when something needs attention."""
    assert ended.returncode == 1, ended.stdout
    assert ended.stderr == ""
    found: dict[str, object] = json.loads(ended.stdout)
    return found


@pytest.fixture(scope="module")
def someones() -> Iterator[OwnServer]:
    """A server that is not ours, with a database into which nobody but its owner may put tables."""
    with own_server(oldest_server()) as server:
        ask(server.address, "CREATE ROLE guest LOGIN PASSWORD 'sesame'")
        yield server


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ("unreachable", "The database does not answer."),
        ("password", "The database refused the name or the password."),
        ("missing", "The server has no database of this name."),
        ("rights", "This database account may not do what Lettergrove needs."),
    ],
)
def test_a_server_that_cannot_be_used_is_one_sentence(case: str, sentence: str, someones: OwnServer, tmp_path: Path) -> None:
    address = {
        "unreachable": replace(someones.address, port=free_port()),
        "password": replace(someones.address, password=f"{SECRET}?"),
        "missing": someones.address.for_database("a grove that is not there"),
        "rights": replace(someones.address, user="guest", password="sesame"),
    }[case]
    ended = lettergrove(tmp_path, *PLANTED, "--database", url_of(address))
    assert one_sentence(ended).startswith(sentence)
    log = (tmp_path / "logs" / "lettergrove.log").read_text()
    assert "Traceback" in log, "the log has it all"
    assert address.password not in log
    assert not (tmp_path / "cluster").exists(), "no other database was taken instead"


def test_the_doctor_and_the_window_tell_of_a_server_that_refuses(someones: OwnServer, tmp_path: Path) -> None:
    wrong = url_of(replace(someones.address, password="not this one"))
    found = diagnosis(lettergrove(tmp_path, "doctor", "--json", "--database", wrong))
    assert (found["mode"], found["opening"], found["attention"]) == ("address", "database-refused-password", ["database-refused-password"])
    assert "not this one" not in str(found)
    assert shown(tmp_path, wrong)[-1].startswith("trouble: The database refused the name or the password. Check both")


def test_the_way_to_a_far_server_has_to_be_protected(tmp_path: Path) -> None:
    ended = lettergrove(tmp_path, "demo", "--database", "postgresql://ada@far.example/grove?sslmode=disable")
    assert one_sentence(ended).startswith("The way to this server is not protected.")


def test_data_of_a_newer_program_are_refused_and_left_as_they_are(tmp_path: Path) -> None:
    assert lettergrove(tmp_path, *PLANTED).returncode == 0
    with Cluster(tmp_path / "cluster") as cluster:
        ask(cluster.start(), "UPDATE schema_revision SET version_num = '9000_from_tomorrow'")
        before = ask(cluster.start(), "SELECT count(*) FROM attempts")
    assert one_sentence(lettergrove(tmp_path, *PLANTED, "--among-others")).startswith("A newer Lettergrove has used these data.")
    found = diagnosis(lettergrove(tmp_path, "doctor", "--json"))
    assert (found["schema"], found["opening"]) == ("9000_from_tomorrow", "schema-newer")
    assert shown(tmp_path)[-1].startswith("trouble: A newer Lettergrove has used these data.")
    with Cluster(tmp_path / "cluster") as cluster:
        assert ask(cluster.start(), "SELECT count(*) FROM attempts") == before
    assert servers_in(tmp_path / "cluster") == []


@pytest.mark.parametrize("content", ['{"theme": "da', '{"theme": "plaid", "text_size": 1.3}'])
def test_broken_settings_are_told_once_and_kept(content: str, tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text(content)
    found = diagnosis(lettergrove(tmp_path, "doctor", "--json"))
    assert found["attention"] == ["settings-broken"]
    assert (tmp_path / "settings.broken-1.json").read_text() == content
    assert lettergrove(tmp_path, "doctor").returncode == 0


def test_the_window_opens_on_broken_settings_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"theme": ')
    told = "told: The settings of this computer could not be read. They start anew; the old file is kept beside them."
    assert told in shown(tmp_path)
    assert told not in shown(tmp_path)


@pytest.fixture
def copy_of_the_program(tmp_path: Path) -> Path:
    """The program in a folder where its files may be broken."""
    place = tmp_path / "program"
    for part in ("app", "migrations", "resources"):
        shutil.copytree(PROJECT / part, place / part, ignore=shutil.ignore_patterns("__pycache__"))
    return place


def test_damaged_files_of_the_program_are_told(copy_of_the_program: Path, tmp_path: Path) -> None:
    home, letters = tmp_path / "home", copy_of_the_program / "resources" / "letters"
    pack = letters / "es.json"
    pack.write_bytes(pack.read_bytes()[:3000])
    assert one_sentence(lettergrove(home, *PLANTED, where=copy_of_the_program)).startswith("A file of the program is damaged.")
    assert diagnosis(lettergrove(home, "doctor", "--json", where=copy_of_the_program))["attention"] == ["letters-broken"]
    shutil.rmtree(letters)
    assert one_sentence(lettergrove(home, *PLANTED, where=copy_of_the_program)).startswith("A file of the program is damaged.")
    assert diagnosis(lettergrove(home, "doctor", "--json", where=copy_of_the_program))["attention"] == ["letters-broken"]
    (copy_of_the_program / "resources" / "tokens.json").write_text('{"themes": ')
    around = {"QT_QPA_PLATFORM": "offscreen", "LETTERGROVE_DATABASE_URL": "postgresql://127.0.0.1:1/x"}
    begun = lettergrove(home, where=copy_of_the_program, around=around)
    assert begun.returncode == 1
    assert "A file of the program is damaged. Install Lettergrove again." in begun.stderr
    assert "Traceback" not in begun.stderr


def test_two_windows_begun_at_once_become_one(tmp_path: Path) -> None:
    assert "welcome: " in shown(tmp_path)
    both = [window(tmp_path, STAY="1") for _ in range(2)]
    said = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert sum("raised" in out for out, _ in said) == 1
    assert sum("Lettergrove is open already" in out for out, _ in said) == 1
    assert servers_in(tmp_path / "cluster") == []


def test_two_commands_at_once_on_a_new_folder_plant_once(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "app", "--home", str(tmp_path), *PLANTED]
    both = [subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=120) for process in both]
    assert sorted(process.returncode for process in both) == [0, 1]
    assert all("Traceback" not in errors and len(errors.splitlines()) <= 1 for _, errors in said)
    with Cluster(tmp_path / "cluster") as cluster:
        assert ask(cluster.start(), "SELECT count(*) FROM children") == 1
        assert ask(cluster.start(), "SELECT count(*) FROM spaces") == 1


def test_a_killed_command_leaves_nothing_half_planted_and_the_next_one_works(tmp_path: Path) -> None:
    assert lettergrove(tmp_path, "doctor").returncode == 0
    command = [sys.executable, "-m", "app", "--home", str(tmp_path), "demo", "--children", "30", "--days", "300"]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL) as process:
        end = time.monotonic() + 60
        while not servers_in(tmp_path / "cluster") and time.monotonic() < end:
            time.sleep(0.05)
        time.sleep(1.0)
        process.send_signal(signal.SIGKILL)
    assert lettergrove(tmp_path, *PLANTED).returncode == 0
    with Cluster(tmp_path / "cluster") as cluster:
        assert ask(cluster.start(), "SELECT count(*) FROM children") == 1
    assert servers_in(tmp_path / "cluster") == []


def test_a_full_disk_is_one_sentence_and_what_was_kept_is_there_afterwards(run_folder: Path) -> None:
    with small_disk(run_folder, 120) as disk:
        home, system = disk / "home", {SYSTEM_FOLDER_VARIABLE: str(disk / "system")}
        fill(disk / "ballast")
        assert one_sentence(lettergrove(home, *PLANTED, around=system)).startswith("The disk is full. Free some space")
        (disk / "ballast").unlink()
        assert lettergrove(home, *PLANTED, around=system).returncode == 0
        fill(disk / "ballast")
        ended = lettergrove(home, "demo", "--children", "30", "--days", "120", "--among-others", around=system)
        assert one_sentence(ended).startswith("The disk is full. Free some space")
        assert "disk-full" in str(diagnosis(lettergrove(home, "doctor", "--json", around=system))["attention"])
        (disk / "ballast").unlink()
        ended = lettergrove(home, *PLANTED, around=system)
        assert one_sentence(ended).startswith("There are children here already.")
        assert json.loads(lettergrove(home, "doctor", "--json", around=system).stdout)["opening"] is None
