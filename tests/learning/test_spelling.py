"""Spelling: words cut into what a child learns."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from app.learning.people import Case
from app.learning.spelling import as_seen, put_together, speller_of, taken_apart, written
from tests.learning.sample import PACKS, pack


@pytest.mark.parametrize("language", PACKS)
def test_the_pieces_of_every_word_are_the_word_again_and_most_are_whole(language: str) -> None:
    letters, spell = pack(language), speller_of(pack(language))
    words = {word.text for letter in letters.letters for word in letter.words}
    for word in words:
        pieces = spell.spelled(word)
        assert "".join(piece.text for piece in pieces) == "".join(letters.smaller.get(one, one.lower()) for one in normalize("NFC", word))
        assert {key for piece in pieces for key in piece.letters} <= set(letters.keys)
    assert sum(taken_apart(spell.spelled(word), letters) is not None for word in words) > 0.6 * len(words)


@pytest.mark.parametrize(("language", "word", "letters"), [
    ("hu", "rózsa", ("r", "ó", "zs", "a")), ("en", "ship", ("s", "h", "i", "p")), ("de", "Bär", ("b", "ä", "r")),
    ("hi", "कमल", ("क", "म", "ल")), ("he", "דָּג", ("ד", "ג")), ("vi", "bò", ("b", "o")), ("vi", "nậm", ("n", "â", "m")),
    ("el", "γάτα", tuple("γατα")),
])  # fmt: skip
def test_signs_ride_on_their_letters_and_digraphs_are_one(language: str, word: str, letters: tuple[str, ...]) -> None:
    pieces = speller_of(pack(language)).spelled(word)
    assert tuple(piece.letters[0] for piece in pieces) == letters
    assert all(piece.whole for piece in pieces)


@pytest.mark.parametrize(("language", "word"), [("fr", "dé"), ("hi", "घोड़ा"), ("id", "es krim"), ("en", "yo-yo"), ("es", "avión")])
def test_a_word_with_something_that_is_no_letter_is_not_whole(language: str, word: str) -> None:
    assert taken_apart(speller_of(pack(language)).spelled(word), pack(language)) is None


def test_all_letters_of_a_conjunct_and_of_a_syllable_are_in_their_piece() -> None:
    (first, second) = speller_of(pack("hi")).spelled("बिस्तर")[:2]
    assert (first.text, first.letters) == ("बि", ("ब",))
    assert (second.text, second.letters) == ("स्त", ("स", "त"))
    (syllable, *_) = speller_of(pack("ko")).spelled("가방")
    assert set(syllable.letters) == {"가", "ㄱ", "ㅏ"}


def test_korean_syllables_are_taken_apart_and_put_together_again() -> None:
    parts = taken_apart(speller_of(pack("ko")).spelled("나비"), pack("ko"))
    assert parts is not None
    assert [(part.letters, part.block) for part in parts] == [(("ㄴ",), 0), (("ㅏ",), 0), (("ㅂ",), 1), (("ㅣ",), 1)]
    assert [put_together([part.text for part in parts[:count]]) for count in (1, 2, 4)] == ["ㄴ", "나", "나비"]


def test_words_are_written_in_capitals_by_the_rules_of_the_language_and_begin_with_one_once_it_was_met() -> None:
    (first, *_) = speller_of(pack("tr")).spelled("iğne")
    assert written(first, pack("tr"), Case.UPPER) == "İ"
    assert as_seen("Apfel", pack("de"), Case.LOWER, ()) == tuple("apfel")
    assert as_seen("Apfel", pack("de"), Case.LOWER, ("a",)) == tuple("Apfel")
    assert as_seen("Apfel", pack("de"), Case.UPPER, ()) == tuple("APFEL")
    assert as_seen("अंडा", pack("hi"), Case.LOWER, ()) == ("अं", "डा")
