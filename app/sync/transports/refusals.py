"""What a hub refuses, over either transport."""

from app.sync.protocol import HubRefusal, Refused


def refusal(state: str, detail: str | None) -> HubRefusal:
    """The refusal that an SQLSTATE and its DETAIL tell of; one that this program does not know yet counts as malformed."""
    return HubRefusal.from_state(state, detail) or HubRefusal(Refused.MALFORMED, {"state": state})
