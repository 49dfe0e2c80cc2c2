"""Choices and marks of grown-ups about a child's skills: what they open, what is written down, what they earn; and earlier days."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text

from app.data.queries import mastery, skill_marks
from app.learning.badges import Award
from app.learning.choices import Choice, Mark
from app.learning.ids import SkillId, TreeId
from app.learning.marks import Noted, standing_of
from app.learning.mastery import Game
from app.learning.people import Case
from app.learning.problems import Problem, Trouble
from app.learning.skills import Aspect, Edge, Level, Status
from app.learning.tree_edits import Edit
from app.learning.trees import skill_id, tree_id
from app.services import looking, play, tree_choices, tree_editing, tree_looking
from app.services.tree_history import tree_history
from app.services.tree_progress import note_skill, take_back
from app.system.ids import new_id
from tests.services.conftest import Home
from tests.services.playing import play_all
from tests.services.tree_maker import ability, chain, published


def statuses(home: Home, tree: TreeId) -> str:
    """The statuses of a tree, each by its first letter."""
    return "".join(state.status.value[0] for state in tree_looking.view_tree(home.desk, tree, home.child.id).states)


def deeds(connection: Connection) -> list[str]:
    return list(connection.execute(text("SELECT action FROM audit_log WHERE action LIKE 'skill-%' ORDER BY occurred_at, id")).scalars())


def refused(trouble: Trouble, home: Home, skill: SkillId, mark: Mark) -> None:
    with pytest.raises(Problem) as problem:
        note_skill(home.desk, home.child.id, skill, mark)
    assert problem.value.trouble is trouble


def test_an_ability_is_begun_learned_looked_at_again_and_all_of_it_is_written_down(home: Home, connection: Connection) -> None:
    tree, (one, _) = published(home.desk, "one", "two")
    assert statuses(home, tree) == "rl"
    note_skill(home.desk, home.child.id, one, Mark.STARTED)
    assert statuses(home, tree) == "gl"
    note_skill(home.desk, home.child.id, one, Mark.LEARNED, score=80)
    assert statuses(home, tree) == "br"
    state = tree_looking.view_tree(home.desk, tree, home.child.id).states[0]
    assert (state.needs_water, state.due) == (False, home.clock() + timedelta(days=7))
    home.clock.pass_(days=8)
    assert tree_looking.view_tree(home.desk, tree, home.child.id).states[0].needs_water
    note_skill(home.desk, home.child.id, one, Mark.REVIEWED)
    state = tree_looking.view_tree(home.desk, tree, home.child.id).states[0]
    assert (state.needs_water, state.due) == (False, home.clock() + timedelta(days=14))
    assert deeds(connection) == ["skill-started", "skill-learned", "skill-reviewed"]


def test_a_locked_ability_is_not_begun_before_what_it_waits_for(home: Home) -> None:
    tree, (one, two) = published(home.desk, "one", "two")
    refused(Trouble.SKILL_LOCKED, home, two, Mark.STARTED)
    refused(Trouble.SKILL_LOCKED, home, two, Mark.LEARNED)
    tree_choices.choose(home.desk, home.child.id, one, Choice.SKIP)
    note_skill(home.desk, home.child.id, two, Mark.STARTED)
    assert statuses(home, tree) == "rg"


def test_a_mark_that_says_nothing_new_is_not_kept(home: Home, connection: Connection) -> None:
    _, (one,) = published(home.desk, "one")
    assert note_skill(home.desk, home.child.id, one, Mark.REVIEWED).undo is None
    assert take_back(home.desk, home.child.id, one).undo is None
    note_skill(home.desk, home.child.id, one, Mark.LEARNED)
    assert note_skill(home.desk, home.child.id, one, Mark.LEARNED).undo is None
    assert note_skill(home.desk, home.child.id, one, Mark.STARTED).undo is None
    assert deeds(connection) == ["skill-learned"]


def test_a_slip_is_taken_back(home: Home) -> None:
    tree, (one, _) = published(home.desk, "one", "two")
    note_skill(home.desk, home.child.id, one, Mark.STARTED)
    done = note_skill(home.desk, home.child.id, one, Mark.LEARNED)
    home.clock.pass_(seconds=1)
    assert done.undo is not None
    done.undo(home.desk)
    assert statuses(home, tree) == "gl"
    take_back(home.desk, home.child.id, one)
    assert statuses(home, tree) == "rl"


def test_letters_grow_by_playing_and_drafts_by_nothing(home: Home) -> None:
    letters = tree_id(home.space.id, "en")
    refused(Trouble.SKILL_IS_PLAYED, home, skill_id(letters, "a", Case.LOWER, Aspect.SOUND), Mark.LEARNED)
    _, (one,) = chain(home.desk, "one")
    refused(Trouble.NOT_FOUND, home, one, Mark.LEARNED)


def test_a_branch_and_a_whole_tree_earn_a_badge_once(home: Home) -> None:
    tree, made = chain(home.desk, "one", "two", "three")
    other = ability(tree, 5, "other")
    tree_editing.edit(home.desk, tree, Edit(skills=(other,), edges=(Edge(other.id, made[0], 0, Level.BLOOMED),)), None)
    tree_editing.publish(home.desk, tree, None)

    def learn(skill: SkillId) -> list[Award]:
        return [badge.award for badge in note_skill(home.desk, home.child.id, skill, Mark.LEARNED).value]

    assert learn(made[0]) == [Award.BLOOM]
    assert learn(made[1]) == [Award.BLOOM]
    assert learn(made[2]) == [Award.BLOOM, Award.BRANCH]
    assert learn(other.id) == [Award.BLOOM, Award.TREE]
    home.clock.pass_(seconds=1)
    take_back(home.desk, home.child.id, other.id)
    home.clock.pass_(seconds=1)
    assert learn(other.id) == [], "a badge is earned once"


def test_a_choice_is_taken_back_and_a_tree_has_one_goal(home: Home, connection: Connection) -> None:
    tree, (one, two, three) = published(home.desk, "one", "two", "three")
    tree_choices.choose(home.desk, home.child.id, two, Choice.GOAL)
    second = tree_choices.choose(home.desk, home.child.id, three, Choice.GOAL)
    view = tree_looking.view_tree(home.desk, tree, home.child.id)
    assert (view.goal, view.path, view.next_skills) == (three, (one, two, three), (one,))
    assert [Choice.GOAL in state.choices for state in view.states] == [False, False, True]
    assert second.undo is not None
    second.undo(home.desk)
    assert tree_looking.view_tree(home.desk, tree, home.child.id).goal == two
    assert tree_choices.choose(home.desk, home.child.id, two, Choice.GOAL).value is False
    skipped = tree_choices.choose(home.desk, home.child.id, one, Choice.SKIP)
    assert statuses(home, tree) == "rrl"
    assert skipped.undo is not None
    skipped.undo(home.desk)
    assert statuses(home, tree) == "rll"
    assert deeds(connection)[-2:] == ["skill-chosen", "skill-unchosen"]


def test_a_skill_that_is_not_there_is_not_chosen(home: Home) -> None:
    with pytest.raises(Problem) as problem:
        tree_choices.choose(home.desk, home.child.id, SkillId(new_id()), Choice.PIN)
    assert problem.value.trouble is Trouble.NOT_FOUND


def test_the_coach_follows_what_grown_ups_chose(home: Home) -> None:
    letters = tree_id(home.space.id, "en")
    view = tree_looking.view_tree(home.desk, letters, home.child.id)
    usual = [skill for skill, state in zip(view.tree.skills, view.states, strict=True) if state.status is Status.READY]
    pinned, aside = usual[-1], usual[0]
    tree_choices.choose(home.desk, home.child.id, pinned.id, Choice.PIN)
    for skill in view.tree.skills:
        if skill.letter == aside.letter:
            tree_choices.choose(home.desk, home.child.id, skill.id, Choice.NOT_FOR_CHILD)
    begun = play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value
    play_all(home.child_side, begun.play_session)
    answers = looking.session_answers(home.desk, begun.play_session)
    assert pinned.aspect is not Aspect.SOUND or answers[0].skill == pinned.id
    assert aside.letter not in {view.on_graph.graph.skills[answer.skill].letter for answer in answers}
    assert aside.letter not in {tree.letter for tree in looking.grove(home.child_side, home.child.id).trees}


def test_what_has_bloomed_is_never_locked_again_by_an_edition(home: Home) -> None:
    tree, (one, two) = published(home.desk, "one", "two")
    note_skill(home.desk, home.child.id, one, Mark.LEARNED)
    note_skill(home.desk, home.child.id, two, Mark.LEARNED)
    draft = tree_editing.open_draft(home.desk, tree).value
    copy = tree_looking.view_tree(home.desk, draft).tree
    new = ability(draft, 9, "new")
    tree_editing.edit(home.desk, draft, Edit(skills=(new,), edges=(Edge(copy.skills[0].id, new.id, 0, Level.BLOOMED),)), None)
    tree_editing.publish(home.desk, draft, None)
    assert statuses(home, tree) == "bbr"


def test_an_earlier_day_is_told_from_the_facts_up_to_it(home: Home) -> None:
    tree, (one, two, _) = published(home.desk, "one", "two", "three")
    first = home.clock().date()
    note_skill(home.desk, home.child.id, one, Mark.LEARNED)
    home.clock.pass_(days=10)
    note_skill(home.desk, home.child.id, two, Mark.STARTED)
    tree_choices.choose(home.desk, home.child.id, two, Choice.SKIP)
    history = tree_history(home.desk, tree, home.child.id)

    def told(day: date) -> str:
        return "".join(state.status.value[0] for state in history.view(day).states)

    assert history.days == (first, first + timedelta(days=10))
    assert told(first - timedelta(days=1)) == "rll"
    assert told(first) == told(first + timedelta(days=9)) == "brl"
    assert [state.needs_water for state in history.view(first + timedelta(days=9)).states] == [True, False, False]
    assert history.view(first).day == first


def test_today_in_the_history_is_the_tree_as_it_stands(home: Home) -> None:
    begun = play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value
    play_all(home.child_side, begun.play_session, wrong=1)
    letters = tree_id(home.space.id, "en")
    home.clock.pass_(days=1)
    begun = play.begin(home.child_side, home.child.id, Game.PICTURE_TO_LETTER).value
    play_all(home.child_side, begun.play_session)
    history, now = tree_history(home.desk, letters, home.child.id), tree_looking.view_tree(home.desk, letters, home.child.id)
    told = history.view(home.clock().date())
    assert (told.states, told.next_skills) == (now.states, now.next_skills)
    assert history.view(history.days[0]).states != now.states


MARKS = st.lists(st.tuples(st.sampled_from(list(Mark)), st.none() | st.integers(0, 100)), max_size=8)


@given(marks=MARKS, order=st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_folds_marks_as_the_program_does_whatever_order_they_come_in(
    home: Home, marks: list[tuple[Mark, int | None]], order: Random
) -> None:
    _, (one,) = published(home.desk, "one")
    notes = [Noted(one, mark, home.clock() + timedelta(hours=hour), score) for hour, (mark, score) in enumerate(marks)]
    arriving = list(notes)
    order.shuffle(arriving)
    with home.desk.database.transaction() as connection:
        for note in arriving:
            skill_marks.add(connection, home.space.id, new_id(), home.child.id, note, home.owner.id)
        assert mastery.of_skill(connection, home.space.id, home.child.id, one) == standing_of(home.child.id, one, notes)
