"""The games that play with letters that are known, on the screen: by mouse and by keys, with misses, help and a restart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.learning.games.rounds import Course
from app.learning.mastery import Game
from app.services import children, looking
from app.system.settings import Direction
from app.ui.games.alphabet_train import AlphabetTrain
from app.ui.games.explorer import Explorer
from app.ui.games.letter_pairs import LetterPairs
from app.ui.games.odd_one_out import OddOneOut
from app.ui.pages.child_home import ChildHome
from app.ui.pages.games import Games
from app.ui.painting.parts import TileState
from app.ui.playing import sitting as sittings
from app.ui.playing.game_page import GamePage
from app.ui.playing.sitting_page import SittingPage
from app.ui.playing.train import Train
from app.ui.routes import Route
from app.ui.window import Window
from tests.support.child_side import LONG, Playhouse, click, key
from tests.support.knowing import knows

if TYPE_CHECKING:
    from app.learning.letters import Spoken
    from app.learning.mastery import Attempt


@pytest.fixture(autouse=True)
def short_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest after a right answer is for children; a test goes on at once."""
    monkeypatch.setattr(sittings, "REST_MS", 1)


def start(house: Playhouse, route: Route, language: str = "en") -> tuple[Window, SittingPage]:
    if language != "en":
        house.child = children.change_child(house.desk, house.child.id, languages=(language,)).value
    knows(house.desk, house.child)
    window = house.open()
    house.page(window, ChildHome)
    window.go(route, child=house.child.id)
    return window, ready(house, window)


def ready(house: Playhouse, window: Window) -> SittingPage:
    house.qtbot.waitUntil(lambda: isinstance(window.page, SittingPage) and window.page.takes_presses, timeout=LONG)
    assert isinstance(window.page, SittingPage)
    return window.page


def until_done(house: Playhouse, page: SittingPage, turns: int) -> None:
    house.qtbot.waitUntil(lambda: page.sitting is not None and page.sitting.done >= turns, timeout=LONG)
    house.qtbot.waitUntil(lambda: page.takes_presses or page.ended, timeout=LONG)


def course_of(page: SittingPage) -> Course:
    assert page.sitting is not None
    assert page.sitting.course is not None
    return page.sitting.course


def answers(house: Playhouse) -> list[Attempt]:
    sessions = looking.recent_sessions(house.desk, house.child.id)
    return [answer for session in sessions for answer in looking.session_answers(house.desk, session.id)]


def go_to(window: Window, page: SittingPage, place: int) -> None:
    """Go to a tile with the Tab key."""
    for _ in range(len(page.tiles) + 6):
        if page.tiles[place].hasFocus():
            return
        key(window, Qt.Key.Key_Tab)
    raise AssertionError(place)


@pytest.mark.parametrize(("route", "kind"), [(Route.ODD_ONE_OUT, OddOneOut), (Route.ALPHABET_TRAIN, AlphabetTrain)])
@pytest.mark.parametrize("language", ["en", "hi"])
def test_a_whole_sitting_by_mouse_is_kept_and_leads_home(playhouse: Playhouse, route: Route, kind: type[GamePage], language: str) -> None:
    window, page = start(playhouse, route, language)
    assert isinstance(page, kind)
    turns = page.sitting.turns if page.sitting else 0
    for turn in range(turns):
        click(page.tiles[course_of(page).round.right])
        until_done(playhouse, page, turn + 1)
    playhouse.qtbot.waitUntil(lambda: page.ended, timeout=LONG)
    key(window, Qt.Key.Key_Space)
    playhouse.page(window, ChildHome)
    given = answers(playhouse)
    assert len(given) == turns == 8
    assert all(answer.correct for answer in given)
    assert {answer.aided for answer in given} == {route is Route.ALPHABET_TRAIN}, "the window is silent: what is asked by ear was shown"


