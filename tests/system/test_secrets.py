"""Secrets: in the keyring where one answers, in a file for their owner alone where none does."""

import logging
import os
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend

from app.learning.problems import Problem, Trouble
from app.system.paths import Paths
from app.system.secrets import Secrets, Where


class Drawer(KeyringBackend):
    """A keyring in memory: the edge of the world, where the tests have no real one."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own constructor has no types
        self.kept: dict[tuple[str, str], str] = {}
        self.free = threading.Event()
        self.free.set()
        self.broken = False

    def _answer(self) -> None:
        self.free.wait(30)
        if self.broken:
            raise RuntimeError("no D-Bus")

    def get_password(self, service: str, username: str) -> str | None:
        self._answer()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._answer()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._answer()
        del self.kept[service, username]


class Careless(Drawer):
    """A keyring that says of itself that it is not to be recommended."""

    priority = 0.5  # type: ignore[assignment]  # as above


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    yield from _in_use(Drawer())


@pytest.fixture
def careless() -> Iterator[Drawer]:
    yield from _in_use(Careless())


def _in_use(backend: Drawer) -> Iterator[Drawer]:
    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    yield backend
    backend.free.set()
    keyring.set_keyring(before)
    for thread in threading.enumerate():
        if thread.name == "keyring":
            thread.join(5)


def test_a_secret_is_kept_recalled_and_forgotten_in_the_keyring(paths: Paths, drawer: Drawer) -> None:
    secrets = Secrets(paths)
    assert secrets.where() is Where.KEYRING
    secrets.keep("database", "hush")
    assert Secrets(paths).recall("database") == "hush"
    assert not paths.secrets_file.exists()
    secrets.forget("database")
    assert secrets.recall("database") is None
    assert not drawer.kept


def test_where_the_keyring_fails_a_file_for_its_owner_alone_is_used(paths: Paths, drawer: Drawer) -> None:
    drawer.broken = True
    secrets = Secrets(paths)
    assert secrets.where() is Where.FILE
    secrets.keep("database", "hush")
    assert Secrets(paths).recall("database") == "hush"
    assert os.name == "nt" or stat.S_IMODE(paths.secrets_file.stat().st_mode) == 0o600
    secrets.forget("database")
    assert secrets.recall("database") is None


def test_a_keyring_that_is_not_safe_is_not_used(paths: Paths, careless: Drawer) -> None:
    secrets = Secrets(paths)
    secrets.keep("database", "hush")
    assert secrets.where() is Where.FILE
    assert not careless.kept


def test_a_keyring_that_hangs_is_given_up(paths: Paths, drawer: Drawer) -> None:
    drawer.free.clear()
    begun = time.monotonic()
    secrets = Secrets(paths, patience=0.1)
    secrets.keep("database", "hush")
    assert secrets.recall("database") == "hush"
    assert secrets.where() is Where.FILE
    assert time.monotonic() - begun < 1


def test_a_keyring_that_goes_away_loses_nothing_that_is_kept_then(paths: Paths, drawer: Drawer) -> None:
    secrets = Secrets(paths)
    secrets.keep("database", "old")
    drawer.broken = True
    secrets.keep("database", "new")
    drawer.broken = False
    assert Secrets(paths).recall("database") == "new"
    Secrets(paths).keep("database", "newest")
    assert Secrets(paths).recall("database") == "newest"
    assert not paths.secrets_file.exists() or "new" not in paths.secrets_file.read_text()


def test_two_homes_keep_their_secrets_apart(paths: Paths, drawer: Drawer) -> None:
    other = Secrets(Paths(paths.home.with_name("other")))
    Secrets(paths).keep("database", "mine")
    assert other.recall("database") is None


def test_a_secret_is_never_logged(paths: Paths, drawer: Drawer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    drawer.broken = True
    Secrets(paths).keep("database", "hush-hush")
    assert caplog.text
    assert "hush-hush" not in caplog.text


def test_a_broken_file_of_secrets_is_like_none(paths: Paths, drawer: Drawer) -> None:
    drawer.broken = True
    paths.make(paths.home)
    paths.secrets_file.write_bytes(b'{"database": "hu')
    assert Secrets(paths).recall("database") is None


def test_a_secret_that_can_be_kept_nowhere_is_told(paths: Paths, drawer: Drawer) -> None:
    drawer.broken = True
    paths.home.write_text("a file")
    with pytest.raises(Problem) as caught:
        Secrets(paths).keep("database", "hush")
    assert caught.value.trouble is Trouble.FOLDER_NOT_WRITABLE
    assert "hush" not in str(caught.value)


@pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is how Linux reaches a keyring")
@pytest.mark.parametrize("bus", ["", "unix:path=/nowhere/at/all"])
def test_without_d_bus_the_file_is_used_without_a_warning_and_at_once(paths: Paths, bus: str) -> None:
    code = "import sys; from pathlib import Path; from app.system.paths import Paths; from app.system.secrets import Secrets\n"
    code += "print(Secrets(Paths(Path(sys.argv[1]))).where())"
    world = {key: value for key, value in os.environ.items() if not key.startswith(("DBUS", "XDG", "PYTHON_KEYRING"))}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, str(paths.home)],
        env=world | {"DBUS_SESSION_BUS_ADDRESS": bus},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == ("file", "")
