"""Reading a resource written in JSON with care: each value is asked for by name and kind, and what is wrong is told with its place."""

import json
from collections.abc import Iterator
from typing import NoReturn

from app.learning.problems import Problem, Trouble


class Entry:
    """An object of the resource and its place in it (`letters[3].sound`)."""

    def __init__(self, facts: dict[str, object], place: str) -> None:
        self._facts = facts
        self.place = place

    @classmethod
    def read(cls, text: str) -> "Entry":
        """The whole resource. Problem(PACK_BROKEN, line, reason) when it is not JSON, or not an object."""
        try:
            facts = json.loads(text)
        except (ValueError, RecursionError) as error:
            line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
            raise Problem(Trouble.PACK_BROKEN, line=line, reason="not-json") from error
        if not isinstance(facts, dict):
            raise Problem(Trouble.PACK_BROKEN, line=1, reason="not-an-object")
        return cls(facts, "")

    def wrong(self, key: str, reason: str) -> NoReturn:
        """Say that the value of a key is wrong, and why."""
        raise Problem(Trouble.PACK_BROKEN, key=self._at(key), reason=reason)

    def only(self, *keys: str) -> None:
        """Refuse a key that nothing reads: a slip of the pen would pass unseen."""
        for key in self._facts:
            if key not in keys:
                self.wrong(key, "unknown-key")

    def text(self, key: str) -> str:
        """A text that is not blank."""
        value = self._facts.get(key)
        if not isinstance(value, str) or not value.strip():
            self.wrong(key, "text-missing")
        return value

    def optional_text(self, key: str) -> str | None:
        """A text, or None when the key is not there or null."""
        return None if self._facts.get(key) is None else self.text(key)

    def words(self, key: str) -> tuple[str, ...]:
        """A text cut at its spaces; nothing when the key is not there."""
        return () if key not in self._facts else tuple(self.text(key).split())

    def truth(self, key: str) -> bool:
        """True or false."""
        value = self._facts.get(key)
        if not isinstance(value, bool):
            self.wrong(key, "not-true-or-false")
        return value

    def number(self, key: str) -> int:
        """A whole number of at least 1."""
        value = self._facts.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            self.wrong(key, "not-a-number")
        return value

    def entry(self, key: str) -> "Entry":
        """An object within this one."""
        value = self._facts.get(key)
        if not isinstance(value, dict):
            self.wrong(key, "not-an-object")
        return Entry(value, self._at(key))

    def entries(self, key: str) -> Iterator["Entry"]:
        """The objects of a list that is not empty."""
        value = self._facts.get(key)
        if not isinstance(value, list) or not value:
            self.wrong(key, "not-a-list")
        for number, facts in enumerate(value):
            if not isinstance(facts, dict):
                self.wrong(f"{key}[{number}]", "not-an-object")
            yield Entry(facts, self._at(f"{key}[{number}]"))

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, none of them blank; nothing when the key is not there."""
        value = self._facts.get(key, [])
        if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
            self.wrong(key, "not-a-list-of-texts")
        return tuple(value)

    def names(self) -> tuple[str, ...]:
        """The keys of this object in the order they are written."""
        return tuple(self._facts)

    def _at(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key
