"""Children that learn and forget as people are known to, to compare ways of choosing what comes next.

Memory is the activation model of Pavlik and Anderson (Practice and forgetting effects on vocabulary memory, Cognitive Science 29, 2005;
Using a model to compute the optimal schedule of practice, J. Exp. Psych. Applied 14, 2008):

    m(t) = ln(sum over practices of weight * age^-d),  d = c * e^m(at that practice) + a,  P(recall) = 1 / (1 + e^((tau - m) / s))

so that practice while a thing is still fresh fades sooner: spacing pays. The figures tau, s, c, a are those of the 2008 paper as public
reimplementations give them; between sittings time counts `_OUTSIDE` (2005). They were fitted to adults who learned word pairs: the kinds of
children below have weaker traces, or faster decay, and lapses. Nobody fitted them to children; they are to compare ways, not to promise.

What children add: a letter that looks like another one they are learning may be stored with the wrong one (`mixes`), unless the other is
known well. The wrong trace competes with the right one until it has faded. The measure of truth is `knows`: the chance, without guessing,
to recall a thing a week later, which nothing but the child has.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.learning.letters import LetterPack

_TAU, _S, _C = -0.704, 0.0786, 0.279
_OUTSIDE = 0.025  # of the time between two sittings; less happens in it that interferes
_WEEK = 7 * 86_400.0
Thing = tuple[str, str]  # letter, aspect


@dataclass(frozen=True, slots=True)
class Kind:
    """What sets one child apart: the weight of a trace, the least decay, how often look-alikes are mixed up, how often it slips."""

    name: str
    weight: float
    decay: float
    mixes: float
    lapses: float


KINDS = (
    Kind("quick", 1.0, 0.177, 0.1, 0.02),
    Kind("slow", 0.6, 0.177, 0.1, 0.06),
    Kind("forgetful", 0.9, 0.22, 0.1, 0.04),
    Kind("confuses b and d", 0.9, 0.177, 0.6, 0.04),
)


@dataclass(slots=True)
class _Trace:
    ages: list[tuple[float, float, float]] = field(default_factory=list)  # when, decay, weight

    def activation(self, now: float) -> float:
        total = sum(weight * max(1.0, now - when) ** -decay for when, decay, weight in self.ages)
        return math.log(total) if total > 0 else -math.inf


class Pupil:
    """One child. Time is in seconds of the child's own clock: `Clock.now`."""

    def __init__(self, kind: Kind, pack: LetterPack, seed: int) -> None:
        self.kind, self._pack = kind, pack
        self._dice = random.Random(f"{kind.name}{seed}")
        self._right: dict[Thing, _Trace] = {}
        self._wrong: dict[Thing, _Trace] = {}

    def recall(self, thing: Thing, now: float) -> float:
        """The chance to recall a thing without guessing."""
        right = self._right.get(thing)
        if right is None:
            return 0.0
        strength = right.activation(now)
        wrong = self._wrong.get(thing)
        found = _logistic((strength - _TAU) / _S)
        return found if wrong is None else found * _logistic((strength - wrong.activation(now)) / _S)

    def knows(self, thing: Thing, now: float) -> float:
        """The chance to recall it in a week, without seeing it meanwhile."""
        return self.recall(thing, now + _OUTSIDE * _WEEK)

    def presses(self, thing: Thing, tiles: Sequence[str], right: int, resting: Sequence[int], hinted: bool, now: float) -> int:
        """The place that the child presses: the right one if it recalls it or is shown it, else any that is left."""
        left = [place for place in range(len(tiles)) if place not in resting]
        if not hinted and self._dice.random() < self.kind.lapses:
            return self._dice.choice(left)
        return right if hinted or self._dice.random() < self.recall(thing, now) else self._dice.choice(left)

    def studies(self, thing: Thing, now: float) -> None:
        """Take in the right answer, as the end of every round shows it; perhaps with a look-alike's."""
        letter, aspect = thing
        others = [(other, aspect) for other in sorted(self._pack.letter(letter).confusables)]
        unsure = [other for other in others if other in self._right and self.recall(other, now) < 0.9]
        mixed = bool(unsure) and self._dice.random() < self.kind.mixes * (1 - self.recall(thing, now))
        trace = (self._wrong if mixed else self._right).setdefault(thing, _Trace())
        decay = _C * math.exp(trace.activation(now)) + self.kind.decay
        trace.ages.append((now, decay, self.kind.weight))


@dataclass(slots=True)
class Clock:
    """The child's own time: seconds in sittings count whole, those between them `_OUTSIDE`."""

    now: float = 0.0

    def passes(self, seconds: float, *, playing: bool) -> None:
        """Let time pass."""
        self.now += seconds if playing else seconds * _OUTSIDE


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, x))))
