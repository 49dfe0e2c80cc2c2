"""Letter hunt on the screen: among letters and in words, by mouse and by keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.learning.games.rounds import Course
from app.ui.games.letter_hunt import LetterHunt
from app.ui.painting.parts import TileState
from app.ui.playing import sitting as sittings
from app.ui.playing.sitting_page import SittingPage
from app.ui.routes import Route
from tests.support.child_side import LONG, Playhouse, click, key
from tests.ui.test_later_games import answers, course_of, start


@pytest.fixture(autouse=True)
def short_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest after a right answer is for children; a test goes on at once."""
    monkeypatch.setattr(sittings, "REST_MS", 1)


def find_all(house: Playhouse, page: SittingPage, course: Course, by_number: bool = False) -> None:
    for place in course.round.rights:
        house.qtbot.waitUntil(lambda: page.takes_presses, timeout=LONG)
        if by_number:
            key(page.window(), str(place + 1))  # type: ignore[arg-type]  # a window of this program
        else:
            click(page.tiles[place])
    house.qtbot.waitUntil(lambda: course.over, timeout=LONG)


def next_turn(house: Playhouse, page: SittingPage, course: Course) -> None:
    house.qtbot.waitUntil(lambda: page.ended or (page.takes_presses and course_of(page) is not course), timeout=LONG)


@pytest.mark.parametrize(("language", "by_number"), [("en", False), ("en", True), ("ar", False)])
def test_all_letters_are_found_and_only_the_first_of_each_hunt_is_an_answer(playhouse: Playhouse, language: str, by_number: bool) -> None:
    _, page = start(playhouse, Route.LETTER_HUNT, language)
    assert isinstance(page, LetterHunt)
    for turn in range(8):
        course = course_of(page)
        find_all(playhouse, page, course, by_number=by_number and len(course.round.tiles) < 10)
        assert all(page.tiles[place].state is TileState.YES for place in course.round.rights)
        next_turn(playhouse, page, course)
        assert page.sitting is not None
        assert page.sitting.done == turn + 1
    given = answers(playhouse)
    assert len(given) == 8
    assert all(answer.correct and not answer.aided for answer in given)


def test_a_hint_points_at_a_letter_that_is_still_to_be_found(playhouse: Playhouse) -> None:
    window, page = start(playhouse, Route.LETTER_HUNT)
    course = course_of(page)
    first, second = course.round.rights[:2]
    click(page.tiles[first])
    playhouse.qtbot.waitUntil(lambda: page.takes_presses and page.tiles[first].state is TileState.YES, timeout=LONG)
    key(window, Qt.Key.Key_F1)
    assert page.tiles[second].state is TileState.HINT
    wrong = next(place for place in range(len(page.tiles)) if place not in course.round.rights)
    click(page.tiles[wrong])
    assert page.tiles[wrong].state in {TileState.NOT_THIS, TileState.RESTING}
    assert [answer.correct for answer in answers(playhouse)] == [True], "what comes after the first is for joy"


def test_a_hunt_that_is_left_goes_on_with_the_letters_that_rest(playhouse: Playhouse) -> None:
    window, page = start(playhouse, Route.LETTER_HUNT)
    course = course_of(page)
    wrong = next(place for place in range(len(page.tiles)) if place not in course.round.rights)
    click(page.tiles[wrong])
    playhouse.qtbot.waitUntil(lambda: len(answers(playhouse)) == 1 and page.takes_presses, timeout=LONG)
    shown = [tile.letter for tile in page.tiles]
    playhouse.close(window)
    again = playhouse.open()
    playhouse.qtbot.waitUntil(lambda: again.route is Route.HOME, timeout=LONG)
    again.go(Route.LETTER_HUNT, child=playhouse.child.id)
    playhouse.qtbot.waitUntil(lambda: isinstance(again.page, LetterHunt) and again.page.takes_presses, timeout=LONG)
    page = again.page  # type: ignore[assignment]  # seen above
    assert [tile.letter for tile in page.tiles] == shown
    assert [tile.state is TileState.RESTING for tile in page.tiles].count(True) == 1
