"""Build the word on the screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.services import children
from app.system.settings import Direction
from app.ui.games.build_word import BuildWord
from app.ui.pages.child_home import ChildHome
from app.ui.painting.parts import TileState
from app.ui.playing import heard_out
from app.ui.playing import sitting as sittings
from app.ui.routes import Route
from app.ui.widgets.slot_tile import SlotTile
from tests.support.child_side import LONG, Playhouse, click, key
from tests.support.knowing import knows
from tests.ui.test_game_letters_home import course_of, drag
from tests.ui.test_later_games import answers, ready, start


@pytest.fixture(autouse=True)
def short_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rests and long words are for children; a test goes on at once."""
    monkeypatch.setattr(sittings, "REST_MS", 1)
    monkeypatch.setattr(heard_out, "GRACE_MS", 1)
    monkeypatch.setattr(heard_out, "LONGEST_MS", 1)


def begun(house: Playhouse, language: str = "es") -> BuildWord:
    house.child = children.change_child(house.desk, house.child.id, languages=(language,)).value
    knows(house.desk, house.child, letters=18)
    _, page = start(house, Route.BUILD_WORD, language)
    assert isinstance(page, BuildWord)
    return page


def right_letter(page: BuildWord, place: int) -> int:
    course = course_of(page)
    return next(each for each in course.free if course.fits(place, each))


def wrong_letter(page: BuildWord, place: int) -> int:
    course = course_of(page)
    return next(each for each in course.free if not course.fits(place, each) and course.asks(course.move(place, each)) is not None)


@pytest.mark.parametrize(("how", "language"), [("press", "es"), ("drag", "ar"), ("keys", "ko")])
def test_four_words_are_built_kept_and_lead_home(playhouse: Playhouse, how: str, language: str) -> None:
    page = begun(playhouse, language)
    window, asked, words = playhouse.windows[-1], 0, 0
    while not page.ended:
        course = course_of(page)
        words += 1
        for done, place in enumerate(reversed(course.open) if how == "drag" else course.open, 1):
            asked += 1
            playhouse.qtbot.waitUntil(lambda: page.takes_presses, timeout=LONG)
            letter = right_letter(page, place)
            if how == "press":
                click(page.loose[letter])
            elif how == "drag":
                drag(page.loose[letter], page.places[place].middle())
            else:
                key(window, str(letter + 1))
            playhouse.qtbot.waitUntil(lambda course=course, done=done: len(course.settled) == done, timeout=LONG)  # type: ignore[misc]  # its own
        playhouse.qtbot.waitUntil(lambda course=course: page.ended or (page.takes_presses and page.course is not course), timeout=LONG)  # type: ignore[misc]  # its own
    given = answers(playhouse)
    assert (words, len(given)) == (4, asked)
    assert all(answer.correct and not answer.aided and answer.try_number == 1 for answer in given)
    key(window, Qt.Key.Key_Space)
    playhouse.page(window, ChildHome)


def test_a_wrong_letter_comes_back_and_after_two_the_right_one_glows(playhouse: Playhouse) -> None:
    page = begun(playhouse)
    for count in (1, 2):
        letter = wrong_letter(page, 0)
        lay = page.loose[letter].middle()
        click(page.loose[letter])
        playhouse.qtbot.waitUntil(lambda count=count: len(answers(playhouse)) == count and page.takes_presses, timeout=LONG)  # type: ignore[misc]  # its own
        playhouse.qtbot.waitUntil(
            lambda letter=letter, lay=lay: (page.loose[letter].middle() - lay).manhattanLength() < 3, timeout=LONG  # type: ignore[misc]  # its own
        )
    assert page.loose[right_letter(page, 0)].state is TileState.HINT
    click(page.loose[right_letter(page, 0)])
    playhouse.qtbot.waitUntil(lambda: len(course_of(page).settled) == 1 and page.takes_presses, timeout=LONG)
    assert [(one.correct, one.aided) for one in answers(playhouse)] == [(False, False), (False, False), (True, True)]
    slot = page.places[0]
    assert isinstance(slot, SlotTile)
    assert slot.filled
    assert page.following == 1


def test_a_word_is_said_letter_by_letter_and_then_whole(playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch) -> None:
    page = begun(playhouse)
    said: list[tuple[object, ...]] = []
    monkeypatch.setattr(page, "say", lambda words, _voice: said.append(tuple(words)))
    course = course_of(page)
    for done in range(1, len(course.spread.asked) + 1):
        playhouse.qtbot.waitUntil(lambda: page.takes_presses, timeout=LONG)
        click(page.loose[right_letter(page, course.open[0])])
        playhouse.qtbot.waitUntil(lambda done=done: len(course.settled) == done, timeout=LONG)  # type: ignore[misc]  # its own
    word = course.spread.words[0]
    assert word is not None
    sounds = [page.who.pack.letter(tile.letter).sound for tile in course.spread.asked]
    assert (*sounds, word.spoken) in said
    assert (sounds[0],) in said


def test_a_word_goes_on_after_a_restart(playhouse: Playhouse) -> None:
    page = begun(playhouse, "he")
    click(page.loose[right_letter(page, 0)])
    playhouse.qtbot.waitUntil(lambda: len(course_of(page).settled) == 1 and page.takes_presses, timeout=LONG)
    letters = [tile.letter for tile in page.loose]
    window = playhouse.windows[-1]
    playhouse.close(window)
    again = playhouse.open()
    playhouse.page(again, ChildHome)
    again.go(Route.BUILD_WORD, child=playhouse.child.id)
    page_again = ready(playhouse, again)
    assert isinstance(page_again, BuildWord)
    assert [tile.letter for tile in page_again.loose] == letters
    assert [slot.filled for slot in page_again.places if isinstance(slot, SlotTile)].count(True) == 1


@pytest.mark.parametrize(("language", "side", "ascending"), [("es", Direction.RIGHT, True), ("ar", Direction.LEFT, False)])
def test_a_word_is_built_in_the_direction_of_its_script_whatever_side_the_window_begins_on(
    playhouse: Playhouse, language: str, side: Direction, ascending: bool
) -> None:
    begun(playhouse, language)
    window = playhouse.windows[-1]
    window.change_computer(direction=side)
    page = playhouse.page(window, BuildWord)
    playhouse.qtbot.waitUntil(lambda: page.takes_presses, timeout=LONG)
    across = [slot.middle().x() for slot in page.places]
    assert across == sorted(across, reverse=not ascending)
    assert len(across) > 1
