"""The explorer: every key is a letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning.games.explorer import letter_after, letter_of_key
from tests.learning.sample import LANGUAGES, pack


@given(st.text(max_size=2), st.integers(0, 2**31 - 1), st.sampled_from(LANGUAGES))
def test_whatever_is_pressed_is_a_letter_and_always_the_same(text: str, key: int, language: str) -> None:
    letters = pack(language)
    found = letter_of_key(text, key, letters)
    assert found in letters.keys
    assert letter_of_key(text, key, letters) == found


@pytest.mark.parametrize(("language", "text", "letter"), [("en", "K", "k"), ("en", "k", "k"), ("es", "ñ", "ñ"), ("hi", "क", "क")])
def test_a_letter_key_is_its_letter(language: str, text: str, letter: str) -> None:
    assert letter_of_key(text, 7, pack(language)) == letter


def test_a_keyboard_of_another_script_has_letters_too() -> None:
    found = {letter_of_key(chr(key), key, pack("hi")) for key in range(ord("a"), ord("z") + 1)}
    assert len(found) == 26


def test_a_press_on_the_land_goes_round_the_letters() -> None:
    assert [letter_after(letter, ("m", "i", "a")) for letter in (None, "m", "i", "a", "x")] == ["m", "i", "a", "m", "m"]
