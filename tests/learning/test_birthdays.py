"""Birth months."""

from datetime import date

import pytest

from app.learning.birthdays import birth_month
from app.learning.problems import Problem, Trouble

TODAY = date(2026, 3, 15)


def test_of_a_birthday_the_month_is_kept() -> None:
    assert birth_month(date(2021, 7, 30), TODAY) == date(2021, 7, 1)
    assert birth_month(date(2026, 3, 31), TODAY) == date(2026, 3, 1)
    assert birth_month(None, TODAY) is None


@pytest.mark.parametrize("born", [date(2026, 4, 1), date(2027, 1, 1), date(9999, 12, 31)])
def test_nobody_is_born_in_the_future(born: date) -> None:
    with pytest.raises(Problem) as caught:
        birth_month(born, TODAY)
    assert caught.value.trouble is Trouble.BORN_IN_FUTURE
