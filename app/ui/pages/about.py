"""About: version and licence, what it stands on, and what to tell somebody who helps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app import __version__
from app.services import doctor, languages
from app.services.change import Topic
from app.services.doctor import Report
from app.system.licences import Licensed, stands_on
from app.ui import drawable
from app.ui.grown_up_page import GrownUpPage
from app.ui.looking.data_table import DataTable
from app.ui.looking.report_lines import as_text, lines_of
from app.ui.widgets.buttons import PlainButton
from app.ui.widgets.card import Card
from app.ui.widgets.label import Label
from app.ui.widgets.wordmark import LettergroveMark
from app.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.services.desk import Desk
    from app.system.paths import Paths
    from app.ui.stage import Stage

_Read = tuple["Report", tuple["Licensed", ...]]


def _read(desk: Desk, paths: Paths, fonts: Mapping[str, bool | None]) -> _Read:
    address = desk.database.address
    return doctor.examine(paths, desk.database, None if address.embedded else address, fonts), stands_on()


class About(GrownUpPage):
    """Nothing here names a child or a password."""

    title: ClassVar[str] = "About"
    lives_by: ClassVar[frozenset[Topic]] = frozenset()

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, tr("About"))
        self._report: Report | None = None

    def refresh(self) -> None:
        """Show what is known at once, and ask for the rest."""
        self.fill(self._program())
        fonts = drawable.drawable([offer.language for offer in languages.offered()])
        self.stage.tasks.ask(self, partial(_read, paths=self.stage.paths, fonts=fonts), self._show)

    def _show(self, found: _Read) -> None:
        self._report, licences = found
        self.extend(partial(self._system, self._report), partial(self._problems, self._report), partial(self._licences, licences))

    def _program(self) -> Card:
        theme = self.stage.theme
        card = Card(theme)
        card.add(LettergroveMark(theme, 30))
        card.add(Label(theme, tr("Version {version}, with Qt {qt}", version=__version__, qt=qVersion()), "body"))
        card.add(Label(theme, tr("Children learn letters by playing, in their own language and script."), "body", "ink-soft", wrap=True))
        licence = tr("Free software under the GNU General Public License, version 3 or later (GPL-3.0-or-later): use it, share it, "
                     "change it. It comes without any warranty.")  # fmt: skip
        card.add(Label(theme, licence, "body", "ink-soft", wrap=True))
        return card

    def _system(self, report: Report) -> Card:
        theme = self.stage.theme
        card = Card(theme, tr("This installation"), tr("to copy for somebody who helps; it names no child and no password"))
        copy = PlainButton(theme, tr("Copy"), "list", tr("Copy what is known about this installation"))
        copy.clicked.connect(self._copy)
        card.head.addWidget(copy)
        for name, value in lines_of(report):
            row = QHBoxLayout()
            row.setSpacing(16)
            label = Label(theme, name, "small", "ink-soft")
            label.setFixedWidth(round(180 * theme.text_size))
            row.addWidget(label)
            row.addWidget(Label(theme, value, "body", wrap=True), 1)
            card.add(row)
        return card

    def _problems(self, report: Report) -> Card:
        theme = self.stage.theme
        card = Card(theme, tr("Last problems"))
        column = QVBoxLayout()
        for error in report.last_errors:
            column.addWidget(Label(theme, error, "small", "ink-soft", wrap=True))
        if not report.last_errors:
            column.addWidget(Label(theme, tr("None were written to the log."), "body", "ink-soft"))
        card.add(column)
        return card

    def _licences(self, licences: tuple[Licensed, ...]) -> Card:
        theme = self.stage.theme
        card = Card(theme, tr("What it stands on"))
        table = DataTable(theme, tr("What Lettergrove stands on, with versions and licences"), [tr("Name"), tr("Version"), tr("Licence")])
        table.setRootIsDecorated(False)
        for one in licences:
            table.add([one.name, one.version, one.licence])
        card.add(table)
        return card

    def _copy(self) -> None:
        if self._report is not None:
            QGuiApplication.clipboard().setText(as_text(self._report))
            self.stage.toast(tr("Copied. It names no child and no password."))
