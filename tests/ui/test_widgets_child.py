"""The widgets of the child side: large enough, named, and to be pressed by finger, mouse and key."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.learning.people import Avatar
from app.ui import fonts
from app.ui.painting.parts import TileState
from app.ui.painting.pictures import forget_all
from app.ui.painting.studio import studio
from app.ui.painting.tree_state import TreeState
from app.ui.painting.trees import Tree
from app.ui.theme import Theme
from app.ui.widgets.child_button import ChildButton
from app.ui.widgets.gate_key import HOLD_MS, GateKey
from app.ui.widgets.pebble import Pebble
from app.ui.widgets.pip import Pip
from app.ui.widgets.portrait import FriendButton, Portrait
from app.ui.widgets.tiles import LetterTile, PictureTile
from app.ui.widgets.tree_button import TreeButton
from app.ui.widgets.turn_seeds import TurnSeeds

THEME = Theme.of(less_movement=True)
NO_KEYS = Qt.KeyboardModifier.NoModifier
MAKERS: dict[str, Callable[[], ChildButton]] = {
    "pebble": lambda: Pebble(THEME, "home", "Home"),
    "letter": lambda: LetterTile(THEME, "m", "Letter m"),
    "picture": lambda: PictureTile(THEME, "🍎", "Apple"),
    "friend": lambda: FriendButton(THEME, Avatar(), "Mia", "Mia"),
    "tree": lambda: TreeButton(THEME, Tree("m", TreeState.READY), "Letter m, ready"),
    "pip": lambda: Pip(THEME, "Pip"),
}


@pytest.fixture(autouse=True)
def _fresh(qapp: QApplication) -> Iterator[None]:
    fonts.add_application_fonts()
    yield
    studio().close()
    forget_all()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    page.resize(900, 700)
    qtbot.addWidget(page)
    return page


def _seen_middle(button: ChildButton) -> QPoint:
    return button.seen().center().toPoint()


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())
def test_it_is_a_large_button_with_a_name(page: QWidget, make: Callable[[], ChildButton]) -> None:
    button = make()
    button.setParent(page)
    page.show()

    assert min(button.seen().width(), button.seen().height()) >= 88
    interface = QAccessible.queryAccessibleInterface(button)
    assert interface.text(QAccessible.Text.Name)
    assert interface.role() == QAccessible.Role.Button
    assert button.focusPolicy() == Qt.FocusPolicy.StrongFocus


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS.keys())
def test_it_is_pressed_by_mouse_space_and_enter(page: QWidget, qtbot: QtBot, make: Callable[[], ChildButton]) -> None:
    button = make()
    button.setParent(page)
    page.show()
    presses = []
    button.clicked.connect(lambda: presses.append(1))

    QTest.mouseClick(button, Qt.MouseButton.LeftButton, NO_KEYS, _seen_middle(button))
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(button, key)

    assert len(presses) == 3


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_everything_can_be_painted_in_every_theme_and_direction(page: QWidget, theme: str, direction: Qt.LayoutDirection) -> None:
    worn = Theme.of(theme)
    page.setLayoutDirection(direction)
    tile = LetterTile(worn, "अ", "Letter", "Deva", parent=page)
    for part in (Pebble(worn, "undo", "Back", "sun", parent=page), GateKey(worn, "Grown-ups", page), Pip(worn, "Pip", parent=page)):
        part.setFocus()
    TurnSeeds(worn, 8, 3, "Turn 4 of 8", page)
    TreeButton(worn, Tree("m", TreeState.NEEDS_WATER), "Letter m", parent=page)
    Portrait(worn, Avatar(), 40, "Mia", parent=page)
    page.show()

    for state in TileState:
        tile.set_state(state, moving=False)
        assert not page.grab().isNull()


def test_a_press_beside_what_is_seen_is_no_press_but_a_finger_may_slip(page: QWidget, qtbot: QtBot) -> None:
    pebble = Pebble(THEME, "home", "Home", parent=page)
    page.show()
    presses = []
    pebble.clicked.connect(lambda: presses.append(1))
    edge = QPoint(round(pebble.seen().right()), _seen_middle(pebble).y())

    QTest.mouseClick(pebble, Qt.MouseButton.LeftButton, NO_KEYS, edge + QPoint(8, 0))
    assert not presses

    QTest.mousePress(pebble, Qt.MouseButton.LeftButton, NO_KEYS, edge - QPoint(5, 0))
    QTest.mouseMove(pebble, edge + QPoint(10, 0))
    QTest.mouseRelease(pebble, Qt.MouseButton.LeftButton, NO_KEYS, edge + QPoint(10, 0))
    assert presses


def test_a_press_on_a_margin_goes_to_whoever_is_seen_there(page: QWidget, qtbot: QtBot) -> None:
    below, above = Pebble(THEME, "home", "Home", parent=page), Pebble(THEME, "play", "Play", parent=page)
    below.stand_at(200, 200)
    above.stand_at(200 + 2 * 46 + 4, 200)  # its margin covers the other's edge
    page.show()
    presses = []
    below.clicked.connect(lambda: presses.append("below"))
    above.clicked.connect(lambda: presses.append("above"))
    place = QPoint(200 + 40, 200)
    assert page.childAt(place) is above

    QTest.mouseClick(above, Qt.MouseButton.LeftButton, NO_KEYS, above.mapFromParent(place))

    assert presses == ["below"]


def test_a_wrong_tile_rests_and_cannot_be_pressed_again(page: QWidget, qtbot: QtBot) -> None:
    tile = LetterTile(Theme.of(), "m", "Letter m", parent=page)
    page.show()
    presses = []
    tile.clicked.connect(lambda: presses.append(1))

    with qtbot.waitSignal(tile.settled, timeout=2000):
        tile.set_state(TileState.NOT_THIS)

    assert tile.state is TileState.RESTING
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton, NO_KEYS, _seen_middle(tile))
    QTest.keyClick(tile, Qt.Key.Key_Return)
    QTest.keyClick(tile, Qt.Key.Key_Space)
    assert not presses


def test_the_right_tile_hops_and_settles(page: QWidget, qtbot: QtBot) -> None:
    tile = PictureTile(Theme.of(), "🍎", "Apple", parent=page)
    page.show()

    with qtbot.waitSignal(tile.settled, timeout=2000):
        tile.set_state(TileState.YES)

    assert tile.state is TileState.YES


def test_a_short_press_of_the_key_asks_and_a_long_one_opens(page: QWidget, qtbot: QtBot) -> None:
    key = GateKey(THEME, "For grown-ups", page)
    page.show()
    told = []
    key.asked.connect(lambda: told.append("asked"))
    key.opened.connect(lambda: told.append("opened"))

    QTest.mouseClick(key, Qt.MouseButton.LeftButton, NO_KEYS, _seen_middle(key))
    assert told == ["asked"]

    QTest.mousePress(key, Qt.MouseButton.LeftButton, NO_KEYS, _seen_middle(key))
    with qtbot.waitSignal(key.opened, timeout=HOLD_MS + 1500):
        pass
    QTest.mouseRelease(key, Qt.MouseButton.LeftButton, NO_KEYS, _seen_middle(key))
    assert told == ["asked", "opened"]

    QTest.keyClick(key, Qt.Key.Key_Return)
    assert told == ["asked", "opened", "asked"]


def test_a_press_given_up_half_way_neither_opens_nor_asks(page: QWidget, qtbot: QtBot) -> None:
    key = GateKey(THEME, "For grown-ups", page)
    page.show()
    told = []
    key.asked.connect(lambda: told.append("asked"))
    key.opened.connect(lambda: told.append("opened"))

    QTest.mousePress(key, Qt.MouseButton.LeftButton, NO_KEYS, _seen_middle(key))
    qtbot.wait(HOLD_MS // 2)
    QTest.mouseRelease(key, Qt.MouseButton.LeftButton, NO_KEYS, _seen_middle(key))

    assert not told


def test_a_tree_stands_with_its_foot_where_it_is_put(page: QWidget) -> None:
    tree = TreeButton(THEME, Tree("m", TreeState.BLOOMED), "Letter m, bloomed", parent=page)

    tree.stand(300, 400, 160, QRectF(230, 240, 140, 160))

    assert tree.pos() + tree.foot().toPoint() == QPoint(300, 400)
    assert tree.seen().translated(tree.pos()) == QRectF(230, 240, 140, 160)


def test_a_tree_that_grows_says_its_new_name_at_once(page: QWidget, qtbot: QtBot) -> None:
    tree = TreeButton(Theme.of(), Tree("m", TreeState.READY), "Letter m, ready", parent=page)
    page.show()
    page.grab()
    studio().wait()

    tree.set_tree(Tree("m", TreeState.GROWING, leaves=1), "Letter m, growing")

    assert tree.accessibleName() == "Letter m, growing"
    qtbot.wait(50)
    assert not page.grab().isNull()


@pytest.mark.parametrize("name", ["", "x" * 10_000, "a" + "\u0301" * 10_000, "مريم " * 500, "A\x00B\nC", "👩‍👩‍👧‍👦" * 300])
@pytest.mark.parametrize("text_size", [0.9, 1.5])
def test_any_name_fits_its_plate(page: QWidget, name: str, text_size: float) -> None:
    friend = FriendButton(Theme.of("light", text_size), Avatar(), name, name, parent=page)
    page.show()

    assert friend.seen().width() < 340
    assert not page.grab().isNull()


def test_pip_sings_for_as_long_as_the_sound(page: QWidget, qtbot: QtBot) -> None:
    pip = Pip(Theme.of(), "Pip", parent=page)
    page.show()
    qtbot.waitUntil(pip.hasFocus)
    quiet = pip.grab().toImage()

    pip.sing(120)
    qtbot.wait(60)
    assert pip.grab().toImage() != quiet
    qtbot.wait(200)
    assert pip.grab().toImage() == quiet


def test_seeds_never_count_more_than_there_are(page: QWidget) -> None:
    seeds = TurnSeeds(THEME, 6, 9, "Done", page)
    page.show()

    assert not seeds.grab().isNull()


def test_a_button_lifts_only_when_the_pointer_is_over_what_is_seen(page: QWidget, qtbot: QtBot) -> None:
    pebble = Pebble(Theme.of(), "home", "Home", parent=page)
    pebble.stand_at(300, 300)
    page.show()

    QTest.mouseMove(pebble, QPoint(2, 2))
    qtbot.wait(20)
    assert not pebble.over
    QTest.mouseMove(pebble, _seen_middle(pebble))
    qtbot.waitUntil(lambda: pebble.over)
