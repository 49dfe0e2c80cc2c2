"""Letters home on the screen: dragged, pressed and pressed, and by keys; with misses, help and a restart."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from app.learning.games.spreads import SpreadCourse
from app.services import children
from app.ui.games.letters_home import LettersHome
from app.ui.pages.child_home import ChildHome
from app.ui.painting.parts import TileState
from app.ui.playing import sitting as sittings
from app.ui.playing.carry_page import CarryPage
from app.ui.routes import Route
from app.ui.widgets.house_tile import HouseTile
from app.ui.widgets.loose_tile import LooseTile
from tests.support.child_side import LONG, Playhouse, click, key
from tests.support.knowing import knows
from tests.ui.test_later_games import answers, ready, start


@pytest.fixture(autouse=True)
def short_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest after a right answer is for children; a test goes on at once."""
    monkeypatch.setattr(sittings, "REST_MS", 1)


def course_of(page: CarryPage) -> SpreadCourse:
    assert page.course is not None
    return page.course


def right_place(page: CarryPage, loose: int) -> int:
    course = course_of(page)
    return next(each for each in course.free if course.fits(loose, each))


def wrong_place(page: CarryPage, loose: int) -> int:
    course = course_of(page)
    return next(each for each in course.free if not course.fits(loose, each) and course.asks(course.move(loose, each)) is not None)


def drag(tile: LooseTile, to: QPointF, let_go: bool = True) -> None:
    """Press, move in steps, let go."""
    start_at = tile.seen().center().toPoint()
    QTest.mousePress(tile, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start_at)
    first = tile.middle()
    for step in (0.1, 0.5, 1.0):
        at = first + (to - first) * step
        QTest.mouseMove(tile, tile.mapFromParent(at.toPoint()))
    if let_go:
        QTest.mouseRelease(tile, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, tile.mapFromParent(to.toPoint()))


def settled(house: Playhouse, page: CarryPage, count: int) -> None:
    house.qtbot.waitUntil(lambda: page.course is None or len(page.course.settled) == count or page.ended, timeout=LONG)


def carry_all(house: Playhouse, page: CarryPage, how: str) -> None:
    """Bring home everything that lies there."""
    course = course_of(page)
    for done, loose in enumerate(course.open, 1):
        house.qtbot.waitUntil(lambda: page.takes_presses, timeout=LONG)
        place = right_place(page, loose)
        if how == "drag":
            drag(page.loose[loose], page.places[place].middle())
        elif how == "press":
            click(page.loose[loose])
            click(page.places[place])
        else:
            key(page.window(), str(loose + 1), str(place + 1))  # type: ignore[arg-type]  # a window of this program
        house.qtbot.waitUntil(lambda course=course, done=done: len(course.settled) == done, timeout=LONG)  # type: ignore[misc]  # its own
    house.qtbot.waitUntil(lambda: page.ended or (page.takes_presses and course_of(page) is not course), timeout=LONG)


@pytest.mark.parametrize(("how", "language"), [("drag", "en"), ("press", "he"), ("keys", "hi")])
def test_a_whole_sitting_is_kept_and_leads_home(playhouse: Playhouse, how: str, language: str) -> None:
    window, page = start(playhouse, Route.LETTERS_HOME, language)
    assert isinstance(page, LettersHome)
    asked = 0
    while not page.ended:
        asked += len(course_of(page).open)
        carry_all(playhouse, page, how)
    given = answers(playhouse)
    assert len(given) == asked
    assert all(answer.correct and not answer.aided and answer.try_number == 1 for answer in given)
    key(window, Qt.Key.Key_Space)
    playhouse.page(window, ChildHome)


def test_a_letter_glides_back_from_a_wrong_house_and_after_two_its_own_glows(playhouse: Playhouse) -> None:
    _, page = start(playhouse, Route.LETTERS_HOME)
    assert isinstance(page, LettersHome)
    lies = page.loose[0].middle()
    for count in (1, 2):
        drag(page.loose[0], page.places[wrong_place(page, 0)].middle())
        playhouse.qtbot.waitUntil(lambda count=count: len(answers(playhouse)) == count and page.takes_presses, timeout=LONG)  # type: ignore[misc]  # its own
        playhouse.qtbot.waitUntil(lambda: (page.loose[0].middle() - lies).manhattanLength() < 3, timeout=LONG)
    home = page.places[right_place(page, 0)]
    assert home.state is TileState.HINT
    drag(page.loose[0], home.middle() + QPointF(20, -10))
    settled(playhouse, page, 1)
    assert isinstance(home, HouseTile)
    playhouse.qtbot.waitUntil(lambda: home.house.lives == course_of(page).spread.asked[0].text, timeout=LONG)
    assert not page.loose[0].isVisible()
    given = [(one.correct, one.try_number, one.aided) for one in answers(playhouse)]
    assert given == [(False, 1, False), (False, 2, False), (True, 3, True)]


def test_a_letter_let_go_on_the_meadow_or_in_its_old_wrong_house_answers_nothing(playhouse: Playhouse) -> None:
    _, page = start(playhouse, Route.LETTERS_HOME)
    assert isinstance(page, LettersHome)
    lies, wrong = page.loose[0].middle(), wrong_place(page, 0)
    drag(page.loose[0], QPointF(page.width() / 2, page.height() - 20))
    playhouse.qtbot.waitUntil(lambda: (page.loose[0].middle() - lies).manhattanLength() < 3, timeout=LONG)
    assert answers(playhouse) == []
    for _ in range(2):
        drag(page.loose[0], page.places[wrong].middle())
        playhouse.qtbot.waitUntil(lambda: page.takes_presses and (page.loose[0].middle() - lies).manhattanLength() < 3, timeout=LONG)
    assert len(answers(playhouse)) == 1


