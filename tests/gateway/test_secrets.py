"""The whole life of some devices on a server that logs everything it can: no secret is in any log, statement, error or picture of a crash.

Real commands: `server init`, `serve`, `link` over both transports, mistakes of every kind, a hub that goes away, a revoked device.
"""

import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.data.address import DatabaseAddress
from app.data.database import Database
from tests.support.clusters import ask, open_connection
from tests.support.command_line import lettergrove
from tests.support.database import copy_of_template
from tests.support.gateways import gateway, typed
from tests.support.servers import SECRET, OwnServer, free_port, oldest_server, own_server, url_of

LOGGED = (
    "log_statement = 'all'", "log_min_duration_statement = 0", "log_error_verbosity = verbose", "log_parameter_max_length_on_error = -1",
)  # fmt: skip
PASSWORD = "gate-way-pass-w0rd"
PASSPHRASE = "a passphrase for the stick"


@dataclass
class Life:
    """What was typed, what was printed, and what must never be seen."""

    folder: Path
    said: list[str] = field(default_factory=list)
    secrets: set[str] = field(default_factory=lambda: {PASSWORD, PASSPHRASE, SECRET})

    def typed(self, home: str, *words: str, **around: str) -> "subprocess.CompletedProcess[str]":
        done = lettergrove(self.folder / home, *words, around=around)
        self.said.append(done.stderr if words[:2] == ("server", "invite") else done.stdout + done.stderr)
        return done

    def invited(self, *words: str) -> str:
        """The link of an invite; its code is a secret."""
        made = json.loads(self.typed("keeper", "server", "invite", "--space", "Class", "--json", *words).stdout)
        self.secrets |= {made["code"], made["code"].replace("-", "")}
        return str(made["link"])

    def kept(self) -> set[str]:
        """The secrets of all homes, as they lie in their files (there is no keyring here)."""
        files = [json.loads(file.read_text()) for file in self.folder.glob("*/secrets.json")]
        return {value for file in files for value in file.values() if len(value) > 40}  # ids of devices are none


@pytest.fixture
def loud() -> Iterator[OwnServer]:
    """A server that logs whatever it can."""
    with own_server(oldest_server()) as server:
        with open_connection(server.address) as connection:
            connection.autocommit = True
            for setting in LOGGED:
                connection.execute(f"ALTER SYSTEM SET {setting}".encode())
            connection.execute("SELECT pg_reload_conf()")
            connection.execute("CREATE DATABASE hub")
            connection.execute("CREATE DATABASE quiet")
        yield server


def test_no_secret_of_a_device_or_of_a_hub_is_seen_anywhere_in_its_whole_life(
    loud: OwnServer, server: DatabaseAddress, tmp_path: Path
) -> None:
    life, port = Life(tmp_path), free_port()
    hub = DatabaseAddress.parse(url_of(loud.address).replace("/postgres", "/hub"))
    with ExitStack() as stack:
        one, two, three = (stack.enter_context(copy_of_template(server, f"life_{name}")) for name in ("one", "two", "three"))

        def on(home: str, database: Database, *words: str, **around: str) -> int:
            return life.typed(home, "--database", typed(database.address), *words, **around).returncode

        assert life.typed("keeper", "server", "init", url_of(hub), "--at", f"https://127.0.0.1:{port}").returncode == 0
        with open_connection(hub) as connection:
            connection.autocommit = True
            connection.execute("CREATE ROLE reader LOGIN IN ROLE lettergrove_device")
            connection.execute("SET log_statement = 'none'")
            connection.execute("SET log_min_duration_statement = -1")
            connection.execute(f"ALTER ROLE reader PASSWORD '{PASSWORD}'".encode())
        database = Database.open(hub)
        stack.callback(database.close)
        running = stack.enter_context(gateway(database, tmp_path / "keeper", "--tls-self-signed", port=port))
        on("one", one, "demo", "--children", "1", "--days", "2")
        first = life.invited()
        assert on("one", one, "link", first) == 0
        assert on("two", two, "link", first) == 1, "used"
        assert on("two", two, "link", life.invited("--role", "teacher")[:-3] + "abc") == 1, "another certificate"
        direct = f"postgresql://reader:{PASSWORD}@127.0.0.1:{hub.port}/hub"
        code = life.invited("--role", "helper").partition("code=")[2].partition("&")[0]
        assert on("three", three, "link", code, "--hub", direct.replace(PASSWORD, f"{PASSWORD}x")) == 1
        assert on("three", three, "link", code, "--hub", direct.replace("/hub", "/quiet")) == 1, "no hub there"
        assert on("three", three, "link", code, "--hub", direct) == 0
        assert on("two", two, "link", life.invited()) == 0
        for home, base in (("one", one), ("two", two), ("three", three)):
            assert on(home, base, "sync", "--verify", "--json") == 0
            assert on(home, base, "devices") == 0
        assert on("one", one, "carry", "out", str(tmp_path / "stick"), LETTERGROVE_PASSPHRASE=PASSPHRASE) == 0
        assert on("two", two, "carry", "in", str(tmp_path / "stick"), LETTERGROVE_PASSPHRASE=PASSPHRASE + "?") == 1
        with open_connection(hub) as connection:  # what the hub cannot do, and what it does not believe
            connection.autocommit = True
            connection.execute("SET lettergrove.operator = 'on'")
            connection.execute("UPDATE sync.credentials SET secret_hash = sha256('other') WHERE role = 'teacher' OR role = 'helper'")
            assert on("three", three, "sync", "--once") == 1
            connection.execute("ALTER FUNCTION sync.pull(uuid, jsonb) RENAME TO pull_away")
            assert on("one", one, "sync", "--once") == 1
            connection.execute("ALTER FUNCTION sync.pull_away(uuid, jsonb) RENAME TO pull")
            device = str(connection.execute("SELECT device_id FROM sync.credentials WHERE role = 'owner' LIMIT 1").fetchone()[0])  # type: ignore[index]
        life.typed("keeper", "server", "revoke", device)
        on("one", one, "sync", "--json")
        seen = str(ask(hub, "SELECT string_agg(query, ' ') FROM pg_stat_activity"))
        life.typed("keeper", "server", "verify")
        life.secrets |= life.kept()
        loud.stop()
        assert on("two", two, "sync", "--once") == 1
        running.kill()
        assert on("two", two, "sync", "--once") == 1
        on("two", two, "unlink")
        life.secrets |= life.kept()
    logs = [loud.folder / "server.log", *tmp_path.glob("*/logs/*")]
    assert len(logs) > 4
    texts = {str(path): path.read_text("utf-8", errors="replace") for path in logs} | {"said": "\n".join(life.said), "activity": seen}
    assert "sync_api.hello" in texts[str(loud.folder / "server.log")]
    assert len(life.secrets) > 10
    assert [(where, one[:6]) for where, text in texts.items() for one in life.secrets if one in text] == []
    for path in tmp_path.glob("*/secrets.json"):
        assert path.stat().st_mode & 0o777 == 0o600
