"""Debian's and Ubuntu's package manager, used only where it asks for no password."""

import functools
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

LISTS = Path("/var/lib/apt/lists")


def present() -> bool:
    """Whether this system installs with apt-get."""
    return shutil.which("apt-get") is not None


@functools.cache
def usable() -> bool:
    """Whether apt-get may be used here without a password: as root, or through sudo that does not ask."""
    if not present():
        return False
    if _is_root():
        return True
    return shutil.which("sudo") is not None and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0


def install(packages: Iterable[str]) -> str:
    """Install packages; gives an empty string, or the reason why not. The package lists are fetched only when they are needed."""
    wanted = sorted(packages)
    if not _lists_known():
        _run("update")
    failure = _run("install", "-y", "--no-install-recommends", *wanted)
    if failure:
        # The lists may be from a time when these versions were still on the server.
        failure = _run("update") or _run("install", "-y", "--no-install-recommends", *wanted)
    return failure


def line(packages: Iterable[str]) -> str:
    """The one line that a person types to install packages."""
    work = f"apt-get install -y {' '.join(sorted(packages))}"
    if not _lists_known():
        work = f"apt-get update && {work}"
    if _is_root():
        return work
    if shutil.which("sudo"):
        return f"sudo sh -c '{work}'" if "&&" in work else f"sudo {work}"
    return f"su -c '{work}'"


def _is_root() -> bool:
    return os.name == "posix" and os.geteuid() == 0


def _lists_known() -> bool:
    return any(LISTS.glob("*_Packages*"))


def _run(*words: str) -> str:
    """Run apt-get; gives the reason of a failure, or an empty string."""
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C", "apt-get", "-q", "-o", "Dpkg::Use-Pty=0", *words]
    done = subprocess.run(quiet if _is_root() else ["sudo", "-n", *quiet], capture_output=True, text=True, errors="replace", check=False)
    if done.returncode == 0:
        return ""
    errors = [text.removeprefix("E:").strip() for text in done.stderr.splitlines() if text.startswith("E:")]
    return errors[0] if errors else f"apt-get ended with status {done.returncode}."
