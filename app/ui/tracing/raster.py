"""A letter as a small raster: shaped as a whole cluster by Qt, in the font that it is taught in, so that tracing works for every script."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from app.learning.people import Letterform
from app.ui.painting.glyphs import fitted_px, glyph, seen

SIDE = 96  # px, as `app.learning.tracing_skeleton.SIDE`, which would bring numpy along
ROOM = 74.0  # px of them for the letter
WEIGHT = 400
_REFERENCE = 100.0


@lru_cache(maxsize=256)
def raster_of(text: str, script: str, letterform: Letterform = Letterform.SCHOOL) -> bytes:
    """SIDE x SIDE bytes, row by row: 255 where the letter is, 0 where it is not; the letter in the middle, ROOM px at its longest."""
    box = seen(text, script, letterform, WEIGHT)
    px = _REFERENCE * min(ROOM / box.width(), ROOM / box.height())
    image = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(glyph(text, SIDE / 2, SIDE / 2, px, script, letterform, WEIGHT), Qt.GlobalColor.white)
    finally:
        painter.end()
    return bytes(image.constBits())


def scale_of(text: str, script: str, letterform: Letterform, width: float, height: float) -> float:
    """The px on a sheet for one px of the raster, the letter being fitted into `width` x `height`."""
    box = seen(text, script, letterform, WEIGHT)
    longest = max(box.width(), box.height())
    return fitted_px(text, 1e9, width, height, script, letterform, WEIGHT) * longest / (_REFERENCE * ROOM)


def on_sheet(x: float, y: float, middle: QPointF, scale: float) -> QPointF:
    """A point of the raster on the sheet, where the letter's middle is at `middle`."""
    return QPointF(middle.x() + (x - SIDE / 2) * scale, middle.y() + (y - SIDE / 2) * scale)


def box_on_sheet(text: str, script: str, letterform: Letterform, middle: QPointF, scale: float) -> QRectF:
    """The box of what is seen of the letter on the sheet."""
    box = seen(text, script, letterform, WEIGHT)
    longest = max(box.width(), box.height())
    wide, high = box.width() / longest * ROOM * scale, box.height() / longest * ROOM * scale
    return QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high)
