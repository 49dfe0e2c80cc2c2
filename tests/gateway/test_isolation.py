"""The hostile client of `tests/sync/test_isolation.py` once more, this time at the door of the gateway."""

import json
import random
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.data.database import Database
from tests.support.gateways import Gateway, gateway
from tests.support.hubs import Body, Hub, Speaker, child
from tests.sync.test_isolation import Victim, _changes, _junk

FUNCTIONS = ("enrol", "hello", "push", "pull", "digest", "admin", "space_of_code", "heads", "..%2fhealthz", "found")


@pytest.fixture(scope="module")
def open_door(hub: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    """A gateway that may be called very often."""
    with gateway(hub, tmp_path_factory.mktemp("open"), "--device-rate", "100000", "--address-rate", "100000") as running:
        yield running


@pytest.fixture
def speakers(hub: Database) -> Iterator[tuple[Victim, Speaker]]:
    """Somebody with something to lose, and an owner's device of another space."""
    direct = Hub(hub.address)
    stranger = direct.joined(direct.found("stranger"))
    stranger.records(children=[child()])
    yield Victim(direct), stranger
    direct.close()


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_posted_another_space_stays_as_it_is(speakers: tuple[Victim, Speaker], open_door: Gateway, seed: int) -> None:
    victim, stranger = speakers
    dice, before = random.Random(seed), victim.fingerprint()
    statuses: set[int] = set()
    with httpx.Client(base_url=open_door.url, trust_env=False) as web:
        for _ in range(60):
            function = dice.choice(FUNCTIONS)
            body: Body = stranger.proofs | {"batch": str(uuid.uuid4()), "cursor": 0, "limit": 100, "do": dice.choice(["devices", "erase"])}
            body |= {dice.choice([*body, "changes", "bucket", "rows", "table", "id", "was", "code"]): _junk(dice, victim) for _ in range(2)}
            if function == "push" and dice.random() < 0.6:
                body["changes"] = _changes(dice, victim)
            space = dice.choice([str(stranger.space), str(victim.device.space), "", "x", f"{stranger.space},{victim.device.space}"])
            said = web.post(f"/rpc/{function}", content=json.dumps(body), headers={"lettergrove-space": space})
            statuses.add(said.status_code)
            assert "Secret-Name" not in said.text
            assert stranger.secret not in said.text
            if function == "push" and said.status_code == httpx.codes.OK:
                answer = said.json()
                stranger.token, stranger.acked = answer["token"], {"seq": answer["head"], "chain": answer["chain"]}
    assert statuses <= {200, 400, 401, 403, 404, 409, 410, 413, 422, 426}
    assert victim.fingerprint() == before


def test_a_credential_of_one_space_opens_no_other(speakers: tuple[Victim, Speaker], open_door: Gateway, tmp_path: Path) -> None:
    victim, stranger = speakers
    with httpx.Client(base_url=open_door.url, trust_env=False, headers={"lettergrove-space": str(victim.device.space)}) as web:
        for function in ("hello", "push", "pull", "digest", "admin"):
            said = web.post(f"/rpc/{function}", json=stranger.proofs | {"cursor": 0, "limit": 9, "do": "devices", "changes": {}})
            assert (said.status_code, said.json()["code"]) == (401, "PT401"), function
    log = open_door.log.read_text()
    assert stranger.secret not in log
    assert "Secret-Name" not in log
