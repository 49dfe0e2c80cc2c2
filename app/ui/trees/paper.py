"""A tree on paper and in files: SVG, PNG, PDF in sheets of A4, all at full detail. Any thread: no pixmap is used.

Every function takes `told`, which is given the share that is done and answers whether to go on. Where it says no, Stopped is raised, and
the file that was begun is taken away.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QMarginsF, QRect, QRectF, QSize
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainterPath, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from app.ui.painting.brush import Brush
from app.ui.words import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice

    from app.learning.layout_rows import Ints
    from app.ui.trees.drawing import Drawing
    from app.ui.trees.shape import Box

_LARGEST = 8_000  # px of a side of a picture
_SHARP = 2.0  # dots of a picture for a px at 100 %
_DPI = 150
_PAGE = (595.0, 842.0)  # points of an A4 sheet, upright
_EDGE, _HEAD, _OVERLAP = 36.0, 24.0, 18.0  # points around, for the line at the top, and that neighbouring sheets share
_SCALE = 0.7  # points for a px at 100 % on sheets: letters of 22 points
_ONE_SHEET = 0.45  # a tree that can be read at this scale goes on one sheet

Told = Callable[[float], bool]


class Format(StrEnum):
    """What a file is written as."""

    PDF = "pdf"
    SVG = "svg"
    PNG = "png"


class Stopped(Exception):
    """The person does not want the file any more."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn: `box` of the tree, of it only some skills (None: all), with a line of words above."""

    drawing: Drawing
    box: Box
    only: Ints | None
    title: str

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, px at 100 %."""
        return self.box[2] - self.box[0], self.box[3] - self.box[1]


def write(path: Path, kind: Format, sheet: Sheet, told: Told) -> None:
    """Write a file. Raises OSError when the place cannot be written, Stopped."""
    with path.open("wb"):
        pass  # what is wrong with the place is said by the system, and not swallowed by a writer
    try:
        {Format.PDF: _write_pdf, Format.SVG: _write_svg, Format.PNG: _write_png}[kind](path, sheet, told)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _write_svg(path: Path, sheet: Sheet, told: Told) -> None:
    wide, high = sheet.size
    generator = QSvgGenerator()
    generator.setFileName(str(path))
    generator.setSize(QSize(math.ceil(wide), math.ceil(high)))
    generator.setViewBox(QRect(0, 0, math.ceil(wide), math.ceil(high)))
    generator.setTitle(sheet.title)
    with Brush.on(generator, sheet.drawing.theme) as brush:
        brush.painter.translate(-sheet.box[0], -sheet.box[1])
        _draw(brush, sheet, sheet.box, told)


def _write_png(path: Path, sheet: Sheet, told: Told) -> None:
    wide, high = sheet.size
    scale = min(_SHARP, _LARGEST / max(wide, high))
    image = QImage(max(1, round(wide * scale)), max(1, round(high * scale)), QImage.Format.Format_RGB32)
    with Brush.on(image, sheet.drawing.theme) as brush:
        brush.painter.scale(scale, scale)
        brush.painter.translate(-sheet.box[0], -sheet.box[1])
        _draw(brush, sheet, sheet.box, told)
    if not image.save(str(path), "PNG"):  # type: ignore[call-overload]  # the stubs want bytes
        raise OSError(f"{path} cannot be written")


def _write_pdf(path: Path, sheet: Sheet, told: Told) -> None:
    writer = QPdfWriter(str(path))
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), _turned(sheet), QMarginsF()))
    writer.setResolution(_DPI)
    writer.setTitle(sheet.title)
    put_on(writer, sheet, told)


def _turned(sheet: Sheet) -> QPageLayout.Orientation:
    wide, high = sheet.size
    return QPageLayout.Orientation.Landscape if wide > high else QPageLayout.Orientation.Portrait


def pages(sheet: Sheet) -> tuple[list[Box], float]:
    """The part of the tree on each sheet of A4, row by row, and points for a px at 100 %."""
    wide, high = sheet.size
    page_wide, page_high = _PAGE if wide <= high else _PAGE[::-1]
    room_wide, room_high = page_wide - 2 * _EDGE, page_high - 2 * _EDGE - _HEAD
    whole = min(room_wide / wide, room_high / high)
    if whole >= _ONE_SHEET:
        return [sheet.box], min(1.0, whole)
    step_wide, step_high = (room_wide - _OVERLAP) / _SCALE, (room_high - _OVERLAP) / _SCALE
    across, down = max(1, math.ceil(wide / step_wide)), max(1, math.ceil(high / step_high))
    left, top = sheet.box[0] - (across * step_wide - wide) / 2, sheet.box[1] - (down * step_high - high) / 2
    spare = _OVERLAP / _SCALE
    found = [
        (left + x * step_wide, top + y * step_high, left + (x + 1) * step_wide + spare, top + (y + 1) * step_high + spare)
        for y in range(down) for x in range(across)
    ]  # fmt: skip
    return [box for box in found if _has_skills(sheet, box)], _SCALE


def _has_skills(sheet: Sheet, box: Box) -> bool:
    seen = sheet.drawing.shape.skills_in(box, 0.0)
    return bool(len(seen if sheet.only is None else seen[np.isin(seen, sheet.only)]))


def put_on(device: QPagedPaintDevice, sheet: Sheet, told: Told) -> None:
    """Fill the pages of a PDF or a printer. Raises Stopped."""
    parts, scale = pages(sheet)
    with Brush.on(device, sheet.drawing.theme) as brush:
        dots = brush.painter.viewport().width() / (_PAGE[0] if _turned(sheet) is QPageLayout.Orientation.Portrait else _PAGE[1])
        for number, part in enumerate(parts):
            if number:
                device.newPage()
            with brush.at(0, 0, dots):
                _put_page(brush, sheet, part, scale, _headline(sheet, number, len(parts)), partial(_of_page, told, number, len(parts)))


def _put_page(brush: Brush, sheet: Sheet, part: Box, scale: float, headline: str, told: Told) -> None:
    """A line of words, and below it a part of the tree; in points."""
    brush.text(QRectF(_EDGE, _EDGE - 8, 700, 16), headline, "caption", "ink-soft")
    frame = QPainterPath()
    frame.addRect(QRectF(_EDGE, _EDGE + _HEAD, (part[2] - part[0]) * scale, (part[3] - part[1]) * scale))
    with brush.within(frame), brush.at(_EDGE, _EDGE + _HEAD, scale):
        brush.painter.translate(-part[0], -part[1])
        _draw(brush, sheet, part, told)


def _of_page(told: Told, number: int, count: int, share: float) -> bool:
    return told((number + share) / count)


def _headline(sheet: Sheet, number: int, count: int) -> str:
    return sheet.title if count == 1 else tr("{title}, sheet {number} of {count}", title=sheet.title, number=number + 1, count=count)


def _draw(brush: Brush, sheet: Sheet, box: Box, told: Told) -> None:
    steps: Iterator[float] = sheet.drawing.draw_in_steps(brush, box, sheet.only)
    for share in steps:
        if not told(share):
            raise Stopped
