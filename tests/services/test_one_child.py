"""Two rows that are one child: all that was played under either is its, nothing is rewritten, and separating them leaves nothing behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from app.data.folding import refold_waiting
from app.data.queries import attempts, badges, child_aliases, mastery, skill_marks
from app.data.queries import children as rows_of_children
from app.learning.aliases import OneChild
from app.learning.choices import Choice, Mark
from app.learning.ids import AttemptId, ChildId, PlaySessionId, SkillId
from app.learning.marks import Noted
from app.learning.mastery import Attempt, Game, Standing, refold
from app.learning.people import Child, Role
from app.learning.problems import Problem, Trouble
from app.learning.skills import Status
from app.services import children, demo, erasing, game_offer, looking, namesakes, play, settings, tree_choices, tree_looking
from app.services.care import standing as care_standing
from app.services.children import NewChild
from app.services.desk import space_of
from app.services.grown_ups import add_grown_up
from app.services.letter_story import letter_story
from app.services.one_child import join_children, joined_rows, look_at_joining, separate_child
from app.services.picture_passwords import check_secret, give_secret, secret_sheet
from app.services.setting_kinds import SettingKey
from app.services.skill_rules import rules_of
from app.services.tree_history import tree_history
from app.services.tree_progress import note_skill
from app.services.trees import switched_on
from app.system.ids import new_id
from tests.services.conftest import Home
from tests.services.playing import play_all, play_turn
from tests.services.tree_maker import published
from tests.support.database import Queries


@pytest.fixture
def twins(home: Home) -> tuple[Child, Child]:
    """Two children with three weeks of play each."""
    planted = demo.plant(home.desk, 2, 24, 5, among_others=True).value.children
    first, second = (
        children.change_child(home.desk, child.id, name=name, languages=("en",), born=None).value
        for child, name in zip(planted, ("Mia", "mia"), strict=True)
    )
    return first, second


def standings(home: Home, child: ChildId) -> dict[SkillId, Standing]:
    with home.desk.database.reading() as connection:
        return mastery.of_child(connection, space_of(home.desk), child)


def by_the_facts(home: Home, *rows: ChildId) -> Mapping[SkillId, Standing]:
    """Where a child of these rows stands, folded from the attempts alone."""
    one = OneChild(rows[0], rows)
    with home.desk.database.reading() as connection:
        space = space_of(home.desk)
        made = attempts.of_child(connection, space, one)
        blooms = badges.blooms_of(connection, space, one)
        known = {skill.id: skill for tree in switched_on_trees(home) for skill in tree.skills}
    found: dict[SkillId, Standing] = {}
    for skill in {attempt.skill for attempt in made}:
        folded = refold([one for one in made if one.skill == skill], rules_of(known[skill]), blooms.get(skill))
        assert folded is not None
        found[skill] = replace(folded, child=rows[0])
    return found


def switched_on_trees(home: Home):  # type: ignore[no-untyped-def]
    from app.data.queries import skills, trees  # noqa: PLC0415

    with home.desk.database.reading() as connection:
        space = space_of(home.desk)
        return [skills.find_tree(connection, space, entry.id) for entry in trees.list_all(connection, space, removed=False)]


def facts(home: Home) -> list[object]:
    """Every attempt and badge as it stands."""
    with home.desk.database.reading() as connection:
        tables = ("attempts", "badges", "play_sessions", "children", "settings", "skill_choices")
        return [connection.execute(text(f"SELECT to_jsonb(t) FROM {table} AS t ORDER BY id")).scalars().all() for table in tables]


def test_what_both_have_played_is_folded_together_and_nothing_is_rewritten(home: Home, twins: tuple[Child, Child]) -> None:
    mia, other = twins
    before = facts(home)
    join_children(home.desk, mia.id, other.id)
    assert facts(home) == before
    assert standings(home, mia.id) == by_the_facts(home, mia.id, other.id)
    assert standings(home, other.id) == {}


def test_separating_them_leaves_two_children_as_they_were(home: Home, twins: tuple[Child, Child]) -> None:
    mia, other = twins
    before = [standings(home, mia.id), standings(home, other.id)], facts(home), looking.overview(home.desk)
    joined = join_children(home.desk, mia.id, other.id)
    assert joined.undo is not None
    joined.undo(home.desk)
    assert ([standings(home, mia.id), standings(home, other.id)], facts(home), looking.overview(home.desk)) == before


def test_separating_can_be_undone(home: Home, twins: tuple[Child, Child]) -> None:
    mia, other = twins
    join_children(home.desk, mia.id, other.id)
    together = standings(home, mia.id)
    separated = separate_child(home.desk, other.id)
    assert separated.undo is not None
    separated.undo(home.desk)
    assert standings(home, mia.id) == together
    assert [row.child.id for row in joined_rows(home.desk, mia.id)] == [other.id]


def test_play_that_goes_on_under_either_row_is_the_childs(home: Home, twins: tuple[Child, Child]) -> None:
    mia, other = twins
    elsewhere = play.begin(home.child_side, other.id, Game.LISTEN_AND_FIND).value
    join_children(home.desk, mia.id, other.id)
    play_all(home.child_side, elsewhere.play_session, wrong=1)
    play.finish(home.child_side, elsewhere.play_session)
    home.clock.pass_(hours=1)
    begun = play.begin(home.child_side, other.id, Game.ODD_ONE_OUT).value
    assert begun.child == mia.id
    play_all(home.child_side, begun.play_session)
    assert standings(home, mia.id) == by_the_facts(home, mia.id, other.id)
    assert standings(home, other.id) == {}
    separate_child(home.desk, other.id)
    assert standings(home, mia.id) == by_the_facts(home, mia.id)
    assert standings(home, other.id) == by_the_facts(home, other.id)


def test_an_answer_under_a_clock_that_was_set_back_is_folded_with_all_others(home: Home, twins: tuple[Child, Child]) -> None:
    mia, other = twins
    join_children(home.desk, mia.id, other.id)
    home.clock.pass_(days=-12)
    play_all(home.child_side, play.begin(home.child_side, mia.id, Game.LISTEN_AND_FIND).value.play_session)
    assert standings(home, mia.id) == by_the_facts(home, mia.id, other.id)


def test_every_look_at_the_child_sees_what_was_played_under_both(home: Home, twins: tuple[Child, Child]) -> None:
    mia, other = twins
    played = {row: looking.recent_sessions(home.desk, row, 500) for row in (mia.id, other.id)}
    years = {row: {day.day for day in looking.year(home.desk, row)} for row in (mia.id, other.id)}
    answers = sum(day.attempts for row in (mia.id, other.id) for day in looking.year(home.desk, row))
    join_children(home.desk, mia.id, other.id)
    for row in (mia.id, other.id):  # a page that was open on the row that is joined
        assert {one.id for one in looking.recent_sessions(home.desk, row, 500)} == {one.id for of in played.values() for one in of}
        days = looking.year(home.desk, row)
        assert {day.day for day in days} == years[mia.id] | years[other.id]
        assert [day.day for day in days] == sorted({day.day for day in days})
        assert sum(day.attempts for day in days) == answers
        assert children.child(home.desk, row) == mia
        assert looking.grove(home.desk, row) == looking.grove(home.desk, mia.id)
        assert looking.letter_grid(home.desk, row).child == mia
        assert game_offer.offer(home.desk, row) == game_offer.offer(home.desk, mia.id)
        assert care_standing(home.desk, row) == care_standing(home.desk, mia.id)
    grid = looking.letter_grid(home.desk, mia.id)
    counted = sum(cell.attempts for line in grid.rows for cell in line.cells if cell is not None)
    shown = {cell.skill.id for line in grid.rows for cell in line.cells if cell is not None}
    assert counted == sum(one.attempts for skill, one in standings(home, mia.id).items() if skill in shown)
    skills = list(standings(home, mia.id))
    assert letter_story(home.desk, other.id, skills) == letter_story(home.desk, mia.id, skills)
    (tree,) = {tree.id for tree in switched_on_trees(home) if tree.language == "en"}
    view = tree_looking.view_tree(home.desk, tree, other.id)
    assert view.child == mia
    assert sum(state.tries for state in view.states) > 0
    assert tree_history(home.desk, tree, other.id).view(home.clock().date()).states == view.states


def test_what_two_rows_have_earned_alike_is_one_badge(home: Home, twins: tuple[Child, Child]) -> None:
    mia, other = twins
    with home.desk.database.reading() as connection:
        space = space_of(home.desk)
        held = [badges.of_child(connection, space, row.id) for row in twins]
        keys = {(badge.kind, badge.skill) for of in held for badge in of}
        shown = badges.of_child(connection, space, OneChild(mia.id, (mia.id, other.id)))
    assert len(shown) == len(keys) < len(held[0]) + len(held[1])
    for badge in shown:
        assert badge.earned_at == min(one.earned_at for of in held for one in of if (one.kind, one.skill) == (badge.kind, badge.skill))


def test_what_blooms_only_by_what_two_rows_know_together_is_no_fact_and_is_gone_when_they_are_separated(home: Home) -> None:
    other = children.add_child(home.desk, NewChild("Mia", languages=("en",))).value
    sittings = [play.begin(home.child_side, row, Game.LISTEN_AND_FIND).value.play_session for row in (home.child.id, other.id)]
    turn = play.next_round(home.child_side, sittings[0])
    assert turn is not None
    play_turn(home.child_side, sittings[0], turn)
    with home.desk.database.transaction() as connection:
        space = space_of(home.desk)
        (pattern,) = attempts.of_child(connection, space, home.child.id)
        skill, games = pattern.skill, (Game.LISTEN_AND_FIND, Game.PICTURE_TO_LETTER)

        def made(row: ChildId, sitting: PlaySessionId, ago: int, game: Game) -> Attempt:
            at = pattern.occurred_at - timedelta(days=ago)
            return replace(pattern, id=AttemptId(new_id()), child=row, play_session=sitting, game=game, occurred_at=at, local_day=at.date())

        early = [made(home.child.id, sittings[0], ago, games[ago % 2]) for ago in range(30, 10, -1)]
        late = [made(other.id, sittings[1], ago, games[ago % 2]) for ago in (2, 1)]
        attempts.add_many(connection, space, [*early[:14], *late])
        connection.execute(text("DELETE FROM attempts WHERE id = :id"), {"id": pattern.id})
    before = facts(home)
    join_children(home.desk, home.child.id, other.id)
    assert standings(home, home.child.id)[skill].status is Status.BLOOMED
    assert facts(home) == before
    separate_child(home.desk, other.id)
    assert standings(home, home.child.id)[skill].status is Status.GROWING
    assert standings(home, other.id)[skill].status is Status.GROWING


def test_lists_show_one_child(home: Home, twins: tuple[Child, Child]) -> None:
    mia, other = twins
    join_children(home.desk, mia.id, other.id)
    everyone = {home.child.id, mia.id}
    assert {child.id for child in children.list_children(home.desk)} == everyone
    assert {one.child.id for one in looking.overview(home.desk)} == everyone
    assert {line.child.id for line in secret_sheet(home.desk)} == everyone
    line = next(one for one in looking.overview(home.desk) if one.child.id == mia.id)
    assert line.last_played == max(day.day for day in looking.year(home.desk, mia.id))


def test_the_pictures_that_open_are_those_of_the_row_that_is_kept(home: Home, twins: tuple[Child, Child]) -> None:
    mia, other = twins
    join_children(home.desk, mia.id, other.id)
    assert mia.secret is not None
    assert other.secret is not None
    assert check_secret(home.child_side, other.id, mia.secret)
    assert not check_secret(home.child_side, other.id, other.secret)
    assert give_secret(home.desk, other.id).value.id == mia.id


def test_settings_are_those_of_the_row_that_is_kept_and_choices_of_all(home: Home, twins: tuple[Child, Child]) -> None:
    mia, other = twins
    skill = next(iter(standings(home, other.id)))
    settings.change(home.desk, other.id, SettingKey.ROUNDS, 9)
    settings.change(home.desk, mia.id, SettingKey.CALM, value=True)
    tree_choices.choose(home.desk, other.id, skill, Choice.SKIP)
    join_children(home.desk, mia.id, other.id)
    assert settings.read(home.desk, other.id) == settings.read(home.desk, mia.id)
    assert settings.read(home.desk, mia.id).calm
    assert settings.read(home.desk, mia.id).rounds != 9
    assert not tree_choices.choose(home.desk, mia.id, skill, Choice.SKIP).value, "it is chosen already"
    taken_back = tree_choices.choose(home.desk, mia.id, skill, Choice.SKIP, on=False)
    assert taken_back.value
    assert tree_choices.choose(home.desk, mia.id, skill, Choice.SKIP).value
    settings.change(home.desk, other.id, SettingKey.ROUNDS, 10)
    assert settings.read(home.desk, mia.id).rounds == 10
    separate_child(home.desk, other.id)
    assert settings.read(home.desk, other.id).rounds == 9


def test_taking_the_child_out_takes_the_person_out_and_bringing_it_back_brings_all(home: Home, twins: tuple[Child, Child]) -> None:
    mia, other = twins
    join_children(home.desk, mia.id, other.id)
    children.remove_child(home.desk, other.id)
    assert {child.id for child in children.list_children(home.desk)} == {home.child.id}
    assert {child.id for child in children.list_children(home.desk, removed=True)} == {mia.id}
    with pytest.raises(Problem):
        play.begin(home.child_side, other.id, Game.LISTEN_AND_FIND)
    children.restore_child(home.desk, mia.id)
    assert {child.id for child in children.list_children(home.desk)} == {home.child.id, mia.id}


def test_erasing_the_child_erases_all_its_rows(home: Home, twins: tuple[Child, Child]) -> None:
    mia, other = twins
    join_children(home.desk, mia.id, other.id)
    children.remove_child(home.desk, mia.id)
    home.clock.pass_(days=25)
    erasing.erase_overdue(home.child_side)
    home.clock.pass_(days=8)
    assert set(erasing.erase_overdue(home.child_side).value.children) == {mia.id, other.id}
    with home.desk.database.reading() as connection:
        for table in ("attempts", "mastery", "badges", "practice_days", "child_aliases"):
            left = text(f"SELECT count(*) FROM {table} WHERE child_id IN (:mia, :other)")
            assert connection.execute(left, {"mia": mia.id, "other": other.id}).scalar_one() == 0, table


def test_a_row_that_was_taken_out_before_it_was_joined_is_not_erased_under_the_child(home: Home, twins: tuple[Child, Child]) -> None:
    mia, other = twins
    children.remove_child(home.desk, other.id)
    join_children(home.desk, mia.id, other.id)
    days = looking.year(home.desk, mia.id)
    for _ in range(2):
        home.clock.pass_(days=25)
        assert erasing.erase_overdue(home.child_side).value.children == ()
    assert len([day for day in looking.year(home.desk, mia.id) if day in days]) == len(days)
    assert looking.overview(home.desk) is not None


def test_three_rows_and_a_ring_are_one_child_and_come_apart_again(home: Home, twins: tuple[Child, Child]) -> None:
    mia, other = twins
    third = home.child
    play_all(home.child_side, play.begin(home.child_side, third.id, Game.LISTEN_AND_FIND).value.play_session)
    join_children(home.desk, other.id, third.id)
    join_children(home.desk, mia.id, other.id)
    assert standings(home, mia.id) == by_the_facts(home, mia.id, other.id, third.id)
    with home.desk.database.transaction() as connection:  # as another computer said it at the same time
        child_aliases.put(connection, space_of(home.desk), [(mia.id, third.id)], home.clock())
        kept = child_aliases.one(connection, space_of(home.desk), mia.id).id
    assert kept == min(mia.id, other.id, third.id)
    separate_child(home.desk, next(row for row in (mia.id, other.id, third.id) if row != kept))
    assert len(children.list_children(home.desk)) == 2
    for child in children.list_children(home.desk):
        with home.desk.database.reading() as connection:
            one = child_aliases.one(connection, space_of(home.desk), child.id)
        assert standings(home, child.id) == by_the_facts(home, *one.rows)


def test_only_those_who_may_change_children_join_and_separate_them(home: Home, twins: tuple[Child, Child]) -> None:
    mia, other = twins
    helper = add_grown_up(home.desk, "Helga", "a grove of letters", Role.HELPER).value
    for desk in (home.child_side, replace(home.desk, grown_up=helper.id)):
        for change in (join_children, namesakes.tell_apart):
            with pytest.raises(Problem) as caught:
                change(desk, mia.id, other.id)
            assert caught.value.trouble is Trouble.NOT_ALLOWED
        with pytest.raises(Problem):
            separate_child(desk, other.id)
    teacher = add_grown_up(home.desk, "Tom", "a grove of letters", Role.TEACHER).value
    join_children(replace(home.desk, grown_up=teacher.id), mia.id, other.id)


def test_joining_what_is_one_already_or_what_is_not_there_changes_nothing(home: Home, twins: tuple[Child, Child]) -> None:
    mia, other = twins
    assert join_children(home.desk, mia.id, mia.id).undo is None
    join_children(home.desk, mia.id, other.id)
    assert join_children(home.desk, other.id, mia.id).value == mia
    assert separate_child(home.desk, mia.id).undo is None
    with pytest.raises(Problem) as caught:
        join_children(home.desk, mia.id, ChildId(home.space.id))
    assert caught.value.trouble is Trouble.NOT_FOUND


def test_what_joining_comes_to_is_told_before(home: Home, twins: tuple[Child, Child]) -> None:
    mia, other = twins
    seen = look_at_joining(home.desk, mia.id, other.id)
    assert (seen.kept.child, seen.other.child, seen.together.child) == (mia, other, mia)
    assert seen.together.answers == seen.kept.answers + seen.other.answers
    join_children(home.desk, mia.id, other.id)
    days = looking.year(home.desk, mia.id)
    assert (seen.together.days, seen.together.answers) == (len(days), sum(day.attempts for day in days))
    assert [row.answers for row in joined_rows(home.desk, mia.id)] == [seen.other.answers]


def test_what_was_noted_of_abilities_under_either_row_is_the_childs(home: Home, twins: tuple[Child, Child]) -> None:
    mia, other = twins
    tree, (one, two, three) = published(home.desk, "one", "two", "three")
    note_skill(home.desk, other.id, one, Mark.LEARNED, score=80)
    join_children(home.desk, mia.id, other.id)
    assert standings(home, mia.id)[one].status is Status.BLOOMED
    home.clock.pass_(days=1)
    note_skill(home.desk, other.id, two, Mark.LEARNED)  # a page that was open on the row: it is open by what that row had learned
    assert standings(home, mia.id)[two].status is Status.BLOOMED
    with home.desk.database.transaction() as connection:  # as it comes from a computer that plays on under that row
        marked = Noted(three, Mark.STARTED, home.clock())
        skill_marks.add(connection, space_of(home.desk), home.desk.new_id(), other.id, marked, None)
    while home.desk.database.run(lambda connection: refold_waiting(connection, space_of(home.desk), rules_of)):
        pass
    assert standings(home, mia.id)[three].status is Status.GROWING
    assert standings(home, other.id) == {}
    assert [state.status.value[0] for state in tree_looking.view_tree(home.desk, tree, other.id).states] == ["b", "b", "g"]
    separate_child(home.desk, other.id)
    assert set(standings(home, mia.id)) & {one, two, three} == {two}
    assert set(standings(home, other.id)) & {one, two, three} == {one, three}


def test_asking_whose_play_it_is_costs_one_query_where_nobody_is_joined_and_no_more_for_an_answer(home: Home, queries: Queries) -> None:
    with home.desk.database.transaction() as connection, queries.at_most(1):
        assert rows_of_children.lock(connection, space_of(home.desk), home.child.id) == OneChild(home.child.id, (home.child.id,))


def test_the_days_of_a_child_of_several_rows_are_of_the_whole_time(home: Home, twins: tuple[Child, Child]) -> None:
    mia, other = twins
    join_children(home.desk, mia.id, other.id)
    with home.desk.database.reading() as connection:
        differences = connection.execute(text("SELECT count(*) FROM practice_day_differences(:space)"), {"space": home.space.id})
        assert differences.scalar_one() == 0
    assert looking.year(home.desk, mia.id)[0].day >= date(2000, 1, 1)
    assert switched_on(home.desk)
