"""Code that nothing uses: functions, classes, methods and properties that no line of the program names, found by vulture.

Tests do not count as use, but for the few names below. Fields and variables are left to vulture's surer findings: a value may carry more
than is read of it today.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from vulture import Vulture
from vulture.core import Item

PLACES = ("app", "migrations", "packaging")
SURE = 80  # percent, as vulture counts: unused imports and arguments, lines that are never reached
POSSIBLE = 60  # percent: a name that nothing mentions
KINDS = {"function", "class", "method", "property"}
# Names that something outside the project calls, and who.
CALLED_FROM_OUTSIDE = {
    "downgrade": "Alembic",
    "emit": "logging",
    "handle_exit": "uvicorn",
    "paint": "Qt",
}
# What tests look at or put back, and nothing else has to.
SEEN_BY_TESTS = {"contrast", "draw_ladybird", "filling", "for_database", "forget_all", "key_to_hold", "new_friend", "unwritten"}
EXPECTED = CALLED_FROM_OUTSIDE.keys() | SEEN_BY_TESTS
VIRTUAL = re.compile(r"[a-z]+[A-Z]\w*")  # ours are in snake case; camel case is Qt's (or logging's), overridden
BY_NAME = re.compile(r"\"app[\w.]*:(\w+)\"")  # pages are named in a table and imported when they are first gone to


def faults(root: Path) -> list[str]:
    """What is not used, one sentence each."""
    search = Vulture()
    search.scavenge([str(root / place) for place in PLACES if (root / place).is_dir()])
    for file in (root / "app").rglob("*.py"):
        for name in BY_NAME.findall(file.read_text(encoding="utf-8")):
            search.used_names.add(name)
    return sorted(_sentences(search.get_unused_code(min_confidence=POSSIBLE), root))


def _sentences(items: list[Item], root: Path) -> Iterator[str]:
    for item in items:
        name = str(item.name)
        if item.confidence < SURE and (item.typ not in KINDS or VIRTUAL.fullmatch(name) or name in EXPECTED):
            continue
        yield f"{Path(item.filename).relative_to(root).as_posix()}:{item.first_lineno}: {item.message}"
