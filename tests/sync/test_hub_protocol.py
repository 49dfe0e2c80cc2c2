"""The hub's side of the protocol: who may come in, the three proofs, batches said twice, pages, conflicts, roles, erasing."""

import secrets
import uuid

import psycopg
import pytest

from tests.support.hubs import Body, Hub, Speaker, attempt, child, columns_of, edited, play_room, record, refused, stamp


@pytest.fixture
def device(hub: Hub) -> Speaker:
    return hub.joined(hub.found())


def names(pages: list[Body]) -> dict[str, str]:
    return {row["id"]: row["name"] for page in pages for row in page["rows"]["records"].get("children", ())}


# Coming in


def test_an_invite_lets_one_device_in_which_may_ask_again(hub: Hub) -> None:
    space = hub.found()
    code = hub.invited(space, "teacher")
    first = Speaker(hub, space)
    answer = first.enrol(code)
    assert (answer["role"], answer["empty"]) == ("teacher", True)
    assert first.enrol(code)["token"] == answer["token"]
    with refused("PT401", "used"):
        Speaker(hub, space).enrol(code)


@pytest.mark.parametrize(("spoilt", "reason"), [("wrong", "code"), ("late", "expired")])
def test_a_code_that_is_wrong_or_late_lets_nobody_in(hub: Hub, spoilt: str, reason: str) -> None:
    space = hub.found()
    code = hub.invited(space)
    if spoilt == "late":
        hub.keeper.execute("UPDATE sync.invites SET expires_at = now() - interval '1 second' WHERE space_id = %s", [space])
    with refused("PT401", reason):
        Speaker(hub, space).enrol(code if spoilt == "late" else code + "x")
    assert hub.ask("SELECT count(*) FROM sync.credentials WHERE space_id = %s", space) == 0


def test_a_code_of_one_space_does_not_open_another(hub: Hub) -> None:
    with refused("PT401", "code"):
        Speaker(hub, hub.found()).enrol(hub.invited(hub.found()))


def test_secrets_and_codes_are_kept_as_hashes_alone(hub: Hub, device: Speaker) -> None:
    code = hub.invited(device.space)
    everything = hub.ask(
        "SELECT (SELECT jsonb_agg(c) FROM sync.credentials AS c)::text || (SELECT jsonb_agg(i) FROM sync.invites AS i)::text"
    )
    assert device.secret not in everything
    assert code not in everything


@pytest.mark.parametrize(("change", "reason"), [({"device": str(uuid.UUID(int=5))}, "device"), ({"secret": "0" * 64}, "secret")])
def test_who_is_not_known_is_told_so(device: Speaker, change: Body, reason: str) -> None:
    with refused("PT401", reason):
        device.call("hello", **change)


def test_a_revoked_device_is_refused_by_every_function(hub: Hub, device: Speaker) -> None:
    owner = hub.joined(device.space)
    owner.call("admin", do="revoke", which=str(device.device))
    bodies: dict[str, Body] = {
        "hello": {}, "push": {"batch": str(uuid.uuid4()), "changes": {"records": {"children": [child()]}}},
        "pull": {"cursor": 0, "limit": 5}, "digest": {}, "admin": {"do": "devices"},
    }  # fmt: skip
    for function, body in bodies.items():
        with refused("PT401", "revoked"):
            device.call(function, **body)
    assert names(owner.pull()) == {}


def test_a_device_older_than_the_hub_speaks_is_told_to_update(hub: Hub, device: Speaker) -> None:
    with refused("PT426", "older") as facts:
        device.call("hello", contract=0)
    assert (facts["oldest"], facts["newest"]) == (1, 1)


# Proofs


def test_a_batch_said_twice_is_taken_once_and_answered_the_same(device: Speaker) -> None:
    batch, changes = uuid.uuid4(), {"records": {"children": [child()]}}
    before = device.proofs
    first = device.push(changes, batch)
    again = device.hub.call("push", device.space, before | {"batch": str(batch), "changes": changes})
    assert again == first | {"again": True}
    assert device.call("hello")["head"] == first["head"]


