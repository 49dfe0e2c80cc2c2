"""Two computers that join the same rows at once, in both directions, and play on meanwhile: they end with the same child."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import text

from app.data.database import Database
from app.data.queries import attempts, badges, child_aliases, skills
from app.data.replica import node
from app.learning.aliases import OneChild
from app.learning.ids import ChildId
from app.learning.mastery import Game, refold
from app.learning.people import SpaceKind
from app.services import erasing, looking, namesakes, play, spaces
from app.services.children import NewChild, add_child, list_children, remove_child
from app.services.desk import Desk, space_of
from app.services.one_child import join_children, separate_child
from app.services.skill_rules import rules_of
from app.system.clock import now
from app.system.ids import new_id
from tests.services.playing import play_turn
from tests.support.computers import PASSWORD, Computer, same
from tests.support.gateways import new_space

_DERIVED = "SELECT to_jsonb(t) - '{updated_at}'::text[] FROM {table} AS t ORDER BY child_id, {key}"


def begin_alone(computer: Computer) -> None:
    """A household with one child, Mia, on a computer that stamps as no other does."""
    with computer.database.transaction() as connection:
        node.redraw(connection)
    spaces.found_space(Desk(computer.database, None, None, now, new_id), SpaceKind.HOUSEHOLD, "Home", "Ann", PASSWORD, None, ["en"])
    add_child(computer.desk, NewChild("Mia", languages=("en",)))


def play_days(computer: Computer, child: ChildId, days_ago: Sequence[int]) -> None:
    """A sitting on each of some days."""
    for ago in days_ago:
        then = [now() - timedelta(days=ago)]
        desk = replace(computer.desk, grown_up=None, now=lambda: then[0])  # noqa: B023 (used within the turn of the loop)
        begun = play.begin(desk, child, Game.LISTEN_AND_FIND).value
        while (turn := play.next_round(desk, begun.play_session)) is not None:
            play_turn(desk, begun.play_session, turn, wrong=ago % 2)
            then[0] += timedelta(seconds=20)
        play.finish(desk, begun.play_session)


def derived(computer: Computer) -> list[Any]:
    """All that is folded on a computer."""
    with computer.database.reading() as connection:
        found = [
            connection.execute(text(_DERIVED.replace("{table}", table).replace("{key}", key))).scalars().all()
            for table, key in (("mastery", "skill_id"), ("practice_days", "local_day"))
        ]
        waiting = connection.execute(text("SELECT count(*) FROM sync.refolds")).scalar_one()
    assert waiting == 0
    return found


def holds_to_the_facts(computer: Computer) -> bool:
    """Whether every child stands where all attempts of its rows put it, and no row that is joined stands anywhere."""
    desk = computer.desk
    with computer.database.reading() as connection:
        space = space_of(desk)
        aliases = child_aliases.of_space(connection, space)
        stands = text("SELECT child_id, skill_id, attempts, status, leaves, bloomed_at FROM mastery ORDER BY 1, 2")
        found = [tuple(row) for row in connection.execute(stands)]
        expected = []
        for row in connection.execute(text("SELECT id FROM children")).scalars().all():
            if row in aliases.joined:
                continue
            one: OneChild = aliases.one(row)
            made, blooms = attempts.of_child(connection, space, one), badges.blooms_of(connection, space, one)
            for skill in skills.find_many(connection, space, {attempt.skill for attempt in made}):
                folded = refold([each for each in made if each.skill == skill.id], rules_of(skill), blooms.get(skill.id))
                assert folded is not None
                expected.append((row, skill.id, folded.attempts, folded.status.value, folded.leaves, folded.bloomed_at))
    return found == sorted(expected)


def two_homes(hub: Database, computers: Callable[[], Computer], invited: Callable[..., str]) -> tuple[Computer, Computer, ChildId, ChildId]:
    """A family's computer and a school's, each with its own row of Mia, after they have met."""
    space, home, school = new_space(hub), computers(), computers()
    for computer, days in ((home, (12, 9, 8, 3)), (school, (11, 9, 2))):
        begin_alone(computer)
        play_days(computer, list_children(computer.desk)[0].id, days)
    at_home, at_school = (list_children(computer.desk)[0].id for computer in (home, school))
    home.join(invited(space))
    school.join(invited(space))
    home.sync()
    return home, school, at_home, at_school


def test_rows_that_are_joined_in_both_directions_at_once_are_one_child_everywhere(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str]
) -> None:
    home, school, at_home, at_school = two_homes(hub, computers, invited)
    for computer in (home, school):
        (asked,) = namesakes.offers(computer.desk)
        assert {asked.kept.child.id, asked.other.child.id} == {at_home, at_school}
    join_children(home.desk, at_home, at_school)
    join_children(school.desk, at_school, at_home)
    play_days(home, at_home, (1,))
    play_days(school, at_school, (0,))
    assert same(home, school)
    kept = min(at_home, at_school)
    for computer in (home, school):
        assert [child.id for child in list_children(computer.desk)] == [kept]
        assert len(looking.recent_sessions(computer.desk, kept, 50)) == 9
        assert holds_to_the_facts(computer)
        assert namesakes.offers(computer.desk) == ()
    assert derived(home) == derived(school)

    separate_child(school.desk, max(at_home, at_school))
    play_days(home, at_school, (0,))  # the home does not know it yet: it plays under the row that it keeps
    assert same(home, school)
    for computer in (home, school):
        assert {child.id for child in list_children(computer.desk)} == {at_home, at_school}
        assert holds_to_the_facts(computer)
    assert derived(home) == derived(school)


def test_a_computer_that_was_away_plays_on_under_the_row_that_was_joined_and_its_answers_count(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str]
) -> None:
    home, school, at_home, at_school = two_homes(hub, computers, invited)
    join_children(home.desk, at_home, at_school)
    play_days(school, at_school, (5, 1))
    home.sync()
    school.sync()
    assert same(home, school)
    for computer in (home, school):
        assert [child.id for child in list_children(computer.desk)] == [at_home]
        assert len(looking.recent_sessions(computer.desk, at_home, 50)) == 9
        assert holds_to_the_facts(computer)
    assert derived(home) == derived(school)


def test_a_new_computer_sees_one_child_at_once(hub: Database, computers: Callable[[], Computer], invited: Callable[..., str]) -> None:
    home, _, at_home, at_school = two_homes(hub, computers, invited)
    join_children(home.desk, at_home, at_school)
    home.sync()
    tablet = computers()
    tablet.join(invited(home.desk.space))
    assert [child.id for child in list_children(tablet.desk)] == [at_home]
    assert derived(tablet) == derived(home)


def test_erasing_the_child_erases_both_rows_on_every_computer_and_the_hub(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str]
) -> None:
    home, school, at_home, at_school = two_homes(hub, computers, invited)
    join_children(home.desk, at_home, at_school)
    remove_child(home.desk, at_home)
    erasing.erase_overdue(replace(home.desk, now=lambda: now() + timedelta(days=23, hours=1)))
    late = replace(home.desk, now=lambda: now() + timedelta(days=31))
    assert set(erasing.erase_overdue(late).value.children) == {at_home, at_school}
    assert same(home, school)
    for database, schema in ((home.database, "public"), (school.database, "public"), (hub, "shared")):
        with database.reading() as connection:
            for table in ("attempts", "child_aliases"):
                left = text(f"SELECT count(*) FROM {schema}.{table} WHERE child_id IN (:one, :other)")
                assert connection.execute(left, {"one": at_home, "other": at_school}).scalar_one() == 0, (schema, table)