@pytest.mark.parametrize("route", [Route.ODD_ONE_OUT, Route.ALPHABET_TRAIN])
def test_a_whole_sitting_by_keys_with_a_miss_in_every_turn(playhouse: Playhouse, route: Route) -> None:
    window, page = start(playhouse, route)
    for turn in range(8):
        course = course_of(page)
        missed = next(place for place in range(len(page.tiles)) if place != course.round.right)
        go_to(window, page, missed)
        key(window, Qt.Key.Key_Return)
        playhouse.qtbot.waitUntil(lambda course=course: bool(course.resting), timeout=LONG)  # type: ignore[misc]  # the turn's own course
        playhouse.qtbot.waitUntil(lambda: page.takes_presses, timeout=LONG)
        assert page.tiles[missed].state in {TileState.NOT_THIS, TileState.RESTING}
        go_to(window, page, course.round.right)
        key(window, Qt.Key.Key_Space)
        until_done(playhouse, page, turn + 1)
    playhouse.qtbot.waitUntil(lambda: page.ended, timeout=LONG)
    assert [answer.correct for answer in answers(playhouse)] == [False, True] * 8


@pytest.mark.parametrize("route", [Route.ODD_ONE_OUT, Route.LETTER_PAIRS, Route.LETTERS_HOME, Route.LETTER_HUNT])
def test_what_is_asked_is_said_slower_when_it_is_said_again(
    playhouse: Playhouse, route: Route, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, page = start(playhouse, route)
    said: list[tuple[Spoken, ...]] = []
    monkeypatch.setattr(page.stage.speaker, "say", lambda words, _voice: said.append(tuple(words)))
    page.repeat()
    first = said[-1]
    key(window, Qt.Key.Key_F5)
    assert said[-1] == first
    assert all(word.slowly for word in said[-1])


def test_the_right_letter_gets_on_the_train_and_says_its_name(playhouse: Playhouse) -> None:
    _, page = start(playhouse, Route.ALPHABET_TRAIN)
    assert isinstance(page, AlphabetTrain)
    question, train = course_of(page).round, page.findChild(Train)
    assert isinstance(train, Train)
    assert "an empty waggon" in train.accessibleName()
    click(page.tiles[question.right])
    full = "Train: " + ", ".join(text or question.asked for text in question.row)
    playhouse.qtbot.waitUntil(lambda: train.accessibleName() == full, timeout=LONG)
    letter = page.who.pack.letter(question.tiles[question.right].letter)
    assert page.praise(letter) == (letter.name,)


def test_odd_one_out_goes_on_after_a_restart_with_the_tiles_that_rest(playhouse: Playhouse) -> None:
    window, page = start(playhouse, Route.ODD_ONE_OUT)
    wrong = [place for place in range(4) if place != course_of(page).round.right][:2]
    for count, place in enumerate(wrong, 1):
        click(page.tiles[place])
        playhouse.qtbot.waitUntil(lambda count=count: len(course_of(page).resting) == count, timeout=LONG)  # type: ignore[misc]  # as above
        playhouse.qtbot.waitUntil(lambda: page.takes_presses, timeout=LONG)
    assert page.tiles[course_of(page).round.right].state is TileState.HINT
    playhouse.close(window)
    again = playhouse.open()
    home = playhouse.page(again, ChildHome)
    playhouse.qtbot.waitUntil(lambda: home.shown, timeout=LONG)
    home.play()
    page = ready(playhouse, again)
    assert isinstance(page, OddOneOut)
    assert course_of(page).resting == tuple(wrong)
    assert [page.tiles[place].state for place in wrong] == [TileState.RESTING] * 2


def pair_up(house: Playhouse, window: Window, page: LetterPairs, turn: int, by_keys: bool = False) -> None:
    course = page.sitting.pairs if page.sitting else None
    assert course is not None
    first = course.first if course.first is not None else course.hidden()[0]
    for place in (first, course.board.partner(first)):
        if page.tiles[place].up:
            continue
        if by_keys:
            go_to(window, page, place)
            key(window, Qt.Key.Key_Return)
        else:
            click(page.tiles[place])
    until_done(house, page, turn)


@pytest.mark.parametrize(("language", "by_keys"), [("en", False), ("en", True), ("hi", False)])
def test_all_pairs_of_a_sitting_are_found_kept_and_lead_home(playhouse: Playhouse, language: str, by_keys: bool) -> None:
    window, page = start(playhouse, Route.LETTER_PAIRS, language)
    assert isinstance(page, LetterPairs)
    assert page.sitting is not None
    turns = page.sitting.turns
    for turn in range(turns):
        pair_up(playhouse, window, page, turn + 1, by_keys)
    playhouse.qtbot.waitUntil(lambda: page.ended, timeout=LONG)
    key(window, Qt.Key.Key_Space)
    playhouse.page(window, ChildHome)
    assert len(answers(playhouse)) == turns
    assert looking.recent_sessions(playhouse.desk, playhouse.child.id)[0].game is Game.LETTER_PAIRS


def test_cards_stay_open_until_the_child_goes_on_and_looking_answers_nothing(playhouse: Playhouse) -> None:
    _, page = start(playhouse, Route.LETTER_PAIRS)
    assert isinstance(page, LetterPairs)
    assert page.board is not None
    other = next(place for place in range(1, len(page.tiles)) if place != page.board.partner(0))
    third = next(place for place in range(1, len(page.tiles)) if place not in (other, page.board.partner(0)))
    assert page.tiles[0].accessibleName() == "Card 1, face down"
    click(page.tiles[0])
    click(page.tiles[other])
    assert [tile.up for tile in (page.tiles[0], page.tiles[other])] == [True, True]
    assert page.tiles[0].accessibleName() == f"Letter {page.tiles[0].letter}"
    playhouse.qtbot.wait(300)
    assert page.tiles[0].up
    click(page.tiles[third])
    assert [page.tiles[place].up for place in (0, other, third)] == [False, False, True]
    assert answers(playhouse) == []


def test_a_card_that_is_known_and_missed_is_an_answer_and_help_points_at_the_partner(playhouse: Playhouse) -> None:
    window, page = start(playhouse, Route.LETTER_PAIRS)
    assert isinstance(page, LetterPairs)
    assert page.board is not None
    assert page.sitting is not None
    partner = page.board.partner(0)
    other = next(place for place in range(1, len(page.tiles)) if place != partner)
    for place in (partner, other, 0, other):  # its partner was seen; then it takes another
        click(page.tiles[place])
    playhouse.qtbot.waitUntil(lambda: len(answers(playhouse)) == 1, timeout=LONG)
    playhouse.qtbot.waitUntil(lambda: page.takes_presses, timeout=LONG)
    assert not answers(playhouse)[0].correct
    assert page.tiles[other].up
    click(page.tiles[0])
    key(window, Qt.Key.Key_F1)
    assert page.tiles[partner].state is TileState.HINT
    click(page.tiles[partner])
    until_done(playhouse, page, 1)
    assert [answer.aided for answer in answers(playhouse)] == [False, True]
    assert page.tiles[partner].state is TileState.YES


def test_a_board_goes_on_after_a_restart(playhouse: Playhouse) -> None:
    window, page = start(playhouse, Route.LETTER_PAIRS)
    assert isinstance(page, LetterPairs)
    pair_up(playhouse, window, page, 1)
    before = [tile.letter for tile in page.tiles]
    found = [place for place, tile in enumerate(page.tiles) if tile.state is TileState.YES]
    playhouse.close(window)
    again = playhouse.open()
    playhouse.page(again, ChildHome)
    again.go(Route.LETTER_PAIRS, child=playhouse.child.id)
    page = ready(playhouse, again)
    assert isinstance(page, LetterPairs)
    assert [tile.letter for tile in page.tiles] == before
    assert [place for place, tile in enumerate(page.tiles) if tile.state is TileState.YES] == found
    assert [place for place, tile in enumerate(page.tiles) if tile.up] == found
    assert page.sitting is not None
    assert page.sitting.done == 1


# the explorer


def explore(house: Playhouse, **computer: object) -> tuple[Window, Explorer]:
    window = house.open(**computer)  # type: ignore[arg-type]  # settings of the computer
    house.page(window, ChildHome)
    window.go(Route.EXPLORER, child=house.child.id)
    page = house.page(window, Explorer)
    house.qtbot.waitUntil(lambda: page.letter is not None, timeout=LONG)
    return window, page


def test_every_key_is_a_letter_and_none_leads_away(playhouse: Playhouse) -> None:
    window, page = explore(playhouse)
    key(window, "k")
    assert page.letter == "k"
    shown = set()
    keys = (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Backspace, Qt.Key.Key_F11, Qt.Key.Key_Left, Qt.Key.Key_Escape,
            Qt.Key.Key_Home, Qt.Key.Key_F1, Qt.Key.Key_7)  # fmt: skip
    for each in keys:
        key(window, each)
        shown.add(page.letter)
        assert window.page is page
        assert not window.isFullScreen()
    assert len(shown) > 3
    QTest.keyClick(page, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert window.page is page
    assert answers(playhouse) == []


def test_escape_three_times_running_or_the_pebble_lead_home(playhouse: Playhouse) -> None:
    window, page = explore(playhouse)
    key(window, Qt.Key.Key_Escape, Qt.Key.Key_Escape, "a", Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert window.page is page
    key(window, Qt.Key.Key_Escape)
    playhouse.page(window, ChildHome)


def test_a_press_on_the_land_shows_the_next_letter_and_one_on_the_tree_says_it_again(playhouse: Playhouse) -> None:
    window, page = explore(playhouse)
    first = page.letter
    QTest.mouseClick(page, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(page.width() - 30, page.height() - 30))
    assert page.letter != first
    assert window.page is page


def test_nothing_of_exploring_is_kept(playhouse: Playhouse) -> None:
    window, _ = explore(playhouse)
    key(window, "a", "b", "c")
    assert looking.recent_sessions(playhouse.desk, playhouse.child.id) == ()
    assert looking.grove(playhouse.desk, playhouse.child.id).unfinished is None


# choosing


def test_a_child_chooses_any_game_that_suits_it(playhouse: Playhouse) -> None:
    knows(playhouse.desk, playhouse.child)
    window = playhouse.open()
    home = playhouse.page(window, ChildHome)
    playhouse.qtbot.waitUntil(lambda: home.shown, timeout=LONG)
    click(home.games)
    page = playhouse.page(window, Games)
    playhouse.qtbot.waitUntil(lambda: bool(page.buttons) and all(each.isVisible() for each in page.buttons), timeout=LONG)
    assert [button.game for button in page.buttons] == [*Game, None]
    assert sum(button.best for button in page.buttons) == 1
    click(page.buttons[2])
    assert isinstance(ready(playhouse, window), OddOneOut)


@pytest.mark.parametrize("direction", [Direction.LEFT, Direction.RIGHT])
def test_the_games_can_be_chosen_by_keys_and_a_new_child_has_three(playhouse: Playhouse, direction: Direction) -> None:
    window = playhouse.open(direction=direction)
    playhouse.page(window, ChildHome)
    window.go(Route.GAMES, child=playhouse.child.id)
    page = playhouse.page(window, Games)
    playhouse.qtbot.waitUntil(lambda: bool(page.buttons) and all(each.isVisible() for each in page.buttons), timeout=LONG)
    assert [button.game for button in page.buttons] == [Game.LISTEN_AND_FIND, Game.PICTURE_TO_LETTER, None]
    for _ in range(4):  # the way home, then the games
        key(window, Qt.Key.Key_Tab)
    key(window, Qt.Key.Key_Return)
    playhouse.page(window, Explorer)


def test_space_on_the_page_of_games_means_the_best_one(playhouse: Playhouse) -> None:
    window = playhouse.open()
    playhouse.page(window, ChildHome)
    window.go(Route.GAMES, child=playhouse.child.id)
    page = playhouse.page(window, Games)
    playhouse.qtbot.waitUntil(lambda: bool(page.buttons) and all(each.isVisible() for each in page.buttons), timeout=LONG)
    key(window, Qt.Key.Key_Space)
    assert isinstance(playhouse.turn(window), GamePage)
