"""A child plays: by mouse and by keys, with wrong answers and help, with an interruption, without a database for a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt

from app.data.contract import TABLE
from app.data.replica import applying, erasing
from app.learning.games.rounds import Course
from app.learning.ids import AttemptId, ChildId
from app.learning.mastery import Attempt, Game
from app.learning.problems import Problem, Trouble
from app.services import children, looking, play, settings
from app.services.settings import SettingKey
from app.system.ids import new_id
from app.ui.games.listen_and_find import ListenAndFind
from app.ui.games.picture_to_letter import PictureToLetter
from app.ui.pages.child_home import ChildHome
from app.ui.pages.who import WhoIsPlaying
from app.ui.painting.parts import TileState
from app.ui.playing import sitting as sittings
from app.ui.playing import waiting_answer
from app.ui.playing.asking import AskingBubble
from app.ui.playing.game_page import GamePage
from app.ui.routes import Route
from app.ui.speaker import Speaker
from app.ui.window import Window
from tests.support.child_side import LONG, Playhouse, click, key
from tests.support.leaks import ExpectLog

if TYPE_CHECKING:
    from app.services.change import Change
    from app.services.desk import Desk


@pytest.fixture(autouse=True)
def short_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest after a right answer is for children; a test goes on at once."""
    monkeypatch.setattr(sittings, "REST_MS", 1)


def course_of(page: GamePage) -> Course:
    assert page.sitting is not None
    assert page.sitting.course is not None
    return page.sitting.course


def wrong(page: GamePage) -> int:
    course = course_of(page)
    return next(place for place in course.staying if place != course.round.right and place not in course.resting)


def walk_to(window: Window, page: GamePage, place: int) -> None:
    """Go to a tile with the arrow keys."""
    for _ in range(len(page.tiles) + 1):
        here = next((i for i, tile in enumerate(page.tiles) if tile.hasFocus()), -1)
        if here != place:
            key(window, Qt.Key.Key_Right if here < place else Qt.Key.Key_Left)
    assert page.tiles[place].hasFocus()


def until_done(house: Playhouse, page: GamePage, turns: int) -> None:
    house.qtbot.waitUntil(lambda: page.sitting is not None and page.sitting.done >= turns, timeout=LONG)


def until_resting(house: Playhouse, page: GamePage, tiles: int) -> None:
    house.qtbot.waitUntil(lambda: len(course_of(page).resting) == tiles, timeout=LONG)


def answers(house: Playhouse) -> list[Attempt]:
    sessions = looking.recent_sessions(house.desk, house.child.id)
    return [answer for session in sessions for answer in looking.session_answers(house.desk, session.id)]


def start(house: Playhouse, window: Window, route: Route = Route.LISTEN_AND_FIND) -> GamePage:
    house.page(window, ChildHome)
    window.go(route, child=house.child.id)
    return house.turn(window)


@pytest.mark.parametrize(("route", "kind"), [(Route.LISTEN_AND_FIND, ListenAndFind), (Route.PICTURE_TO_LETTER, PictureToLetter)])
def test_a_whole_sitting_by_mouse_is_kept_and_leads_home(playhouse: Playhouse, route: Route, kind: type[GamePage]) -> None:
    window = playhouse.open()
    page = start(playhouse, window, route)
    assert isinstance(page, kind)
    assert page.sitting is not None
    turns = page.sitting.turns
    for _ in range(turns):
        playhouse.turn(window)
        click(page.tiles[course_of(page).round.right])
        playhouse.qtbot.waitUntil(lambda: page.takes_presses or page.sitting is None or page.sitting.done == turns, timeout=LONG)
    playhouse.qtbot.waitUntil(lambda: page.ended, timeout=LONG)
    key(window, Qt.Key.Key_Space)
    playhouse.page(window, ChildHome)
    given = answers(playhouse)
    assert len(given) == turns
    assert all(answer.correct and answer.aided for answer in given), "the window is silent: what is wanted was shown"
    assert looking.recent_sessions(playhouse.desk, playhouse.child.id)[0].finished


def test_a_whole_sitting_by_keys_only(playhouse: Playhouse) -> None:
    window = playhouse.open()
    playhouse.page(window, ChildHome)
    playhouse.qtbot.waitUntil(lambda: cast("ChildHome", window.page).shown, timeout=LONG)
    key(window, Qt.Key.Key_Space)  # the green pebble
    page = playhouse.turn(window)
    assert page.sitting is not None
    turns = page.sitting.turns
    for turn in range(turns):
        playhouse.turn(window)
        right = page.tiles[course_of(page).round.right]
        if turn % 2:  # every other turn by its letter key
            key(window, right.letter)
        else:
            walk_to(window, page, course_of(page).round.right)
            key(window, Qt.Key.Key_Return)
        until_done(playhouse, page, turn + 1)
    playhouse.qtbot.waitUntil(lambda: page.ended, timeout=LONG)
    key(window, Qt.Key.Key_Return)
    playhouse.page(window, ChildHome)
    assert len(answers(playhouse)) == turns


