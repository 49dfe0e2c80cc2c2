"""How often a caller may call."""

from app.gateway import limits
from app.gateway.limits import Buckets


def allowed(buckets: Buckets, caller: str, times: int, now: float) -> int:
    return sum(buckets.take(caller, now) == 0 for _ in range(times))


def test_a_quiet_caller_may_make_what_three_seconds_allow_at_once() -> None:
    assert allowed(Buckets(10), "a", 100, now=50) == 30


def test_then_it_may_go_on_at_its_rate_and_is_told_how_long_to_wait() -> None:
    buckets = Buckets(10)
    allowed(buckets, "a", 30, now=50)
    assert buckets.take("a", 50) == 0.1
    assert allowed(buckets, "a", 100, now=51) == 10
    assert allowed(buckets, "a", 100, now=1_000) == 30


def test_callers_do_not_take_from_one_another() -> None:
    buckets = Buckets(1)
    assert allowed(buckets, "a", 9, now=0) == allowed(buckets, "b", 9, now=0) == 3


def test_who_was_not_heard_of_for_longest_is_forgotten() -> None:
    buckets = Buckets(1)
    for caller in range(limits.MOST_KNOWN + 10):
        buckets.take(str(caller), 0)
    assert len(buckets._known) == limits.MOST_KNOWN
