"""The overlays: what a teacher writes down about the letters of a language (`packaging/letters/FORMAT.md` says what is what).

A slip is told as file, line and reason (`Slip`), so that it is found where it was made.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from app.learning.letters import clusters

FOLDER = Path(__file__).resolve().parent / "letters"
AS_LISTED = "as listed"
_ROOT = {"name", "endonym", "voice", "version", "script", "cldr", "confusable", "alike", "orders", "letters", "differs"}
_LETTER = {"name", "sound", "upper", "final", "also", "words", "contains"}
_SCRIPTS = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "DEVANAGARI": "Deva", "BENGALI": "Beng", "GUJARATI": "Gujr", "GURMUKHI": "Guru",
    "TAMIL": "Taml", "TELUGU": "Telu", "KANNADA": "Knda", "MALAYALAM": "Mlym", "SINHALA": "Sinh", "ORIYA": "Orya", "ARABIC": "Arab",
    "HEBREW": "Hebr", "ARMENIAN": "Armn", "GEORGIAN": "Geor", "ETHIOPIC": "Ethi", "THAI": "Thai", "HANGUL": "Kore", "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
}  # fmt: skip


class Slip(Exception):
    """Something in an overlay that cannot be: `file:line: reason`."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}")
        self.line, self.reason = line, reason


@dataclass(frozen=True, slots=True)
class Said:
    """A name or a sound: text, and phonemes where the voice reads the text wrongly."""

    text: str
    phonemes: str | None


@dataclass(frozen=True, slots=True)
class PictureWord:
    """A word and its picture. `own`: the teacher calls the picture so, the CLDR does not. `line` is where it stands."""

    text: str
    picture: str
    own: bool
    line: int
    phonemes: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """A letter as it is written down."""

    key: str
    upper: str | None
    final: str | None
    also: tuple[str, ...]
    name: Said
    sound: Said
    words: tuple[PictureWord, ...]
    contains: tuple[PictureWord, ...]
    number: int  # of the line in the file

    @property
    def shapes(self) -> tuple[str, ...]:
        """Every way in which the letter stands in words in small letters, taken apart (NFD)."""
        return tuple(unicodedata.normalize("NFD", shape.casefold()) for shape in (self.key, self.final, *self.also) if shape is not None)


@dataclass(frozen=True, slots=True)
class Overlay:
    """A whole file. `orders` holds lists of keys, `differs` reasons by what they answer for."""

    language: str  # BCP 47
    cldr: str  # what the CLDR calls it
    name: str
    endonym: str
    voice: str
    version: int
    script: str  # ISO 15924
    right_to_left: bool
    confusable: tuple[str, ...]
    alike: tuple[str, ...]
    orders: Mapping[str, tuple[str, ...]]
    letters: tuple[Line, ...]
    differs: Mapping[str, str]


