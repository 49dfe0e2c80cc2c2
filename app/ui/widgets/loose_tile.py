"""A letter that lies about and can be carried: pressed and dragged, or pressed and then its place.

`lifted`, `moved` and `dropped` come from dragging, `clicked` from a press without a way. Where it is let go and does not belong, it
glides back to where it lay.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from app.learning.people import Letterform
from app.ui.painting.brush import Brush
from app.ui.painting.parts import TileState
from app.ui.painting.shapes import rounded
from app.ui.theme import Motion, Theme
from app.ui.widgets.child_button import SLIP
from app.ui.widgets.tiles import LetterTile

_CHOSEN = 1.06  # so much larger is one that waits for its place


class LooseTile(LetterTile):
    """`letter` is what is seen on it."""

    lifted = Signal()
    moved = Signal(QPointF)  # while it is carried: its middle, in the parent's px
    dropped = Signal(QPointF)  # its middle, in the parent's px

    def __init__(
        self,
        theme: Theme,
        text: str,
        name: str,
        script: str = "Latn",
        letterform: Letterform = Letterform.SCHOOL,
        parent: QWidget | None = None,
    ) -> None:
        self._lies = QPointF()
        self._held: QPointF | None = None  # where the hand holds it, from its middle
        self._carried = self._chosen = False
        super().__init__(theme, text, name, script, letterform, 136, parent)
        self._glide = self._animation(Motion.PANEL, self._on_glide)
        self._glide.finished.connect(self._arrived)
        self._beckon = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=theme.motion(Motion.HOP).ms)
        self._beckon.valueChanged.connect(self._on_hop)
        self._from = self._to = QPointF()

    @property
    def carried(self) -> bool:
        """Whether a hand carries it."""
        return self._carried

    @property
    def chosen(self) -> bool:
        """Whether it waits for its place to be pressed."""
        return self._chosen

    def choose(self, chosen: bool) -> None:
        """Wait for its place, or no longer."""
        self._chosen = chosen
        self.raise_()
        self.update()

    def lie_at(self, cx: float, cy: float) -> None:
        """Lie with the middle at cx, cy of the parent; one that is carried stays in the hand."""
        self._lies = QPointF(cx, cy)
        if not self._carried:
            self._glide.stop()
            self.stand_at(cx, cy)

    def glide_to(self, middle: QPointF) -> None:
        """Move there."""
        self._from, self._to = self.middle(), middle
        if self._glide.duration():
            self._move(self._glide, 0.0, 1.0)
        else:
            self._on_glide(1.0)

    def glide_back(self) -> None:
        """To where it lay."""
        self.glide_to(self._lies)

    def beckon(self) -> None:
        """Hop: this one is meant."""
        if self._beckon.duration():
            self._beckon.start()

    def _on_glide(self, share: float) -> None:
        at = self._from + (self._to - self._from) * float(share)
        self.stand_at(at.x(), at.y())

    def _arrived(self) -> None:
        self.stand_at(self._to.x(), self._to.y())

    # carrying

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it; whether it is carried or pressed shows when the hand moves."""
        if event.button() is Qt.MouseButton.LeftButton and self.hitButton(event.position().toPoint()) and self.isEnabled():
            self._held = QPointF(self.mapToParent(event.position().toPoint())) - self.middle()
            self.setDown(True)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the hand, once it has gone further than a finger slips."""
        if self._held is None:
            super().mouseMoveEvent(event)
            return
        there = QPointF(self.mapToParent(event.position().toPoint())) - self._held
        if not self._carried and (there - self.middle()).manhattanLength() > SLIP:
            self._carried = True
            self._glide.stop()
            self.raise_()
            self.lifted.emit()
        if self._carried:
            self.stand_at(there.x(), there.y())
            self.moved.emit(there)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go where it is, or press it."""
        if self._held is None:
            super().mouseReleaseEvent(event)
            return
        carried, self._held, self._carried = self._carried, None, False
        self.setDown(False)
        if carried:
            self.dropped.emit(self.middle())
        else:
            self.click()

    def let_go(self) -> None:
        """The page is left: nothing is carried any more."""
        self._held, self._carried = None, False
        self._glide.stop()
        self._beckon.stop()

    def _can_press(self) -> bool:
        return self.state is not TileState.YES and super()._can_press()

    def paint(self, brush: Brush, sunk: float) -> None:
        """The tile; chosen, a little larger with a ring."""
        raised = self._chosen or self._carried
        middle = self.seen().center()
        upright = -self._sway if raised else 0.0
        with brush.at(middle.x(), middle.y(), _CHOSEN if raised else 1.0, upright), brush.at(-middle.x(), -middle.y()):
            super().paint(brush, 0.0 if raised else sunk)
        if raised:
            with brush.at(middle.x(), middle.y(), _CHOSEN), brush.at(-middle.x(), -middle.y()):
                box = self.seen().adjusted(2, 2, -2, -2)
                ink = "primary" if brush.flat else brush.theme.child("go")
                brush.line(rounded(box.x(), box.y(), box.width(), box.height(), box.width() * 0.16), ink, 6)
