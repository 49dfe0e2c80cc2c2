"""The frame of the grown-up side: the rail beside the page, and whose pages these are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.services import children
from app.services.change import Topic
from app.ui.linking.rail_line import RailLine
from app.ui.painting.brush import Brush
from app.ui.painting.lettering import shown
from app.ui.routes import Route
from app.ui.widgets.rail import Place, Rail
from app.ui.words import tr

if TYPE_CHECKING:
    from app.learning.ids import ChildId
    from app.learning.people import Child
    from app.services.desk import Desk
    from app.ui.page import Page
    from app.ui.window import Window

_OF_A_CHILD = (Route.LETTERS, Route.SKILL_TREE, Route.SESSIONS)
_UNDER = {  # pages that are reached from a place of the rail
    Route.CHILD_EDITOR: Route.CHILDREN, Route.SECRET_SHEET: Route.CHILDREN, Route.TREE_EDITOR: Route.SKILL_TREE,
    Route.VOICES: Route.SETTINGS, Route.PACKS: Route.SETTINGS,
}  # fmt: skip
_MARGIN = 24
_WIDEST = 1440  # px of a page that says nothing else


def _children_and_chosen(desk: Desk, chosen: ChildId | None) -> tuple[tuple[Child, ...], ChildId | None]:
    return children.list_children(desk), None if chosen is None else children.kept_row(desk, chosen)


class Shell(QWidget):
    """Rail and page. The rail's head says whose pages these are and lets one choose another child."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._children: tuple[Child, ...] = ()
        self._page: Page | None = None
        places = [
            Place(Route.CHILDREN, tr("Children"), "people"),
            Place(Route.LETTERS, tr("Letters"), "grid"),
            Place(Route.SKILL_TREE, tr("Skill tree"), "skill-tree"),
            Place(Route.SESSIONS, tr("Last games"), "history"),
            Place(Route.GROWN_UPS, tr("Grown-ups"), "person"),
            Place(Route.SYNC, tr("Sync"), "sync"),
            Place(Route.SETTINGS, tr("Settings"), "sliders"),
            Place(Route.ABOUT, tr("About"), "info"),
        ]
        self._rail = Rail(window.theme, places, Route.CHILDREN, tr("Back to the grove"))
        line = RailLine(window.theme, window.link.state)
        line.clicked.connect(lambda: window.go(Route.SYNC))
        window.link.stated.connect(line.show_state)
        self._rail.foot(line)
        self._rail.follow(window)
        self._rail.gone_to.connect(self._go)
        self._rail.back.connect(window.sign_out)
        self._rail.whose_pressed.connect(self._choose_child)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        self.room = self._room = QVBoxLayout()  # the page, and above it what the window has to say
        self._room.setSpacing(14)
        self._room.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        row.addLayout(self._room, 1)
        self._ask()

    def show_page(self, route: Route, page: Page) -> None:
        """Put a page into the frame; the old one is the window's to delete."""
        if self._page is not None:
            self._room.removeWidget(self._page)
        self._page = page
        self._room.addWidget(page, 1)
        page.show()  # at once: a page that is shown later cannot take the focus now
        self._rail.set_here(_UNDER.get(route, route))
        self._keep_narrow()

    @property
    def rail_width(self) -> int:
        """How wide the rail is, px."""
        return self._rail.width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What a page shows is never pulled wider than it says; the rest is left free on both sides."""
        super().resizeEvent(event)
        self._keep_narrow()

    def _keep_narrow(self) -> None:
        widest = getattr(self._page, "widest", _WIDEST)
        free = max(0, self.width() - self._rail.width() - 2 * _MARGIN - widest) // 2
        self._room.setContentsMargins(_MARGIN + free, _MARGIN, _MARGIN + free, _MARGIN)

    def topics_changed(self, topics: frozenset[Topic]) -> None:
        """The children's names or friends may be others now."""
        if Topic.CHILDREN in topics:
            self._ask()

    def _ask(self) -> None:
        self._window.tasks.ask(self, partial(_children_and_chosen, chosen=self._window.child), self._show_children)

    def _show_children(self, answer: tuple[tuple[Child, ...], ChildId | None]) -> None:
        found, chosen = answer
        self._children = found
        if chosen is not None:
            self._window.child = chosen  # it may have been joined to another, here or elsewhere
        if found and self._window.child not in {child.id for child in found}:
            self._window.child = found[0].id
        self._show_whose()

    def _show_whose(self) -> None:
        whose = next((child for child in self._children if child.id == self._window.child), None)
        if whose is None:
            self._rail.whose.hide()
        else:
            self._rail.show_whose(shown(whose.name, 60), tr("Press to choose"), whose.avatar)

    def _go(self, key: str) -> None:
        route = Route(key)
        if route in _OF_A_CHILD and self._window.child is not None:
            self._window.go(route, child=self._window.child)
        elif route in _OF_A_CHILD:
            self._window.go(Route.CHILDREN)
        else:
            self._window.go(route)

    def _choose_child(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for child in self._children:
            action = QAction(shown(child.name, 60).replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(child.id == self._window.child)
            action.triggered.connect(partial(self._look_at, child))
            menu.addAction(action)
        whose = self._rail.whose
        menu.popup(whose.mapToGlobal(QPoint(0, whose.height() + 4)))

    def _look_at(self, child: Child, _checked: bool = False) -> None:
        self._window.child = child.id
        self._show_whose()
        here = self._window.route
        self._window.go(here if here in _OF_A_CHILD else Route.LETTERS, child=child.id)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper."""
        del event
        with Brush.on(self, self._window.theme) as brush:
            brush.area(0, 0, self.width(), self.height(), "paper")
