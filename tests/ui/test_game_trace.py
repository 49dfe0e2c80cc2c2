"""A child writes letters: by mouse, by keys, guided and free, with mistakes, help and an interruption; and lines that no hand draws."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from app.learning.games.trace import UNREAD
from app.learning.ids import AttemptId
from app.learning.mastery import Game
from app.services import children, looking, play
from app.system import resources
from app.system.ids import new_id
from app.ui.games.trace import Trace
from app.ui.pages.child_home import ChildHome
from app.ui.playing import sitting as sittings
from app.ui.routes import Route
from app.ui.tracing import hold
from app.ui.window import Window
from tests.support.child_side import LONG, Playhouse, click, key, targets

if TYPE_CHECKING:
    from app.learning.mastery import Attempt


@pytest.fixture(autouse=True)
def short_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest after a right answer is for children; a test goes on at once."""
    monkeypatch.setattr(sittings, "REST_MS", 1)


def hear(house: Playhouse, turns: int = 8) -> None:
    """A whole sitting of listening, so that there are letters to write."""
    begun = play.begin(house.desk, house.child.id, Game.LISTEN_AND_FIND).value
    for _ in range(turns):
        turn = play.next_round(house.desk, begun.play_session)
        assert turn is not None
        play.record_answer(house.desk, play.Answer(AttemptId(new_id()), begun.play_session, turn, 1, turn.right, False, 900))
    play.finish(house.desk, begun.play_session)


def turn_of(house: Playhouse, window: Window) -> Trace:
    house.qtbot.waitUntil(lambda: isinstance(window.page, Trace) and window.page.takes_presses, timeout=LONG)
    assert isinstance(window.page, Trace)
    return window.page


def start(house: Playhouse, **how: object) -> tuple[Window, Trace]:
    hear(house)
    window = house.open(**how)  # type: ignore[arg-type]  # size and settings of the window
    house.page(window, ChildHome)
    window.go(Route.TRACE, child=house.child.id)
    return window, turn_of(house, window)


def answers(house: Playhouse) -> list[Attempt]:
    sessions = looking.recent_sessions(house.desk, house.child.id)
    return [answer for one in sessions if one.game is Game.TRACE for answer in looking.session_answers(house.desk, one.id)]


def draw(page: Trace, lines: list[list[QPointF]]) -> None:
    """Move the pen along lines of the sheet's own px."""
    for line in lines:
        points = [point.toPoint() for point in line]
        QTest.mousePress(page.sheet, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[0])
        for point in points[1:]:
            QTest.mouseMove(page.sheet, point)
        QTest.mouseRelease(page.sheet, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[-1])


def along(page: Trace) -> list[list[QPointF]]:
    """The letter's own lines."""
    assert page.sheet.corridor is not None
    return [[page.sheet.point_on(number, step / 40) for step in range(41)] for number in range(len(page.sheet.corridor.lines))]


def school_hand(page: Trace, letter: str) -> list[list[QPointF]]:
    """The strokes of a schoolbook in a corner of the sheet, smaller than they were shown."""
    corner = page.sheet.box.topLeft() + QPointF(220, 120)
    strokes = json.loads(resources.strokes_text())[letter]
    return [[corner + QPointF(x, y) * 1.5 for x, y in _dense(line)] for line in strokes]


def _dense(line: list[list[float]]) -> list[tuple[float, float]]:
    found = [(line[0][0], line[0][1])]
    for (x0, y0), (x1, y1) in pairwise(line):
        found += [(x0 + (x1 - x0) * step / 8, y0 + (y1 - y0) * step / 8) for step in range(1, 9)]
    return found


def scribble(page: Trace) -> list[list[QPointF]]:
    box = page.sheet.box
    return [[QPointF(box.left() + 60 + step * 9, box.top() + (70 if step % 2 else 330)) for step in range(50)]]


def until_done(house: Playhouse, page: Trace, turns: int) -> None:
    house.qtbot.waitUntil(lambda: page.sitting is not None and page.sitting.done >= turns, timeout=LONG)


def until_still(house: Playhouse, page: Trace) -> None:
    house.qtbot.waitUntil(lambda: not page.sheet.holds or not page.takes_presses, timeout=LONG)


def until_answers(house: Playhouse, count: int) -> None:
    house.qtbot.waitUntil(lambda: len(answers(house)) == count, timeout=LONG)


