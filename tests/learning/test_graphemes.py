"""Cutting text into what a reader calls letters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.graphemes import clusters


@pytest.mark.parametrize(("text", "cut"), [
    ("", ()),
    ("abc", ("a", "b", "c")),
    ("e\u0301a", ("e\u0301", "a")),
    ("ಕ್ಷಮೆ", ("ಕ್ಷ", "ಮೆ")),
    ("क्षि", ("क्षि",)),
    ("ज्ञान", ("ज्ञा", "न")),
    ("कुत्ता", ("कु", "त्ता")),
    ("स्त्री", ("स्त्री",)),
    ("क़्ष", ("क़्ष",)),
    ("क्\u200dष", ("क्\u200dष",)),
    ("क्a", ("क्", "a")),
    ("कष", ("क", "ष")),
    ("a\u094dष", ("a\u094d", "ष")),
    ("काष", ("का", "ष")),
    ("காய்", ("கா", "ய்")),
    ("க்ஷ", ("க்ஷ",)),
    ("ஶ்ரீ", ("ஶ்ரீ",)),
    ("க்க", ("க்", "க")),
    ("กำ", ("กำ",)),
    ("한국", ("한", "국")),
    ("\u1112\u1161\u11ab\u1100", ("\u1112\u1161\u11ab", "\u1100")),
    ("\u1100\uac00", ("\u1100\uac00",)),
    ("가\u11a8", ("가\u11a8",)),
    ("각\u11a8\u1161", ("각\u11a8", "\u1161")),
    ("\u1160\u11a8x", ("\u1160\u11a8", "x")),
    ("👩‍👩‍👧", ("👩‍👩‍👧",)),
    ("👍🏽👍", ("👍🏽", "👍")),
    ("🧑🏽‍🚀", ("🧑🏽‍🚀",)),
    ("a\u200d🚀", ("a\u200d", "🚀")),
    ("❤️☂️", ("❤️", "☂️")),
    ("🇮🇳🇪🇸", ("🇮🇳", "🇪🇸")),
    ("🇮🇳🇪", ("🇮🇳", "🇪")),
    ("🏴\U000e0067\U000e0062\U000e007fx", ("🏴\U000e0067\U000e0062\U000e007f", "x")),
    ("9️⃣1", ("9️⃣", "1")),
    ("1⃣", ("1⃣",)),
    ("\r\n\n", ("\r\n", "\n")),
    ("a\n\u0301", ("a", "\n", "\u0301")),
    ("\u0600" + "1", ("\u06001",)),
    ("\u102c\u102c", ("\u102c", "\u102c")),
    ("שָׁלוֹם", ("שָׁ", "ל", "וֹ", "ם")),
    ("ไทย", ("ไ", "ท", "ย")),
    ("ｶﾞ", ("ｶﾞ",)),
])  # fmt: skip
def test_text_is_cut_where_a_reader_cuts_it(text: str, cut: tuple[str, ...]) -> None:
    assert clusters(text) == cut


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_joined_clusters_are_the_text_again_and_none_is_empty(text: str) -> None:
    cut = clusters(text)
    assert "".join(cut) == text
    assert all(cut)


@given(st.text(alphabet="aक्षिे़ಕ್ಷ👩\u200d🏽🇮é\u0301각\u1100", max_size=20), st.text(max_size=5))
@settings(max_examples=200, deadline=None)
def test_what_follows_a_line_end_does_not_change_the_cut_before_it(before: str, after: str) -> None:
    assert clusters(before + "\n" + after)[: len(clusters(before))] == clusters(before)
