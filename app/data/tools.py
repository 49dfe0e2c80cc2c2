"""Running PostgreSQL's client programs (pg_dump, pg_restore, psql) on a database, with their failures as Problems."""

import subprocess
from pathlib import Path

from app.data.address import DatabaseAddress
from app.data.certificates import authorities
from app.data.cluster.binaries import Binaries
from app.data.cluster.settings import clean_environment
from app.data.cluster.troubles import problem_of_output
from app.learning.problems import Problem, Trouble

_SHOWN = 500  # characters of a program's words that go into a Problem


def run_tool(tools: Binaries, name: str, address: DatabaseAddress | None, folder: Path, *arguments: str, say: str = "") -> str:
    """Run a program, on the database of an address where one is given, and return what it wrote.

    `folder` is where it writes or reads, for the facts of a Problem. Raises Problem: DISK_FULL, FOLDER_NOT_WRITABLE,
    DATABASE_UNREACHABLE, DATABASE_REFUSED_PASSWORD, DATABASE_WITHOUT_RIGHTS, CLUSTER_FAILED.
    """
    environment = {**clean_environment(), "PGAPPNAME": "lettergrove", "PGCONNECT_TIMEOUT": "15"}
    command = [tools.path(name)]
    if address is not None:
        command += ["--no-password", f"--dbname={_conninfo(address)}"]
        if address.password:
            environment["PGPASSWORD"] = address.password  # readable by this account only, unlike an argument
    done = subprocess.run(  # noqa: S603 (PostgreSQL's own programs, arguments made here)
        [*command, *arguments], input=say, capture_output=True, text=True, errors="replace", env=environment, check=False
    )
    if done.returncode != 0:
        raise _problem(done.stderr, folder)
    return done.stdout


def _conninfo(address: DatabaseAddress) -> str:
    named = {name: value for name, value in address.connect_arguments().items() if name != "password"}
    named |= authorities(named)
    return " ".join(f"{name}='{_escaped(str(value))}'" for name, value in named.items())


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")


def _problem(said: str, folder: Path) -> Problem:
    trouble = None
    if "authentication failed" in said or "no password supplied" in said:
        trouble = Trouble.DATABASE_REFUSED_PASSWORD
    elif "permission denied for" in said:
        trouble = Trouble.DATABASE_WITHOUT_RIGHTS
    elif "connection to server" in said and "failed" in said:
        trouble = Trouble.DATABASE_UNREACHABLE
    return problem_of_output(said, folder) if trouble is None else Problem(trouble, said=said.strip()[-_SHOWN:])
