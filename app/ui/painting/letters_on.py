"""A letter on a tree, an acorn or a sign."""

from PySide6.QtGui import QTransform

from app.learning.people import Letterform
from app.ui.painting.brush import Brush
from app.ui.painting.glyphs import glyph


def letter_on(
    brush: Brush,
    text: str,
    cx: float,
    cy: float,
    px: float,
    script: str,
    letterform: Letterform = Letterform.SCHOOL,
    strength: float = 1.0,
) -> None:
    """A pale letter with a shade of at most 4 px, its visible middle at cx, cy."""
    path = glyph(text, cx, cy, px, script, letterform)
    if brush.flat:
        brush.fill(path, "ink")
        return
    reach = min(px, 110.0)
    brush.fill(QTransform().translate(reach * 0.012, reach * 0.035).map(path), brush.theme.scene("shade", 0.38))
    brush.fill(path, brush.theme.scene("letter"), opacity=strength)
