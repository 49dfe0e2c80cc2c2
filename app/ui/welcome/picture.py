"""The picture beside the first-run wizard: a path into the grove, with trees of the languages that come along."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.learning.people import Avatar, Friend
from app.ui.painting.brush import Brush
from app.ui.painting.faces import Mood
from app.ui.painting.friends import standing
from app.ui.painting.parts import wordmark
from app.ui.painting.plants import meadow, mushroom, tulip
from app.ui.painting.shapes import rounded
from app.ui.painting.sky import cloud, far_trees, hill, sky
from app.ui.painting.studio import studio
from app.ui.painting.tree_state import TreeState
from app.ui.painting.trees import Species, Tree, draw_tree
from app.ui.painting.ways import road
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.theme import Theme

_WIDE, _HIGH = 440.0, 760.0  # the design; it is scaled to cover
_ROAD = (
    (150, 850, 130), (214, 760, 104), (300, 690, 84), (270, 626, 62), (196, 582, 44), (206, 540, 28), (236, 510, 17), (300, 476, 10),
    (290, 450, 6), (250, 432, 4), (236, 425, 2),
)  # fmt: skip
_GUIDE = Avatar(Friend.RABBIT, "#7A5BB0")
Letters = Sequence[tuple[str, str]]  # letter and script, the nearest tree first


class WelcomePicture(QWidget):
    """Painted once for its size, off the GUI thread. `letters` (four at most) stand on its trees."""

    def __init__(self, theme: Theme, letters: Letters, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._letters = theme, tuple(letters)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        studio().done.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as in the design; the window decides the height."""
        return QSize(round(_WIDE), round(_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, or its sky while it is being painted."""
        del event
        w, h, letters = float(self.width()), float(self.height()), self._letters
        key = ("welcome", letters, self.isRightToLeft())
        mirrored = self.isRightToLeft()
        picture = studio().ask(key, w, h, self.devicePixelRatioF(), self.theme, lambda brush: _draw(brush, w, h, letters, mirrored))
        with Brush.on(self, self.theme) as brush:
            if picture is None:
                brush.box(0, 0, w, h, 32, "#A9DCEA" if self.theme.name == "light" else "surface")
            else:
                brush.painter.drawPixmap(QPointF(0, 0), picture)
            self._draw_words(brush, w)

    def _draw_words(self, brush: Brush, w: float) -> None:
        ink = "primary" if brush.flat or brush.theme.dark else "#17543A"
        brush_width = min(40.0, w * 0.09)
        wordmark(brush, 34, 78, brush_width, "Lettergrove", ink)
        soft = "ink" if brush.flat or brush.theme.dark else "#23473A"
        brush.paragraph(QRectF(38, 96, w - 64, 60), tr("A quiet place to grow into letters."), "body", soft, most=2)


def _draw(brush: Brush, width: float, height: float, letters: Letters, mirrored: bool) -> None:
    """The whole picture, its land turned over where the layout runs from the right; letters and friends never are."""
    scale = max(width / _WIDE, height / _HIGH)
    with brush.within(rounded(0, 0, width, height, 32)), brush.at(width / 2, height, scale):
        brush.painter.translate(-_WIDE / 2, -_HIGH)
        sky(brush, 520, (_WIDE - 96, 110), 36)  # never turned over: the moon would stand behind the words
        with brush.at(_WIDE if mirrored else 0, 0, mirror=mirrored):
            _draw_land(brush)
        _draw_grove(brush, letters, mirrored)
    if brush.flat:
        brush.box(0, 0, width, height, 32, None, "line", 2)


def _draw_land(brush: Brush) -> None:
    hills = brush.theme.tokens.hills
    cloud(brush, 120, 190, 150, 0.9)
    cloud(brush, 330, 250, 110, 0.7)
    far = ((-40, 400), (90, 372), (230, 398), (340, 356), (480, 386))
    near = ((-40, 452), (110, 440), (260, 420), (480, 436))
    hill(brush, far, hills[0], 520)
    far_trees(brush, far, hills[0], 3, 20, 15)
    hill(brush, near, hills[1], 600)
    far_trees(brush, near, hills[1], 6, 12, 26)
    hill(brush, ((-40, 500), (160, 486), (330, 480), (480, 496)), hills[2], 640)
    hill(brush, ((-40, 566), (160, 552), (330, 560), (480, 548)), hills[3], 800)
    road(brush, _ROAD, 0.62)
    meadow(brush, (30, 540, 440, 600), 5, 16, 0.6)


def _draw_grove(brush: Brush, letters: Letters, mirrored: bool) -> None:
    def x(at: float) -> float:
        return _WIDE - at if mirrored else at

    places = ((122, 756, 216, TreeState.BLOOMED, Species.OAK), (366, 740, 150, TreeState.READY, Species.OAK),
              (82, 566, 150, TreeState.BLOOMED, Species.POPLAR), (372, 600, 168, TreeState.BLOOMED, Species.MAPLE))  # fmt: skip
    shown = [(place, *letter) for place, letter in zip(places, letters, strict=False)]
    for (at, y, high, state, species), letter, script in sorted(shown, key=lambda one: one[0][1]):
        if y > 690:
            continue
        draw_tree(brush, x(at), y, high, Tree(letter, state, species, 3, script))
    standing(brush, x(262), 690, 92, _GUIDE, Mood.HAPPY, wave=True, flip=mirrored)
    for (at, y, high, state, species), letter, script in shown:
        if y > 690:
            draw_tree(brush, x(at), y, high, Tree(letter, state, species, 3, script))
    mushroom(brush, x(40), 752, 26)
    for at, y, size, tint in ((226, 760, 32, "#F07F9A"), (246, 766, 28, "#F6BC4B"), (430, 756, 30, "#C79BE8")):
        tulip(brush, x(at), y, size, tint)
