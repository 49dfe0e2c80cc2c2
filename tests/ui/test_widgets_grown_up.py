"""The widgets of the grown-up side: 40 px, named, elided and never burst, and everything by keyboard."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.learning.people import Avatar
from app.ui import fonts
from app.ui.painting.pictures import forget_all
from app.ui.painting.tree_state import TreeState
from app.ui.theme import Theme
from app.ui.widgets import toast as toasts
from app.ui.widgets.banner import Banner
from app.ui.widgets.buttons import ClayButton, PlainButton, PrimaryButton, QuietButton, SoftButton
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip, StateMark
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.fields import PasswordField, SearchBox, SelectBox, TextField
from app.ui.widgets.figures import Bar
from app.ui.widgets.focus_ring import FocusRing
from app.ui.widgets.label import Label
from app.ui.widgets.mini_tile import MiniTile
from app.ui.widgets.pressable import Pressable
from app.ui.widgets.rail import Place, Rail
from app.ui.widgets.switches import Segments, Switch
from app.ui.widgets.toast import Toast
from app.ui.widgets.top_bar import TopBar
from app.ui.widgets.wordmark import LettergroveMark

PLACES = [Place("letters", "Letters", "grid"), Place("settings", "Settings", "sliders")]
ENDLESS = ["x" * 10_000, "a" + "\u0301" * 10_000, "مريم " * 2_000, "A\x00B\nC", "हिन्दी और English", "👩‍👩‍👧‍👦" * 300]
CONTROLS: dict[str, Callable[[Theme], QWidget]] = {
    "primary": lambda theme: PrimaryButton(theme, "Back up now", "upload"),
    "soft": lambda theme: SoftButton(theme, "Plan"),
    "plain": lambda theme: PlainButton(theme, "", "print", "Print"),
    "quiet": lambda theme: QuietButton(theme, "Later"),
    "clay": lambda theme: ClayButton(theme, "Connect again"),
    "switch": lambda theme: Switch(theme, "Sounds", True),
    "field": lambda theme: TextField(theme, "Name", "Mia"),
    "password": lambda theme: PasswordField(theme, "Password", "Show password"),
    "search": lambda theme: SearchBox(theme, "Find a letter", "Find a letter"),
    "select": lambda theme: SelectBox(theme, "Language", "globe"),
    "chip": lambda theme: Chip(theme, "Bloomed 6", state=TreeState.BLOOMED, pressable=True),
    "mini tile": lambda theme: MiniTile(theme, "m", TreeState.GROWING, "Letter m, growing", 0.4),
}


@pytest.fixture(autouse=True)
def _fresh(qapp: QApplication) -> Iterator[None]:
    fonts.add_application_fonts()
    yield
    forget_all()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    page.resize(1280, 800)
    qtbot.addWidget(page)
    return page


@pytest.fixture
def sheet(page: QWidget) -> QWidget:
    """A part of the page with a layout: the offscreen screen grumbles when a window itself has a smallest size."""
    sheet = QWidget(page)
    sheet.resize(1280, 800)
    return sheet


@pytest.mark.parametrize("size", [0.9, 1.0, 1.5])
@pytest.mark.parametrize("make", CONTROLS.values(), ids=CONTROLS.keys())
def test_a_control_is_forty_high_named_and_takes_the_focus(page: QWidget, make: Callable[[Theme], QWidget], size: float) -> None:
    control = make(Theme.of("light", size))
    control.setParent(page)
    page.show()

    assert control.sizeHint().height() >= 40
    assert QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)
    assert control.focusPolicy() != Qt.FocusPolicy.NoFocus
    assert control.focus_shape().boundingRect().isValid()  # type: ignore[attr-defined]  # every control of ours has one


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_everything_can_be_painted_in_every_theme_and_direction(
    page: QWidget, sheet: QWidget, theme: str, direction: Qt.LayoutDirection
) -> None:
    worn = Theme.of(theme)
    page.setLayoutDirection(direction)
    column = QVBoxLayout(sheet)
    for make in CONTROLS.values():
        column.addWidget(make(worn))
    for state in TreeState:
        column.addWidget(StateMark(worn, state, state))
    column.addWidget(EmptyState(worn, "Nothing", "Yet", "Add"))
    for part in (Bar(worn, 0.5, "Half"), LettergroveMark(worn)):
        column.addWidget(part)
    column.addWidget(Banner(worn, "hand", "Someone", "is needed", "clay", "Go", "Close"))
    page.show()

    assert not page.grab().isNull()


@pytest.mark.parametrize("text", ENDLESS)
def test_no_text_bursts_a_layout(page: QWidget, sheet: QWidget, text: str) -> None:
    theme = Theme.of("light", 1.5)
    row = QHBoxLayout(sheet)
    field = TextField(theme, "Name")
    field.setText(text)
    box = SelectBox(theme, "Whose")
    box.addItem(text)
    card = Card(theme, text, text)
    labels = (Label(theme, text), Label(theme, text, wrap=True))
    for part in (PlainButton(theme, text), *labels, Chip(theme, text), field, box, card):
        row.addWidget(part)
    TopBar(theme, text, text).setParent(page)
    page.show()

    assert sheet.minimumSizeHint().width() <= 1280
    assert sheet.minimumSizeHint().height() <= 800
    assert not page.grab().isNull()


@pytest.mark.parametrize("size", [0.9, 1.0, 1.25, 1.5])
@pytest.mark.parametrize("label", ["Back up now", "Sicherungskopie anlegen", "अभी बैकअप लें"])
def test_a_label_fits_its_button_at_every_text_size(page: QWidget, size: float, label: str) -> None:
    theme = Theme.of("light", size)
    button = PrimaryButton(theme, label, "upload")
    button.setParent(page)
    button.resize(button.sizeHint())

    metrics = theme.metrics("label", label)
    assert button.width() >= metrics.horizontalAdvance(label) + 20 + 8
    assert button.height() >= metrics.height()
    assert button.toolTip() == ""


def test_an_elided_label_is_whole_in_its_tip(page: QWidget) -> None:
    label = Label(Theme.of(), "A name that is far too long for its place", parent=page)
    page.show()
    label.resize(60, 30)

    assert label.toolTip() == label.text()
    label.resize(600, 30)
    assert label.toolTip() == ""


def test_a_paragraph_grows_downwards(page: QWidget) -> None:
    label = Label(Theme.of(), "word " * 60, wrap=True, parent=page)

    assert label.heightForWidth(200) > label.heightForWidth(600) > label.heightForWidth(100_000)


def test_the_ring_follows_the_focus_and_goes_with_it(page: QWidget, qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme.of()
    theme.dress(qapp)
    theme.dress(qapp)
    first, second = PlainButton(theme, "One", parent=page), PlainButton(theme, "Two", parent=page)
    second.move(300, 300)
    page.show()
    page.activateWindow()

    def rings() -> list[QWidget]:
        return [child for child in page.children() if isinstance(child, QWidget) and child not in (first, second) and child.isVisible()]

    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    assert [ring.geometry() for ring in rings()] == [first.geometry().adjusted(-5, -5, 5, 5)]
    second.setFocus()
    second.move(320, 310)
    assert [ring.geometry() for ring in rings()] == [second.geometry().adjusted(-5, -5, 5, 5)]
    second.hide()  # the focus goes on to the first
    assert [ring.geometry() for ring in rings()] == [first.geometry().adjusted(-5, -5, 5, 5)]
    first.hide()
    assert rings() == []
    assert len(qapp.findChildren(FocusRing)) == 1


def test_segments_are_chosen_by_arrows_in_the_direction_of_the_layout(page: QWidget, qtbot: QtBot) -> None:
    segments = Segments(Theme.of(), ("Week", "Month", "Year"), 1, "Time", parent=page)
    page.show()
    told: list[int] = []
    segments.chosen.connect(told.append)

    QTest.keyClick(segments, Qt.Key.Key_Right)
    QTest.keyClick(segments, Qt.Key.Key_Right)  # there is nothing behind the last
    segments.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    QTest.keyClick(segments, Qt.Key.Key_Right)

    assert told == [2, 1]
    assert segments.place() == 1


def test_on_and_off_by_mouse_and_key(page: QWidget, qtbot: QtBot) -> None:
    mark = Switch(Theme.of(), "Sounds", parent=page)
    page.show()

    QTest.mouseClick(mark, Qt.MouseButton.LeftButton)
    assert mark.isChecked()
    QTest.keyClick(mark, Qt.Key.Key_Space)
    assert not mark.isChecked()
    QTest.keyClick(mark, Qt.Key.Key_Return)
    assert mark.isChecked()


def test_a_password_is_hidden_until_its_eye_is_pressed(page: QWidget, qtbot: QtBot) -> None:
    field = PasswordField(Theme.of(), "Password", "Show password", parent=page)
    page.show()
    assert field.echoMode() == QLineEdit.EchoMode.Password
    eye = next(child for child in field.findChildren(QWidget) if child.accessibleName() == "Show password")

    QTest.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    QTest.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert field.echoMode() == QLineEdit.EchoMode.Password


def test_a_search_is_cleared_by_its_cross(page: QWidget, qtbot: QtBot) -> None:
    field = SearchBox(Theme.of(), "Find", clear_name="Clear", parent=page)
    page.show()
    field.setText("sh")
    cross = next(child for child in field.findChildren(QWidget) if child.accessibleName() == "Clear")

    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)

    assert field.text() == ""
    assert not cross.isVisible()


def test_a_field_takes_the_font_of_what_is_written(page: QWidget) -> None:
    field = TextField(Theme.of(), "Name", parent=page)

    field.setText("मीना")

    assert field.font().families()[0] == "Noto Sans Devanagari"


def test_the_rail_folds_with_its_window_and_keeps_its_names(page: QWidget, qtbot: QtBot) -> None:
    rail = Rail(Theme.of(), PLACES, "letters", "Back to the grove", page)
    rail.show_whose("Mia", "English letters", Avatar())
    rail.follow(page)
    page.show()
    assert rail.width() == 224

    page.resize(1024, 600)
    qtbot.waitUntil(lambda: rail.width() == 72)

    tips = {button.toolTip() for button in rail.findChildren(Pressable)}
    assert {"Letters", "Settings", "Back to the grove"} <= tips


def test_the_rail_says_where_to_go(page: QWidget, qtbot: QtBot) -> None:
    rail = Rail(Theme.of(), PLACES, "letters", "Back to the grove", page)
    page.show()
    rail.resize(224, 700)
    told: list[str] = []
    rail.gone_to.connect(told.append)
    rail.back.connect(lambda: told.append("back"))

    for name in ("Settings", "Back to the grove"):
        button = next(child for child in rail.findChildren(QWidget) if child.accessibleName() == name)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert told == ["settings", "back"]


def test_a_toast_goes_by_itself(page: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toasts, "TOAST_STAYS_MS", 50)
    page.show()
    toast = Toast(Theme.of(), "Backed up and checked")

    with qtbot.waitSignal(toast.gone, timeout=3000):
        toast.appear(page)


def test_a_toast_waits_while_its_act_has_the_focus(page: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toasts, "TOAST_STAYS_MS", 50)
    page.show()
    toast = Toast(Theme.of(), "Set m and d for 3", "Undo")
    toast.appear(page)
    act = next(child for child in toast.findChildren(QWidget) if child.accessibleName() == "Undo")
    QApplication.sendEvent(act, QEvent(QEvent.Type.FocusIn))
    told = []
    toast.acted.connect(lambda: told.append("acted"))
    toast.gone.connect(lambda: told.append("gone"))

    qtbot.wait(300)
    assert told == []

    with qtbot.waitSignal(toast.gone, timeout=3000):
        QTest.mouseClick(act, Qt.MouseButton.LeftButton)
    assert told == ["acted", "gone"]


def test_with_less_movement_a_toast_stays_until_it_is_closed(page: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toasts, "TOAST_STAYS_MS", 10)
    page.show()
    toast = Toast(Theme.of(less_movement=True), "Done", close_name="Close")
    toast.appear(page)
    qtbot.wait(100)
    assert toast.isVisible()

    with qtbot.waitSignal(toast.gone, timeout=2000):
        close = next(child for child in toast.findChildren(QWidget) if child.accessibleName() == "Close")
        QTest.mouseClick(close, Qt.MouseButton.LeftButton)


def test_a_toast_keeps_inside_a_narrow_window(page: QWidget) -> None:
    page.resize(420, 300)
    page.show()
    toast = Toast(Theme.of(), "x" * 10_000, "Undo")
    toast.appear(page)

    assert page.rect().adjusted(0, 0, 20, 20).contains(toast.geometry())
    act = next(child for child in toast.findChildren(QWidget) if child.accessibleName() == "Undo")
    assert toast.rect().contains(act.geometry())
    assert toast.childAt(act.geometry().center()) is act
    toast.leave()
    assert page.childAt(QPoint(5, 5)) is None


def test_chips_that_are_no_filters_take_no_focus(page: QWidget) -> None:
    chip = Chip(Theme.of(), "Ready 1", state=TreeState.READY, parent=page)

    assert chip.focusPolicy() == Qt.FocusPolicy.NoFocus
