"""The picture of the land that was painted last time, kept on disk so that the next start shows it in its first frame."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from app.learning.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from app.system.paths import Paths
    from app.ui.theme import Theme

_DRAWN = 1  # counts up when the land is drawn otherwise, so that an older program's picture is not shown
_MOST = 4  # pictures: two themes in two sizes
_read: dict[Path, QImage] = {}  # the last one: the first page and the grove after it show the same
_QUALITY = 92  # JPEG: 0.3 MB and 8 ms to read at 1280 x 800, where PNG takes 1.6 MB and 22 ms


def kept_land(paths: Paths, theme: Theme, width: int, height: int, dpr: float, mirrored: bool = False) -> QImage | None:
    """The kept picture for exactly this size and theme; None when there is none or it cannot be read."""
    file = _file(paths, theme, width, height, dpr, mirrored)
    ready = _read.get(file)
    if ready is not None:
        return ready
    image = QImage(str(file))
    if image.isNull() or image.width() != round(width * dpr) or image.height() != round(height * dpr):
        return None
    image.setDevicePixelRatio(dpr)
    _read.clear()
    _read[file] = image
    return image


def keep_land(paths: Paths, theme: Theme, image: QImage, mirrored: bool = False) -> None:
    """Keep a picture of the whole window; for any thread. A folder that cannot be written costs nothing but the next first frame."""
    dpr = image.devicePixelRatio()
    file = _file(paths, theme, round(image.width() / dpr), round(image.height() / dpr), dpr, mirrored)
    if file.exists():
        return
    with contextlib.suppress(OSError, Problem):
        paths.make(paths.cache)
        part = file.with_suffix(".part")
        if image.save(str(part), "JPG", _QUALITY):  # type: ignore[call-overload]  # the stubs want bytes, Qt takes str
            part.replace(file)
        kept = sorted(file.parent.glob("land-*.jpg"), key=lambda each: each.stat().st_mtime)
        for old in kept[:-_MOST]:
            old.unlink(missing_ok=True)


def _file(paths: Paths, theme: Theme, width: int, height: int, dpr: float, mirrored: bool) -> Path:
    side = "-right" if mirrored else ""
    return paths.cache / f"land-{_DRAWN}-{theme.key}-{width}x{height}@{dpr:g}{side}.jpg"
