"""The icons: drawn from their files in one colour, at any size."""

from functools import lru_cache

from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer

from app.system import resources


@lru_cache(maxsize=256)
def icon_renderer(name: str, tint: str, stroke: float) -> QSvgRenderer:
    """The icon `name` with its lines in `tint` (`#RRGGBB`), `stroke` wide on its grid of 24. GUI thread only: renderers are shared."""
    text = resources.icon(name).decode("utf-8")
    text = text.replace("currentColor", tint).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    return QSvgRenderer(QByteArray(text.encode("utf-8")))
