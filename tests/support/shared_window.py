"""A shared place for tests of the window: a hub with one space, and a window whose household has joined it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.learning.ids import SpaceId
from app.learning.people import Role
from app.sync.state import Stage
from app.ui.pages.join import JoinPage
from app.ui.pages.sync import SyncPage
from app.ui.routes import Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.fields import TextField
from tests.support.child_side import LONG, Playhouse
from tests.support.gateways import hub_database, new_invite, new_space, typed
from tests.support.grown_up_side import answered, gone_to, named, press, signed_in

if TYPE_CHECKING:
    from app.ui.window import Window


@dataclass(slots=True)
class SharedPlace:
    """A hub with one space, and how it is typed."""

    database: Database
    space: SpaceId
    address: str

    def code(self, role: Role = Role.OWNER) -> str:
        """An invitation."""
        return new_invite(self.database, self.space, role)

    def names(self) -> set[str]:
        """The children that the hub has."""
        with self.database.reading() as connection:
            return set(connection.execute(text("SELECT name FROM shared.children WHERE space_id = :s"), {"s": self.space}).scalars())


@contextmanager
def shared_place(server: DatabaseAddress, run_folder: Path) -> Iterator[SharedPlace]:
    """A hub with an empty space, dropped afterwards."""
    with hub_database(server, run_folder) as database:
        yield SharedPlace(database, new_space(database), typed(database.address))


def page_of(house: Playhouse, window: Window) -> SyncPage:
    """The page about sharing, filled."""
    return gone_to(house, window, Route.SYNC, SyncPage)


def join(house: Playhouse, root: SyncPage | JoinPage, shared: SharedPlace) -> None:
    """Type an invitation with its address, and join."""
    named(root, TextField, "Invitation").setText(shared.code())
    named(root, TextField, "Address of the server").setText(shared.address)
    press(named(root, Button, "Join"))


def up_to_date(house: Playhouse, window: Window) -> None:
    """Wait until all is shared."""
    house.qtbot.waitUntil(lambda: window.link.state.stage is Stage.UP_TO_DATE, timeout=3 * LONG)
    answered(house, window)


def joined(house: Playhouse, shared: SharedPlace) -> tuple[Window, SyncPage]:
    """A window whose household has just become the shared space, on the page about it, signed in."""
    window = signed_in(house)
    join(house, page_of(house, window), shared)
    up_to_date(house, window)
    with house.desk.database.reading() as connection:
        owner = connection.execute(text("SELECT id FROM grown_ups WHERE space_id = :s"), {"s": shared.space}).scalar_one()
    house.desk = replace(house.desk, space=shared.space, grown_up=owner)
    page = page_of(house, window)
    house.qtbot.waitUntil(lambda: page._computers is not None, timeout=LONG)
    answered(house, window)
    return window, page
