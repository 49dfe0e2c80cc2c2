"""What two computers did not agree on: values edited in two places, and rows that one side did not take."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.system.clock import now
from app.ui.linking.line_row import LineRow
from app.ui.linking.sync_words import ago, column, is_secret, number, table, why
from app.ui.linking.value_words import value_words
from app.ui.looking.flow import Flow
from app.ui.painting.lettering import isolated, shown
from app.ui.people import saying
from app.ui.widgets.buttons import PlainButton, QuietButton
from app.ui.widgets.card import Card
from app.ui.widgets.label import Label
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.services.differences import EditedTwice, SetAside
    from app.ui.theme import Theme

_FIRST, _MOST = 4, 30  # of each are shown, the newest first; more when they are asked for


class EditedTwiceCard(Card):
    """`put_back` and `leave` bring the id of what was edited in two places. `whole`: not only the newest few, as `all_wanted` asks."""

    put_back = Signal(object)
    leave = Signal(object)
    all_wanted = Signal()

    def __init__(self, theme: Theme, edited: Sequence[EditedTwice], whole: bool = False) -> None:
        count = saying.counted(len(edited), tr("one value"), tr("{count} values"))
        super().__init__(theme, tr("Edited in two places"), count)
        note = tr("Two computers wrote something different while they were apart. The later one counts; the other one can be put back.")
        self.add(Label(theme, note, "small", "ink-soft", wrap=True))
        self.body.setSpacing(0)
        some = edited[:_MOST] if whole or len(edited) <= _FIRST + 1 else edited[:_FIRST]
        for place, one in enumerate(some):
            self.add(self._row(one, now(), place > 0))
        if len(some) < min(len(edited), _MOST):
            acts = Flow(10)
            more = QuietButton(theme, tr("Show all {count}", count=number(len(edited))), "chevron-down")
            more.clicked.connect(self.all_wanted)
            acts.addWidget(more)
            self.add(acts)
        elif len(edited) > _MOST:
            self.add(Label(theme, _more(len(edited) - _MOST), "small", "ink-soft"))

    def _row(self, one: EditedTwice, today: datetime, parted: bool) -> LineRow:
        what = tr("{whose}: {what}", whose=isolated(shown(one.name, 60)) if one.name else table(one.what), what=column(one.column))
        if is_secret(one.column):
            counts, lost = tr("It was set in two places."), (tr("written here") if one.mine else tr("written on another computer"))
        else:
            counts = tr("Counts now: {kept}", kept=value_words(one.column, one.kept))
            lost = _lost(one)
        back = PlainButton(self.theme, tr("Put back"), "undo", tr("Put back {what}", what=what))
        back.clicked.connect(partial(self._put_back, one))
        leave = QuietButton(self.theme, tr("Leave it"), "check", tr("Leave {what} as it is", what=what))
        leave.clicked.connect(partial(self._leave, one))
        return LineRow(self.theme, what, [counts, tr("{what}, {when}", what=lost, when=ago(one.at, today))], [back, leave], parted=parted)

    def _put_back(self, one: EditedTwice) -> None:
        self.put_back.emit(one.id)

    def _leave(self, one: EditedTwice) -> None:
        self.leave.emit(one.id)


class SetAsideCard(Card):
    """`again` asks that what the server did not take is sent once more. Rows that are alike stand in one line."""

    again = Signal()

    def __init__(self, theme: Theme, rows: Sequence[SetAside]) -> None:
        super().__init__(theme, tr("Set aside"), saying.counted(len(rows), tr("one row"), tr("{count} rows")))
        if any(row.outward for row in rows):
            send = PlainButton(theme, tr("Send again"), "again", tr("Send what was set aside again"))
            send.clicked.connect(self.again)
            self.head.addWidget(send)
        note = tr("Everything else is shared. These stay where they are, and nothing of them is lost.")
        self.add(Label(theme, note, "small", "ink-soft", wrap=True))
        self.body.setSpacing(0)
        alike = Counter((row.what, row.name, why(row.why, row.outward)) for row in rows)
        newest = {(row.what, row.name, why(row.why, row.outward)): row.at for row in reversed(rows)}
        for place, ((what, name, reason), count) in enumerate(alike.most_common(_MOST)):
            title = tr("{what}: {name}", what=table(what), name=isolated(shown(name, 60))) if name else table(what)
            if count > 1:
                title = tr("{what} ({count} times)", what=title, count=number(count))
            when = ago(newest[what, name, reason], now())
            self.add(LineRow(theme, title, [tr("{reason} ({when})", reason=reason, when=when)], parted=place > 0))
        if len(alike) > _MOST:
            self.add(Label(theme, _more(len(alike) - _MOST), "small", "ink-soft"))


def _lost(one: EditedTwice) -> str:
    value = value_words(one.column, one.lost)
    return tr("Written here: {value}", value=value) if one.mine else tr("Written on another computer: {value}", value=value)


def _more(count: int) -> str:
    return saying.counted(count, tr("and one more"), tr("and {count} more"))
