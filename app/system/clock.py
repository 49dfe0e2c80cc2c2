"""The one clock: every time that is stored or compared comes from here."""

import time
from datetime import datetime


def now() -> datetime:
    """The time now, aware, in the zone of this computer."""
    return datetime.now().astimezone()


def elapsed_ms() -> float:
    """Milliseconds on a clock that never goes back, from an arbitrary start: only a difference of two readings means something."""
    return time.monotonic_ns() / 1_000_000
