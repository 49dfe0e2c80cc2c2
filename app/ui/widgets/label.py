"""Words on the grown-up side: one line that elides, or a paragraph that wraps."""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.lettering import lines_of, shown
from app.ui.theme import Theme


class Label(QWidget):
    """Text in a role and colour. Elided text is whole in the tip and for screen readers (up to 600 letters)."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        role: str = "body",
        paint: str = "ink",
        wrap: bool = False,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeading,
        parent: QWidget | None = None,
    ) -> None:
        """`align` AlignLeading or AlignTrailing follow the direction of the layout, AlignHCenter is the middle."""
        super().__init__(parent)
        self.theme, self._role, self._paint, self._wrap, self._align = theme, role, paint, wrap, align
        self._text = ""
        self._broken: dict[int, list[str]] = {}  # the lines by width: a layout asks for many widths, and again
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.set_text(text)

    def text(self) -> str:
        """The whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Say something else."""
        self._text = text
        self._broken.clear()
        self.setAccessibleName(shown(text, 600))
        self._set_tip()
        self.updateGeometry()
        self.update()

    def set_paint(self, paint: str) -> None:
        """Say it in another colour (a use, such as "on-clay-soft")."""
        self._paint = paint
        self.update()

    def _line(self) -> float:
        return self.theme.line(self._role, self._text)

    def _lines(self, width: int) -> list[str]:
        if width not in self._broken:
            self._broken[width] = lines_of(self._text, self.theme.metrics(self._role, self._text), width)
        return self._broken[width]

    def sizeHint(self) -> QSize:
        """The width of the text, 600 px at most, and the height of its lines."""
        words = shown(self._text, 2000 if self._wrap else 200)
        width = math.ceil(self.theme.width(self._role, words)) + 1
        if not self._wrap:
            return QSize(min(width, 900), round(self._line()))
        width = min(width, round(520 * self.theme.text_size))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A line may be elided down to a few letters."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), 48 if not self._wrap else 120), round(self._line()))

    def hasHeightForWidth(self) -> bool:
        """Paragraphs grow downwards."""
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        """The height of the lines that `width` px needs."""
        if not self._wrap:
            return round(self._line())
        return round(self._line() * len(self._lines(width)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is elided goes to the tip."""
        super().resizeEvent(event)
        self._set_tip()

    def _set_tip(self) -> None:
        cut = not self._wrap and self.width() < self.sizeHint().width()
        self.setToolTip(shown(self._text, 600) if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words."""
        del event
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self._align == Qt.AlignmentFlag.AlignHCenter:
            align = Qt.AlignmentFlag.AlignHCenter
        else:
            align = Qt.AlignmentFlag.AlignRight if rtl == (self._align != Qt.AlignmentFlag.AlignTrailing) else Qt.AlignmentFlag.AlignLeft
        with Brush.on(self, self.theme) as brush:
            line = self._line()
            for index, words in enumerate(self._lines(self.width()) if self._wrap else [self._text]):
                box = QRectF(0, index * line if self._wrap else (self.height() - line) / 2, self.width(), line)
                brush.text(box, words, self._role, self._paint, align)
