"""The packs that the program brings along: complete, and right as a teacher of the language would have them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.learning.letters import Spoken, clusters
from app.learning.people import Case
from app.system.paths import Paths
from app.system.voices import Voices
from tests.learning.sample import LANGUAGES, pack, pack_text

SCHWA = ("@", "V", "3")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def voices(tmp_path: Path) -> Iterator[Voices]:
    spoken = Voices(Paths(tmp_path))
    yield spoken
    spoken.close()


def every_thing_said(language: str) -> list[Spoken]:
    said = [spoken for letter in pack(language).letters for spoken in (letter.name, letter.sound)]
    return said + [Spoken(word.text) for letter in pack(language).letters for word in letter.words]


@pytest.mark.parametrize(("language", "letters", "first", "last"), [("en", 26, "a", "z"), ("es", 27, "a", "z"), ("hi", 47, "अ", "ज्ञ")])
def test_a_pack_has_every_letter_in_collation_order(language: str, letters: int, first: str, last: str) -> None:
    keys = list(pack(language).keys)
    assert (len(keys), keys[0], keys[-1]) == (letters, first, last)


def test_spanish_has_its_own_letter_behind_n_and_hindi_its_vowels_before_its_consonants() -> None:
    assert list(pack("es").keys)[13:16] == ["n", "ñ", "o"]
    assert list(pack("hi").keys)[10:12] == ["औ", "क"]


def test_the_alphabet_is_one_of_the_orders_and_another_the_usual_one(language: str) -> None:
    orders = pack(language).orders
    assert tuple(pack(language).keys) in orders.values()
    assert pack(language).usual_order != tuple(pack(language).keys)


def test_most_letters_have_three_words_and_the_others_are_known(language: str) -> None:
    few = {letter.key for letter in pack(language).letters if len(letter.words) < 3}
    assert few == {"en": set(), "es": set(), "hi": set("ऋऐओङञठढ") | {"ज्ञ"}}[language]


def test_a_word_begins_with_its_letter_as_it_is_written_and_with_no_longer_one(language: str) -> None:
    letters = pack(language)
    for letter in letters.letters:
        for word in letter.words:
            opening = [key for key in letters.keys if clusters(word.text.casefold())[0].startswith(key)]
            accent = {"árbol": "a"}.get(word.text)
            assert word.contains or (accent or max(opening, key=len)) == letter.key, word.text
            assert not word.contains or letter.key in word.text, word.text
            assert not word.contains or word.first != letter.key, word.text


def test_no_english_word_hides_its_first_letter_or_says_another_sound() -> None:
    words = {word.text for letter in pack("en").letters for word in letter.first_words}
    silent = ("kn", "wr", "gn", "ps", "ph", "sh", "ch", "th", "ce", "ci", "cy", "ge", "gi", "gy", "tr", "dr", "qu", "wh")
    odd = {word for word in words if word.startswith(silent)}
    assert odd == {"queen", "question", "quiet", "whale"}  # qu says kw as q does; wh says w


def test_no_spanish_word_says_another_sound_than_its_letter() -> None:
    words = {word.text for letter in pack("es").letters for word in letter.first_words}
    assert not {word for word in words if word.startswith(("ce", "ci", "ge", "gi", "ch", "ll", "h"))}


def test_a_picture_is_one_cluster_and_a_letter_shows_none_twice(language: str) -> None:
    for letter in pack(language).letters:
        pictures = [word.picture for word in letter.words]
        assert all(len(clusters(picture)) == 1 for picture in pictures)
        assert len(set(pictures)) == len(pictures)
        assert len({word.text for word in letter.words}) == len(letter.words)


def test_name_and_sound_are_kept_apart_where_the_language_keeps_them_apart() -> None:
    assert all(letter.name != letter.sound for letter in pack("en").letters)
    assert {letter.key for letter in pack("es").letters if letter.name == letter.sound} == set("aeiouh")
    assert all(letter.name == letter.sound for letter in pack("hi").letters)


def test_no_english_or_spanish_consonant_drags_a_vowel_behind_it() -> None:
    for language in ("en", "es"):
        for letter in pack(language).letters:
            if letter.key not in "aeiouh":
                assert letter.sound.phonemes is not None
                assert not letter.sound.phonemes.endswith((*SCHWA, "a", "e", "i", "o", "u", "@L"))


def test_look_alikes_are_declared_for_the_letters_that_every_teacher_knows() -> None:
    assert pack("en").letter("b").confusables == {"d", "p", "q"}
    assert pack("hi").letter("भ").confusables == {"म"}
    assert "ध" in pack("hi").letter("घ").confusables
    assert "ङ" in pack("hi").letter("ड").confusables


def test_the_usual_order_teaches_no_look_alikes_among_its_first_five_letters(language: str) -> None:
    first = pack(language).usual_order[:5]
    assert all(not pack(language).letter(key).confusables & set(first) for key in first)


def test_letters_that_sound_the_same_are_declared() -> None:
    assert pack("en").letter("c").alike >= {"k", "q"}
    assert pack("es").letter("b").alike == {"v"}
    assert pack("hi").letter("श").alike == {"ष"}
    for language in LANGUAGES:
        for letter in pack(language).letters:
            for other in pack(language).letters:
                if other is not letter and other.sound.phonemes is not None and other.sound.phonemes == letter.sound.phonemes:
                    assert other.key in letter.alike, (letter.key, other.key)


def test_a_pack_is_written_one_letter_a_line_so_that_a_slip_is_found(language: str) -> None:
    lines = [line for line in pack_text(language).splitlines() if '"key"' in line]
    assert len(lines) == len(pack(language).letters)


def test_capitals_are_those_of_the_small_letters() -> None:
    for language in ("en", "es"):
        assert all(letter.upper == letter.lower.upper() for letter in pack(language).letters)
        assert pack(language).cases == (Case.LOWER, Case.UPPER)


def test_every_name_sound_and_word_can_be_heard(language: str, voices: Voices) -> None:
    letters = pack(language)
    for spoken in every_thing_said(language):
        heard = voices.speak(spoken, letters.voice)
        assert Path(heard).stat().st_size > 44 + 2 * 22_050 * 0.06, spoken  # a wav head and 60 ms
