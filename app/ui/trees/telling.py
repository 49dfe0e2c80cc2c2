"""Whole sentences about a skill: why it is locked, how far the goal is, how often it was right."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale

from app.learning.skills import Level, Status
from app.ui.looking import wording
from app.ui.trees.naming import said, skill_name
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.learning.child_on_tree import TreeView
    from app.learning.ids import SkillId
    from app.learning.ways import Wanted
    from app.ui.trees.shape import TreeShape

_MOST = 3  # alternatives that are named
_TOLD = 2  # of which it is said how far they are


def sentence(view: TreeView, rows: int) -> str:
    """The tree in one sentence."""
    count = len(view.tree.skills)
    if view.child is None:
        return tr("{count} skills in {layers} steps.", count=count, layers=rows)
    bloomed = sum(state.status is Status.BLOOMED for state in view.states)
    growing = sum(state.status is Status.GROWING for state in view.states)
    ready = sum(state.status is Status.READY for state in view.states)
    told = tr(
        "{count} skills in {layers} steps: {bloomed} bloomed, {growing} growing, {ready} ready.",
        count=count, layers=rows, bloomed=bloomed, growing=growing, ready=ready,
    )  # fmt: skip
    left = len(view.on_graph.critical_path())
    return f"{told} {tr('The longest way that is left has {left} steps.', left=left)}" if left > 1 else told


def lock_words(shape: TreeShape, place: int) -> str:
    """Why a skill is locked ("Needs b and d first. d is at 6 of 10."); empty when it is open."""
    lock = shape.view.on_graph.lock_of(shape.id_of(place))
    if lock is None:
        return ""
    words = []
    if lock.groups:
        groups = sorted(lock.groups, key=len)  # what can be said shortest comes first
        words.append(tr("Needs {what} first.", what=_and([_either(shape, place, group) for group in groups])))
        words += _how_far(shape, place, groups)
    if lock.opens_on is not None:
        day = QLocale().toString(QDate(lock.opens_on.year, lock.opens_on.month, lock.opens_on.day), "d MMMM yyyy")
        words.append(tr("It opens on {day}.", day=day))
    return " ".join(words)


def _either(shape: TreeShape, place: int, group: Sequence[Wanted]) -> str:
    names = [_named(shape, place, one.skill) for one in group[:_MOST]]
    if len(group) > _MOST:
        names.append(tr("{count} others", count=len(group) - _MOST))
    return names[0] if len(names) == 1 else tr("{first} or {last}", first=", ".join(names[:-1]), last=names[-1])


def _and(names: list[str]) -> str:
    names = list(dict.fromkeys(names))
    if len(names) > _MOST + 1:
        names = [*names[:_MOST], tr("{count} more", count=len(names) - _MOST)]
    return names[0] if len(names) == 1 else tr("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])


def _how_far(shape: TreeShape, place: int, groups: Sequence[Sequence[Wanted]]) -> list[str]:
    """A sentence for the one of each of the first groups that has come farthest."""
    found = []
    for group in groups[:_TOLD]:
        one = max(group, key=lambda each: (each.level or 0, each.right))
        name = _named(shape, place, one.skill)
        state = shape.states[shape.number[one.skill]]
        if one.level is None:
            ready = state.status is Status.READY
            found.append(tr("{name} has not begun.", name=name) if ready else tr("{name} is not open yet.", name=name))
        elif one.minimum >= Level.SECURE:
            found.append(tr("{name} is at {right} of {total}.", name=name, right=one.right, total=one.tries))
        else:
            found.append(tr("{name} must be {far}.", name=name, far=wording.level(one.minimum)))
    return found


def _named(shape: TreeShape, place: int, skill: SkillId) -> str:
    """A skill by its letter alone where it is about the same part of it."""
    other = shape.number[skill]
    one, own = shape.view.tree.skills[other], shape.view.tree.skills[place]
    return shape.view.texts[other] if one.letter and own.letter and one.aspect is own.aspect else skill_name(shape, other)


def way_words(shape: TreeShape, place: int) -> str:
    """How far it is to a skill that is not known yet; empty when it is next."""
    steps = len(shape.view.on_graph.path_to(shape.id_of(place)))
    return tr("{count} steps to here.", count=steps) if steps > 1 else ""


def figures(shape: TreeShape, place: int, now: datetime) -> list[str]:
    """What was played of a skill: lines that stand below one another."""
    state = shape.states[place]
    if not state.tries and state.last_at is None:
        return [tr("Not played yet.")]
    lines = []
    if state.tries:
        lines.append(tr("Right at the first try: {right} of {total}.", right=state.right, total=state.tries))
    if state.last_at is not None:
        lines.append(wording.last_played(state.last_at, now.date()) + ".")
    if state.took:
        lines.append(tr("{time} with it in all.", time=wording.short_minutes(state.took)))
    if water := wording.thirsty(state.due, now):
        lines.append(f"{water}.")
    return lines


def neighbours(shape: TreeShape, place: int, edges: Sequence[int], end: int) -> str:
    """The names of what a skill needs (end 0) or opens (end 1), for a cell of the list."""
    skills, texts = shape.view.tree.skills, shape.view.texts
    own = skills[place]
    names = []
    for edge in edges[:8]:
        other = int(shape.edges[edge][end])
        same = skills[other].letter and skills[other].aspect is own.aspect
        names.append(texts[other] if same else said(skills[other], texts[other]))
    return ", ".join(dict.fromkeys(names)) + ("…" if len(edges) > 8 else "")