def write_turn(house: Playhouse, window: Window, done: int) -> None:
    """One turn, guided or free, as it should be."""
    page = turn_of(house, window)
    if page.sheet.guided:
        draw(page, along(page))
    else:
        draw(page, school_hand(page, page.turn.asked if page.turn else ""))
        click(page.done)
    until_done(house, page, done)


def test_a_whole_sitting_by_mouse_is_kept_and_leads_home(playhouse: Playhouse) -> None:
    window, page = start(playhouse)
    assert page.sitting is not None
    turns = page.sitting.turns
    for number in range(turns):
        write_turn(playhouse, window, number + 1)
    playhouse.qtbot.waitUntil(lambda: page.ended, timeout=LONG)
    key(window, Qt.Key.Key_Space)
    playhouse.page(window, ChildHome)
    given = answers(playhouse)
    assert [one.correct for one in given] == [True] * turns
    assert given[0].aided, "a letter that was never written lies on the sheet"
    assert not all(one.aided for one in given), "and comes back to be written freely"
    assert all(one.choices == (one.asked,) for one in given)


def test_a_whole_sitting_by_keys_only(playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hold, "_POINTS_A_TICK", 5.0)
    window, page = start(playhouse)
    assert page.sitting is not None
    turns = page.sitting.turns
    for number in range(turns):
        page = turn_of(playhouse, window)
        page.sheet.setFocus()
        lines = 0
        while page.sitting is not None and page.sitting.done == number and page.takes_presses:
            QTest.keyPress(page.sheet, Qt.Key.Key_Space)
            until_still(playhouse, page)
            QTest.keyRelease(page.sheet, Qt.Key.Key_Space)
            lines += 1
            assert lines < 12
        until_done(playhouse, page, number + 1)
    playhouse.qtbot.waitUntil(lambda: page.ended, timeout=LONG)
    assert all(one.correct and one.aided for one in answers(playhouse)), "who holds Space is led along the letter"


def free_turn(house: Playhouse, window: Window) -> Trace:
    for number in range(8):
        page = turn_of(house, window)
        if not page.sheet.guided:
            return page
        write_turn(house, window, number + 1)
    raise AssertionError("no free turn came")


def test_a_scribble_is_not_the_letter_and_after_two_the_channel_comes(playhouse: Playhouse) -> None:
    window, _ = start(playhouse)
    page = free_turn(playhouse, window)
    before = len(answers(playhouse))
    for count in (1, 2):
        playhouse.qtbot.waitUntil(lambda: page.takes_presses and not page.sheet.strokes, timeout=LONG)
        assert not page.sheet.guided
        draw(page, scribble(page))
        click(page.done)
        until_answers(playhouse, before + count)
    playhouse.qtbot.waitUntil(lambda: page.takes_presses and page.sheet.guided, timeout=LONG)
    done = page.sitting.done if page.sitting else 0
    draw(page, along(page))
    until_done(playhouse, page, done + 1)
    given = answers(playhouse)[before:]
    assert [(one.correct, one.aided, one.try_number) for one in given] == [(False, False, 1), (False, False, 2), (True, True, 3)]
    assert [one.answered for one in given[:2]] == [UNREAD, UNREAD]


def test_help_lays_the_channel_down_and_counts_as_help(playhouse: Playhouse) -> None:
    window, _ = start(playhouse)
    page = free_turn(playhouse, window)
    done = page.sitting.done if page.sitting else 0
    key(window, Qt.Key.Key_F1)
    assert page.sheet.guided
    draw(page, along(page))
    until_done(playhouse, page, done + 1)
    assert answers(playhouse)[-1].aided


def test_outside_the_corridor_nothing_grows_and_lifting_keeps_what_is_done(playhouse: Playhouse) -> None:
    _, page = start(playhouse)
    corridor, lines = page.sheet.corridor, along(page)
    assert corridor is not None
    box = page.sheet.box
    draw(page, [[box.topLeft() + QPointF(8, 8), box.topLeft() + QPointF(60, 12)]])
    assert corridor.share == 0
    assert not page.sheet.strokes
    draw(page, [lines[0][:20]])
    half = corridor.share
    assert 0 < half < 1
    draw(page, [[lines[0][10], box.topLeft() + QPointF(4, 4)]])
    assert corridor.share < 1
    assert corridor.share >= half


