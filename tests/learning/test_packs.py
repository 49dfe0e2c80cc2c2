"""The packs that the program brings along: complete, and right as a teacher of the language would have them."""

from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest

from app.learning.letters import Spoken, clusters
from app.learning.people import Case
from app.system.paths import Paths
from app.system.voices import Voices
from tests.learning.sample import LANGUAGES, PACKS, pack, pack_text

SCHWA = ("@", "V", "3")


@pytest.fixture(params=PACKS)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def voices(tmp_path: Path) -> Iterator[Voices]:
    spoken = Voices(Paths(tmp_path))
    yield spoken
    spoken.close()


def things_said(language: str) -> list[Spoken]:
    """Every name and sound, once each, and words: all of the three sample languages, of the others those of every fourth letter."""
    letters = pack(language).letters
    said = dict.fromkeys(spoken for letter in letters for spoken in (letter.name, letter.sound))
    heard = letters if language in LANGUAGES else letters[::4]
    return [*said, *(word.spoken for letter in heard for word in letter.words)]


def opening(text: str, language: str) -> str:
    """The letter that a word begins with as it is written: the longest, accents put aside that are no letters of the language."""
    apart = normalize("NFD", text.casefold())
    begun = [(len(shape), letter.key) for letter in pack(language).letters for shape in letter.shapes if apart.startswith(shape)]
    return max(begun, default=(0, ""))[1]


@pytest.mark.parametrize(
    ("language", "letters", "first", "last"),
    [
        ("en", 26, "a", "z"), ("es", 27, "a", "z"), ("hi", 47, "अ", "ज्ञ"), ("fr", 26, "a", "z"), ("de", 30, "a", "ß"), ("pt", 26, "a", "z"),
        ("it", 26, "a", "z"), ("nl", 27, "a", "z"), ("sv", 29, "a", "ö"), ("pl", 32, "a", "ż"), ("cs", 42, "a", "ž"), ("hu", 44, "a", "zs"),
    ],
)  # fmt: skip
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


def test_an_order_names_every_letter_once(language: str) -> None:
    assert all(sorted(order) == sorted(pack(language).keys) for order in pack(language).orders.values())


def test_two_letters_of_three_have_three_words_or_more(language: str) -> None:
    if language == "am":
        return  # 231 syllables: some begin few words or none
    served = sum(len(letter.words) >= 3 for letter in pack(language).letters)
    assert served * 3 >= len(pack(language).letters) * 2


def test_a_word_begins_with_its_letter_as_it_is_written_and_with_no_longer_one(language: str) -> None:
    for letter in pack(language).letters:
        for word in letter.words:
            assert word.contains or opening(word.text, language) == letter.key, word.text
            assert not word.contains or any(shape in normalize("NFD", word.text.lower()) for shape in letter.shapes), word.text
            assert not word.contains or word.first != letter.key, word.text


@pytest.mark.parametrize(
    ("language", "openings"),
    [
        ("es", "ce ci ge gi ch ll h"),
        ("fr", "ce ci cy ge gi gy ch ph h é è ê en oi ou eu au"),
        ("de", "sp st sch ei eu au äu pf ph ch th"),
        ("pt", "ce ci ge gi ch di ti h lh nh"),
        ("it", "ce ci ge gi gn gl sc h uo"),
        ("nl", "ei au ou eu ui oe ie sch ch th ng aa ee oo uu"),
        ("sv", "ge gi gy gä gö ke ki ky kä kö ske ski sky skä skö sj stj tj kj lj hj dj gj"),
        ("pl", "sz cz ch rz dz dź dż si ci zi ni trz drz"),
        ("cs", "dě tě ně di ti ni dí tí ní mě"),
    ],
)
def test_no_word_says_another_sound_than_its_letter(language: str, openings: str) -> None:
    words = {word.text.casefold() for letter in pack(language).letters for word in letter.first_words}
    assert not {word for word in words if word.startswith(tuple(openings.split()))}


def test_no_english_word_hides_its_first_letter_or_says_another_sound() -> None:
    words = {word.text for letter in pack("en").letters for word in letter.first_words}
    silent = ("kn", "wr", "gn", "ps", "ph", "sh", "ch", "th", "ce", "ci", "cy", "ge", "gi", "gy", "tr", "dr", "qu", "wh")
    odd = {word for word in words if word.startswith(silent)}
    assert odd == {"queen", "question", "quiet", "whale"}  # qu says kw as q does; wh says w


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


def test_letters_whose_sound_is_spoken_the_same_are_declared(language: str) -> None:
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


def test_a_capital_is_one_letter_and_of_a_group_only_the_first_is_large() -> None:
    assert [pack("de").letter("ß").upper, pack("nl").letter("ij").upper] == ["ẞ", "IJ"]
    assert [pack("hu").letter(key).upper for key in ("cs", "dzs", "ő")] == ["Cs", "Dzs", "Ő"]
    assert pack("cs").letter("ch").upper == "Ch"


def test_names_and_sounds_and_words_can_be_heard(language: str, voices: Voices) -> None:
    letters = pack(language)
    for spoken in things_said(language):
        heard = voices.speak(spoken, letters.voice)
        assert Path(heard).stat().st_size > 44 + 2 * 22_050 * 0.06, spoken  # a wav head and 60 ms
