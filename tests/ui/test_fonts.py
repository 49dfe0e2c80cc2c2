"""Fonts: the script's own comes first, and what cannot be drawn is known."""

import sys

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication

from app.learning.letters import LetterPack
from app.learning.people import Letterform
from app.services import languages
from app.system import resources
from app.ui import fonts
from app.ui.painting.glyphs import fitted_px, glyph
from tests.learning.sample import PACKS, pack


@pytest.fixture(autouse=True)
def _application_fonts(qapp: QApplication) -> None:
    assert fonts.add_application_fonts()


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Mia", "Latn"), ("मीना", "Deva"), ("Anaya मीना", "Deva"), ("عمر", "Arab"), ("Зоя", "Cyrl"), ("Ζωή", "Grek"), ("", "Latn"),
        ("12 !", "Latn"), ("🍎", "Latn"), ("ไทย", "Thai"), ("한", "Hang"), ("ㄱ", "Hang"),
        ("አ", "Ethi"), ("か", "Hira"), ("\x00\u202e", "Latn"), ("\u0301" * 5000, "Latn"),
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


def packs_with_a_font() -> list[LetterPack]:
    packs = map(languages.pack, resources.languages())
    return [letters for letters in packs if QFontDatabase.hasFamily(fonts.letter_families(letters.script)[0])]


def test_the_font_of_a_script_draws_every_letter_of_its_packs_and_no_two_alike() -> None:
    found = packs_with_a_font()
    assert {letters.script for letters in found} >= {"Latn", "Deva"}
    for letters in found:
        assert fonts.can_draw("".join(letter.lower for letter in letters.letters), letters.script), letters.language
        outlines: dict[tuple[tuple[int, int], ...], str] = {}
        for letter in letters.letters:
            path = glyph(letter.lower, 0, 0, 100, letters.script)
            shape = tuple((round(path.elementAt(i).x), round(path.elementAt(i).y)) for i in range(path.elementCount()))
            assert shape, (letters.language, letter.key)
            assert shape not in outlines, (letters.language, letter.key, outlines[shape])
            outlines[shape] = letter.key


def test_a_letter_of_any_script_fits_on_its_tile() -> None:
    for letters in packs_with_a_font():
        for letter in letters.letters:
            px = fitted_px(letter.lower, 130, 105, 90, letters.script)
            box = glyph(letter.lower, 0, 0, px, letters.script).boundingRect()
            assert px > 24, (letters.language, letter.key)
            assert box.width() <= 106, (letters.language, letter.key)
            assert box.height() <= 91, (letters.language, letter.key)


def test_urdu_is_taught_in_nastaliq_and_persian_in_naskh() -> None:
    assert fonts.letter_families(languages.pack("ur").script)[0] == "Noto Nastaliq Urdu"
    assert fonts.letter_families(languages.pack("fa").script)[0] == "Noto Naskh Arabic"


def test_what_a_missing_font_is_called_and_where_it_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert fonts.needed("Kore") == "NanumGothic (fonts-nanum)"
    assert fonts.needed("Aran") == "Noto Nastaliq Urdu (fonts-noto-core)"
    monkeypatch.setattr(sys, "platform", "win32")
    assert fonts.needed("Jpan") == "MotoyaLMaru"


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
