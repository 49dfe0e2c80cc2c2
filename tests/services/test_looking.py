"""Grown-ups and the grove see what the facts say, with a fixed number of queries."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from app.data.queries import children as queries_of_children
from app.data.queries import mastery
from app.data.tables.attempts import NUMBER_OF
from app.learning.ids import AttemptId, ChildId, PlaySessionId
from app.learning.mastery import Game, Standing
from app.learning.next_game import FIRST_GAMES
from app.learning.people import Case
from app.learning.problems import Problem
from app.learning.skills import Aspect, Status
from app.learning.trees import tree_of
from app.services import children, demo, languages, looking, play, settings
from app.services.children import NewChild
from app.services.desk import Desk
from app.services.setting_kinds import SettingKey
from app.system.ids import new_id
from tests.services.conftest import Home
from tests.services.playing import play_all, play_turn
from tests.support.database import Queries


@pytest.fixture
def played(home: Home) -> Home:
    """A household whose child has played both games, once to the end and once not."""
    for game in FIRST_GAMES:
        begun = play.begin(home.child_side, home.child.id, game).value
        if game is Game.LISTEN_AND_FIND:
            play_all(home.child_side, begun.play_session)
            play.finish(home.child_side, begun.play_session)
        else:
            turn = play.next_round(home.child_side, begun.play_session)
            assert turn is not None
            play_turn(home.child_side, begun.play_session, turn, wrong=1)
        home.clock.pass_(minutes=10)
    return home


def test_a_new_childs_grove_has_every_letter_and_one_that_is_next(home: Home) -> None:
    grove = looking.grove(home.child_side, home.child.id)
    assert len(grove.trees) == 26
    assert sum(tree.is_next for tree in grove.trees) == 1
    assert grove.trees[0].text == "m"  # Mia begins with her own name
    assert grove.unfinished is None
    assert not any(tree.leaves for tree in grove.trees)


def test_the_grove_tells_what_waits_to_be_resumed(played: Home) -> None:
    assert looking.grove(played.child_side, played.child.id).unfinished is Game.PICTURE_TO_LETTER


def test_the_grid_shows_each_letter_of_the_childs_case(played: Home) -> None:
    grid = looking.letter_grid(played.desk, played.child.id)
    assert [row.letter for row in grid.rows][:3] == ["a", "b", "c"]
    asked = (Aspect.NAME, Aspect.SOUND, Aspect.SHAPE, Aspect.TRACE, Aspect.FIRST_PICTURE)
    assert grid.columns == tuple((Case.LOWER, aspect) for aspect in asked)
    cells = [cell for row in grid.rows for cell in row.cells if cell is not None]
    assert sum(cell.attempts for cell in cells) == sum(one.attempts for one in looking.recent_sessions(played.desk, played.child.id))
    assert all((cell.last_at is not None) == (cell.attempts > 0) for cell in cells)


def test_what_was_answered_stays_in_the_grid_when_the_case_is_changed(played: Home) -> None:
    children.change_child(played.desk, played.child.id, case=Case.UPPER)
    grid = looking.letter_grid(played.desk, played.child.id)
    assert {case for case, _ in grid.columns} == {Case.LOWER, Case.UPPER}
    assert grid.rows[0].text == "A"


def test_sessions_come_newest_first_with_right_of_total(played: Home) -> None:
    second, first = looking.recent_sessions(played.desk, played.child.id)
    assert (first.game, first.right, first.total, first.finished) == (Game.LISTEN_AND_FIND, 8, 8, True)
    assert (second.game, second.right, second.total, second.attempts, second.finished) == (Game.PICTURE_TO_LETTER, 0, 1, 2, False)
    assert first.started_at.utcoffset() == played.clock().utcoffset()
    assert len(looking.recent_sessions(played.desk, played.child.id, limit=1)) == 1


def test_a_session_shows_every_prompt_and_answer(played: Home) -> None:
    newest = looking.recent_sessions(played.desk, played.child.id)[0]
    wrong, right = looking.session_answers(played.desk, newest.id)
    assert (wrong.correct, right.correct, right.try_number) == (False, True, 2)
    assert right.answered == right.asked
    assert wrong.answered in wrong.choices
    assert right.prompt


def test_a_year_has_the_days_that_were_played(played: Home) -> None:
    days = looking.year(played.desk, played.child.id)
    assert [(day.day, day.attempts) for day in days] == [(played.clock().date(), 10)]
    played.clock.pass_(days=366)
    assert looking.year(played.desk, played.child.id) == ()


def test_the_overview_counts_for_each_child(played: Home) -> None:
    children.add_child(played.desk, NewChild("Zoe", languages=("hi",)))
    mia, zoe = looking.overview(played.desk)
    assert (mia.letters, mia.days_this_week, mia.last_played) == (26, 1, played.clock().date())
    assert mia.growing > 0
    assert mia.took_this_week == timedelta(seconds=15)
    assert (zoe.growing, zoe.bloomed, zoe.days_this_week, zoe.last_played) == (0, 0, 0, None)
    assert zoe.letters > 40


def test_the_overview_counts_what_the_child_learns_first(home: Home) -> None:
    names = [one for one in tree_of(home.space.id, languages.pack("en")).skills if one.aspect is Aspect.NAME and one.case is Case.LOWER]
    at = home.clock()
    bloomed = [
        Standing(home.child.id, one.id, Status.BLOOMED, 3, 12, at, at + timedelta(days=3), at, AttemptId(new_id()), {}) for one in names[:4]
    ]
    languages.switch_on(home.desk, "en")
    with home.desk.database.transaction() as connection:
        mastery.keep(connection, home.space.id, bloomed, refold=True)
    assert looking.overview(home.desk)[0].bloomed == 0
    settings.change(home.desk, home.child.id, SettingKey.FIRST, Aspect.NAME)
    assert looking.overview(home.desk)[0].bloomed == 4
    assert sum(tree.status is Status.BLOOMED for tree in looking.grove(home.desk, home.child.id).trees) == 4


def test_a_pair_that_was_found_by_luck_is_no_right_answer_of_a_session(home: Home) -> None:
    begun = play.begin(home.child_side, home.child.id, Game.LISTEN_AND_FIND).value
    play_all(home.child_side, begun.play_session)
    before = looking.recent_sessions(home.desk, home.child.id)[0].right
    with home.desk.database.transaction() as connection:
        lucky = text("UPDATE attempts SET choices = asked, game = :pairs WHERE turn = 0")
        connection.execute(lucky, {"pairs": NUMBER_OF[Game.LETTER_PAIRS]})
    assert looking.recent_sessions(home.desk, home.child.id)[0].right == before - 1
    assert play.finish(home.child_side, begun.play_session).value.right == before - 1


def test_looking_takes_as_many_queries_for_thirty_children_as_for_one(home: Home, queries: Queries) -> None:
    looking.overview(home.desk)
    for number in range(30):
        children.add_child(home.desk, NewChild(f"Kim {number}"))
    with queries.at_most(9):
        assert len(looking.overview(home.desk)) == 31


def test_each_view_of_a_child_takes_a_fixed_number_of_queries(home: Home, queries: Queries) -> None:
    kim = demo.plant(home.desk, 1, 20, 3, among_others=True).value.children[0]
    limits = {looking.grove: 8, looking.letter_grid: 5, looking.recent_sessions: 2, looking.year: 2}
    looking.grove(home.desk, kim.id)
    for look, limit in limits.items():
        with queries.at_most(limit):
            look(home.desk, kim.id)


def test_what_there_is_not_cannot_be_looked_at(home: Home) -> None:
    for look in (looking.grove, looking.letter_grid):
        with pytest.raises(Problem):
            look(home.desk, ChildId(new_id()))
    with pytest.raises(Problem):
        looking.session_answers(home.desk, PlaySessionId(new_id()))


def test_another_space_sees_nothing_of_it(played: Home) -> None:
    from tests.services.conftest import found_home  # noqa: PLC0415 (a second household, for this test alone)

    other = found_home(played.desk.database, played.clock)
    session = looking.recent_sessions(played.desk, played.child.id)[0].id
    stranger: Desk = replace(other.desk)
    assert looking.recent_sessions(stranger, played.child.id) == ()
    assert looking.year(stranger, played.child.id) == ()
    with pytest.raises(Problem):
        looking.session_answers(stranger, session)


def test_a_child_of_a_language_that_is_not_here_is_listed_and_plays_the_next_it_has(home: Home) -> None:
    with home.desk.database.transaction() as connection:
        queries_of_children.change(connection, home.space.id, replace(home.child, languages=("tlh", "es")))
    assert looking.grove(home.desk, home.child.id).pack.language == "es"
    with home.desk.database.transaction() as connection:
        queries_of_children.change(connection, home.space.id, replace(home.child, languages=("tlh",)))
    assert [one.letters for one in looking.overview(home.desk)] == [0]
    with pytest.raises(Problem):
        looking.grove(home.desk, home.child.id)
