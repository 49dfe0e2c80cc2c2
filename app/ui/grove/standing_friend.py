"""The child's friend in full, waiting on the road beside a tree; it walks over when another tree is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QPropertyAnimation, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.faces import Mood
from app.ui.painting.friends import standing
from app.ui.painting.studio import studio
from app.ui.theme import Motion

if TYPE_CHECKING:
    from app.learning.people import Avatar
    from app.ui.theme import Theme

_SIDE, _ABOVE, _BELOW = 0.62, 1.12, 0.08  # the paper round a friend, as shares of its height


class StandingFriend(QWidget):
    """A friend `height` px high. Only to be seen: presses go to what is behind it."""

    def __init__(self, theme: Theme, avatar: Avatar, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme, self._avatar = theme, avatar
        self._height = 100.0
        self._flip = False
        self._walk = QPropertyAnimation(self, b"pos", self)
        movement = theme.motion(Motion.PAGE)
        self._walk.setDuration(0 if theme.less_movement else movement.ms)
        self._walk.setEasingCurve(movement.easing)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        studio().done.connect(self._arrived)

    def stand(self, feet: QPointF, height: float, flip: bool, walking: bool = False) -> None:
        """Stand, or walk to stand, with the feet at a point of the parent."""
        self._height, self._flip = max(40.0, height), flip
        h = self._height
        place = QPoint(round(feet.x() - h * _SIDE), round(feet.y() - h * _ABOVE))
        self.resize(round(h * 2 * _SIDE), round(h * (_ABOVE + _BELOW)))
        self._walk.stop()
        if walking and self._walk.duration():
            self._walk.setStartValue(self.pos())
            self._walk.setEndValue(place)
            self._walk.start()
        else:
            self.move(place)
        self.update()

    def _key(self) -> tuple[object, ...]:
        return ("standing", self._avatar, self._flip)

    def _arrived(self, key: object) -> None:
        if key == self._key():
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The friend, once the studio has painted it."""
        del event
        h, avatar, flip = self._height, self._avatar, self._flip

        def draw(brush: Brush) -> None:
            standing(brush, h * _SIDE, h * _ABOVE, h, avatar, Mood.HAPPY, wave=True, flip=flip)

        picture = studio().ask(self._key(), self.width(), self.height(), self.devicePixelRatioF(), self.theme, draw)
        if picture is not None:
            with Brush.on(self, self.theme) as brush:
                brush.painter.drawPixmap(0, 0, picture)
