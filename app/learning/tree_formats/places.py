"""The line of a value in a JSON text. Slow, so it is asked only of what is wrong; the text is known to be JSON."""

import re

_BLANK = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_PLAIN = re.compile(r"[^\s,\]}]+")


def line_of(text: str, path: tuple[str | int, ...]) -> int:
    """The line (from 1) on which the value at the end of `path` begins; of the last step that is there, when it is not."""
    at = _skip_blank(text, 0)
    for step in path:
        further = _step(text, at, step)
        if further is None:
            break
        at = further
    return text.count("\n", 0, at) + 1


def _step(text: str, at: int, step: str | int) -> int | None:
    """Where a member of the object or list that begins at `at` begins. Of two equal keys the last is meant, as in reading."""
    if text[at] not in "{[":
        return None
    found, number, here = None, 0, _skip_blank(text, at + 1)
    while text[here] not in "}]":
        key: str | int = number
        if text[at] == "{":
            written = _STRING.match(text, here)
            assert written is not None  # noqa: S101 (for the type checker: it is JSON)
            key = written.group()[1:-1]
            here = _skip_blank(text, _skip_blank(text, written.end()) + 1)
        if key == step:
            found = here
            if isinstance(step, int):
                return found
        here = _skip_blank(text, _end(text, here))
        if text[here] == ",":
            here = _skip_blank(text, here + 1)
        number += 1
    return found


def _end(text: str, at: int) -> int:
    """Where the value that begins at `at` ends."""
    if text[at] not in "{[":
        value = (_STRING if text[at] == '"' else _PLAIN).match(text, at)
        return at + 1 if value is None else value.end()
    depth = 0
    while True:
        match text[at]:
            case "{" | "[":
                depth += 1
            case "}" | "]":
                depth -= 1
                if depth == 0:
                    return at + 1
            case '"':
                written = _STRING.match(text, at)
                at = at if written is None else written.end() - 1
            case _:
                pass
        at += 1


def _skip_blank(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return at if blank is None else blank.end()
