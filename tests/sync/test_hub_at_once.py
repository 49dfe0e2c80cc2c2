"""Several connections to one hub at once: nothing is passed over, whoever commits first (a sequence alone loses half of it)."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg

from tests.support.hubs import Hub, Speaker, child


def speaking_alone(hub: Hub, device: Speaker) -> Speaker:
    """The same device over a connection of its own."""
    return Speaker(
        Hub(hub.address), device.space, device.device, device.secret, 1, device.token, device.acked, device.pulled, device.cursor
    )


def ids_in(pages: list[dict]) -> list[str]:  # type: ignore[type-arg]  # JSON
    return [row["id"] for page in pages for row in page["rows"]["records"].get("children", ())]


def test_a_push_that_commits_late_is_not_passed_over(own_hub: Hub) -> None:
    """F01: the first writer has its numbers, the second one comes while it has not committed yet."""
    space = own_hub.found()
    slow, quick, reader = (speaking_alone(own_hub, own_hub.joined(space)) for _ in range(3))
    first, second = child(), child()
    with slow.hub.line.transaction():
        slow.records(children=[first])
        pushing = threading.Thread(target=lambda: quick.records(children=[second]))
        pushing.start()
        time.sleep(0.2)
        assert ids_in(reader.pull()) == []
        assert reader.cursor == 0
        assert pushing.is_alive()
    pushing.join(10)
    assert sorted(ids_in(reader.pull())) == sorted([first["id"], second["id"]])
    for one in (slow, quick, reader):
        one.hub.close()


def test_eight_devices_that_push_at_once_lose_nothing_to_a_reader(own_hub: Hub) -> None:
    """F01, F03, F07, F43: eight writers of one space, a reader that never stops, one whose cursor must meet every row."""
    space = own_hub.found()
    writers = [speaking_alone(own_hub, own_hub.joined(space)) for _ in range(8)]
    reader = speaking_alone(own_hub, own_hub.joined(space))
    rounds = 25
    done = threading.Event()
    met: list[str] = []

    def write(device: Speaker) -> list[str]:
        made = []
        for _ in range(rounds):
            rows = [child() for _ in range(3)]
            device.records(children=rows)
            made += [row["id"] for row in rows]
        return made

    def read() -> None:
        while not done.is_set():
            met.extend(ids_in(reader.pull(limit=7)))
        met.extend(ids_in(reader.pull()))

    with ThreadPoolExecutor(9) as threads:
        reading = threads.submit(read)
        made = [row for rows in threads.map(write, writers) for row in rows]
        done.set()
        reading.result(30)
    assert len(made) == 8 * rounds * 3
    assert sorted(met) == sorted(made), "each row once: nothing lost, nothing twice"
    for one in (*writers, reader):
        one.hub.close()


def test_a_new_device_that_downloads_while_others_push_ends_with_everything(own_hub: Hub) -> None:
    space = own_hub.found()
    writer = speaking_alone(own_hub, own_hub.joined(space))
    writer.records(children=[child() for _ in range(300)])
    newcomer = speaking_alone(own_hub, own_hub.joined(space))

    def write() -> None:
        for _ in range(20):
            writer.records(children=[child() for _ in range(5)])

    writing = threading.Thread(target=write)
    writing.start()
    met = ids_in(newcomer.pull(limit=10))
    writing.join(20)
    met += ids_in(newcomer.pull(limit=10))
    assert len(set(met)) == 400
    for one in (writer, newcomer):
        one.hub.close()


def test_one_device_in_two_places_at_once_is_one_device(own_hub: Hub) -> None:
    """Two programs with one identity and one token: exactly one of two pushes is taken."""
    device = own_hub.joined(own_hub.found())
    twins = [speaking_alone(own_hub, device) for _ in range(2)]
    ready = threading.Barrier(2)

    def push(twin: Speaker) -> str:
        ready.wait()
        try:
            twin.records(children=[child()])
        except psycopg.Error as error:
            return error.sqlstate or ""
        return "taken"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(push, twins)) == ["PT409", "taken"]
    for one in twins:
        one.hub.close()
