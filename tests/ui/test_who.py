"""Who is playing: one or thirty, by hand or by keys, with secret pictures that greet."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt

from app.learning.people import SECRET_PICTURES, Child
from app.services import children, settings
from app.services.children import NewChild
from app.services.settings import SettingKey
from app.ui.grove.friend_grid import SMALLEST, cell, friend_grid
from app.ui.grove.secret_paper import nine_pictures
from app.ui.pages.child_home import ChildHome
from app.ui.pages.gate import Gate
from app.ui.pages.who import WhoIsPlaying
from app.ui.painting.parts import TileState
from app.ui.routes import Route
from app.ui.window import Window
from tests.support.child_side import LONG, Playhouse, click, key


def many(house: Playhouse, names: list[str]) -> None:
    for name in names:
        children.add_child(house.desk, NewChild(name))


def friends_of(house: Playhouse, window: Window, count: int) -> WhoIsPlaying:
    page = house.page(window, WhoIsPlaying)
    house.qtbot.waitUntil(lambda: len(page.friends) == count, timeout=LONG)
    return page


def test_an_only_child_comes_home_at_once_and_several_say_who_they_are(playhouse: Playhouse) -> None:
    window = playhouse.open()
    playhouse.page(window, ChildHome)
    playhouse.close(window)
    many(playhouse, ["Leo"])
    window = playhouse.open()
    page = friends_of(playhouse, window, 2)
    playhouse.qtbot.waitUntil(page.friends[0].isVisible, timeout=LONG)
    click(page.friends[0])
    playhouse.page(window, ChildHome)
    assert window.child is not None


def test_a_letter_key_goes_to_the_friend_whose_name_begins_with_it_on_any_page(playhouse: Playhouse) -> None:
    many(playhouse, [f"Kim {number:02}" for number in range(30)] + ["Zoë"])
    window = playhouse.open(1024, 600)
    page = playhouse.page(window, WhoIsPlaying)
    playhouse.qtbot.waitUntil(lambda: len(page.friends) > 3, timeout=LONG)
    assert len(page.friends) < 31
    key(window, "z")
    assert [friend.accessibleName() for friend in page.friends if friend.hasFocus()] == ["Zoë"]
    key(window, Qt.Key.Key_Return)
    home = playhouse.page(window, ChildHome)
    assert home.title


@pytest.mark.parametrize("count", [1, 2, 5, 9, 31])
@pytest.mark.parametrize(("width", "height", "unit"), [(776, 524, 1.0), (980, 724, 1.0), (3390, 2046, 1.5), (388, 500, 1.0)])
def test_friends_stand_apart_and_inside_their_area(count: int, width: float, height: float, unit: float) -> None:
    area = QRectF(100, 40, width, height)
    grid = friend_grid(area, count, unit)
    wide, high = cell(grid.radius)
    assert grid.radius >= SMALLEST
    assert len(grid.middles) == grid.room
    boxes = [QRectF(middle.x() - wide / 2, middle.y() - high / 2, wide, high) for middle in grid.middles]
    for box in boxes:
        assert area.adjusted(-1, -1, 1, 1).contains(box)
    for index, box in enumerate(boxes):
        assert not any(box.intersects(other) for other in boxes[:index])


def with_secret(house: Playhouse, window: Window) -> tuple[WhoIsPlaying, Child]:
    settings.change(house.desk, None, SettingKey.SECRETS, True)
    child = children.give_secret(house.desk, house.child.id).value
    page = house.page(window, ChildHome)
    del page
    window.go(Route.WHO)
    who = friends_of(house, window, 1)
    house.qtbot.waitUntil(who.friends[0].isVisible, timeout=LONG)
    click(who.friends[0])
    assert who.paper is not None
    return who, child


def test_the_three_pictures_in_order_open_the_grove(playhouse: Playhouse) -> None:
    window = playhouse.open(1024, 600)
    page, child = with_secret(playhouse, window)
    assert page.paper is not None
    assert child.secret is not None
    tiles = {tile.picture: tile for tile in page.paper.tiles}
    for number in child.secret:
        click(tiles[SECRET_PICTURES[number]])
    playhouse.page(window, ChildHome)


def test_after_two_misses_the_next_picture_glows(playhouse: Playhouse) -> None:
    window = playhouse.open()
    page, child = with_secret(playhouse, window)
    assert page.paper is not None
    assert child.secret is not None
    wanted = SECRET_PICTURES[child.secret[0]]
    others = [tile for tile in page.paper.tiles if tile.picture != wanted]
    right = next(tile for tile in page.paper.tiles if tile.picture == wanted)
    click(others[0])
    states = [right.state]
    click(others[1])
    assert [*states, right.state] == [TileState.REST, TileState.HINT]
    key(window, Qt.Key.Key_Escape)
    assert page.paper is None


def test_the_nine_pictures_hold_the_three_and_stay_where_they_are(playhouse: Playhouse) -> None:
    child = children.give_secret(playhouse.desk, playhouse.child.id).value
    assert child.secret is not None
    shown = nine_pictures(child)
    assert len(set(shown)) == 9
    assert set(child.secret) <= set(shown)
    assert shown == nine_pictures(child)


def test_adding_a_child_goes_through_the_gate(playhouse: Playhouse) -> None:
    window = playhouse.open()
    playhouse.page(window, ChildHome)
    window.go(Route.WHO)
    page = friends_of(playhouse, window, 1)
    playhouse.qtbot.waitUntil(lambda: page.new_friend is not None and page.new_friend.isVisible(), timeout=LONG)
    assert page.new_friend is not None
    click(page.new_friend)
    playhouse.page(window, Gate)