def tags() -> tuple[str, ...]:
    """The languages that have an overlay, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def read(language: str) -> Overlay:
    """The overlay of a language. Raises Slip."""
    return parse((FOLDER / f"{language}.toml").read_text(encoding="utf-8"), language)


def parse(text: str, language: str) -> Overlay:
    """The overlay in a text. Raises Slip with the line and the reason."""
    return _Reader(text, language).overlay()


class _Reader:
    """Reads one file, and finds the line of what it refuses."""

    def __init__(self, text: str, language: str) -> None:
        self._file, self._language, self._lines = f"{language}.toml", language, text.splitlines()
        try:
            self._facts = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"line (\d+)", str(error))
            raise Slip(self._file, int(found[1]) if found else len(self._lines), f"not TOML: {error}") from error

    def overlay(self) -> Overlay:
        facts = self._facts
        self._only(facts, _ROOT, "")
        letters = tuple(self._letter(key, value) for key, value in self._table(facts, "letters").items())
        script, right_to_left = self._writing(letters)
        return Overlay(
            language=self._language,
            cldr=self._text(facts, "cldr") if "cldr" in facts else self._language,
            name=self._text(facts, "name"),
            endonym=self._text(facts, "endonym"),
            voice=self._text(facts, "voice"),
            version=self._number(facts, "version"),
            script=self._text(facts, "script") if "script" in facts else script,
            right_to_left=right_to_left,
            confusable=self._groups("confusable"),
            alike=self._groups("alike"),
            orders=self._orders(tuple(letter.key for letter in letters)),
            letters=letters,
            differs={key: self._text(facts["differs"], key) for key in self._table(facts, "differs")} if "differs" in facts else {},
        )

    def _writing(self, letters: tuple[Line, ...]) -> tuple[str, bool]:
        first = letters[0].key[0]
        script = _SCRIPTS.get(unicodedata.name(first).split()[0])
        if script is None:
            self._slip(letters[0].key, f"of no script that is known here: {unicodedata.name(first)}")
        return script, unicodedata.bidirectional(first) in ("R", "AL")

    def _letter(self, key: str, value: object) -> Line:
        if not isinstance(value, dict):
            self._slip(key, "a letter is a line such as { words = \"...\" }")
        self._only(value, _LETTER, key)
        if unicodedata.normalize("NFC", key) != key:
            self._slip(key, "its key is not composed (NFC)")
        return Line(
            key=key,
            upper=self._text(value, "upper", key) if "upper" in value else self._capital(key),
            final=self._text(value, "final", key) if "final" in value else None,
            also=tuple(self._text(value, "also", key).split()) if "also" in value else (),
            name=self._said(value, "name", key),
            sound=self._said(value, "sound", key),
            words=self._words(value, "words", key),
            contains=self._words(value, "contains", key),
            number=self._line_of(key),
        )

    def _capital(self, key: str) -> str | None:
        """The capital by the rules of Unicode: of a letter that is written with several signs, only the first is large."""
        if key.upper() == key or not key[0].islower() or unicodedata.name(key[0]).startswith("GEORGIAN"):
            return None  # Georgian has capitals for headlines alone: no school teaches them
        capital = key[0].upper() + key[1:]
        if len(clusters(capital)) != len(clusters(key)):
            self._slip(key, "its capital is not one letter by the rules of Unicode: say `upper`")
        return capital

    def _said(self, facts: dict[str, object], field: str, key: str) -> Said:
        if field not in facts:
            return Said(key, None)
        found = re.fullmatch(r"([^\[\]]+?)(?: \[\[([^\[\]]+)\]\])?", self._text(facts, field, key))
        if found is None:
            self._slip(key, f"{field} is not text, or text [[phonemes]]")
        return Said(found[1], found[2])

    def _words(self, facts: dict[str, object], field: str, key: str) -> tuple[PictureWord, ...]:
        text = facts.get(field, "")
        if not isinstance(text, str):
            self._slip(key, f"{field} is not text")
        return tuple(self._word(part.strip(), field, key) for part in text.split(",") if part.strip())

    def _word(self, text: str, field: str, key: str) -> PictureWord:
        found = re.fullmatch(r"([^\[\]]+?)(?: \[\[([^\[\]]+)\]\])? +(\S+?)(\*?)", text)
        if found is None or len(clusters(found[3])) != 1 or found[3].isalnum():
            self._slip(key, f"{field}: {text!r} is not a word and its picture")
        return PictureWord(unicodedata.normalize("NFC", found[1]), found[3], bool(found[4]), self._line_of(key), found[2])

    def _orders(self, keys: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
        table = self._table(self._facts, "orders")
        orders = {name: keys if self._text(table, name) == AS_LISTED else tuple(self._text(table, name).split()) for name in table}
        for name, order in orders.items():
            missing, foreign = set(keys) - set(order), set(order) - set(keys)
            if missing or foreign or len(order) != len(keys):
                twice = {key for key in order if order.count(key) > 1}
                told = f"missing {sorted(missing)}, not letters {sorted(foreign)}, twice {sorted(twice)}"
                self._slip(name, f"an order names every letter once: {told}")
        return orders

    def _groups(self, field: str) -> tuple[str, ...]:
        groups = self._facts.get(field, [])
        if not isinstance(groups, list) or not all(isinstance(group, str) for group in groups):
            self._slip(field, "not a list of texts")
        known = set(self._table(self._facts, "letters"))
        for group in groups:
            if len(group.split()) < 2 or len(set(group.split())) != len(group.split()) or not set(group.split()) <= known:
                self._slip(field, f"{group!r} is not two or more letters of this language")
        return tuple(groups)

    def _table(self, facts: dict[str, object], key: str) -> dict[str, object]:
        value = facts.get(key)
        if not isinstance(value, dict) or not value:
            self._slip(key, f"[{key}] is missing or empty")
        return value

    def _text(self, facts: dict[str, object], key: str, place: str = "") -> str:
        value = facts.get(key)
        if not isinstance(value, str) or not value.strip():
            self._slip(place or key, f"{key} is not a text")
        return value.strip()

    def _number(self, facts: dict[str, object], key: str) -> int:
        value = facts.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            self._slip(key, f"{key} is not a whole number")
        return value

    def _only(self, facts: dict[str, object], known: set[str], place: str) -> None:
        for key in facts:
            if key not in known:
                self._slip(place or key, f"{key} is not a field")

    def _line_of(self, key: str) -> int:
        """The line that begins with the key (quoted or not), or with its table; 1 when there is none."""
        openings = (f'"{key}"', f"{key} ", f"{key}=", f"[{key}]")
        return next((number for number, line in enumerate(self._lines, 1) if line.strip().startswith(openings)), 1)

    def _slip(self, key: str, reason: str) -> NoReturn:
        raise Slip(self._file, self._line_of(key), f"{key}: {reason}")
