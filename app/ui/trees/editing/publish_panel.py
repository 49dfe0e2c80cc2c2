"""The panel that shows what publishing would change, before it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.ui.painting.lettering import shown
from app.ui.people import saying
from app.ui.widgets.buttons import PrimaryButton, QuietButton
from app.ui.widgets.card import Card
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from app.services.tree_editing import Publication
    from app.ui.theme import Theme

_MOST = 10  # names of a kind


class PublishPanel(Card):
    """`agreed` is sent by its button, `closed` by the cross and by Escape."""

    agreed = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, planned: Publication) -> None:
        super().__init__(theme, tr("Publish"))
        close = QuietButton(theme, "", "close", tr("Close this panel"))
        close.clicked.connect(self.closed)
        self.head.addWidget(close)
        lines = changes(planned)
        if planned.before is None:
            said = tr("A new tree: children can learn by it from now on.")
        elif lines:
            said = tr("From now on children learn by this. What each of them knows stays with its skill.")
        else:
            said = tr("Nothing has changed since it was published.")
        self.add(Label(theme, said, "body", "ink-soft", wrap=True))
        for title, names in lines:
            self.add(Label(theme, title, "label", wrap=True))
            more = [tr("and {count} more", count=len(names) - _MOST)] if len(names) > _MOST else []
            self.add(Label(theme, ", ".join([shown(name, 60) for name in names[:_MOST]] + more), "small", "ink-soft", wrap=True))
        agree = PrimaryButton(theme, tr("Publish now"), "check")
        agree.clicked.connect(self.agreed)
        self.add(agree)
        self.add(Label(theme, tr("This can be undone."), "caption", "ink-quiet"))
        self.body.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def changes(planned: Publication) -> list[tuple[str, list[str]]]:
    """What publishing changes: a title with names, for each kind that is there."""
    edit, before = planned.edit, planned.before
    old = {} if before is None else {skill.id: skill.name for skill in before.skills}
    names = old | {skill.id: skill.name for skill in planned.after.skills}
    kinds = (
        (tr("New"), [skill.name for skill in edit.skills if skill.id not in old]),
        (tr("Changed"), [skill.name for skill in edit.skills if skill.id in old]),
        (tr("Gone"), sorted(old[skill] for skill in edit.gone_skills if skill in old)),
        (tr("Arrows, new or changed"), [f"{names[edge.prerequisite]} → {names[edge.skill]}" for edge in edit.edges]),
        (tr("Arrows that are gone"), sorted(f"{names[first]} → {names[skill]}" for skill, first, _ in edit.gone_edges)),
        (tr("Put elsewhere"), sorted(names[skill] for skill in edit.spots if skill in names)),
    )
    return [(saying.counted(len(found), f"{title}: 1", f"{title}: {{count}}"), found) for title, found in kinds if found]
