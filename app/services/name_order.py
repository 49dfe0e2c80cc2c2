"""The order of names in a list. The private cluster has no ICU, and a database elsewhere another collation, so the program sorts.

Letters compare without their accents and case first (Émile beside Emil), marks and case decide between equals, and numbers count
(Mia 2 before Mia 10). Vowel signs of Indic scripts are letters here, not accents: only marks that Unicode places above, below or
through a letter are set aside. Scripts follow one another in the order of Unicode.
"""

import re
import unicodedata

_NUMBER = re.compile(r"(\d+)")
_ACCENTS = 200  # canonical combining classes from here on are positions around a letter; below are nuktas, viramas and vowel signs

NameKey = tuple[tuple[tuple[str, int], ...], str, str]


def name_key(name: str) -> NameKey:
    """A key for `sorted`: equal only for equal names, whatever form they are written in comes last."""
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", name).casefold() if unicodedata.combining(mark) < _ACCENTS)
    parts = _NUMBER.split(plain)
    pairs = zip(parts[::2], [*parts[1::2], "0"], strict=True)
    return tuple((text, int(number[:18])) for text, number in pairs), unicodedata.normalize("NFC", name).casefold(), name
