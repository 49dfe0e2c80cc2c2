"""Pictures that packs from outside bring: read from their files with Qt's limits, scaled down once, and kept."""

from functools import lru_cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from app.system.picture_sizes import MOST_PX

MISSING = "🖼️"  # where a file has gone or cannot be read: the word is spoken all the same
_KEPT_PX = 256  # a side; a word's picture is drawn at 128 px at most, twice as many dots on a fine screen
_MOST_MB = 64  # what Qt may take to decode one


@lru_cache(maxsize=96)
def pack_picture(file: str) -> QImage:
    """The picture in a file, 256 px a side at most; null when it cannot be read. Any thread."""
    reader = QImageReader(file)
    QImageReader.setAllocationLimit(_MOST_MB)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > MOST_PX:
        return QImage()
    image = reader.read()
    if image.isNull() or max(image.width(), image.height()) <= _KEPT_PX:
        return image
    return image.scaled(QSize(_KEPT_PX, _KEPT_PX), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
