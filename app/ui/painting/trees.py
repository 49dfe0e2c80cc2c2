"""A letter is a tree: one letter in one of its states, drawn from numbers only.

Heights are those of a full tree in px; a growing one is lower. The dice of a tree are its letter, so a child's tree is the same each day.
"""

import math
import random
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QTransform

from app.learning.people import Letterform
from app.ui.painting.acorns import acorn, sprouting_sign
from app.ui.painting.blossoms import blossom
from app.ui.painting.brush import Brush
from app.ui.painting.colours import mix
from app.ui.painting.crowns import crown, fir_path, shade, trunk
from app.ui.painting.dice import dice
from app.ui.painting.glyphs import fitted_px, glyph
from app.ui.painting.letters_on import letter_on
from app.ui.painting.marks import drop_disc, leaf_marks
from app.ui.painting.shapes import leaf, lobed
from app.ui.painting.tree_state import TreeState

MOST_LEAVES = 3


class Species(StrEnum):
    """The kinds of tree, in the order in which a pack's letters take them."""

    OAK = "oak"
    POPLAR = "poplar"
    APPLE = "apple"
    MAPLE = "maple"
    ACACIA = "acacia"
    FIR = "fir"
    CHERRY = "cherry"


@dataclass(frozen=True, slots=True)
class Build:
    """How a species is built, as shares of its height: radii of the crown and height of its middle; then lobes, colour and blossom."""

    rx: float
    ry: float
    lobes: int  # 0: a fir
    bulge: float
    middle: float
    crown: int
    petals: str
    heart: str


BUILDS = {
    Species.OAK: Build(0.37, 0.33, 9, 0.40, 0.62, 0, "#FFE9F0", "#F3B13C"),
    Species.POPLAR: Build(0.28, 0.40, 9, 0.36, 0.60, 1, "#FFF3C9", "#E8863A"),
    Species.ACACIA: Build(0.45, 0.27, 10, 0.40, 0.64, 2, "#FFFDF2", "#F3B13C"),
    Species.APPLE: Build(0.38, 0.32, 8, 0.42, 0.62, 3, "#FFFFFF", "#F3B13C"),
    Species.MAPLE: Build(0.36, 0.34, 10, 0.42, 0.62, 4, "#FFE2B8", "#F6C65A"),
    Species.CHERRY: Build(0.40, 0.31, 9, 0.42, 0.62, 6, "#FFE6EF", "#F6C65A"),
    Species.FIR: Build(0.34, 0.42, 0, 0.00, 0.56, 0, "#FFF3C9", "#E8863A"),
}


@dataclass(frozen=True, slots=True)
class Tree:
    """What is drawn. `leaves` 0 to 3 counts while growing; `bare` leaves out marks (small trees of the background)."""

    letter: str
    state: TreeState
    species: Species = Species.OAK
    leaves: int = 0
    script: str = "Latn"
    letterform: Letterform = Letterform.SCHOOL
    bare: bool = False


def species_of(place: int) -> Species:
    """The species of the letter at `place` (from 0) of its teaching order."""
    order = tuple(Species)
    return order[place % len(order)]


def draw_tree(brush: Brush, x: float, y: float, height: float, tree: Tree) -> None:
    """Draw a tree that stands at x, y."""
    if tree.state is TreeState.NOT_YET:
        acorn(brush, x, y, height, tree.letter, tree.script, tree.letterform)
    elif tree.state is TreeState.READY:
        sprouting_sign(brush, x, y, height, tree.letter, tree.script, tree.letterform)
    else:
        _Standing(brush, x, y, height, tree).draw()


