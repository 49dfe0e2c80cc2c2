"""Sharing on the tour: a hub and a second computer, each on a server of its own, and the grown-up who joins and looks after both."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from PySide6.QtWidgets import QLineEdit

from app.data.cluster import Cluster
from app.data.database import Database
from app.data.hub import keeping
from app.data.hub.install import install
from app.learning.ids import SpaceId
from app.learning.people import Role
from app.services import children, grown_ups, linking, spaces, syncing
from app.services.opening import open_desk
from app.sync.invites import hash_of, new_code
from app.sync.state import Stage as LinkStage
from app.system.ids import new_id
from app.system.paths import Paths
from app.ui.pages.join import JoinPage
from app.ui.pages.sync import SyncPage
from app.ui.routes import Route
from app.ui.widgets.fields import TextField

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.data.address import DatabaseAddress
    from app.learning.ids import GrownUpId
    from app.services.desk import Desk
    from app.ui.touring.grown_up import LookingGrownUp
    from app.ui.touring.hands import Hands

_ELSEWHERE, _HERE = "Maya", "Mia K."  # what the child is called in two places at once
_PATIENCE_S = 60.0


class Sharing:
    """`home` is a folder for the hub and the other computer; `close` leaves nothing of them."""

    def __init__(self, hands: Hands, grown_up: LookingGrownUp, home: Path) -> None:
        self._hands, self._grown_up, self._home = hands, grown_up, home
        self._stack = ExitStack()
        self._space = SpaceId(new_id())
        self._hub: DatabaseAddress | None = None
        self._name = ""

    def close(self) -> None:
        """Stop both servers, and take away what lies outside of the folder."""
        self._stack.close()

    def walk(self) -> None:
        """Join, look, and settle what two computers wrote at once. Raises Lost."""
        hands, window = self._hands, self._hands.window
        self._on_database_thread(lambda _desk: self._make_hub())
        window.go(Route.JOIN)
        hands.until("the page for a new computer", lambda: isinstance(window.page, JoinPage))
        hands.look("join")
        self._on_database_thread(self._sign_in)
        self._to_sync()
        self._type_invitation("ABCD-EFGH-JKLM")
        hands.until("what is wrong with it", lambda: self._field("Invitation").accessibleDescription().startswith("This code"))
        hands.look("sync-mistyped")
        self._type_invitation(self._code())
        hands.until("all to be shared", lambda: window.link.state.stage is LinkStage.UP_TO_DATE, _PATIENCE_S)
        self._to_sync()
        hands.press(self._grown_up.named("Add a computer"))
        hands.rest(300)
        hands.press(self._grown_up.named("Make an invitation"))
        hands.press(self._grown_up.named("Copy the link of the invitation"))
        hands.rest(300)
        hands.look("sync-invited")
        self._on_database_thread(self._differ)
        window.link.sync_now()
        hands.until("what was written in two places", lambda: self._grown_up.is_there("Put back"), _PATIENCE_S)
        hands.rest(400)
        hands.look("sync-conflicts")
        hands.press(self._grown_up.beginning("Leave Mia"))
        hands.rest(400)
        self._on_database_thread(self._call_as_before)
        window.link.sync_now()
        self._to_sync()
        hands.until("all to be shared", lambda: window.link.state.stage is LinkStage.UP_TO_DATE, _PATIENCE_S)
        hands.look("sync-linked")
        window.sign_out()

    def _to_sync(self) -> None:
        window = self._hands.window
        window.go(Route.SYNC)
        page = cast(SyncPage, window.page)
        self._hands.until("the page about sharing", lambda: window.page is page and page.is_whole, _PATIENCE_S)
        self._hands.rest(300)

    def _type_invitation(self, code: str) -> None:
        self._hands.write(cast(QLineEdit, self._field("Invitation")), code)
        self._hands.write(cast(QLineEdit, self._field("Address of the server")), self._address())
        self._hands.press(self._grown_up.named("Join"))

    def _field(self, name: str) -> TextField:
        return cast(TextField, self._grown_up.named(name))

    def _on_database_thread(self, work: Callable[[Desk], None]) -> None:
        over: list[bool] = []
        self._hands.window.tasks.ask(self._hands.window, work, lambda _: over.append(True))
        self._hands.until("the other computers", lambda: over, _PATIENCE_S)

    # the others

    def _make_hub(self) -> None:
        self._hub = self._cluster("hub").start()
        database = Database.open(self._hub)
        with database.transaction() as connection:
            install(connection)
            keeping.found_space(connection, self._space, "The Mills")
        database.close()

    def _cluster(self, name: str) -> Cluster:
        cluster = self._stack.enter_context(Cluster(Paths(self._home / name).cluster))
        self._stack.callback(cluster.discard)
        return cluster

    def _code(self) -> str:
        code = new_code()
        database = Database.open(cast("DatabaseAddress", self._hub))
        with database.transaction() as connection:
            keeping.invite(connection, self._space, hash_of(code), Role.OWNER, 24)
        database.close()
        return code

    def _address(self) -> str:
        hub = cast("DatabaseAddress", self._hub)
        if hub.is_socket:
            return f"postgresql://{hub.user}@/{hub.database}?host={hub.host}&port={hub.port}"
        return f"postgresql://{quote(hub.user)}:{quote(hub.password, safe='')}@{hub.host}:{hub.port}/{hub.database}"

    def _sign_in(self, desk: Desk) -> None:
        self._hands.window.tasks.act_as(_owner(desk))

    def _call_as_before(self, desk: Desk) -> None:
        children.change_child(_by_owner(desk), children.list_children(desk)[0].id, name=self._name)

    def _differ(self, desk: Desk) -> None:
        """Another computer joins, and both call the child something else before they meet."""
        paths = Paths(self._home / "other")
        other = open_desk(paths, None, self._cluster("other"))
        linking.join(other, paths, self._code(), self._address(), "Kitchen computer")
        syncing.sync_once(other, paths)
        space = spaces.current_space(other)
        there = _by_owner(replace(other, space=None if space is None else space.id))
        before = children.list_children(desk)[0]
        child, self._name = before.id, before.name
        children.change_child(there, child, name=_ELSEWHERE)
        children.change_child(_by_owner(desk), child, name=_HERE)
        syncing.sync_once(there, paths)
        other.database.close()


def _by_owner(desk: Desk) -> Desk:
    return replace(desk, grown_up=_owner(desk))


def _owner(desk: Desk) -> GrownUpId:
    return grown_ups.list_grown_ups(desk)[0].id
