"""What a device's role may write on a hub, and erasing people for good."""

import hashlib
import uuid
from typing import Any

import pytest

from tests.support.hubs import Hub, Speaker, attempt, child, edited, play_room, record, refused, stamp


@pytest.fixture
def device(hub: Hub) -> Speaker:
    return hub.joined(hub.found())


# Roles


@pytest.mark.parametrize(
    ("role", "may"),
    [("owner", {"spaces", "grown_ups", "children", "skill_trees"}), ("teacher", {"children", "skill_trees"}), ("helper", set())],
)
def test_what_a_device_may_write_is_the_table_of_roles(hub: Hub, role: str, may: set[str]) -> None:
    space = hub.found()
    owner, device = hub.joined(space), hub.joined(space, role)
    owner.records(spaces=[record(space, kind="household", name="Home")])
    later = stamp(9_000)
    answer = device.records(
        spaces=[edited(record(space, kind="household", name="Home"), later, name="School")],
        grown_ups=[record(name="Eve", password_hash=None)],
        children=[child()],
        skill_trees=[record(name="Letters", language="en", pack=None, pack_version=0)],
    )
    forbidden = {one["table"]: one for one in answer["refused"] if one["why"] == "forbidden"}
    assert {"spaces", "grown_ups", "children", "skill_trees"} - set(forbidden) == may
    if "spaces" in forbidden:
        assert forbidden["spaces"]["row"]["name"] == "Home"


def test_every_device_may_answer_and_bring_the_letters_that_come_with_the_program(hub: Hub) -> None:
    space = hub.found()
    owner, helper = hub.joined(space), hub.joined(space, "helper")
    kid = child()
    owner.records(children=[kid])
    room = play_room(kid["id"])
    for table in ("skill_trees", "skills"):
        room[table][0]["sync_stamp"] = stamp(0, 0, 0)
    assert helper.records(**room)["refused"] == []
    assert helper.facts(attempts=[attempt(kid["id"], room)])["stored"] == 1


@pytest.mark.parametrize("role", ["teacher", "helper"])
def test_only_owners_devices_manage_devices_and_erase(hub: Hub, role: str) -> None:
    device = hub.joined(hub.found(), role)
    assert len(device.call("admin", do="devices")["devices"]) == 1
    hash_of = hashlib.sha256(b"x").hexdigest()
    for wish in (
        {"do": "revoke", "which": str(device.device)}, {"do": "invite", "code_hash": hash_of, "role": "owner", "hours": 1},
        {"do": "erase", "table": "children", "id": str(uuid.uuid4())}, {"do": "invites"}, {"do": "quarantine"},
    ):  # fmt: skip
        with refused("PT403"):
            device.call("admin", **wish)


# Erasing


def test_a_child_that_is_erased_is_gone_for_everyone_with_all_that_belongs_to_it(hub: Hub, device: Speaker) -> None:
    other = hub.joined(device.space)
    kid, stays = child(), child(name="Ben")
    room = play_room(kid["id"])
    device.records(children=[kid, stays], **room)
    device.facts(
        attempts=[attempt(kid["id"], room)],
        audit_log=[
            {
                "id": str(uuid.uuid4()),
                "occurred_at": kid["created_at"],
                "action": "add-child",
                "subject_id": kid["id"],
                "facts": {"name": "Mia"},
            }
        ],
    )
    other.pull()
    assert device.call("admin", do="erase", table="children", id=kid["id"])["erased"] == 4
    assert [(one["table"], one["id"]) for one in other.pull()[-1]["erased"]] == [("children", kid["id"])]
    answer = other.records(children=[edited(kid, stamp(5_000), name="Back")], play_sessions=room["play_sessions"])
    assert [one["why"] for one in answer["refused"]] == ["erased", "erased"]
    whole = str(
        [
            hub.ask(f"SELECT jsonb_agg(t) FROM shared.{table} AS t WHERE space_id = %s", device.space)
            for table in ("children", "attempts", "audit_log")
        ]
    )
    assert kid["id"] not in whole


def test_a_device_that_may_not_erase_can_only_give_back_what_the_hub_has_said(hub: Hub) -> None:
    """It knows the genesis, every proof that it was sent, and how they are made: all but the hub's epoch."""
    space = hub.found()
    owner, hostile = hub.joined(space), hub.joined(space, "teacher")
    elsewhere = hub.joined(hub.found())
    gone, stays = child(), child(name="Ben")
    owner.records(children=[gone, stays])
    word = owner.call("admin", do="erase", table="children", id=gone["id"])["proof"]
    assert hostile.pull()[-1]["erased"] == [{"table": "children", "id": gone["id"], "proof": word}]
    other = elsewhere.call("admin", do="erase", table="children", id=stays["id"])["proof"]
    genesis = hub.ask("SELECT genesis FROM sync.heads WHERE space_id = %s", space)
    inner = hashlib.sha256(f"{genesis} erased children {stays['id']}".encode()).hexdigest()
    forged = hashlib.sha256(f"{genesis}{inner}".encode()).hexdigest()
    said: list[Any] = [word, other, forged, genesis, "", None, {}]
    for proof in said:
        with refused("PT403" if isinstance(proof, str) else "PT400"):
            hostile.call("admin", do="erase", table="children", id=stays["id"], proof=proof)
    with refused("PT403"):
        hostile.call("admin", do="erase", table="grown_ups", id=gone["id"], proof=word)
    with refused("PT403"):
        hostile.call("admin", do="revoke", which=str(owner.device), table="children", id=gone["id"], proof=word)
    hub.keeper.execute("DELETE FROM sync.erasures WHERE space_id = %s", [space])  # as a hub from a backup has it
    owner.records(children=[gone])
    assert hostile.call("admin", do="erase", table="children", id=gone["id"], proof=word)["erased"] == 1
    names = {row["name"] for page in owner.pull() for row in page["rows"]["records"].get("children", ())}
    assert names == {"Ben"}


def test_a_badge_of_another_child_lets_go_of_an_attempt_that_is_erased(device: Speaker) -> None:
    kid, other = child(), child()
    room = play_room(kid["id"])
    device.records(children=[kid, other], **room)
    made = attempt(kid["id"], room)
    device.facts(attempts=[made])
    badge = {"id": str(uuid.uuid4()), "earned_at": made["occurred_at"], "child_id": other["id"], "kind": "days-3", "award": "days"}
    device.facts(badges=[badge | {"attempt_id": made["id"]}])
    device.call("admin", do="erase", table="children", id=kid["id"])
    found = [page["rows"]["facts"]["badges"]["columns"]["attempt_id"] for page in device.pull() if "badges" in page["rows"]["facts"]]
    assert found == ["{NULL}"]


def test_who_is_erased_is_let_go_of_where_the_row_outlives_him(hub: Hub, device: Speaker) -> None:
    ann, kid = record(name="Ann", password_hash=None), child()
    room = play_room(kid["id"])
    device.records(grown_ups=[ann], children=[kid], **room)
    device.call("admin", do="erase", table="grown_ups", id=ann["id"])
    choice = record(child_id=kid["id"], skill_id=room["skills"][0]["id"], kind="pin", grown_up_id=ann["id"])
    assert device.records(skill_choices=[choice])["refused"] == []
    found: dict[str, Any] = {row["id"]: row for page in device.pull() for row in page["rows"]["records"].get("skill_choices", ())}
    assert found[choice["id"]]["grown_up_id"] is None
