"""Names: of people and spaces, in any script."""

from unicodedata import category, normalize

from app.learning.graphemes import clusters
from app.learning.problems import Problem, Trouble

LONGEST = 80  # grapheme clusters
MARKS_MOST = 8  # characters in one cluster beyond its first; a family of four emoji has six, a Tibetan stack five
LONGEST_TITLE = 200  # characters: of trees and skills
_CHARACTERS_MOST = LONGEST * 4  # what is longer is not counted at all: cutting 10,000 characters into clusters is not worth the wait
# Characters that turn the direction of everything after them, or that are not there at all.
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff")
_JOINERS = frozenset("\u200c\u200d")  # they are part of Persian and Indic spelling, and of emoji
_MARKS_OF_DIRECTION = frozenset("\u200e\u200f\u061c")


def checked(text: str) -> str:
    """The name as it is kept: NFC, no space at its ends, one space where there were several.

    Problem NAME_EMPTY when nothing is left to see, NAME_TOO_LONG (`longest`) beyond 80 clusters, NAME_NOT_TEXT when it holds control
    characters, half characters, overrides of direction, or marks heaped on one letter. Right-to-left names and emoji are welcome.
    """
    if len(text) > _CHARACTERS_MOST:
        raise Problem(Trouble.NAME_TOO_LONG, longest=LONGEST)
    name, cut = _tidied(text)
    if len(cut) > LONGEST:
        raise Problem(Trouble.NAME_TOO_LONG, longest=LONGEST)
    return name


def checked_title(text: str) -> str:
    """The name of a tree or a skill as it is kept: like the name of a person, with up to 200 characters. Problem as `checked`."""
    if len(text) > LONGEST_TITLE * 4:
        raise Problem(Trouble.NAME_TOO_LONG, longest=LONGEST_TITLE)
    name, _ = _tidied(text)
    if len(name) > LONGEST_TITLE:
        raise Problem(Trouble.NAME_TOO_LONG, longest=LONGEST_TITLE)
    return name


def _tidied(text: str) -> tuple[str, list[str]]:
    """A name as it is kept, with its clusters. Problem NAME_EMPTY, NAME_NOT_TEXT."""
    name = " ".join(text.split())
    if any(not _is_text(character) for character in name):
        raise Problem(Trouble.NAME_NOT_TEXT, name=ascii(name))
    name = normalize("NFC", name)
    cut = list(clusters(name))
    if not any(_is_seen(cluster) for cluster in cut):
        raise Problem(Trouble.NAME_EMPTY)
    if any(len(cluster) - 1 > MARKS_MOST for cluster in cut):
        raise Problem(Trouble.NAME_NOT_TEXT, name=ascii(name))
    return name, cut


def _is_text(character: str) -> bool:
    """Whether a character can be part of a name. Private and unassigned ones cannot: nobody else could read them."""
    if character in _OVERRIDES:
        return False
    if character in _JOINERS or character in _MARKS_OF_DIRECTION or 0xE0020 <= ord(character) < 0xE0080:
        return True
    return category(character) not in ("Cc", "Cs", "Co", "Cn", "Cf", "Zl", "Zp")


def _is_seen(cluster: str) -> bool:
    """Whether a cluster shows anything: not only joiners, spaces and marks without a letter."""
    return category(cluster[0])[0] not in ("Z", "C", "M")