class _Standing:
    """A tree with trunk and crown while it is drawn: its measures, worked out once."""

    def __init__(self, brush: Brush, x: float, y: float, height: float, tree: Tree) -> None:
        self.brush, self.tree, self.x, self.y = brush, tree, x, y
        self.build = BUILDS[tree.species]
        self.thirsty, self.growing = tree.state is TreeState.NEEDS_WATER, tree.state is TreeState.GROWING
        share = 0.94 if self.thirsty else 0.66 + 0.06 * tree.leaves if self.growing else 1.0
        self.h = h = height * share
        self.dice: random.Random = dice(f"{tree.letter}/{tree.species}")
        self.lean = h * 0.05 if self.thirsty else 0.0
        self.cx = x + self.lean
        self.cy = y - h * self.build.middle + (h * 0.05 if self.thirsty else 0)
        self.rx, self.ry = h * self.build.rx, h * self.build.ry
        fir = self.build.lobes == 0
        self.letter_y = self.cy + (self.ry * 0.22 if fir else 0)
        self.letter_room = (self.rx * (0.95 if fir else 1.22), self.ry * 1.12)

    def draw(self) -> None:
        """From the ground up."""
        brush, h, tree = self.brush, self.h, self.tree
        shade(brush, self.x, self.y, self.rx * 1.9)
        trunk(brush, self.x, self.y, h * (0.055 if self.growing else 0.075), h * self.build.middle - self.ry * 0.55, self.lean)
        path = self._crown_path()
        leaves = 18 if self.growing else 28 if h < 300 else 110
        crown(brush, path, self._colour(), (self.cx, self.cy, self.rx, self.ry), self.dice, 0.52, leaves)
        if self.thirsty:
            self._fallen_leaves()
        if tree.state is TreeState.BLOOMED:
            self._blossoms(path)
        if tree.letter:
            px = fitted_px(tree.letter, h * 0.50, *self.letter_room, tree.script, tree.letterform)
            letter_on(brush, tree.letter, self.cx, self.letter_y, px, tree.script, tree.letterform)
        if self.growing and not tree.bare:
            leaf_marks(brush, self.x, self.y + h * 0.10, tree.leaves, MOST_LEAVES, max(7.0, h * 0.052))
        if self.thirsty and not tree.bare:
            drop_disc(brush, self.cx + self.rx * 0.86, self.cy - self.ry * 0.92, max(15.0, h * 0.115))

    def _colour(self) -> str:
        theme = self.brush.theme
        own = theme.tokens.crowns[self.build.crown]
        if self.growing:
            return mix(theme.scene("canopy-young"), own, 0.35).name()
        return theme.scene("canopy-thirsty").name() if self.thirsty else own

    def _crown_path(self) -> QPainterPath:
        build = self.build
        if build.lobes == 0:
            path = fir_path(self.cx, self.cy, self.rx, self.ry)
        else:
            large = self.h > 300
            bulge = 0.40 if large else build.bulge
            path = lobed(self.cx, self.cy, self.rx, self.ry, build.lobes + (4 if large else 0), bulge, -1.57, self.dice)
        if self.thirsty:  # the crown hangs: flatter, and its lower edge sags to one side
            sag = QTransform().translate(self.cx, self.cy).shear(-0.10, 0.10).scale(1.02, 0.90).translate(-self.cx, -self.cy)
            path = sag.map(path)
        return path

    def _fallen_leaves(self) -> None:
        h = self.h
        for dx, dy, degrees in ((-0.42, -0.10, 60), (0.40, -0.20, 120), (0.30, -0.02, 20)):
            fallen = leaf(self.x + h * dx * 0.8, self.y + h * dy, h * 0.07, h * 0.045, degrees)
            self.brush.fill(fallen, "surface" if self.brush.flat else "#B59A35", "line" if self.brush.flat else None, 2)

    def _blossoms(self, path: QPainterPath) -> None:
        """Loose bunches on the rim, which keep off the letter."""
        h, throw, tree = self.h, self.dice, self.tree
        sample = tree.letter or "m"
        px = fitted_px(sample, h * 0.50, *self.letter_room, tree.script, tree.letterform)
        letter = glyph(sample, self.cx, self.letter_y, px, tree.script, tree.letterform).boundingRect()
        keep = letter.adjusted(-h * 0.05, -h * 0.05, h * 0.05, h * 0.05)
        placed: list[tuple[float, float, float]] = []
        for _ in range(60):
            angle = throw.choice((-2.35, -0.65, 0.75, 2.45, 1.57)) + throw.gauss(0, 0.36)
            far = throw.uniform(0.72, 1.02)
            x, y = self.cx + self.rx * far * math.cos(angle), self.cy + self.ry * far * math.sin(angle)
            r = min(h, 420) * throw.choice((0.048, 0.058, 0.076))
            if self._free(x, y, r, keep, placed) and (self.build.lobes or path.contains(QPointF(x, y))):
                placed.append((x, y, r))
            if len(placed) == (11 if h < 300 else 16):
                break
        for x, y, r in sorted(placed, key=lambda spot: spot[2]):
            blossom(self.brush, x, y, r, self.build.petals, self.build.heart, throw.uniform(0, 72))

    @staticmethod
    def _free(x: float, y: float, r: float, keep: QRectF, placed: list[tuple[float, float, float]]) -> bool:
        clear = all(math.hypot(x - px, y - py) >= (r + pr) * 0.86 for px, py, pr in placed)
        return clear and not keep.adjusted(-r, -r, r, r).contains(QPointF(x, y))
