"""The way to a hub as it is written down with a link: its address, with the fingerprint of a pinned certificate behind a `#`.

A password of the hub's database is no part of it; that lies with the device's secret.
"""

from dataclasses import replace
from typing import Protocol
from uuid import UUID

from app.sync.protocol import Transport
from app.sync.transports.direct import DirectTransport
from app.sync.transports.https import HttpsTransport
from app.sync.transports.hub_address import HubAddress


class Way(Transport, Protocol):
    """A transport that can also tell the space of a code. `holds_polls`: `hello` may wait for news there."""

    holds_polls: bool

    def space_of_code(self, code: str) -> UUID | None:
        """The space of an invite whose code was typed without its link; None when there is none."""
        ...


def way_to(hub: HubAddress, fingerprint: str | None) -> str:
    """How to reach a hub, as a text to keep."""
    return f"{hub}#{fingerprint}" if fingerprint and hub.database is None else str(hub)


def open_way(way: str, password: str = "", device: UUID | None = None) -> Way:
    """The transport of a way that was kept. Raises Problem HUB_ADDRESS_WRONG and its like when the text is none."""
    address, _, fingerprint = way.partition("#")
    return open_hub(HubAddress.parse(address), fingerprint or None, password, device)


def open_hub(hub: HubAddress, fingerprint: str | None = None, password: str = "", device: UUID | None = None) -> Way:
    """The transport to a hub: its database itself, or its gateway. Nothing is connected before the first call."""
    if hub.database is not None:
        return DirectTransport(replace(hub.database, password=password) if password else hub.database)
    return HttpsTransport(hub, fingerprint, device)
