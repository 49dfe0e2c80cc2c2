"""A space moves into another one: everything arrives, what was there stays, nothing of the old one is left."""

from collections import Counter

from sqlalchemy import Connection, func, select, text

from app.data.database import Database
from app.data.queries import grown_ups as grown_up_queries
from app.data.queries import spaces as queries
from app.data.rekeying import move_rows
from app.data.tables import attempts, badges, grown_ups, mastery, settings, skill_edges, skills
from app.data.tables.metadata import metadata
from app.learning.ids import GrownUpId, SpaceId, key_id
from app.learning.people import GrownUp, Role, Space, SpaceKind
from app.services.demo import plant
from app.services.desk import Desk
from app.system.clock import now
from app.system.ids import new_id

TABLES = [table for table in metadata.sorted_tables if "space_id" in table.c]


def planted(database: Database, children: int = 2, days: int = 8, seed: int = 1) -> SpaceId:
    """A household of its own, whatever else is in the database."""
    space = SpaceId(new_id())
    with database.transaction() as connection:
        queries.add(connection, Space(space, SpaceKind.HOUSEHOLD, f"Demo {seed}"))
        owner = GrownUp(GrownUpId(new_id()), "Ada", Role.OWNER)
        grown_up_queries.add(connection, space, owner, "no hash")
    plant(Desk(database, space, owner.id, now, new_id), children, days, seed)
    return space


def counts(connection: Connection, space: SpaceId) -> Counter[str]:
    asked = {table.name: select(func.count()).select_from(table).where(table.c.space_id == space) for table in TABLES}
    return Counter({name: connection.execute(each).scalar_one() for name, each in asked.items()})


def test_a_space_moves_whole_into_an_empty_one(database: Database) -> None:
    old, new = planted(database), SpaceId(new_id())
    with database.transaction() as connection:
        before = counts(connection, old)
        move_rows(connection, old, new)
        assert counts(connection, new) == before
        assert +counts(connection, old) == Counter()
        assert before["attempts"] > 50
        assert before["skill_edges"] > 100
        assert connection.execute(text("SELECT count(*) FROM practice_day_differences(:space)"), {"space": new}).scalar_one() == 0


def test_ids_made_of_the_space_are_those_that_the_other_space_would_make(database: Database) -> None:
    old, new = planted(database, children=1, days=45), SpaceId(new_id())
    with database.transaction() as connection:
        move_rows(connection, old, new)
        tree = key_id("tree", new, "letters/en")
        grown = {row.id: row for row in connection.execute(select(skills).where(skills.c.space_id == new, skills.c.tree_id == tree))}
        assert all(row.id == key_id("skill", tree, row.letter, row.letter_case, row.aspect) for row in grown.values())
        edges = connection.execute(select(skill_edges)).all()
        assert all(row.id == key_id("edge", row.skill_id, row.prerequisite_id, row.any_of) for row in edges)
        blooms = connection.execute(select(badges).where(badges.c.award == "bloom")).all()
        assert blooms
        assert all(row.id == key_id("badge", row.child_id, row.kind, row.skill_id) for row in blooms)
        assert {row.skill_id for row in connection.execute(select(attempts.c.skill_id))} <= grown.keys()
        assert {row.skill_id for row in connection.execute(select(mastery.c.skill_id))} <= grown.keys()


def test_nothing_that_is_in_the_other_space_is_overwritten_and_nothing_that_was_removed_comes_back(database: Database) -> None:
    class_ = SpaceId(new_id())
    with database.transaction() as connection:
        move_rows(connection, planted(database, children=1, days=2), class_)
        connection.execute(text("UPDATE skills SET name = 'kept'"))
        connection.execute(text("UPDATE spaces SET name = 'The class'"))
        connection.execute(text("DELETE FROM skill_edges"))
        theirs = counts(connection, class_)
    home = planted(database, children=2, days=3, seed=2)
    with database.transaction() as connection:
        ours = counts(connection, home)
        move_rows(connection, home, class_)
        after = counts(connection, class_)
        assert connection.execute(select(func.count()).where(skills.c.name == "kept")).scalar_one() == theirs["skills"]
        assert connection.execute(text("SELECT name FROM spaces")).scalars().all() == ["The class"]
        old_edges = select(func.count()).where(skill_edges.c.skill_id == skills.c.id, skills.c.name == "kept")
        assert connection.execute(old_edges).scalar_one() == 0
        for name in ("children", "attempts", "grown_ups", "mastery", "practice_days", "play_sessions", "badges"):
            assert after[name] == theirs[name] + ours[name], name


def test_a_row_that_points_to_what_is_left_out_lets_go_or_stays_behind(database: Database) -> None:
    old, new = planted(database), SpaceId(new_id())
    with database.transaction() as connection:
        owner = connection.execute(select(grown_ups.c.id)).scalars().first()
        connection.execute(
            settings.insert().values(space_id=old, id=key_id("setting", f"grown-up:{owner}", "x"), grown_up_id=owner, key="x", value=1)
        )
        before = counts(connection, old)
        move_rows(connection, old, new, {"grown_ups", "memberships"})
        after = counts(connection, new)
        assert after["children"] == before["children"]
        assert after["attempts"] == before["attempts"]
        assert after["audit_log"] == before["audit_log"]
        assert after["grown_ups"] == after["memberships"] == 0
        assert connection.execute(select(func.count()).select_from(settings).where(settings.c.key == "x")).scalar_one() == 0
