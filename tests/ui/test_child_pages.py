"""What holds for every page of the child side, in every size and direction: reachable, large enough, apart, named, quiet when left."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from PySide6.QtCore import QRect

from app.learning.mastery import Game
from app.learning.skills import Status
from app.services import children
from app.services.play import Growth, SittingResult
from app.system.settings import Direction, ThemeChoice
from app.ui.games.explorer import Explorer
from app.ui.games.listen_and_find import ListenAndFind
from app.ui.games.picture_to_letter import PictureToLetter
from app.ui.page import Page
from app.ui.pages.celebration import Celebration
from app.ui.pages.child_home import ChildHome
from app.ui.pages.games import Games
from app.ui.pages.gate import Gate
from app.ui.pages.who import WhoIsPlaying
from app.ui.playing.sitting_page import SittingPage
from app.ui.routes import Route
from app.ui.widgets.child_button import ChildButton
from app.ui.widgets.gate_key import GateKey
from app.ui.widgets.tree_button import TreeButton
from app.ui.window import Window
from tests.support.child_side import LONG, Playhouse, box_of, targets
from tests.support.knowing import knows

SMALLEST = 88
Arrive = Callable[[Playhouse, Window], Page]
SIZES = [(1024, 600), (1280, 800), (1920, 1080), (900, 1100)]


def bloom(house: Playhouse) -> SittingResult:
    grown = Growth(house.child.id, "m", "m", Status.GROWING, Status.BLOOMED, 2, 3)  # type: ignore[arg-type]  # any id will do here
    return SittingResult(house.child.id, house.child.id, Game.LISTEN_AND_FIND, 8, 8, (grown,), (grown,), (), None)  # type: ignore[arg-type]


def home(house: Playhouse, window: Window) -> Page:
    page = house.page(window, ChildHome)
    house.qtbot.waitUntil(lambda: page.shown, timeout=LONG)
    return page


def listening(house: Playhouse, window: Window) -> Page:
    window.go(Route.LISTEN_AND_FIND, child=house.child.id)
    assert isinstance(house.turn(window), ListenAndFind)
    return house.turn(window)


def looking(house: Playhouse, window: Window) -> Page:
    window.go(Route.PICTURE_TO_LETTER, child=house.child.id)
    assert isinstance(house.turn(window), PictureToLetter)
    return house.turn(window)


def sitting(route: Route) -> Arrive:
    """The way to a game that plays with letters that are known."""

    def arrive(house: Playhouse, window: Window) -> Page:
        knows(house.desk, house.child, letters=14)
        window.go(route, child=house.child.id)
        house.qtbot.waitUntil(lambda: isinstance(window.page, SittingPage) and window.page.takes_presses, timeout=LONG)
        assert isinstance(window.page, SittingPage)
        return window.page

    arrive.__name__ = route.value
    return arrive


def choosing(house: Playhouse, window: Window) -> Page:
    knows(house.desk, house.child)
    window.go(Route.GAMES, child=house.child.id)
    page = house.page(window, Games)
    house.qtbot.waitUntil(lambda: len(page.buttons) == len(Game) + 1 and all(each.isVisible() for each in page.buttons), timeout=LONG)
    return page


def exploring(house: Playhouse, window: Window) -> Page:
    window.go(Route.EXPLORER, child=house.child.id)
    page = house.page(window, Explorer)
    house.qtbot.waitUntil(lambda: page.letter is not None, timeout=LONG)
    return page


def celebrating(house: Playhouse, window: Window) -> Page:
    window.go(Route.CELEBRATION, child=house.child.id, result=bloom(house))
    page = house.page(window, Celebration)
    house.qtbot.waitUntil(lambda: len(targets(page)) == 8, timeout=LONG)
    return page


def friends(house: Playhouse, window: Window) -> Page:
    window.go(Route.WHO)
    page = house.page(window, WhoIsPlaying)
    house.qtbot.waitUntil(lambda: len(page.friends) == 1, timeout=LONG)
    return page


def gate(house: Playhouse, window: Window) -> Page:
    window.go(Route.GATE)
    page = house.page(window, Gate)
    house.qtbot.waitUntil(lambda: len(targets(page)) == 11, timeout=LONG)
    return page


LATER = [
    sitting(route)
    for route in (
        Route.ODD_ONE_OUT, Route.LETTER_PAIRS, Route.ALPHABET_TRAIN, Route.LETTER_HUNT, Route.LETTERS_HOME, Route.BUILD_WORD,
    )
]  # fmt: skip
PAGES = [home, listening, looking, *LATER, choosing, exploring, celebrating, friends, gate]


def area(button: ChildButton) -> QRect:
    upper, lower = box_of(button)
    return QRect(upper, lower)


@pytest.mark.parametrize("arrive", PAGES)
@pytest.mark.parametrize("size", SIZES)
def test_every_target_is_large_apart_from_the_others_and_inside_the_window(
    playhouse: Playhouse, arrive: Arrive, size: tuple[int, int]
) -> None:
    window = playhouse.open(*size)
    playhouse.page(window, ChildHome)
    page = arrive(playhouse, window)
    playhouse.whole(page)
    found = targets(page)
    assert len(found) >= 3
    for button in found:
        box = area(button)
        assert window.rect().contains(box), (button.accessibleName(), box)
        if not isinstance(button, GateKey):  # on purpose the only small thing
            assert min(box.width(), box.height()) >= SMALLEST, (button.accessibleName(), box)
    for one, other in combinations(found, 2):
        assert not area(one).intersects(area(other)), (one.accessibleName(), area(one), other.accessibleName(), area(other))


@pytest.mark.parametrize("arrive", PAGES)
def test_whatever_can_have_the_focus_has_a_name_in_words(playhouse: Playhouse, arrive: Arrive) -> None:
    window = playhouse.open()
    playhouse.page(window, ChildHome)
    page = arrive(playhouse, window)
    playhouse.whole(page)
    for button in targets(page):
        assert button.accessibleName().strip(), button


@pytest.mark.parametrize("arrive", PAGES)
@pytest.mark.parametrize("look", [{"direction": Direction.RIGHT}, {"theme": ThemeChoice.DARK}, {"theme": ThemeChoice.CONTRAST}])
def test_every_page_shows_itself_in_every_theme_and_direction(playhouse: Playhouse, arrive: Arrive, look: dict[str, Any]) -> None:
    window = playhouse.open(1024, 600, **look)
    playhouse.page(window, ChildHome)
    page = arrive(playhouse, window)
    playhouse.settle(page)
    picture = window.grab().toImage()
    colours = {picture.pixelColor(x, y).rgb() for x in range(0, 1024, 37) for y in range(0, 600, 29)}
    assert len(colours) > (3 if look.get("theme") is ThemeChoice.CONTRAST else 40)


@pytest.mark.parametrize("arrive", PAGES)
def test_right_to_left_is_the_mirror_of_left_to_right(playhouse: Playhouse, arrive: Arrive) -> None:
    places = []
    for direction in (Direction.LEFT, Direction.RIGHT):
        window = playhouse.open(1280, 800, direction=direction)
        playhouse.page(window, ChildHome)
        page = arrive(playhouse, window)
        playhouse.whole(page)
        places.append({button.accessibleName(): area(button).center().x() for button in targets(page)})
        playhouse.close(window)
    left, right = places
    assert left.keys() == right.keys()
    for name, x in left.items():
        if name.isdecimal():
            assert x == right[name]  # numbers stand as on a telephone everywhere
            continue
        if name.startswith("Place "):
            assert abs(x - right[name]) <= 8  # a word goes as its script does
            continue
        assert abs((1280 - x) - right[name]) <= 8, name


def test_the_smallest_window_still_shows_every_target_without_overlap_on_the_way_home(playhouse: Playhouse) -> None:
    window = playhouse.open(800, 480)
    page = home(playhouse, window)
    for one, other in combinations([each for each in targets(page) if not isinstance(each, TreeButton)], 2):
        assert not area(one).intersects(area(other))


def plays(house: Playhouse, language: str) -> None:
    children.change_child(house.desk, house.child.id, languages=(language,))


def home_stands_right(house: Playhouse, page: Page) -> bool:
    pebble = next(button for button in targets(page) if button.accessibleName() == "Home")
    return area(pebble).center().x() > page.width() / 2


def test_a_game_in_hebrew_begins_on_the_right_and_one_in_hindi_on_the_left(playhouse: Playhouse) -> None:
    sides = {}
    for language in ("he", "hi"):
        plays(playhouse, language)
        window = playhouse.open()
        assert home(playhouse, window).isRightToLeft() == (language == "he")
        game = listening(playhouse, window)
        assert game.isRightToLeft() == (language == "he")
        sides[language] = home_stands_right(playhouse, game)
        playhouse.close(window)
    assert sides["he"] != sides["hi"]


def test_a_bloom_in_arabic_is_celebrated_from_the_right(playhouse: Playhouse) -> None:
    plays(playhouse, "ar")
    window = playhouse.open()
    home(playhouse, window)
    grown = Growth(playhouse.child.id, "م", "م", Status.GROWING, Status.BLOOMED, 2, 3)  # type: ignore[arg-type]  # any id will do here
    result = SittingResult(playhouse.child.id, playhouse.child.id, Game.LISTEN_AND_FIND, 8, 8, (grown,), (grown,), (), None)  # type: ignore[arg-type]  # as above
    window.go(Route.CELEBRATION, child=playhouse.child.id, result=result)
    page = playhouse.page(window, Celebration)
    playhouse.qtbot.waitUntil(page.isRightToLeft, timeout=LONG)


def test_the_direction_of_this_computer_comes_before_that_of_the_language(playhouse: Playhouse) -> None:
    plays(playhouse, "ur")
    for direction in (Direction.LEFT, Direction.RIGHT):
        window = playhouse.open(direction=direction)
        assert listening(playhouse, window).isRightToLeft() == (direction is Direction.RIGHT)
        playhouse.close(window)


def test_pages_without_letters_run_as_the_interface_does(playhouse: Playhouse) -> None:
    plays(playhouse, "fa")
    window = playhouse.open()
    home(playhouse, window)
    assert not gate(playhouse, window).isRightToLeft()
    assert not window.isRightToLeft()
