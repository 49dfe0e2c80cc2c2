"""The letters are made from the overlays: a slip is told with its line, what is committed is theirs, and no language loses words."""

from dataclasses import replace
from pathlib import Path

import against_cldr
import cldr
import letter_coverage
import make_letters
import overlays
import pytest

SMALL = """name = "Small"
endonym = "Small"
voice = "en"
version = 1
confusable = ["b d"]
alike = []

[orders]
alphabet = "as listed"

[letters]
"a" = { words = "ant 🐜" }
"b" = { name = "be [[bi:]]", words = "bee 🐝, bear 🐻*" }
"cs" = { words = "", contains = "bacs 🍎*" }
"d" = { words = "" }
"""


def small(*changes: tuple[str, str]) -> overlays.Overlay:
    text = SMALL
    for old, new in changes:
        text = text.replace(old, new)
    return overlays.parse(text, "xx")


def facts(*index: str, **names: tuple[str, ...]) -> cldr.LanguageFacts:
    pictures = {"ant": "🐜", "bee": "🐝", "bear": "🐻", "apple": "🍎"}
    return cldr.LanguageFacts(tuple((one,) for one in index), frozenset("abd"), {pictures[word]: said for word, said in names.items()})


def test_the_committed_packs_and_their_report_are_those_of_the_overlays() -> None:
    assert make_letters.check(overlays.tags()) == []


def test_every_pack_has_an_overlay() -> None:
    assert set(letter_coverage.packs()) == set(overlays.tags())


def test_no_language_has_fewer_words_than_are_recorded() -> None:
    recorded, found = letter_coverage.recorded(), letter_coverage.packs()
    assert set(recorded) == set(found)
    assert not [tag for tag, before in recorded.items() if letter_coverage.coverage_of(found[tag]).fell_below(before)]


def test_a_lost_word_is_a_fall_and_is_not_recorded_unless_it_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = letter_coverage.recorded()["fr"]
    assert replace(before, three=before.three - 1).fell_below(before)
    assert not before.fell_below(before)
    folder, report = tmp_path / "letters", tmp_path / "coverage.md"
    folder.mkdir()
    text = (letter_coverage.PACKS / "fr.json").read_text(encoding="utf-8")
    (folder / "fr.json").write_text(text, encoding="utf-8")
    monkeypatch.setattr(letter_coverage, "PACKS", folder)
    monkeypatch.setattr(letter_coverage, "REPORT", report)
    assert letter_coverage.record(accept_less=False) == []
    whole = report.read_text(encoding="utf-8")
    (folder / "fr.json").write_text(text.replace('"zéro 0️⃣", ', ""), encoding="utf-8")
    assert "fr: the coverage fell" in letter_coverage.record(accept_less=False)[0]
    assert report.read_text(encoding="utf-8") == whole
    assert letter_coverage.record(accept_less=True) == []
    assert report.read_text(encoding="utf-8") != whole


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('"ant 🐜"', '"ant"', 12, "not a word and its picture"),
        ('words = "ant 🐜"', 'word = "ant 🐜"', 12, "word is not a field"),
        ('"b d"', '"b x"', 5, "not two or more letters"),
        ('"as listed"', '"a b d"', 9, "missing ['cs']"),
        ("version = 1", "version = 0", 4, "not a whole number"),
        ("version = 1", "version = ", 4, "not TOML"),
        ('"be [[bi:]]"', '"[[bi:]]"', 13, "not text, or text [[phonemes]]"),
    ],
)
def test_a_slip_is_told_with_its_file_its_line_and_the_reason(old: str, new: str, line: int, reason: str) -> None:
    with pytest.raises(overlays.Slip, match=f"xx.toml:{line}: ") as caught:
        small((old, new))
    assert reason in str(caught.value)


def test_a_picture_that_the_cldr_calls_otherwise_needs_its_mark_and_no_other_has_one() -> None:
    names = {"ant": ("ant",), "bee": ("bee", "honey"), "bear": ("teddy",), "apple": ("fruit",)}
    only = "xx.toml:14: cs: the CLDR has no such letter, and [differs] gives no reason"
    assert against_cldr.faults(small(), facts("A", "B", "D", **names)) == [only]
    found = against_cldr.faults(small(("bear 🐻*", "bear 🐻")), facts("A", "B", "D", **names))
    assert found[1].startswith("xx.toml:13: b: bear 🐻 without *, and the CLDR calls it teddy")
    found = against_cldr.faults(small(("ant 🐜", "ant 🐜*")), facts("A", "B", "D", **names))
    assert "needs no *" in found[1]


def test_a_letter_of_the_index_may_not_be_left_out_or_moved_without_a_reason() -> None:
    names = {"ant": ("ant",), "bee": ("bee",), "bear": ("teddy",), "apple": ("fruit",)}
    left_out = against_cldr.faults(small(), facts("A", "B", "D", "E", **names))
    assert any("e: in the CLDR's index" in fault for fault in left_out)
    moved = against_cldr.faults(small(), facts("B", "A", "D", **names))
    assert any("order: the CLDR has b a d" in fault for fault in moved)


def test_a_word_belongs_to_the_longest_letter_that_it_begins_with() -> None:
    names = {"ant": ("ant",), "bee": ("bee",), "bear": ("csiga",), "apple": ("fruit",)}
    wrong = small(('"d" = { words = "" }', '"c" = { words = "csiga 🐻" }'), ('["b d"]', "[]"))
    found = against_cldr.faults(wrong, facts("A", "B", **names))
    assert any("csiga does not begin with it, or with a longer letter" in fault for fault in found)
