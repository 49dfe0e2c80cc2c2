"""The panel that prints a tree and writes it into a file."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.trees.paper import Format
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import Button, PlainButton, QuietButton, SoftButton
from app.ui.widgets.card import Card
from app.ui.widgets.figures import Bar
from app.ui.widgets.label import Label
from app.ui.widgets.switches import Segments, Switch
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.theme import Theme


class Part(StrEnum):
    """What of a tree is written."""

    WHOLE = "whole"
    SEEN = "seen"
    WAY = "way"


class ExportPanel(Card):
    """`wanted` is sent with a `Format` or None (print); `part` and `with_progress` say the rest. `stopped` while a file is on its way."""

    wanted = Signal(object)
    stopped = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, child: str, has_way: bool) -> None:
        super().__init__(theme, tr("Print and save"))
        close = QuietButton(theme, "", "close", tr("Close this panel"))
        close.clicked.connect(self.closed)
        self.head.addWidget(close)
        self._parts: tuple[Part, ...] = (Part.WHOLE, Part.SEEN, *((Part.WAY,) if has_way else ()))
        names = {Part.WHOLE: tr("All"), Part.SEEN: tr("In sight"), Part.WAY: tr("Way to the goal")}
        self._part = Segments(theme, [names[part] for part in self._parts], 0, tr("What of the tree"))
        self.add(self._part)
        self._progress = Switch(theme, tr("With what {name} knows", name=child), on=True)
        self.add(self._progress)
        self.body.addSpacing(6)
        sheets = SoftButton(theme, tr("Save as PDF"), "download")
        sheets.clicked.connect(partial(self.wanted.emit, Format.PDF))
        self._buttons: list[Button] = [sheets]
        self.add(sheets)
        self.add(Label(theme, tr("In sheets of A4 that can be glued together; a small tree on one."), "small", "ink-soft", wrap=True))
        kinds = ((tr("Save as a picture (PNG)"), "download", Format.PNG), (tr("Save as a drawing (SVG)"), "download", Format.SVG))
        for words, icon, kind in (*kinds, (tr("Print"), "print", None)):
            button = PlainButton(theme, words, icon)
            button.clicked.connect(partial(self.wanted.emit, kind))
            self._buttons.append(button)
            self.add(button)
        self._bar = Bar(theme, 0.0, tr("Writing"))
        self._stop = PlainButton(theme, tr("Stop"), "close")
        self._stop.clicked.connect(self.stopped)
        self._way = QWidget()
        row = QHBoxLayout(self._way)
        row.setContentsMargins(0, 6, 0, 0)
        row.addWidget(self._bar, 1)
        row.addWidget(self._stop)
        self._way.hide()
        self.add(self._way)
        self._done: Banner | None = None
        self.body.addStretch(1)

    @property
    def part(self) -> Part:
        """What of the tree is wanted."""
        return self._parts[self._part.place()]

    @property
    def with_progress(self) -> bool:
        """Whether the child's progress is to be seen."""
        return self._progress.isChecked()

    def show_share(self, share: float | None) -> None:
        """How far a file is; None: none is on its way."""
        self._way.setVisible(share is not None)
        for button in self._buttons:
            button.setEnabled(share is None)
        if share is not None:
            self._bar.set_share(share, tr("Writing, {share} %", share=round(100 * share)))

    def show_written(self, path: Path) -> None:
        """Say where the file is, with a way to open it."""
        if self._done is not None:
            self._done.hide()
            self._done.deleteLater()
        self._done = Banner(self.theme, "download", tr("Saved as {name}", name=path.name), str(path.parent), "primary", tr("Open it"))
        if self._done.action is not None:
            self._done.action.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        self.body.insertWidget(self.body.count() - 1, self._done)
        self._done.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
