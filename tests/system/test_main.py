"""The command line as a person meets it: one sentence and a status, never a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import __version__, bootstrap

ROOT = Path(__file__).resolve().parents[2]


def lettergrove(*words: str, home: Path, **surroundings: str) -> subprocess.CompletedProcess[str]:
    around = {"PATH": os.environ["PATH"], "LETTERGROVE_HOME": str(home), **surroundings}
    return subprocess.run([sys.executable, "-m", "app", *words], cwd=ROOT, env=around, capture_output=True, text=True, check=False)


def test_the_version_is_one_line(tmp_path: Path) -> None:
    ended = lettergrove("--version", home=tmp_path)

    assert (ended.returncode, ended.stdout) == (0, f"Lettergrove {__version__}\n")


def test_help_lists_the_commands(tmp_path: Path) -> None:
    told = lettergrove("--help", home=tmp_path).stdout

    assert all(command in told for command in ("doctor", "demo", "tour", "--home", "--database", "--version"))


@pytest.mark.parametrize("words", [("fly",), ("--fly",), ("demo", "--children", "many"), ("demo", "--days", "-1"), ("--home",)])
def test_words_that_mean_nothing_are_one_sentence_and_status_2(words: tuple[str, ...], tmp_path: Path) -> None:
    ended = lettergrove(*words, home=tmp_path)

    assert ended.returncode == 2
    assert "lettergrove --help" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", [(), ("demo",), ("doctor",)])
def test_a_wrong_database_address_is_a_sentence_and_status_1(command: tuple[str, ...], tmp_path: Path) -> None:
    ended = lettergrove(*command, "--database", "mysql://there/x", home=tmp_path, QT_QPA_PLATFORM="vnc")

    assert ended.returncode == 1
    assert ended.stderr == "The address of the database cannot be read. It should look like postgresql://name@server/database.\n"


def test_asking_for_the_version_loads_neither_qt_nor_the_database() -> None:
    line = (
        "import sys; from app import bootstrap; bootstrap.begin(['--version']); "
        "print(sorted({'PySide6', 'sqlalchemy', 'psycopg', 'alembic'} & set(sys.modules)))"
    )

    ended = subprocess.run([sys.executable, "-c", line], cwd=ROOT, capture_output=True, text=True, check=True)

    assert ended.stdout.splitlines()[-1] == "[]"


def test_what_the_start_imports_before_the_server_is_spawned_is_light() -> None:
    line = "import sys, app.bootstrap; print(sorted({'PySide6', 'sqlalchemy', 'psycopg', 'typer', 'keyring', 'numpy'} & set(sys.modules)))"

    ended = subprocess.run([sys.executable, "-c", line], cwd=ROOT, capture_output=True, text=True, check=True)

    assert ended.stdout == "[]\n"


def test_loading_qt_leaves_pythons_import_as_it_was() -> None:
    line = "import builtins; plain = builtins.__import__; from app.ui import toolkit; toolkit.load(); print(builtins.__import__ is plain)"

    ended = subprocess.run([sys.executable, "-c", line], cwd=ROOT, capture_output=True, text=True, check=True)

    assert ended.stdout == "True\n"


@pytest.mark.parametrize(
    ("words", "chosen", "rest"),
    [
        ([], {}, []),
        (["--home", "/x", "doctor", "--json"], {"--home": "/x"}, ["doctor", "--json"]),
        (["doctor", "--database=postgresql://a/b?c=d"], {"--database": "postgresql://a/b?c=d"}, ["doctor"]),
        (["--home"], {}, ["--home"]),
        (["--home", "", "--home", "y"], {"--home": "y"}, []),
    ],
)
def test_home_and_database_are_found_wherever_they_stand(words: list[str], chosen: dict[str, str], rest: list[str]) -> None:
    assert bootstrap._options_of(words) == (chosen, rest)
