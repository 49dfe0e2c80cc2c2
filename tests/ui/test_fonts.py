"""Fonts: the script's own comes first, and what cannot be drawn is known."""

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication

from app.learning.people import Letterform
from app.ui import fonts
from tests.learning.sample import PACKS, pack


@pytest.fixture(autouse=True)
def _application_fonts(qapp: QApplication) -> None:
    assert fonts.add_application_fonts()


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Mia", "Latn"), ("मीना", "Deva"), ("Anaya मीना", "Deva"), ("عمر", "Arab"), ("Зоя", "Cyrl"), ("Ζωή", "Grek"), ("", "Latn"),
        ("12 !", "Latn"), ("🍎", "Latn"), ("ไทย", "Thai"), ("한", "Hang"), ("\x00\u202e", "Latn"), ("\u0301" * 5000, "Latn"),
    ],
)  # fmt: skip
def test_the_script_of_a_text_is_found(text: str, script: str) -> None:
    assert fonts.script_of(text) == script


def test_words_are_set_in_manrope_in_every_weight() -> None:
    widths = set()
    for weight in (500, 600, 700, 800):
        font = fonts.reading_font(20, weight)
        assert QFontInfo(font).family().startswith("Manrope")
        widths.add(QFontMetricsF(font).horizontalAdvance("Lettergrove"))

    assert len(widths) == 4  # the cuts differ: none is a stand-in for another


def test_the_font_of_the_script_is_named_first() -> None:
    assert fonts.reading_font(20, script="Deva").families()[0] == "Noto Sans Devanagari"
    assert fonts.letter_font(20, "Arab").families()[0] == "Noto Naskh Arabic"
    assert fonts.letter_font(20, "Latn", Letterform.SCHOOL).families()[0] == "Andika"
    assert fonts.letter_font(20, "Latn", Letterform.PRINT).families()[0] == "Noto Sans"


def test_easy_reading_is_wider() -> None:
    usual = QFontMetricsF(fonts.reading_font(20)).horizontalAdvance("a b c")
    assert QFontMetricsF(fonts.reading_font(20, reading=fonts.Reading.EASY)).horizontalAdvance("a b c") > usual


def test_a_script_with_a_font_can_be_drawn_and_one_without_cannot() -> None:
    assert fonts.can_draw("Latn")
    assert fonts.can_draw("añß")
    assert not fonts.can_draw("\U00013000"[:1] + "ꦏ")  # hieroglyphs and Javanese are in none of our fonts


def test_every_font_of_a_picture_is_within_the_bitmaps() -> None:
    assert fonts.picture_font(400).pixelSize() == 128


@pytest.mark.parametrize("language", PACKS)
def test_every_letter_of_a_language_is_in_the_font_of_its_script(language: str) -> None:
    letters = pack(language)
    if not any(QFontDatabase.hasFamily(family) for family in fonts.letter_families(letters.script)):
        pytest.skip(f"no font for {letters.script} is installed here")
    for letter in letters.letters:
        for shape in (letter.lower, letter.upper, letter.final):
            assert shape is None or fonts.can_draw(shape), shape