def test_feedback_is_shown_only_after_the_answer_is_kept(playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch) -> None:
    window = playhouse.open()
    page = start(playhouse, window)
    tile = page.tiles[course_of(page).round.right]
    click(tile)
    assert tile.isDown()
    assert tile.state is TileState.REST
    playhouse.qtbot.waitUntil(lambda: tile.state is TileState.YES, timeout=LONG)
    assert len(answers(playhouse)) == 1


def test_presses_while_an_answer_is_on_its_way_are_not_taken(playhouse: Playhouse) -> None:
    window = playhouse.open()
    page = start(playhouse, window)
    right = course_of(page).round.right
    other = wrong(page)
    click(page.tiles[right])
    click(page.tiles[other])
    click(page.tiles[right])
    until_done(playhouse, page, 1)
    playhouse.turn(window)
    assert [answer.correct for answer in answers(playhouse)] == [True]


def test_a_wrong_tile_rests_and_after_two_the_right_one_glows(playhouse: Playhouse) -> None:
    window = playhouse.open()
    page = start(playhouse, window)
    right = page.tiles[course_of(page).round.right]
    for count in (1, 2):
        playhouse.turn(window)
        place = wrong(page)
        click(page.tiles[place])
        until_resting(playhouse, page, count)
        assert page.tiles[place].state in {TileState.NOT_THIS, TileState.RESTING}
        assert (right.state is TileState.HINT) == (count >= 2)
    click(right)
    until_done(playhouse, page, 1)
    assert [answer.aided for answer in answers(playhouse)] == [True, True, True], "the window is silent"


def test_help_can_be_asked_for_by_pebble_and_key(playhouse: Playhouse) -> None:
    window = playhouse.open()
    page = start(playhouse, window)
    key(window, Qt.Key.Key_F1)
    assert page.tiles[course_of(page).round.right].state is TileState.HINT
    click(page.tiles[course_of(page).round.right])
    until_done(playhouse, page, 1)
    assert [answer.aided for answer in answers(playhouse)] == [True]


def test_a_sitting_goes_on_after_a_restart_where_it_stopped(playhouse: Playhouse) -> None:
    window = playhouse.open()
    page = start(playhouse, window)
    click(page.tiles[course_of(page).round.right])
    until_done(playhouse, page, 1)
    playhouse.turn(window)
    missed = wrong(page)
    click(page.tiles[missed])
    playhouse.qtbot.waitUntil(lambda: bool(course_of(page).resting), timeout=LONG)
    before = [tile.letter for tile in page.tiles]
    playhouse.close(window)

    again = playhouse.open()
    home = playhouse.page(again, ChildHome)
    playhouse.qtbot.waitUntil(lambda: home.shown, timeout=LONG)
    home.play()
    page = playhouse.turn(again)
    assert isinstance(page, ListenAndFind)
    assert page.sitting is not None
    assert page.sitting.done == 1
    assert [tile.letter for tile in page.tiles] == before
    assert page.tiles[missed].state is TileState.RESTING
    assert course_of(page).resting == (missed,)


def test_home_goes_on_with_the_other_game_after_one_is_finished(playhouse: Playhouse) -> None:
    begun = play.begin(playhouse.desk, playhouse.child.id, Game.LISTEN_AND_FIND).value
    turn = play.next_round(playhouse.desk, begun.play_session)
    assert turn is not None
    course = Course(turn)
    play.record_answer(playhouse.desk, play.Answer(AttemptId(new_id()), begun.play_session, turn, 1, turn.right, course.aided, 900))
    play.finish(playhouse.desk, begun.play_session)
    window = playhouse.open()
    home = playhouse.page(window, ChildHome)
    playhouse.qtbot.waitUntil(lambda: home.shown, timeout=LONG)
    home.play()
    assert isinstance(playhouse.turn(window), PictureToLetter)


