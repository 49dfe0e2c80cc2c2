"""What a hub refuses, over either transport."""

from collections.abc import Mapping
from typing import Final

from app.sync.protocol import HubRefusal, Refused

_MENDED_BY: Final[Mapping[Refused, tuple[str, type]]] = {Refused.DIVERGED: ("genesis", str), Refused.CLOCK_AHEAD: ("now", int)}


def refusal(state: str, detail: str | None) -> HubRefusal:
    """The refusal that an SQLSTATE and its DETAIL tell of; malformed where this program does not know it, or cannot do what it asks for."""
    found = HubRefusal.from_state(state, detail)
    name, kind = _MENDED_BY.get(found.why, ("", object)) if found else ("", object)
    if found is None or (name and type(found.facts.get(name)) is not kind):
        return HubRefusal(Refused.MALFORMED, {"state": state})
    return found
