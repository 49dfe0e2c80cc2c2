"""How many picture words the letters of each language have: counted, and recorded in `docs/letter-coverage.md`.

The record is a floor: a test fails, and the script refuses, when a language has fewer letters with three words than it had.
"""

import re
import sys
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from app.learning.letters import LetterPack, parse_pack  # noqa: E402 (the program's folder has to be on the path first)

PACKS = ROOT / "resources" / "letters"
REPORT = ROOT / "docs" / "letter-coverage.md"
_ENOUGH = 3  # words: a letter can be asked again without the same picture
_ROW = re.compile(r"^\| ([\w-]+) \|[^|]*\| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The letters of a language by how many words they begin; `inside` of those without any have words that contain them.

    `served` letters have three words or more, whether they begin them or stand inside.
    """

    letters: int
    three: int
    two: int
    one: int
    none: int
    inside: int
    served: int

    def fell_below(self, before: "Coverage") -> bool:
        """Whether a language has lost words that it had."""
        return self.three < before.three or self.served < before.served or self.letters < before.letters


def coverage_of(pack: LetterPack) -> Coverage:
    """The coverage of a language."""
    counts = [min(_ENOUGH, len(letter.first_words)) for letter in pack.letters]
    return Coverage(
        letters=len(counts),
        three=counts.count(3),
        two=counts.count(2),
        one=counts.count(1),
        none=counts.count(0),
        inside=sum(not letter.first_words and bool(letter.words) for letter in pack.letters),
        served=sum(len(letter.words) >= _ENOUGH for letter in pack.letters),
    )


def packs() -> dict[str, LetterPack]:
    """The packs that are committed, by language. Raises Problem for a broken one."""
    return {path.stem: parse_pack(path.read_text(encoding="utf-8")) for path in sorted(PACKS.glob("*.json"))}


def recorded() -> dict[str, Coverage]:
    """The coverage as it is recorded, by language."""
    text = REPORT.read_text(encoding="utf-8") if REPORT.exists() else ""
    return {tag: Coverage(*map(int, counts)) for tag, *counts in _ROW.findall(text)}


def report(found: Mapping[str, LetterPack]) -> str:
    """The page that records the coverage."""
    rows = [f"| {tag} | {pack.name} | {_figures(coverage_of(pack))} | {_short(pack)} |" for tag, pack in found.items()]
    head = "| tag | language | letters | begin 3+ words | 2 | 1 | 0 | of these inside words | 3+ words in all | fewer than 3 in all |"
    opening = (
        "# Picture words of the letters\n\n"
        "Written by `python packaging/make_letters.py`; a test fails when a language falls below it. "
        "Counted are words that a letter begins,\n"
        "by its first sound; a letter that begins none (ß, ь, ñ) may have words that contain it.\n\n"
        f"{len(found)} languages, {sum(coverage_of(pack).letters for pack in found.values())} letters, "
        f"{sum(len(letter.words) for pack in found.values() for letter in pack.letters)} pictured words.\n\n"
    )
    return opening + "\n".join([head, "|" + " --- |" * 10, *rows]) + "\n"


def is_current() -> bool:
    """Whether the page is that of the committed packs."""
    return REPORT.exists() and REPORT.read_text(encoding="utf-8") == report(packs())


def record(accept_less: bool) -> list[str]:
    """Write the page, unless a language has fewer words than are recorded: these are told instead, one sentence each."""
    found, before = packs(), recorded()
    fallen = [
        f"{tag}: the coverage fell from {was} to {coverage_of(found[tag]) if tag in found else 'nothing'} (--accept-less records it)"
        for tag, was in before.items()
        if tag not in found or coverage_of(found[tag]).fell_below(was)
    ]
    if fallen and not accept_less:
        return fallen
    REPORT.write_text(report(found), encoding="utf-8")
    return []


def _figures(coverage: Coverage) -> str:
    return " | ".join(map(str, astuple(coverage)))


def _short(pack: LetterPack) -> str:
    return " ".join(letter.key for letter in pack.letters if len(letter.words) < _ENOUGH) or "-"
