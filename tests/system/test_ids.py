"""Ids come in the order in which they were made, whatever the clock does."""

import threading
from uuid import UUID, uuid4

import pytest
import uuid_utils
from hypothesis import given
from hypothesis import strategies as st

from app.system import clock, ids

SEVENS = st.builds(
    lambda milliseconds, a, b: milliseconds << 80 | 0x7 << 76 | a << 64 | 0b10 << 62 | b,
    st.integers(0, (1 << 48) - 2),
    st.integers(0, 0xFFF) | st.just(0xFFF),
    st.integers(0, (1 << 62) - 1) | st.just((1 << 62) - 1),
)


def test_an_id_is_a_uuid_of_version_seven() -> None:
    made = ids.new_id()
    assert type(made) is UUID
    assert (made.version, made.variant) == (7, uuid4().variant)


def test_ids_come_in_order() -> None:
    made = [ids.new_id() for _ in range(5_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_ids_of_many_threads_never_meet() -> None:
    made: list[UUID] = []
    threads = [threading.Thread(target=lambda: made.extend([ids.new_id() for _ in range(500)])) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 4_000


def test_ids_stay_in_order_when_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = ids.new_id()
    year_ago = uuid_utils.uuid7(nanoseconds=1_700_000_000 * 10**9)
    monkeypatch.setattr(uuid_utils, "uuid7", lambda: year_ago)
    made = [before, ids.new_id(), ids.new_id()]
    assert made == sorted(set(made))


@given(last=SEVENS, fresh=SEVENS)
def test_the_later_id_is_always_greater_and_always_a_version_seven(last: int, fresh: int) -> None:
    later = ids.later(last, fresh)
    assert later > last
    assert later == fresh or fresh <= last
    assert UUID(int=later).version == 7
    assert (later >> 62) & 0b11 == 0b10


def test_the_clock_gives_aware_local_time() -> None:
    assert clock.now().utcoffset() is not None


def test_elapsed_time_never_goes_back() -> None:
    readings = [clock.elapsed_ms() for _ in range(100)]
    assert readings == sorted(readings)
