"""The short moment after a sitting without a new bloom: the letters that grew, as seeds that sprout; then home, where their trees grow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.system.sound import Effect
from app.ui.painting.brush import Brush
from app.ui.painting.colours import colour
from app.ui.painting.marks import leaf_marks
from app.ui.painting.sprouts import sprout
from app.ui.theme import Motion
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.letters import LetterPack
    from app.services.play import SittingResult
    from app.ui.stage import Stage

_STAYS_MS = 2600
_MOST = 5


class SeedsGrew(QWidget):
    """Lies over the game for a moment. `over` comes by itself, or at the first press or key."""

    over = Signal()

    def __init__(self, stage: Stage, pack: LetterPack | None, result: SittingResult, parent: QWidget) -> None:
        super().__init__(parent)
        self._stage = stage
        self._script = pack.script if pack is not None else "Latn"
        letters = {growth.letter: growth for growth in result.grew}
        self._grew = tuple(letters.values())[:_MOST]
        self._share = 0.0
        self._ended = False
        self._rise = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=stage.theme.motion(Motion.GROW).ms)
        self._rise.setEasingCurve(stage.theme.motion(Motion.GROW).easing)
        self._rise.valueChanged.connect(self._set_share)
        self._stay = QTimer(self, singleShot=True, interval=_STAYS_MS)
        self._stay.timeout.connect(self.skip)
        names = ", ".join(growth.text for growth in self._grew)
        self.setAccessibleName(tr("These letters grew: {letters}", letters=names) if names else tr("Well played"))

    def begin(self) -> None:
        """Appear and grow."""
        self.show()
        self.raise_()
        self._stage.speaker.effect(Effect.ARRIVE)
        self._rise.start()
        self._stay.start()

    def skip(self) -> None:
        """Go on now; once."""
        if not self._ended:
            self.stop()
            self.over.emit()

    def stop(self) -> None:
        """End without going on: the page is left."""
        self._ended = True
        self._stay.stop()
        self._rise.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press goes on."""
        del event
        self.skip()

    def _set_share(self, share: float) -> None:
        self._share = float(share)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A sprout for each letter that grew, with its leaves; one large sprout when none gained a leaf."""
        del event
        width, height = float(self.width()), float(self.height())
        with Brush.on(self, self._stage.theme) as brush:
            count = max(1, len(self._grew))
            size = min(height * 0.30, width / (count + 1))
            base = height * 0.58
            brush.glow(width / 2, base - size * 0.5, size * 0.75 * (count + 1), strength=0.5)
            for i in range(count):
                x = width / 2 + (i - (count - 1) / 2) * size * 1.08
                x = width - x if self.isRightToLeft() else x
                sprout(brush, x, base, max(4.0, size * 0.8 * min(1.1, self._share)))
                if i < len(self._grew):
                    self._name(brush, x, base, size, i)

    def _name(self, brush: Brush, x: float, base: float, size: float, index: int) -> None:
        growth = self._grew[index]
        r = size * 0.26
        y = base + r * 1.25
        if brush.flat:
            brush.dot(x, y, r, "surface", "line", 3)
        else:
            brush.dot(x, y, r, colour(brush.theme.child("tile"), 0.94))
        ink = "ink" if brush.flat else brush.theme.child("on-tile")
        brush.letter(growth.text, x, y, r * 1.05, ink, self._script)
        done = growth.leaves_after if self._share > 0.6 else growth.leaves_before
        leaf_marks(brush, x, y + r + 26, done, 3, 10)

