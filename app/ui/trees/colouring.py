"""What the colours of the tiles tell: where the child stands, when it last played, how often it was right, how long it took.

Each has at most six classes, and the figure is written on the tile as well: no class is told by its colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from app.learning.child_on_tree import Choice, SkillState
from app.ui.looking import wording
from app.ui.painting.tree_state import TreeState, tree_state
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence


class Colouring(StrEnum):
    """What the tiles are coloured by."""

    MASTERY = "mastery"
    RECENCY = "recency"
    ACCURACY = "accuracy"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Look:
    """Ground, ink and edge of a tile, by the uses of colours."""

    ground: str
    ink: str
    edge: str


_STATES = (TreeState.NOT_YET, TreeState.READY, TreeState.GROWING, TreeState.NEEDS_WATER, TreeState.BLOOMED)
_MASTERY = (
    Look("sunken", "ink-quiet", "line"), Look("sun-soft", "on-sun-soft", "sun"), Look("surface", "ink", "heat-2"),
    Look("water-soft", "on-water-soft", "water"), Look("primary-soft", "on-primary-soft", "heat-3"),
)  # fmt: skip
_HEAT = (
    Look("sunken", "ink-quiet", "line"), Look("heat-1", "ink", "line-strong"), Look("heat-2", "ink", "line-strong"),
    Look("heat-3", "on-primary", "heat-4"), Look("heat-4", "on-primary", "heat-4"),
)  # fmt: skip
_HEAT_FLAT = tuple(Look("surface", "ink", "line") for _ in _HEAT)
ASIDE = Look("paper", "ink-quiet", "line")  # not for this child
_DAYS = (30, 7, 1)
_SHARES = (0.5, 0.75, 0.9)
_MINUTES = (2, 10, 30)


def looks(by: Colouring, flat: bool) -> tuple[Look, ...]:
    """The looks of the classes, in the order of `class_of` and `words`; the last is for what is not for this child."""
    heat = _HEAT_FLAT if flat else _HEAT
    return (*(_MASTERY if by is Colouring.MASTERY else heat), ASIDE)


def class_of(by: Colouring, state: SkillState, now: datetime) -> int:
    """Which class a skill belongs to."""
    if Choice.NOT_FOR_CHILD in state.choices:
        return len(_MASTERY)
    if by is Colouring.MASTERY:
        return _STATES.index(tree_state(state.status, state.needs_water))
    if by is Colouring.RECENCY:
        days = _days(state, now)
        return 0 if days is None else 1 + sum(days <= most for most in _DAYS)
    if by is Colouring.ACCURACY:
        share = state.accuracy
        return 0 if share is None else 1 + sum(share >= least for least in _SHARES)
    minutes = state.took.total_seconds() / 60
    return 0 if not minutes else 1 + sum(minutes >= least for least in _MINUTES)


def figure(by: Colouring, state: SkillState, now: datetime) -> str:
    """The figure on the tile; empty where there is none, and always for mastery, which has its own sign."""
    if by is Colouring.RECENCY:
        days = _days(state, now)
        return "" if days is None else tr("{count} d", count=days)
    if by is Colouring.ACCURACY:
        return "" if state.accuracy is None else tr("{share} %", share=round(100 * state.accuracy))
    if by is Colouring.TIME and state.took:
        return tr("{count} min", count=max(1, round(state.took.total_seconds() / 60)))
    return ""


def name(by: Colouring) -> str:
    """What the colours tell, in a word."""
    return {
        Colouring.MASTERY: tr("How far it has grown"), Colouring.RECENCY: tr("When last played"),
        Colouring.ACCURACY: tr("How often right"), Colouring.TIME: tr("How much time"),
    }[by]  # fmt: skip


def words(by: Colouring) -> tuple[str, ...]:
    """The words for the classes."""
    if by is Colouring.MASTERY:
        return tuple(wording.state(state) for state in _STATES)
    if by is Colouring.RECENCY:
        return (tr("Never"), tr("Longer ago"), tr("Last 30 days"), tr("Last 7 days"), tr("Today or yesterday"))
    if by is Colouring.ACCURACY:
        return (tr("Not tried"), tr("Below half"), tr("Half or more"), tr("Three quarters or more"), tr("Nine tenths or more"))
    return (tr("No time yet"), tr("Below 2 min"), tr("2 min or more"), tr("10 min or more"), tr("30 min or more"))


def state_of_class(place: int) -> TreeState:
    """The state that a class of mastery stands for."""
    return _STATES[place]


def counts(by: Colouring, states: Sequence[SkillState], now: datetime) -> list[int]:
    """How many skills are in each class, those not for this child last."""
    found = [0] * (len(_MASTERY) + 1)
    for state in states:
        found[class_of(by, state, now)] += 1
    return found


def _days(state: SkillState, now: datetime) -> int | None:
    return None if state.last_at is None else max(0, (now.date() - state.last_at.astimezone(now.tzinfo).date()).days)
