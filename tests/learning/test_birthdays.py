"""Birth months."""

from datetime import date

import pytest

from app.learning.birthdays import age_in_years, birth_month
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


@pytest.mark.parametrize(("born", "age"), [
    (None, None),
    (date(2021, 3, 1), 5),
    (date(2021, 4, 1), 4),
    (date(2026, 3, 1), 0),
    (date(1800, 1, 1), None),
    (date(2027, 1, 1), None),
])  # fmt: skip
def test_the_age_is_counted_from_the_birth_month(born: date | None, age: int | None) -> None:
    assert age_in_years(born, TODAY) == age