def test_the_same_look_on_the_screen_after_the_window_changed_its_size(playhouse: Playhouse) -> None:
    _, page = start(playhouse)
    draw(page, [along(page)[0][:25]])
    before, strokes = page.sheet.corridor.share if page.sheet.corridor else 0, page.sheet.strokes
    page.resize(1024, 600)
    assert page.sheet.strokes == strokes
    assert page.sheet.corridor is not None
    assert page.sheet.corridor.share == before


def test_a_fresh_sheet_can_be_taken(playhouse: Playhouse) -> None:
    window, page = start(playhouse)
    draw(page, [along(page)[0][:20]])
    assert page.sheet.strokes
    key(window, Qt.Key.Key_Delete)
    assert not page.sheet.strokes
    assert page.sheet.corridor is not None
    assert page.sheet.corridor.share == 0


def test_lines_that_no_hand_draws_do_no_harm(playhouse: Playhouse) -> None:
    window, _ = start(playhouse)
    page = free_turn(playhouse, window)
    click(page.done)  # nothing is drawn: nothing is read
    before = len(answers(playhouse))
    middle = page.sheet.box.center()
    draw(page, [[middle]])
    for _ in range(3):
        draw(page, [[QPointF(middle.x() + (step * 37) % 300, middle.y() - (step * 53) % 200) for step in range(3000)]])
    draw(page, [[QPointF(-5000, -5000), QPointF(90_000, 90_000)]])
    assert sum(map(len, page.sheet.strokes)) <= 6_100
    click(page.done)
    playhouse.qtbot.waitUntil(lambda: len(answers(playhouse)) == before + 1, timeout=LONG)
    assert not answers(playhouse)[-1].correct


def test_a_turn_goes_on_after_a_restart_as_guided_as_it_was(playhouse: Playhouse) -> None:
    window, _ = start(playhouse)
    page = free_turn(playhouse, window)
    asked, done = page.turn.asked if page.turn else "", page.sitting.done if page.sitting else 0
    draw(page, scribble(page))
    click(page.done)
    playhouse.qtbot.waitUntil(lambda: not answers(playhouse)[-1].correct, timeout=LONG)
    playhouse.close(window)

    again = playhouse.open()
    home = playhouse.page(again, ChildHome)
    playhouse.qtbot.waitUntil(lambda: home.shown, timeout=LONG)
    home.play()
    page = turn_of(playhouse, again)
    assert page.turn is not None
    assert (page.turn.asked, page.sitting.done if page.sitting else 0) == (asked, done)
    assert not page.sheet.guided
    assert page.sitting is not None
    assert page.sitting.course is not None
    assert page.sitting.course.try_number == 2


@pytest.mark.parametrize("language", ["hi", "es"])
def test_letters_of_every_language_can_be_written(playhouse: Playhouse, language: str) -> None:
    children.change_child(playhouse.desk, playhouse.child.id, languages=(language,))
    window, page = start(playhouse)
    assert page.sheet.guided
    assert page.sheet.can_be_watched == (language == "es")
    write_turn(playhouse, window, 1)
    assert answers(playhouse)[0].correct


def test_strokes_are_watched_without_being_drawn(playhouse: Playhouse) -> None:
    _, page = start(playhouse)
    assert page.watch.isVisible()
    click(page.watch)
    playhouse.qtbot.wait(60)
    assert page.sheet.grab().size().isValid()
    assert not page.sheet.strokes


@pytest.mark.parametrize(("width", "height"), [(1024, 600), (1280, 800), (2560, 1440)])
def test_every_target_is_large_and_apart(playhouse: Playhouse, width: int, height: int) -> None:
    window, _ = start(playhouse, width=width, height=height)
    for page in (turn_of(playhouse, window), free_turn(playhouse, window)):
        middles = [(one.middle(), min(one.seen().width(), one.seen().height())) for one in targets(page) if one is not page.pip]
        for place, (at, size) in enumerate(middles):
            assert size >= 88
            for other, wide in middles[place + 1 :]:
                distance = ((at.x() - other.x()) ** 2 + (at.y() - other.y()) ** 2) ** 0.5
                assert distance >= (size + wide) / 2 + 20, (width, height)
        assert page.sheet.box.height() >= 400
