"""A letter as a small raster: shaped as a whole cluster by Qt, in the font that it is taught in, so that tracing works for every script."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from app.learning.people import Letterform
from app.ui.painting.glyphs import glyph, seen

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
