"""A real window on a real database for tests of the grown-up side, and eyes that look for what nobody could use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget

from app.learning.people import GrownUp, Role
from app.services import demo, grown_ups
from app.ui.page import Page
from app.ui.routes import Route
from app.ui.widgets.label import Label
from app.ui.widgets.toast import Toast
from tests.support.child_side import LONG, PASSWORD, Playhouse

if TYPE_CHECKING:
    from app.ui.window import Window

W = TypeVar("W", bound=QWidget)
P = TypeVar("P", bound=Page)


def with_history(house: Playhouse, days: int = 14) -> None:
    """Mia gets a sibling who has played on most of the last days; the house is about that child from now on."""
    planted = demo.plant(house.desk, children=1, days=days, seed=7, among_others=True).value
    house.child = planted.children[0]


def helper(house: Playhouse) -> GrownUp:
    """One more grown-up, who may look and not change."""
    return grown_ups.add_grown_up(house.desk, "Hanna", PASSWORD, Role.HELPER).value


def signed_in(house: Playhouse, width: int = 1280, height: int = 800, who: GrownUp | None = None, **computer: Any) -> Window:
    """A window in which a grown-up (the owner) has signed in."""
    window = house.open(width, height, **computer)
    house.qtbot.waitUntil(lambda: window.route in {Route.WHO, Route.HOME}, timeout=LONG)
    window.tasks.act_as(who.id if who is not None else house.desk.grown_up)
    window.child = house.child.id
    return window


def gone_to(house: Playhouse, window: Window, route: Route, kind: type[P], **facts: object) -> P:
    """A page of the grown-up side, when it has what it asked for."""
    window.go(route, **facts)
    page = house.page(window, kind)
    answered(house, window)
    return page


def answered(house: Playhouse, window: Window) -> None:
    """Wait until everything that was asked and done has been answered, and what follows from it is on the screen."""
    for _ in range(3):
        house.qtbot.waitUntil(lambda: not window.tasks._under_way and not getattr(window.page, "filling", False), timeout=LONG)
        QApplication.processEvents()


def named(root: QWidget, kind: type[W], name: str) -> W:
    """The visible widget of a kind whose name for screen readers begins so."""
    found = [one for one in root.findChildren(kind) if one.isVisible() and one.accessibleName().startswith(name)]
    assert found, f"{name!r} is not among {sorted({one.accessibleName() for one in root.findChildren(kind) if one.isVisible()})}"
    return found[0]


def press(widget: QWidget) -> None:
    """Press a control as a hand does."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()  # what it made is shown


def undo(house: Playhouse, window: Window) -> None:
    """Press Undo in the toast that says what was done."""
    house.qtbot.waitUntil(lambda: any(toast.isVisible() and toast._act for toast in window.findChildren(Toast)), timeout=LONG)
    toast = next(toast for toast in reversed(window.findChildren(Toast)) if toast.isVisible() and toast._act)
    assert toast._act is not None
    press(toast._act)
    answered(house, window)


def controls(root: QWidget) -> list[QWidget]:
    """Everything seen that takes the focus by Tab or by hand."""
    seen = (one for one in root.findChildren(QWidget) if one.isVisible() and not _inner(one))
    return [one for one in seen if one.focusPolicy() != Qt.FocusPolicy.NoFocus]


def _inner(widget: QWidget) -> bool:
    """Parts of Qt's own lists (header, viewport, scroll bars) are named by the list."""
    parent = widget.parentWidget()
    return isinstance(parent, QAbstractItemView | QScrollArea)


def cut_off(control: QWidget) -> str:
    """How a control is cut off by something around it; empty when it is whole. What can be scrolled to is whole."""
    box = QRect(QPoint(0, 0), control.size())
    around = control.parentWidget()
    name = f"{type(control).__name__} {control.accessibleName()!r}"
    if control.width() < control.minimumSizeHint().width() or control.height() < control.minimumSizeHint().height():
        return f"{name} has {control.size().toTuple()}, needs {control.minimumSizeHint().toTuple()}"
    while around is not None:
        there = QRect(control.mapTo(around, QPoint(0, 0)), box.size())
        above = around.parentWidget()
        area = above.parentWidget() if above is not None else None
        if not around.rect().adjusted(-1, -1, 1, 1).contains(there):
            return f"{name} at {there.getRect()} is not inside {type(around).__name__} of {around.size().toTuple()}"
        if above is not None and isinstance(area, QScrollArea) and area.widget() is around:
            left = control.mapTo(above, QPoint(0, 0)).x()
            sideways = left < -1 or left + control.width() > above.width() + 1
            return f"{name} reaches out sideways of what can be seen" if sideways else ""
        around = above
    return ""


def said(root: QWidget) -> str:
    """All words that are shown on a page."""
    return " | ".join(label.text() for label in root.findChildren(Label) if label.isVisible())
