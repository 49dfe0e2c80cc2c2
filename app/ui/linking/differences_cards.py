"""What two computers did not agree on: values edited in two places, and rows that one side did not take."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.system.clock import now
from app.ui.linking.sync_words import ago, column, is_secret, table, why
from app.ui.looking.flow import Flow
from app.ui.looking.setting_rows import SettingRow
from app.ui.painting.lettering import shown
from app.ui.people import saying
from app.ui.widgets.buttons import PlainButton, QuietButton
from app.ui.widgets.card import Card
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.differences import EditedTwice, SetAside
    from app.ui.theme import Theme

_MOST = 30  # of each are shown; the newest first
_LONGEST = 80  # letters of a value


class EditedTwiceCard(Card):
    """`put_back` and `leave` bring the id of what was edited in two places."""

    put_back = Signal(object)
    leave = Signal(object)

    def __init__(self, theme: Theme, edited: Sequence[EditedTwice]) -> None:
        count = saying.counted(len(edited), tr("one value"), tr("{count} values"))
        super().__init__(theme, tr("Edited in two places"), count)
        note = tr("The later edit stands. The other one is kept here, and can be put back.")
        self.add(Label(theme, note, "small", "ink-soft", wrap=True))
        for one in edited[:_MOST]:
            self.add(self._row(one))

    def _row(self, one: EditedTwice) -> SettingRow:
        what = f"{one.name}: {column(one.column)}" if one.name else f"{table(one.what)}: {column(one.column)}"
        if is_secret(one.column):
            said = tr("It was set in two places.")
        else:
            said = tr("Stands: {kept}. Also written: {lost}.", kept=_value(one.kept), lost=_value(one.lost))
        where = tr("written here") if one.mine else tr("written elsewhere")
        back = PlainButton(self.theme, tr("Put back"), "undo", tr("Put back {what}", what=shown(what, 80)))
        back.clicked.connect(lambda: self.put_back.emit(one.id))
        leave = QuietButton(self.theme, tr("Leave it"), "check", tr("Leave {what} as it is", what=shown(what, 80)))
        leave.clicked.connect(lambda: self.leave.emit(one.id))
        return SettingRow(self.theme, shown(what, 80), f"{said} ({where}, {ago(one.at, now())})", back, leave)


class SetAsideCard(Card):
    """`again` asks that what the server did not take is sent once more."""

    again = Signal()

    def __init__(self, theme: Theme, rows: Sequence[SetAside]) -> None:
        super().__init__(theme, tr("Set aside"), saying.counted(len(rows), tr("one row"), tr("{count} rows")))
        self.add(Label(theme, tr("Everything else is shared; these stay on the computer that has them."), "small", "ink-soft", wrap=True))
        for row in rows[:_MOST]:
            side = tr("The server did not take it") if row.outward else tr("It did not fit in here")
            note = f"{side}: {why(row.why)} ({ago(row.at, now())})"
            self.add(SettingRow(theme, shown(f"{table(row.what)}: {row.name}" if row.name else table(row.what), 80), note))
        if any(row.outward for row in rows):
            acts = Flow(10)
            send = PlainButton(theme, tr("Send again"), "again", tr("Send what was set aside again"))
            send.clicked.connect(self.again)
            acts.addWidget(send)
            self.add(acts)


def _value(value: object) -> str:
    """A value as it can be read: in quotes, short; what is not there is nothing."""
    if value is None:
        return tr("nothing")
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"“{shown(text, _LONGEST)}”"
