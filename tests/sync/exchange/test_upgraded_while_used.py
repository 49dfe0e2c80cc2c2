"""A hub that is brought up to date while devices push and pull: they wait or try again, and nothing is lost."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from app.data.database import Database
from app.data.hub import install
from app.sync.protocol import Function
from app.sync.turn import Outcome
from tests.support.replicas import Replica, World, play, same


def upgraded(hub: Database) -> None:
    """As `server upgrade` does it: everything is made anew."""
    with hub.transaction() as connection:
        install.install(connection)


def test_a_device_in_the_middle_of_a_pull_goes_on_after_an_upgrade(world: World, one: Replica, two: Replica) -> None:
    play(one, world.home, 300)
    one.done()
    two.most_pulled = 50
    pages = 0

    def upgrade(function: Function) -> None:
        nonlocal pages
        pages += function is Function.PULL
        if pages == 3:
            upgraded(world.hub)

    two.after = upgrade
    two.done()
    assert pages > 5
    same(one, two)
    assert two.ask("SELECT count(*) FROM attempts") == 300


def test_upgrades_while_devices_push_and_pull_cost_them_nothing(world: World, one: Replica) -> None:
    replicas = [one, *(world.new_device() for _ in range(3))]
    over = threading.Event()
    outcomes: list[Outcome] = []

    def work(place: int) -> int:
        replica, made = replicas[place], 0
        replica.most_pushed = replica.most_pulled = 20
        while not over.is_set():
            play(replica, world.home, 30, first=10_000 * place + made)
            made += 30
            outcomes.append(replica.turn().outcome)
        return made

    with ThreadPoolExecutor(4) as threads:
        working = [threads.submit(work, place) for place in range(4)]
        try:
            for _ in range(6):
                time.sleep(0.3)
                upgraded(world.hub)
        finally:
            over.set()
        made = sum(each.result() for each in working)
    assert set(outcomes) <= {Outcome.DONE, Outcome.OFFLINE}, outcomes
    for replica in (*replicas, *replicas):
        replica.done()
    same(*replicas)
    assert one.ask("SELECT count(*) FROM attempts") == made
