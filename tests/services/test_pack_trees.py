"""Skill trees of packs in a space: published with the pack, renewed by its next version, and not taken from a child who has begun them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.learning.choices import Mark
from app.learning.ids import TreeId
from app.learning.pack_trees import as_of_pack
from app.learning.problems import Problem, Trouble
from app.learning.skills import Edition
from app.learning.tree_formats import native
from app.services import languages, packs, tree_editing, tree_looking, tree_progress
from app.system.pack_making import make
from app.system.pack_shelf import Shelf
from app.system.paths import Paths
from app.system.sentences import plain_sentence
from tests.services.conftest import Home
from tests.services.tree_maker import names_in, rename
from tests.support.packs import folder, language_files, zipped

VOICES = frozenset({"en-us"})


@pytest.fixture(autouse=True)
def no_packs() -> Iterator[None]:
    yield
    languages.take_up(())


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "home")


def tree_file(*names: str, tree: int = 1, **more: Any) -> bytes:
    """A tree of skills, each waiting for the one before; a skill's id is its name."""
    ids = [str(UUID(bytes=name.encode().ljust(16, b"-"))) for name in names]
    skills = [{"id": one, "name": name, "position": place} for place, (one, name) in enumerate(zip(ids, names, strict=True))]
    edges = [{"skill": after, "needs": before} for before, after in pairwise(ids)]
    said = {"id": str(UUID(int=tree)), "name": "Numbers", "language": "en", **more}
    facts = {"format": "lettergrove-skill-tree", "version": 1, "tree": said, "skills": skills, "edges": edges}
    return json.dumps(facts, indent=1).encode()


def pack_of(at: Path, *files: bytes, version: int = 1) -> Path:
    named = {f"trees/tree-{number}.json": content for number, content in enumerate(files)}
    return zipped(at / f"numbers-{version}.zip", named, id="numbers", language="eu", version=version, name="Numbers")


def in_space(file: bytes) -> TreeId:
    return as_of_pack(native.read(file).tree, "numbers", 1).id


def there(home: Home) -> set[TreeId]:
    return {one.id for one in tree_looking.list_trees(home.desk)}


def test_a_pack_of_trees_alone_is_made_and_its_trees_are_published_with_it(home: Home, paths: Paths, tmp_path: Path) -> None:
    file = tree_file("one", "two", edition="draft", replaces=str(UUID(int=9)))
    made = make(folder(tmp_path / "numbers", {"trees/a.json": file}, id="numbers", language="eu"), tmp_path / "numbers.zip")
    assert packs.look_into(paths, made).trees == ("Numbers",)
    change = packs.install(home.desk, paths, made, VOICES)
    whole = tree_looking.view_tree(home.desk, in_space(file)).tree
    assert ([one.name for one in whole.skills], len(whole.edges), whole.edition) == (["one", "two"], 1, Edition.PUBLISHED)
    assert (change.value.trees, packs.listing(paths)[0].trees) == (("Numbers",), ("Numbers",))
    packs.install(home.desk, paths, made, VOICES)
    assert tree_looking.view_tree(home.desk, whole.id).tree.revision == whole.revision
    assert change.undo is not None
    change.undo(home.desk)
    assert whole.id not in there(home)


def test_a_newer_version_is_a_newer_edition_and_edits_and_progress_stay(home: Home, paths: Paths, tmp_path: Path) -> None:
    packs.install(home.desk, paths, pack_of(tmp_path, tree_file("one", "two", "three")), VOICES)
    tree = in_space(tree_file("one"))
    draft = tree_editing.open_draft(home.desk, tree).value
    rename(home.desk, draft, "two", "deux")
    tree_editing.publish(home.desk, draft, None)
    first = tree_looking.view_tree(home.desk, tree).tree.skills[0].id
    tree_progress.note_skill(home.desk, home.child.id, first, Mark.LEARNED)
    packs.install(home.desk, paths, pack_of(tmp_path, tree_file("two", "four", name="Counting"), version=2), VOICES)
    assert sorted(names_in(home.desk, tree)) == ["deux", "four", "one"]
    seen = tree_looking.view_tree(home.desk, tree, home.child.id)
    assert seen.tree.name == "Counting"
    assert {skill.name for skill, state in zip(seen.tree.skills, seen.states, strict=True) if state.level is not None} == {"one"}
    earlier = tree_looking.earlier_editions(home.desk, tree)
    assert len(earlier) == 2, "one of the grown-up's, one of the pack's"
    before = tree_looking.view_tree(home.desk, tree).tree
    packs.install(home.desk, paths, pack_of(tmp_path, tree_file("two", "four", name="Counting"), version=2), VOICES)
    assert tree_looking.view_tree(home.desk, tree).tree == before


