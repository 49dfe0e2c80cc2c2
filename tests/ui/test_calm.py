"""A child that needs calm: nothing moves while it plays, whatever the computer is set to, and the next child has it as usual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services import children, settings
from app.services.children import NewChild
from app.services.settings import SettingKey
from app.system.settings import LessMovement
from app.ui.pages.child_home import ChildHome
from app.ui.routes import Route
from tests.support.child_side import LONG, Playhouse

if TYPE_CHECKING:
    from app.learning.ids import ChildId
    from app.ui.window import Window


def home_of(house: Playhouse, window: Window, child: ChildId) -> ChildHome:
    window.go(Route.HOME, child=child)
    house.qtbot.waitUntil(lambda: isinstance(window.page, ChildHome) and window.page.shown, timeout=LONG)
    return house.page(window, ChildHome)


def test_nothing_moves_for_a_child_that_needs_calm_and_only_for_it(playhouse: Playhouse) -> None:
    other = children.add_child(playhouse.desk, NewChild("Leo", languages=("en",))).value
    settings.change(playhouse.desk, playhouse.child.id, SettingKey.CALM, True)
    window = playhouse.open(less_movement=LessMovement.NO)
    home_of(playhouse, window, playhouse.child.id)
    assert window.theme.less_movement
    window.go(Route.LISTEN_AND_FIND, child=playhouse.child.id)
    assert playhouse.turn(window).stage.theme.less_movement
    home_of(playhouse, window, other.id)
    assert not window.theme.less_movement
