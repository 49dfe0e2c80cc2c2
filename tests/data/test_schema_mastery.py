"""The guard of standings: a status goes forward, except where all is computed anew."""

from dataclasses import replace

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from app.data.database import Database
from app.data.queries import attempts, mastery
from app.learning.skills import Status
from tests.support.rows import household, new_attempt, new_standing

ORDER = [Status.LOCKED, Status.READY, Status.GROWING, Status.BLOOMED]
MOVES = [(before, after) for before in ORDER for after in ORDER]


@pytest.mark.parametrize(("before", "after"), MOVES)
def test_a_single_write_goes_forward_or_stays(connection: Connection, before: Status, after: Status) -> None:
    home = household(connection)
    mastery.keep(connection, home.space, [new_standing(home, before)])
    wanted = new_standing(home, after)
    if ORDER.index(after) < ORDER.index(before):
        with pytest.raises(IntegrityError, match=f"is {before} does not become {after}"), connection.begin_nested():
            mastery.keep(connection, home.space, [wanted])
    else:
        mastery.keep(connection, home.space, [wanted])
        assert mastery.of_skill(connection, home.space, home.child.id, home.skill) == wanted


def test_a_refold_may_lower_a_standing_and_its_licence_ends_with_the_transaction(fresh_database: Database) -> None:
    with fresh_database.transaction() as connection:
        home = household(connection)
        mastery.keep(connection, home.space, [new_standing(home, Status.BLOOMED)])
    lower = new_standing(home, Status.GROWING)
    with fresh_database.transaction() as connection:
        mastery.keep(connection, home.space, [lower], refold=True)
    with fresh_database.transaction() as connection:
        assert mastery.of_child(connection, home.space, home.child.id) == {home.skill: lower}
        with pytest.raises(IntegrityError), connection.begin_nested():
            mastery.keep(connection, home.space, [new_standing(home, Status.READY)])


def test_a_bloom_knows_when_it_was(connection: Connection) -> None:
    home = household(connection)
    with pytest.raises(IntegrityError, match="bloomed_at"):
        mastery.keep(connection, home.space, [replace(new_standing(home, Status.BLOOMED), bloomed_at=None)])


def test_a_skill_with_history_cannot_be_deleted_but_a_whole_space_can(connection: Connection) -> None:
    home = household(connection)
    attempts.add(connection, home.space, new_attempt(home))
    with pytest.raises(IntegrityError, match="attempts_space_id_skill_id_fkey"), connection.begin_nested():
        connection.execute(text("DELETE FROM skills WHERE space_id = :space"), {"space": home.space})
    connection.execute(text("DELETE FROM spaces WHERE space_id = :space"), {"space": home.space})
    assert connection.execute(text("SELECT count(*) FROM attempts WHERE space_id = :space"), {"space": home.space}).scalar() == 0