def test_a_clone_is_found_by_its_token_and_becomes_a_device_of_its_own(hub: Hub, device: Speaker) -> None:
    clone = Speaker(hub, device.space, device.device, device.secret, 1, device.token, device.acked, device.pulled)
    device.records(children=[child()])
    with refused("PT409"):
        clone.records(children=[child()])
    fork = Speaker(hub, device.space, acked=clone.pulled, pulled=clone.pulled)
    answer = fork.call("enrol", was={"device": str(clone.device), "secret": clone.secret})
    fork.token = answer["token"]
    fork.records(children=[child()])
    assert len(names(fork.pull())) == 2
    listed = fork.call("admin", do="devices")["devices"]
    assert [one["was"] for one in listed] == [None, str(device.device)]


def test_a_copy_of_a_revoked_device_stays_out(hub: Hub, device: Speaker) -> None:
    hub.keeper.execute("SELECT sync.revoke(%s, %s)", [device.space, device.device])
    with refused("PT401", "revoked"):
        Speaker(hub, device.space).call("enrol", was={"device": str(device.device), "secret": device.secret})


def test_a_hub_that_went_back_is_found_by_what_was_acknowledged_and_by_what_was_pulled(own_hub: Hub) -> None:
    device = own_hub.joined(own_hub.found())
    reader = own_hub.joined(device.space)
    device.records(children=[child()])
    kept = {
        table: own_hub.ask(f"SELECT jsonb_agg(t) FROM {table} AS t") for table in ("sync.heads", "sync.credentials", "sync.checkpoints")
    }
    device.records(children=[child()])
    reader.pull()
    for table, rows in kept.items():
        if table == "sync.credentials":
            continue
        own_hub.keeper.execute("SET session_replication_role = replica")
        own_hub.keeper.execute(f"DELETE FROM {table}")
        own_hub.keeper.execute(
            f"INSERT INTO {table} SELECT * FROM jsonb_populate_recordset(NULL::{table}, %s)", [psycopg.types.json.Jsonb(rows)]
        )
    for speaker in (device, reader):
        with refused("PT410") as facts:
            speaker.call("hello")
        assert facts["genesis"] == own_hub.ask("SELECT genesis FROM sync.heads")


def test_the_history_is_looked_at_before_the_token(own_hub: Hub) -> None:
    device = own_hub.joined(own_hub.found())
    device.records(children=[child()])
    own_hub.keeper.execute("DELETE FROM sync.checkpoints WHERE seq > 0")
    with refused("PT410"):
        device.call("hello", token=str(uuid.uuid4()))


def test_a_stamp_that_lies_ahead_is_refused_with_the_hubs_time_and_nothing_is_written(device: Speaker) -> None:
    ahead = stamp(int(device.proofs["clock"]) + 310_000)
    for row in (child(at=ahead), edited(child(), ahead, name="Zoë")):
        with refused("PT422") as facts:
            device.records(children=[child(), row])
        assert abs(facts["now"] - device.proofs["clock"]) < 5_000
    assert names(device.pull()) == {}


def test_a_fact_that_lies_ahead_is_refused_too(device: Speaker) -> None:
    kid = child()
    room = play_room(kid["id"])
    device.records(children=[kid], **room)
    with refused("PT422"):
        device.facts(attempts=[attempt(kid["id"], room, occurred_at="2036-01-01T00:00:00+00:00")])


# What a push says


def test_parents_may_stand_after_their_children_in_a_batch(device: Speaker) -> None:
    kid = child()
    room = play_room(kid["id"])
    records = {**room, "children": [kid]}
    answer = device.push({"facts": {"attempts": columns_of([attempt(kid["id"], room)])}, "records": records})
    assert (answer["stored"], answer["refused"]) == (5, [])


