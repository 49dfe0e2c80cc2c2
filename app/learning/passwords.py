"""Rules for grown-ups' passwords: how long at least, and how long the door stays shut after wrong ones."""

from datetime import datetime, timedelta

from app.learning.problems import Problem, Trouble

SHORTEST = 8
LONGEST = 1000  # characters; hashing is made slow on purpose, and a whole book should not be hashed
_FREE = 5
_LONGEST_WAIT = timedelta(hours=1)


def check(password: str) -> None:
    """Problem(PASSWORD_TOO_SHORT, shortest) for a password of fewer than 8 characters that are not spaces at its ends."""
    if len(password.strip()) < SHORTEST or len(password) > LONGEST:
        raise Problem(Trouble.PASSWORD_TOO_SHORT, shortest=SHORTEST)


def wait_after(wrong: int) -> timedelta:
    """How long the door stays shut after so many wrong passwords in a row: not at all up to four, a minute at five, doubling to an hour."""
    if wrong < _FREE:
        return timedelta()
    minutes = 1 << min(wrong - _FREE, 6)
    return min(timedelta(minutes=minutes), _LONGEST_WAIT)


def locked_until(wrong: int, last_wrong: datetime | None, now: datetime) -> datetime | None:
    """Until when the door is shut, or None when it is open.

    A clock that was set back does not lengthen the wait: a last wrong password in the future counts as now.
    """
    if last_wrong is None:
        return None
    until = min(last_wrong, now) + wait_after(wrong)
    return until if until > now else None
