"""The painted land behind a page: painted once for each size and theme in a thread of its own, then only moved to the screen.

Until it is ready, what was there before is stretched, or the plain sky is shown. Clouds drift over it, a few pixels at a time.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import QHideEvent, QImage, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.system.clock import elapsed_ms
from app.ui.grove.ground import HIGH, WIDE, Ground
from app.ui.grove.kept_land import keep_land, kept_land
from app.ui.grove.sky import plain_sky
from app.ui.painting.brush import Brush
from app.ui.painting.sky import cloud
from app.ui.painting.studio import studio
from app.ui.theme import Motion

if TYPE_CHECKING:
    from app.ui.stage import Stage
    from app.ui.theme import Theme

Draw = Callable[[Brush, Ground], None]
Key = tuple[object, ...]

_MOST = 3  # pictures in memory: 4 MB each at 1280 x 800
_SETTLES_MS = 120  # while a window is being resized nothing is painted anew
_LOOKS_MS = 8
_FADE_MS = 200
_FADE_DOTS = 3_000_000  # larger pictures appear at once: two of them do not fit into a frame
_DRIFT_MS = 100

_kept: OrderedDict[Key, QImage] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Drifting:
    """A cloud: where it is at first and how wide, in units of the design, and how dense."""

    x: float
    y: float
    width: float
    strength: float = 0.9


@dataclass(frozen=True, slots=True)
class Scenery:
    """A land to stand in. `draw` may run in another thread; `lasting` pictures are kept on disk for the next start."""

    name: str
    draw: Draw
    clouds: tuple[Drifting, ...] = ()
    lasting: bool = False


class Backdrop(QWidget):
    """Lies behind everything on its page."""

    def __init__(self, parent: QWidget, stage: Stage, scenery: Scenery) -> None:
        super().__init__(parent)
        self._stage, self._scenery = stage, scenery
        self._shown: QImage | None = None
        self._before: QImage | None = None
        self._asked: Key | None = None
        self._finished: SimpleQueue[tuple[Key, QImage]] = SimpleQueue()
        self._fade = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=0 if stage.theme.less_movement else _FADE_MS)
        self._fade.valueChanged.connect(lambda _: self.update())
        self._settled = QTimer(self, singleShot=True, interval=_SETTLES_MS)
        self._settled.timeout.connect(self.renew)
        self._look = QTimer(self, interval=_LOOKS_MS)
        self._look.timeout.connect(self._receive)
        self._drift = QTimer(self, interval=_DRIFT_MS)
        self._drift.timeout.connect(self._move_clouds)
        self._cloud_boxes: list[QRectF] = []
        studio().done.connect(self._painted)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.lower()

    @property
    def ready(self) -> bool:
        """Whether the picture of this size is shown."""
        return self._asked is None and self._shown is not None

    def renew(self) -> None:
        """Show the picture of the present size: the kept one at once, otherwise as soon as it is painted."""
        if self.width() < 2 or self.height() < 2:
            return
        key = self._key()
        ready = _kept.get(key) or self._from_disk(key)
        if ready is not None:
            self._take(ready, fading=False)
        elif key != self._asked:
            self._asked = key
            self._paint(key)
            self._look.start()

    def _key(self) -> Key:
        return (self._scenery.name, self._stage.theme.key, self.width(), self.height(), self.devicePixelRatioF(), self.isRightToLeft())

    def _from_disk(self, key: Key) -> QImage | None:
        if not self._scenery.lasting:
            return None
        theme = self._stage.theme
        image = kept_land(self._stage.paths, theme, self.width(), self.height(), self.devicePixelRatioF(), self.isRightToLeft())
        if image is not None:
            _keep(key, image)
        return image

    def _paint(self, key: Key) -> None:
        scenery, theme, paths, finished = self._scenery, self._stage.theme, self._stage.paths, self._finished
        ground, dpr = Ground(self.width(), self.height(), self.isRightToLeft()), self.devicePixelRatioF()

        def paint() -> None:
            image = QImage(round(ground.width * dpr), round(ground.height * dpr), QImage.Format.Format_RGB32)
            image.setDevicePixelRatio(dpr)
            with Brush.on(image, theme) as brush:
                plain_sky(brush, ground.width, ground.height)
                scenery.draw(brush, ground)
            finished.put((key, image))
            if scenery.lasting:
                keep_land(paths, theme, image, ground.mirrored)

        threading.Thread(target=paint, name=f"land {scenery.name}").start()

    def _receive(self) -> None:
        while not self._finished.empty():
            key, image = self._finished.get()
            _keep(key, image)
            if key == self._key():
                self._take(image, fading=self.isVisible())
            elif key == self._asked:
                self._asked = None
                self._settled.start()

    def _take(self, image: QImage, fading: bool) -> None:
        self._asked = None
        self._look.stop()
        if self._shown is image:
            return
        self._before, self._shown = self._shown, image
        if fading and self._fade.duration() and image.width() * image.height() <= _FADE_DOTS:
            self._fade.start()
        self.update()

    # clouds

    def _boxes(self) -> list[QRectF]:
        return cloud_boxes(self._scenery.clouds, Ground(self.width(), self.height(), self.isRightToLeft()), self._stage.theme)

    def _painted(self, key: object) -> None:
        if isinstance(key, tuple) and key[:1] == ("cloud",):
            self.update()

    def _move_clouds(self) -> None:
        before, self._cloud_boxes = self._cloud_boxes, self._boxes()
        for box in (*before, *self._cloud_boxes):
            self.update(box.toAlignedRect())

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is ready, and the clouds."""
        area = QRectF(event.rect())
        with Brush.on(self, self._stage.theme) as brush:
            share = float(self._fade.currentValue() or 1.0) if self._fade.state() == QVariantAnimation.State.Running else 1.0
            if share < 1 or self._shown is None:
                self._lay(brush, self._before)
            if self._shown is not None:
                with brush.faded(share):
                    self._lay(brush, self._shown)
            self._cloud_boxes = self._cloud_boxes or self._boxes()
            draw_clouds(brush, self._scenery.clouds, self._cloud_boxes, area, self.devicePixelRatioF())

    def _lay(self, brush: Brush, image: QImage | None) -> None:
        if image is None:
            plain_sky(brush, self.width(), self.height())
        elif image.deviceIndependentSize().toSize() == self.size():
            brush.painter.drawImage(QPointF(0, 0), image)
        else:
            brush.painter.drawImage(QRectF(self.rect()), image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The first size at once, later ones when the hand rests."""
        super().resizeEvent(event)
        self._cloud_boxes = []
        if self._shown is None:
            self.renew()
        else:
            self._settled.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Clouds drift while they are seen."""
        super().showEvent(event)
        if self._scenery.clouds and self._stage.theme.motion(Motion.CLOUDS).ms and not self._stage.theme.flat:
            self._drift.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing moves unseen."""
        super().hideEvent(event)
        for timer in (self._drift, self._look, self._settled):
            timer.stop()
        self._fade.stop()


def cloud_boxes(clouds: tuple[Drifting, ...], ground: Ground, theme: Theme) -> list[QRectF]:
    """Where the clouds are at this moment, in px: on every page at the same place."""
    time = theme.motion(Motion.CLOUDS).ms
    share = elapsed_ms() / time % 1.0 if time else 0.0
    boxes = []
    for one in clouds:
        wide, span = one.width * ground.scale, WIDE + one.width * 1.4
        x = (one.x + one.width * 0.7 + share * span) % span - one.width * 0.7
        boxes.append(QRectF(ground.x(x) - wide * 0.62, ground.y(one.y) - wide * 0.36, wide * 1.24, wide * 0.52))
    return boxes


def draw_clouds(brush: Brush, clouds: tuple[Drifting, ...], boxes: list[QRectF], area: QRectF, dpr: float) -> None:
    """Draw those clouds that touch `area` and are painted; the studio paints the others. None in high contrast."""
    if brush.flat:
        return
    for one, box in zip(clouds, boxes, strict=True):
        if box.intersects(area):
            draw = _cloud_in(box.width() / 1.24, one.strength)
            picture = studio().ask(("cloud", one), box.width(), box.height(), dpr, brush.theme, draw)
            if picture is not None:
                brush.painter.drawPixmap(box.topLeft(), picture)


def _cloud_in(wide: float, strength: float) -> Callable[[Brush], None]:
    return lambda brush: cloud(brush, wide * 0.62, wide * 0.36, wide, strength)


def _keep(key: Key, image: QImage) -> None:
    _kept[key] = image
    _kept.move_to_end(key)
    while len(_kept) > _MOST:
        _kept.popitem(last=False)


def design(brush: Brush, ground: Ground, draw: Callable[[Brush], None]) -> None:
    """Draw in units of the design, turned over where the window is."""
    painter = brush.painter
    painter.save()
    painter.translate(ground.x(0), ground.y(0))
    painter.scale(-ground.across if ground.mirrored else ground.across, ground.scale)
    draw(brush)
    painter.restore()


def top_of(ground: Ground) -> float:
    """The design's y at the window's upper edge: below 0 where the window is taller than the design."""
    return HIGH - ground.height / ground.scale
