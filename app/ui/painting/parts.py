"""Parts of the child side: pebble, letter tile, picture tile, turns, bubble, name plate, wordmark."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainterPath

from app.learning.people import Letterform
from app.ui.painting.brush import Brush
from app.ui.painting.colours import colour, lighter, linear, mix
from app.ui.painting.glyphs import fitted_px
from app.ui.painting.shapes import arc, circle, lobed, rounded


class TileState(StrEnum):
    """How a tile stands in its turn. Focus and press are not states: they come on top."""

    REST = "rest"
    YES = "yes"
    NOT_THIS = "not this"  # just pressed and wrong; goes to rest
    HINT = "hint"
    RESTING = "resting"  # cannot be pressed again in this turn


class PebbleKind(StrEnum):
    """What a pebble is for: one green one per page is the next step."""

    GO = "go"
    PAPER = "paper"
    SUN = "sun"
    WATER = "water"


# Icons that point somewhere are turned over where reading runs from right to left.
DIRECTED = frozenset({"arrow-left", "arrow-right", "chevron-left", "chevron-right", "undo", "list", "skill-tree", "text-size", "door"})


def pebble_lip(r: float) -> float:
    """How far the lip of a pebble shows below its disc."""
    return max(5.0, r * 0.09)


def pebble(brush: Brush, cx: float, cy: float, r: float, icon: str, kind: PebbleKind, sunk: float = 0.0, rtl: bool = False) -> None:
    """A round button. `sunk` 0 to 1 is how far the disc is pressed into its lip."""
    size = r * (1.0 if r < 60 else 1.15)
    nudge = r * 0.06 if icon == "play" else 0.0
    flip = rtl and icon in DIRECTED
    if brush.flat:
        bright = kind in {PebbleKind.GO, PebbleKind.SUN}
        face, ink = ("primary", "on-primary") if bright else ("surface", "ink")
        if sunk > 0.5:  # pressed: the colours change places
            face, ink = ink, face
        brush.dot(cx, cy, r - 2, face, "primary" if bright else "line", 4)
        brush.icon(icon, cx + nudge, cy, size, ink, 2.4, flip)
        return
    lip = pebble_lip(r)
    top = brush.theme.child(kind)
    brush.shadow(circle(cx, cy + lip, r - 2), min(8.0, r * 0.18), min(6.0, r * 0.12) * (1 - sunk * 0.6), 0.40)
    brush.dot(cx, cy + lip, r, brush.theme.child(f"{kind}-lip"))
    y = cy + lip * sunk
    brush.dot(cx, y, r, linear(cx - r, y - r, cx + r, y + r, lighter(top, 0.14), top))
    brush.fill(circle(cx, y, r - 2.5), None, colour("#FFFFFF", 0.9 if kind is PebbleKind.PAPER and not brush.theme.dark else 0.35), 2)
    brush.icon(icon, cx + nudge, y, size, brush.theme.child(f"on-{kind}"), 2.2, flip)


def tile_lip(side: float) -> float:
    """How far the lip of a tile shows below it."""
    return side * 0.045


def letter_tile(
    brush: Brush,
    x: float,
    y: float,
    side: float,
    text: str,
    state: TileState = TileState.REST,
    script: str = "Latn",
    letterform: Letterform = Letterform.SCHOOL,
    sunk: float = 0.0,
) -> None:
    """A letter to press, its top left corner at x, y. Resting it is flat and pale, and its letter still easy to read."""
    ink = tile_ground(brush, x, y, side, state, sunk)
    drop = tile_lip(side) * (sunk if state is not TileState.RESTING else 0.5) * (0 if brush.flat else 1)
    px = fitted_px(text, side * 0.775, side * 0.66, side * 0.58, script, letterform)
    brush.letter(text, x + side / 2, y + side * 0.52 + drop, px, ink, script, letterform)


def picture_tile(brush: Brush, x: float, y: float, side: float, emoji: str, state: TileState = TileState.REST, sunk: float = 0.0) -> None:
    """A picture to press, drawn like a letter tile. A chosen one (YES) carries a tick."""
    # in high contrast a chosen picture keeps its black ground: bright pictures drown on yellow
    tile_ground(brush, x, y, side, TileState.HINT if brush.flat and state is TileState.YES else state, sunk)
    drop = 0.0 if brush.flat else tile_lip(side) * sunk
    with brush.faded(0.5 if state is TileState.RESTING else 1.0):
        brush.picture(emoji, x + side / 2, y + side / 2 + drop, min(128.0, side * 0.6))
    if state is TileState.YES:
        r = side * 0.13
        brush.dot(x + side - r * 1.05, y + r * 1.05, r, brush.theme.child("go"))
        brush.icon("check", x + side - r * 1.05, y + r * 1.05, r * 1.2, brush.theme.child("on-go"), 3)


def tile_ground(brush: Brush, x: float, y: float, side: float, state: TileState, sunk: float) -> QColor:
    """The tile without what is on it; returns the colour to write in."""
    r, lip = side * 0.17, tile_lip(side)
    theme = brush.theme
    resting = state in {TileState.RESTING, TileState.NOT_THIS}
    if brush.flat:
        return _flat_tile(brush, x, y, side, state, sunk)
    if state is TileState.HINT:
        brush.shadow(rounded(x - 4, y - 4, side + 8, side + 8 + lip, r + 4), 9, 0, 1.0, theme.scene("glow"))
    if resting:
        brush.box(x, y + lip * 0.5, side, side, r, theme.child("resting"), theme.child("resting-edge"), 3)
        return theme.child("on-resting")
    use = "yes" if state is TileState.YES else "tile"
    top, edge = theme.child(use), theme.child(f"{use}-lip")
    brush.shadow(rounded(x + 2, y + lip, side - 4, side, r), min(8.0, side * 0.08), min(6.0, side * 0.04) * (1 - sunk * 0.6), 0.34)
    brush.box(x, y + lip, side, side, r, edge)
    y += lip * sunk
    brush.box(x, y, side, side, r, linear(x, y, x, y + side, top, mix(top, edge, 0.22)))
    brush.fill(rounded(x + 3, y + 3, side - 6, side - 6, r - 3), None, colour("#FFFFFF", 0.9), 2.5)
    brush.grain(rounded(x, y, side, side, r), 0.03)
    if state is TileState.HINT:
        brush.box(x - 4, y - 4, side + 8, side + 8 + lip * (1 - sunk), r + 4, None, theme.child("hint"), 6)
    return theme.child(f"on-{use}")


def _flat_tile(brush: Brush, x: float, y: float, side: float, state: TileState, sunk: float) -> QColor:
    r = side * 0.17
    if state in {TileState.RESTING, TileState.NOT_THIS}:
        brush.line(rounded(x + 2, y + 2, side - 4, side - 4, r), brush.theme.child("resting-edge"), 3, [2.5, 2.5])
        return brush.theme.child("on-resting")
    if state is TileState.YES or sunk > 0.5:
        brush.box(x, y, side, side, r, "primary", "primary", 4)
        return brush.colour("on-primary")
    hinted = state is TileState.HINT
    brush.box(x, y, side, side, r, "surface", "primary" if hinted else "line", 8 if hinted else 4)
    return brush.colour("ink")


def child_focus(brush: Brush, path: QPainterPath) -> None:
    """The focus ring of the child side along `path`, which runs in the middle of the ring."""
    brush.fill(path, None, "focus", 6)


def name_plate(brush: Brush, cx: float, y: float, width: float, height: float, name: str, font: QFont, chosen: bool) -> None:
    """A pill with a child's name, its top at y."""
    x, r = cx - width / 2, height / 2
    theme = brush.theme
    if brush.flat:
        brush.box(x, y, width, height, r, "primary" if chosen else "surface", "line", 3)
        ink = brush.colour("on-primary" if chosen else "ink")
    else:
        use = "go" if chosen else "tile"
        brush.shadow(rounded(x, y + 3, width, height, r), 7, 3, 0.28)
        brush.box(x, y + 4, width, height, r, theme.child(f"{use}-lip"))
        brush.box(x, y, width, height, r, theme.child(use))
        ink = theme.child(f"on-{use}")
    brush.text(QRectF(x + 12, y, width - 24, height), name, paint=ink, align=Qt.AlignmentFlag.AlignHCenter, font=font)


