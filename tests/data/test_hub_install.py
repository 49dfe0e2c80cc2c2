"""Making a database a hub: again and again without harm, without a superuser, on an older PostgreSQL, and back."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.data.hub import keeping
from app.data.hub.install import NEWEST, VERSIONS, install, uninstall, version_of
from app.learning.people import Role
from app.learning.problems import Problem, Trouble
from migrations import FOLDER
from tests.support.catalogue import code_of
from tests.support.database import create, drop
from tests.support.hubs import Hub, child, record, stamp
from tests.support.servers import installed_major, own_server


@pytest.fixture
def empty(server: DatabaseAddress) -> Iterator[Database]:
    address = create(server, f"empty_{uuid.uuid4().hex[:10]}", "template0")
    database = Database.open(address)
    yield database
    database.close()
    drop(server, address.database)


def test_a_database_becomes_a_hub_and_doing_it_again_keeps_everything(empty: Database) -> None:
    with empty.transaction() as connection:
        assert version_of(connection) is None
        assert install(connection) == 0
    hub = Hub(empty.address)
    device = hub.joined(hub.found())
    device.records(children=[child(name="Kept")])
    with empty.transaction() as connection:
        code = code_of(connection)
        assert install(connection) == NEWEST
        assert code_of(connection) == code
    assert "Kept" in str(device.pull())
    hub.close()


def test_every_version_has_its_file_and_a_way_back() -> None:
    files = {path.stem for path in (FOLDER / "hub").glob("0*.sql")}
    assert files == {*VERSIONS, *(f"{name}_back" for name in VERSIONS)}


def test_the_way_back_leaves_nothing(empty: Database) -> None:
    with empty.transaction() as connection:
        install(connection)
    with empty.transaction() as connection:
        uninstall(connection)
        left = connection.execute(text("SELECT count(*) FROM pg_namespace WHERE nspname IN ('sync', 'shared', 'sync_api')")).scalar()
        assert left == 0
        assert install(connection) == 0


def test_a_hub_of_a_newer_program_is_left_alone(empty: Database) -> None:
    with empty.transaction() as connection:
        install(connection)
        connection.execute(text("INSERT INTO sync.installed VALUES (:version, 9)"), {"version": NEWEST + 1})
        with pytest.raises(Problem) as caught:
            install(connection)
    assert caught.value.trouble is Trouble.SCHEMA_NEWER


def test_a_database_with_a_households_own_data_does_not_become_a_hub(fresh_database: Database) -> None:
    with fresh_database.transaction() as connection, pytest.raises(Problem) as caught:
        install(connection)
    assert caught.value.trouble is Trouble.HUB_PLACE_TAKEN


def test_a_manager_without_superuser_makes_and_keeps_a_hub(empty: Database, server: DatabaseAddress) -> None:
    name = f"manager_{uuid.uuid4().hex[:8]}"
    with empty.transaction() as connection:
        connection.execute(text(f"CREATE ROLE {name} LOGIN CREATEROLE"))
        connection.execute(text(f'ALTER DATABASE "{empty.address.database}" OWNER TO {name}'))
        connection.execute(text(f"GRANT lettergrove_hub TO {name}")) if _has_roles(empty) else None
    with empty.engine.connect() as line:
        line.execute(text(f"SET SESSION AUTHORIZATION {name}"))
        install(line)
        space = uuid.uuid4()
        keeping.found_space(line, space, "Class 1b")
        keeping.invite(line, space, "0" * 64, Role.TEACHER, 24)
        line.execute(text("RESET ROLE"))
        (found,) = keeping.spaces(line)
        assert (found["space_id"], found["label"], found["devices"]) == (space, "Class 1b", 0)
        line.commit()
        line.execute(text("RESET ROLE"))
        line.execute(text("RESET SESSION AUTHORIZATION"))
        line.commit()
    with empty.transaction() as connection:
        connection.execute(text("DROP OWNED BY lettergrove_hub CASCADE"))
        connection.execute(text(f'ALTER DATABASE "{empty.address.database}" OWNER TO CURRENT_USER'))
        connection.execute(text(f"DROP OWNED BY {name}"))
        connection.execute(text(f"DROP ROLE {name}"))
    del server


def _has_roles(database: Database) -> bool:
    with database.reading() as connection:
        return connection.execute(text("SELECT count(*) FROM pg_roles WHERE rolname = 'lettergrove_hub'")).scalar() == 1


def test_a_keeper_sees_one_space_at_a_time_unless_he_asks_for_all(empty: Database) -> None:
    with empty.transaction() as connection:
        install(connection)
        spaces = [uuid.uuid4() for _ in range(2)]
        for space in spaces:
            keeping.found_space(connection, space, str(space))
        assert len(keeping.spaces(connection)) == 2
        assert keeping.devices(connection, spaces[0]) == []
        assert connection.execute(text("SELECT count(*) FROM sync.heads")).scalar() == 1
        with pytest.raises(ProgrammingError):
            keeping.revoke(connection, spaces[0], uuid.uuid4())


def test_a_hub_works_on_postgresql_15(server: DatabaseAddress) -> None:
    binaries = installed_major(15)
    if binaries is None:
        pytest.skip("no PostgreSQL 15 on this computer (Debian 12 has it: apt install postgresql)")
    with own_server(binaries) as older:
        database = Database.open(older.address)
        try:
            with database.transaction() as connection:
                install(connection)
            hub = Hub(older.address)
            device = hub.joined(hub.found())
            device.records(children=[child()])
            assert device.pull()[0]["rows"]["records"]["children"][0]["name"] == "Mia"
            assert device.call("digest")["buckets"]["children"]
            hub.close()
            with database.transaction() as connection:
                uninstall(connection)
        finally:
            database.close()
    del server


def test_a_hub_of_the_first_version_takes_up_the_aliases_that_newer_devices_have_sent(empty: Database) -> None:
    with empty.transaction() as connection:
        install(connection)
    hub = Hub(empty.address)
    device = hub.joined(hub.found())
    mia, twin, gone = child(name="Mia"), child(name="Mia"), str(uuid.uuid4())
    device.records(children=[mia, twin])
    with empty.transaction() as connection:  # as the first version left it
        connection.execute(text("SET LOCAL ROLE lettergrove_hub"))
        connection.execute(text("SELECT set_config('lettergrove.operator', 'on', true)"))
        connection.exec_driver_sql((FOLDER / "hub" / "0002_child_aliases_back.sql").read_text(encoding="utf-8"))
        connection.execute(text("UPDATE sync.installed SET version = 1"))
        for alias in (_alias(mia["id"], twin["id"]), _alias(twin["id"], gone)):
            made, later = alias["sync_stamp"], alias["sync_columns"]
            stamps = {name: [later.get(name, made), value] for name, value in alias.items() if name not in _OWN}
            values = ":space, 'child_aliases', CAST(:id AS uuid), '{}', CAST(:stamps AS jsonb), 99"
            new = text(f"INSERT INTO sync.foreign_rows VALUES ({values})")
            connection.execute(new, {"space": device.space, "id": alias["id"], "stamps": json.dumps(stamps)})
        connection.execute(text("UPDATE sync.heads SET seq = 99"))
    with empty.transaction() as connection:
        assert install(connection) == 1
    device.cursor = 0
    (found,) = [row for page in device.pull() for row in page["rows"]["records"].get("child_aliases", ())]
    assert (found["child_id"], found["same_as"]) == (mia["id"], twin["id"])
    assert found["sync_columns"] == {"deleted_at": stamp(2_000)}
    with empty.transaction() as connection:
        connection.execute(text("SELECT set_config('lettergrove.operator', 'on', true)"))
        assert connection.execute(text("SELECT count(*) FROM sync.foreign_rows")).scalar_one() == 0
    hub.close()


_OWN = ("id", "sync_stamp", "sync_columns")


def _alias(child_id: str, same_as: str) -> dict[str, Any]:
    """An alias that was taken back later."""
    made = record(at=stamp(1_000), child_id=child_id, same_as=same_as, deleted_at="2026-11-20T10:00:00+00:00")
    return made | {"sync_columns": {"deleted_at": stamp(2_000)}}
