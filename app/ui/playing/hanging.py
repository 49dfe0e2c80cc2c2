"""A large card that hangs from the bough, Pip on a perch beside it, and the speaker at its corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF

from app.ui.grove.scenes import card_bough_height
from app.ui.playing.ropes import Ropes

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.grove.ground import Ground
    from app.ui.playing.asking import AskingCard
    from app.ui.playing.singing_pip import SingingPip
    from app.ui.theme import Theme
    from app.ui.widgets.pebble import Pebble

_BELOW_BOUGH = 34.0  # of the design, from the bough's middle to the card


class Hanging:
    """Lays them out. `pip_share` is Pip's height as a share of the card's, at most `pip_most` px."""

    def __init__(self, theme: Theme, parent: QWidget, pip_share: float, pip_most: float) -> None:
        self.ropes = Ropes(theme, parent)
        self._pip_share, self._pip_most = pip_share, pip_most

    @staticmethod
    def top(ground: Ground) -> float:
        """The px at which the card begins."""
        return card_bough_height(ground) + _BELOW_BOUGH * ground.scale

    def hide(self) -> None:
        """Nothing hangs any more."""
        self.ropes.hide()

    def lay(self, ground: Ground, size: QSizeF, card: AskingCard, pip: SingingPip, hear: Pebble, rise: float = 14.0) -> None:
        """The card in the middle, Pip at the side where reading starts; the speaker `rise` px above the card's lower edge."""
        box = QRectF((ground.width - size.width()) / 2, self.top(ground), size.width(), size.height())
        card.lay(box)
        beside = (box.left() - 136 * ground.unit) / 1.42  # there is the way home
        tall = min(box.height() * self._pip_share, self._pip_most * ground.unit, beside)
        x = ground.start(box.left() - tall * 0.72)
        feet = box.top() + box.height() * 0.88
        pip.set_size(tall)
        pip.stand(x, feet)
        perch = QRectF(x - tall * 0.42, feet - 2, tall * 0.84, max(10.0, tall * 0.08))
        self.ropes.hang((box,), card_bough_height(ground), ground.width, perch)
        hear.stand_at(box.left() - 6 if ground.mirrored else box.right() + 6, box.bottom() - rise)
