"""When a bloomed letter asks for water: review dates by FSRS (free spaced repetition scheduler, https://github.com/open-spaced-repetition).

A desired retention of 0.95 and no more than 21 days: the scheduler's own figures (0.9, no bound) let a letter wait for half a year after
five answers, which is too long at four. No learning steps within the day, no fuzz: the same answers give the same date everywhere.
It counts in whole local days, so that a child who plays at five today and at four tomorrow has waited a day.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsrs import Scheduler

RETENTION = 0.95
LONGEST_DAYS = 21


class Recall(IntEnum):
    """How an answer went; the numbers are those of FSRS (Again and Good). What needed a hint was not remembered."""

    FORGOTTEN = 1
    KNOWN = 3


@lru_cache(maxsize=1)
def _scheduler() -> Scheduler:
    from fsrs import Scheduler  # noqa: PLC0415 (importing it costs 19 ms, which the start of the program does not have)

    return Scheduler(
        desired_retention=RETENTION, learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_DAYS, enable_fuzzing=False
    )


def next_review(card: dict[str, float] | None, recall: Recall, day: date) -> tuple[dict[str, float], int]:
    """The card after a review on a local day, and after how many days (1 to 21) the next is due. `card` is what the last call returned.

    A day before the card's last (a journey west, a clock set back) counts as that last day.
    """
    from fsrs import Card, Rating, State  # noqa: PLC0415 (as above)

    noon = datetime.combine(day, time(12), UTC)
    before = Card(card_id=1, state=State.Learning, step=0, due=noon)
    if card is not None:
        last = datetime.combine(date.fromordinal(int(card["day"])), time(12), UTC)
        noon = max(noon, last)
        before = Card(1, State.Review, None, card["stability"], card["difficulty"], last, last)
    after, _ = _scheduler().review_card(before, Rating(int(recall)), noon)
    kept = {"stability": float(after.stability or 0), "difficulty": float(after.difficulty or 0), "day": noon.toordinal()}
    return kept, (after.due - noon).days
