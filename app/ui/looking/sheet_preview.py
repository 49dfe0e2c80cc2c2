"""The pages of the printable sheet as they will come out of the printer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.looking.flow import Flow
from app.ui.painting.brush import Brush
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.looking.password_paper import Strip
    from app.ui.theme import Theme

_WIDE = 430


class _Leaf(QWidget):
    def __init__(self, theme: Theme, image: QImage, name: str) -> None:
        super().__init__()
        self.theme, self._image = theme, image
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(_WIDE + 16, round(_WIDE * self._image.height() / self._image.width()) + 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        with Brush.on(self, self.theme) as brush:
            w, h = self.width() - 16.0, self.height() - 20.0
            brush.card(8, 6, w, h, 4, 2, "#FFFFFF")
            brush.painter.drawImage(QRectF(8, 6, w, h), self._image)
            brush.box(8, 6, w, h, 4, None, "line", 1)


class SheetPreview(QWidget):
    """The pages side by side as far as there is room. A screen reader hears whose passwords are on each."""

    def __init__(self, theme: Theme, images: Sequence[QImage], sheets: Sequence[Sequence[Strip]]) -> None:
        super().__init__()
        flow = Flow(12)
        self.setLayout(flow)
        for number, (image, sheet) in enumerate(zip(images, sheets, strict=True), 1):
            lines = "; ".join(f"{strip.child.name[:60]}: {' '.join(strip.pictures or (tr('none'),))}" for strip in sheet)
            flow.addWidget(_Leaf(theme, image, tr("Page {number} of {all}. {lines}", number=number, all=len(sheets), lines=lines)))
