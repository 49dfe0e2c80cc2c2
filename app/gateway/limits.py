"""What one caller may ask of a gateway: sizes, and how often, by a bucket of tokens for each device and for each address."""

from collections import OrderedDict
from dataclasses import dataclass

_BURST = 3  # seconds' worth of calls that a quiet caller may make at once
MOST_KNOWN = 20_000  # callers that are remembered; one that was not heard of for longest is forgotten first


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a gateway. Sizes in bytes; a rate in calls a second, of which a quiet caller may spend some at once."""

    packed: int = 2_000_000
    unpacked: int = 4_500_000  # a push may have 4,000,000 (`protocol.MOST_BYTES`)
    device_rate: float = 20
    address_rate: float = 200  # a school behind one address
    waiting: int = 4_000  # polls held open; beyond that they are answered at once


class Buckets:
    """Buckets of tokens by caller. `rate` tokens a second come in, up to those of three seconds; each call takes one."""

    def __init__(self, rate: float) -> None:
        self._rate = rate
        self._burst = rate * _BURST
        self._known: OrderedDict[str, tuple[float, float]] = OrderedDict()  # caller -> tokens, and when they were counted

    def take(self, caller: str, now: float) -> float:
        """Take a token: 0 when there was one, else the seconds until there is one. `now` in seconds, never going back."""
        tokens, counted = self._known.pop(caller, (self._burst, now))
        tokens = min(self._burst, tokens + (now - counted) * self._rate)
        allowed = tokens >= 1
        self._known[caller] = (tokens - 1 if allowed else tokens, now)
        if len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)
        return 0.0 if allowed else (1 - tokens) / self._rate
