"""Names in a list stand where a reader looks for them."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.services.name_order import name_key


@pytest.mark.parametrize(
    "names",
    [
        ("Ana", "Álvaro", "Amara"),
        ("emil", "Émile", "Emma"),
        ("Mia 10", "Mia 2", "Mia"),
        ("Zoe", "Özlem", "Oskar", "Peter"),
        ("कमल", "किरण", "काव्या"),
        ("Ева", "Ёлка", "Елена"),
        ("ע", "א", "ب", "A"),
    ],
)
def test_the_order_does_not_depend_on_the_order_given(names: tuple[str, ...]) -> None:
    assert sorted(names, key=name_key) == sorted([*reversed(names)], key=name_key)


def test_accents_and_case_do_not_tear_names_apart() -> None:
    assert sorted(["Emma", "Zoe", "émile", "Emil", "álvaro", "Ana"], key=name_key) == ["álvaro", "Ana", "Emil", "émile", "Emma", "Zoe"]


def test_numbers_count() -> None:
    assert sorted(["Mia 10", "Mia 2", "Mia"], key=name_key) == ["Mia", "Mia 2", "Mia 10"]


def test_vowel_signs_of_indic_scripts_are_letters() -> None:
    assert sorted(["किरण", "काव्या", "कमल"], key=name_key) == ["कमल", "काव्या", "किरण"]


def test_other_digits_and_endless_numbers_are_no_trouble() -> None:
    assert len(sorted(["٣", "3", "²", "9" * 10_000], key=name_key)) == 4


@settings(max_examples=100)
@given(st.lists(st.text(max_size=12), max_size=6))
def test_any_names_can_be_sorted_and_one_written_in_two_forms_stands_together(names: list[str]) -> None:
    ordered = sorted(names, key=name_key)
    assert sorted([*reversed(names)], key=name_key) == ordered
    for name in names:
        assert name_key(unicodedata.normalize("NFD", name))[:2] == name_key(unicodedata.normalize("NFC", name))[:2]
