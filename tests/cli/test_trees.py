"""`tree check`, `tree import`, `tree export`: files in and out, statuses, sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli.doors import Doors
from app.cli.entry import run
from app.learning.problems import Problem, Trouble
from app.learning.tree_formats import native, read
from app.learning.trees import tree_id
from tests.learning.sample import tree as letters
from tests.services.conftest import Home, clock, lasting_home, quick_hashes
from tests.services.tree_maker import names_in, published
from tests.support.command_line import lettergrove

__all__ = ["clock", "lasting_home", "quick_hashes"]  # fixtures

NO_DOORS = Doors(tour=lambda _: 0, fonts=dict, serve=lambda _serving, _ready: None)


def tree(folder: Path, *words: str, database: str | None = None) -> int:
    """Give the command, with a folder for the program's things."""
    return run(["tree", *words], str(folder / "home"), database, NO_DOORS)


def told(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    captured = capsys.readouterr()
    return captured.out, captured.err


def test_a_good_file_is_counted_and_a_bad_one_told_with_line_and_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "tree.json"
    text = native.write(letters("en")).text
    file.write_text(text, "utf-8")
    assert tree(tmp_path, "check", str(file)) == 0
    assert told(capsys)[0] == f"English: {len(letters('en').skills)} skills, {len(letters('en').edges)} edges (lettergrove).\n"
    file.write_text(text.replace('"minimum": "growing"', '"minimum": "huge"', 1), "utf-8")
    with pytest.raises(Problem) as problem:
        tree(tmp_path, "check", str(file))
    assert problem.value.trouble is Trouble.TREE_FILE_WRONG
    assert tree(tmp_path, "check", str(file), "--json") == 1
    report = json.loads(told(capsys)[0])
    assert set(report) == {"format", "name", "skills", "edges", "lost", "line", "place", "reason", "sentence"}
    assert (report["line"], report["reason"]) == (problem.value.facts["line"], "this is none of ready, growing, secure, bloomed")


def test_checking_opens_no_database(tmp_path: Path) -> None:
    file = tmp_path / "tree.json"
    file.write_text(native.write(letters("en")).text, "utf-8")
    tree(tmp_path, "check", str(file))
    assert not (tmp_path / "home").exists()


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Problem) as problem:
        tree(tmp_path, "check", str(tmp_path / "nowhere"))
    assert problem.value.facts["reason"] == "it cannot be opened"


def test_a_format_that_does_not_exist_makes_no_sense(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tree(tmp_path, "check", "x", "--format", "word") == 2
    assert "--help" in told(capsys)[1]


def test_a_tree_goes_out_and_comes_in_again(tmp_path: Path, lasting_home: Home) -> None:
    made, _ = published(lasting_home.desk, "one", "two")
    file, case = tmp_path / "numbers.json", tmp_path / "letters.case"

    def give(*words: object) -> tuple[int, str, str]:
        ended = lettergrove(tmp_path / "home", "--database", str(lasting_home.desk.database.address), "tree", *map(str, words))
        return ended.returncode, ended.stdout, ended.stderr

    assert give("export", "Numbers", file) == (0, "", "")
    assert [skill.name for skill in read(file.read_bytes()).tree.skills] == ["one", "two"]
    file.write_bytes(file.read_bytes().replace(b'"one"', b'"uno"'))
    assert give("import", file) == (0, "The next edition of Numbers is a draft now: 2 skills, 1 edges.\n", "")
    assert names_in(lasting_home.desk, made) == ["one", "two"]
    assert give("import", file, "--publish")[1] == "The next edition of Numbers is published now: 2 skills, 1 edges.\n"
    assert names_in(lasting_home.desk, made) == ["uno", "two"]
    assert "Not carried: what letter a skill is of" in give("export", "en", case, "--format", "case")[2]
    assert read(case.read_bytes()).tree.id == tree_id(lasting_home.space.id, "en")
    status, _, said = give("export", "nothing", file)
    assert (status, len(said.splitlines())) == (1, 1)
    file.write_bytes(file.read_bytes()[:200])
    status, _, said = give("import", file)
    assert status == 1
    assert "line 4: it is not JSON here, or it ends too early" in said
