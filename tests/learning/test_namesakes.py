"""Who is asked about: children that look like one, and nobody else."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.learning.ids import ChildId
from app.learning.namesakes import Met, look_alike
from app.learning.people import Avatar, Child


def met(number: int, name: str, made_by: str = "", languages: tuple[str, ...] = ("en",), born: date | None = None) -> Met:
    return Met(Child(ChildId(UUID(int=number)), name, Avatar(), born, languages), made_by or str(number))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mia", "Mia"), ("Mia", "MIA"), ("Zoe\u0308", "Zo\u00eb"), ("Mia", "Mia K."), ("mia köhler", "Mia"), ("Straße", "STRASSE")],
)
def test_one_name_in_two_ways_of_writing_it_is_asked_about(one: str, other: str) -> None:
    first, second = met(1, one), met(2, other)
    assert look_alike([second, first], ()) == ((first.child, second.child),)


@pytest.mark.parametrize(("one", "other"), [("Mia", "Miriam"), ("Mia", "Lea"), ("Mia K.", "Mia S."), ("Ann", "Anna")])
def test_other_names_are_not(one: str, other: str) -> None:
    assert look_alike([met(1, one), met(2, other)], ()) == ()


def test_two_that_were_added_in_one_run_of_the_program_are_two() -> None:
    assert look_alike([met(1, "Mia", "home"), met(2, "Mia", "home")], ()) == ()


def test_children_who_share_no_language_or_were_born_in_different_months_are_two() -> None:
    assert look_alike([met(1, "Mia"), met(2, "Mia", languages=("de",))], ()) == ()
    assert look_alike([met(1, "Mia", languages=("de", "en")), met(2, "Mia", languages=("en", "fr"))], ()) != ()
    may, june = date(2020, 5, 1), date(2020, 6, 1)
    assert look_alike([met(1, "Mia", born=may), met(2, "Mia", born=june)], ()) == ()
    assert look_alike([met(1, "Mia", born=may), met(2, "Mia")], ()) != ()


def test_what_a_grown_up_decided_is_not_asked_again() -> None:
    one, other = met(1, "Mia"), met(2, "Mia")
    assert look_alike([one, other], [frozenset((one.child.id, other.child.id))]) == ()


def test_of_three_namesakes_two_are_asked_about_first() -> None:
    three = [met(1, "Mia"), met(2, "Mia"), met(3, "Mia")]
    assert look_alike(three, ()) == ((three[0].child, three[1].child),)
    decided = [frozenset((three[0].child.id, three[1].child.id))]
    assert look_alike(three, decided) == ((three[0].child, three[2].child),)


def test_nobody_and_one_child_are_no_pair() -> None:
    assert look_alike([], ()) == ()
    assert look_alike([replace(met(1, "Mia"))], ()) == ()
