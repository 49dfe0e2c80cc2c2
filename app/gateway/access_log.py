"""The access log: one line of JSON for each call. Who, what, how long, how much; never a body, a secret or a header as it came."""

import json
import logging
from dataclasses import asdict, dataclass

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Call:
    """One call, as it is logged. `took` in ms, without the time that a poll was held (`held`)."""

    address: str
    function: str
    space: str | None = None
    device: str | None = None
    status: int = 0
    state: str | None = None
    received: int = 0
    sent: int = 0
    took: float = 0.0
    held: float = 0.0


def note(call: Call) -> None:
    """Write a call down."""
    facts = {name: round(fact, 1) if isinstance(fact, float) else fact for name, fact in asdict(call).items() if fact is not None}
    _log.info("%s", json.dumps(facts, separators=(",", ":")))
