"""The skill tree as rows, for keyboards and screen readers: step by step, each skill with what it needs first and what it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTreeWidgetItem

from app.ui.looking import wording
from app.ui.looking.data_table import DataTable
from app.ui.painting.tree_state import tree_state
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.ids import SkillId
    from app.services.looking import PlacedSkill
    from app.ui.looking.tree_shape import TreeShape
    from app.ui.theme import Theme


class TreeList(DataTable):
    """`chosen` is sent with the id of the skill whose row was gone to."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, shape: TreeShape, name: str) -> None:
        super().__init__(theme, name, [tr("Skill"), tr("State"), tr("Needs first"), tr("Opens")])
        self._rows: dict[SkillId, QTreeWidgetItem] = {}
        steps: dict[int, QTreeWidgetItem] = {}
        for placed in sorted(shape.view.skills, key=lambda one: (one.layer, one.place)):
            if placed.layer not in steps:
                steps[placed.layer] = self.add([tr("Step {number}", number=placed.layer + 1), "", "", ""])
            id_ = placed.skill.id
            before = _named(shape, placed, [edge.prerequisite for edge in shape.before.get(id_, [])])
            after = _named(shape, placed, [edge.skill for edge in shape.after.get(id_, [])])
            state = wording.state(tree_state(placed.status, placed.needs_water))
            self._rows[id_] = self.add([wording.skill(placed.text, placed.skill.aspect), state, before, after], steps[placed.layer], id_)
        self.expandAll()
        self.currentItemChanged.connect(lambda item, _: self._gone_to(item))

    def _gone_to(self, item: QTreeWidgetItem | None) -> None:
        if (key := self.key_of(item)) is not None:
            self.chosen.emit(key)

    def choose(self, skill: SkillId | None) -> None:
        """Go to the row of a skill; `chosen` is not sent."""
        row = self._rows.get(skill) if skill is not None else None
        if row is not None and row is not self.currentItem():
            self.blockSignals(True)
            self.setCurrentItem(row)
            self.blockSignals(False)


def _named(shape: TreeShape, near: PlacedSkill, skills: list[SkillId]) -> str:
    """The neighbours of a skill: by their letter alone where they are about the same part of it."""
    placed = [shape.skills[skill] for skill in skills]
    same = near.skill.aspect
    return ", ".join(dict.fromkeys(p.text if p.skill.aspect is same else wording.skill(p.text, p.skill.aspect) for p in placed))
