"""Picture passwords."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.learning.people import SECRET_PICTURES
from app.learning.problems import Problem, Trouble
from app.learning.secrets import Secret, all_secrets, assign, shown


def test_there_are_one_thousand_three_hundred_and_twenty() -> None:
    assert len(set(all_secrets())) == 1320


def test_two_hundred_children_get_as_many_and_no_two_the_same_pictures() -> None:
    taken: list[Secret] = []
    for number in range(200):
        taken.append(assign(taken, seed=number))
    assert len({frozenset(secret) for secret in taken}) == 200
    assert all(len(set(secret)) == 3 for secret in taken)


def test_the_last_one_is_given_and_then_they_are_used_up() -> None:
    everything = all_secrets()
    assert assign(everything[:-1], seed=1) == everything[-1]
    with pytest.raises(Problem) as caught:
        assign(everything, seed=1)
    assert caught.value.trouble is Trouble.SECRETS_USED_UP


def test_a_secret_follows_from_its_seed_and_seeds_spread() -> None:
    assert assign([], 5) == assign([], 5)
    assert len({assign([], seed) for seed in range(200)}) > 150


@given(st.sampled_from(all_secrets()), st.integers())
@settings(max_examples=100, deadline=None)
def test_nine_pictures_are_shown_the_right_ones_among_them_always_the_same(secret: Secret, seed: int) -> None:
    pictures = shown(secret, seed)
    assert len(set(pictures)) == 9
    assert set(secret) <= set(pictures) <= set(range(len(SECRET_PICTURES)))
    assert shown(secret, seed) == pictures


def test_where_the_right_pictures_stand_does_not_give_them_away() -> None:
    places = [shown((0, 1, 2), seed).index(0) for seed in range(300)]
    assert all(places.count(place) > 10 for place in range(9))
