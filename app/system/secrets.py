"""Passwords and tokens of this computer: in the keyring of the system, or, where none answers, in a file for its owner alone.

A keyring may be absent, locked or hang (a session without D-Bus), so every call to it runs in a thread that is given up after a while.
Values are never logged and never part of an error.
"""

import json
import logging
import threading
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from app.system import disk
from app.system.paths import Paths

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

_SERVICE = "lettergrove"
_log = logging.getLogger(__name__)


class Where(StrEnum):
    """Where secrets are kept on this computer."""

    KEYRING = "keyring"
    FILE = "file"


class Secrets:
    """The secrets of one home folder. Each keyring call may take `patience` seconds before the file is used instead."""

    def __init__(self, paths: Paths, patience: float = 3.0) -> None:
        self._paths = paths
        self._patience = patience
        self._lock = threading.Lock()
        self._asked = False
        self._keyring: KeyringBackend | None = None

    def where(self) -> Where:
        """Where a secret that is kept now would lie, so that the program can say so."""
        with self._lock:
            return Where.KEYRING if self._answering() else Where.FILE

    def keep(self, name: str, value: str) -> None:
        """Keep `value` under `name`, in place of what was there. Raises Problem FOLDER_NOT_WRITABLE or DISK_FULL."""
        with self._lock:
            keyring = self._answering()
            if keyring and self._called(lambda: (keyring.set_password(_SERVICE, self._key(name), value), True)[1]):
                self._change_file(name, None)
            else:
                self._change_file(name, value)

    def recall(self, name: str) -> str | None:
        """The value kept under `name`, None when there is none."""
        with self._lock:
            in_file = self._file().get(name)  # first: it holds what was kept while the keyring was away, which is newer
            keyring = None if in_file is not None else self._answering()
            return self._called(lambda: keyring.get_password(_SERVICE, self._key(name))) if keyring else in_file

    def forget(self, name: str) -> None:
        """Remove what is kept under `name`, if anything."""
        with self._lock:
            keyring = self._answering()
            if keyring and self._called(lambda: keyring.get_password(_SERVICE, self._key(name))) is not None:
                self._called(lambda: keyring.delete_password(_SERVICE, self._key(name)))
            self._change_file(name, None)

    def _key(self, name: str) -> str:
        """Two homes of one user share a keyring, so the home is part of the key."""
        return f"{name}@{self._paths.home}"

    def _answering(self) -> "KeyringBackend | None":
        if not self._asked:
            self._asked = True
            self._keyring = self._called(lambda: _real_keyring(self._key("probe")))
        return self._keyring

    def _called(self, call: Callable[[], T]) -> T | None:
        """What `call` returns, None when it fails or takes too long; a keyring that failed is not asked again by this process."""
        answer: list[T] = []
        errors: list[str] = []

        def ask() -> None:
            try:
                answer.append(call())
            except Exception as error:  # noqa: BLE001 (backends raise what their platform raises; all mean "not here")
                errors.append(type(error).__name__)

        thread = threading.Thread(target=ask, name="keyring", daemon=True)
        thread.start()
        thread.join(self._patience)
        if not answer:
            self._keyring = None
            _log.info("The keyring does not answer (%s); secrets are kept in a file", errors[0] if errors else "too slow")
            return None
        return answer[0]

    def _file(self) -> dict[str, str]:
        try:
            content = json.loads(self._paths.secrets_file.read_bytes())
        except (OSError, ValueError):
            return {}
        return {name: value for name, value in content.items() if isinstance(value, str)} if isinstance(content, dict) else {}

    def _change_file(self, name: str, value: str | None) -> None:
        before = self._file()
        after = {key: kept for key, kept in before.items() if key != name} | ({name: value} if value is not None else {})
        if after != before:
            self._paths.make(self._paths.home)
            disk.write_whole(self._paths.secrets_file, json.dumps(after).encode())


def _real_keyring(probe: str) -> "KeyringBackend | None":
    """The keyring of this system when it is one that keeps secrets safely and answers now (its own mark for that is a priority of 1)."""
    import keyring  # noqa: PLC0415 (49 ms, and only some ways of working need a secret)

    backend = keyring.get_keyring()
    if backend.priority < 1:
        return None
    backend.get_password(_SERVICE, probe)
    return backend
