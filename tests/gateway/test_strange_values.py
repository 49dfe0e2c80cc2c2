"""Values that no program of ours sends: each is refused alone, or kept as it is, over both transports; the rest of a push goes on."""

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest

from app.data.database import Database
from app.learning.ids import SpaceId
from app.sync.protocol import Function, HubRefusal, Refused, Transport
from app.sync.transports.direct import DirectTransport
from app.sync.transports.https import HttpsTransport
from tests.support.gateways import Caller, a_space_record, new_invite
from tests.support.hubs import Body, child


@pytest.fixture(params=["https", "direct"])
def device(request: pytest.FixtureRequest, hub: Database, space: SpaceId, transport: HttpsTransport) -> Iterator[Caller]:
    """A device of a space that has its row."""
    way: Transport = transport if request.param == "https" else DirectTransport(hub.address)
    found = Caller(way, space)
    found.enrol(new_invite(hub, space))
    found.push({"spaces": [a_space_record(space)]})
    yield found
    way.close()


def named(device: Caller, name: str) -> dict[str, Any]:
    """What a push of a child of this name and of another one answers."""
    return device.push({"children": [child(name=name), child(name="Mia")]})


def pulled(device: Caller) -> list[str]:
    page = device.call(Function.PULL, **device.proofs(), cursor=0, limit=100)
    return sorted(row["name"] for row in page["rows"]["records"]["children"])


@pytest.mark.parametrize("name", ["Žofie\u0000", "half \ud83d", "\udc00"])
def test_text_that_is_none_refuses_the_push_and_writes_nothing(device: Caller, name: str) -> None:
    """No device can have it: its own database takes no such text. (A batch that is malformed is halved down to the row: test_mishaps.)"""
    before = device.token
    with pytest.raises(HubRefusal) as caught:
        named(device, name)
    assert caught.value.why is Refused.MALFORMED
    device.token = before
    assert device.hello()["head"] == 1
    assert named(device, "Ada")["stored"] == 2


@pytest.mark.parametrize("name", ["a" + "\u0301" * 10_000, "", " \t\n", "x" * 201])
def test_names_that_break_a_rule_are_refused_alone(device: Caller, name: str) -> None:
    said = named(device, name)
    assert (said["stored"], [one["why"] for one in said["refused"]]) == (1, ["check"])
    assert pulled(device) == ["Mia"]


ODD = [
    unicodedata.normalize("NFD", "Žofie Müller"), "a" + "\u0301" * 150, "\u202etxet", "\ufdfa", "\U0001f469\u200d\U0001f467",
    "'; DROP TABLE children; --", '{"}', "\\",
]  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_names_that_are_only_odd_come_back_to_the_byte(device: Caller, name: str) -> None:
    assert named(device, name)["refused"] == []
    assert pulled(device) == sorted([name, "Mia"])


def test_rows_that_break_a_rule_are_told_one_by_one(device: Caller) -> None:
    wrong: list[Body] = [
        {"friend": "NO SUCH"}, {"scarf": "red"}, {"born": "2020-02-30"}, {"born": "2020-02-02"}, {"secret": [1, 2]}, {"letter_case": None},
        {"created_at": "infinite"}, {"sync_stamp": "00"}, {"sync_columns": {"name": "0"}}, {"id": "x"}, {"name": {"a": 1}}, {"name": None},
    ]  # fmt: skip
    said = device.push({"children": [child() | each for each in wrong] + [child(name="Good")]})
    assert len(said["refused"]) >= len(wrong) - 1
    assert all(one["why"] in {"check", "type"} and one["message"] for one in said["refused"])
    assert "Good" in pulled(device)


def test_two_devices_that_gave_one_picture_password_apart_both_keep_it(hub: Database, device: Caller) -> None:
    other = Caller(device.transport, device.space)
    other.enrol(new_invite(hub, device.space))
    for each, name in ((device, "Ada"), (other, "Ben")):
        assert each.push({"children": [child(name=name, secret=[1, 2, 3])]})["refused"] == []
    assert pulled(device) == ["Ada", "Ben"]
