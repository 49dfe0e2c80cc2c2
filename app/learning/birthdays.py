"""Birth months: a child is known by the month it was born in, never by the day."""

from datetime import date

from app.learning.problems import Problem, Trouble

_OLDEST_YEARS = 120


def birth_month(born: date | None, today: date) -> date | None:
    """The first of the birth month. Problem(BORN_IN_FUTURE) for a month after today's; None (not told) and long ago are as they are."""
    if born is None:
        return None
    month = born.replace(day=1)
    if month > today.replace(day=1):
        raise Problem(Trouble.BORN_IN_FUTURE, born=month.isoformat())
    return month


def age_in_years(born: date | None, today: date) -> int | None:
    """The age in whole years, counted from the birth month; None when it is not told or cannot be an age."""
    if born is None:
        return None
    years = today.year - born.year - (today.month < born.month)
    return years if 0 <= years <= _OLDEST_YEARS else None