def bubble(brush: Brush, x: float, y: float, w: float, h: float, tail: tuple[float, float], r: float = 44) -> None:
    """A speech bubble whose tail ends at `tail`, on the side that is nearer."""
    path = rounded(x, y, w, h, r)
    side = x if tail[0] < x + w / 2 else x + w
    inward = 1 if side == x else -1
    point = QPainterPath(QPointF(side + 6 * inward, y + h * 0.40))
    point.quadTo(side - 10 * inward, y + h * 0.58, tail[0], tail[1])
    point.quadTo(side, y + h * 0.78, side + 16 * inward, y + h * 0.80)
    point.closeSubpath()
    path = path.united(point)
    if brush.flat:
        brush.fill(path, "surface", "line", 4)
        return
    brush.shadow(path, 14, 7, 0.26)
    stops = ("#FFFBEF", "#EFE6CE") if brush.theme.dark else ("#FFFFFF", "#FFF6E0")
    brush.fill(path, linear(x, y, x, y + h, *stops))


def sound_waves(
    brush: Brush, x: float, y: float, size: float, count: int = 3, tint: str = "#F0A13A", width: float = 7, left: bool = False
) -> None:
    """Arcs that run out from a beak."""
    for i in range(count):
        path = arc(x, y, size * (0.5 + 0.38 * i), 142 if left else -38, 76)
        brush.line(path, "ink" if brush.flat else tint, width, opacity=1 if brush.flat else 1 - i * 0.22)


def wordmark(brush: Brush, x: float, base: float, px: float, name: str = "", tint: str = "primary") -> float:
    """The small tree, and the program's name beside it. x, base is the left end of the base line. Returns the right end."""
    m = px * 0.74
    cx, cy = x + m * 0.58, base - px * 0.36
    brush.box(cx - m * 0.09, cy, m * 0.18, m * 0.92, m * 0.08, "ink" if brush.flat else "#80593E")
    crown = lobed(cx, cy - m * 0.12, m * 0.50, m * 0.46, 8, 0.42, 0.2)
    if brush.flat:
        brush.fill(crown, "surface", "primary", 3)
    else:
        brush.fill(crown, linear(cx - m * 0.6, cy - m * 0.6, cx + m * 0.6, cy + m * 0.4, "#4FA868", "#1F6B45"))
    brush.letter("a", cx, cy - m * 0.10, m * 0.72, "ink" if brush.flat else "#FFFDF2")
    if not name:
        return x + m * 1.2
    font = QFont(brush.theme.font("title-1", name, 800))
    font.setPixelSize(round(px))
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98.5)
    brush.painter.setFont(font)
    brush.painter.setPen(brush.colour(tint))
    brush.painter.drawText(QPointF(x + m * 1.42, base), name)
    return x + m * 1.42 + QFontMetricsF(font).horizontalAdvance(name)
