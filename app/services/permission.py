"""Who may do what: asked at the beginning of every change that belongs to grown-ups.

The child side (nobody at the desk) may play and nothing else; a grown-up may do what the table in `app.learning.roles` gives to the role
that the database holds for them at that moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.data.queries import grown_ups
from app.learning.people import GrownUp
from app.learning.problems import Problem, Trouble
from app.learning.roles import Action, require
from app.services.desk import Desk, space_of

if TYPE_CHECKING:
    from app.data.database import Connection


def permitted(desk: Desk, connection: Connection, action: Action) -> GrownUp:
    """The grown-up at the desk, who may do this. Raises Problem NOT_ALLOWED (action, role); also when they were taken out meanwhile."""
    found = None if desk.grown_up is None else grown_ups.find(connection, space_of(desk), desk.grown_up)
    if found is None or found.deleted_at is not None:
        raise Problem(Trouble.NOT_ALLOWED, action=action.value, role=None)
    require(found.role, action)
    return found
