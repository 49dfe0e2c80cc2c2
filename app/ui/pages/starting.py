"""The very first page: the land as it was painted last time, until the database says where to go.

It is shown before any database code is loaded, so it paints one ready-made picture and nothing else. When opening takes longer than a
blink, a sprout grows; nothing is asked of anybody.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QTimer, QVariantAnimation
from PySide6.QtGui import QImage, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.ui.ahead import load_now
from app.ui.grove.kept_land import kept_land
from app.ui.grove.sky import plain_sky
from app.ui.page import Page
from app.ui.painting.brush import Brush
from app.ui.painting.shapes import curve, leaf
from app.ui.routes import Route
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.people import Child, Space
    from app.services.desk import Desk
    from app.ui.stage import Stage
    from app.ui.theme import Theme

SPROUTS_AFTER_MS = 600
_GROWS_MS = 2400


def first_look(desk: Desk) -> tuple[Space | None, tuple[Child, ...]]:
    """The space, if one was founded, and its children."""
    from app.services import children, spaces  # noqa: PLC0415 (database code: not before the first frame)

    space = spaces.current_space(desk)
    if space is None:
        load_now(Route.WELCOME)
        return None, ()
    found = children.list_children(replace(desk, space=space.id))
    load_now(Route.HOME if len(found) == 1 else Route.WHO)  # here, so that the window never waits for code
    return space, found


class Starting(Page):
    """The first frame, then the way to where one belongs."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.setAccessibleName(tr("Lettergrove is opening"))
        self._land: QImage | None = None
        self._sprout = Sprout(stage.theme, self)
        self._late = QTimer(self, singleShot=True, interval=SPROUTS_AFTER_MS)
        self._late.timeout.connect(self._sprout.grow)

    def refresh(self) -> None:
        """Ask whose space this is. The answer waits until the database has been opened."""
        self._late.start()
        self.stage.tasks.ask(self, first_look, self._found, lambda problem: self.stage.go(Route.TROUBLE, problem=problem))

    def _found(self, answer: tuple[Space | None, tuple[Child, ...]]) -> None:
        space, children = answer
        if space is None:
            self.stage.go(Route.WELCOME)
            return
        self.stage.tasks.work_in(space.id)
        if len(children) == 1:
            self.stage.go(Route.HOME, child=children[0].id)
        else:
            self.stage.go(Route.WHO)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The land of last time, else the sky."""
        del event
        with Brush.on(self, self.stage.theme) as brush:
            if self._land is None:
                plain_sky(brush, self.width(), self.height())
            else:
                brush.painter.drawImage(QPointF(0, 0), self._land)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The land of this size; the sprout stands in the middle of the meadow."""
        super().resizeEvent(event)
        stage, dpr = self.stage, self.devicePixelRatioF()
        self._land = kept_land(stage.paths, stage.theme, self.width(), self.height(), dpr, self.isRightToLeft())
        self._sprout.move((self.width() - self._sprout.width()) // 2, round(self.height() * 0.62))

    def leave(self) -> None:
        """Stop growing."""
        self._late.stop()
        self._sprout.rest()


class Sprout(QWidget):
    """A seedling that grows once and then stands: something is on its way."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self._grown = 0.0
        self.setFixedSize(160, 150)
        self.hide()
        self._growing = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=0 if theme.less_movement else _GROWS_MS)
        self._growing.valueChanged.connect(self._on_grown)

    def grow(self) -> None:
        """Appear and grow."""
        self.show()
        self._growing.start()

    def rest(self) -> None:
        """Stop moving."""
        self._growing.stop()

    def _on_grown(self, value: float) -> None:
        self._grown = float(value)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A stem and two leaves that unfold."""
        del event
        share, x, y = self._grown, 80.0, 134.0
        stem = min(1.0, share * 1.6)
        leaves = max(0.0, (share - 0.35) / 0.65)
        with Brush.on(self, self.theme) as brush:
            soil, edge = ("surface", "line") if brush.flat else (brush.theme.scene("soil"), None)
            brush.fill(leaf(x - 34, y + 6, 68, 20, 0), soil, edge, 3)
            tint = brush.colour("primary") if brush.flat else brush.theme.scene("canopy-young")
            brush.line(curve([(x, y), (x - 2, y - 40 * stem), (x + 1, y - 84 * stem)], closed=False), tint, 7)
            for degrees, length in ((-150.0, 56.0), (-30.0, 64.0)):
                if leaves:
                    brush.fill(leaf(x + 1, y - 82 * stem, length * leaves, 34 * leaves, degrees), tint)
