"""Where the skills of a tree stand, kept by revision: the same for every child, and still while a tree is being changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.learning.layout import lay_out
from app.learning.layout_rows import Floats, Ints

if TYPE_CHECKING:
    from app.learning.child_on_tree import TreeView
    from app.learning.ids import SkillId, TreeId

_KEPT = 4
_LETTER = 4  # characters: what is longer does not fit on a square tile


@dataclass(frozen=True, slots=True)
class Paper:
    """The measures of a drawing in px at 100 %: tiles `wide` x `high`, and how far their middles are apart."""

    wide: float
    high: float
    column: float
    row: float


LETTERS = Paper(64.0, 64.0, 98.0, 112.0)
NAMES = Paper(152.0, 56.0, 184.0, 112.0)


@dataclass(frozen=True, slots=True)
class Places:
    """`x`, `y` (px at 100 %, y downwards, the ground at 0) of the middle of each skill, its `row` from 0, and the edges as pairs of places.

    `edges` (m, 2) are (comes first, comes after) for each edge of the tree.
    """

    paper: Paper
    x: Floats
    y: Floats
    row: Ints
    edges: Ints


_kept: dict[TreeId, tuple[int, frozenset[int], dict[SkillId, tuple[float, float]], Places]] = {}


def places_of(view: TreeView) -> Places:
    """The places of the skills of a tree. Not for the GUI thread: 10,000 skills take 0.3 s the first time."""
    tree = view.tree
    kept = _kept.get(tree.id)
    if kept is not None and kept[0] == tree.revision and kept[1] == view.aside and kept[2].keys() == {skill.id for skill in tree.skills}:
        return kept[3]
    places, stands = _arranged(view, kept[2] if kept is not None else {})
    while len(_kept) >= _KEPT:
        _kept.pop(next(iter(_kept)), None)
    _kept[tree.id] = (tree.revision, view.aside, stands, places)
    return places


def forget(tree: TreeId) -> None:
    """Lay a tree out anew the next time; what was placed by hand stays."""
    _kept.pop(tree, None)


def _arranged(view: TreeView, before: dict[SkillId, tuple[float, float]]) -> tuple[Places, dict[SkillId, tuple[float, float]]]:
    skills = view.tree.skills
    paper = LETTERS if all(len(text) <= _LETTER for text in view.texts) else NAMES
    number = {skill.id: place for place, skill in enumerate(skills)}
    pairs = [(number[edge.prerequisite], number[edge.skill]) for edge in view.tree.edges]
    edges = np.array(pairs, np.int64).reshape(-1, 2)
    laid = np.ones(len(edges), np.bool_)
    laid[sorted(view.aside)] = False
    held = np.array([skill.spot is not None for skill in skills], np.bool_)
    old = np.array([before.get(skill.id, (np.nan, np.nan)) for skill in skills], np.float64).reshape(-1, 2)
    for place in np.flatnonzero(held):
        spot = skills[place].spot or (0, 0)
        old[place] = spot[0] / paper.column, round(-spot[1] / paper.row)
    made = lay_out(len(skills), edges[laid], old, held)
    stands = {skill.id: (float(made.column[place]), float(made.row[place])) for place, skill in enumerate(skills)}
    ground = int(made.row.min()) if len(skills) else 0
    places = Places(paper, made.column * paper.column, np.multiply(made.row, -paper.row), made.row - ground, edges)
    return places, stands
