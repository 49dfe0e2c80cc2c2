"""As whom PostgreSQL runs. Ordinarily as oneself; root, whom it refuses, lends it an account without rights.

For root the account is `nobody` (every system has it; PostgreSQL's tools want an account with a name) with a group number of its
own for each cluster. The cluster's folder is `root:<that group> 0710`, so that no other process of `nobody`
can reach it, and a process of another group can neither trace nor read ours. Nothing that existed before changes mode or owner.
A folder that an ordinary user made (`sudo lettergrove` with the user's home) is run as that user.
"""

import os
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.learning.problems import Problem, Trouble

SYSTEM_FOLDER_VARIABLE = "LETTERGROVE_SYSTEM_FOLDER"
_LENT = ("nobody", "daemon", "bin")
# Group numbers 59000 to 59999: the last thousand that Debian and others hand to ordinary accounts, far above where they begin.
_GROUPS = range(59_000, 60_000)


@dataclass(frozen=True, slots=True)
class Account:
    """The user and group that PostgreSQL's programs run as; None for ourselves."""

    user: int | None = None
    group: int | None = None

    def arguments(self) -> dict[str, Any]:
        """The arguments of `subprocess.Popen` that make a process run as this account."""
        if self.user is None:
            return {}
        return {"user": self.user, "group": self.group, "extra_groups": []}

    def give(self, path: Path) -> None:
        """Hand a file or folder that we have just made to this account."""
        if self.user is not None and self.group is not None:
            os.chown(path, self.user, self.group, follow_symlinks=False)


OURSELVES = Account()


def is_root() -> bool:
    """Whether PostgreSQL would refuse to run as us."""
    return os.name == "posix" and os.geteuid() == 0


def system_folder() -> Path:
    """Where root keeps what an account without rights must reach: `/var/lib/lettergrove`, made 0711 when first needed."""
    usual = "/var/db/lettergrove" if sys.platform == "darwin" else "/var/lib/lettergrove"
    folder = Path(os.environ.get(SYSTEM_FOLDER_VARIABLE) or usual)
    _mkdir_to_pass(folder)
    if is_root() and folder.stat().st_uid != 0:
        raise Problem(Trouble.CLUSTER_FAILED, folder=str(folder), said="the folder does not belong to root")
    return folder


def lent_account(group: int) -> Account:
    """The account without rights, with this group. Raises Problem CLUSTER_FAILED where the system has none at all."""
    import pwd  # noqa: PLC0415 (POSIX only)

    for name in _LENT:
        with suppress(KeyError):
            return Account(pwd.getpwnam(name).pw_uid, group)
    raise Problem(Trouble.CLUSTER_FAILED, said="PostgreSQL refuses to run as root, and there is no account 'nobody' to run it as")


def owner_of(path: Path) -> Account:
    """The account that owns a folder which PostgreSQL made."""
    facts = path.stat()
    return OURSELVES if facts.st_uid == os.geteuid() else Account(facts.st_uid, facts.st_gid)


def account_names(*users: int) -> tuple[str, ...]:
    """The names of accounts, sorted, without those that have none."""
    import pwd  # noqa: PLC0415 (POSIX only)

    names = set()
    for user in users:
        with suppress(KeyError):
            names.add(pwd.getpwuid(user).pw_name)
    return tuple(sorted(names))


def new_system_folder() -> Path:
    """A folder for one cluster of root, reachable for root and for the account that will run it, and for nobody else."""
    clusters = system_folder() / "clusters"
    _mkdir_to_pass(clusters)
    for group in _GROUPS:
        claim = clusters / str(group)  # whoever makes it has the number: two programs at once never get the same
        if claim.exists() or _group_has_name(group):
            continue
        with suppress(FileExistsError):
            claim.mkdir()
            claim.chmod(0o711)
            folder = claim / os.urandom(6).hex()
            folder.mkdir(mode=0o700)
            os.chown(folder, 0, group)
            folder.chmod(0o710)
            return folder
    raise Problem(Trouble.CLUSTER_FAILED, folder=str(clusters), said="every group number is taken")


def give_up(folder: Path) -> None:
    """Remove a folder of `new_system_folder` that came to no use."""
    shutil.rmtree(folder.parent)


def _mkdir_to_pass(folder: Path) -> None:
    """Make a folder, if it is not there, that others may pass through but not list, whatever our umask is."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o711, parents=True)
        folder.chmod(0o711)


def _group_has_name(group: int) -> bool:
    import grp  # noqa: PLC0415 (POSIX only)

    try:
        grp.getgrgid(group)
    except KeyError:
        return False
    return True
