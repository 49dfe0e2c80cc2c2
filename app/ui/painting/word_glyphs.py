"""A word as one shape, and each of its pieces as it stands in it: Arabic letters joined, Indic clusters whole."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QTextLayout, QTransform

from app.learning.people import Letterform
from app.ui.fonts import letter_font

_REFERENCE_PX = 100.0
_ENDLESS = 100_000.0  # px: a word is never broken into lines


@lru_cache(maxsize=128)
def word_pieces(texts: tuple[str, ...], script: str, letterform: Letterform = Letterform.SCHOOL) -> tuple[QPainterPath, ...]:
    """The outline of each piece of a word of 100 px, all in the same px, as the whole word is shaped.

    A font that draws two pieces as one shape gives it to the first; the other is empty.
    """
    layout = QTextLayout("".join(texts), letter_font(_REFERENCE_PX, script, letterform))
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(_ENDLESS)
    layout.endLayout()
    pieces: list[QPainterPath] = []
    start = 0
    for text in texts:
        length = len(text.encode("utf-16-le")) // 2  # Qt counts in these units
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for run in line.glyphRuns(start, length):
            raw = run.rawFont()
            for index, at in zip(run.glyphIndexes(), run.positions(), strict=True):
                path.addPath(raw.pathForGlyph(index).translated(QPointF(at)))
        path.setFillRule(Qt.FillRule.WindingFill)
        path.boundingRect()  # worked out once, and kept in the path
        pieces.append(path)
        start += length
    return tuple(pieces)


def laid_in(pieces: tuple[QPainterPath, ...], box: QRectF, most: float = 10.0) -> tuple[QPainterPath, ...]:
    """The pieces of a word in the middle of a box, as large as it lets them be, at most `most` times their size."""
    whole = QRectF()
    for piece in pieces:
        whole = whole.united(piece.boundingRect())
    scale = min(box.width() / max(1.0, whole.width()), box.height() / max(1.0, whole.height()), most)
    middle, centre = whole.center(), box.center()
    move = QTransform().translate(centre.x(), centre.y()).scale(scale, scale).translate(-middle.x(), -middle.y())
    return tuple(move.map(piece) for piece in pieces)
