"""The hand of the tour's child: writes letters with the pointer, as a school book has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

if TYPE_CHECKING:
    from app.ui.games.trace import Trace
    from app.ui.touring.hands import Hands

_STEPS = 24  # of the pen along a line


class WritingHand:
    """Goes along the letter's lines; where the sheet is empty, from memory."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def sit(self, page: Trace, looks: bool) -> None:
        """Write until the sitting is over, to wherever the window goes then."""
        hands, seen = self._hands, set[str]()
        while hands.window.page is page:
            hands.until("a sheet or the end", lambda: hands.window.page is not page or page.takes_presses, 20)
            if hands.window.page is not page or page.turn is None:
                break
            name = "trace-guided" if page.sheet.guided else "trace-free"
            self._write(page, name if looks and name not in seen else "")
            seen.add(name)
            hands.until("an answer", lambda: hands.window.page is not page or not page.takes_presses)

    def _write(self, page: Trace, name: str) -> None:
        """One letter; with a `name` a picture is taken before the last line."""
        guided, lines = page.sheet.guided, page.sheet.count_lines
        for line in range(lines):
            if name and line == lines - 1:
                self._hands.look(name)
            self._draw(page, line)
        if not guided:
            self._hands.press(page.done)

    def _draw(self, page: Trace, line: int) -> None:
        points = [page.sheet.point_on(line, step / _STEPS).toPoint() for step in range(_STEPS + 1)]
        QTest.mousePress(page.sheet, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[0])
        for point in points[1:]:
            QTest.mouseMove(page.sheet, point)
            self._hands.rest(4)
        QTest.mouseRelease(page.sheet, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[-1])
