"""A letter of the grove as a button: a real, focusable thing over the painted land."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, QVariantAnimation
from PySide6.QtGui import QHideEvent, QPainterPath, QPixmap, QShowEvent
from PySide6.QtWidgets import QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.pictures import Key
from app.ui.painting.shapes import rounded
from app.ui.painting.studio import studio
from app.ui.painting.tree_state import TreeState
from app.ui.painting.trees import Tree, draw_tree
from app.ui.theme import Motion, Theme
from app.ui.widgets.child_button import ChildButton

# The paper round a tree, as shares of its height: the pool of light of a ready one reaches farthest.
_SIDE, _ABOVE, _BELOW = 0.75, 1.12, 0.48
# What can be pressed, as shares of the height: width and height of what is seen in each state.
_TARGETS = {
    TreeState.NOT_YET: (0.70, 0.56),
    TreeState.READY: (0.72, 0.84),
    TreeState.GROWING: (0.72, 0.96),
    TreeState.BLOOMED: (0.84, 1.08),
    TreeState.NEEDS_WATER: (0.84, 1.08),
}


class TreeButton(ChildButton):
    """A tree, `height` px when full grown. Place it with `stand(foot_x, foot_y, ...)`. Its picture is painted in the studio's thread."""

    def __init__(self, theme: Theme, tree: Tree, name: str, height: float = 190, parent: QWidget | None = None) -> None:
        self.tree, self._height = tree, height
        self._target = QRectF(0, 0, max(88.0, height * 0.78), max(88.0, height))
        self._before: QPixmap | None = None
        self._shown: QPixmap | None = None
        self._share = 1.0
        self._breath = 0.0
        super().__init__(theme, self._target.width(), self._target.height(), name, parent)
        self._grow = self._animation(Motion.GROW, self._set_share)
        self._grow.finished.connect(self._grown)
        self._breathe = self._animation(Motion.BREATHE, self._set_breath)
        self._breathe.setStartValue(0.0)
        self._breathe.setKeyValueAt(0.5, 1.0)
        self._breathe.setEndValue(0.0)
        self._breathe.setLoopCount(-1)
        studio().done.connect(self._arrived)

    # --- place

    def stand(self, foot_x: float, foot_y: float, height: float | None = None, target: QRectF | None = None) -> None:
        """Stand with the foot at a point of the parent. `target` (in the parent's px) is what can be pressed, 88 px at least."""
        if height is not None:
            self._height = height
        h = self._height
        left, top = round(foot_x - h * _SIDE), round(foot_y - h * _ABOVE)
        self.setGeometry(left, top, round(h * 2 * _SIDE), round(h * (_ABOVE + _BELOW)))
        if target is None:
            wide, tall = (max(88.0, h * share) for share in _TARGETS[self.tree.state])
            target = QRectF(foot_x - wide / 2, foot_y + h * 0.08 - tall, wide, tall)
        self._target = target.translated(-left, -top)
        self.update()

    def foot(self) -> QPointF:
        """Where the tree stands, in the widget's own px."""
        return QPointF(self._height * _SIDE, self._height * _ABOVE)

    def seen(self) -> QRectF:
        """What can be pressed."""
        return self._target

    def sizeHint(self) -> QSize:
        """The paper round the tree."""
        return QSize(round(self._height * 2 * _SIDE), round(self._height * (_ABOVE + _BELOW)))

    def ring(self) -> QPainterPath:
        """A rounded box round the target."""
        box = self._target.adjusted(-4, -4, 4, 4).intersected(QRectF(self.rect()).adjusted(3, 3, -3, -3))
        return rounded(box.x(), box.y(), box.width(), box.height(), 28)

    # --- state

    def set_tree(self, tree: Tree, name: str, moving: bool = True) -> None:
        """Become another tree; a change of state or leaves is one cross-fade with a scale from the foot."""
        self.setAccessibleName(name)
        if tree == self.tree:
            return
        self._before = self._picture() if moving else None
        self.tree = tree
        if self._before is not None:
            self._share = 0.0
            self._move(self._grow, 0.0, 1.0)
        self._follow_breath()
        self.update()

    def _set_share(self, value: float) -> None:
        self._share = float(value)
        self.update()

    def _grown(self) -> None:
        self._before, self._share = None, 1.0
        self.update()

    def _set_breath(self, value: float) -> None:
        self._breath = float(value)
        self.update()

    def _follow_breath(self) -> None:
        wanted = self.tree.state is TreeState.READY and self.isVisible() and not self.theme.less_movement
        running = self._breathe.state() == QVariantAnimation.State.Running
        if wanted and not running:
            self._breathe.start()
        elif running and not wanted:
            self._breathe.stop()
            self._breath = 0.0

    def showEvent(self, event: QShowEvent) -> None:
        """A ready tree breathes while it is seen."""
        super().showEvent(event)
        self._follow_breath()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing moves unseen."""
        super().hideEvent(event)
        self._follow_breath()

    # --- painting

    def _key(self) -> Key:
        return ("tree", self.tree)

    def _arrived(self, key: object) -> None:
        if key == self._key():
            self.update()

    def _picture(self) -> QPixmap | None:
        size, foot, height, tree = self.sizeHint(), self.foot(), self._height, self.tree

        def draw(brush: Brush) -> None:
            draw_tree(brush, foot.x(), foot.y(), height, tree)

        return studio().ask(self._key(), size.width(), size.height(), self.devicePixelRatioF(), self.theme, draw)

    def paint(self, brush: Brush, sunk: float) -> None:
        """The tree as it was and as it is; pressed it ducks a little."""
        picture = self._picture()
        foot = self.foot()
        if self._before is not None and (self._share < 1 or picture is None):
            with brush.faded(1.0 if picture is None else 1 - min(1.0, self._share)):
                brush.painter.drawPixmap(0, 0, self._before)
        if self._before is None:
            picture = picture or self._shown  # until the new one is painted the last one stays
        if picture is None:
            return
        self._shown = picture
        still = self.theme.less_movement
        growth = 1.0 if self._before is None or still else 0.82 + 0.18 * self._share
        scale = growth * (1 + 0.04 * self._breath) * (1 if still else 1 - 0.03 * sunk)
        with brush.faded(min(1.0, max(0.0, self._share))), brush.at(foot.x(), foot.y(), scale):
            brush.painter.drawPixmap(QPointF(-foot.x(), -foot.y()), picture)
        if self.theme.less_movement and self.tree.state is TreeState.READY:
            brush.fill(self.ring(), None, "sun", 3)  # a steady ring instead of breathing
