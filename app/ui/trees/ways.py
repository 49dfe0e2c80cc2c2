"""Which ways are shown over the tree: of the skill under the pointer, or of the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.learning.skills import Status
from app.ui.trees.overlay import Way

if TYPE_CHECKING:
    from PySide6.QtWidgets import QGraphicsScene

    from app.ui.trees.drawing import Drawing

_FAR_LATER = 60  # lines; where a skill leads to more, only its next steps are shown: all of them would be a tangle


class Ways:
    """Prerequisites that are still missing, near and far, and what a skill opens."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self._far = Way("primary", 1.2, dashed=True, below=2.0)
        self._before = Way("primary", 3.0, arrows=True, below=3.0)
        self._after = Way("primary", 2.4, dashed=True, arrows=True, below=3.0)
        for way in (self._far, self._before, self._after):
            scene.addItem(way)
        self._drawing: Drawing | None = None
        self._chosen: int | None = None
        self._hovered: int | None = None

    def show_drawing(self, drawing: Drawing) -> None:
        """Follow another drawing."""
        self._drawing, self._hovered = drawing, None

    def show_chosen(self, place: int | None) -> None:
        """The ways of the chosen skill."""
        self._chosen = place
        self._show(place)

    def show_hovered(self, place: int | None) -> None:
        """The ways of the skill under the pointer; of the chosen one when there is none."""
        if place != self._hovered:
            self._hovered = place
            self._show(self._chosen if place is None else place)

    def _show(self, place: int | None) -> None:
        drawing = self._drawing
        if drawing is None:
            return
        if place is None:
            for way in (self._far, self._before, self._after):
                way.show_lines(drawing, ())
            return
        shape, dag = drawing.shape, drawing.shape.view.on_graph.graph.dag
        missing = {one for one in dag.earlier([place]) if shape.states[one].status is not Status.BLOOMED} | {place}
        before = {edge for edge in shape.lines_between(missing) if not shape.met[edge]} | set(shape.before[place])
        later = dag.later([place])
        far = [edge for edge in shape.lines_between(later) if edge not in before]
        self._before.show_lines(drawing, before)
        self._after.show_lines(drawing, shape.after[place])
        self._far.show_lines(drawing, far if len(far) <= _FAR_LATER else ())
