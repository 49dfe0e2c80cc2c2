"""Writing trees: drafts, edits and their undo, publishing without losing progress, two grown-ups at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from app.data.queries import mastery, skills, trees
from app.learning.choices import Mark
from app.learning.ids import SkillId, TreeId
from app.learning.mastery import Game
from app.learning.people import Role
from app.learning.problems import Problem, Trouble
from app.learning.skills import Edge, Edition, Level, Status
from app.learning.tree_edits import About, Edit, key_of
from app.learning.trees import tree_id
from app.services import grown_ups, play, tree_editing, tree_looking, tree_progress
from app.system.ids import new_id
from tests.services.conftest import PASSWORD, Home
from tests.services.playing import play_all
from tests.services.tree_maker import ability, chain, names_in, published, rename


def refused(trouble: Trouble, act: object, *given: object) -> Problem:
    with pytest.raises(Problem) as problem:
        act(*given)  # type: ignore[operator]  # one of the services
    assert problem.value.trouble is trouble
    return problem.value


def test_a_tree_begins_as_an_empty_draft_that_undo_takes_out(home: Home) -> None:
    made = tree_editing.create_tree(home.desk, "  Counting ", "en")
    (entry,) = [one for one in tree_looking.list_trees(home.desk) if one.pack is None]
    assert (entry.name, entry.edition, entry.size) == ("Counting", Edition.DRAFT, 0)
    assert made.undo is not None
    made.undo(home.desk)
    assert made.value not in {one.id for one in tree_looking.list_trees(home.desk)}
    assert made.value in {one.id for one in tree_looking.list_trees(home.desk, removed=True)}


def test_every_edit_is_taken_back_and_done_again(home: Home) -> None:
    draft, made = chain(home.desk, "one", "two", "three")
    before = tree_looking.view_tree(home.desk, draft).tree
    wanted = Edit(
        skills=(replace(before.skills[0], name="uno"), ability(draft, 9, "four")),
        gone_skills=frozenset({made[2]}),
        gone_edges=frozenset({key_of(before.edges[0])}),
        spots={made[1]: (40, -7)},
        about=About("Numbers", "en", "up to ten", "Ada"),
    )
    done = tree_editing.edit(home.desk, draft, wanted, before.revision)
    assert [skill.name for skill in done.value.skills] == ["uno", "two", "four"]
    assert (done.value.edges, done.value.description, done.value.skills[1].spot) == ((), "up to ten", (40, -7))
    assert done.undo is not None
    back = done.undo(home.desk)
    assert replace(back.value, revision=before.revision) == before
    assert back.undo is not None
    assert replace(back.undo(home.desk).value, revision=0) == replace(done.value, revision=0)


def test_an_edit_made_on_an_older_revision_writes_nothing(home: Home) -> None:
    draft, _ = chain(home.desk, "one")
    seen = tree_looking.view_tree(home.desk, draft).tree
    rename(home.desk, draft, "one", "uno")
    wanted = Edit(gone_skills=frozenset({seen.skills[0].id}))
    problem = refused(Trouble.TREE_CHANGED, tree_editing.edit, home.desk, draft, wanted, seen.revision)
    assert problem.facts["now"] == tree_looking.view_tree(home.desk, draft).tree.revision
    assert names_in(home.desk, draft) == ["uno"]


def test_of_two_grown_ups_who_edit_one_revision_at_the_same_instant_one_is_told(lasting_home: Home) -> None:
    draft, _ = chain(lasting_home.desk, "one")
    revision = tree_looking.view_tree(lasting_home.desk, draft).tree.revision
    together = threading.Barrier(2)

    def write(name: str) -> Trouble | None:
        together.wait(20)
        try:
            tree_editing.edit(lasting_home.desk, draft, Edit(skills=(ability(draft, 5, name),)), revision)
        except Problem as problem:
            return problem.trouble
        return None

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(write, ("two", "three")))
    assert sorted(outcomes, key=str) == [None, Trouble.TREE_CHANGED]
    assert len(names_in(lasting_home.desk, draft)) == 2


def test_an_edge_that_closes_a_circle_is_refused_with_its_path_and_nothing_is_written(home: Home) -> None:
    draft, made = chain(home.desk, "one", "two", "three")
    wrong = Edit(edges=(Edge(made[0], made[2], 0, Level.GROWING),), spots={made[0]: (1, 1)})
    problem = refused(Trouble.TREE_CLOSES_CIRCLE, tree_editing.edit, home.desk, draft, wrong, None)
    assert problem.facts["circle"] == "one → two → three → one"
    assert tree_looking.view_tree(home.desk, draft).tree.skills[0].spot is None


def test_a_published_tree_is_changed_only_by_publishing_its_draft(home: Home) -> None:
    tree, made = published(home.desk, "one", "two")
    refused(Trouble.TREE_PUBLISHED, tree_editing.edit, home.desk, tree, Edit(gone_skills=frozenset({made[0]})), None)
    draft = tree_editing.open_draft(home.desk, tree).value
    assert draft != tree
    assert tree_editing.open_draft(home.desk, tree).value == tree_editing.open_draft(home.desk, draft).value == draft
    rename(home.desk, draft, "one", "uno")
    assert names_in(home.desk, tree) == ["one", "two"]
    planned = tree_editing.look_at_publication(home.desk, draft)
    assert [skill.name for skill in planned.edit.skills] == ["uno"]
    assert tree_editing.publish(home.desk, draft, None).value == tree
    assert names_in(home.desk, tree) == ["uno", "two"]
    assert draft not in {one.id for one in tree_looking.list_trees(home.desk)}


def test_progress_stays_with_its_skill_through_a_new_edition(home: Home) -> None:
    tree, made = published(home.desk, "one", "two", "three")
    tree_progress.note_skill(home.desk, home.child.id, made[0], Mark.LEARNED)
    draft = tree_editing.open_draft(home.desk, tree).value
    rename(home.desk, draft, "one", "uno")
    copy = tree_looking.view_tree(home.desk, draft).tree
    more = ability(draft, 0, "zero")
    first_of_all = Edge(copy.skills[0].id, more.id, 0, Level.BLOOMED)
    tree_editing.edit(home.desk, draft, Edit(skills=(more,), edges=(first_of_all,), gone_skills=frozenset({copy.skills[2].id})), None)
    done = tree_editing.publish(home.desk, draft, None)
    view = tree_looking.view_tree(home.desk, tree, home.child.id)
    told = {skill.name: state.status for skill, state in zip(view.tree.skills, view.states, strict=True)}
    assert told == {"zero": Status.READY, "uno": Status.BLOOMED, "two": Status.READY}
    assert done.undo is not None
    done.undo(home.desk)
    assert names_in(home.desk, tree) == ["one", "two", "three"]
    assert names_in(home.desk, draft) == ["zero", "uno", "two"] or names_in(home.desk, draft) == ["uno", "zero", "two"]


def test_an_earlier_edition_is_kept_and_comes_back_as_a_draft(home: Home) -> None:
    tree, _ = published(home.desk, "one", "two")
    draft = tree_editing.open_draft(home.desk, tree).value
    rename(home.desk, draft, "one", "uno")
    tree_editing.publish(home.desk, draft, None)
    (earlier,) = tree_looking.earlier_editions(home.desk, tree)
    assert (earlier.number, earlier.by) == (1, home.owner.id)
    back = tree_editing.restore_edition(home.desk, earlier.id).value
    assert names_in(home.desk, back) == ["one", "two"]
    assert [skill.name for skill in tree_editing.look_at_publication(home.desk, back).edit.skills] == ["one"]
    tree_editing.publish(home.desk, back, None)
    assert names_in(home.desk, tree) == ["one", "two"]


def test_an_empty_draft_is_not_published(home: Home) -> None:
    refused(Trouble.TREE_WRONG, tree_editing.publish, home.desk, tree_editing.create_tree(home.desk, "Empty", "en").value, None)


def test_a_first_publication_can_be_taken_back(home: Home) -> None:
    tree, _ = chain(home.desk, "one")
    done = tree_editing.publish(home.desk, tree, None)
    assert tree_looking.view_tree(home.desk, tree).tree.edition is Edition.PUBLISHED
    assert done.undo is not None
    done.undo(home.desk)
    assert tree_looking.view_tree(home.desk, tree).tree.edition is Edition.DRAFT


def test_a_copy_is_a_tree_of_its_own(home: Home) -> None:
    tree, made = published(home.desk, "one", "two")
    copy = tree_looking.view_tree(home.desk, tree_editing.duplicate_tree(home.desk, tree, "Again").value).tree
    assert (copy.name, copy.edition, copy.replaces, len(copy.edges)) == ("Again", Edition.DRAFT, None, 1)
    assert not {skill.id for skill in copy.skills} & set(made)


def test_a_tree_that_was_taken_out_comes_back_with_its_progress(home: Home) -> None:
    tree, made = published(home.desk, "one")
    tree_progress.note_skill(home.desk, home.child.id, made[0], Mark.LEARNED)
    gone = tree_editing.remove_tree(home.desk, tree)
    refused(Trouble.NOT_FOUND, tree_looking.view_tree, home.desk, tree)
    assert gone.undo is not None
    gone.undo(home.desk)
    assert tree_looking.view_tree(home.desk, tree, home.child.id).states[0].status is Status.BLOOMED


def test_the_letters_of_a_language_open_as_a_draft_and_keep_their_answers(home: Home) -> None:
    begun = play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value
    play_all(home.child_side, begun.play_session)
    letters = tree_id(home.space.id, "en")
    before = tree_looking.view_tree(home.desk, letters, home.child.id)
    draft = tree_editing.open_draft(home.desk, letters).value
    name = tree_looking.view_tree(home.desk, draft).tree.skills[0].name
    rename(home.desk, draft, name, "My own words")
    tree_editing.publish(home.desk, draft, None)
    after = tree_looking.view_tree(home.desk, letters, home.child.id)
    assert after.tree.skills[0].name == "My own words"
    assert after.states == before.states
    assert (after.tree.pack, after.tree.pack_version) == (before.tree.pack, before.tree.pack_version)
    assert play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value.turns


def test_the_letters_of_a_language_are_not_taken_out(home: Home) -> None:
    refused(Trouble.TREE_WRONG, tree_editing.remove_tree, home.desk, tree_id(home.space.id, "en"))


def test_what_a_newer_pack_brought_stays_when_an_older_draft_is_published(home: Home) -> None:
    letters = tree_id(home.space.id, "en")
    draft = tree_editing.open_draft(home.desk, letters).value
    rename(home.desk, draft, tree_looking.view_tree(home.desk, draft).tree.skills[0].name, "first")
    tree = tree_looking.view_tree(home.desk, letters).tree
    new = replace(tree.skills[-1], id=SkillId(new_id()), name="came later", position=10_000)
    edges = (*tree.edges, Edge(new.id, tree.skills[0].id, 0, Level.READY))
    newer = replace(tree, pack_version=tree.pack_version + 1, skills=(*tree.skills, new), edges=edges)
    with home.desk.database.transaction() as connection:
        skills.add_tree(connection, home.space.id, newer)
    tree_editing.publish(home.desk, draft, None)
    after = tree_looking.view_tree(home.desk, letters).tree
    assert after.skills[0].name == "first"
    assert after.skills[-1] == new
    assert any(edge.skill == new.id for edge in after.edges)


def test_a_tree_that_was_deleted_while_a_child_plays_loses_no_answer(home: Home) -> None:
    begun = play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value
    with home.desk.database.transaction() as connection:  # what another device may have done
        trees.set_removed(connection, home.space.id, tree_id(home.space.id, "en"), home.clock())
    assert play_all(home.child_side, begun.play_session) == begun.turns
    assert play.finish(home.child_side, begun.play_session).value.turns == begun.turns
    with home.desk.database.reading() as connection:
        assert mastery.of_child(connection, home.space.id, home.child.id)


def test_a_helper_may_look_and_not_write(home: Home) -> None:
    tree, made = published(home.desk, "one")
    helper = grown_ups.add_grown_up(home.desk, "Hal", PASSWORD, Role.HELPER).value
    desk = replace(home.desk, grown_up=helper.id)
    assert tree_looking.view_tree(desk, tree).tree.skills
    for act, given in (
        (tree_editing.create_tree, ("x", "en")),
        (tree_editing.open_draft, (tree,)),
        (tree_editing.edit, (tree, Edit(), None)),
        (tree_editing.publish, (tree, None)),
        (tree_editing.remove_tree, (tree,)),
        (tree_editing.restore_tree, (tree,)),
        (tree_editing.duplicate_tree, (tree, "x")),
        (tree_progress.note_skill, (home.child.id, made[0], Mark.STARTED)),
    ):
        refused(Trouble.NOT_ALLOWED, act, desk, *given)


def test_what_is_not_there_is_said_to_be_gone(home: Home) -> None:
    nowhere = TreeId(new_id())
    refused(Trouble.NOT_FOUND, tree_looking.view_tree, home.desk, nowhere)
    refused(Trouble.NOT_FOUND, tree_editing.edit, home.desk, nowhere, Edit(), None)
    refused(Trouble.NOT_FOUND, tree_editing.publish, home.desk, nowhere, None)
    refused(Trouble.NOT_FOUND, tree_editing.restore_edition, home.desk, new_id())
