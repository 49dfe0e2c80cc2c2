"""kill -9 of a device in the middle of an exchange: a real process, and nothing is lost or counted twice."""

import dataclasses
import json
import signal
import subprocess
import sys

import pytest

from app.data.database import Database
from app.data.queries import attempts
from tests.support.clusters import PROJECT
from tests.support.replicas import Replica, World, same
from tests.support.rows import new_attempt


def killed_at(moment: str, replica: Replica, hub: Database) -> None:
    said = {
        "here": dataclasses.asdict(replica.database.address),
        "hub": dataclasses.asdict(hub.address),
        "space": str(replica.space),
        "secrets": {str(device): secret for device, secret in replica.keys.secrets.items()},
        "moment": moment,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.sync.exchange.dying_device"], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        process.stdin.write(json.dumps(said))
        process.stdin.close()
        assert process.stdout.readline().strip() == "now"
        process.send_signal(signal.SIGKILL)


@pytest.mark.parametrize("moment", ["after push", "after pull", "applied"])
def test_killed_in_the_middle_it_goes_on_where_it_was(world: World, moment: str) -> None:
    one, two = world.one, world.new_device()
    for replica, first in ((one, 0), (two, 500)):
        with replica.database.transaction() as connection:
            attempts.add_many(connection, world.home.space, [new_attempt(world.home, turn=turn) for turn in range(first, first + 120)])
    two.done()
    killed_at(moment, one, world.hub)
    for replica in (one, two):
        replica.done()
    same(one, two)
    assert two.ask("SELECT count(*) FROM attempts") == 240
    assert two.ask("SELECT sum(attempts) FROM practice_days") == 240
    assert one.ask("SELECT attempts FROM mastery") == two.ask("SELECT attempts FROM mastery") == 240
