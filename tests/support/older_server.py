"""A server of an older PostgreSQL, for what must hold there too: found on this computer, or the test is skipped and says why."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from app.data.address import DatabaseAddress
from app.data.cluster.account import OURSELVES, is_root, lent_account
from app.data.cluster.binaries import Binaries, installed


def binaries_of(major: int) -> Binaries:
    """PostgreSQL of this major; the test is skipped where there is none."""
    found = next((binaries for binaries in installed() if binaries.major == major), None)
    if found is None:
        pytest.skip(f"no PostgreSQL {major} on this computer (Debian 12 has one: apt install postgresql)")
    return found


@contextmanager
def server_of(binaries: Binaries, folder: Path) -> Iterator[DatabaseAddress]:
    """A server of its own in a new folder, on a unix socket, gone at the end. Root lends it an account without rights."""
    folder.mkdir(mode=0o700)
    account = lent_account(folder.stat().st_gid) if is_root() else OURSELVES
    account.give(folder)
    data = folder / "data"
    arguments = ["-D", str(data), "-U", "owner", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    subprocess.run([binaries.path("initdb"), *arguments], check=True, capture_output=True, cwd=folder, **account.arguments())
    process = subprocess.Popen(
        [binaries.path("postgres"), "-D", data, "-k", folder, "-h", "", "-F"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        **account.arguments(),
    )
    try:
        address = DatabaseAddress(str(folder), database="postgres", user="owner")
        _wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(address: DatabaseAddress, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            psycopg.connect(**address.connect_arguments()).close()  # type: ignore[arg-type]  # libpq's keywords
        except psycopg.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return
