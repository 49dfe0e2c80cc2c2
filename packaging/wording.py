"""Saying things before the program exists: plain lines on a terminal of any encoding."""

import sys


class Unready(Exception):
    """Something the person has to do first; its text is the sentence to show."""


def say(text: str, *, error: bool = False) -> None:
    """Write a line; a letter that the terminal cannot show becomes a question mark, never an exception."""
    stream = sys.stderr if error else sys.stdout
    encoding = stream.encoding or "ascii"
    print(text.encode(encoding, "replace").decode(encoding), file=stream, flush=True)
