"""Words as shapes: each piece as it stands in the word, and nothing breaks on what no font can draw."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.learning.people import Letterform
from app.learning.spelling import speller_of
from app.ui.fonts import look_font
from app.ui.painting.word_glyphs import laid_in, word_pieces
from app.ui.theme import Theme
from app.ui.widgets.look_tile import LookTile
from app.ui.widgets.slot_tile import SlotTile
from tests.learning.sample import pack

UNKNOWN = "\U000E1234"  # a character that is in no font


@pytest.mark.parametrize("language", ["ar", "fa", "hi", "kn", "he", "en", "ja"])
def test_every_piece_of_a_word_has_its_own_shape_where_the_word_has_it(  # not in Nastaliq, whose letters hang over one another
    qtbot: QtBot, language: str
) -> None:
    del qtbot
    letters = pack(language)
    for letter in letters.letters[:12]:
        for word in letter.words[:2]:
            texts = tuple(piece.text for piece in speller_of(letters).spelled(word.text))
            if " " in word.text or len(texts) < 2:
                continue
            pieces = word_pieces(texts, letters.script)
            assert len(pieces) == len(texts)
            middles = [piece.boundingRect().center().x() for piece in pieces if not piece.isEmpty()]
            assert middles == sorted(middles, reverse=letters.right_to_left), word.text


def test_arabic_letters_are_joined_in_a_word_and_not_alone(qtbot: QtBot) -> None:
    del qtbot
    (_, middle, _) = word_pieces(("ب", "ب", "ب"), "Arab")
    (alone,) = word_pieces(("ب",), "Arab")
    assert middle.boundingRect().width() < alone.boundingRect().width() * 0.8


def test_a_word_fills_its_box_and_no_more(qtbot: QtBot) -> None:
    del qtbot
    box = QRectF(10, 20, 200, 60)
    for piece in laid_in(word_pieces(("s", "u", "n"), "Latn"), box):
        assert box.adjusted(-1, -1, 1, 1).contains(piece.boundingRect())


@pytest.mark.parametrize("text", [UNKNOWN, "", "\u200d", "a" * 300])
def test_what_no_font_can_draw_is_drawn_as_something_or_nothing_and_breaks_nothing(qtbot: QtBot, text: str) -> None:
    theme, parent = Theme.of("light"), QWidget()
    qtbot.addWidget(parent)
    slot = SlotTile(theme, text, "place", "Latn", Letterform.SCHOOL, (text, "n"), 0, parent)
    slot.fill("there", moving=False)
    for tile in (LookTile(theme, text, text, "letter", "Latn", Letterform.SCHOOL, 2, parent=parent), slot):
        image = QImage(tile.size(), QImage.Format.Format_ARGB32)
        image.fill(QColor("white"))
        tile.render(image)


def test_looks_of_a_letter_differ_and_the_first_is_the_one_that_is_taught(qtbot: QtBot) -> None:
    del qtbot
    for script in ("Latn", "Deva", "Arab", "Kore", "Jpan", "Grek", "Cyrl"):
        fonts = [look_font(40, script, Letterform.SCHOOL, 700, look) for look in range(3)]
        assert len({(font.families()[0], font.weight(), font.italic()) for font in fonts}) == 3, script
