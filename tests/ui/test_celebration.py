"""A letter has bloomed: it is honoured, its words can be heard, it can be skipped at once, and several follow one another."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.learning.mastery import Game
from app.learning.skills import Status
from app.services.play import Growth, SittingResult
from app.system.settings import LessMovement
from app.ui.grove.word_coin import WordCoin
from app.ui.pages.celebration import Celebration
from app.ui.pages.child_home import ChildHome
from app.ui.painting.tree_state import TreeState
from app.ui.routes import Route
from app.ui.widgets.tree_button import TreeButton
from app.ui.window import Window
from tests.support.child_side import LONG, Playhouse, click, key, targets


def bloomed(house: Playhouse, *letters: str) -> SittingResult:
    """The result of a sitting in which these letters bloomed."""
    anything: Any = house.child.id  # the page needs no skill
    grown = tuple(Growth(anything, letter, letter, Status.GROWING, Status.BLOOMED, 2, 3) for letter in letters)
    return SittingResult(anything, house.child.id, Game.LISTEN_AND_FIND, 8, 8, grown, grown, (), None)


def celebrating(house: Playhouse, window: Window, *letters: str) -> Celebration:
    house.page(window, ChildHome)
    window.go(Route.CELEBRATION, child=house.child.id, result=bloomed(house, *letters))
    page = house.page(window, Celebration)
    house.qtbot.waitUntil(lambda: len(coins(page)) == 3, timeout=LONG)
    return page


def coins(page: Celebration) -> list[WordCoin]:
    return [each for each in targets(page) if isinstance(each, WordCoin)]


def tree(page: Celebration) -> TreeButton:
    return next(each for each in targets(page) if isinstance(each, TreeButton))


def test_the_tree_blooms_and_its_words_can_be_heard(playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch) -> None:
    window = playhouse.open()
    page = celebrating(playhouse, window, "m")
    said: list[str] = []
    playhouse.qtbot.waitUntil(lambda: tree(page).tree.state is TreeState.BLOOMED, timeout=LONG)
    monkeypatch.setattr(window.speaker, "say", lambda parts, voice: said.extend(part.text for part in parts))
    for coin in coins(page):
        click(coin)
    assert said == [coin.word.text for coin in coins(page)]


def test_it_can_be_skipped_at_once_by_space(playhouse: Playhouse) -> None:
    window = playhouse.open()
    celebrating(playhouse, window, "m")
    key(window, Qt.Key.Key_Space)
    playhouse.page(window, ChildHome)


def test_two_blooms_are_honoured_one_after_the_other(playhouse: Playhouse) -> None:
    window = playhouse.open()
    page = celebrating(playhouse, window, "m", "s")
    assert tree(page).tree.letter == "m"
    key(window, Qt.Key.Key_Space)
    playhouse.qtbot.waitUntil(lambda: tree(page).tree.letter == "s", timeout=LONG)
    key(window, Qt.Key.Key_Space)
    playhouse.page(window, ChildHome)


def test_with_less_movement_nothing_falls(playhouse: Playhouse) -> None:
    window = playhouse.open(less_movement=LessMovement.YES)
    page = celebrating(playhouse, window, "m")
    playhouse.qtbot.waitUntil(lambda: tree(page).tree.state is TreeState.BLOOMED, timeout=LONG)
    assert page.petals.still
