"""Letters as shapes: centred where they are seen, fitted into the room there is.

Text is shaped in whole clusters by Qt, never code point by code point. `WindingFill` is set before and after `addText`: overlapping
contours would otherwise leave holes (seen in Andika's t and e).
"""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainterPath, QTransform

from app.learning.people import Letterform
from app.ui.fonts import letter_font, look_font
from app.ui.painting.lettering import shown

_REFERENCE_PX = 100.0
_LEAST_HIGH = 64.0  # of a letter of 100 px: what is lower (m, –) is not drawn larger than its neighbours


@lru_cache(maxsize=512)
def _outline(text: str, script: str, letterform: Letterform, weight: int, look: int = 0) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addText(0, 0, look_font(_REFERENCE_PX, script, letterform, weight, look), shown(text, 24))
    path.setFillRule(Qt.FillRule.WindingFill)
    path.boundingRect()  # Qt works it out once and keeps it in the path, which threads then share unchanged
    return path


def glyph(
    text: str,
    cx: float,
    cy: float,
    px: float,
    script: str = "Latn",
    letterform: Letterform = Letterform.SCHOOL,
    weight: int = 700,
) -> QPainterPath:
    """The outline of a letter of `px`, its visible middle at cx, cy."""
    return _placed(_outline(text, script, letterform, weight), cx, cy, px, None)


def glyph_in_box(
    text: str, box: QRectF, script: str = "Latn", letterform: Letterform = Letterform.SCHOOL, look: int = 0
) -> QPainterPath:
    """The outline of a letter as large as a box lets it be, in its middle; `look` as in `app.ui.fonts.look_font`."""
    return fitted(_outline(text, script, letterform, 700, look), box)


def fitted(outline: QPainterPath, box: QRectF) -> QPainterPath:
    """An outline in the middle of a box, as large as it lets it be: small letters stay smaller than those that reach up or down."""
    seen_box = outline.boundingRect()
    if seen_box.width() < 1 and seen_box.height() < 1:
        return outline
    scale = min(box.width() / max(1.0, seen_box.width()), box.height() / max(1.0, seen_box.height(), _LEAST_HIGH))
    return _placed(outline, box.center().x(), box.center().y(), scale * _REFERENCE_PX, None)


def glyph_on_line(
    text: str, cx: float, cy: float, px: float, script: str = "Latn", letterform: Letterform = Letterform.SCHOOL
) -> QPainterPath:
    """The outline with the middle of the x-height at cy, so that letters side by side stand on one line."""
    middle = -QFontMetricsF(letter_font(_REFERENCE_PX, script, letterform)).xHeight() / 2
    return _placed(_outline(text, script, letterform, 700), cx, cy, px, middle)


def _placed(outline: QPainterPath, cx: float, cy: float, px: float, middle: float | None) -> QPainterPath:
    box = outline.boundingRect()
    scale = px / _REFERENCE_PX
    y = box.center().y() if middle is None else middle
    placed = QTransform().translate(cx, cy).scale(scale, scale).translate(-box.center().x(), -y).map(outline)
    placed.setFillRule(Qt.FillRule.WindingFill)
    return placed


def seen(text: str, script: str = "Latn", letterform: Letterform = Letterform.SCHOOL, weight: int = 700) -> QRectF:
    """What is seen of a letter of 100 px: its box, never empty."""
    box = _outline(text, script, letterform, weight).boundingRect()
    return box if box.width() > 1 and box.height() > 1 else QRectF(0, -72, 56, 72)


def fitted_px(text: str, px: float, width: float, height: float, script: str = "Latn", letterform: Letterform = Letterform.SCHOOL) -> float:
    """The size, `px` at most, at which a letter fits into width x height."""
    box = seen(text, script, letterform)
    return min(px, _REFERENCE_PX * width / box.width(), _REFERENCE_PX * height / box.height())
