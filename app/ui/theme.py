"""A theme: what every colour, size and movement is on this screen, for this person.

`Theme.of(...)` gives the same object for the same wishes, so a theme can be compared and be part of a cache key by its `key`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QEasingCurve, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from app.ui import fonts
from app.ui.painting.colours import colour
from app.ui.sheet import sheet
from app.ui.tokens import Elevation, Role, ThemeTokens, roles, sizes, theme_tokens


class ThemeName(StrEnum):
    """The three themes."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Motion(StrEnum):
    """What moves. Nothing else does."""

    PRESS = "press"
    HOVER = "hover"
    WOBBLE = "wobble"
    HOP = "hop"
    PAGE = "page"
    GROW = "grow"
    BLOOM = "bloom"
    PETALS = "petals"
    BREATHE = "breathe"
    GLOW = "glow"
    CLOUDS = "clouds"
    PANEL = "panel"
    TOAST = "toast"


@dataclass(frozen=True, slots=True)
class Movement:
    """How long something moves and on which curve. 0 ms: it does not move, the end is shown at once."""

    ms: int
    easing: QEasingCurve.Type


_EASE = QEasingCurve.Type
_USUAL = {
    Motion.PRESS: Movement(90, _EASE.OutQuad),
    Motion.HOVER: Movement(120, _EASE.OutQuad),
    Motion.WOBBLE: Movement(420, _EASE.Linear),
    Motion.HOP: Movement(360, _EASE.OutBack),
    Motion.PAGE: Movement(320, _EASE.InOutCubic),
    Motion.GROW: Movement(900, _EASE.OutBack),
    Motion.BLOOM: Movement(1600, _EASE.OutCubic),
    Motion.PETALS: Movement(4000, _EASE.Linear),
    Motion.BREATHE: Movement(2600, _EASE.InOutSine),
    Motion.GLOW: Movement(1200, _EASE.InOutSine),
    Motion.CLOUDS: Movement(90_000, _EASE.Linear),
    Motion.PANEL: Movement(220, _EASE.OutCubic),
    Motion.TOAST: Movement(180, _EASE.OutCubic),
}
# With less movement: cross-fades stay (they do not travel), everything else shows its end at once.
_CALM = {Motion.WOBBLE: 150, Motion.PAGE: 120, Motion.GROW: 200, Motion.BLOOM: 200}
TOAST_STAYS_MS = 6000


@dataclass(frozen=True)
class Theme:
    """Typed access to the tokens, for one person's wishes. Make it with `Theme.of`."""

    name: ThemeName
    text_size: float
    easy_reading: bool
    less_movement: bool

    @staticmethod
    def of(name: str = "light", text_size: float = 1.0, easy_reading: bool = False, less_movement: bool = False) -> Theme:
        """The theme called `name` (light, dark, contrast; anything else is light). `text_size` is held between 0.9 and 1.5."""
        known = ThemeName(name) if name in set(ThemeName) else ThemeName.LIGHT
        return _theme(known, min(1.5, max(0.9, text_size)), easy_reading, less_movement)

    @property
    def key(self) -> str:
        """What a painted picture depends on, for caches."""
        return self.name.value

    @property
    def flat(self) -> bool:
        """High contrast: outlines only, no gradients, shade or grain."""
        return self.name is ThemeName.CONTRAST

    @property
    def dark(self) -> bool:
        """Dusk: light letters on dark ground."""
        return self.name is ThemeName.DARK

    @property
    def tokens(self) -> ThemeTokens:
        """The tokens as written, for what has no method of its own (sky, hills, crowns)."""
        return theme_tokens(self.name.value)

    @property
    def edge_width(self) -> float:
        """Width of the edge of a card, px."""
        return self.tokens.edge_width

    def colour(self, use: str, alpha: float | None = None) -> QColor:
        """The colour for a use on the grown-up side ("ink", "primary-soft") or a literal `#RRGGBB`; KeyError for an unknown use."""
        return colour(use if use.startswith("#") else self.tokens.colours[use], alpha)

    def child(self, use: str, alpha: float | None = None) -> QColor:
        """The colour for a use on the child side ("go", "on-go", "tile-lip")."""
        return colour(self.tokens.child[use], alpha)

    def scene(self, use: str, alpha: float | None = None) -> QColor:
        """The colour of a thing in the land ("grass", "bark", "letter")."""
        return colour(self.tokens.scene[use], alpha)

    def elevation(self, level: int) -> Elevation:
        """Shadow and edge of height 0 to 3."""
        return self.tokens.elevations[level]

    def motion(self, motion: Motion) -> Movement:
        """How `motion` moves for this person."""
        usual = _USUAL[motion]
        return Movement(_CALM.get(motion, 0), _EASE.Linear) if self.less_movement else usual

    def role(self, role: str) -> Role:
        """Size, line and weight of a text role at this text size."""
        plain = roles()[role]
        line = max(plain.line, plain.px * 1.5) if self.easy_reading else plain.line
        return Role(plain.px * self.text_size, line * self.text_size, plain.weight)

    def size(self, name: str) -> float:
        """A size of a control in px ("child target", "rail"): the same at every text size."""
        return sizes()[name]

    def font(self, role: str = "body", text: str = "", weight: int | None = None) -> QFont:
        """The reading font of a role, chosen by the script of `text`. Shared: copy before changing."""
        what = self.role(role)
        reading = fonts.Reading.EASY if self.easy_reading else fonts.Reading.USUAL
        return fonts.reading_font(what.px, weight or what.weight, fonts.script_of(text), reading)

    def metrics(self, role: str = "body", text: str = "", weight: int | None = None) -> QFontMetricsF:
        """Metrics of `font(...)`."""
        return QFontMetricsF(self.font(role, text, weight))

    def width(self, role: str, text: str) -> float:
        """How wide one line of `text` is, px; measured once (layouts ask again and again)."""
        return _width(self, role, text)

    def line(self, role: str, text: str) -> float:
        """The height of a line of `text`, px: that of the role, or what the script needs."""
        return _line(self, role, fonts.script_of(text))

    def control_height(self) -> float:
        """Height of a grown-up control: 40 px, or what the larger text needs."""
        return max(self.size("grown-up target"), round(self.role("label").line + 20))

    def palette(self) -> QPalette:
        """The same colours for what Qt paints by itself."""
        return _palette(self)

    def dress(self, app: QApplication) -> None:
        """Give the application Fusion, our palette, our font and the few rules that palettes cannot say."""
        if app.style().objectName().lower() != "fusion":
            app.setStyle(QStyleFactory.create("Fusion"))
        app.setPalette(self.palette())
        app.setFont(self.font("body"))
        app.setStyleSheet(sheet(self))
        from app.ui.widgets.focus_ring import follow_focus  # noqa: PLC0415 (widgets are painted with the theme: a circle at import)

        follow_focus(app)


