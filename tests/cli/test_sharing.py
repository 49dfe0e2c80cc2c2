"""The commands of sharing as they are typed: what they print, how they end, and what never shows."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from app.data.address import DatabaseAddress
from app.data.database import Database
from tests.support.clusters import PROJECT
from tests.support.command_line import lettergrove
from tests.support.database import copy_of_template, create, drop
from tests.support.gateways import gateway, hub_database, new_invite, new_space, typed
from tests.support.servers import free_port
from tests.support.tcp_proxy import saying

Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def empty(server: DatabaseAddress) -> Iterator[str]:
    """The URL of an empty database."""
    name = f"empty_{uuid4().hex[:10]}"
    address = create(server, name, "template0")
    yield typed(address)
    drop(server, name)


@pytest.fixture
def keeper(tmp_path: Path) -> Command:
    """`keeper("status")` is a server command of whoever looks after a hub."""
    return lambda *words: lettergrove(tmp_path / "keeper", "server", *words)


@pytest.fixture
def device(server: DatabaseAddress, tmp_path: Path) -> Iterator[Callable[[str], Command]]:
    """`device("kitchen")("sync")` is a command on a computer of that name."""
    with ExitStack() as stack:

        def made(name: str) -> Command:
            database = stack.enter_context(copy_of_template(server, name))
            return lambda *words, **around: lettergrove(
                tmp_path / name, "--database", typed(database.address), *words, around=around
            )

        yield made


def test_from_an_empty_database_to_two_computers_that_hold_the_same(
    empty: str, keeper: Command, device: Callable[[str], Command], tmp_path: Path
) -> None:
    port = free_port()
    assert "is ready" in keeper("init", empty, "--at", f"https://127.0.0.1:{port}").stdout
    assert "up to date" in keeper("init", empty).stdout
    database = Database.open(DatabaseAddress.parse(empty))
    with gateway(database, tmp_path / "keeper", "--tls-self-signed", port=port):
        invited = json.loads(keeper("invite", "--space", "Class 1b", "--json").stdout)
        assert {"code", "link", "hub", "fingerprint", "space", "label", "role", "expires_at"} == set(invited)
        kitchen, tablet = device("kitchen"), device("tablet")
        kitchen("demo", "--children", "1", "--days", "3")
        assert kitchen("link", invited["link"], "--name", "Kitchen").returncode == 0
        second = json.loads(keeper("invite", "--space", "class 1B", "--role", "teacher", "--json").stdout)
        assert second["space"] == invited["space"]
        assert tablet("link", second["code"], "--hub", f"{second['hub']}#{second['fingerprint']}").returncode == 0

        said = json.loads(tablet("sync", "--once", "--verify", "--json").stdout)
        assert said["records"] > 100
        assert said | {"records": 0} == {
            "state": "done", "pushed": 0, "pulled": 0, "waiting": 0, "quarantined": 0, "conflicts": 0, "head": said["head"],
            "digest_equal": True, "records": 0, "clock_wrong": False, "problem": None,
        }  # fmt: skip
        listed = json.loads(tablet("devices", "--json").stdout)
        assert (listed[0]["name"], listed[0]["role"]) == ("Kitchen", "owner")

        status = json.loads(keeper("status", "--json").stdout)
        assert set(status) == {"state", "address", "server", "version", "version_wanted", "spaces"}
        assert (status["state"], status["spaces"][0]["label"], len(status["spaces"][0]["devices"])) == ("ready", "Class 1b", 2)
        (shared,) = status["spaces"]
        assert set(shared) == {"id", "label", "head", "quarantined", "devices"}
        assert (shared["id"], shared["head"], shared["quarantined"]) == (invited["space"], said["head"], 0)
        for each in shared["devices"]:
            assert set(each) == {"id", "name", "role", "system", "version", "seen_at", "revoked", "clock_error", "behind"}
            assert (each["revoked"], each["behind"] >= 0, abs(each["clock_error"]) < 60_000) == (False, True, True)
        stamps = [invited["expires_at"], listed[0]["seen_at"], *(each["seen_at"] for each in shared["devices"])]
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d", stamp) for stamp in stamps), stamps
        names = {"id", "name", "role", "system", "version", "seen_at", "revoked_at", "clock_error", "behind", "is_here"}
        assert {frozenset(each) for each in listed} == {frozenset(names)}
        assert "hold together" in keeper("verify").stdout
        assert "Kitchen is let in no more." in keeper("revoke", listed[0]["id"][:8]).stdout
        ended = kitchen("sync", "--json")
        assert (ended.returncode, json.loads(ended.stdout)["problem"]) == (1, "link-ended")
    assert tablet("unlink").returncode == 0
    assert "not linked" in tablet("sync", "--once").stderr
    alone = tablet("sync", "--once", "--json")
    assert (alone.returncode, json.loads(alone.stdout)) == (1, NOTHING | {"state": "off", "problem": "not-linked"})
    database.close()
    assert keeper("remove").returncode == 2
    assert "is no hub any more" in keeper("remove", "--everything").stdout


FIRST = "id = (SELECT min(id::text)::uuid FROM children)"
NOTHING = {
    "pushed": 0, "pulled": 0, "waiting": 0, "quarantined": 0, "conflicts": 0, "head": 0, "digest_equal": None, "records": None,
    "clock_wrong": False,
}  # fmt: skip


def test_each_number_that_a_script_reads_is_the_one_it_names(
    server: DatabaseAddress, run_folder: Path, device: Callable[[str], Command], tmp_path: Path
) -> None:
    """`sync --once --json`, key by key."""
    with hub_database(server, run_folder) as hub:
        space, one, two = new_space(hub), device("one"), device("two")
        with gateway(hub, tmp_path / "gateway") as running:
            one("demo", "--children", "1", "--days", "1")
            for each in (one, two):
                assert each("link", new_invite(hub, space), "--hub", running.url).returncode == 0
            one("sync", "--once")
            two("demo", "--children", "1", "--days", "0", "--seed", "9", "--among-others")
            sent = json.loads(two("sync", "--once", "--json").stdout)
            got = json.loads(one("sync", "--json").stdout)
            assert (sent["pushed"] > 0, sent["pulled"], sent["waiting"]) == (True, 0, 0)
            assert (got["pushed"], got["pulled"] >= sent["pushed"], got["head"]) == (0, True, sent["head"])
            with database_of(one) as here, database_of(two) as there:
                for database, name in ((here, "Maria"), (there, "Mimi")):
                    with database.transaction() as connection:
                        connection.exec_driver_sql(f"UPDATE children SET name = '{name}' WHERE {FIRST}")
                one("sync", "--once")
                twice = json.loads(two("sync", "--json").stdout)
                later = json.loads(one("sync", "--json").stdout)
                assert twice["conflicts"] + later["conflicts"] == 1
                with there.transaction() as connection:
                    connection.exec_driver_sql("ALTER TABLE children DROP CONSTRAINT children_scarf_check")
                    connection.exec_driver_sql(f"UPDATE children SET scarf = 'red' WHERE {FIRST}")
            refused = two("sync", "--verify", "--json")
            assert json.loads(refused.stdout)["quarantined"] == 1
        two("demo", "--children", "1", "--days", "0", "--seed", "11", "--among-others")
        away = two("sync", "--verify", "--json")
    said = json.loads(away.stdout)
    assert (away.returncode, said["state"], said["problem"], said["waiting"] > 0) == (1, "offline", "hub-unreachable", True)
    assert (said["digest_equal"], said["records"], said["pushed"], said["pulled"]) == (None, None, 0, 0)
    assert set(said) == {"state", "problem", *NOTHING}


@contextmanager
def database_of(computer: Command) -> Iterator[Database]:
    """The database that a computer's commands work on."""
    words = list(computer("--version").args)
    database = Database.open(DatabaseAddress.parse(words[words.index("--database") + 1]))
    try:
        yield database
    finally:
        database.close()


