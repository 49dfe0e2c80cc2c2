"""The buttons of the grown-up side. One primary button per view; every label begins with a verb."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.painting.brush import Brush
from app.ui.painting.colours import colour
from app.ui.painting.lettering import shown
from app.ui.painting.parts import DIRECTED
from app.ui.theme import Theme
from app.ui.widgets.pressable import Pressable

_PAD, _ICON, _GAP = 16.0, 20.0, 8.0
_WIDEST = 320.0  # px at text size 1: longer labels are elided, and whole in the tip


class ButtonKind(StrEnum):
    """How much a button asks for attention."""

    PRIMARY = "primary"
    SOFT = "soft"
    PLAIN = "plain"
    QUIET = "quiet"
    CLAY = "clay"  # only beside "needs you"


# ground, ink, edge
_LOOKS: dict[ButtonKind, tuple[str | None, str, str | None]] = {
    ButtonKind.PRIMARY: ("primary", "on-primary", None),
    ButtonKind.SOFT: ("primary-soft", "on-primary-soft", None),
    ButtonKind.PLAIN: ("surface", "ink", "line"),
    ButtonKind.QUIET: (None, "ink-soft", None),
    ButtonKind.CLAY: ("clay", "on-clay", None),
}


class Button(Pressable):
    """A button with a label, an icon, or both. Without a label `name` says what it does, and a tip shows it."""

    kind = ButtonKind.PLAIN

    def __init__(self, theme: Theme, label: str, icon: str | None = None, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, name or label, parent)
        self._icon_name = icon
        self.setText(label)
        if not label:
            self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Minimum if label else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for icon and label at this text size; 40 px high at least."""
        height = self.theme.control_height()
        label = shown(self.text(), 60)
        if not label:
            return QSize(round(height), round(height))
        width = self.theme.width("label", label) + 2 * _PAD
        width = min(width, _WIDEST * self.theme.text_size)
        return QSize(round(width + 1 + (_ICON + _GAP if self._icon_name else 0)), round(height))

    def minimumSizeHint(self) -> QSize:
        """An icon button keeps its size, a label may be elided down to a few letters."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), round(hint.height() * 2.2)), hint.height())

    def set_label(self, label: str, name: str = "") -> None:
        """Say something else."""
        self.setText(label)
        self.setAccessibleName(shown(name or label, 600))
        self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A label that had to be elided is in the tip."""
        super().resizeEvent(event)
        if self.text():
            self.setToolTip(shown(self.text(), 600) if self.width() < self.sizeHint().width() or len(self.text()) > 60 else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, icon, label."""
        del event
        with Brush.on(self, self.theme) as brush, brush.faded(1.0 if self.isEnabled() else 0.45):
            ink = self._ground(brush)
            self._content(brush, ink)

    def _ground(self, brush: Brush) -> str:
        ground, ink, edge = _LOOKS[self.kind]
        w, h = float(self.width()), float(self.height())
        r = h * 0.3
        hover, down = self.underMouse() and self.isEnabled(), self.isDown()
        if brush.flat:
            if down:  # pressed: the colours change places
                brush.box(0, 0, w, h, r, "ink")
                return "surface"
            edge = {ButtonKind.QUIET: None, ButtonKind.SOFT: "primary", ButtonKind.PRIMARY: "primary"}.get(self.kind, "line")
            brush.box(0, 0, w, h, r, ground or "paper", "line" if hover else edge, 3 if hover else 2)
            return ink
        if ground is None:
            if hover or down:
                brush.box(0, 0, w, h, r, "sunken")
            return ink
        paint = brush.colour(ground)
        if self.kind is ButtonKind.PRIMARY:
            paint = brush.colour("primary-pressed" if down else "primary-hover" if hover else "primary")
        brush.box(0, 0, w, h, r, paint, edge, brush.theme.edge_width)
        if self.kind is not ButtonKind.PRIMARY and (hover or down):
            brush.box(0, 0, w, h, r, colour(brush.colour("ink"), 0.12 if down else 0.05))
        return ink

    def _content(self, brush: Brush, ink: str) -> None:
        w, h = float(self.width()), float(self.height())
        rtl = self.rtl
        icon = self._icon_name
        flip = rtl and icon in DIRECTED
        if not self.text():
            if icon:
                brush.icon(icon, w / 2, h / 2, _ICON, ink, flip=flip)
            return
        lead = _ICON + _GAP if icon else 0.0
        label = shown(self.text(), 60)
        width = min(brush.theme.width("label", label), max(0.0, w - lead - _PAD))
        start = (w - lead - width) / 2
        if icon:
            x = start + _ICON / 2 - 1
            brush.icon(icon, w - x if rtl else x, h / 2, _ICON, ink, flip=flip)
        box = QRectF(w - start - lead - width if rtl else start + lead, 0, width + 1, h)
        brush.text(box, label, "label", ink)


class PrimaryButton(Button):
    """The one main act of a view."""

    kind = ButtonKind.PRIMARY


class SoftButton(Button):
    """An act that belongs to what is shown."""

    kind = ButtonKind.SOFT


class PlainButton(Button):
    """Any other act."""

    kind = ButtonKind.PLAIN


class QuietButton(Button):
    """An act that most people leave alone."""

    kind = ButtonKind.QUIET


class ClayButton(Button):
    """The way out beside "needs you", nowhere else."""

    kind = ButtonKind.CLAY