@contextmanager
def database_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Recording fails as it does when the server has gone."""
    kept = play.record_answer

    def fail(desk: Desk, answer: play.Answer) -> Change[play.Feedback]:
        del desk, answer
        raise Problem(Trouble.DATABASE_UNREACHABLE, address="nowhere")

    monkeypatch.setattr(play, "record_answer", fail)
    yield
    monkeypatch.setattr(play, "record_answer", kept)


def test_an_answer_waits_for_a_database_that_is_away_and_is_kept_once(
    playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog
) -> None:
    expect_log("database-unreachable")
    monkeypatch.setattr(waiting_answer, "_AGAIN_MS", (30,))
    window = playhouse.open()
    page = start(playhouse, window)
    tile = page.tiles[course_of(page).round.right]
    with database_away(monkeypatch):
        click(tile)
        playhouse.qtbot.waitUntil(lambda: page.waits, timeout=LONG)
        assert tile.isDown()
        assert tile.state is TileState.REST
        assert answers(playhouse) == []
    playhouse.qtbot.waitUntil(lambda: tile.state is TileState.YES, timeout=LONG)
    assert [answer.correct for answer in answers(playhouse)] == [True]


def test_an_answer_that_waits_is_kept_even_when_the_child_goes_home(
    playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog
) -> None:
    expect_log("database-unreachable")
    monkeypatch.setattr(waiting_answer, "_AGAIN_MS", (30,))
    window = playhouse.open()
    page = start(playhouse, window)
    with database_away(monkeypatch):
        click(page.tiles[course_of(page).round.right])
        playhouse.qtbot.waitUntil(lambda: page.waits, timeout=LONG)
        key(window, Qt.Key.Key_Escape)
        playhouse.page(window, ChildHome)
    playhouse.qtbot.waitUntil(lambda: len(answers(playhouse)) == 1, timeout=LONG)


def test_the_wanted_letter_is_shown_where_nothing_can_be_heard(playhouse: Playhouse) -> None:
    window = playhouse.open()
    page = start(playhouse, window)
    assert page.shows_letter
    bubble = page.findChild(AskingBubble)
    assert isinstance(bubble, AskingBubble)
    assert bubble.letter == course_of(page).round.asked


@pytest.mark.parametrize(("heard", "shown", "aided"), [(False, False, True), (True, False, False), (False, True, False)])
def test_what_is_found_because_it_is_shown_counts_as_helped_unless_a_grown_up_had_it_shown(
    playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch, heard: bool, shown: bool, aided: bool
) -> None:
    monkeypatch.setattr(Speaker, "available", property(lambda _: heard))
    monkeypatch.setattr(Speaker, "say", lambda *_: None)
    monkeypatch.setattr(Speaker, "effect", lambda *_: None)
    settings.change(playhouse.desk, playhouse.child.id, SettingKey.SHOWN, shown)
    window = playhouse.open()
    window.change_computer(volume=0.5)
    page = start(playhouse, window)
    click(page.tiles[course_of(page).round.right])
    until_done(playhouse, page, 1)
    assert [one.aided for one in answers(playhouse)] == [aided]


def test_a_child_in_hindi_plays_with_hindi_letters(playhouse: Playhouse) -> None:
    children.change_child(playhouse.desk, playhouse.child.id, languages=("hi",))
    window = playhouse.open()
    page = start(playhouse, window)
    assert all("\u0900" <= tile.letter[0] <= "\u097f" for tile in page.tiles)
    right = page.tiles[course_of(page).round.right]
    key(window, right.letter)
    until_done(playhouse, page, 1)


def test_a_game_for_a_child_who_is_gone_says_so_and_stays_calm(playhouse: Playhouse, expect_log: ExpectLog) -> None:
    expect_log("not-found")
    window = playhouse.open()
    playhouse.page(window, ChildHome)
    window.go(Route.LISTEN_AND_FIND, child=ChildId(new_id()))
    page = playhouse.page(window, ListenAndFind)
    playhouse.qtbot.waitUntil(lambda: page.waits, timeout=LONG)


def test_a_grown_up_can_have_the_wanted_letter_shown_for_a_child(playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Speaker, "available", property(lambda _: True))
    monkeypatch.setattr(Speaker, "say", lambda *_: None)
    monkeypatch.setattr(Speaker, "effect", lambda *_: None)
    window = playhouse.open()
    page = start(playhouse, window)
    window.change_computer(volume=0.5)
    assert not page.shows_letter
    settings.change(playhouse.desk, playhouse.child.id, SettingKey.SHOWN, True)
    window.go(Route.LISTEN_AND_FIND, child=playhouse.child.id)
    assert playhouse.turn(window).shows_letter


def test_a_child_who_is_erased_on_another_computer_in_mid_game_gets_a_calm_way_out(playhouse: Playhouse, expect_log: ExpectLog) -> None:
    expect_log("not-found")
    window = playhouse.open()
    page = start(playhouse, window)
    with playhouse.desk.database.transaction() as connection:
        applying.begin(connection)
        assert erasing.erase(connection, playhouse.desk.space, TABLE["children"], [playhouse.child.id]) == 1  # type: ignore[arg-type]
    click(page.tiles[course_of(page).round.right])
    playhouse.qtbot.waitUntil(lambda: page.waits, timeout=LONG)
    page.go_home()
    playhouse.page(window, WhoIsPlaying)
