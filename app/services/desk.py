"""The desk: what every intention needs at hand.

A service is a function whose first argument is a desk. A read returns a value; a change returns a `Change`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from app.learning.ids import GrownUpId, SpaceId
from app.learning.problems import Problem, Trouble

if TYPE_CHECKING:
    from app.data.database import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """The open database, whose space it is, who acts, and the one clock.

    `space` is None until the first-run wizard has founded one; `grown_up` is None on the child side. `now` gives aware local time.
    """

    database: Database
    space: SpaceId | None
    grown_up: GrownUpId | None
    now: Callable[[], datetime]
    new_id: Callable[[], UUID]


def space_of(desk: Desk) -> SpaceId:
    """The space that the desk works in. Raises Problem NOT_FOUND before one was founded."""
    if desk.space is None:
        raise Problem(Trouble.NOT_FOUND, what="space")
    return desk.space
