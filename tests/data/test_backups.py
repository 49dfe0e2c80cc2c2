"""Backups: whole, verified, private, and they bring everything back."""

import stat
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from app.data.address import DatabaseAddress
from app.data.backups import back_up, check, restore
from app.data.database import Database
from app.learning.problems import Problem, Trouble
from tests.support.clusters import ask
from tests.support.database import create, drop
from tests.support.servers import free_port, installed_major, own_server


@pytest.fixture
def grove(fresh_database: Database) -> Database:
    """A database with rows that text formats like to break."""
    with fresh_database.transaction() as connection:
        connection.execute(text("CREATE TABLE leaf (id int PRIMARY KEY, name text)"))
        connection.execute(text("INSERT INTO leaf VALUES (1, :name)"), {"name": "क्ष \\N \t'\";\n🌳"})
        connection.execute(text("INSERT INTO leaf SELECT g, 'leaf ' || g FROM generate_series(2, 5000) g"))
    return fresh_database


@pytest.fixture
def empty(server: DatabaseAddress) -> Iterator[DatabaseAddress]:
    """A database without anything in it."""
    name = f"empty_{uuid.uuid4().hex[:8]}"
    yield create(server, name, "template0")
    drop(server, name)


def test_what_was_backed_up_comes_back_as_it_was(grove: Database, empty: DatabaseAddress, tmp_path: Path) -> None:
    file = back_up(grove.address, tmp_path / "backups")
    restore(file, empty)
    sums = "SELECT md5(string_agg(id || name, ',' ORDER BY id)) FROM leaf"
    assert ask(empty, sums) == ask(grove.address, sums)
    tables = "SELECT string_agg(tablename, ',' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'public'"
    assert ask(empty, tables) == ask(grove.address, tables)


def test_a_backup_is_for_its_owner_alone_and_nothing_half_made_stays_beside_it(grove: Database, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    first, second = back_up(grove.address, folder), back_up(grove.address, folder)
    assert first != second
    assert sorted(folder.iterdir()) == sorted([first, second])
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert check(first) > 0


@pytest.mark.parametrize("damage", ["cut", "changed", "empty"])
def test_a_damaged_backup_is_noticed(grove: Database, empty: DatabaseAddress, tmp_path: Path, damage: str) -> None:
    file = back_up(grove.address, tmp_path)
    whole = file.read_bytes()
    middle = len(whole) * 9 // 10
    file.write_bytes({"cut": whole[:middle], "changed": b"x" * 200 + whole[200:], "empty": b""}[damage])
    with pytest.raises(Problem):
        check(file)
    with pytest.raises(Problem):
        restore(file, empty)
    assert ask(empty, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == 0, "whole or not at all"


def test_a_server_that_is_gone_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        back_up(replace(DatabaseAddress("127.0.0.1", free_port()), embedded=True), tmp_path)
    assert caught.value.trouble is Trouble.DATABASE_UNREACHABLE
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_no_folder_is_told_so(grove: Database, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("a file")
    with pytest.raises(Problem):
        back_up(grove.address, tmp_path / "backups")


def test_a_server_of_ones_own_is_backed_up_with_its_password(tmp_path: Path) -> None:
    binaries = installed_major(15)
    if binaries is None:
        pytest.skip("PostgreSQL 15 is not installed")
    with own_server(binaries) as server:
        ask(server.address, "CREATE TABLE leaf AS SELECT 'oak' AS name")
        file = back_up(server.address, tmp_path)
        ask(server.address, "CREATE DATABASE again")
        restore(file, server.address.for_database("again"))
        assert ask(server.address.for_database("again"), "SELECT name FROM leaf") == "oak"
        with pytest.raises(Problem) as caught:
            back_up(replace(server.address, password="wrong"), tmp_path)
    assert caught.value.trouble is Trouble.DATABASE_REFUSED_PASSWORD
