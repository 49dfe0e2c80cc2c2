"""Whatever is killed in mid-game, what was shown as kept is there. The hundred kills of the marks are in `make bench`."""

import pytest

from tests.benchmarks import kills


@pytest.mark.parametrize("seed", [1, 2])
def test_no_answer_whose_feedback_was_shown_is_lost_and_every_start_works_by_itself(seed: int) -> None:
    lost, failed = kills.measure(3, seed)  # the program, then PostgreSQL, then both
    assert (lost.value, failed.value) == (0, 0)
    assert not lost.beside.startswith("0 "), "nothing was played, so nothing was proved"
