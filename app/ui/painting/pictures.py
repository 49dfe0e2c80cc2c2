"""Pictures that have been painted once and are then only moved.

`painted` gives a pixmap from the cache or paints it; for the GUI thread. What takes longer than a few milliseconds is painted by
`app.ui.painting.studio` in another thread and comes here when it is done.
"""

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap

from app.ui.painting.brush import Brush
from app.ui.theme import Theme

Key = tuple[object, ...]
Drawing = Callable[[Brush], None]
_MOST_BYTES = 40 * 2**20  # the grove at 1280 x 800 and 2x takes 16 MB, a tree 0.3 MB

_kept: OrderedDict[Key, QPixmap] = OrderedDict()


def image_of(width: float, height: float, dpr: float, theme: Theme, draw: Drawing) -> QImage:
    """A transparent picture of width x height px (times `dpr` dots) with `draw` in it. Any thread."""
    image = QImage(max(1, round(width * dpr)), max(1, round(height * dpr)), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(dpr)
    image.fill(Qt.GlobalColor.transparent)
    with Brush.on(image, theme) as brush:
        draw(brush)
    return image


def kept(key: Key) -> QPixmap | None:
    """The picture under `key`, when it is there."""
    pixmap = _kept.get(key)
    if pixmap is not None:
        _kept.move_to_end(key)
    return pixmap


def keep(key: Key, image: QImage) -> QPixmap:
    """Keep a picture; the ones longest unused give way."""
    pixmap = QPixmap.fromImage(image)
    _kept[key] = pixmap
    _kept.move_to_end(key)
    room = sum(p.width() * p.height() * 4 for p in _kept.values())
    while room > _MOST_BYTES and len(_kept) > 1:
        _, gone = _kept.popitem(last=False)
        room -= gone.width() * gone.height() * 4
    return pixmap


def painted(key: Key, width: float, height: float, dpr: float, theme: Theme, draw: Drawing) -> QPixmap:
    """The picture under `key` (theme, size and dpr are added to it), painted now if it is not there yet. GUI thread."""
    whole = _whole(key, width, height, dpr, theme)
    return kept(whole) or keep(whole, image_of(width, height, dpr, theme, draw))


def _whole(key: Key, width: float, height: float, dpr: float, theme: Theme) -> Key:
    return (*key, theme.key, round(width, 1), round(height, 1), dpr)


def forget_all() -> None:
    """Drop every picture (a test's end, or the system asks for memory)."""
    _kept.clear()