def test_it_says_its_sound_while_it_is_carried_and_its_name_at_home(playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch) -> None:
    _, page = start(playhouse, Route.LETTERS_HOME)
    assert isinstance(page, LettersHome)
    said: list[object] = []
    monkeypatch.setattr(page, "say", lambda words, _voice: said.extend(words))
    letter, home = page.letter_of(0), page.places[right_place(page, 0)].middle()
    drag(page.loose[0], home, let_go=False)
    assert page.loose[0].carried
    assert said == [letter.sound]
    assert [house.expects for house in page.places].index(True) == right_place(page, 0)
    let_go_at = page.loose[0].mapFromParent(home.toPoint())
    QTest.mouseRelease(page.loose[0], Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, let_go_at)
    settled(playhouse, page, 1)
    playhouse.qtbot.waitUntil(lambda: letter.name in said, timeout=LONG)
    assert not any(house.expects for house in page.places)


def test_a_press_chooses_a_letter_and_a_second_one_lets_it_lie(playhouse: Playhouse) -> None:
    window, page = start(playhouse, Route.LETTERS_HOME)
    assert isinstance(page, LettersHome)
    click(page.loose[1])
    assert [tile.chosen for tile in page.loose].index(True) == 1
    chosen = []
    for _ in range(2):
        click(page.loose[0])
        chosen.append(page.chosen)
    key(window, page.loose[1].letter)
    assert [*chosen, page.chosen] == [0, None, 1]
    key(window, Qt.Key.Key_F1)
    assert page.loose[1].state is TileState.HINT
    assert page.places[right_place(page, 1)].state is TileState.HINT
    assert answers(playhouse) == []


def test_what_was_brought_home_is_there_after_a_restart(playhouse: Playhouse) -> None:
    window, page = start(playhouse, Route.LETTERS_HOME, "ar")
    assert isinstance(page, LettersHome)
    click(page.loose[2])
    click(page.places[right_place(page, 2)])
    settled(playhouse, page, 1)
    letters = [tile.letter for tile in page.loose]
    playhouse.close(window)
    again = playhouse.open()
    playhouse.page(again, ChildHome)
    again.go(Route.LETTERS_HOME, child=playhouse.child.id)
    page = ready(playhouse, again)
    assert isinstance(page, LettersHome)
    assert [tile.letter for tile in page.loose] == letters
    assert [tile.isVisible() for tile in page.loose] == [number != 2 for number in range(len(letters))]
    assert [bool(house.house.lives) for house in page.places if isinstance(house, HouseTile)].count(True) == 1


def test_leaving_while_a_letter_is_carried_is_no_answer(playhouse: Playhouse) -> None:
    window, page = start(playhouse, Route.LETTERS_HOME)
    assert isinstance(page, LettersHome)
    tile = page.loose[0]
    QTest.mousePress(tile, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, tile.seen().center().toPoint())
    QTest.mouseMove(tile, tile.seen().center().toPoint() + QPoint(60, -60))
    assert tile.carried
    key(window, Qt.Key.Key_Escape)
    playhouse.page(window, ChildHome)
    assert answers(playhouse) == []


def test_a_keyboard_of_another_script_plays_by_place(playhouse: Playhouse) -> None:
    window, page = start(playhouse, Route.LETTERS_HOME)
    assert isinstance(page, LettersHome)
    key(window, "ж", "ß", "9")
    assert not any(tile.chosen for tile in page.loose)
    page.loose[0].setFocus(Qt.FocusReason.TabFocusReason)
    key(window, Qt.Key.Key_Right)
    assert page.loose[1].hasFocus()
    key(window, Qt.Key.Key_Return, Qt.Key.Key_Up)
    assert page.chosen == 1
    assert any(house.hasFocus() for house in page.places)
    key(window, Qt.Key.Key_Space)
    playhouse.qtbot.waitUntil(lambda: len(answers(playhouse)) == 1, timeout=LONG)


@pytest.mark.parametrize("route", [Route.LETTERS_HOME, Route.LETTER_HUNT, Route.BUILD_WORD])
def test_a_child_whose_name_has_no_letter_of_the_language_plays_all_the_same(playhouse: Playhouse, route: Route) -> None:
    playhouse.child = children.change_child(playhouse.desk, playhouse.child.id, name="李小龍").value
    knows(playhouse.desk, playhouse.child, letters=14)
    window = playhouse.open()
    playhouse.page(window, ChildHome)
    window.go(route, child=playhouse.child.id)
    assert ready(playhouse, window).tiles


def test_a_second_button_and_a_press_beside_it_carry_nothing(playhouse: Playhouse) -> None:
    _, page = start(playhouse, Route.LETTERS_HOME)
    assert isinstance(page, LettersHome)
    tile = page.loose[0]
    QTest.mousePress(tile, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, tile.seen().center().toPoint())
    QTest.mouseMove(tile, tile.seen().center().toPoint() + QPoint(80, 0))
    QTest.mouseRelease(tile, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, tile.seen().center().toPoint())
    QTest.mousePress(tile, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(2, 2))
    QTest.mouseMove(tile, QPoint(90, 90))
    assert not tile.carried
    QTest.mouseRelease(tile, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(90, 90))
    assert page.chosen is None
