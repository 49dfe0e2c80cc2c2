"""Where the parts of a cluster are.

`<home>/cluster/` holds `data/` (PostgreSQL's own folder), the locks, the server's log and, where its path is short and plain enough,
the folder of the unix socket. For root it holds a file `elsewhere`, which names the folder of the system that has all this.
"""

import os
import re
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from app.data.cluster.account import OURSELVES, Account, give_up, is_root, lent_account, new_system_folder, owner_of
from app.learning.problems import Problem, Trouble

_SOCKET_NAME = ".s.PGSQL.5432"
_SOCKET_BYTES = 103  # 107 on Linux, 103 on macOS, without the closing zero
_PLAIN = re.compile(r"[A-Za-z0-9/_. -]+")  # no comma or quote (PostgreSQL's list of folders), nothing that depends on an encoding


@dataclass(frozen=True, slots=True)
class Places:
    """The folders and files of one cluster, and the account that owns `data`."""

    folder: Path
    account: Account

    @classmethod
    def of(cls, folder: Path) -> "Places":
        """The places of a cluster folder, made 0700 when it is not there. Raises OSError, Problem."""
        folder = folder.absolute()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not is_root():
            return cls(folder, OURSELVES)
        if (folder / "data").exists() and (owner := owner_of(folder / "data")) != OURSELVES:
            return cls(folder, owner)
        there = _elsewhere(folder)
        return cls(there, lent_account(there.stat().st_gid))

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """What the server says. It holds no statements and no values."""
        return self.folder / "server.log"

    @property
    def is_made(self) -> bool:
        """Whether there is a data folder (it gets its name only when it is whole)."""
        return (self.data / "PG_VERSION").exists()

    def remove(self, folder: Path) -> None:
        """Remove everything of the cluster of `folder`: what lies in it, and what lies elsewhere."""
        socket = self.socket_folder()
        if self.folder != folder:
            give_up(self.folder)
        shutil.rmtree(folder)
        shutil.rmtree(socket, ignore_errors=True)

    def socket_folder(self) -> Path:
        """The folder of the unix socket, made 0700 when missing. Raises Problem CLUSTER_FAILED when it is another's."""
        inside = self.folder / "socket"
        if _PLAIN.fullmatch(str(inside)) and len(os.fsencode(inside / _SOCKET_NAME)) <= _SOCKET_BYTES:
            return _private(inside, self.account)
        import hashlib  # noqa: PLC0415 (both take 3 ms, and the usual home needs neither)
        import tempfile  # noqa: PLC0415

        name = f"lettergrove-{os.geteuid()}-{hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]}"
        runtime = os.environ.get("XDG_RUNTIME_DIR", "")
        roots = [Path(runtime)] if runtime.startswith("/") and os.access(runtime, os.W_OK) else []
        for root in (*roots, Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108 (a private folder in it, checked below)
            place = root / name
            if _PLAIN.fullmatch(str(place)) and len(os.fsencode(place / _SOCKET_NAME)) <= _SOCKET_BYTES:
                return _private(place, self.account)
        raise Problem(Trouble.CLUSTER_FAILED, folder=str(self.folder), said="no folder for the socket")


def _private(folder: Path, account: Account) -> Path:
    """The folder, made with mode 0700 or found to be a real folder of ours with that mode (never one that another laid there)."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        facts = folder.lstat()
        ours = facts.st_uid == (os.geteuid() if account.user is None else account.user)
        if not stat.S_ISDIR(facts.st_mode) or not ours or facts.st_mode & 0o077:
            raise Problem(Trouble.CLUSTER_FAILED, folder=str(folder), said="the folder of the socket is not private") from None
    else:
        account.give(folder)
    return folder


def elsewhere_of(folder: Path) -> Path | None:
    """The system's folder that a cluster folder of root names in `elsewhere`; None when it names none."""
    try:
        return Path((folder / "elsewhere").read_text(encoding="utf-8").strip())
    except (OSError, UnicodeDecodeError):
        return None


def _elsewhere(folder: Path) -> Path:
    """The system's folder for this cluster of root: remembered in `elsewhere`, or a new one."""
    note = folder / "elsewhere"
    if note.exists():
        there = Path(note.read_text(encoding="utf-8").strip())
        if there.is_dir():
            return there
        raise Problem(Trouble.CLUSTER_FAILED, folder=str(folder), said=f"{there} is missing")
    there = new_system_folder()
    (there / "home").write_text(f"{folder}\n", encoding="utf-8")
    unfinished = folder / f"elsewhere.{os.urandom(4).hex()}"
    unfinished.write_text(f"{there}\n", encoding="utf-8")
    try:
        os.link(unfinished, note)
    except FileExistsError:  # another program of ours was first: its folder counts
        give_up(there)
    unfinished.unlink()
    return Path(note.read_text(encoding="utf-8").strip())
