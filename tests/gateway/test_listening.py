"""A device that is online hears of news through the gateway, also while it sends something itself."""

import time
from collections.abc import Callable

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.data.hub import keeping
from app.learning.mastery import Rules
from app.sync.state import Stage
from app.sync.syncer import Surroundings, Syncer
from app.sync.transports.https import HttpsTransport
from app.sync.transports.hub_address import HubAddress
from tests.gateway.test_faults import a_child
from tests.support.database import copy_of_template
from tests.support.gateways import Caller, Gateway, new_invite
from tests.support.replicas import Replica, play
from tests.support.rows import household


def test_who_has_just_sent_something_hears_of_news_at_once(server: DatabaseAddress, hub: Database, served: Gateway, caller: Caller) -> None:
    with copy_of_template(server, "listening") as database:
        with database.transaction() as connection:
            home = household(connection)
        with hub.transaction() as connection:
            keeping.found_space(connection, home.space, "Home")
        one = Replica(database, HttpsTransport(HubAddress.parse(served.url)), home.space)
        one.join(new_invite(hub, home.space))
        one.done()
        one.transport.close()
        other = Caller(caller.transport, home.space)
        other.enrol(new_invite(hub, home.space))
        syncer = Syncer(
            Surroundings(
                database, one.keys, lambda _link: HttpsTransport(HubAddress.parse(served.url)), lambda _skill: Rules(games=1),
                one.now_ms, lambda _connection: None, lambda _state: None, lambda _tables: None,
            )
        )  # fmt: skip
        syncer.brisk = True
        syncer.start()
        try:
            until(lambda: syncer.state.stage is Stage.UP_TO_DATE, 20)
            time.sleep(0.5)  # its poll is held
            play(one, home, 1)
            syncer.nudge()
            until(lambda: one.waiting() == 0, 20)
            time.sleep(0.3)
            other.push({"children": [a_child()]})
            until(lambda: one.ask("SELECT count(*) FROM children") == 2, 4)  # a listener that met an error rests for five seconds
        finally:
            syncer.close()


def until(holds: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)
