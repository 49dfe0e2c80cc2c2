"""The plain sky: what stands behind everything until a painted picture is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.painting.colours import linear

if TYPE_CHECKING:
    from app.ui.painting.brush import Brush


def plain_sky(brush: Brush, width: float, height: float) -> None:
    """A gradient from sky to meadow; black in high contrast."""
    if brush.flat:
        brush.area(0, 0, width, height, "paper")
        return
    top, middle, low = brush.theme.tokens.sky
    far, *_, near = brush.theme.tokens.hills
    stops = ((0.0, top), (0.30, middle), (0.45, low), (0.56, far), (1.0, near))
    brush.area(0, 0, width, height, linear(0, 0, 0, height, *stops))
