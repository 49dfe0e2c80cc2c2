"""Letters of a language: what a pack says, as values.

`parse_pack` turns the text of a `resources/letters/<tag>.json` file into a `LetterPack` or raises `Problem(PACK_BROKEN, ...)` with the
line or key and the reason. Text is cut by grapheme cluster, never by code unit.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spoken:
    """Something a voice can say: `text` as written, or `phonemes` (espeak-ng, without a trailing schwa) where text would be read wrongly."""

    text: str
    phonemes: str | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word that a child knows, its picture (one emoji) and the letter its first sound belongs to (the key of a letter)."""

    text: str
    picture: str
    first: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `key` is stable in its pack; `lower` is the plain form of scripts without case, whose `upper` is None."""

    key: str
    lower: str
    upper: str | None
    name: Spoken
    sound: Spoken
    confusables: frozenset[str]
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class LetterPack:
    """The letters of a language in collation order, and its teaching orders (name of the order -> letter keys, first taught first)."""

    language: str  # BCP 47
    name: str  # in English
    endonym: str
    script: str  # ISO 15924
    right_to_left: bool
    version: int
    letters: tuple[Letter, ...]
    orders: dict[str, tuple[str, ...]]
    voice: str  # espeak-ng voice name
