"""The entry and its commands, as a person meets them."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import commands
import environment
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]


def started(*words: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    around = {"PATH": os.environ["PATH"], **surroundings}
    return subprocess.run(
        [sys.executable, "packaging/start.py", *words], cwd=ROOT, env=around, capture_output=True, text=True, check=False, encoding="utf-8",
    )


def test_help_lists_every_command_of_the_makefile() -> None:
    told = started("help").stdout

    wanted = re.search(r"^COMMANDS := (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert wanted is not None
    assert set(wanted.group(1).split()) | {"help"} == set(commands.COMMANDS)
    assert all(f"  {name} " in told for name in commands.COMMANDS)


def test_an_unknown_command_is_one_sentence_and_status_2() -> None:
    ended = started("fly")

    assert ended.returncode == 2
    assert ended.stderr.startswith("There is no command named fly.")
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize("language", ["C", "POSIX", "tr_TR.UTF-8"])
def test_it_works_in_any_locale_and_without_a_home(language: str) -> None:
    ended = started("help", LC_ALL=language, PYTHONIOENCODING="ascii")

    assert ended.returncode == 0, ended.stderr


def test_a_python_too_old_is_one_sentence() -> None:
    line = "import sys; sys.version_info = (3, 9, 2); sys.path.insert(0, 'packaging'); import start; sys.exit(start.begin())"

    ended = subprocess.run([sys.executable, "-c", line], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert ended.stderr == "Lettergrove needs Python 3.11 or newer, and this is Python 3.9.\n"


def test_the_development_lock_holds_every_version_of_the_runtime_lock() -> None:
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^([\w.-]+==[^ ;\\]+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))

    assert pins(environment.RUNTIME) <= pins(environment.DEVELOPMENT)


@pytest.mark.parametrize("lock", [environment.RUNTIME, environment.DEVELOPMENT])
def test_every_package_of_a_lock_is_pinned_by_hash(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[\w.-]+==)", text)

    assert all("--hash=sha256:" in entry for entry in entries if "==" in entry.splitlines()[0])


def test_the_version_is_the_same_in_the_program_and_in_its_package() -> None:
    from app import __version__  # noqa: PLC0415 (for this alone)

    assert tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"] == __version__


@pytest.mark.parametrize("lock", [environment.RUNTIME, environment.DEVELOPMENT])
def test_a_lock_holds_what_pyproject_asks_for_and_names_no_host(lock: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = project["dependencies"] + ([*extras["dev"], *extras["gateway"]] if lock == environment.DEVELOPMENT else [])
    text = (ROOT / lock).read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([\w.-]+)==([^ ;\\]+)", text, re.MULTILINE))
    wanted = {canonicalize_name(each.name): each.specifier for each in map(Requirement, asked) if each.name != project["name"]}
    assert wanted.keys() <= pinned.keys()
    assert [name for name, versions in wanted.items() if not versions.contains(pinned[name])] == []
    assert "://" not in text