def test_what_an_account_may_not_do_is_said_in_words_of_a_hub(server: DatabaseAddress, run_folder: Path, keeper: Command) -> None:
    with hub_database(server, run_folder) as hub:
        for words in (("revoke", "zzz"), ("invite", "--space", "00000000-0000-0000-0000-000000000000")):
            said = keeper(*words, "--hub", typed(hub.address))
            assert (said.returncode, "lists them" in said.stderr) == (1, True), said


def test_a_code_that_cannot_be_used_now_says_that_it_stays_good(
    device: Callable[[str], Command], server: DatabaseAddress, run_folder: Path
) -> None:
    one = device("one")
    with hub_database(server, run_folder) as hub:
        code = new_invite(hub, new_space(hub))
    with saying(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}") as port:
        for where in (f"http://127.0.0.1:{free_port()}", f"http://127.0.0.1:{port}"):
            said = one("link", code, "--hub", where)
            assert (said.returncode, "invitation stays good" in said.stderr) == (1, True), said
    assert "address of the shared server" in one("link", code, "--hub", "https://127.0.0.1#short").stderr


def test_a_hub_is_not_worked_in_directly(server: DatabaseAddress, run_folder: Path, tmp_path: Path) -> None:
    with hub_database(server, run_folder) as hub:
        refused = lettergrove(tmp_path, "--database", typed(hub.address), "sync")
    assert (refused.returncode, "Link to it instead" in refused.stderr) == (1, True)


def test_a_database_that_is_worked_in_does_not_become_a_hub(server: DatabaseAddress, keeper: Command) -> None:
    with copy_of_template(server, "home") as database:
        refused = keeper("init", typed(database.address))
    assert (refused.returncode, "worked on directly" in refused.stderr) == (1, True)


