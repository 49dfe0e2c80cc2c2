"""Who uses a cluster: locks that the operating system drops by itself when a program is killed.

Each user of a cluster shares `users.lock` for as long as it uses it; whoever can have it alone at its end is the last one, and
stops the server. `starting.lock` is held alone by the one that makes, upgrades or starts the server.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from app.data.cluster.account import Account
from app.learning.problems import Problem, Trouble

if sys.platform != "win32":
    import fcntl

    def _lock(handle: int, alone: bool) -> bool:
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

else:
    import msvcrt

    _SLOTS = 64  # Windows locks bytes, and only alone: each user holds one byte, being alone is holding them all

    def _lock(handle: int, alone: bool) -> bool:
        taken = 0
        for slot in range(_SLOTS):
            os.lseek(handle, slot, os.SEEK_SET)
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            except OSError:
                if alone:
                    _unlock(handle, taken)
                    return False
                continue
            taken += 1
            if not alone:
                return True
        return taken > 0

    def _unlock(handle: int, count: int) -> None:
        for slot in range(count):
            os.lseek(handle, slot, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)


class Lock:
    """One lock file, opened when it is taken and closed (which releases it) when it is let go."""

    def __init__(self, path: Path, account: Account) -> None:
        self._path = path
        self._account = account
        self._handle: int | None = None

    def try_share(self) -> bool:
        """Share it if nobody has it alone."""
        return self._try(alone=False)

    def try_alone(self) -> bool:
        """Have it alone if nobody else has it. On failure a share that we had is gone."""
        return self._try(alone=True)

    def _try(self, *, alone: bool) -> bool:
        if self._handle is not None and os.name != "posix":
            self.let_go()  # Windows would meet its own byte
        if self._handle is None:
            fresh = not self._path.exists()
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
            if fresh:
                self._account.give(self._path)
        if _lock(self._handle, alone):
            return True
        self.let_go()
        return False

    def let_go(self) -> None:
        """Release it; nothing happens when it is not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def wait_for(attempt: Callable[[], bool], *, seconds: float, folder: Path, otherwise: Trouble = Trouble.CLUSTER_IN_USE) -> None:
    """Try until it succeeds, every 10 ms. Raises the Problem `otherwise` after so many seconds."""
    end = time.monotonic() + seconds
    while not attempt():
        if time.monotonic() > end:
            raise Problem(otherwise, folder=str(folder))
        time.sleep(0.01)
