"""Straight to the hub's own PostgreSQL: for a server of one's own or a LAN. Beyond the loopback it has to prove itself (`verify-full`)."""

from uuid import UUID

from app.data.address import DatabaseAddress
from app.data.hub_calls import HubCalls, HubSaidNo
from app.sync.protocol import Function
from app.sync.transports.refusals import refusal


class DirectTransport:
    """A hub reached over PostgreSQL."""

    holds_polls = False

    def __init__(self, address: DatabaseAddress) -> None:
        self._hub = HubCalls(address)

    def call(self, function: Function, space: UUID, body: str) -> str:
        """See `Transport.call`."""
        try:
            return self._hub.call(function.value, space, body)
        except HubSaidNo as no:
            raise refusal(no.state, no.detail) from no

    def space_of_code(self, code: str) -> UUID | None:
        """The space of an invite whose code was typed without its link; None when there is none. Raises as `call` does."""
        try:
            return self._hub.space_of_code(code)
        except HubSaidNo as no:
            raise refusal(no.state, no.detail) from no

    def close(self) -> None:
        """Let go of connections. May be called twice."""
        self._hub.close()
