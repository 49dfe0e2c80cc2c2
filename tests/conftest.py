"""Fixtures that more than one part of the tests uses. The database's part is first: see `tests/support/database.py`."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from app.data.address import DatabaseAddress
from app.data.cluster import Cluster
from app.data.cluster.account import SYSTEM_FOLDER_VARIABLE
from app.data.database import Database
from app.services.desk import Desk
from tests.support import database as support
from tests.support.leaks import (  # noqa: F401 (fixtures that hold for every test)
    expect_log,
    home_of_nobody,
    no_unexpected_log_line,
    no_word_to_the_network,
    nothing_left_behind,
)

_RUN = "LETTERGROVE_TEST_RUN"


def pytest_configure(config: pytest.Config) -> None:
    """Make one folder for the whole run; workers of xdist inherit its name. Root's clusters go there too, not into the system."""
    if _RUN not in os.environ:
        folder = Path(tempfile.mkdtemp(prefix="lettergrove-tests-"))
        folder.chmod(0o711)
        os.environ[_RUN] = str(folder)
        os.environ[SYSTEM_FOLDER_VARIABLE] = str(folder / "system")
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


@pytest.fixture(scope="session")
def run_folder() -> Path:
    """The folder of this run, which all workers share."""
    return Path(os.environ[_RUN])


@pytest.fixture(scope="session")
def cluster(run_folder: Path) -> Iterator[Cluster]:
    """The run's cluster, started."""
    with support.shared_cluster(run_folder / "cluster") as cluster:
        cluster.start()
        yield cluster


@pytest.fixture(scope="session")
def server(cluster: Cluster, run_folder: Path) -> DatabaseAddress:
    """The address of the run's server, where the template with the tables is ready."""
    address = cluster.start()
    support.prepare_template(address, run_folder)
    return address


@pytest.fixture(scope="session")
def worker_database(server: DatabaseAddress) -> Iterator[Database]:
    """This worker's database; tests take it through `database`, which rolls back."""
    with support.copy_of_template(server, "worker") as database:
        yield database


@pytest.fixture
def database(worker_database: Database) -> Iterator[support.RolledBack]:
    """A database with the tables in it and no rows; all that the test does is taken back."""
    with support.rolled_back(worker_database) as database:
        yield database


@pytest.fixture
def connection(database: support.RolledBack) -> Connection:
    """The connection of `database`."""
    return database.connection


@pytest.fixture
def fresh_database(server: DatabaseAddress) -> Iterator[Database]:
    """A copy of the template with real transactions, for tests of several connections, of commits and of triggers that defer."""
    with support.copy_of_template(server, "fresh") as database:
        yield database


@pytest.fixture
def queries(database: support.RolledBack) -> Iterator[support.Queries]:
    """What is sent to `database`, counted."""
    with support.watched(database) as queries:
        yield queries


@pytest.fixture
def desk(database: support.RolledBack) -> Desk:
    """A desk on `database`, before any space was founded."""
    from app.system.clock import now  # noqa: PLC0415 (only tests of services need it)
    from app.system.ids import new_id  # noqa: PLC0415

    return Desk(database=database, space=None, grown_up=None, now=now, new_id=new_id)
