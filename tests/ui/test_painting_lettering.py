"""Text made fit for painting, and letters as shapes."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from app.ui import fonts
from app.ui.painting.glyphs import fitted_px, glyph, glyph_on_line
from app.ui.painting.lettering import elided, lines_of, shown

ANYTHING = st.text(max_size=400) | st.text(alphabet="\u0301\u0489ab \x00\n", max_size=400)


@pytest.fixture(autouse=True)
def _application_fonts(qapp: QApplication) -> None:
    fonts.add_application_fonts()


@settings(max_examples=150, deadline=None)
@given(ANYTHING)
def test_what_is_shown_is_short_and_on_one_line(text: str) -> None:
    made = shown(text, 60)

    assert len(made) <= 61
    assert not any(ord(character) < 32 for character in made)
    assert re.search("[\u0301\u0489]{5}", made) is None  # more marks on one letter than any writing has


@settings(max_examples=60, deadline=None)
@given(ANYTHING, st.floats(20, 400))
def test_an_elided_text_fits_its_width(text: str, width: float) -> None:
    metrics = QFontMetricsF(fonts.reading_font(15))

    assert metrics.horizontalAdvance(elided(text, metrics, width)) <= width + 1


@pytest.mark.parametrize("text", ["a" * 10_000, "a" + "\u0301" * 10_000, "\u0915\u094d" * 5_000, "עִ" * 5_000, "👩‍👩‍👧" * 2_000])
def test_a_name_without_end_is_shown_at_once(text: str) -> None:
    started = time.perf_counter()

    made = shown(text)
    QFontMetricsF(fonts.reading_font(15, script=fonts.script_of(text))).horizontalAdvance(made)

    assert len(made) <= 201
    assert time.perf_counter() - started < 0.5


def test_marks_of_real_writing_stay() -> None:
    assert shown("Nguyễn Thị Tuyết") == "Nguyễn Thị Tuyết"
    assert shown("שָׁלוֹם") == "שָׁלוֹם"
    assert shown("हिन्दी") == "हिन्दी"


def test_a_paragraph_keeps_every_word_until_its_last_line() -> None:
    metrics = QFontMetricsF(fonts.reading_font(15))
    words = "one two three four five six seven"

    assert " ".join(lines_of(words, metrics, 90)) == words
    assert len(lines_of(words, metrics, 60, most=2)) == 2
    assert lines_of(words, metrics, 60, most=2)[1].endswith("…")


@pytest.mark.parametrize(("text", "script"), [("m", "Latn"), ("g", "Latn"), ("ñ", "Latn"), ("अ", "Deva"), ("क्षि", "Deva"), ("ع", "Arab")])
def test_a_letter_is_centred_on_what_is_seen_and_fits(text: str, script: str) -> None:
    px = fitted_px(text, 500, 80, 60, script)
    box = glyph(text, 40, 30, px, script).boundingRect()

    assert box.center().x() == pytest.approx(40, abs=0.5)
    assert box.center().y() == pytest.approx(30, abs=0.5)
    assert box.width() <= 80.5
    assert box.height() <= 60.5


def test_letters_side_by_side_stand_on_one_line() -> None:
    feet = {round(glyph_on_line(letter, 0, 0, 100).boundingRect().bottom()) for letter in "xmn"}

    assert max(feet) - min(feet) <= 1


def test_overlapping_contours_leave_no_holes() -> None:
    for letter in "te":
        assert glyph(letter, 0, 0, 100).fillRule() == Qt.FillRule.WindingFill


def test_an_empty_letter_does_not_divide_by_nothing() -> None:
    assert fitted_px("", 100, 50, 50) <= 100
    assert fitted_px(" ", 100, 50, 50) <= 100
