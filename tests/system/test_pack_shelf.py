"""Packs from outside: what is whole is installed whole; what is not is refused with its reason and leaves nothing behind."""

from __future__ import annotations

import hashlib
import json
import os
import random
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.learning import packs
from app.learning.letters import LetterPack, parse_pack
from app.learning.problems import Problem, Trouble
from app.system import pack_making, resources, wav
from app.system.pack_archive import PackArchive
from app.system.pack_shelf import InstalledPack, Shelf
from app.system.paths import Paths
from app.system.sentences import PACK_REFUSALS, plain_sentence
from tests.support.packs import LANGUAGE, TONE, folder, language_files, letters, more_files, png, zipped


def letters_of(language: str) -> LetterPack | None:
    return parse_pack(resources.letter_pack_text(language)) if language in resources.languages() else None


def install(paths: Paths, file: Path) -> InstalledPack:
    archive = PackArchive(file)
    try:
        return Shelf(paths).install(archive, letters_of, frozenset({"en-us"}))
    finally:
        archive.close()


def refused(paths: Paths, file: Path) -> Problem:
    """Why a pack was refused; the shelf is as it was, and the sentence is whole."""
    before = [one.manifest for one in Shelf(paths).installed()]
    with pytest.raises(Problem) as told:
        install(paths, file)
    assert told.value.trouble is Trouble.PACK_REFUSED
    said = plain_sentence(told.value)
    assert "{" not in said
    assert said.endswith(".")
    assert told.value.facts["reason"] in PACK_REFUSALS
    assert [one.manifest for one in Shelf(paths).installed()] == before
    assert not paths.packs.exists() or not [one for one in paths.packs.iterdir() if one.name.startswith(".")]
    return told.value


def reason(paths: Paths, file: Path) -> object:
    return refused(paths, file).facts["reason"]


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return pack_making.make(folder(tmp_path / "grovish", language_files()), tmp_path / "grovish.zip")


def test_a_pack_that_was_made_here_is_installed_whole(paths: Paths, good: Path) -> None:
    pack = install(paths, good)
    found = Shelf(paths).installed()
    assert found == (pack,)
    own = pack.letters()
    assert own is not None
    assert own.endonym == "Grovo"
    heard = pack.heard(own)
    assert len(heard) == 12
    assert all(wav.is_whole(path) for path in heard.values())
    assert Path(pack.picture("amo.png")).read_bytes() == png()


def test_the_same_folder_makes_the_same_pack(tmp_path: Path, good: Path) -> None:
    assert pack_making.make(tmp_path / "grovish", tmp_path / "again.zip").read_bytes() == good.read_bytes()


def test_a_pack_adds_words_and_an_order_to_a_language_that_is_there(paths: Paths, tmp_path: Path) -> None:
    pack = install(paths, zipped(tmp_path / "more.zip", more_files(), language="en", id="more-en"))
    english = letters_of("en")
    assert english is not None
    more = pack.added_to(english)
    assert [word.text for word in more.letter("b").words][-1] == "bobbin"
    assert more.orders["backwards"][0] == "z"
    assert more.usual_order == english.usual_order


def test_a_newer_version_takes_the_place_of_the_older_one_and_an_older_one_is_refused(paths: Paths, tmp_path: Path) -> None:
    install(paths, zipped(tmp_path / "2.zip", language_files(), version=2))
    install(paths, zipped(tmp_path / "3.zip", language_files(), version=3))
    assert [one.manifest.version for one in Shelf(paths).installed()] == [3]
    assert reason(paths, tmp_path / "2.zip") == "older"


def test_what_was_removed_can_be_brought_back(paths: Paths, good: Path) -> None:
    install(paths, good)
    shelf = Shelf(paths)
    shelf.remove("grovish")
    assert not shelf.installed()
    assert [one.manifest.id for one in shelf.removed()] == ["grovish"]
    shelf.bring_back("grovish")
    assert [one.manifest.id for one in shelf.installed()] == ["grovish"]
    assert not shelf.removed()


def test_what_an_install_that_was_killed_left_behind_is_tidied_away_and_the_old_version_stands_again(paths: Paths, good: Path) -> None:
    pack = install(paths, good)
    pack.folder.rename(paths.packs / ".old-grovish")  # killed between the two renames
    (paths.packs / ".staging-grovish-00").mkdir()
    Shelf(paths).tidy()
    assert [one.manifest.id for one in Shelf(paths).installed()] == ["grovish"]
    assert [one.name for one in paths.packs.iterdir()] == ["grovish"]


def test_a_folder_that_is_no_whole_pack_is_passed_over(paths: Paths, good: Path) -> None:
    pack = install(paths, good)
    (pack.folder / "manifest.json").write_text("{")
    assert Shelf(paths).installed() == ()


def without(name: str) -> dict[str, bytes]:
    return {path: content for path, content in language_files().items() if path != name}