def test_on_a_computer_that_never_had_the_older_version_only_what_is_new_is_added(home: Home, paths: Paths, tmp_path: Path) -> None:
    packs.install(home.desk, paths, pack_of(tmp_path, tree_file("one", "two")), VOICES)
    other = Paths(tmp_path / "other")
    packs.install(home.desk, other, pack_of(tmp_path, tree_file("one", "three"), version=2), VOICES)
    assert sorted(names_in(home.desk, in_space(tree_file("one")))) == ["one", "three", "two"]


def test_removing_leaves_the_trees_that_children_have_begun_and_bringing_back_brings_the_others(
    home: Home, paths: Paths, tmp_path: Path
) -> None:
    files = (tree_file("one", "two"), tree_file("bow", tree=2, name="Bows"))
    packs.install(home.desk, paths, pack_of(tmp_path, *files), VOICES)
    begun, other = map(in_space, files)
    skill = tree_looking.view_tree(home.desk, begun).tree.skills[0].id
    tree_progress.note_skill(home.desk, home.child.id, skill, Mark.STARTED)
    removed = packs.remove(home.desk, paths, "numbers")
    assert removed.value == ("Numbers",)
    assert (begun in there(home), other in there(home)) == (True, False)
    assert removed.undo is not None
    removed.undo(home.desk)
    assert {begun, other} <= there(home)
    assert [one.removed for one in packs.listing(paths)] == [False]


def test_a_tree_that_a_grown_up_took_out_stays_out_until_the_pack_comes_anew(home: Home, paths: Paths, tmp_path: Path) -> None:
    packs.install(home.desk, paths, pack_of(tmp_path, tree_file("one")), VOICES)
    tree = in_space(tree_file("one"))
    tree_editing.remove_tree(home.desk, tree)
    newer = pack_of(tmp_path, tree_file("one", "two"), version=2)
    packs.install(home.desk, paths, newer, VOICES)
    assert tree not in there(home)
    packs.remove(home.desk, paths, "numbers")
    packs.install(home.desk, paths, newer, VOICES)
    assert tree in there(home)


def broken(old: bytes, new: bytes) -> bytes:
    whole = tree_file("one", "two")
    assert old in whole
    return whole.replace(old, new, 1)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ((broken(b'"name": "two"', b'"name": 2'),), "line 17, skills[1].name: this is not a text"),
        ((broken(b"lettergrove-skill-tree", b"another"),), "does not say that its format"),
        ((tree_file("one")[:-9],), "it is not JSON here"),
        ((b"\xff",), "not in UTF-8"),
        ((tree_file(),), "it has no skills"),
        ((b"[" * 9_000,), "nested too deeply"),
        ((tree_file("one"), tree_file("two")), "trees/tree-1.json"),
    ],
)
def test_a_broken_tree_is_refused_with_file_line_and_reason_and_leaves_nothing(
    home: Home, paths: Paths, tmp_path: Path, files: tuple[bytes, ...], told: str
) -> None:
    before = there(home)
    with pytest.raises(Problem) as problem:
        packs.install(home.desk, paths, pack_of(tmp_path, *files), VOICES)
    assert problem.value.trouble is Trouble.PACK_REFUSED
    assert "trees/tree-" in plain_sentence(problem.value)
    assert told in plain_sentence(problem.value)
    assert (there(home), Shelf(paths).installed()) == (before, ())


def test_letters_and_trees_come_in_one_pack_and_neither_comes_when_one_is_wrong(home: Home, paths: Paths, tmp_path: Path) -> None:
    file = tree_file("one")
    whole = {**language_files(), "trees/a.json": file}
    with pytest.raises(Problem):
        packs.install(home.desk, paths, zipped(tmp_path / "bad.zip", {**whole, "pictures/amo.png": b"x"}, id="numbers"), VOICES)
    assert in_space(file) not in there(home)
    packs.install(home.desk, paths, zipped(tmp_path / "good.zip", whole, id="numbers"), VOICES)
    assert in_space(file) in there(home)


def test_nobody_is_robbed_of_a_tree_by_a_pack_that_uses_its_ids(home: Home, paths: Paths, tmp_path: Path) -> None:
    mine = next(iter(there(home)))
    own = tree_looking.view_tree(home.desk, mine).tree
    file = native.write(replace(own, name="Mine")).text.encode()
    packs.install(home.desk, paths, pack_of(tmp_path, file), VOICES)
    assert tree_looking.view_tree(home.desk, mine).tree == own
