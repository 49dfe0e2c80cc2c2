"""The whole program on a person's own server: founded, played on, looked at, restarted in mid-game; directly and behind PgBouncer."""

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import LiteralString

import pytest
from psycopg import sql

from app.data import upgrade
from app.data.address import DatabaseAddress
from app.data.cluster import Cluster
from app.data.database import Database
from app.learning.games.rounds import Course
from app.learning.mastery import Game
from app.learning.people import SpaceKind
from app.services import grown_ups, looking, play, spaces
from app.services.children import NewChild
from app.services.desk import Desk
from app.system.clock import now
from app.system.ids import new_id
from tests.services.playing import answer, play_all, press
from tests.support.clusters import ask
from tests.support.command_line import lettergrove
from tests.support.database import command
from tests.support.proofs import practice_day_differences
from tests.support.servers import OwnServer, oldest_server, own_server, pgbouncer, url_of

PASSWORD = "a grove of letters"
# Every answer whole, but for when its row was written, and its time as a number: servers show times in zones of their own.
FACTS: LiteralString = """
SELECT md5(string_agg((to_jsonb(a) - 'created_at' - 'occurred_at')::text || extract(epoch FROM occurred_at), ' ' ORDER BY id))
FROM attempts a
"""


@pytest.fixture
def server() -> Iterator[OwnServer]:
    """The oldest PostgreSQL that the program works on, or the one that is here."""
    with own_server(oldest_server()) as running:
        yield running


@pytest.fixture(params=["directly", "through PgBouncer"])
def address(request: pytest.FixtureRequest, server: OwnServer) -> Iterator[DatabaseAddress]:
    """The way to an empty database of that server."""
    name = f"grove_{new_id().hex[-10:]}"
    command(server.address, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    with ExitStack() as stack:
        behind = server.address.for_database(name)
        if request.param == "directly":
            yield behind
            return
        program = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
        if program is None:
            pytest.skip("needs the Debian package pgbouncer")
        yield stack.enter_context(pgbouncer(program, behind))


@pytest.fixture
def desk(address: DatabaseAddress) -> Iterator[Desk]:
    """A desk at that database, its tables made."""
    database = Database.open(address)
    upgrade.bring_up_to_date(database, None)
    yield Desk(database, None, None, now, new_id)
    database.close()


def test_a_household_is_founded_plays_through_restarts_and_is_looked_at(desk: Desk, server: OwnServer) -> None:
    founded = spaces.found_space(
        desk, SpaceKind.HOUSEHOLD, "The Mills", "Ada", PASSWORD, NewChild("Zoë ज़ोई", languages=("en", "hi")), ("en", "hi")
    ).value
    assert founded.child is not None
    child = replace(desk, space=founded.space.id)
    begun = play.begin(child, founded.child.id, Game.LISTEN_AND_FIND).value
    given = 0
    for restart in range(2):
        turn = play.next_round(child, begun.play_session)
        assert turn is not None
        course = Course(turn)
        server.stop()
        threading.Timer(0.4 * restart, server.start).start()
        assert press(child, begun.play_session, course, turn.right).correct  # waits until the server is back
        given += 1
    given += play_all(child, begun.play_session)
    result = play.finish(child, begun.play_session).value
    assert result.turns == result.right == given
    signed_in = replace(child, grown_up=grown_ups.sign_in(child, founded.owner.id, PASSWORD).value.id)
    (session,) = looking.recent_sessions(signed_in, founded.child.id)
    assert len(looking.session_answers(signed_in, session.id)) == given
    assert looking.overview(signed_in)
    with desk.database.reading() as connection:
        assert practice_day_differences(connection, founded.space.id) == []


def test_an_answer_given_while_the_server_is_away_counts_once(desk: Desk, server: OwnServer) -> None:
    founded = spaces.found_space(desk, SpaceKind.HOUSEHOLD, "Elm", "Ada", PASSWORD, NewChild("Mia", languages=("es",)), ("es",)).value
    assert founded.child is not None
    child = replace(desk, space=founded.space.id)
    begun = play.begin(child, founded.child.id, Game.PICTURE_TO_LETTER).value
    turn = play.next_round(child, begun.play_session)
    assert turn is not None
    said = answer(begun.play_session, Course(turn), turn.right)
    server.stop()
    threading.Timer(1.0, server.start).start()
    first = play.record_answer(child, said).value
    again = play.record_answer(child, said).value
    assert first.attempt == again.attempt == said.id
    assert len(looking.session_answers(child, begun.play_session)) == 1


def test_the_commands_work_on_it_and_plant_the_same_there_as_here(address: DatabaseAddress, tmp_path: Path) -> None:
    words, where = ("demo", "--children", "2", "--days", "4", "--seed", "11"), ("--database", url_of(address))
    there = lettergrove(tmp_path / "there", *words, *where)
    here = lettergrove(tmp_path / "here", *words, around={"PYTHONHASHSEED": "77"})
    assert there.returncode == here.returncode == 0, there.stderr + here.stderr
    assert there.stdout == here.stdout
    with Cluster(tmp_path / "here" / "cluster") as cluster:
        assert ask(address, FACTS) == ask(cluster.start(), FACTS)
    found = json.loads(lettergrove(tmp_path / "there", "doctor", "--json", *where).stdout)
    assert (found["mode"], found["opening"], found["schema"]) == ("address", None, found["schema_wanted"])
    assert found["server"].startswith(("15.", "18."))
    assert address.password not in str(found)
    assert not (tmp_path / "there" / "cluster").exists()
