"""The virtual environment `.venv` and the hash-pinned packages in it.

What is ready is noted in `.venv/ready.json`, by the hash of the lock file, so that a second call does nothing.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from wording import Unready, say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
READY = VENV / "ready.json"
RUNTIME = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"  # holds all of RUNTIME too; tests/packaging holds that
# How pip says that it has no network.
OFFLINE = (
    "NewConnectionError",
    "NameResolutionError",
    "ConnectTimeout",
    "ReadTimeout",
    "Temporary failure in name resolution",
    "ProxyError",
    "Network is unreachable",
)


def python() -> Path:
    """The Python of the environment."""
    return VENV / "Scripts" / "python.exe" if os.name == "nt" else VENV / "bin" / "python"


def surroundings() -> dict[str, str]:
    """The environment variables for the environment's Python: those of this process without what would lead it astray."""
    misleading = {"PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__", "PIP_USER"}
    kept = {name: value for name, value in os.environ.items() if name not in misleading}
    return kept | {"VIRTUAL_ENV": str(VENV), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def can_make_one() -> bool:
    """Whether this Python can make environments: Debian keeps that part in a package of its own."""
    return importlib.util.find_spec("ensurepip") is not None or _usable()


def make_ready(lock: str) -> None:
    """Make the environment hold exactly the versions of a lock file. Raises Unready with a sentence when that cannot be done."""
    if is_ready(lock):
        return
    if not _usable():
        _make()
    note(packages=None)
    _install(lock)
    note(packages={lock: _digest(lock)})


def is_ready(lock: str) -> bool:
    """Whether the packages of a lock file are installed, by the note: the development lock holds the runtime one too."""
    packages = noted().get("packages")
    if not isinstance(packages, dict) or not python().exists():
        return False
    return any(packages.get(name) == _digest(name) for name in {lock, DEVELOPMENT})


def noted() -> dict[str, object]:
    """What was found ready earlier; empty for another folder, another Python, or a note that cannot be read."""
    try:
        facts = json.loads(READY.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(facts, dict) or facts.get("root") != str(ROOT) or facts.get("python") != _interpreter():
        return {}
    return facts


def note(**facts: object) -> None:
    """Add facts to the note."""
    known = noted() | {"root": str(ROOT), "python": _interpreter()} | facts
    READY.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


def forget_machine() -> None:
    """Look at the system libraries and fonts afresh next time."""
    if noted():
        note(machine=[])


def _interpreter() -> str:
    """The Python behind the environment, links followed: after an upgrade of the system it is another, and the packages are gone."""
    return os.path.realpath(python())


def _digest(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def _usable() -> bool:
    """Whether there is a working environment with pip in it; a half-made one, or one of a Python too old, is made anew."""
    if not python().exists():
        return False
    asked = [str(python()), "-I", "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11) or sys.prefix == sys.base_prefix)"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def _make() -> None:
    say("Making the environment .venv ...")
    if VENV.is_symlink() or VENV.is_file():
        raise Unready(f"{VENV} is in the way: Lettergrove keeps its packages in a folder of that name. Move it away and try again.")
    if VENV.exists():
        shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-I", "-m", "venv", str(VENV)], capture_output=True, text=True, check=False, env=surroundings())
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        reason = (made.stderr.strip() or made.stdout.strip()).splitlines()[-1:] or ["no reason given"]
        raise Unready(f"The environment .venv could not be made in {ROOT}: {reason[0]}")


def _install(lock: str) -> None:
    pins = re.findall(r"^[\w.-]+==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)
    say(f"Installing {len(pins)} packages from {lock} (a few minutes the first time) ...")
    line = [str(python()), "-I", "-m", "pip", "install", "--require-hashes", "--prefer-binary", "--no-input", "--retries", "2", "-r", lock]
    done = subprocess.run(line, cwd=ROOT, env=surroundings(), capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        raise Unready(_reason(done.stderr))


def _reason(errors: str) -> str:
    """Pip's many lines as one sentence that says what to do."""
    if "DO NOT MATCH THE HASHES" in errors:
        return "A downloaded package is not the one that the lock file names, so nothing was installed. Try again on another network."
    if "No space left" in errors:
        return f"The disk is full: free about 1 GB for {VENV} and try again."
    if "CERTIFICATE_VERIFY_FAILED" in errors:
        return "The packages could not be fetched: this computer does not trust the certificate of the server (is its clock right?)."
    if any(sign in errors for sign in OFFLINE):
        return "The packages could not be fetched: the network does not answer. Connect this computer and try again; this is needed once."
    told = [line for line in errors.splitlines() if line.startswith("ERROR")] or errors.strip().splitlines()[-1:]
    return "The packages could not be installed. pip says: " + " ".join(line.removeprefix("ERROR:").strip() for line in told[:3])
