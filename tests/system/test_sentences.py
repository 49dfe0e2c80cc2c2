"""Every trouble has a sentence, help and a remedy."""

from datetime import UTC, datetime

import pytest

from app.learning.problems import Problem, Trouble
from app.system.sentences import SENTENCES, filled, plain_sentence


@pytest.mark.parametrize("trouble", list(Trouble))
def test_every_trouble_has_a_sentence_and_help_that_end_properly(trouble: Trouble) -> None:
    text, help_, _ = SENTENCES[trouble]
    assert text.endswith(".")
    assert help_.endswith((".", ". "))
    assert "error" not in (text + help_).lower()


def test_facts_fill_the_braces_and_times_are_said_as_times() -> None:
    problem = Problem(Trouble.LOCKED_OUT, until=datetime(2026, 11, 20, 9, 5, tzinfo=UTC))
    assert plain_sentence(problem) == "Too many wrong passwords. Try again at 09:05."


def test_a_fact_that_is_not_known_is_left_out_instead_of_showing_braces() -> None:
    assert filled("Up to {longest} letters fit.", Problem(Trouble.NAME_TOO_LONG)) == "Up to"
    assert "{" not in plain_sentence(Problem(Trouble.NAME_TOO_LONG))


def test_facts_with_braces_of_their_own_are_not_read_as_fields() -> None:
    assert filled("At {where}.", Problem(Trouble.UNEXPECTED, where="{0}")) == "At {0}."
