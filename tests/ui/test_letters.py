"""A child's letters: all of them in order, counted and filtered, and the story of the one that is pressed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.learning.ids import ChildId
from app.learning.practice import PracticeDay
from app.services import languages
from app.system.ids import new_id
from app.ui.charts.year import WEEKS, right_first_time, year_of
from app.ui.charts.year_picture import YearPicture
from app.ui.looking.data_table import DataTable
from app.ui.looking.letter_panel import LetterPanel
from app.ui.looking.split import Split
from app.ui.pages.letters import Letters
from app.ui.routes import Route
from app.ui.widgets.buttons import Button
from app.ui.widgets.chip import Chip
from app.ui.widgets.mini_tile import MiniTile
from app.ui.widgets.pressable import Pressable
from app.ui.window import Window
from tests.support.child_side import LONG, Playhouse
from tests.support.grown_up_side import answered, gone_to, named, press, signed_in, with_history

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # tips, offscreen


def letters_of(house: Playhouse, window: Window) -> Letters:
    return gone_to(house, window, Route.LETTERS, Letters, child=house.child.id)


def seen(page: Letters) -> list[str]:
    return [tile._letter for tile in page.findChildren(MiniTile) if tile.isVisible()]


def test_every_letter_is_there_in_the_order_of_the_language(playhouse: Playhouse) -> None:
    with_history(playhouse)
    page = letters_of(playhouse, signed_in(playhouse))
    pack = languages.pack(playhouse.child.languages[0])
    assert [letter.lower() for letter in seen(page)] == [letter.lower for letter in pack.letters]


def test_a_chip_shows_the_letters_of_its_state_and_no_others(playhouse: Playhouse) -> None:
    with_history(playhouse)
    page = letters_of(playhouse, signed_in(playhouse))
    growing = named(page, Chip, "Growing")
    press(growing)
    count = int(growing.text().split()[-1])
    assert len(seen(page)) == count > 0
    page.refresh()
    answered(playhouse, playhouse.windows[0])
    assert len(seen(page)) == count
    press(named(page, Chip, "All"))
    assert len(seen(page)) > 20


def test_the_pressed_letter_tells_its_story_and_escape_goes_back_to_it(playhouse: Playhouse) -> None:
    with_history(playhouse)
    window = signed_in(playhouse)
    page = letters_of(playhouse, window)
    tile = next(tile for tile in page.findChildren(MiniTile) if "growing" in tile.accessibleName())
    press(tile)
    answered(playhouse, window)
    panel = page.findChild(LetterPanel)
    assert panel is not None
    assert panel.accessibleName() in tile.accessibleName()
    assert page.findChildren(Split)[0].beside
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert window.focusWidget() is tile
    playhouse.qtbot.waitUntil(lambda: not [one for one in page.findChildren(LetterPanel) if one.isVisible()], timeout=LONG)


def test_on_a_small_screen_the_story_stands_below_the_letters(playhouse: Playhouse) -> None:
    with_history(playhouse, 4)
    page = letters_of(playhouse, signed_in(playhouse, 1024, 600))
    assert not page.findChildren(Split)[0].beside


def test_a_child_that_has_not_played_is_helped_to_its_first_game(playhouse: Playhouse) -> None:
    window = signed_in(playhouse)
    page = letters_of(playhouse, window)
    press(named(page, Button, "Play the first game"))
    assert window.route is Route.HOME


def test_the_year_is_a_picture_that_speaks_and_a_table(playhouse: Playhouse) -> None:
    with_history(playhouse)
    page = letters_of(playhouse, signed_in(playhouse))
    picture = page.findChildren(YearPicture)[0]
    sentence = picture.accessibleName()
    assert "days of play this year" in sentence
    QTest.keyClick(picture, Qt.Key.Key_End)
    today = picture.accessibleName()
    QTest.keyClick(picture, Qt.Key.Key_Left)
    assert sentence != today != picture.accessibleName()
    press(named(page, Pressable, "Table"))
    table = page.findChildren(DataTable)[0]
    assert table.isVisible()
    assert not picture.isVisible()
    assert f"{table.topLevelItemCount()} days" in sentence


def played(day: date, minutes: float, tries: int = 8, right: int = 6) -> PracticeDay:
    return PracticeDay(ChildId(new_id()), day, tries, right, tries, right, timedelta(minutes=minutes))


def test_the_longer_a_day_the_larger_its_square() -> None:
    today = date(2026, 11, 20)
    days = [played(today - timedelta(days=back), minutes) for back, minutes in enumerate((30, 7, 3, 1))]
    year = year_of(days, today)
    assert [year.size(today - timedelta(days=back)) for back in range(5)] == [4, 3, 2, 1, 0]


def test_every_day_of_the_year_has_one_place_and_no_day_to_come_has_any() -> None:
    today = date(2026, 11, 20)
    year = year_of([], today)
    there = [day for week in range(WEEKS) for weekday in range(7) if (day := year.day(week, weekday))]
    assert there[-1] == today
    assert len(there) == len(set(there)) >= 365
    assert all(year.day(*year.place(day)) == day for day in there)
    assert year.day(0, 7) is None
    assert year.day(-1, 0) is None


def test_right_first_time_counts_the_last_thirty_days() -> None:
    today = date(2026, 11, 20)
    days = [played(today, 5, 10, 9), played(today - timedelta(days=29), 5, 10, 6), played(today - timedelta(days=30), 5, 100, 0)]
    assert right_first_time(days, today).percent == 75
    assert right_first_time([], today).percent is None
