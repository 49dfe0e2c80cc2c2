"""When to try again: at once after a change, soon after a failure, later after many, never not at all."""

import math
import random
from collections.abc import Callable

from app.sync.turn import Outcome, Turn

CHANGE_LEAVES = 0.05  # seconds after it was made; what is made in between goes with it
POLL = 300.0  # seconds between two exchanges that nobody asked for
PERSON = 600.0  # seconds until what waits for a person is tried all the same
_FIRST, _LONGEST = 1.0, 120.0


class Patience:
    """How long to wait before the next exchange. `dice` gives a number from 0 to 1: who failed together must not come back together."""

    def __init__(self, dice: Callable[[], float] = random.random) -> None:
        self._dice = dice
        self._failed = 0

    def after(self, turn: Turn) -> float:
        """Seconds to wait after this exchange: full jitter, doubling up to two minutes."""
        if turn.outcome in (Outcome.DONE, Outcome.OFF):
            self._failed = 0
            return POLL
        if turn.outcome is Outcome.NEEDS:
            return PERSON
        limit = min(_LONGEST, math.ldexp(_FIRST, min(self._failed, 10)))
        self._failed += 1
        asked = turn.problem.facts.get("after") if turn.problem is not None else None
        least = float(asked) if isinstance(asked, int | float) else 0.0
        return max(self._dice() * limit, least)
