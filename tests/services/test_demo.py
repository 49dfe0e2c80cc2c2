"""A demo is believable, follows the rules, and is the same for the same seed."""

from dataclasses import replace

import pytest

from app.data.database import Database
from app.data.queries import attempts, mastery
from app.learning.mastery import refold, rules_for
from app.learning.people import SpaceKind
from app.learning.problems import Problem, Trouble
from app.services import children, demo, grown_ups, spaces
from app.services.desk import Desk
from app.services.languages import pack
from app.services.trees import tree_in
from app.system.ids import new_id
from tests.services.conftest import Clock, Home
from tests.support.proofs import practice_day_differences

TABLES = ("spaces", "grown_ups", "children", "child_languages", "skills", "play_sessions", "attempts", "mastery", "badges", "audit_log")


def _rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of a demo, without when it was written and without the salted hash."""
    found = {}
    with database.reading() as connection:
        for table in TABLES:
            rows = connection.exec_driver_sql(
                f"SELECT to_jsonb(t) - 'created_at' - 'updated_at' - 'password_hash' - 'sync_stamp' FROM {table} t"
            )
            found[table] = sorted((row[0] for row in rows), key=str)
    return found


@pytest.fixture
def bare(database: Database, clock: Clock) -> Desk:
    """A desk before the wizard."""
    return Desk(database, None, None, clock, new_id)


def test_the_same_seed_makes_the_same_rows(bare: Desk) -> None:
    assert isinstance(bare.database, Database)
    found = []
    for seed in (7, 7, 8):
        undo = bare.database.connection.begin_nested()  # type: ignore[attr-defined]  # the fixture's own connection
        demo.plant(bare, 3, 15, seed)
        found.append(_rows(bare.database))
        undo.rollback()
    assert found[0] == found[1]
    assert found[0]["attempts"] != found[2]["attempts"]
    assert len(found[0]["attempts"]) > 50


def test_every_standing_is_what_its_attempts_add_up_to(home: Home) -> None:
    planted = demo.plant(home.desk, 3, 25, 1, among_others=True).value
    with home.desk.database.reading() as connection:
        space = home.space.id
        for child in planted.children:
            letters = pack(child.languages[0])
            skills = {skill.id: skill for skill in tree_in(connection, space, letters).skills}
            facts = attempts.of_child(connection, space, child.id)
            for skill, standing in mastery.of_child(connection, space, child.id).items():
                own = [one for one in facts if one.skill == skill]
                assert refold(own, rules_for(skills[skill], letters)) == standing
        assert practice_day_differences(connection, space) == []


def test_nothing_happens_in_the_future_and_children_differ(home: Home) -> None:
    planted = demo.plant(home.desk, 12, 3, 5, among_others=True).value
    with home.desk.database.reading() as connection:
        latest = connection.exec_driver_sql("SELECT max(occurred_at), max(ended_at) FROM attempts, play_sessions").one()
    assert max(latest) <= home.clock()
    assert len({child.name for child in planted.children}) == 12
    assert {child.languages[0] for child in planted.children} == {"en", "es", "hi"}
    assert len({child.secret for child in planted.children}) == 12


def test_without_a_space_one_is_founded_that_can_be_entered(bare: Desk) -> None:
    planted = demo.plant(bare, 2, 1, 1).value
    space = spaces.current_space(bare)
    assert space is not None
    assert space.kind is SpaceKind.HOUSEHOLD
    assert planted.owner is not None
    assert planted.password is not None
    grown_ups.sign_in(replace(bare, space=space.id), planted.owner.id, planted.password)


def test_many_children_make_a_class(bare: Desk) -> None:
    demo.plant(bare, 7, 0, 1)
    space = spaces.current_space(bare)
    assert space is not None
    assert space.kind is SpaceKind.CLASSROOM
    assert len(children.list_children(replace(bare, space=space.id))) == 7


def test_real_children_are_left_alone_unless_it_is_said(home: Home) -> None:
    with pytest.raises(Problem) as raised:
        demo.plant(home.desk, 1, 5, 1)
    assert raised.value.trouble is Trouble.SPACE_HAS_CHILDREN
    assert children.list_children(home.desk) == (home.child,)
    demo.plant(home.desk, 1, 1, 1, among_others=True)
    assert len(children.list_children(home.desk)) == 2


def test_the_hour_changes_nothing_and_the_day_does(bare: Desk, clock: Clock) -> None:
    found = []
    for hours in (0, 5, 24):
        undo = bare.database.connection.begin_nested()  # type: ignore[attr-defined]  # the fixture's own connection
        clock.pass_(hours=hours)
        demo.plant(bare, 2, 6, 7)
        found.append(_rows(bare.database))
        undo.rollback()
    assert found[0] == found[1]
    assert found[0]["attempts"] != found[2]["attempts"]


def test_the_same_seed_can_be_planted_beside_itself(bare: Desk) -> None:
    first = demo.plant(bare, 2, 4, 7).value
    second = demo.plant(bare, 2, 4, 7, among_others=True).value
    assert not {child.id for child in first.children} & {child.id for child in second.children}
    assert first.attempts > 0
    assert second.attempts > 0