def test_a_row_without_its_parent_is_told_from_one_whose_owner_was_erased(device: Speaker) -> None:
    kid, gone = child(), child()
    room = play_room(kid["id"])
    device.records(children=[kid, gone], **room)
    device.call("admin", do="erase", table="children", id=gone["id"])
    made = [attempt(kid["id"], room), attempt(uuid.uuid4(), room), attempt(gone["id"], room)]
    answer = device.facts(attempts=made)
    assert answer["stored"] == 1
    assert {(one["id"], one["why"]) for one in answer["refused"]} == {(made[1]["id"], "orphan"), (made[2]["id"], "erased")}


def test_a_poisoned_row_in_the_middle_of_five_hundred_stands_alone(device: Speaker) -> None:
    kid = child()
    room = play_room(kid["id"])
    device.records(children=[kid], **room)
    made = [attempt(kid["id"], room) for _ in range(500)]
    made[250]["turn"] = -1
    made[400]["local_day"] = "someday"
    answer = device.facts(attempts=made)
    assert answer["stored"] == 498
    assert {(one["id"], one["why"]) for one in answer["refused"]} == {(made[250]["id"], "check"), (made[400]["id"], "type")}
    assert device.call("admin", do="quarantine")["quarantine"][0]["table"] == "attempts"


def test_a_row_too_large_is_refused_alone(device: Speaker) -> None:
    big = record(key="words", value="x" * 300_000, child_id=None, grown_up_id=None)
    answer = device.records(settings=[big], children=[child()])
    assert answer["stored"] == 1
    assert answer["refused"][0]["why"] == "too-large"


def test_too_many_rows_are_refused_as_a_whole(device: Speaker) -> None:
    with refused("PT413"):
        device.records(children=[{}] * 5_001)


def test_edits_made_apart_are_told_with_both_values_and_later_ones_are_not(device: Speaker) -> None:
    other = device.hub.joined(device.space)
    kid = child(at=stamp(1_000))
    device.records(children=[kid])
    other.pull()
    device.records(children=[edited(kid, stamp(3_000), name="Ada", born="2020-01-01")])
    answer = other.records(children=[edited(kid, stamp(2_000), name="Bea")])
    (conflict,) = answer["conflicts"]
    assert conflict == {
        "table": "children", "id": kid["id"], "column": "name", "mine": True,
        "kept": {"value": "Ada", "stamp": stamp(3_000)}, "lost": {"value": "Bea", "stamp": stamp(2_000)},
    }  # fmt: skip
    merged = next(row for page in other.pull() for row in page["rows"]["records"]["children"])
    assert other.records(children=[edited(merged, stamp(4_000), name="Cleo")])["conflicts"] == []
    later = device.records(children=[edited(edited(kid, stamp(3_000), name="Ada"), stamp(5_000), name="Dora")])
    assert [(one["mine"], one["lost"]["value"]) for one in later["conflicts"]] == [(False, "Cleo")]


def test_a_device_that_says_it_has_seen_a_row_and_has_less_gets_it_again(device: Speaker) -> None:
    other = device.hub.joined(device.space)
    kid = child(at=stamp(1_000))
    device.records(children=[edited(kid, stamp(3_000), name="Ada")])
    other.pull()
    answer = other.records(children=[edited(kid, stamp(2_000), name="Bea")])
    assert answer["before"] is None
    assert names(other.pull()) == {kid["id"]: "Ada"}
    assert other.records(children=[child()])["before"] is not None


def test_a_row_that_wins_in_one_column_and_is_behind_in_another_comes_again(device: Speaker) -> None:
    """Seed 200061: one setting made on two devices, the one's stamp made anew just before the other's."""
    other = device.hub.joined(device.space)
    kid = child(at=stamp(1_000))
    device.records(children=[edited(kid, stamp(3_000), name="Ada")])
    other.pull()
    answer = other.records(children=[{**kid, "name": "Bea", "sync_stamp": stamp(2_000)}])
    assert (answer["stored"], answer["before"]) == (1, None)
    assert names(other.pull()) == {kid["id"]: "Ada"}


def test_a_push_that_changes_nothing_leaves_the_head(device: Speaker) -> None:
    kid = child()
    first = device.records(children=[kid])
    again = device.records(children=[kid])
    assert (again["stored"], again["head"], again["before"]) == (0, first["head"], first["head"])


