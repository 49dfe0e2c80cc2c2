"""Clusters under test: what runs for them, and other programs (processes of our own code) that use them."""

import os
import subprocess
import sys
import textwrap
from contextlib import suppress
from pathlib import Path
from typing import Any, LiteralString

import psutil
import psycopg
import pytest

from app.data.address import DatabaseAddress
from app.data.cluster import Cluster
from app.data.cluster.places import Places

ROOT = os.name == "posix" and os.geteuid() == 0
PROJECT = Path(__file__).parents[2]
PACKAGES = str(Path(psycopg.__file__).parents[1])


def open_connection(address: DatabaseAddress) -> psycopg.Connection:
    """A connection of its own, committing each statement."""
    return psycopg.connect(**address.connect_arguments(), autocommit=True)  # type: ignore[arg-type]  # libpq's keywords


def ask(address: DatabaseAddress, statement: LiteralString) -> object:
    """The first value of one statement's first row; None when it gives no rows."""
    with open_connection(address) as connection:
        cursor = connection.execute(statement)
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


def data_of(folder: Path) -> Path:
    """PostgreSQL's own folder of the cluster in this folder (for root it lies elsewhere)."""
    return Places.of(folder).data


def servers_in(folder: Path) -> list[psutil.Process]:
    """Every PostgreSQL process that works in the cluster of this folder, or below it."""
    place = Places.of(folder).folder
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            works = process.name().startswith("postgres") or process.name() == "initdb"
            alive = process.status() != psutil.STATUS_ZOMBIE
            if works and alive and Path(process.cwd()).is_relative_to(place.resolve()):
                found.append(process)
    return found


def postmaster_of(folder: Path) -> psutil.Process:
    """The server's first process."""
    return psutil.Process(int((data_of(folder) / "postmaster.pid").read_text().splitlines()[0]))


def end_all(folder: Path) -> None:
    """Stop whatever a test has left running, as its program would at its end."""
    with Cluster(folder) as cluster, suppress(Exception):
        cluster.start()


def program(code: str, *, user: int | None = None, **environment: str) -> "subprocess.Popen[str]":
    """Another program of ours: a Python process that runs this code, as another user where one is named (only root may)."""
    account: dict[str, Any] = {} if user is None else {"user": user, "group": user, "extra_groups": []}
    kept = {name: value for name, value in os.environ.items() if user is None or name in {"PATH", "LANG"}}
    python = sys.executable if user is None else python_for_others()
    assert python is not None
    return subprocess.Popen(
        [python, "-c", textwrap.dedent(code)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
        env={**kept, "PYTHONPATH": os.pathsep.join([str(PROJECT), PACKAGES]), "PYTHONDONTWRITEBYTECODE": "1", **environment},
        **account,
    )


def said_by(process: "subprocess.Popen[str]", *, say: str = "", seconds: float = 60) -> str:
    """What a program wrote until its end; its errors fail the test."""
    out, errors = process.communicate(say, timeout=seconds)
    assert process.returncode == 0, errors
    return out.strip()


def line_of(process: "subprocess.Popen[str]") -> str:
    """The next line that a program writes."""
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    if not line:
        raise AssertionError(said_by(process))
    return line


def python_for_others() -> str | None:
    """A Python of our version that another account can run with our packages; None where the project is closed to others."""
    if not (_open_to_all(PROJECT / "app") and _open_to_all(Path(PACKAGES) / "psycopg")):
        return None
    candidates = (sys.executable, f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}")
    return next((python for python in candidates if Path(python).exists() and _open_to_all(Path(python).resolve())), None)


def _open_to_all(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in path.resolve().parents)


as_two_users = pytest.mark.skipif(not ROOT or python_for_others() is None, reason="needs root, and a project that other users can read")
