"""Every trouble has a sentence, help and a remedy."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from string import Formatter

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
    here = datetime(2026, 11, 20, 9, 5).astimezone()
    for until in (here, here.astimezone(UTC), here.astimezone(timezone(timedelta(hours=-7)))):
        assert plain_sentence(Problem(Trouble.LOCKED_OUT, until=until)) == "Too many wrong passwords. Try again at 09:05."


def test_a_fact_that_is_not_known_is_left_out_instead_of_showing_braces() -> None:
    assert filled("Up to {longest} letters fit.", Problem(Trouble.NAME_TOO_LONG)) == "Up to"
    assert "{" not in plain_sentence(Problem(Trouble.NAME_TOO_LONG))


def test_facts_with_braces_of_their_own_are_not_read_as_fields() -> None:
    assert filled("At {where}.", Problem(Trouble.UNEXPECTED, where="{0}")) == "At {0}."


APP = Path(__file__).parents[2] / "app"


def raised() -> Iterator[tuple[str, Trouble, set[str | None]]]:
    """Every place in the program that makes a Problem of a code by name: where it is, the code, and the names of its facts."""
    for path in APP.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem" and node.args):
                continue
            code = node.args[0]
            if isinstance(code, ast.Attribute) and isinstance(code.value, ast.Name) and code.value.id == "Trouble":
                yield f"{path.relative_to(APP)}:{node.lineno}", Trouble[code.attr], {keyword.arg for keyword in node.keywords}


def test_every_problem_carries_the_facts_that_its_sentence_tells() -> None:
    told = {
        trouble: {name for text in parts[:2] for _, name, _, _ in Formatter().parse(text) if name}
        for trouble, parts in SENTENCES.items()
    }
    places = list(raised())
    assert len(places) > 50
    assert [(where, told[trouble] - facts) for where, trouble, facts in places if told[trouble] - facts] == []
    assert {trouble for trouble, names in told.items() if names} <= {trouble for _, trouble, _ in places}


def test_every_trouble_can_happen() -> None:
    named = {
        node.attr
        for path in APP.rglob("*.py")
        if path.name not in {"sentences.py", "problems.py"}
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Trouble"
    }
    assert {trouble.name for trouble in Trouble} - named == set()
