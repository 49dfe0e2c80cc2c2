"""A card that says without a word: find the one that is different."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.playing.asking import AskingCard
from app.ui.words import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtWidgets import QWidget

    from app.ui.painting.brush import Brush
    from app.ui.theme import Theme

_SHOWN = ("\U0001f34e", "\U0001f34e", "\U0001f33c", "\U0001f34e")  # apples, and a flower
_ODD = 2


class AlikeCard(AskingCard):
    """Three that are alike, and one that is not, with a ring round it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(tr("Find the one that is different"))

    def _content(self, brush: Brush, box: QRectF) -> None:
        """The four in a row."""
        step = box.width() / len(_SHOWN)
        size = min(step * 0.66, box.height() * 0.6, 110.0)
        y = box.center().y()
        for place, picture in enumerate(_SHOWN):
            x = box.left() + (place + 0.5) * step
            x = 2 * box.center().x() - x if self.isRightToLeft() else x
            if place == _ODD:
                brush.dot(x, y, size * 0.72, None, "primary" if brush.flat else brush.theme.child("hint"), max(5.0, size * 0.08))
            brush.picture(picture, x, y, size)
