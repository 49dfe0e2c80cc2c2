"""Who is signed in, for pages that offer only what this one may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.learning.roles import Action, may
from app.services import grown_ups

if TYPE_CHECKING:
    from app.services.desk import Desk


def allowed(desk: Desk) -> frozenset[Action]:
    """What the grown-up who acts may do; nothing when nobody is signed in."""
    me = next((one for one in grown_ups.list_grown_ups(desk) if one.id == desk.grown_up), None)
    return frozenset() if me is None else frozenset(action for action in Action if may(me.role, action))