@lru_cache(maxsize=4096)
def _width(theme: Theme, role: str, text: str) -> float:
    return theme.metrics(role, text).horizontalAdvance(text)


@lru_cache(maxsize=256)
def _line(theme: Theme, role: str, script: str) -> float:
    what = theme.role(role)
    reading = fonts.Reading.EASY if theme.easy_reading else fonts.Reading.USUAL
    return max(what.line, math.ceil(QFontMetricsF(fonts.reading_font(what.px, what.weight, script, reading)).height()))


@lru_cache(maxsize=64)
def _theme(name: ThemeName, text_size: float, easy_reading: bool, less_movement: bool) -> Theme:
    return Theme(name, text_size, easy_reading, less_movement)


def _palette(theme: Theme) -> QPalette:
    roles_of = {
        QPalette.ColorRole.Window: "paper", QPalette.ColorRole.WindowText: "ink", QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "sunken", QPalette.ColorRole.Text: "ink", QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.ButtonText: "ink", QPalette.ColorRole.BrightText: "on-primary", QPalette.ColorRole.Highlight: "primary",
        QPalette.ColorRole.HighlightedText: "on-primary", QPalette.ColorRole.Link: "primary", QPalette.ColorRole.LinkVisited: "plum",
        QPalette.ColorRole.PlaceholderText: "ink-quiet", QPalette.ColorRole.ToolTipBase: "raised", QPalette.ColorRole.ToolTipText: "ink",
        QPalette.ColorRole.Light: "raised", QPalette.ColorRole.Midlight: "line", QPalette.ColorRole.Mid: "line-strong",
        QPalette.ColorRole.Dark: "line-strong", QPalette.ColorRole.Shadow: "shadow", QPalette.ColorRole.Accent: "primary",
    }  # fmt: skip
    palette = QPalette()
    for role, use in roles_of.items():
        palette.setColor(role, theme.colour(use))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("ink-quiet"))
    return palette


def system_theme() -> ThemeName:
    """What the system asks for: high contrast first, then dark or light. Needs a QGuiApplication."""
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)  # Qt 6.10 and later
    if accessibility is not None and accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return ThemeName.CONTRAST
    return ThemeName.DARK if hints.colorScheme() == Qt.ColorScheme.Dark else ThemeName.LIGHT


def system_wants_less_movement() -> bool:
    """Whether the system asks for less movement; Qt tells only from 6.12 on, before that our own setting decides."""
    accessibility = getattr(QGuiApplication.styleHints(), "accessibility", None)
    preference = getattr(accessibility() if accessibility else None, "motionPreference", None)
    return preference is not None and "reduc" in str(preference()).lower()


def theme_of(widget: QWidget) -> Theme:
    """The theme worn by a widget or the nearest parent that wears one; light when none does."""
    here: QWidget | None = widget
    while here is not None:
        worn = getattr(here, "theme", None)
        if isinstance(worn, Theme):
            return worn
        here = here.parentWidget()
    return Theme.of()
