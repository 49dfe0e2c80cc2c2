"""The lands that pages stand in: the grove, and the glades where friends wait, games are played and a bloom is celebrated."""

from __future__ import annotations

from app.ui.grove.backdrop import Drifting, Scenery, design, top_of
from app.ui.grove.ground import Ground
from app.ui.grove.joy import rays
from app.ui.grove.spots import ROAD
from app.ui.painting.brush import Brush
from app.ui.painting.colours import linear, mix
from app.ui.painting.glade import BOUGH, draw_bough, draw_glade
from app.ui.painting.grove_land import CLOUDS, draw_grove_land
from app.ui.painting.plants import meadow
from app.ui.painting.sky import far_trees, hill, sky
from app.ui.painting.tree_state import TreeState
from app.ui.painting.trees import Species, Tree, draw_tree

_BOUGH_MIDDLE = 246.0  # of the design's bough, as the eye takes it


def bough_height(ground: Ground) -> float:
    """The px at which the bough of a game hangs: lower windows keep room above it for Pip and the picture."""
    return max(172.0, ground.height * 0.31)


def card_bough_height(ground: Ground) -> float:
    """The px at which the bough hangs that carries the large picture."""
    return max(64.0, ground.height * 0.115)


def _home(brush: Brush, ground: Ground) -> None:
    draw_grove_land(brush, ground.width, ground.height, ROAD, ground.mirrored, ground.across, ground.scale, clouds=False)


def _glade(brush: Brush, ground: Ground) -> None:
    draw_glade(brush, ground.width, ground.height, False, False, ground.mirrored, ground.across, ground.scale)


def _friends(brush: Brush, ground: Ground) -> None:
    draw_glade(brush, ground.width, ground.height, False, True, ground.mirrored, ground.across, ground.scale)


def _listening(brush: Brush, ground: Ground) -> None:
    _glade(brush, ground)
    _bough_at(brush, ground, bough_height(ground), 46)


def _looking(brush: Brush, ground: Ground) -> None:
    _glade(brush, ground)
    _bough_at(brush, ground, card_bough_height(ground), 40)


def _bough_at(brush: Brush, ground: Ground, height: float, thick: float) -> None:
    painter = brush.painter
    painter.save()
    painter.translate(ground.x(0), height - _BOUGH_MIDDLE * ground.scale)
    painter.scale(-ground.across if ground.mirrored else ground.across, ground.scale)
    draw_bough(brush, BOUGH, thick)
    painter.restore()


def _joy(brush: Brush, ground: Ground) -> None:
    design(brush, ground, lambda b: _evening(b, min(0.0, top_of(ground)), beams=True))


def _rest(brush: Brush, ground: Ground) -> None:
    design(brush, ground, lambda b: _evening(b, min(0.0, top_of(ground)), beams=False))


def _evening(brush: Brush, top: float, beams: bool) -> None:
    """A warm evening, its light behind the middle, with beams of joy or still."""
    hills = brush.theme.tokens.hills
    warm = "#FFF0C0"
    if brush.theme.dark:
        sky(brush, 520, (1100, 110), 36, top)
        warm = hills[0]
    elif not brush.flat:
        brush.area(-40, top, 1360, 840 - top, linear(0, top, 0, 640, (0, "#9FD3E6"), (0.38, "#CFEBE3"), (0.68, "#FFF2C8"), (1, "#FFE0AE")))
    if beams:
        rays(brush, 640, 380, 1100, 0.16 if brush.theme.dark else 0.34)
    brush.glow(640, 380, 460, None if brush.theme.dark else "#FFF6CF", 0.45 if brush.theme.dark else 0.95)
    first = ((-40, 520), (180, 480), (400, 512), (640, 470), (900, 512), (1120, 478), (1330, 520))
    hill(brush, first, mix(hills[0], warm, 0.30), 640)
    far_trees(brush, first, mix(hills[1], warm, 0.25), 4, 40, 20)
    hill(brush, ((-40, 590), (200, 572), (460, 596), (800, 590), (1080, 566), (1330, 590)), mix(hills[2], warm, 0.15), 700)
    hill(brush, ((-40, 690), (220, 672), (460, 636), (640, 624), (820, 636), (1060, 672), (1330, 690)), hills[4], 880, 0.16)
    for x, y, height, species in _ONLOOKERS:
        draw_tree(brush, x, y, height, Tree("", TreeState.BLOOMED, species, 3, bare=True))
    meadow(brush, (0, 690, 460, 790), 3, 26, 1.1)
    meadow(brush, (820, 690, 1280, 790), 4, 20, 1.1)


_ONLOOKERS = ((112.0, 654.0, 150.0, Species.OAK), (238.0, 676.0, 138.0, Species.APPLE), (1050.0, 606.0, 140.0, Species.ACACIA),
              (1204.0, 602.0, 150.0, Species.CHERRY))  # fmt: skip

_HIGH_CLOUDS = tuple(Drifting(float(x), float(y), float(w), s) for x, y, w, s in CLOUDS)

HOME_LAND = Scenery("home", _home, _HIGH_CLOUDS, lasting=True)
QUIET_GLADE = Scenery("quiet", _glade)
FRIENDS_GLADE = Scenery("friends", _friends)
LISTENING_GLADE = Scenery("listening", _listening)
LOOKING_GLADE = Scenery("looking", _looking)
EVENING = Scenery("evening", _joy, (Drifting(170, 190, 190, 0.75), Drifting(1110, 170, 210, 0.75), Drifting(960, 70, 130, 0.6)))
RESTING_GLADE = Scenery("resting", _rest, EVENING.clouds)
