"""Which children look like one child that was added twice: so that a grown-up can be asked. It is never decided here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from unicodedata import normalize

from app.learning.ids import ChildId
from app.learning.people import Child


@dataclass(frozen=True, slots=True)
class Met:
    """A child of a space. `made_by` tells the computers that made them apart, and the runs of one that is linked."""

    child: Child
    made_by: str


Pair = frozenset[ChildId]


def look_alike(children: Sequence[Met], decided: Collection[Pair]) -> tuple[tuple[Child, Child], ...]:
    """The pairs that may be one child, each with the one that was there first; nobody is in two pairs.

    Same name (or one begins with the other: Mia, Mia K.), a language in common, no birth months that differ, not added by one computer
    in one run (whoever did so saw both), and no grown-up has `decided` about them.
    """
    found: list[tuple[Child, Child]] = []
    taken: set[ChildId] = set()
    for one, other in combinations(sorted(children, key=lambda met: met.child.id), 2):
        pair = frozenset((one.child.id, other.child.id))
        if not taken & pair and pair not in decided and one.made_by != other.made_by and _alike(one.child, other.child):
            found.append((one.child, other.child))
            taken |= pair
    return tuple(found)


def _alike(one: Child, other: Child) -> bool:
    apart = one.born is not None and other.born is not None and one.born != other.born
    return not apart and bool(set(one.languages) & set(other.languages)) and _same_name(_plain(one.name), _plain(other.name))


def _same_name(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long == short or long.startswith(f"{short} ")


def _plain(name: str) -> str:
    return normalize("NFC", normalize("NFC", name).casefold()).strip()
