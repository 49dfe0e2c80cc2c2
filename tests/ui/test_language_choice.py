"""The first letters are found among all languages: the computer's own first, by a part of a name, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from app.services import languages
from app.ui import fonts
from app.ui.people.choice import Choice
from app.ui.theme import Theme
from app.ui.welcome.language_choice import LanguageChoice, arranged, matching
from app.ui.widgets.fields import SearchBox
from tests.support.grown_up_side import named, press, said

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

OFFERS = languages.offered()
EVERY = {offer.language for offer in OFFERS}


@pytest.fixture
def choice(qtbot: QtBot) -> Iterator[LanguageChoice]:
    """The languages in a window that is too low for them, as on a small screen."""
    fonts.add_application_fonts()
    area = QScrollArea()
    qtbot.addWidget(area)
    choice = LanguageChoice(Theme.of(), arranged(OFFERS, ["en-GB"]))
    inner = QWidget()
    QVBoxLayout(inner).addWidget(choice)
    area.setWidgetResizable(True)
    area.setWidget(inner)
    area.resize(700, 300)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    yield choice
    area.close()


def tags(offers: tuple[languages.LanguageOffer, ...]) -> list[str]:
    return [offer.language for offer in offers]


def cards(choice: LanguageChoice) -> list[Choice]:
    return [card for card in choice.findChildren(Choice) if card.isVisible()]


def focused() -> Choice:
    found = QApplication.focusWidget()
    assert isinstance(found, Choice)
    return found


def write(choice: LanguageChoice, text: str) -> SearchBox:
    field = choice.findChildren(SearchBox)[0]
    field.setFocus()
    field.setText(text)
    QApplication.processEvents()
    return field


def test_the_languages_of_the_computer_come_first_and_the_others_by_their_own_names() -> None:
    found = tags(arranged(OFFERS, ["pt-PT", "de"]))
    assert found[:2] == ["pt", "de"]
    assert set(found) == EVERY
    others = [offer.endonym for offer in arranged(OFFERS, ["en-US"]) if offer.language in {"cs", "nl", "fr", "es", "sv"}]
    assert others == ["Čeština", "Español", "Français", "Nederlands", "Svenska"]


def test_english_comes_first_on_a_computer_that_is_set_to_no_language_of_ours() -> None:
    assert tags(arranged(OFFERS, ["C"]))[0] == "en"
    assert tags(arranged(OFFERS, []))[0] == "en"
    assert tags(arranged(OFFERS, ["fr-CA"])).index("en") > 0


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("hin", "hi"), ("हि", "hi"), ("cest", "cs"), ("ČEŠ", "cs"), ("german", "de"), ("deu", "de"), ("francais", "fr"), ("  pol ", "pl"),
        ("sv", "sv"),
    ],
)  # fmt: skip
def test_a_language_is_found_by_its_own_name_its_english_name_and_its_tag(text: str, first: str) -> None:
    assert tags(matching(OFFERS, text))[0] == first


def test_the_computers_language_is_chosen_from_the_start(choice: LanguageChoice) -> None:
    assert choice.language == "en"
    assert len(cards(choice)) == len(OFFERS)


def test_a_single_language_that_is_found_is_chosen(choice: LanguageChoice) -> None:
    write(choice, "magyar")
    assert [card.accessibleName() for card in cards(choice)] == ["Magyar. Hungarian"]
    assert choice.language == "hu"
    write(choice, "")
    assert len(cards(choice)) == len(OFFERS)
    assert choice.language == "hu"


def test_a_name_that_no_language_has_changes_nothing_and_says_so(choice: LanguageChoice) -> None:
    field = write(choice, "xyzzy")
    assert cards(choice) == []
    assert "No language has this name" in said(choice)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert choice.language == "en"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert len(cards(choice)) == len(OFFERS)
    assert "No language has this name" not in said(choice)


def test_enter_takes_the_first_that_was_found_and_the_arrows_go_on_from_there(choice: LanguageChoice) -> None:
    field = write(choice, "an")
    assert len(cards(choice)) > 3
    first = matching(arranged(OFFERS, ["en"]), "an")[0]
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert choice.language == first.language
    assert focused().isChecked()
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    assert choice.language == tags(matching(arranged(OFFERS, ["en"]), "an"))[1]
    QTest.keyClick(focused(), Qt.Key.Key_Left)
    QTest.keyClick(focused(), Qt.Key.Key_Up)
    assert QApplication.focusWidget() is field


def test_the_arrows_reach_every_row_and_what_has_the_focus_can_be_seen(choice: LanguageChoice) -> None:
    field = write(choice, "")
    QTest.keyClick(field, Qt.Key.Key_Down)
    area = choice.window()
    assert isinstance(area, QScrollArea)
    rows, before = 0, None
    while focused() is not before:
        before, rows = focused(), rows + 1
        assert before.isChecked()
        top = before.mapTo(area.viewport(), QPoint(0, 0)).y()
        assert 0 <= top <= area.viewport().height() - before.height()
        QTest.keyClick(before, Qt.Key.Key_Down)
    assert rows == -(-len(OFFERS) // 3)


def test_tab_stops_once_at_the_languages_also_when_the_chosen_one_is_not_shown(choice: LanguageChoice) -> None:
    for text in ("", "an"):
        write(choice, text)
        stops = [card for card in cards(choice) if card.focusPolicy() & Qt.FocusPolicy.TabFocus]
        assert len(stops) == 1
        assert stops[0].isChecked() or text


def test_a_card_that_is_pressed_is_chosen(choice: LanguageChoice) -> None:
    press(named(choice, Choice, "Deutsch"))
    assert choice.language == "de"
    assert not named(choice, Choice, "English").isChecked()
