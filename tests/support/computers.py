"""Computers under test that share a space: each a database and a folder of its own, worked by the real services."""

from dataclasses import dataclass, replace

from app.data.database import Database
from app.learning.people import Role, SpaceKind
from app.services import linking, spaces, syncing
from app.services.children import NewChild, add_child, list_children
from app.services.desk import Desk
from app.services.grown_ups import list_grown_ups
from app.sync.turn import Outcome
from app.system.clock import now
from app.system.ids import new_id
from app.system.paths import Paths

PASSWORD = "a grove of letters"


@dataclass(slots=True)
class Computer:
    """A computer: its database, and its folder for secrets."""

    database: Database
    paths: Paths

    @property
    def desk(self) -> Desk:
        """Its desk, with its oldest owner at it where it has a space."""
        desk = Desk(self.database, None, None, now, new_id)
        space = spaces.current_space(desk)
        if space is None:
            return desk
        desk = replace(desk, space=space.id)
        owner = next((each for each in list_grown_ups(desk) if each.role is Role.OWNER), None)
        return replace(desk, grown_up=owner.id if owner else None)

    def found(self, name: str, *children: str) -> None:
        """Begin on its own."""
        desk = Desk(self.database, None, None, now, new_id)
        spaces.found_space(desk, SpaceKind.HOUSEHOLD, name, f"Parent of {name}", PASSWORD, None, ["en"])
        for child in children:
            add_child(self.desk, NewChild(child, languages=("en",)))

    def names(self) -> list[str]:
        """The names of its children."""
        return sorted(child.name for child in list_children(self.desk))

    def sync(self) -> syncing.Synced:
        """Exchange once, as the command does."""
        synced = syncing.sync_once(replace(self.desk, grown_up=None), self.paths)
        assert synced.turn.outcome is Outcome.DONE, synced.turn
        return synced

    def join(self, invite: str, hub: str | None = None) -> linking.Joined:
        """Join, and fetch what is there."""
        joined = linking.join(self.desk, self.paths, invite, hub).value
        self.sync()
        return joined


def same(*computers: Computer) -> bool:
    """Whether all hold the same as the hub, value by value."""
    for computer in computers:
        computer.sync()
    return all(syncing.verify(computer.desk, computer.paths).same for computer in (*computers, computers[0]))
