"""What a device and a hub say to each other: the six functions, the proofs, refusals, and what a transport is. Bodies: docs/sync.md."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

MOST_PUSHED = 5_000  # rows in one push
MOST_PULLED = 20_000  # rows in one page of a pull
MOST_BYTES = 4_000_000  # of a push's body, as JSON text
LONGEST_ROW = 256_000  # bytes of one row, as JSON text


class Function(StrEnum):
    """The functions of a hub, in its schema `sync_api`: `(space uuid, body jsonb) RETURNS jsonb`."""

    ENROL = "enrol"
    HELLO = "hello"
    PUSH = "push"
    PULL = "pull"
    DIGEST = "digest"
    ADMIN = "admin"


class Refused(StrEnum):
    """Why a hub refuses a whole call: SQLSTATE `PTnnn`, which over HTTPS is status nnn."""

    MALFORMED = "PT400"
    UNKNOWN = "PT401"  # this device, its secret, or this code; `reason`: device, revoked, secret, code, used, expired
    FORBIDDEN = "PT403"  # the device's role may not do this
    FORKED = "PT409"  # someone else speaks with this device's identity: a clone, or the original of a restored backup
    DIVERGED = "PT410"  # the hub does not know the history that the device proves: it was rolled back
    TOO_LARGE = "PT413"
    CLOCK_AHEAD = "PT422"  # a stamp lies more than five minutes ahead of the hub; `now`: its time in ms
    CONTRACT = "PT426"  # `reason`: older or newer (the device), with `oldest` and `newest` that the hub speaks
    TOO_MANY = "PT429"  # only the gateway: too many calls; `after`: seconds to wait


class HubRefusal(Exception):
    """A hub refused a call. Nothing was written by it."""

    def __init__(self, why: Refused, facts: Mapping[str, Any]) -> None:
        super().__init__(why, facts)
        self.why = why
        self.facts = facts

    @classmethod
    def from_state(cls, state: str, detail: str | None) -> "HubRefusal | None":
        """The refusal that an SQLSTATE and its DETAIL (a JSON object) tell of; None for any other state."""
        why = next((refused for refused in Refused if refused.value == state), None)
        if why is None:
            return None
        try:
            facts = json.loads(detail or "{}")
        except ValueError:
            facts = {}
        return cls(why, facts if isinstance(facts, dict) else {})


class Transport(Protocol):
    """A way to a hub. Calls may come from one thread at a time."""

    def call(self, function: Function, space: UUID, body: str) -> str:
        """Call a function of the hub with a body (JSON text) and give its answer (JSON text).

        Raises HubRefusal; Problem(HUB_UNREACHABLE, ...) when no answer came, which leaves open whether the call took place;
        Problem(HUB_WRONG, ...) when what answers is no hub.
        """
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a space's history: a sequence number, and the hash of all that led to it (64 hex digits)."""

    seq: int
    chain: str
