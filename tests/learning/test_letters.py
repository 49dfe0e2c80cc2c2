"""Letters and how their packs are read."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.letters import LetterPack, Word, form, letters_of_name, parse_pack
from app.learning.people import Case
from app.learning.problems import Problem, Trouble
from tests.learning.sample import pack, pack_text, small, small_pack


def refused(text: str) -> dict[str, object]:
    with pytest.raises(Problem) as caught:
        parse_pack(text)
    assert caught.value.trouble is Trouble.PACK_BROKEN
    return dict(caught.value.facts)


def spoiled(**changes: Any) -> dict[str, object]:
    return refused(json.dumps(small_pack(**changes)))


def letter(**changes: Any) -> list[dict[str, Any]]:
    """The letters of the small pack, the second one changed; None takes a field out."""
    letters = small_pack()["letters"]
    assert isinstance(letters, list)
    whole = letters[1] | changes
    letters[1] = {key: value for key, value in whole.items() if value is not None}
    return letters


def test_a_whole_pack_is_read_as_it_is_written() -> None:
    read = small(alike=["a e"])
    assert (read.language, read.script, read.voice, read.version, read.right_to_left) == ("xx", "Latn", "en", 1, False)
    assert list(read.keys) == ["a", "b", "c", "d", "e"]
    assert read.letter("b").confusables == {"d"}
    assert read.letter("e").alike == {"a"}
    assert read.letter("c").words == (Word("cat", "🐱", "c"),)
    assert read.orders == {"alphabet": ("a", "b", "c", "d", "e")}


@pytest.mark.parametrize("end", [0, 1, 200, -3])
def test_a_truncated_pack_names_its_line(end: int) -> None:
    facts = refused(pack_text("hi")[:end])
    assert facts["reason"] == "not-json"
    assert isinstance(facts["line"], int)


def test_the_line_of_a_slip_of_the_pen_is_the_line_it_stands_on() -> None:
    lines = pack_text("en").splitlines()
    lines[19] = lines[19].replace(":", ";", 1)
    assert refused("\n".join(lines))["line"] == 20


@pytest.mark.parametrize("text", ["[]", "3", '"x"', "null"])
def test_a_pack_that_is_no_object_is_refused(text: str) -> None:
    assert refused(text) == {"line": 1, "reason": "not-an-object"}


def test_brackets_without_end_are_refused_and_not_followed_for_ever() -> None:
    assert refused("[" * 100_000)["line"] == 1


@pytest.mark.parametrize(("changes", "key", "reason"), [
    ({"language": ""}, "language", "text-missing"),
    ({"language": 3}, "language", "text-missing"),
    ({"right_to_left": "no"}, "right_to_left", "not-true-or-false"),
    ({"version": 0}, "version", "not-a-number"),
    ({"version": True}, "version", "not-a-number"),
    ({"orders": []}, "orders", "not-an-object"),
    ({"orders": {}}, "orders", "order-missing"),
    ({"orders": {"short": "a b c"}}, "orders.short", "not-every-letter-once"),
    ({"orders": {"twice": "a b c d e e"}}, "orders.twice", "not-every-letter-once"),
    ({"confusable": ["b"]}, "confusable", "not-letters-of-this-pack"),
    ({"confusable": ["b b"]}, "confusable", "not-letters-of-this-pack"),
    ({"confusable": ["b ñ"]}, "confusable", "not-letters-of-this-pack"),
    ({"alike": "a e"}, "alike", "not-a-list-of-texts"),
    ({"alike": [3]}, "alike", "not-a-list-of-texts"),
    ({"letters": []}, "letters", "not-a-list"),
    ({"letters": {}}, "letters", "not-a-list"),
    ({"letters": ["a"]}, "letters[0]", "not-an-object"),
    ({"letters": letter(key="a")}, "letters[0].key", "twice"),
    ({"letters": letter(key=None)}, "letters[1].key", "text-missing"),
    ({"letters": letter(lower="a")}, "letters", "two-letters-drawn-alike"),
    ({"letters": letter(upper="A")}, "letters", "two-letters-drawn-alike"),
    ({"letters": letter(upper=None)}, "letters", "case-missing"),
    ({"letters": letter(lower="bcde")}, "letters[1].lower", "not-one-letter"),
    ({"letters": letter(lower="e\u0301")}, "letters[1].lower", "not-one-letter"),
    ({"letters": letter(sound=None)}, "letters[1].sound", "not-an-object"),
    ({"letters": letter(sound={"phonemes": "b"})}, "letters[1].sound.text", "text-missing"),
    ({"letters": letter(sound={"text": "b", "phonems": "b"})}, "letters[1].sound.phonems", "unknown-key"),
    ({"letters": letter(words=["bee"])}, "letters[1].words", "not-a-word-with-picture"),
    ({"letters": letter(words=["bee b"])}, "letters[1].words", "not-a-word-with-picture"),
    ({"letters": letter(words=["bee 🐝🐝"])}, "letters[1].words", "not-a-word-with-picture"),
    ({"letters": letter(contains=["🐝"])}, "letters[1].contains", "not-a-word-with-picture"),
    ({"letters": letter(wrods=[])}, "letters[1].wrods", "unknown-key"),
    ({"colour": "red"}, "colour", "unknown-key"),
])  # fmt: skip
def test_what_is_wrong_is_told_with_its_place_and_reason(changes: dict[str, Any], key: str, reason: str) -> None:
    assert spoiled(**changes) == {"key": key, "reason": reason}


def test_three_letters_are_too_few_for_a_round() -> None:
    letters = small_pack()["letters"][:3]
    assert spoiled(letters=letters, orders={"x": "a b c"}, confusable=[]) == {"key": "letters", "reason": "too-few"}


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=4), lambda inner: st.lists(inner, max_size=3)), st.data())
@settings(max_examples=100, deadline=None)
def test_whatever_stands_where_something_else_should_is_a_problem_and_never_a_crash(value: object, data: st.DataObject) -> None:
    whole = small_pack()
    key = data.draw(st.sampled_from(sorted(whole)))
    inner = data.draw(st.sampled_from(sorted(whole["letters"][0])))
    if data.draw(st.booleans()):
        whole[key] = value
    else:
        whole["letters"][0][inner] = value
    with suppress(Problem):
        assert parse_pack(json.dumps(whole)).letters


def test_a_letter_is_drawn_small_capital_or_both() -> None:
    assert [form(pack("es").letter("ñ"), case) for case in Case] == ["ñ", "Ñ", "Ññ"]
    assert [form(pack("hi").letter("क्ष"), case) for case in Case] == ["क्ष"] * 3


def test_a_script_without_case_has_one_case() -> None:
    assert pack("hi").cases == (Case.LOWER,)
    assert pack("en").cases == (Case.LOWER, Case.UPPER)


def test_an_order_that_a_pack_no_longer_has_is_its_usual_one() -> None:
    assert pack("en").order("montessori") == pack("en").usual_order == pack("en").order("phonics")
    assert pack("en").order("alphabet")[:3] == ("a", "b", "c")


def test_words_that_only_contain_the_letter_are_marked_and_not_counted_as_first() -> None:
    x = pack("en").letter("x")
    assert x.first_words == ()
    assert [(word.text, word.first) for word in x.words][:2] == [("fox", "f"), ("box", "b")]
    assert all(word.contains for word in x.words)


@pytest.mark.parametrize(("language", "name", "keys"), [
    ("en", "Anna", "a n"),
    ("en", "Zoë O'Neill 3rd 🙂", "z o e n i l r d"),
    ("es", "Íñigo", "i ñ g o"),
    ("es", "n\u0303u", "ñ u"),
    ("hi", "किरण", "क र ण"),
    ("hi", "अक्षय", "अ क्ष य"),
    ("hi", "क्षितिज", "क्ष त ज"),
    ("hi", "Anna", ""),
    ("en", "किरण", ""),
    ("en", "", ""),
])  # fmt: skip
def test_the_letters_of_a_name_are_those_of_the_language_each_once(language: str, name: str, keys: str) -> None:
    assert letters_of_name(name, pack(language)) == tuple(keys.split())


def test_a_pack_says_which_letters_it_has_not() -> None:
    with pytest.raises(KeyError):
        pack("en").letter("ñ")
    assert isinstance(pack("en"), LetterPack)
