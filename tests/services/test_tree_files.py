"""Trees go out as files and come back in: as drafts, with free ids, as the next edition of a tree that is there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.learning.ids import TreeId
from app.learning.mastery import Game
from app.learning.problems import Problem, Trouble
from app.learning.skills import Edition, SkillTree
from app.learning.tree_edits import Edit, difference
from app.learning.tree_formats import TreeFormat, native
from app.learning.trees import tree_id
from app.services import play, tree_editing, tree_looking
from app.services.tree_files import as_owner, export_tree, import_tree
from app.system.ids import new_id
from tests.services.conftest import Home
from tests.services.tree_maker import names_in, published


def tree_of(home: Home, tree: TreeId) -> SkillTree:
    return tree_looking.view_tree(home.desk, tree).tree


def exported(home: Home, tree: TreeId, kind: TreeFormat = TreeFormat.NATIVE) -> bytes:
    return export_tree(home.desk, tree, kind).text.encode()


@pytest.mark.parametrize("kind", list(TreeFormat))
def test_a_file_of_a_tree_that_is_there_is_its_next_edition_and_changes_nothing_by_itself(home: Home, kind: TreeFormat) -> None:
    tree, _ = published(home.desk, "one", "two", "three")
    came = import_tree(home.desk, exported(home, tree, kind), kind).value
    if kind is TreeFormat.MOODLE:  # its framework has an id of its own
        assert not came.next_edition
        return
    assert (came.next_edition, came.skills, came.format) == (True, 3, kind)
    assert tree_editing.look_at_publication(home.desk, came.draft).edit.is_nothing


def test_a_changed_file_is_looked_at_before_it_is_published_and_undo_takes_it_back(home: Home) -> None:
    tree, _ = published(home.desk, "one", "two")
    text = exported(home, tree).replace(b'"one"', b'"uno"')
    done = import_tree(home.desk, text)
    assert names_in(home.desk, tree) == ["one", "two"]
    planned = tree_editing.look_at_publication(home.desk, done.value.draft)
    assert [skill.name for skill in planned.edit.skills] == ["uno"]
    assert done.undo is not None
    done.undo(home.desk)
    assert tree_editing.look_at_publication(home.desk, done.value.draft).edit.is_nothing


def test_letters_stay_letters_through_a_file_that_knows_none(home: Home) -> None:
    letters = tree_id(home.space.id, "en")
    before = tree_of(home, letters)
    came = import_tree(home.desk, exported(home, letters, TreeFormat.CASE)).value
    tree_editing.publish(home.desk, came.draft, None)
    assert difference(before, tree_of(home, letters)) == Edit()
    turned = native.as_json(before)
    for skill in turned["skills"]:
        del skill["letter"]
    came = import_tree(home.desk, native.write(native.of_json(turned)).text.encode()).value
    tree_editing.publish(home.desk, came.draft, None)
    assert tree_of(home, letters).skills[0].letter == before.skills[0].letter
    assert play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value.turns


def test_a_tree_from_elsewhere_keeps_its_ids_where_they_are_free(home: Home) -> None:
    tree, made = published(home.desk, "one", "two")
    text = exported(home, tree)
    whole = native.of_json(native.as_json(tree_of(home, tree)))
    elsewhere = replace(whole, id=TreeId(new_id()), replaces=TreeId(new_id()), pack="letters/xx")
    came = import_tree(home.desk, native.write(elsewhere).text.encode()).value
    copy = tree_of(home, came.draft)
    assert (copy.id, copy.edition, copy.replaces, copy.pack) != (elsewhere.id, Edition.DRAFT, elsewhere.replaces, None)
    assert not {skill.id for skill in copy.skills} & set(made), "these skills are in a tree already"
    assert (len(copy.edges), [skill.name for skill in copy.skills]) == (1, ["one", "two"])
    assert text


def test_a_file_that_cannot_be_read_writes_nothing(home: Home) -> None:
    before = tree_looking.list_trees(home.desk)
    with pytest.raises(Problem) as problem:
        import_tree(home.desk, b'{"format": "lettergrove-skill-tree", "version": 1, "tree": {')
    assert problem.value.trouble is Trouble.TREE_FILE_WRONG
    assert tree_looking.list_trees(home.desk) == before


def test_a_draft_goes_out_and_comes_back_as_it_is(home: Home) -> None:
    tree, _ = published(home.desk, "one", "two")
    draft = tree_editing.open_draft(home.desk, tree).value
    came = import_tree(home.desk, exported(home, draft)).value
    assert not came.next_edition
    assert names_in(home.desk, came.draft) == ["one", "two"]


def test_the_command_line_acts_for_an_owner(home: Home) -> None:
    assert as_owner(home.child_side).grown_up == home.owner.id
