"""The accounts of a hub on servers of someone's own, the oldest and ours: who may make it, what it leaves behind, what is logged."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import ProgrammingError

from app.data.address import DatabaseAddress
from app.data.cluster.account import OURSELVES, Account
from app.data.cluster.binaries import own_binaries
from app.data.cluster.reach import reachable_binaries
from app.data.database import Database
from app.data.hub import checking, keeping
from app.data.hub.install import install, uninstall
from app.data.tools import run_tool
from app.learning.people import Role
from app.learning.problems import Problem
from tests.support.clusters import ROOT, ask
from tests.support.servers import OwnServer, _lent, installed_major, own_server

MANAGER = "manager of hubs"


@pytest.fixture(scope="module", params=[15, 18])
def own(request: pytest.FixtureRequest) -> Iterator[OwnServer]:
    """A server on which there never was a hub."""
    account = Account(_lent().pw_uid, _lent().pw_gid) if ROOT else OURSELVES
    binaries = installed_major(15) if request.param == 15 else reachable_binaries(account, own_binaries())
    if binaries is None:
        pytest.skip("no PostgreSQL 15 on this computer (Debian 12 has it: apt install postgresql)")
    with own_server(binaries) as server:
        ask(server.address, f"CREATE ROLE \"{MANAGER}\" LOGIN CREATEROLE PASSWORD 'a long one'")
        yield server


@contextmanager
def opened(address: DatabaseAddress) -> Iterator[Database]:
    database = Database.open(address)
    try:
        yield database
    finally:
        database.close()


def empty_database(own: OwnServer, owner: str) -> DatabaseAddress:
    """An empty database, and its owner's address of it."""
    name = f"hub_{uuid.uuid4().hex[:8]}"
    ask(own.address, f'CREATE DATABASE {name} OWNER "{owner}"')
    user, password = (MANAGER, "a long one") if owner == MANAGER else (own.address.user, own.address.password)
    return replace(own.address, database=name, user=user, password=password)


def dump(address: DatabaseAddress, folder: Path) -> list[str]:
    """The schema of a database, rights and settings too, without what names the dump itself."""
    said = run_tool(own_binaries(), "pg_dump", address, folder, "--schema-only", "--create")
    return [line for line in said.splitlines() if not line.startswith(("\\restrict", "\\unrestrict"))]


def test_who_may_only_make_roles_and_schemas_makes_a_hub_twice_and_keeps_it(own: OwnServer) -> None:
    """From PostgreSQL 16 on whoever makes a role has yet to let himself in: as on every managed server."""
    with opened(empty_database(own, MANAGER)) as database:
        for _ in range(2):
            with database.transaction() as connection:
                install(connection)
        with database.transaction() as connection:
            space = uuid.uuid4()
            keeping.found_space(connection, space, "Class 1b")
            keeping.invite(connection, space, "0" * 64, Role.TEACHER, 24)
            assert [found["label"] for found in keeping.spaces(connection)] == ["Class 1b"]
            assert checking.faults_of_rights(connection) == ()
        with database.transaction() as connection:
            uninstall(connection)
        with database.transaction() as connection:
            assert install(connection) == 0


@pytest.mark.parametrize("owner", [MANAGER, "owner"])
def test_removing_a_hub_leaves_the_database_as_it_was(own: OwnServer, owner: str, tmp_path: Path) -> None:
    address = empty_database(own, owner)
    before = dump(address, tmp_path)
    with opened(address) as database:
        for work in (install, install, uninstall):
            with database.transaction() as connection:
                work(connection)
    assert dump(address, tmp_path) == before
    assert len(before) > 10


def test_what_devices_say_stays_out_of_the_log_where_whoever_makes_the_hub_may_say_so(own: OwnServer) -> None:
    with opened(empty_database(own, "owner")) as database, database.transaction() as connection:
        install(connection)
    for name in ("log_parameter_max_length", "log_parameter_max_length_on_error"):
        assert ask(database.address, f"SHOW {name}") == "0"


def test_a_check_of_a_hub_tells_of_a_server_that_logs_what_devices_say(own: OwnServer) -> None:
    address = empty_database(own, MANAGER)
    with opened(address) as database:
        with database.transaction() as connection:
            install(connection)
            assert checking.faults_of_logging(connection) == ()
        ask(replace(own.address, database=address.database), f"ALTER DATABASE {address.database} SET log_min_duration_statement = 250")
        with opened(address) as again, again.reading() as connection:
            assert ["log_parameter_max_length = 0" in fault for fault in checking.faults_of_logging(connection)] == [True]


def test_a_devices_account_looks_after_nothing(own: OwnServer) -> None:
    address = empty_database(own, "owner")
    with opened(address) as database, database.transaction() as connection:
        install(connection)
    name = f"device_{uuid.uuid4().hex[:8]}"
    ask(own.address, f"CREATE ROLE {name} LOGIN PASSWORD 'x' IN ROLE lettergrove_device")
    with opened(replace(address, user=name, password="x")) as database:
        for work in (install, uninstall):
            with pytest.raises((Problem, ProgrammingError)), database.transaction() as connection:
                work(connection)
