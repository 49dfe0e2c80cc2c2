"""Who may close the window: on the child side nobody without the gate, in a kiosk nobody without a password.

At home the gate is asked once, so that a parent can always close the window and a child cannot by accident. Where nothing is opened yet
(the first run, a database that cannot be reached) there is nobody to ask for a password, and the gate alone is asked.
"""

from enum import StrEnum

from app.ui.routes import CHILD_SIDE, GROWN_UP_SIDE, Route


class LeaveBy(StrEnum):
    """What is asked before the window closes."""

    NOTHING = "nothing"
    GATE = "gate"
    PASSWORD = "password"  # noqa: S105 (a word, not a password)


_NOBODY_YET = frozenset({Route.STARTING, Route.TROUBLE})


def leave_by(route: Route, kiosk: bool) -> LeaveBy:
    """What is asked of whoever closes the window on a page."""
    if route in GROWN_UP_SIDE or route is Route.WELCOME:
        return LeaveBy.NOTHING
    if kiosk:
        return LeaveBy.GATE if route in _NOBODY_YET else LeaveBy.PASSWORD
    return LeaveBy.GATE if route in CHILD_SIDE - _NOBODY_YET else LeaveBy.NOTHING
