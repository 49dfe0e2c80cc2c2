"""Colours and what is made of two or three of them. Pure values: safe in any thread."""

from functools import lru_cache

from PySide6.QtGui import QBrush, QColor, QLinearGradient, QRadialGradient

Tint = QColor | str
Stop = Tint | tuple[float, Tint]


@lru_cache(maxsize=512)
def _parsed(text: str) -> tuple[int, int, int, int]:
    colour = QColor(text[:7])
    alpha = int(text[7:9], 16) if len(text) == 9 else 255
    return colour.red(), colour.green(), colour.blue(), alpha


def colour(tint: Tint, alpha: float | None = None) -> QColor:
    """A colour from `#RRGGBB`, `#RRGGBBAA` (alpha last, as in CSS) or a QColor; `alpha` 0 to 1 replaces its own."""
    made = QColor(tint) if isinstance(tint, QColor) else QColor(*_parsed(tint))
    if alpha is not None:
        made.setAlphaF(min(1.0, max(0.0, alpha)))
    return made


def mix(a: Tint, b: Tint, share: float) -> QColor:
    """The colour `share` (0 to 1) of the way from a to b."""
    first, second = colour(a), colour(b)

    def between(x: int, y: int) -> int:
        return min(255, max(0, round(x + (y - x) * share)))

    return QColor(
        between(first.red(), second.red()),
        between(first.green(), second.green()),
        between(first.blue(), second.blue()),
        between(first.alpha(), second.alpha()),
    )


def lighter(tint: Tint, share: float) -> QColor:
    """A step towards white."""
    return mix(tint, "#FFFFFF", share)


def darker(tint: Tint, share: float) -> QColor:
    """A step towards the dark green that all shade is made of."""
    return mix(tint, "#0B1F1A", share)


def _stops(gradient: QLinearGradient | QRadialGradient, stops: tuple[Stop, ...]) -> QBrush:
    last = max(1, len(stops) - 1)
    for index, stop in enumerate(stops):
        at, tint = stop if isinstance(stop, tuple) else (index / last, stop)
        gradient.setColorAt(at, colour(tint))
    return QBrush(gradient)


def linear(x0: float, y0: float, x1: float, y1: float, *stops: Stop) -> QBrush:
    """A straight gradient from one point to another."""
    return _stops(QLinearGradient(x0, y0, x1, y1), stops)


def radial(x: float, y: float, radius: float, *stops: Stop) -> QBrush:
    """A round gradient from its middle outwards."""
    return _stops(QRadialGradient(x, y, radius), stops)


def luminance(tint: Tint) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2, definition of relative luminance)."""

    def part(value: float) -> float:
        return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)

    made = colour(tint)
    return 0.2126 * part(made.redF()) + 0.7152 * part(made.greenF()) + 0.0722 * part(made.blueF())


def contrast(a: Tint, b: Tint) -> float:
    """The contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2)."""
    first, second = sorted((luminance(a), luminance(b)), reverse=True)
    return (first + 0.05) / (second + 0.05)