def put(name: str, content: bytes = b"x") -> dict[str, bytes]:
    return {**language_files(), name: content}


LETTERS = f"letters/{LANGUAGE}.json"
BROKEN_LINE_3 = json.dumps(letters(), indent=1).encode().replace(b'"name": "Grovish",', b'"name": "Grovish"', 1)


@pytest.mark.parametrize(
    ("files", "why"),
    [
        (put("../up.png", png()), "path-unsafe"),
        (put("/etc/cron.d/x", b"x"), "path-unsafe"),
        (put("pictures/../../up.png", png()), "path-unsafe"),
        (put("C:\\pictures\\up.png", png()), "path-unsafe"),
        (put("pictures/con.png", png()), "path-unsafe"),
        (put("pictures/a\nb.png", png()), "path-unsafe"),
        (put("pictures/deep/er.png", png()), "kind-unknown"),
        (put("pictures/run.py"), "kind-unknown"),
        (put("pictures/drawing.svg"), "kind-unknown"),
        (put("code.exe"), "kind-unknown"),
        (put("pictures/AMO.png", png()), "file-twice"),
        (put("pictures/amo.png", b"GIF89a" + bytes(100)), "picture-wrong"),
        (put("pictures/amo.png", png()[:-8]), "picture-wrong"),
        (put("pictures/amo.png", png(60_000, 60_000)), "picture-wrong"),
        (without("pictures/tam.png"), "picture-missing"),
        (without("sounds/tone.ogg"), "sound-missing"),
        (put("sounds/tone.ogg", b"OggS" + bytes(400)), "sound-wrong"),
        (without(f"sounds/{LANGUAGE}.json"), "no-voice"),
        (without(LETTERS), "language-missing"),
        ({"pictures/amo.png": png()}, "nothing-in-it"),
        (put(LETTERS, BROKEN_LINE_3), "text-broken"),
        (put(LETTERS, b"[1, 2"), "text-broken"),
        (put(LETTERS, b"\xff\xfe"), "text-broken"),
        (put(LETTERS, b"[" * 100_000), "text-broken"),
        (put(LETTERS, json.dumps(letters(language="en")).encode()), "other-language"),
        (put(f"more/{LANGUAGE}.json", json.dumps({"orders": {}, "letters": {"q": {}}}).encode()), "text-broken"),
        (put("sounds/long.ogg", random.Random(1).randbytes(2_000_001)), "too-large"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_pack_is_told_and_nothing_is_installed(
    paths: Paths, tmp_path: Path, files: dict[str, bytes], why: str
) -> None:
    assert reason(paths, zipped(tmp_path / "bad.zip", files)) == why
    assert not (tmp_path / "up.png").exists()


def test_broken_json_is_told_with_its_line_and_what_is_wrong_there(paths: Paths, tmp_path: Path) -> None:
    told = refused(paths, zipped(tmp_path / "bad.zip", put(LETTERS, BROKEN_LINE_3)))
    assert plain_sentence(told).startswith(f"{LETTERS} of this pack cannot be read (line 4: not json).")


Spoil = Callable[[bytearray], None]


def spoiled(tmp_path: Path, good: Path, spoil: Spoil) -> Path:
    content = bytearray(good.read_bytes())
    spoil(content)
    target = tmp_path / "spoiled.zip"
    target.write_bytes(content)
    return target


def directory_entries(content: bytearray) -> list[int]:
    places, at = [], content.find(b"PK\x01\x02")
    while at >= 0:
        places.append(at)
        at = content.find(b"PK\x01\x02", at + 4)
    return places


def declare_4_gb(content: bytearray) -> None:
    for at in directory_entries(content):
        if b"tam.png" in content[at : at + 120]:
            content[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFFF0)


def make_a_link(content: bytearray) -> None:
    for at in directory_entries(content):
        content[at + 5] = 3  # made on Unix
        content[at + 38 : at + 42] = struct.pack("<I", (stat.S_IFLNK | 0o777) << 16)


def lock(content: bytearray) -> None:
    for at in directory_entries(content):
        content[at + 8] |= 1


@pytest.mark.parametrize(("spoil", "why"), [(declare_4_gb, "too-large"), (make_a_link, "link"), (lock, "encrypted")])
def test_a_table_of_contents_that_threatens_is_refused_before_anything_is_unpacked(
    paths: Paths, tmp_path: Path, good: Path, spoil: Spoil, why: str
) -> None:
    assert reason(paths, spoiled(tmp_path, good, spoil)) == why


def test_a_file_that_unpacks_to_more_than_it_declares_is_stopped_at_its_size(paths: Paths, tmp_path: Path) -> None:
    files = {**language_files(), "sounds/tone.ogg": TONE + bytes(500_000)}
    whole = zipped(tmp_path / "big.zip", files, {"files": {}}).read_bytes()
    assert len(whole) < 60_000
    small = {"size": 10, "sha256": "0" * 64}
    named = {name: {"size": len(content), "sha256": "0" * 64} for name, content in files.items()} | {"sounds/tone.ogg": small}
    bomb = bytearray(zipped(tmp_path / "bomb.zip", files, {"files": named}).read_bytes())
    for at in directory_entries(bomb):
        if b"tone.ogg" in bomb[at : at + 120]:
            bomb[at + 24 : at + 28] = struct.pack("<I", 10)
    (tmp_path / "bomb.zip").write_bytes(bomb)
    assert reason(paths, tmp_path / "bomb.zip") in {"hash-wrong", "size-wrong", "damaged"}


def test_a_file_packed_too_well_and_too_many_files_are_refused(paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reason(paths, zipped(tmp_path / "zeros.zip", put("sounds/z.wav", bytes(5_000_000)))) == "packed-too-well"
    monkeypatch.setattr(packs, "MOST_FILES", 3)
    assert reason(paths, zipped(tmp_path / "many.zip", language_files())) == "too-many-files"


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"size": 9_999, "sha256": "0" * 64}, "size-wrong"),
        ({"size": len(TONE), "sha256": "0" * 64}, "hash-wrong"),
        ({"size": "many", "sha256": "0" * 64}, "text-broken"),
        ({"size": 3, "sha256": "zz"}, "text-broken"),
    ],
)
def test_a_manifest_that_does_not_fit_its_files_is_refused(paths: Paths, tmp_path: Path, facts: dict[str, object], why: str) -> None:
    assert reason(paths, zipped(tmp_path / "bad.zip", {"sounds/tone.ogg": TONE, **more_files()}, language="en",
                                manifest={"files": named_with(facts)})) == why  # fmt: skip


