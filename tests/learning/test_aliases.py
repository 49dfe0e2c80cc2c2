"""Which rows are one child: every replica finds the same, whatever was joined where, in whatever order it is told."""

from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.learning.aliases import Alias, Aliases, OneChild, alias_id
from app.learning.ids import ChildId

A, B, C, D = (ChildId(UUID(int=number)) for number in range(1, 5))
ROWS = st.integers(1, 8).map(lambda number: ChildId(UUID(int=number)))
PAIRS = st.lists(st.tuples(ROWS, ROWS), max_size=12)


def test_a_row_that_is_no_alias_is_a_child_of_its_own() -> None:
    assert Aliases([]).one(A) == OneChild(A, (A,))
    assert Aliases([(A, A)]).one(A) == OneChild(A, (A,))


def test_a_chain_leads_to_its_end() -> None:
    aliases = Aliases([(A, B), (B, C), (D, B)])
    assert aliases.one(A) == aliases.one(B) == aliases.one(C) == aliases.one(D) == OneChild(C, (C, A, B, D))
    assert aliases.joined == {A, B, D}


def test_of_a_ring_the_least_id_is_kept() -> None:
    assert Aliases([(A, B), (B, A)]).one(B) == OneChild(A, (A, B))
    assert Aliases([(B, C), (C, D), (D, B), (A, D)]).one(A) == OneChild(B, (B, A, C, D))


def test_of_two_rows_that_a_third_is_the_same_as_the_lesser_is_kept() -> None:
    assert Aliases([(A, C), (A, B)]).one(C) == OneChild(B, (B, A, C))


def test_an_alias_has_one_id_on_every_computer_and_every_pair_its_own() -> None:
    assert alias_id((A, B)) == alias_id((A, B))
    assert len({alias_id(pair) for pair in ((A, B), (B, A), (A, C))}) == 3


@given(PAIRS, st.randoms(use_true_random=False))
def test_the_same_aliases_make_the_same_children_in_whatever_order_they_come(pairs: list[Alias], dice: Random) -> None:
    shuffled = [*pairs, *pairs]
    dice.shuffle(shuffled)
    assert Aliases(shuffled).several == Aliases(pairs).several


@given(PAIRS)
def test_every_row_is_of_exactly_one_child_and_all_of_its_rows_say_so(pairs: list[Alias]) -> None:
    aliases = Aliases(pairs)
    met = [row for one in aliases.several for row in one.rows]
    assert len(met) == len(set(met))
    for row, other in pairs:
        one = aliases.one(row)
        assert one == aliases.one(other) == aliases.one(one.id)
        assert one.rows[0] == one.id == aliases.kept(row)
        assert {row, other} <= set(one.rows)
        assert set(one.joined) <= aliases.joined
        assert one.id not in aliases.joined


@given(PAIRS, ROWS)
def test_a_row_that_is_separated_is_a_child_of_its_own_and_the_kept_one_stays_the_kept_one(pairs: list[Alias], row: ChildId) -> None:
    before = Aliases(pairs)
    taken, kept = before.separating(row), before.kept(row)
    after = Aliases(pair for pair in pairs if pair not in taken)
    if kept == row:
        assert not taken
        return
    assert after.kept(row) == row != kept
    assert after.kept(kept) == kept
    rows = set(before.one(row).rows)
    assert set(after.one(row).rows) <= rows
    assert [one for one in after.several if not rows & set(one.rows)] == [one for one in before.several if one.id != kept]


@given(PAIRS, ROWS, ROWS)
def test_joining_two_children_makes_them_one_keeps_the_first_and_leaves_all_others(
    pairs: list[Alias], child: ChildId, other: ChildId
) -> None:
    before = Aliases(pairs)
    kept, joined = before.kept(child), before.kept(other)
    if kept == joined:
        return
    made, taken = before.joining(kept, joined)
    after = Aliases([*(pair for pair in pairs if pair not in taken), *made])
    assert after.kept(other) == after.kept(child) == kept
    assert set(after.one(kept).rows) == {*before.one(child).rows, *before.one(other).rows}
    assert [one for one in after.several if one.id != kept] == [one for one in before.several if one.id not in (kept, joined)]


@given(ROWS, ROWS)
def test_what_was_joined_and_separated_is_as_it_was(child: ChildId, other: ChildId) -> None:
    if child != other:
        made, _ = Aliases([]).joining(child, other)
        assert set(Aliases(made).separating(other)) == set(made)
