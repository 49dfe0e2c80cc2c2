"""Names in any script, and what is none."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.graphemes import clusters
from app.learning.names import checked
from app.learning.problems import Problem, Trouble


def trouble(text: str) -> Trouble:
    with pytest.raises(Problem) as caught:
        checked(text)
    return caught.value.trouble


@pytest.mark.parametrize("name", [
    "Mia", "Zoë", "O'Neill-Smith", "李小龍", "किरण", "ಲಕ್ಷ್ಮಿ", "שָׁלוֹם", "محمد", "می\u200cخواهم", "සිං\u200dහල", "🦊", "Mia 👩‍👩‍👧‍👦",
    "N°5", "ไทย", "Ngũ Đặng", "Group 7", "❤️", "بِسْمِ", "བསྒྲུབས", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
])  # fmt: skip
def test_names_of_every_script_and_pictures_are_welcome(name: str) -> None:
    assert checked(name) == name


@pytest.mark.parametrize(("text", "name"), [
    ("  Mia ", "Mia"), ("Mia\u00a0\u2003 B", "Mia B"), ("Zoe\u0308", "Zoë"), ("Mia\nB", "Mia B"), ("\tMia", "Mia"),
])  # fmt: skip
def test_a_name_is_kept_composed_and_with_single_spaces(text: str, name: str) -> None:
    assert checked(text) == name


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u3000", "\u200d", "\u200e", "\u0301", "\u200c \u200d"])
def test_a_name_of_which_nothing_is_seen_is_empty(text: str) -> None:
    assert trouble(text) is Trouble.NAME_EMPTY


@pytest.mark.parametrize("text", [
    "Mia\x00", "Mia\x07", "\x1b[31mMia", "Mia\ud800", "\u202eaiM", "\u2066Mia", "Mia\ufeff", "Mia\ue000", "Mia\ufdd0", "Mia\u00ad",
    "Mia\x7f", "x" + "\u0301" * 9, "M" + "\u0489\u0316" * 20 + "ia",
])  # fmt: skip
def test_what_is_no_text_is_refused(text: str) -> None:
    assert trouble(text) is Trouble.NAME_NOT_TEXT


def test_eighty_clusters_are_the_most_whatever_they_are_made_of() -> None:
    assert checked("a" * 80) == "a" * 80
    assert trouble("a" * 81) is Trouble.NAME_TOO_LONG
    assert len(checked("क्षि" * 80)) == 4 * 80
    assert trouble("क्षि" * 81) is Trouble.NAME_TOO_LONG


def test_ten_thousand_characters_are_too_many_and_said_so_at_once() -> None:
    assert trouble("x" * 10_000) is Trouble.NAME_TOO_LONG
    assert trouble("a" + "\u0301" * 10_000) is Trouble.NAME_TOO_LONG


def test_eight_marks_on_a_letter_are_still_a_name() -> None:
    assert len(clusters(checked("x" + "\u0316" * 8))) == 1


@given(st.text(max_size=100))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_name_or_a_problem_and_a_name_stays_what_it_is(text: str) -> None:
    with suppress(Problem):
        name = checked(text)
        assert checked(name) == name
        assert 1 <= len(clusters(name)) <= 80
        assert name.encode().decode() == name
        assert "\x00" not in name
