"""The land of the grove, without letters, friends and buttons: those are widgets over it and always upright.

Designed on 1280 x 800. `draw_grove_land` fits it to a window as the pages do: scaled to the width, standing on the lower edge, so that the
sky gives way first. For scripts that run from right to left the land is turned over.
"""

from collections.abc import Sequence

from app.ui.painting.brush import Brush
from app.ui.painting.colours import colour, radial
from app.ui.painting.plants import bush, firefly, meadow, mushroom, stone, tulip
from app.ui.painting.shapes import Point
from app.ui.painting.sky import cloud, far_trees, hill, sky
from app.ui.painting.tree_state import TreeState
from app.ui.painting.trees import Species, Tree, draw_tree
from app.ui.painting.ways import Way, road, stream

WIDE, HIGH = 1280.0, 800.0

_RIDGES: tuple[tuple[Point, ...], ...] = (
    ((-40, 300), (140, 262), (330, 286), (520, 240), (720, 278), (900, 236), (1100, 272), (1330, 240)),
    ((-40, 340), (120, 326), (300, 306), (470, 300), (640, 312), (820, 330), (1000, 296), (1160, 284), (1330, 306)),
    ((-40, 402), (100, 384), (300, 356), (470, 340), (640, 334), (800, 360), (1000, 398), (1150, 380), (1330, 352)),
    ((-40, 452), (160, 448), (420, 458), (700, 446), (900, 462), (1080, 440), (1330, 424)),
    ((-40, 610), (180, 604), (420, 616), (700, 610), (940, 600), (1130, 588), (1330, 602)),
)
_STREAM: Way = ((1310, 436, 20), (1210, 446, 26), (1130, 470, 36), (1150, 510, 48), (1240, 540, 66), (1330, 556, 80))
CLOUDS = ((250, 120, 210, 0.92), (640, 84, 150, 0.8), (842, 168, 120, 0.6), (1160, 210, 170, 0.75))  # x, y, width, strength
_TULIPS = (
    (500, 736, 38, "#F07F9A"), (524, 742, 34, "#F6BC4B"), (550, 738, 36, "#C79BE8"), (204, 738, 32, "#F6BC4B"), (186, 732, 34, "#F07F9A"),
    (760, 738, 34, "#F6BC4B"), (950, 708, 32, "#F07F9A"), (28, 742, 34, "#C79BE8"),
)  # fmt: skip
_FIREFLIES = (
    (420, 640, 1.1), (330, 452, 0.8), (560, 470, 0.9), (960, 540, 1), (880, 420, 0.7), (180, 610, 1), (560, 620, 1.1), (1060, 560, 1.2),
    (1180, 500, 0.8), (760, 400, 0.7), (90, 420, 0.8), (1080, 690, 0.9),
)  # fmt: skip


def draw_grove_land(
    brush: Brush,
    width: float,
    height: float,
    way: Way,
    mirrored: bool = False,
    across: float | None = None,
    scale: float | None = None,
    clouds: bool = True,
) -> None:
    """The whole land for a window of width x height px with the road along `way` (in units of the design).

    `across` and `scale` are px per unit sideways and upwards; left out, the land is scaled to cover the window. Without `clouds` the
    sky is left free for those that drift.
    """
    cover = max(width / WIDE, height / HIGH)
    across, scale = across or cover, scale or cover
    painter = brush.painter
    painter.save()
    try:
        painter.translate(width if mirrored else 0, height - HIGH * scale)
        painter.scale(-across if mirrored else across, scale)
        _far(brush, min(0.0, HIGH - height / scale), clouds)
        _near(brush, way)
    finally:
        painter.restore()


def _far(brush: Brush, top: float, clouds: bool) -> None:
    hills = brush.theme.tokens.hills
    sky(brush, 430, (1010, 112 if brush.theme.dark else 104), 44, top)
    for x, y, w, strength in CLOUDS if clouds else ():
        cloud(brush, x, y, w, strength)
    hill(brush, _RIDGES[0], hills[0], 420)
    far_trees(brush, _RIDGES[0], hills[0], 3, 44, 13)
    hill(brush, _RIDGES[1], hills[1], 470)
    far_trees(brush, ((700, 326), (820, 330), (1000, 296), (1160, 284), (1330, 306)), hills[1], 5, 26, 22)
    far_trees(brush, ((-40, 342), (60, 334), (150, 323)), hills[1], 9, 6, 24)
    hill(brush, _RIDGES[2], hills[2], 520)
    hill(brush, _RIDGES[3], hills[3], 640)
    stream(brush, _STREAM)
    _dapple(brush, ((300, 400, 190, 26), (820, 410, 240, 30), (1080, 400, 170, 22)))
    hill(brush, _RIDGES[4], hills[4], 860, 0.08)
    _dapple(brush, ((470, 668, 210, 34), (150, 650, 150, 26), (1110, 640, 140, 26), (760, 640, 150, 20)))


def _near(brush: Brush, way: Way) -> None:
    crowns = brush.theme.tokens.crowns
    meadow(brush, (640, 352, 1280, 440), 21, 26, 0.55)
    road(brush, way)
    meadow(brush, (20, 466, 90, 600), 4, 10, 0.7)
    meadow(brush, (900, 470, 1100, 560), 11, 18, 0.75)
    bush(brush, 1048, 500, 70, crowns[0], 4, "#E8705A")
    bush(brush, 1236, 640, 120, crowns[1], 6)
    fir = Tree("", TreeState.GROWING, Species.FIR, 3, bare=True)
    draw_tree(brush, 1130, 424, 150, fir)
    draw_tree(brush, 1062, 404, 112, fir)
    stone(brush, 1104, 520, 30)
    stone(brush, 1128, 527, 20)
    meadow(brush, (30, 622, 960, 660), 15, 20, 0.7)
    mushroom(brush, 396, 726, 32)
    mushroom(brush, 424, 732, 21, "#E0A04A")
    meadow(brush, (380, 640, 600, 740), 23, 16, 0.9)
    meadow(brush, (1050, 610, 1140, 640), 17, 6, 0.9)
    stone(brush, 1062, 760, 40)
    stone(brush, 1092, 768, 26)
    for x, y, high, petals in _TULIPS:
        tulip(brush, x, y, high, petals)
    if brush.theme.dark:
        for x, y, size in _FIREFLIES:
            firefly(brush, x, y, size)


def _dapple(brush: Brush, spots: Sequence[tuple[float, float, float, float]]) -> None:
    """Pools of sun (or moon) on the grass: x, y, half width, half height."""
    if brush.flat:
        return
    tint = brush.theme.scene("rim") if brush.theme.dark else colour("#FFF6C2")
    strength = 0.07 if brush.theme.dark else 0.20
    for x, y, w, h in spots:
        with brush.at(x, y, degrees=-2, tall=h / w):
            brush.dot(0, 0, w, radial(0, 0, w, (0, colour(tint, strength)), (0.6, colour(tint, strength * 0.6)), (1, colour(tint, 0))))
