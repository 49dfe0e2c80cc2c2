"""Cards of a game of pairs: a leafy back, and a letter or a picture on the face."""

from app.learning.people import Letterform
from app.ui.painting.brush import Brush
from app.ui.painting.colours import lighter, linear
from app.ui.painting.parts import TileState, letter_tile, picture_tile, tile_ground, tile_lip
from app.ui.painting.shapes import leaf, rounded


def card_back(brush: Brush, x: float, y: float, side: float, state: TileState, sunk: float = 0.0) -> None:
    """A card face down, its top left corner at x, y: a green field with five leaves. HINT: with the golden ring."""
    tile_ground(brush, x, y, side, state, sunk)
    drop = 0.0 if brush.flat else tile_lip(side) * sunk
    edge = side * 0.10
    field = rounded(x + edge, y + edge + drop, side - 2 * edge, side - 2 * edge, side * 0.10)
    cx, cy = x + side / 2, y + side / 2 + drop
    if brush.flat:
        brush.fill(field, None, "primary" if state is TileState.HINT else "line", 3)
    else:
        top, deep = brush.theme.child("go"), brush.theme.child("go-lip")
        brush.fill(field, linear(x, y, x + side, y + side, lighter(top, 0.10), top, deep))
        brush.grain(field)
    for number in range(5):
        path = leaf(cx, cy, side * 0.29, side * 0.19, -90 + number * 72)
        if brush.flat:
            brush.line(path, "line", 3)
        else:
            brush.fill(path, brush.theme.child("yes"), brush.theme.child("yes-lip"), 1.5)


def card_face(
    brush: Brush,
    x: float,
    y: float,
    side: float,
    text: str,
    picture: str,
    state: TileState,
    script: str = "Latn",
    letterform: Letterform = Letterform.SCHOOL,
    sunk: float = 0.0,
) -> None:
    """A card face up: its picture if it has one, else its text. YES: it has found its partner."""
    if not picture:
        letter_tile(brush, x, y, side, text, state, script, letterform, sunk)
        return
    picture_tile(brush, x, y, side, picture, state, sunk)