@pytest.mark.parametrize("order", ["edit then delete", "delete then edit", "delete, then restore"])
def test_deleting_is_an_edit_of_its_own_column(device: Speaker, order: str) -> None:
    kid = child(at=stamp(1_000))
    gone = edited(kid, stamp(2_000), deleted_at="2026-11-20T11:00:00+00:00")
    named = edited(kid, stamp(3_000), name="Ada")
    rows = {
        "edit then delete": [named, gone],
        "delete then edit": [gone, named],
        "delete, then restore": [gone, edited(gone, stamp(4_000), deleted_at=None)],
    }
    for row in [kid, *rows[order]]:
        device.records(children=[row])
    (found,) = [row for page in device.pull() for row in page["rows"]["records"]["children"]]
    assert (found["deleted_at"] is None) == (order == "delete, then restore")
    assert found["name"] == ("Ada" if "edit" in order else "Mia")


# Pulling


def test_pages_of_one_row_bring_everything_and_a_parent_that_was_edited_later(device: Speaker) -> None:
    kid = child()
    room = play_room(kid["id"])
    device.records(children=[kid], **room)
    device.facts(attempts=[attempt(kid["id"], room) for _ in range(3)])
    device.records(children=[edited(kid, stamp(2_000), name="Ada")])
    reader = device.hub.joined(device.space)
    pages = reader.pull(limit=1)
    assert len(pages) == 7
    assert names(pages) == {kid["id"]: "Ada"}
    assert sum(page["rows"]["facts"].get("attempts", {"n": 0})["n"] for page in pages) == 3


def test_a_page_of_long_rows_is_ended_by_its_bytes(device: Speaker) -> None:
    for number in range(40):
        long = secrets.token_hex(110_000)
        device.records(settings=[record(key=f"k{number}", value=long, child_id=None, grown_up_id=None)])
    pages = device.pull()
    assert len(pages) == 2
    assert sum(len(page["rows"]["records"]["settings"]) for page in pages) == 40


def test_places_that_devices_may_prove_outlive_the_thinning(hub: Hub, device: Speaker) -> None:
    device.records(children=[child()])
    reader = hub.joined(device.space)
    reader.pull()
    for _ in range(3):
        device.records(children=[child()])
    hub.keeper.execute("UPDATE sync.checkpoints SET at = at - interval '31 days' WHERE space_id = %s", [device.space])
    hub.keeper.execute("SELECT sync.thin_checkpoints(%s)", [device.space])
    assert hub.ask("SELECT count(*) FROM sync.checkpoints WHERE space_id = %s", device.space) == 3
    assert len(names(reader.pull())) == 3
    device.call("hello")


def test_a_hello_that_has_no_news_writes_nothing(hub: Hub, device: Speaker) -> None:
    device.call("hello")
    with hub.line.transaction():
        device.call("hello")
        assert hub.line.execute("SELECT pg_current_xact_id_if_assigned()::text").fetchone() == (None,)


def test_an_idle_pull_is_one_small_answer(device: Speaker) -> None:
    device.records(children=[child()])
    device.pull()
    (page,) = device.pull()
    assert page["rows"] == {"records": {}, "facts": {}}
    assert len(str(page)) < 400


# The digest


def test_a_value_that_was_changed_behind_its_back_is_found_by_the_digest(hub: Hub, device: Speaker) -> None:
    rows = [child() for _ in range(20)]
    device.records(children=rows)
    before = device.call("digest")["buckets"]
    hub.keeper.execute("UPDATE shared.children SET name = 'flipped' WHERE space_id = %s AND id = %s", [device.space, rows[3]["id"]])
    after = device.call("digest")["buckets"]
    bucket = rows[3]["id"][0]
    assert {one for one in before["children"] if before["children"][one] != after["children"][one]} == {bucket}
    ids = device.call("digest", bucket={"table": "children", "bucket": bucket})["ids"]
    assert rows[3]["id"] in ids
    got = device.call("digest", rows={"children": [rows[3]["id"]]})["rows"]["records"]["children"]
    assert got[0]["name"] == "flipped"
