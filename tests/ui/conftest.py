"""Fixtures of the window's tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.services.desk import Desk
from app.system.clock import now
from app.system.ids import new_id
from app.system.paths import Paths
from app.ui.grove import seen
from tests.support.child_side import Playhouse, found
from tests.support.shared_window import SharedPlace, shared_place

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that cost a thousandth: these tests are not about passwords."""
    from argon2 import PasswordHasher  # noqa: PLC0415 (as in the program)

    from app.services import password_hashes  # noqa: PLC0415

    monkeypatch.setattr(password_hashes, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


@pytest.fixture
def playhouse(qtbot: QtBot, fresh_database: Database, quick_hashes: None, tmp_path: Path) -> Iterator[Playhouse]:
    """A household with the child Mia on a database of its own; windows that are still open at the end are closed."""
    seen.forget()
    desk, child = found(fresh_database)
    house = Playhouse(qtbot, fresh_database.address, Paths(tmp_path / "home"), desk, child)
    yield house
    for window in list(house.windows):
        house.close(window)


@pytest.fixture
def empty_house(qtbot: QtBot, fresh_database: Database, quick_hashes: None, tmp_path: Path) -> Iterator[Playhouse]:
    """A house in which nobody lives yet."""
    desk = Desk(fresh_database, None, None, now, new_id)
    house = Playhouse(qtbot, fresh_database.address, Paths(tmp_path / "home"), desk, None)  # type: ignore[arg-type]  # nobody yet
    yield house
    for window in list(house.windows):
        house.close(window)


@pytest.fixture
def shared(server: DatabaseAddress, run_folder: Path) -> Iterator[SharedPlace]:
    """A hub with an empty space that a household can join."""
    with shared_place(server, run_folder) as place:
        yield place
