"""A pack by command: made, checked, installed, listed, removed; every refusal is one sentence and status 1."""

from __future__ import annotations

from pathlib import Path

from tests.support.command_line import lettergrove
from tests.support.packs import folder, language_files, zipped


def test_a_pack_is_made_signed_checked_installed_listed_and_removed(tmp_path: Path) -> None:
    home, made = tmp_path / "home", tmp_path / "grovish.zip"
    source = folder(tmp_path / "grovish", language_files())
    assert lettergrove(home, "pack", "make", str(source), "--key", str(tmp_path / "my.key")).returncode == 0
    checked = lettergrove(home, "pack", "check", str(made))
    assert "a key that nobody here has named" in checked.stdout
    assert "can be installed" in checked.stdout
    assert not (home / "packs").exists()
    assert "Installed" in lettergrove(home, "pack", "install", str(made), "--signer", "Ada").stdout
    assert "Signed by Ada" in lettergrove(home, "pack", "check", str(made)).stdout
    assert "grovish 1  Grovish letters" in lettergrove(home, "pack", "list").stdout
    assert lettergrove(home, "pack", "remove", "grovish").returncode == 0
    assert "removed" in lettergrove(home, "pack", "list").stdout


def test_what_is_refused_is_one_sentence_and_status_1(tmp_path: Path) -> None:
    home = tmp_path / "home"
    bad = zipped(tmp_path / "bad.zip", {**language_files(), "pictures/run.py": b"x"})
    for words in (("check", str(bad)), ("install", str(bad)), ("install", "http://example.org/a.zip"), ("remove", "nothing"),
                  ("make", str(tmp_path))):  # fmt: skip
        told = lettergrove(home, "pack", *words)
        assert told.returncode == 1, words
        assert told.stderr.strip().endswith(".")
        assert "Traceback" not in told.stderr
    assert "run.py" in lettergrove(home, "pack", "check", str(bad)).stderr


def test_a_pack_with_trees_goes_into_the_space_and_a_broken_tree_is_told_with_its_line(tmp_path: Path) -> None:
    home = tmp_path / "home"
    tree = b'{"format": "lettergrove-skill-tree", "version": 1, "tree": {"id": "%s", "name": "Bows"},\n"skills": [%s]}'
    ids = (b"00000000-0000-0000-0000-000000000001", b'{"id": "00000000-0000-0000-0000-000000000002", "name": "Loop"}')
    bows = zipped(tmp_path / "bows.zip", {"trees/bows.json": tree % ids}, id="bows", name="Bows and knots")
    bad = zipped(tmp_path / "bad.zip", {"trees/bows.json": (tree % ids).replace(b'"Loop"', b"7")}, id="bows")
    told = lettergrove(home, "pack", "check", str(bad)).stderr
    assert "trees/bows.json of this pack cannot be read (line 2, skills[0].name: this is not a text)" in told
    assert "Skill trees: Bows." in lettergrove(home, "pack", "check", str(bows)).stdout
    without = lettergrove(home, "pack", "install", str(bows))
    assert without.returncode == 1, "there is no space yet"
    assert "Traceback" not in without.stderr
    assert "No pack" in lettergrove(home, "pack", "list").stdout
    assert lettergrove(home, "demo", "--children", "1", "--days", "1").returncode == 0
    assert "Installed" in lettergrove(home, "pack", "install", str(bows)).stdout
    assert "skill trees: Bows" in lettergrove(home, "pack", "list").stdout
    assert "Loop" in lettergrove(home, "tree", "export", "Bows", "-").stdout
    assert lettergrove(home, "pack", "remove", "bows").returncode == 0
    assert lettergrove(home, "tree", "export", "Bows", "-").returncode == 1
