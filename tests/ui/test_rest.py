"""Time for a rest: after the game and never in its middle, shown and said, over by itself, and a grown-up can let the child go on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from app.learning.care import Due
from app.services import care, settings
from app.services.settings import SettingKey
from app.system.clock import elapsed_ms, now
from app.ui.games.explorer import Explorer
from app.ui.pages.child_home import ChildHome
from app.ui.pages.gate import Gate
from app.ui.pages.rest import Rest
from app.ui.pages.who import WhoIsPlaying
from app.ui.playing import besides
from app.ui.routes import Route
from tests.services.playing import play_for
from tests.support.child_side import LONG, Playhouse, box_of, click, key, targets

if TYPE_CHECKING:
    from app.ui.window import Window


@pytest.fixture(autouse=True)
def nothing_besides() -> None:
    besides.forget()


def at_rest(house: Playhouse, window: Window) -> Rest:
    page = house.page(window, Rest)
    house.qtbot.waitUntil(lambda: page._known is not None, timeout=LONG)
    return page


def tired(house: Playhouse, ago: float = 0.5) -> None:
    play_for(house.desk, house.child.id, 16, now() - timedelta(minutes=ago))


def play_one(house: Playhouse, window: Window) -> None:
    """Press the right tile, and wait for the next turn."""
    page = house.turn(window)
    turn = page.turn
    assert turn is not None
    click(page.tiles[turn.right])
    house.qtbot.waitUntil(lambda: page.turn is not None and page.turn.turn > turn.turn, timeout=LONG)


def test_a_child_that_has_played_for_long_comes_to_rest_and_goes_home(playhouse: Playhouse) -> None:
    tired(playhouse)
    window = playhouse.open()
    page = at_rest(playhouse, window)
    assert page.due is Due.REST
    playhouse.qtbot.waitUntil(lambda: page._pip.waits, timeout=LONG)  # it has yawned
    key(window, Qt.Key.Key_Space)
    playhouse.page(window, WhoIsPlaying)


def test_a_game_that_was_begun_is_played_to_its_end(playhouse: Playhouse) -> None:
    settings.change(playhouse.desk, None, SettingKey.MINUTES, 15)
    play_for(playhouse.desk, playhouse.child.id, 14.5, now() - timedelta(minutes=0.5))
    window = playhouse.open()
    playhouse.page(window, ChildHome)
    window.go(Route.LISTEN_AND_FIND, child=playhouse.child.id)
    for _ in range(3):
        play_one(playhouse, window)
    assert window.route is Route.LISTEN_AND_FIND
    settings.change(playhouse.desk, None, SettingKey.MINUTES, 5)
    playhouse.turn(window).go_home()
    at_rest(playhouse, window)


def test_goodbye_is_said_in_the_childs_language(playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch) -> None:
    tired(playhouse)
    window = playhouse.open()
    heard: list[str] = []
    monkeypatch.setattr(window.speaker, "say", lambda parts, voice: heard.extend(part.text for part in parts))
    at_rest(playhouse, window)
    playhouse.qtbot.waitUntil(lambda: "See you soon!" in heard, timeout=LONG)


def test_a_grown_up_lets_the_child_go_on_by_holding_the_key(playhouse: Playhouse) -> None:
    tired(playhouse)
    window = playhouse.open()
    at_rest(playhouse, window).gate.opened.emit()
    playhouse.page(window, ChildHome)
    assert care.standing(playhouse.desk, playhouse.child.id).due is None


def test_a_grown_up_lets_the_child_go_on_by_the_numbers_and_misses_lead_back(playhouse: Playhouse) -> None:
    tired(playhouse)
    window = playhouse.open()
    at_rest(playhouse, window).gate.asked.emit()
    gate = playhouse.page(window, Gate)
    for _ in range(2):
        for digit in reversed(gate.asked):
            gate.press(digit)
    at_rest(playhouse, window).gate.asked.emit()
    gate = playhouse.page(window, Gate)
    for digit in gate.asked:
        gate.press(digit)
    playhouse.page(window, ChildHome)


def test_when_the_rest_is_over_pip_wakes_and_the_pebble_leads_to_the_grove(playhouse: Playhouse) -> None:
    tired(playhouse)
    window = playhouse.open()
    page = at_rest(playhouse, window)
    settings.change(playhouse.desk, None, SettingKey.MINUTES, 60)
    page.refresh()
    playhouse.qtbot.waitUntil(lambda: page.due is None, timeout=LONG)
    assert not page._pip.waits
    page._on.click()
    playhouse.page(window, ChildHome)


def test_what_is_enough_for_a_day_lasts_until_tomorrow_also_after_a_restart(playhouse: Playhouse) -> None:
    settings.change(playhouse.desk, None, SettingKey.DAILY, 10)
    tired(playhouse, ago=0.5)
    for _ in range(2):
        window = playhouse.open()
        assert at_rest(playhouse, window).due is Due.TOMORROW
        playhouse.close(window)


def test_time_at_the_explorer_counts_though_it_keeps_nothing(playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch) -> None:
    window = playhouse.open()
    playhouse.page(window, ChildHome)
    window.go(Route.EXPLORER, child=playhouse.child.id)
    page = playhouse.page(window, Explorer)
    playhouse.qtbot.waitUntil(lambda: page.letter is not None, timeout=LONG)
    time = [elapsed_ms()]
    monkeypatch.setattr(besides, "elapsed_ms", lambda: time[0])
    for _ in range(34):
        time[0] += 29_000
        key(window, "a")
    assert besides.besides(playhouse.child.id) > timedelta(minutes=16)
    page.go_home()
    assert at_rest(playhouse, window).due is Due.REST


@pytest.mark.parametrize("size", [(1024, 600), (1280, 800), (2560, 1440)])
def test_everything_can_be_pressed_and_is_whole(playhouse: Playhouse, size: tuple[int, int]) -> None:
    tired(playhouse)
    window = playhouse.open(*size)
    page = at_rest(playhouse, window)
    playhouse.settle(page)
    for target in targets(page):
        upper, lower = box_of(target)
        assert upper.x() >= 0 <= upper.y()
        assert lower.x() <= size[0]
        assert lower.y() <= size[1]
        assert target.accessibleName()