def named_with(facts: dict[str, object]) -> dict[str, object]:
    files = more_files()
    good = {name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()} for name, content in files.items()}
    return {**good, "sounds/tone.ogg": facts}


@pytest.mark.parametrize(
    ("changes", "why"),
    [({"id": "../x"}, "text-broken"), ({"id": ".hidden"}, "text-broken"), ({"format": 99}, "format-newer"), ({"version": 0}, "text-broken"),
     ({"language": "../en"}, "text-broken"), ({"surprise": 1}, "text-broken"), ({"files": {"more/en.json": 3}}, "text-broken")],
)  # fmt: skip
def test_a_manifest_that_says_something_impossible_is_refused(
    paths: Paths, tmp_path: Path, changes: dict[str, object], why: str
) -> None:
    assert reason(paths, zipped(tmp_path / "bad.zip", language_files(), changes)) == why


def test_a_file_that_is_not_named_or_not_there_is_refused(paths: Paths, tmp_path: Path) -> None:
    one = {LETTERS: {"size": 1, "sha256": "0" * 64}}
    assert reason(paths, zipped(tmp_path / "bad.zip", language_files(), {"files": one})) == "file-not-named"
    there = {"pictures/none.png": {"size": 1, "sha256": "0" * 64}, **one}
    assert reason(paths, zipped(tmp_path / "bad2.zip", {LETTERS: language_files()[LETTERS]}, {"files": there})) == "file-missing"


def test_what_is_no_zip_is_no_pack(paths: Paths, tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"hello")
    assert reason(paths, tmp_path / "a.zip") == "not-a-pack"
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as made:
        made.writestr("pictures/a.png", png())
    assert reason(paths, tmp_path / "b.zip") == "not-a-pack"


def test_a_full_disk_leaves_nothing_behind(paths: Paths, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Problem) as told:
        install(paths, good)
    assert told.value.trouble is Trouble.DISK_FULL
    assert list(paths.packs.iterdir()) == []


def trouble_of(work: Callable[[], object]) -> Trouble | None:
    try:
        work()
    except Problem as told:
        return told.trouble
    return None


@given(place=st.floats(0, 1, exclude_max=True), piece=st.binary(min_size=1, max_size=12))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_pack_spoiled_anywhere_is_refused_or_whole_and_never_breaks_the_program(
    paths: Paths, good: Path, place: float, piece: bytes
) -> None:
    content = bytearray(good.read_bytes())
    at = int(place * len(content))
    content[at : at + len(piece)] = piece
    file = good.with_name("fuzzed.zip")
    file.write_bytes(content)
    assert trouble_of(lambda: install(paths, file)) in {None, Trouble.PACK_REFUSED}
    assert not paths.packs.exists() or not list(paths.packs.glob(".*"))


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_manifest_is_read_or_refused(content: bytes) -> None:
    told = trouble_of(lambda: packs.parse_manifest(content.decode("utf-8", "replace")))
    assert told in {Trouble.PACK_BROKEN, Trouble.PACK_REFUSED}
