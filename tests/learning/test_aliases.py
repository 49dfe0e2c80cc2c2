"""Which rows are one child: every replica finds the same, whatever was joined where, in whatever order it is told."""

from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.learning.aliases import Aliases, OneChild, alias_id
from app.learning.ids import ChildId

A, B, C, D = (ChildId(UUID(int=number)) for number in range(1, 5))
ROWS = st.integers(1, 9).map(lambda number: ChildId(UUID(int=number)))
PAIRS = st.dictionaries(ROWS, ROWS, max_size=9)


def test_a_row_that_is_no_alias_is_a_child_of_its_own() -> None:
    assert Aliases({}).one(A) == OneChild(A, (A,))
    assert Aliases({A: A}).one(A) == OneChild(A, (A,))


def test_a_chain_leads_to_its_end() -> None:
    aliases = Aliases({A: B, B: C, D: B})
    assert aliases.one(A) == aliases.one(B) == aliases.one(C) == aliases.one(D) == OneChild(C, (C, A, B, D))
    assert aliases.joined == {A, B, D}


def test_of_a_ring_the_least_id_is_kept() -> None:
    assert Aliases({A: B, B: A}).one(B) == OneChild(A, (A, B))
    assert Aliases({B: C, C: D, D: B, A: D}).one(A) == OneChild(B, (B, A, C, D))


def test_a_row_is_the_alias_of_one_other_at_most_on_every_computer() -> None:
    assert alias_id(A) == alias_id(A)
    assert alias_id(A) != alias_id(B)


@given(PAIRS, st.randoms(use_true_random=False))
def test_the_same_aliases_make_the_same_children_in_whatever_order_they_come(pairs: dict[ChildId, ChildId], dice: Random) -> None:
    shuffled = list(pairs.items())
    dice.shuffle(shuffled)
    assert Aliases(dict(shuffled)).several == Aliases(pairs).several


@given(PAIRS)
def test_every_row_is_of_exactly_one_child_and_all_of_its_rows_say_so(pairs: dict[ChildId, ChildId]) -> None:
    aliases = Aliases(pairs)
    met = [row for one in aliases.several for row in one.rows]
    assert len(met) == len(set(met))
    for row, other in pairs.items():
        one = aliases.one(row)
        assert one == aliases.one(other) == aliases.one(one.id)
        assert one.rows[0] == one.id == aliases.kept(row)
        assert {row, other} <= set(one.rows)
        assert set(one.joined) <= aliases.joined
        assert one.id not in aliases.joined


@given(PAIRS, ROWS)
def test_a_row_that_is_separated_is_a_child_of_its_own_and_nobody_else_is_torn_from_whom_it_was_joined_to(
    pairs: dict[ChildId, ChildId], row: ChildId
) -> None:
    before = Aliases(pairs)
    taken = before.separating(row)
    after = Aliases({one: other for one, other in pairs.items() if one not in taken})
    if before.kept(row) == row:
        assert not taken
        return
    assert after.kept(row) == row != after.kept(before.kept(row)) == before.kept(row)
    assert {*after.one(row).rows, *after.one(before.kept(row)).rows} == set(before.one(row).rows)


@given(PAIRS, ROWS, ROWS)
def test_joining_two_children_makes_them_one_and_leaves_all_others(pairs: dict[ChildId, ChildId], child: ChildId, other: ChildId) -> None:
    before = Aliases(pairs)
    kept, joined = before.kept(child), before.kept(other)
    if kept == joined:
        return
    after = Aliases({one: same for one, same in pairs.items() if one != kept} | {joined: kept})
    assert after.kept(other) == after.kept(child) == kept
    assert set(after.one(kept).rows) == {*before.one(child).rows, *before.one(other).rows}
    assert [one for one in after.several if one.id != kept] == [one for one in before.several if one.id not in (kept, joined)]
