"""A child on a tree as it was on earlier days, for comparing a child with itself: read once, then told for any day without asking again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from app.data.queries import attempts, skill_choices, skill_marks
from app.data.queries.skill_choices import ChosenSpan, choices_of
from app.data.queries.skill_figures import Figures
from app.learning.child_on_tree import TreeView
from app.learning.choices import Choice, Choices
from app.learning.ids import ChildId, SkillId, TreeId
from app.learning.marks import Noted, standing_of
from app.learning.mastery import Attempt, Rules, Standing, fold, rules_for
from app.learning.people import Child
from app.learning.problems import Problem
from app.learning.skills import SkillTree, graph_of
from app.services.children import found, one_child
from app.services.desk import Desk, space_of
from app.services.languages import pack
from app.services.tree_looking import seen
from app.services.trees import found_tree

if TYPE_CHECKING:
    from collections.abc import Callable

_NO_TIME = timedelta()


@dataclass(frozen=True, slots=True)
class _Step:
    """Where a skill stood from a day on."""

    day: date
    standing: Standing | None
    figures: Figures


class TreeHistory:
    """A child on a tree, day by day. `days` are those on which anything changed, oldest first."""

    def __init__(
        self, tree: SkillTree, child: Child, steps: dict[SkillId, list[_Step]], spans: tuple[ChosenSpan, ...], now: datetime
    ) -> None:
        self.tree, self.child = tree, child
        self._steps, self._spans, self._now = steps, spans, now
        self.days = tuple(sorted({step.day for held in steps.values() for step in held}))

    def view(self, day: date) -> TreeView:
        """The tree as it stood at the end of a day (today: now). It loads numpy: not for the GUI thread."""
        end = min(self._now, datetime.combine(day, time.max, self._now.tzinfo))
        standings, figures = {}, {}
        for skill, held in self._steps.items():
            place = bisect_right(held, day, key=lambda step: step.day) - 1
            if place >= 0:
                figures[skill] = held[place].figures
                standing = held[place].standing
                if standing is not None:
                    standings[skill] = standing
        return seen(self.tree, self.child, standings, _chosen_at(self._spans, end), figures, end, day)


def tree_history(desk: Desk, tree: TreeId, child: ChildId) -> TreeHistory:
    """The history of a child on a tree: all its answers and marks, folded once. Raises Problem NOT_FOUND."""
    with desk.database.reading() as connection:
        space = space_of(desk)
        whole, rows = found_tree(connection, space, tree), one_child(connection, desk, child)
        one = found(connection, desk, rows)
        answered = attempts.of_child(connection, space, rows)
        noted = skill_marks.of_child(connection, space, rows)
        spans = skill_choices.spans_of_child(connection, space, rows)
    here = graph_of(whole).skills
    steps = _folded([attempt for attempt in answered if attempt.skill in here], _rules_in(whole))
    for skill, held in _marked(one.id, [note for note in noted if note.skill in here], desk.now()).items():
        steps.setdefault(skill, []).extend(held)
    return TreeHistory(whole, one, steps, spans, desk.now())


def _rules_in(tree: SkillTree) -> Callable[[SkillId], Rules]:
    try:
        letters = pack(tree.language)
    except Problem:
        return lambda _: Rules(games=1)  # its letters are not in this program
    skills = graph_of(tree).skills
    return lambda skill: rules_for(skills[skill], letters)


def _folded(answered: Iterable[Attempt], rules: Callable[[SkillId], Rules]) -> dict[SkillId, list[_Step]]:
    steps: dict[SkillId, list[_Step]] = {}
    for attempt in sorted(answered, key=lambda one: (one.occurred_at, one.id)):
        held = steps.setdefault(attempt.skill, [])
        last = held[-1] if held else _Step(date.min, None, Figures(0, 0, _NO_TIME))
        first_try = attempt.try_number == 1 and not attempt.aided
        took = last.figures.took + timedelta(milliseconds=attempt.took_ms)
        figures = Figures(last.figures.right + (first_try and attempt.correct), last.figures.tries + first_try, took)
        day = max(last.day, attempt.local_day)  # a clock that was set back makes no step back
        step = _Step(day, fold(last.standing, attempt, rules(attempt.skill)), figures)
        if last.day == day:
            held[-1] = step
        else:
            held.append(step)
    return steps


def _marked(child: ChildId, noted: Iterable[Noted], now: datetime) -> dict[SkillId, list[_Step]]:
    by_skill: dict[SkillId, list[Noted]] = {}
    for note in noted:
        by_skill.setdefault(note.skill, []).append(note)
    nothing = Figures(0, 0, _NO_TIME)
    return {
        skill: [
            _Step(day, standing_of(child, skill, [note for note in held if note.at.astimezone(now.tzinfo).date() <= day]), nothing)
            for day in sorted({note.at.astimezone(now.tzinfo).date() for note in held})
        ]
        for skill, held in by_skill.items()
    }


def _chosen_at(spans: Iterable[ChosenSpan], moment: datetime) -> Choices:
    held: dict[Choice, set[SkillId]] = {}
    for span in spans:
        if span.since <= moment and (span.until is None or span.until > moment):
            held.setdefault(span.choice, set()).add(span.skill)
    return choices_of(held)
