"""The tree as one item of the scene: tiles of 384 px that are painted once and then only moved.

One item for each skill takes 96 ms a frame at 10,000 skills, this takes a few. In a frame new tiles are painted for a few ms only; what is
missing is shown from tiles of another zoom or from the overview, and comes with the next frames.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from shiboken6 import isValid

from app.system.clock import elapsed_ms
from app.ui.painting.brush import Brush
from app.ui.trees.drawing import DETAIL_FROM

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from app.learning.layout_rows import Flags
    from app.ui.trees.drawing import Drawing
    from app.ui.trees.shape import Box

SIDE = 384  # px of the screen
_KEPT_BYTES = 40 * 2**20  # the tiles of 2560 x 1600 take 22 MB
_PAINTS_MS = 5  # for new tiles in a frame
_NEXT_MS = 6  # until the next tiles: hands come first
_FIRST_MS = 45  # in the very first one, so that a tree is there at once
_LEAST_SIDE = 96  # px; tiles that have become smaller are worth less than the overview
_VEIL = 0.72
_MOST_HITS = 400  # drawn whole above the veil in a frame; more show as plain tiles

Key = tuple[float, int, int]  # zoom, column, row


class TreeLayer(QGraphicsItem):
    """Shows a `Drawing`. `hold` keeps it from painting new tiles while the zoom is on its way."""

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)  # tells paint what is exposed
        self._drawing: Drawing | None = None
        self._far: QPixmap | None = None
        self._far_scale = 1.0
        self._tiles: OrderedDict[Key, QPixmap] = OrderedDict()
        self._bytes = 0
        self._settled = 0.0  # the zoom whose tiles were shown last
        self._hits: Flags | None = None
        self._fresh = True
        self.hold = False
        self._later = QTimer(singleShot=True, interval=_NEXT_MS)
        self._later.timeout.connect(self._paint_rest)
        self._missing, self._missing_zoom = QRectF(), 1.0

    # what is shown

    def show_drawing(self, drawing: Drawing, far: QImage, scale: float, changed: list[Box] | None = None) -> None:
        """Show another drawing. `changed` are the boxes that differ from the one before; None: all of it."""
        self.prepareGeometryChange()
        self._drawing, self._far, self._far_scale = drawing, QPixmap.fromImage(far), scale
        if changed is None:
            self._tiles.clear()
            self._bytes = 0
        else:
            self._drop(changed)
        self.update()

    def show_hits(self, hits: Flags | None) -> None:
        """Put a veil over all but some skills (one flag for each); None lifts it."""
        self._hits = hits
        self.update()

    @property
    def far(self) -> QPixmap | None:
        """All of the tree from far away."""
        return self._far

    def boundingRect(self) -> QRectF:
        """All of it."""
        if self._drawing is None:
            return QRectF()
        left, top, right, bottom = self._drawing.shape.bounds
        return QRectF(left, top, right - left, bottom - top)

    def _drop(self, boxes: list[Box]) -> None:
        for key in list(self._tiles):
            zoom, column, row = key
            area = QRectF(column * SIDE / zoom, row * SIDE / zoom, SIDE / zoom, SIDE / zoom)
            if any(area.intersects(QRectF(left, top, right - left, bottom - top)) for left, top, right, bottom in boxes):
                self._forget(key)

    def _forget(self, key: Key) -> None:
        gone = self._tiles.pop(key)
        self._bytes -= 4 * gone.width() * gone.height()

    # painting

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Tiles where there are some, then the veil with what was found."""
        drawing = self._drawing
        if drawing is None:
            return
        transform = painter.worldTransform()
        zoom, dx, dy = transform.m11(), round(transform.dx()), round(transform.dy())
        exposed = transform.mapRect(option.exposedRect).toAlignedRect()
        dpr = widget.devicePixelRatioF() if widget is not None else 1.0
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        self._draw_tiles(painter, drawing, exposed, (zoom, dx, dy, dpr))
        painter.restore()
        if self._hits is not None:
            self._draw_hits(painter, drawing, option.exposedRect, zoom, self._hits)

    def _draw_tiles(self, painter: QPainter, drawing: Drawing, exposed: QRect, at: tuple[float, int, int, float]) -> None:
        zoom, dx, dy, dpr = at
        columns = range(math.floor((exposed.left() - dx) / SIDE), math.floor((exposed.right() - dx) / SIDE) + 1)
        rows = range(math.floor((exposed.top() - dy) / SIDE), math.floor((exposed.bottom() - dy) / SIDE) + 1)
        began, room = elapsed_ms(), _FIRST_MS if self._fresh else _PAINTS_MS
        missing = []
        for row in rows:
            for column in columns:
                key = (zoom, column, row)
                tile = self._tiles.get(key)
                if tile is None and not self.hold and elapsed_ms() - began < room:
                    tile = self._painted(drawing, key, dpr)
                if tile is None:
                    missing.append(QRect(column * SIDE + dx, row * SIDE + dy, SIDE, SIDE))
                else:
                    self._tiles.move_to_end(key)
                    painter.drawPixmap(column * SIDE + dx, row * SIDE + dy, tile)
        self._fresh = False
        if not missing:
            self._settled = self._settled if self.hold else zoom
            return
        self._stand_in(painter, drawing, missing, (zoom, dx, dy))
        if not self.hold:
            for area in missing:
                self._missing = self._missing.united(QRectF(area).translated(-dx, -dy))
            self._missing_zoom = zoom
            self._later.start()

    def _paint_rest(self) -> None:
        area, self._missing = self._missing, QRectF()
        zoom = self._missing_zoom
        if not isValid(self):  # the page has gone meanwhile
            return
        self.update(QRectF(area.x() / zoom, area.y() / zoom, area.width() / zoom, area.height() / zoom))

    def _painted(self, drawing: Drawing, key: Key, dpr: float) -> QPixmap:
        zoom, column, row = key
        tile = QPixmap(round(SIDE * dpr), round(SIDE * dpr))
        tile.setDevicePixelRatio(dpr)
        with Brush.on(tile, drawing.theme) as brush:
            brush.painter.translate(-column * SIDE, -row * SIDE)
            brush.painter.scale(zoom, zoom)
            area = (column * SIDE / zoom, row * SIDE / zoom, (column + 1) * SIDE / zoom, (row + 1) * SIDE / zoom)
            drawing.draw(brush, area, zoom)
        self._tiles[key] = tile
        self._bytes += 4 * tile.width() * tile.height()
        while self._bytes > _KEPT_BYTES and len(self._tiles) > 1:
            self._forget(next(iter(self._tiles)))
        return tile

    def _stand_in(self, painter: QPainter, drawing: Drawing, missing: list[QRect], at: tuple[float, int, int]) -> None:
        """What is known of the missing places, coarser or finer: the overview, and over it the tiles of the last zoom."""
        far, (zoom, dx, dy) = self._far, at
        left, top, _, _ = drawing.shape.bounds
        for area in missing:
            tiles = self._last_tiles(area, zoom, dx, dy)
            if far is not None and not all(tile for _, tile in tiles):
                scale = self._far_scale / zoom
                source = QRectF((area.x() - dx) * scale - left * self._far_scale, (area.y() - dy) * scale - top * self._far_scale,
                                area.width() * scale, area.height() * scale)  # fmt: skip
                painter.fillRect(area, drawing.theme.colour("surface"))
                painter.drawPixmap(QRectF(area), far, source)
            for there, tile in tiles:
                if tile is not None:
                    painter.setClipRect(area)
                    painter.drawPixmap(there, tile, QRectF(tile.rect()))
                    painter.setClipping(False)

    def _last_tiles(self, area: QRect, zoom: float, dx: int, dy: int) -> list[tuple[QRectF, QPixmap | None]]:
        """The tiles of the zoom before that reach into an area, where they would be shown; None for one that is not there."""
        if self._settled in (0.0, zoom):
            return [(QRectF(), None)]
        side = SIDE * zoom / self._settled
        if side < _LEAST_SIDE:
            return [(QRectF(), None)]
        found = []
        for row in range(math.floor((area.top() - dy) / side), math.floor((area.bottom() - dy) / side) + 1):
            for column in range(math.floor((area.left() - dx) / side), math.floor((area.right() - dx) / side) + 1):
                found.append((QRectF(column * side + dx, row * side + dy, side, side), self._tiles.get((self._settled, column, row))))
        return found

    def _draw_hits(self, painter: QPainter, drawing: Drawing, exposed: QRectF, zoom: float, hits: Flags) -> None:
        painter.fillRect(exposed, drawing.theme.colour("surface", _VEIL))
        box = (exposed.left(), exposed.top(), exposed.right(), exposed.bottom())
        seen = drawing.shape.skills_in(box)
        seen = seen[hits[seen]]
        brush = Brush(painter, drawing.theme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if zoom < DETAIL_FROM or len(seen) > _MOST_HITS:
            drawing.far_tiles(painter, seen)
        else:
            drawing.tiles(brush, seen, zoom)
