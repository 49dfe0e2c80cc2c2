"""The desk: what every intention needs at hand.

A service is a function whose first argument is a desk. A read returns a value; a change returns a `Change`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.data.database import Database
from app.learning.ids import GrownUpId, SpaceId


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
