"""The signs of the games: small pictures that say without a word what is played. Drawn with letters that the child knows."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from app.learning.games.letters_home import Door
from app.learning.mastery import Game
from app.learning.people import Letterform
from app.ui.painting.brush import Brush
from app.ui.painting.cards import card_back
from app.ui.painting.glyphs import fitted_px
from app.ui.painting.houses import House, draw_house
from app.ui.painting.parts import TileState, letter_tile, picture_tile, tile_ground, tile_lip
from app.ui.painting.pip import draw_ladybird
from app.ui.painting.shapes import curve, rounded
from app.ui.painting.tree_state import TreeState
from app.ui.painting.trees import Tree, draw_tree
from app.ui.painting.waggons import draw_engine, draw_rails, draw_waggon


@dataclass(frozen=True, slots=True)
class SignLetters:
    """The letters on a sign: two of them, the capital of the first (or itself), and a picture whose word it begins."""

    first: str
    second: str
    capital: str
    picture: str
    script: str = "Latn"
    letterform: Letterform = Letterform.SCHOOL
    leftwards: bool = False  # the script runs from right to left


def draw_sign(
    brush: Brush, x: float, y: float, side: float, game: Game | None, letters: SignLetters, sunk: float = 0.0, best: bool = False
) -> None:
    """The card of a game, its top left corner at x, y; None is the explorer. `best`: a golden ring, it is the one to play now."""
    tile_ground(brush, x, y, side, TileState.HINT if best else TileState.REST, sunk)
    box = QRectF(x, y + (0.0 if brush.flat else tile_lip(side) * sunk), side, side)
    if game is None:
        tree = Tree(letters.first, TreeState.BLOOMED, script=letters.script, letterform=letters.letterform, bare=True)
        draw_tree(brush, box.center().x(), box.top() + side * 0.90, side * 0.80, tree)
    else:
        _SIGNS[game](brush, box, letters)


def _small(
    brush: Brush, box: QRectF, x: float, y: float, share: float, text: str, letters: SignLetters, state: TileState = TileState.REST
) -> None:
    """A small tile with its middle at shares of a box."""
    side = box.width() * share
    letter_tile(
        brush, box.left() + x * box.width() - side / 2, box.top() + y * box.height() - side / 2, side, text, state, letters.script,
        letters.letterform,
    )  # fmt: skip


def _listen(brush: Brush, box: QRectF, letters: SignLetters) -> None:
    ink = brush.colour("ink") if brush.flat else brush.theme.child("on-tile")
    brush.icon("ear", box.center().x(), box.top() + box.height() * 0.30, box.width() * 0.38, ink, 2.0)
    _small(brush, box, 0.30, 0.70, 0.30, letters.second, letters)
    _small(brush, box, 0.70, 0.70, 0.30, letters.first, letters, TileState.YES)


def _picture(brush: Brush, box: QRectF, letters: SignLetters) -> None:
    brush.picture(letters.picture, box.center().x(), box.top() + box.height() * 0.30, min(128.0, box.width() * 0.36))
    _small(brush, box, 0.30, 0.70, 0.30, letters.second, letters)
    _small(brush, box, 0.70, 0.70, 0.30, letters.first, letters, TileState.YES)


def _odd(brush: Brush, box: QRectF, letters: SignLetters) -> None:
    for place, (x, y) in enumerate(((0.30, 0.29), (0.70, 0.29), (0.30, 0.69), (0.70, 0.69))):
        odd = place == 2
        _small(brush, box, x, y, 0.32, letters.second if odd else letters.first, letters, TileState.YES if odd else TileState.REST)


def _pairs(brush: Brush, box: QRectF, letters: SignLetters) -> None:
    side = box.width() * 0.32
    for x, y in ((0.30, 0.29), (0.70, 0.69)):
        card_back(brush, box.left() + x * box.width() - side / 2, box.top() + y * box.height() - side / 2, side, TileState.REST)
    _small(brush, box, 0.70, 0.29, 0.32, letters.capital, letters, TileState.YES)
    if letters.capital != letters.first:
        _small(brush, box, 0.30, 0.69, 0.32, letters.first, letters, TileState.YES)
    else:
        at = (box.left() + 0.30 * box.width() - side / 2, box.top() + 0.69 * box.height() - side / 2)
        picture_tile(brush, *at, side, letters.picture)


def _train(brush: Brush, box: QRectF, letters: SignLetters) -> None:
    inner = box.adjusted(box.width() * 0.08, box.height() * 0.26, -box.width() * 0.08, -box.height() * 0.24)
    draw_rails(brush, inner)
    half = inner.width() / 2
    left, right = (QRectF(inner.left() + side * half, inner.top(), half, inner.height()) for side in (0, 1))
    engine, waggon = (right, left) if letters.leftwards else (left, right)
    draw_engine(brush, engine, letters.leftwards)
    draw_waggon(brush, waggon, 1, letters.first, False, letters.script, letters.letterform)


def _trace(brush: Brush, box: QRectF, letters: SignLetters) -> None:
    side, middle = box.width(), box.center()
    brush.line(curve([(box.left() + side * 0.14, box.top() + side * 0.76), (box.right() - side * 0.14, box.top() + side * 0.76)], False),
               brush.theme.child("vine"), max(2.0, side * 0.025))  # fmt: skip
    px = fitted_px(letters.first, side * 0.7, side * 0.52, side * 0.5, letters.script, letters.letterform)
    brush.letter(letters.first, middle.x(), middle.y() - side * 0.02, px, brush.theme.child("vine"), letters.script, letters.letterform)
    draw_ladybird(brush, box.right() - side * 0.22, box.top() + side * 0.68, side * 0.2, -30)


def _hunt(brush: Brush, box: QRectF, letters: SignLetters) -> None:
    side = box.width()
    for place, (x, y) in enumerate(((0.24, 0.26), (0.24, 0.72), (0.74, 0.24))):
        _small(brush, box, x, y, 0.26, letters.second if place != 1 else letters.capital, letters)
    x, y, r = box.left() + side * 0.55, box.top() + side * 0.50, side * 0.22
    rim = "primary" if brush.flat else brush.theme.scene("bark-dark")
    brush.segment(x + r * 0.7, y + r * 0.7, x + r * 1.42, y + r * 1.42, rim, max(4.0, side * 0.06))
    brush.dot(x, y, r, "surface" if brush.flat else "#FFFFFF", rim, max(3.0, side * 0.035))
    ink = "ink" if brush.flat else brush.theme.child("on-tile")
    px = fitted_px(letters.first, r * 1.7, r * 1.3, r * 1.2, letters.script, letters.letterform)
    brush.letter(letters.first, x, y, px, ink, letters.script, letters.letterform)


def _letters_home(brush: Brush, box: QRectF, letters: SignLetters) -> None:
    side = box.width()
    for place, (x, text) in enumerate(((0.10, letters.second), (0.48, letters.first))):
        house = House(Door.OUTLINE, text, "", place, letters.script, letters.letterform)
        draw_house(brush, QRectF(box.left() + side * x, box.top() + side * 0.12, side * 0.40, side * 0.47), house)
    with brush.at(box.left() + side * 0.60, box.top() + side * 0.74, degrees=-8):
        letter_tile(brush, -side * 0.14, -side * 0.14, side * 0.28, letters.first, TileState.REST, letters.script, letters.letterform)


def _build(brush: Brush, box: QRectF, letters: SignLetters) -> None:
    side = box.width()
    brush.picture(letters.picture, box.center().x(), box.top() + side * 0.26, min(110.0, side * 0.34))
    order = (0.24, 0.50, 0.76) if not letters.leftwards else (0.76, 0.50, 0.24)
    _small(brush, box, order[0], 0.60, 0.23, letters.first, letters, TileState.YES)
    for x in order[1:]:
        hollow = rounded(box.left() + side * (x - 0.115), box.top() + side * 0.485, side * 0.23, side * 0.23, side * 0.04)
        brush.line(hollow, "line" if brush.flat else brush.theme.child("go"), max(2.0, side * 0.016), (1.8, 1.6))
    _small(brush, box, 0.50, 0.86, 0.19, letters.second, letters)


_SIGNS = {
    Game.LISTEN_AND_FIND: _listen,
    Game.PICTURE_TO_LETTER: _picture,
    Game.ODD_ONE_OUT: _odd,
    Game.LETTER_PAIRS: _pairs,
    Game.ALPHABET_TRAIN: _train,
    Game.TRACE: _trace,
    Game.LETTER_HUNT: _hunt,
    Game.LETTERS_HOME: _letters_home,
    Game.BUILD_WORD: _build,
}
