"""Soft edges and grain, with Qt alone: importing numpy would cost a tenth of a second at start.

A picture is blurred by halving it a few times and doubling it back with smooth scaling, which is close to a Gaussian (the "dual filter").
"""

import math
from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from app.ui.painting.dice import dice

_SMOOTH = Qt.TransformationMode.SmoothTransformation
_KEEP = Qt.AspectRatioMode.IgnoreAspectRatio


def blurred(image: QImage, radius: float) -> QImage:
    """The picture with soft edges of about `radius` px. Its size stays."""
    steps = max(1, round(math.log2(max(2.0, radius))))
    sizes = [image.size()]
    for _ in range(steps):
        last = sizes[-1]
        sizes.append(QSize(max(1, last.width() // 2), max(1, last.height() // 2)))
        image = image.scaled(sizes[-1], _KEEP, _SMOOTH)
    for size in reversed(sizes[:-1]):
        image = image.scaled(size, _KEEP, _SMOOTH)
    return image


def shadow_of(path: QPainterPath, blur: float, tint: QColor) -> tuple[QImage, QRectF]:
    """The soft shadow of a shape in one colour (its alpha is the strength), and the box it belongs in."""
    box = path.boundingRect().adjusted(-blur * 2, -blur * 2, blur * 2, blur * 2)
    scale = min(0.5, 6 / max(blur, 1.0))  # a large blur has no detail: paint it small
    width, height = max(4, math.ceil(box.width() * scale)), max(4, math.ceil(box.height() * scale))
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(scale, scale)
        painter.translate(-box.topLeft())
        painter.fillPath(path, tint)
    finally:
        painter.end()
    return blurred(image, blur * scale), QRectF(box.x(), box.y(), width / scale, height / scale)


@lru_cache(maxsize=1)
def grain_tile() -> QImage:
    """A tile of 128 x 128 px of paper grain: black and white specks of varying strength."""
    # A byte of chance becomes a strength with a standard deviation of 46, by the logistic curve, which is close to the normal one; by
    # tables, because 16,384 single throws took 14 ms.
    values = [46 * math.sqrt(3) / math.pi * math.log((byte + 0.5) / (255.5 - byte)) for byte in range(256)]
    strengths = bytes(min(127, round(abs(value))) for value in values)
    tones = bytes(strength if value > 0 else 0 for value, strength in zip(values, strengths, strict=True))  # premultiplied white, or black
    chance = dice(4).randbytes(128 * 128)
    pixels = bytearray(4 * len(chance))
    for channel in range(3):
        pixels[channel::4] = chance.translate(tones)
    pixels[3::4] = chance.translate(strengths)
    return QImage(bytes(pixels), 128, 128, 128 * 4, QImage.Format.Format_RGBA8888_Premultiplied).copy()
