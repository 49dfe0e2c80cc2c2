"""The brush: a painter that knows the theme. All drawing code takes one.

Open it with `Brush.on(device, theme)` in a `with` statement: the painter then ends before an exception can leave, and an image cannot die
under an open painter. Use it on a QImage in any thread, on a widget or QPixmap in the GUI thread only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Self

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPaintDevice, QPainter, QPainterPath, QPen

from app.learning.pack_contents import OWN_PICTURE
from app.learning.people import Letterform
from app.ui.fonts import picture_font, script_of
from app.ui.painting.colours import colour, radial
from app.ui.painting.glyphs import glyph
from app.ui.painting.icons import icon_renderer
from app.ui.painting.lettering import elided, lines_of
from app.ui.painting.pack_pictures import MISSING, pack_picture
from app.ui.painting.shapes import circle, rounded
from app.ui.painting.soft import grain_tile, shadow_of
from app.ui.theme import Theme

Paint = QBrush | QColor | str  # a str is the use of a colour ("ink") or a literal "#RRGGBB"
_HANGING = frozenset({"Deva", "Beng", "Guru", "Gujr"})
_ROUND = Qt.PenCapStyle.RoundCap
_HINTS = QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing | QPainter.RenderHint.SmoothPixmapTransform


class Brush:
    """A painter with one theme, and the strokes that everything here is drawn with. Lengths in px."""

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self.painter, self.theme = painter, theme
        self.flat = theme.flat

    @classmethod
    def on(cls, device: QPaintDevice, theme: Theme) -> Self:
        """A brush on a fresh painter; use as a context manager."""
        painter = QPainter(device)
        painter.setRenderHints(_HINTS)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # a text runs as its own letters do
        return cls(painter, theme)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.painter.end()

    # --- colour

    def colour(self, paint: QColor | str, alpha: float | None = None) -> QColor:
        """A colour by its use or value."""
        return colour(paint, alpha) if isinstance(paint, QColor) else self.theme.colour(paint, alpha)

    def _brush(self, paint: Paint) -> QBrush:
        return paint if isinstance(paint, QBrush) else QBrush(self.colour(paint))

    # --- shapes

    def fill(
        self, path: QPainterPath, paint: Paint | None, edge: QColor | str | None = None, width: float = 1.0, opacity: float = 1.0
    ) -> None:
        """Fill a shape (None: not at all), with an edge line if a colour for it is given."""
        with self.faded(opacity):
            if edge is None:
                self.painter.setPen(Qt.PenStyle.NoPen)
            else:
                self.painter.setPen(QPen(self.colour(edge), width, Qt.PenStyle.SolidLine, _ROUND, Qt.PenJoinStyle.RoundJoin))
            self.painter.setBrush(Qt.BrushStyle.NoBrush if paint is None else self._brush(paint))
            self.painter.drawPath(path)

    def line(
        self,
        path: QPainterPath,
        paint: Paint,
        width: float = 2.0,
        dash: Sequence[float] | None = None,
        opacity: float = 1.0,
        cap: Qt.PenCapStyle = _ROUND,
    ) -> None:
        """Draw along a path; `dash` is in widths, as Qt counts."""
        pen = QPen(self._brush(paint), width, Qt.PenStyle.SolidLine, cap, Qt.PenJoinStyle.RoundJoin)
        if dash:
            pen.setDashPattern(list(dash))
        with self.faded(opacity):
            self.painter.setPen(pen)
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.drawPath(path)

    def segment(self, x0: float, y0: float, x1: float, y1: float, paint: Paint, width: float = 1.0) -> None:
        """A straight line; a hair line is moved to the middle of its pixel."""
        if width <= 1 and y0 == y1:
            y0 = y1 = math.floor(y0) + 0.5
        if width <= 1 and x0 == x1:
            x0 = x1 = math.floor(x0) + 0.5
        path = QPainterPath(QPointF(x0, y0))
        path.lineTo(x1, y1)
        self.line(path, paint, width, cap=Qt.PenCapStyle.FlatCap)

    def dot(self, cx: float, cy: float, r: float, paint: Paint | None, edge: QColor | str | None = None, width: float = 1.0) -> None:
        """A filled circle."""
        self.fill(circle(cx, cy, r), paint, edge, width)

    def box(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        r: float,
        paint: Paint | None,
        edge: QColor | str | None = None,
        width: float = 1.0,
    ) -> None:
        """A round-cornered box; its edge stays inside it."""
        if edge is None:
            self.fill(rounded(x, y, w, h, r), paint)
        else:
            self.fill(rounded(x + width / 2, y + width / 2, w - width, h - width, r - width / 2), paint, edge, width)

    def area(self, x: float, y: float, w: float, h: float, paint: Paint) -> None:
        """A plain rectangle."""
        self.painter.fillRect(QRectF(x, y, w, h), self._brush(paint))

    # --- light

    def shadow(self, path: QPainterPath, blur: float, drop: float, strength: float, tint: QColor | str | None = None) -> None:
        """A soft shadow of a shape, `drop` px below it. None in high contrast."""
        if self.flat or strength <= 0:
            return
        base = self.theme.scene("shade") if tint is None else self.colour(tint)
        image, box = shadow_of(path, blur, colour(base, strength))
        self.painter.drawImage(box.translated(0, drop), image, QRectF(image.rect()))

    def glow(self, cx: float, cy: float, r: float, tint: QColor | str | None = None, strength: float = 0.9) -> None:
        """A pool of light. None in high contrast."""
        if self.flat:
            return
        base = self.theme.scene("glow") if tint is None else self.colour(tint)
        stops = ((0, colour(base, strength)), (0.45, colour(base, strength * 0.5)), (1, colour(base, 0)))
        self.dot(cx, cy, r, radial(cx, cy, r, *stops))

    def grain(self, path: QPainterPath, amount: float | None = None) -> None:
        """A little paper grain on a shape."""
        strength = self.theme.tokens.grain if amount is None or not self.theme.tokens.grain else amount
        if not strength:
            return
        texture = QBrush()
        texture.setTextureImage(grain_tile())
        with self.faded(strength):
            self.painter.fillPath(path, texture)

    def card(self, x: float, y: float, w: float, h: float, r: float = 18, level: int = 1, paint: Paint = "surface") -> None:
        """A surface at a height, with its shadow and edge."""
        height = self.theme.elevation(level)
        if height.blur:
            self.shadow(rounded(x, y, w, h, r), height.blur, height.drop, height.strength, "shadow")
        edge = "line" if height.edge or self.flat else None
        self.box(x, y, w, h, r, paint, edge, self.theme.edge_width)

    # --- words and letters

    def text(
        self,
        box: QRectF,
        text: str,
        role: str = "body",
        paint: QColor | str = "ink",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        weight: int | None = None,
        font: QFont | None = None,
    ) -> float:
        """One line of words in the middle of the height of `box`, elided to its width. Returns its width.

        `align` is absolute: AlignLeft, AlignHCenter or AlignRight.
        """
        face = font or self.theme.font(role, text, weight)
        metrics = QFontMetricsF(face)
        line = elided(text, metrics, box.width())
        width = metrics.horizontalAdvance(line)
        spare = box.width() - width
        x = box.x() + (spare / 2 if align == Qt.AlignmentFlag.AlignHCenter else spare if align == Qt.AlignmentFlag.AlignRight else 0)
        self.painter.setFont(face)
        self.painter.setPen(self.colour(paint))
        # letters that hang from a head line are seen in the middle when their head lines stand where capitals end
        rise = metrics.capHeight() if script_of(text) in _HANGING else metrics.ascent() - metrics.descent()
        self.painter.drawText(QPointF(x, box.center().y() + rise / 2), line)
        return width

    def paragraph(
        self,
        box: QRectF,
        text: str,
        role: str = "body",
        paint: QColor | str = "ink",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        most: int = 12,
    ) -> float:
        """Words broken into lines from the top of `box`. Returns their height."""
        line_height = self.theme.role(role).line
        lines = lines_of(text, self.theme.metrics(role, text), box.width(), most)
        for index, line in enumerate(lines):
            self.text(QRectF(box.x(), box.y() + index * line_height, box.width(), line_height), line, role, paint, align)
        return line_height * len(lines)

    def letter(
        self,
        text: str,
        cx: float,
        cy: float,
        px: float,
        paint: Paint = "ink",
        script: str = "Latn",
        letterform: Letterform = Letterform.SCHOOL,
    ) -> None:
        """A letter with its visible middle at cx, cy."""
        self.fill(glyph(text, cx, cy, px, script, letterform), paint)

    def picture(self, emoji: str, cx: float, cy: float, px: float) -> None:
        """The picture of a word in the middle at cx, cy, 128 px at most: an emoji, or `@` and the file of a pack from outside."""
        if emoji.startswith(OWN_PICTURE) and len(emoji) > 1:
            self._pack_picture(emoji.removeprefix(OWN_PICTURE), cx, cy, px)
            return
        face = picture_font(px)
        metrics = QFontMetricsF(face)
        self.painter.setFont(face)
        self.painter.setPen(self.colour("ink"))
        middle = metrics.boundingRect(emoji).center().y()
        self.painter.drawText(QPointF(cx - metrics.horizontalAdvance(emoji) / 2, cy - middle), emoji)

    def _pack_picture(self, file: str, cx: float, cy: float, px: float) -> None:
        image = pack_picture(file)
        if image.isNull():
            self.picture(MISSING, cx, cy, px)
            return
        size = QSizeF(image.size()).scaled(px, px, Qt.AspectRatioMode.KeepAspectRatio)
        self.painter.drawImage(QRectF(cx - size.width() / 2, cy - size.height() / 2, size.width(), size.height()), image)

    def icon(
        self, name: str, cx: float, cy: float, size: float = 24, paint: QColor | str = "ink", stroke: float = 2.0, flip: bool = False
    ) -> None:
        """An icon in the middle at cx, cy; `flip` turns one that has a direction over. GUI thread only."""
        with self.at(cx, cy, mirror=flip):
            icon_renderer(name, self.colour(paint).name(), stroke).render(self.painter, QRectF(-size / 2, -size / 2, size, size))

    # --- moving the paper

    @contextmanager
    def at(self, x: float, y: float, scale: float = 1.0, degrees: float = 0.0, mirror: bool = False, tall: float = 1.0) -> Iterator[None]:
        """Draw around x, y: turned, scaled, turned over, or `tall` times as high."""
        self.painter.save()
        self.painter.translate(x, y)
        self.painter.rotate(degrees)
        self.painter.scale(-scale if mirror else scale, scale * tall)
        try:
            yield
        finally:
            self.painter.restore()

    @contextmanager
    def within(self, path: QPainterPath) -> Iterator[None]:
        """Draw only inside a shape."""
        self.painter.save()
        self.painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        try:
            yield
        finally:
            self.painter.restore()

    @contextmanager
    def faded(self, opacity: float) -> Iterator[None]:
        """Draw with less strength, 0 to 1."""
        before = self.painter.opacity()
        self.painter.setOpacity(before * opacity)
        try:
            yield
        finally:
            self.painter.setOpacity(before)
