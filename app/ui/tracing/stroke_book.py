"""The strokes of schoolbooks, for the letters that have any (`resources/strokes`)."""

from __future__ import annotations

import json
from functools import cache

from app.system import resources

Strokes = tuple[tuple[tuple[float, float], ...], ...]


@cache
def _book() -> dict[str, Strokes]:
    read = json.loads(resources.strokes_text())
    return {letter: tuple(tuple((float(x), float(y)) for x, y in line) for line in lines) for letter, lines in read.items()}


def strokes_of(letter: str) -> Strokes | None:
    """The strokes of a letter in the order of writing; None where nobody has said how it is written."""
    return _book().get(letter)
