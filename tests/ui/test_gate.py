"""The gate: what is written opens it, two misses bring the grove back, and the key can be held."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.ui.pages.child_home import ChildHome
from app.ui.pages.gate import Gate, sentence
from app.ui.routes import Route
from app.ui.window import Window
from tests.support.child_side import LONG, Playhouse, click, key


def at_gate(house: Playhouse, window: Window) -> Gate:
    house.page(window, ChildHome)
    window.go(Route.GATE, wanted=Route.LETTERS)
    page = house.page(window, Gate)
    house.qtbot.waitUntil(lambda: all(number.isVisible() for number in page.numbers), timeout=LONG)
    return page


@pytest.fixture
def gone(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Route, dict[str, object]]]:
    """Where the gate leads, instead of going there."""
    ways: list[tuple[Route, dict[str, object]]] = []
    whole = Window.go

    def go(window: Window, route: Route, **facts: object) -> None:
        if route is Route.SIGN_IN:
            ways.append((route, facts))
        else:
            whole(window, route, **facts)

    monkeypatch.setattr(Window, "go", go)
    return ways


def test_pressing_what_is_written_leads_to_signing_in(playhouse: Playhouse, gone: list[tuple[Route, dict[str, object]]]) -> None:
    page = at_gate(playhouse, playhouse.open())
    for digit in page.asked:
        click(page.numbers[digit - 1])
    assert gone == [(Route.SIGN_IN, {"wanted": Route.LETTERS})]


def test_digits_can_be_typed(playhouse: Playhouse, gone: list[tuple[Route, dict[str, object]]]) -> None:
    window = playhouse.open()
    page = at_gate(playhouse, window)
    key(window, *(str(digit) for digit in page.asked))
    assert len(gone) == 1


def test_two_misses_bring_the_grove_back_without_a_word(playhouse: Playhouse, gone: list[tuple[Route, dict[str, object]]]) -> None:
    window = playhouse.open()
    page = at_gate(playhouse, window)
    for _ in range(2):
        for digit in reversed(page.asked):
            page.press(digit)
    playhouse.page(window, ChildHome)
    assert gone == []


def test_the_key_opens_when_it_is_held(playhouse: Playhouse, gone: list[tuple[Route, dict[str, object]]]) -> None:
    page = at_gate(playhouse, playhouse.open())
    page.key_to_hold.opened.emit()
    assert len(gone) == 1


def test_escape_goes_back(playhouse: Playhouse) -> None:
    window = playhouse.open()
    at_gate(playhouse, window)
    key(window, Qt.Key.Key_Escape)
    playhouse.page(window, ChildHome)


def test_what_is_written_are_words() -> None:
    assert sentence((4, 1, 7)) == "Press four, then one, then seven."


def test_from_a_childs_home_a_grown_up_comes_to_that_childs_letters(
    playhouse: Playhouse, gone: list[tuple[Route, dict[str, object]]]
) -> None:
    window = playhouse.open()
    home = playhouse.page(window, ChildHome)
    home._gate.asked.emit()
    page = playhouse.page(window, Gate)
    for digit in page.asked:
        page.press(digit)
    home._gate.opened.emit()
    assert gone == [(Route.SIGN_IN, {"wanted": Route.LETTERS, "child": window.child})] * 2
