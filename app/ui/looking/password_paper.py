"""The sheet of picture passwords: A4, ten children a page in two columns, with lines to cut along. Drawn light, whatever the theme.

A page is painted as a picture (any thread) and put as such into the PDF or on the printer: names in every script and the emoji of every
system come out as they are seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPainterPath, QPdfWriter

from app.learning.people import SECRET_PICTURES, Child
from app.ui.fonts import letter_font, script_of
from app.ui.painting.brush import Brush
from app.ui.painting.friends import portrait
from app.ui.painting.lettering import elided, shown
from app.ui.painting.pictures import image_of
from app.ui.theme import Theme

if TYPE_CHECKING:
    from pathlib import Path

WIDE, HIGH = 595.0, 842.0  # A4 in points
A_PAGE, _ACROSS, _DOWN = 10, 2, 5
_EDGE = 28.0
DPI = 200
_PICTURE = 96  # px of an emoji as it is painted once; the bitmaps of the font have 128


@dataclass(frozen=True, slots=True)
class Strip:
    """What is cut out for one child; `pictures` are None where none were given."""

    child: Child
    pictures: tuple[str, str, str] | None


def emoji(theme: Theme) -> dict[str, QImage]:
    """The twelve pictures as images. GUI thread: fonts with pictures are shared."""
    return {one: image_of(_PICTURE * 1.3, _PICTURE * 1.3, 1, theme, partial(_draw_emoji, one)) for one in SECRET_PICTURES}


def _draw_emoji(one: str, brush: Brush) -> None:
    brush.picture(one, _PICTURE * 0.65, _PICTURE * 0.65, _PICTURE)


def pages(strips: Sequence[Strip]) -> tuple[tuple[Strip, ...], ...]:
    """The strips page by page."""
    return tuple(tuple(strips[first : first + A_PAGE]) for first in range(0, len(strips), A_PAGE))


def page_image(strips: Sequence[Strip], pictures: Mapping[str, QImage], dots: float, rtl: bool) -> QImage:
    """One page with `dots` for each point. Any thread."""
    image = QImage(round(WIDE * dots), round(HIGH * dots), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    wide, high = (WIDE - 2 * _EDGE) / _ACROSS, (HIGH - 2 * _EDGE) / _DOWN
    with Brush.on(image, Theme.of("light")) as brush:
        brush.painter.scale(dots, dots)
        _cut_lines(brush, wide, high)
        for place, strip in enumerate(strips):
            column = place % _ACROSS
            x = _EDGE + (_ACROSS - 1 - column if rtl else column) * wide
            _strip(brush, strip, pictures, QRectF(x, _EDGE + place // _ACROSS * high, wide, high), rtl)
    return image


def write_pdf(path: Path, sheets: Sequence[Sequence[Strip]], pictures: Mapping[str, QImage], title: str, rtl: bool) -> None:
    """All pages as a PDF. Any thread. Raises OSError when the file cannot be written."""
    with path.open("wb"):
        pass  # what is wrong with the place is said by the system, and not swallowed by the writer
    writer = QPdfWriter(str(path))
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setResolution(DPI)
    writer.setTitle(title)
    images = (page_image(sheet, pictures, DPI / 72, rtl) for sheet in sheets)
    put_on(writer, images)


def put_on(device: QPagedPaintDevice, images: Iterable[QImage]) -> None:
    """Fill the pages of a PDF or a printer with pictures of pages, whole and in their shape."""
    painter = QPainter(device)
    try:
        for number, image in enumerate(images):
            if number:
                device.newPage()
            room = QSizeF(painter.viewport().size())
            size = QSizeF(image.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (room.width() - size.width()) / 2, (room.height() - size.height()) / 2
            painter.drawImage(QRectF(left, top, size.width(), size.height()), image)
    finally:
        painter.end()


def _cut_lines(brush: Brush, wide: float, high: float) -> None:
    lines = QPainterPath()
    for column in range(_ACROSS + 1):
        lines.moveTo(_EDGE + column * wide, _EDGE)
        lines.lineTo(_EDGE + column * wide, HIGH - _EDGE)
    for row in range(_DOWN + 1):
        lines.moveTo(_EDGE, _EDGE + row * high)
        lines.lineTo(WIDE - _EDGE, _EDGE + row * high)
    brush.line(lines, "#9A968C", 0.6, (6, 6))


def _strip(brush: Brush, strip: Strip, pictures: Mapping[str, QImage], box: QRectF, rtl: bool) -> None:
    """Friend and name, below them the three pictures in order, numbered."""
    head = 26.0
    x = box.right() - 16 - head if rtl else box.left() + 16 + head
    portrait(brush, x, box.top() + 14 + head, head, strip.child.avatar)
    name = shown(strip.child.name, 60)
    font = letter_font(19, script_of(name), weight=700)
    metrics = QFontMetricsF(font)
    room = box.width() - 2 * head - 44
    line = elided(name, metrics, room)
    left = box.left() + 14 if rtl else box.left() + 2 * head + 28
    start = left + room - metrics.horizontalAdvance(line) if rtl else left
    brush.painter.setFont(font)
    brush.painter.setPen(brush.colour("ink"))
    brush.painter.drawText(QPointF(start, box.top() + 14 + head + metrics.capHeight() / 2), line)
    side, gap = 54.0, 14.0
    first = box.center().x() - (3 * side + 2 * gap) / 2
    top = box.bottom() - side - 16
    number = letter_font(10, weight=700)
    for place in range(3):
        at = first + ((2 - place) if rtl else place) * (side + gap)
        brush.box(at, top, side, side, 12, "#FBF8F0", "#D8D2C2", 0.8)
        brush.painter.setFont(number)
        brush.painter.setPen(brush.colour("ink-soft"))
        brush.painter.drawText(QPointF(at + 5, top + 13), str(place + 1))
        if strip.pictures is not None:
            brush.painter.drawImage(QRectF(at + 7, top + 8, side - 14, side - 14), pictures[strip.pictures[place]])
