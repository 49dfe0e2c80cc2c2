"""House rules that no linter knows: sizes and names of files, and nothing that ties the project to one machine."""

import re
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path

LONGEST = 400  # lines; a file past it is two files
VAGUE = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}
WRITTEN_BY_TOOLS = {"requirements.lock", "requirements-dev.lock", "LICENSE"}
# A home folder or a scratch folder of somebody's machine, and the options that name a package registry's host.
TIED = re.compile(r"(?<![\w$}.])/(?:root|work|Users/\w+|home/\w+|tmp/\w+)/[\w.]|--(?:extra-)?index-url[ =]|--trusted-host|--find-links")
# Registry hosts, written so that this file does not name one itself.
HOSTS = re.compile(r"(?:artifact[\w-]*|nexus|registry|mirror)\.[\w.-]+\.\w{2,}/|files\.pythonhosted\b|/simple\b(?=[\"'\s/])")


def faults(root: Path) -> list[str]:
    """What breaks a rule, one sentence each."""
    return [fault for path in tracked(root) for fault in _faults_of(path, path.relative_to(root).as_posix())]


def sizes(root: Path) -> str:
    """How long the program's files are."""
    lengths = [_length(path) for path in _python_of(root, "app")]
    filled = [length for length in lengths if length > 1]
    if not filled:
        return "no files yet"
    return f"{len(filled)} files in app/, median {statistics.median(filled):.0f} lines, longest {max(filled)}"


def tracked(root: Path) -> list[Path]:
    """The files that git keeps, and those it would keep; without git (an unpacked archive) all but the hidden and the built."""
    asked = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        told = subprocess.run(asked, capture_output=True, check=True).stdout.decode("utf-8", "surrogateescape")
    except (OSError, subprocess.CalledProcessError):
        return [path for path in root.rglob("*") if path.is_file() and not _is_made(path.relative_to(root))]
    return [root / name for name in told.split("\0") if name and (root / name).is_file()]


def _is_made(path: Path) -> bool:
    """Whether a tool made the file, or keeps it hidden (for a copy without git)."""
    return any(part in {"build", "__pycache__"} or (part.startswith(".") and part not in {".ci", ".gitignore"}) for part in path.parts)


def _python_of(root: Path, package: str) -> Iterator[Path]:
    return (path for path in tracked(root) if path.suffix == ".py" and path.relative_to(root).parts[0] == package)


def _length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _faults_of(path: Path, name: str) -> Iterator[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return  # a picture, a font, a sound
    if path.suffix == ".py" and path.stem in VAGUE:
        yield f"{name}: a file's name says what is in it, and {path.stem} does not"
    if path.suffix == ".py" and text.count("\n") > LONGEST:
        yield f"{name}: {text.count(chr(10))} lines; a file past {LONGEST} is two files"
    if path.name in WRITTEN_BY_TOOLS:
        yield from _ties(name, text, HOSTS)
        return
    yield from _ties(name, text, HOSTS)
    if name not in {"packaging/house.py", "tests/packaging/test_house.py"}:
        yield from _ties(name, text, TIED)


def _ties(name: str, text: str, pattern: re.Pattern[str]) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        found = pattern.search(line)
        if found:
            yield f"{name}:{number}: {found.group().strip()} belongs to one machine"
