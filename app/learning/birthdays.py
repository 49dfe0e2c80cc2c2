"""Birth months: a child is known by the month it was born in, never by the day."""

from datetime import date

from app.learning.problems import Problem, Trouble


def birth_month(born: date | None, today: date) -> date | None:
    """The first of the birth month. Problem(BORN_IN_FUTURE) for a month after today's; None (not told) and long ago are as they are."""
    if born is None:
        return None
    month = born.replace(day=1)
    if month > today.replace(day=1):
        raise Problem(Trouble.BORN_IN_FUTURE, born=month.isoformat())
    return month