def test_who_looks_after_no_hub_is_told_how_to_make_one(keeper: Command, empty: str) -> None:
    for words in (("status",), ("invite", "--space", "x"), ("serve",)):
        said = keeper(*words)
        assert (said.returncode, "server init" in said.stderr) == (1, True), words
    said = keeper("status", "--hub", empty)
    assert (said.returncode, "not a shared server yet" in said.stderr) == (1, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--host", "0.0.0.0"), "not protected"),
        (("--certificate", "nothing.pem"), "certificate cannot be used"),
        (("--certificate", "README.md", "--key", "README.md"), "certificate cannot be used"),
    ],
)
def test_a_gateway_that_would_not_be_safe_does_not_start(keeper: Command, empty: str, words: tuple[str, ...], said: str) -> None:
    ended = keeper("serve", "--hub", empty, *words)
    assert (ended.returncode, said in ended.stderr) == (1, True), ended


def test_a_gateway_whose_port_is_taken_says_so(server: DatabaseAddress, run_folder: Path, tmp_path: Path, keeper: Command) -> None:
    with hub_database(server, run_folder) as hub, gateway(hub, tmp_path / "first") as running:
        ended = keeper("serve", "--hub", typed(hub.address), "--port", str(running.port))
    assert (ended.returncode, f"port {running.port}" in ended.stderr) == (1, True)


def test_without_the_extra_packages_serving_says_what_to_install(server: DatabaseAddress, run_folder: Path, tmp_path: Path) -> None:
    code = "import sys; sys.modules['uvicorn'] = None; from app.__main__ import main; sys.exit(main())"
    with hub_database(server, run_folder) as hub:
        words = ["--home", str(tmp_path), "server", "serve", "--hub", typed(hub.address)]
        ended = subprocess.run(
            [sys.executable, "-c", code, *words], cwd=PROJECT, env=os.environ, capture_output=True, text=True, check=False, timeout=60
        )
    assert (ended.returncode, "pip install .[gateway]" in ended.stderr) == (1, True), ended


def test_a_file_is_carried_from_one_computer_to_another(device: Callable[[str], Command], tmp_path: Path) -> None:
    one, two, file = device("one"), device("two"), str(tmp_path / "a.carry")
    one("demo", "--children", "1", "--days", "2")
    assert "records are in" in one("carry", "out", file, LETTERGROVE_PASSPHRASE="long and winding").stdout
    assert "were new here" in two("carry", "in", file, LETTERGROVE_PASSPHRASE="long and winding").stdout
    nowhere = one("carry", "out", str(tmp_path / "no such folder" / "a"), LETTERGROVE_PASSPHRASE="long and winding")
    assert (nowhere.returncode, "file cannot be written" in nowhere.stderr) == (1, True), nowhere
    wrong = two("carry", "in", file, LETTERGROVE_PASSPHRASE="another one")
    assert (wrong.returncode, "does not open the file" in wrong.stderr) == (1, True)


def test_the_password_of_a_hub_shows_nowhere(server: DatabaseAddress, tmp_path: Path, keeper: Command) -> None:
    address = "postgresql://keeper:s3cret-w0rd@127.0.0.1:1/hub"
    said = keeper("init", address)
    assert said.returncode == 1
    assert "s3cret" not in said.stdout + said.stderr
    assert not (tmp_path / "keeper" / "hub.json").exists()


def test_an_invite_of_this_hub_tells_only_its_hash_to_the_database(server: DatabaseAddress, run_folder: Path) -> None:
    with hub_database(server, run_folder) as hub:
        code = new_invite(hub, new_space(hub))
        with hub.reading() as connection:
            kept = str(connection.exec_driver_sql("SELECT * FROM sync.invites").all())
    assert code not in kept


def test_a_computer_without_a_window_syncs_until_it_is_stopped(
    server: DatabaseAddress, run_folder: Path, device: Callable[[str], Command], tmp_path: Path
) -> None:
    with hub_database(server, run_folder) as hub, gateway(hub, tmp_path / "gateway", "--tls-self-signed") as running:
        way = f"127.0.0.1:{running.port}#{running.fingerprint}"
        space, one, two = new_space(hub), device("one"), device("two")
        one("demo", "--children", "1", "--days", "0")
        one("link", new_invite(hub, space), "--hub", way)
        two("link", new_invite(hub, space), "--hub", way)
        words = [*list(one("--version").args)[1:3], "--home", str(tmp_path / "two"), *list(two("--version").args)[5:7], "sync"]
        process = subprocess.Popen([sys.executable, *words], cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "up-to-date\n"
        one("demo", "--children", "1", "--days", "0", "--seed", "2", "--among-others")
        said = json.loads(one("sync", "--json").stdout)
        assert said["waiting"] == 0
        assert two("sync", "--verify", "--json").returncode == 0
        process.send_signal(signal.SIGINT)
        assert process.wait(15) == 130, process.communicate()
        process.communicate()
