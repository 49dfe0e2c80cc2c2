"""A hostile client with a good credential of one space: whatever it says, nothing of another space is read or changed."""

import json
import random
import uuid
from typing import Any

import psycopg
import pytest

from app.data.contract import TABLES, Kind
from tests.support.hubs import MADE, Body, Hub, Speaker, attempt, child, columns_of, play_room, record, refusal, stamp

TABLE_NAMES = [table.name for table in TABLES]


class Victim:
    """A space with something of everything, and a fingerprint of all that the hub knows of it."""

    def __init__(self, hub: Hub) -> None:
        self.device = hub.joined(hub.found("victim"))
        self.hub = hub
        self.child = child(name="Secret-Name")
        self.room = play_room(self.child["id"])
        self.attempt = attempt(self.child["id"], self.room)
        self.setting = record(key="rounds", value=8, child_id=None, grown_up_id=None)
        self.device.records(children=[self.child], settings=[self.setting], **self.room)
        self.device.facts(attempts=[self.attempt])

    @property
    def ids(self) -> list[str]:
        space, device = str(self.device.space), str(self.device.device)
        return [
            space,
            device,
            self.child["id"],
            self.attempt["id"],
            self.room["skills"][0]["id"],
            self.room["skill_trees"][0]["id"],
            self.setting["id"],
        ]

    def fingerprint(self) -> str:
        tables = self.hub.keeper.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname IN ('sync', 'shared')"
        ).fetchall()
        found = [
            self.hub.ask(f"SELECT jsonb_agg(t ORDER BY t::text) FROM {name} AS t WHERE space_id = %s", self.device.space)
            for (name,) in sorted(tables)
            if name != "sync.installed"
        ]
        return json.dumps(found, default=str)


@pytest.fixture
def victim(hub: Hub) -> Victim:
    return Victim(hub)


@pytest.fixture
def stranger(hub: Hub) -> Speaker:
    """An owner's device of another space."""
    device = hub.joined(hub.found("stranger"))
    device.records(children=[child()])
    return device


def test_a_credential_of_one_space_is_none_in_another(victim: Victim, stranger: Speaker) -> None:
    before = victim.fingerprint()
    bodies: dict[str, Body] = {
        "hello": {}, "push": {"batch": str(uuid.uuid4()), "changes": {"records": {"children": [child()]}}},
        "pull": {"cursor": 0, "limit": 100}, "digest": {}, "admin": {"do": "devices"},
        "enrol": {"was": {"device": str(stranger.device), "secret": stranger.secret}},
    }  # fmt: skip
    for function, body in bodies.items():
        with pytest.raises(psycopg.Error) as caught:
            stranger.hub.call(function, victim.device.space, stranger.proofs | body)
        assert refusal(caught.value)[0] == "PT401"
    assert victim.fingerprint() == before


def test_rows_that_name_parents_of_another_space_are_orphans(victim: Victim, stranger: Speaker) -> None:
    before = victim.fingerprint()
    answer = stranger.records(
        child_languages=[record(child_id=victim.child["id"], language="en", position=0)],
        skills=[
            record(
                tree_id=victim.room["skill_trees"][0]["id"],
                name="a",
                language="en",
                letter="a",
                letter_case="both",
                aspect="sound",
                position=1,
            )
        ],
        settings=[record(key="x", value=1, child_id=victim.child["id"], grown_up_id=None)],
        spaces=[record(victim.device.space, kind="household", name="Mine now")],
    )
    assert sorted(one["why"] for one in answer["refused"]) == ["check", "orphan", "orphan", "orphan"]
    assert [one["why"] for one in stranger.facts(attempts=[attempt(victim.child["id"], victim.room)])["refused"]] == ["orphan"]
    assert victim.fingerprint() == before


def test_a_row_with_an_id_of_another_space_is_a_row_of_its_own(victim: Victim, stranger: Speaker) -> None:
    before = victim.fingerprint()
    assert (
        stranger.records(children=[{**child(victim.child["id"], stamp(99_000)), "space_id": str(victim.device.space), "name": "Mine"}])[
            "stored"
        ]
        == 1
    )
    assert stranger.call("admin", do="erase", table="children", id=victim.child["id"])["erased"] == 1
    with pytest.raises(psycopg.Error):
        stranger.call("admin", do="revoke", which=str(victim.device.device))
    assert victim.fingerprint() == before


def test_what_is_read_holds_nothing_of_another_space(victim: Victim, stranger: Speaker) -> None:
    said = [
        stranger.call("pull", cursor=0, limit=20_000),
        stranger.call("digest"),
        stranger.call("admin", do="devices"),
        stranger.call("admin", do="quarantine"),
    ]
    said += [stranger.call("digest", rows=dict.fromkeys(TABLE_NAMES, victim.ids))]
    said += [stranger.call("digest", bucket={"table": name, "bucket": victim.child["id"][0]}) for name in TABLE_NAMES]
    whole = json.dumps(said)
    assert not any(one in whole for one in (*victim.ids, "Secret-Name"))


DIRECT = [
    "SELECT * FROM shared.children",
    "SELECT * FROM sync.credentials",
    "INSERT INTO shared.children SELECT * FROM shared.children",
    "UPDATE sync.heads SET seq = 0",
    "DELETE FROM shared.attempts",
    "TRUNCATE shared.attempts",
    "SELECT sync.erase(gen_random_uuid(), 'children', gen_random_uuid())",
    "SELECT sync.page(gen_random_uuid(), 1, 0, 5)",
    "SELECT sync_api.heads(ARRAY[gen_random_uuid()])",
    "SET ROLE lettergrove_hub",
    "CREATE TABLE sync_api.mine (x integer)",
    "CREATE FUNCTION sync_api.mine() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "ALTER FUNCTION sync_api.push(uuid, jsonb) OWNER TO CURRENT_USER",
]


@pytest.fixture
def device_login(hub: Hub) -> Any:
    """A connection of a login that has a device's rights and nothing else."""
    name = f"device_{uuid.uuid4().hex[:8]}"
    hub.keeper.execute(f"CREATE ROLE {name} LOGIN IN ROLE lettergrove_device")
    hub.line.execute("RESET ROLE")
    hub.line.execute(f"SET SESSION AUTHORIZATION {name}")
    yield hub.line
    hub.line.execute("RESET SESSION AUTHORIZATION")
    hub.line.execute("SET ROLE lettergrove_device")
    hub.keeper.execute(f"DROP ROLE {name}")


@pytest.mark.parametrize("statement", DIRECT)
def test_a_devices_role_can_do_nothing_but_call_the_functions_of_the_protocol(device_login: psycopg.Connection, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        device_login.execute(statement)


def test_what_a_session_has_set_opens_no_other_space(victim: Victim, stranger: Speaker, device_login: psycopg.Connection) -> None:
    before = victim.fingerprint()
    hostile = {
        "lettergrove.space": str(victim.device.space),
        "lettergrove.operator": "on",
        "search_path": "pg_temp",
        "row_security": "off",
        "timezone": "Asia/Kolkata",
        "datestyle": "German",
        "bytea_output": "escape",
        "extra_float_digits": "-15",
        "intervalstyle": "sql_standard",
        "standard_conforming_strings": "off",
    }
    for name, value in hostile.items():
        device_login.execute("SELECT set_config(%s, %s, false)", [name, value])
    device_login.execute("CREATE TEMP TABLE children (id uuid)")
    try:
        page = stranger.call("pull", cursor=0, limit=100)
        assert len(page["rows"]["records"]["children"]) == 1
        assert page["rows"]["records"]["children"][0]["created_at"] == MADE
        assert stranger.records(children=[child()])["stored"] == 1
    finally:
        device_login.execute("RESET ALL")
        device_login.execute("DROP TABLE children")
    assert victim.fingerprint() == before


def test_no_table_of_a_hub_can_be_read_across_spaces_even_by_its_owner(victim: Victim) -> None:
    with victim.hub.keeper.transaction(force_rollback=True):
        victim.hub.keeper.execute("SET LOCAL ROLE lettergrove_hub")
        for name in TABLE_NAMES:
            assert victim.hub.ask(f"SELECT count(*) FROM shared.{name}") == 0


def _junk(dice: random.Random, victim: Victim, depth: int = 0) -> Any:
    plain = [
        None, True, -1, 10**30, 0.5, "", "x" * 300, "a\x7f\u202e", "{", "{{1,2},{3,4}}", "'; DROP TABLE shared.children; --",
        "sync.credentials",
        *victim.ids, *TABLE_NAMES, "lettergrove_hub", stamp(5), "infinity", "2026-13-45", str(2**63),
    ]  # fmt: skip
    if depth < 3 and dice.random() < 0.4:
        keys = [
            "id",
            "n",
            "columns",
            "records",
            "facts",
            "sync_stamp",
            "sync_columns",
            "space_id",
            "table",
            "bucket",
            "rows",
            "seq",
            "chain",
            *TABLE_NAMES,
        ]
        if dice.random() < 0.5:
            return {dice.choice(keys): _junk(dice, victim, depth + 1) for _ in range(3)}
        return [_junk(dice, victim, depth + 1) for _ in range(2)]
    return dice.choice(plain)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_said_another_space_stays_as_it_is(victim: Victim, stranger: Speaker, seed: int) -> None:
    dice, before = random.Random(seed), victim.fingerprint()
    states: set[str] = set()
    for _ in range(60):
        function = dice.choice(["enrol", "hello", "push", "pull", "digest", "admin"])
        body: Body = stranger.proofs | {
            "batch": str(uuid.uuid4()),
            "cursor": 0,
            "limit": 100,
            "do": dice.choice(["devices", "erase", "revoke", "invite"]),
        }
        body |= {
            dice.choice([*body, "changes", "bucket", "rows", "table", "id", "which", "was", "code"]): _junk(dice, victim) for _ in range(2)
        }
        if function == "push" and dice.random() < 0.6:
            body["changes"] = _changes(dice, victim)
        space = dice.choice([stranger.space, stranger.space, victim.device.space])
        try:
            answer = stranger.hub.call(function, space, body)
        except psycopg.Error as error:
            states.add((error.sqlstate or "")[:2])
            said = str(error)
        else:
            said = json.dumps(answer)
            stranger.token = answer.get("token", stranger.token) if function == "push" else stranger.token
            if function == "push":
                stranger.acked = {"seq": answer["head"], "chain": answer["chain"]}
        assert "Secret-Name" not in said
        assert stranger.secret not in said
    assert states <= {"PT", "22"}
    assert victim.fingerprint() == before


def _changes(dice: random.Random, victim: Victim) -> Body:
    table = dice.choice(TABLES)
    if table.kind is Kind.RECORD:
        row = {name: _junk(dice, victim, 2) for name in ["id", *(column.name for column in table.columns)]}
        return {"records": {table.name: [row | {"sync_stamp": _junk(dice, victim, 2), "sync_columns": _junk(dice, victim, 2)}, child()]}}
    rows = [{name: _junk(dice, victim, 3) for name in ["id", *(column.name for column in table.columns)]} for _ in range(3)]
    return {"facts": {table.name: columns_of(rows)}}


def test_an_answer_to_a_wrong_secret_repeats_nothing_of_it(stranger: Speaker) -> None:
    with pytest.raises(psycopg.Error) as caught:
        stranger.call("hello", secret="do-not-repeat-me", token="do-not-repeat-me-either")
    assert "do-not-repeat" not in str(caught.value) + str(caught.value.diag.message_detail) + str(caught.value.diag.context)


def test_every_key_of_a_hub_begins_with_the_space_and_there_is_no_trigger_or_deferrable_key(hub: Hub) -> None:
    keys = hub.keeper.execute(
        "SELECT c.conrelid::regclass::text, c.conname, a.attname, c.condeferrable, c.contype = 'f' AND c.conrelid = c.confrelid"
        " FROM pg_constraint AS c JOIN pg_namespace AS n ON n.oid = c.connamespace AND n.nspname IN ('sync', 'shared')"
        " JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] WHERE c.contype IN ('p', 'u', 'f')"
    ).fetchall()
    assert len(keys) > 30
    assert {(first, deferrable, itself) for _table, _name, first, deferrable, itself in keys} == {("space_id", False, False)}
    assert hub.ask("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal") == 0
    indexes = hub.keeper.execute("SELECT indexdef FROM pg_indexes WHERE schemaname IN ('sync', 'shared')").fetchall()
    assert all("(space_id" in definition for (definition,) in indexes)
    bare = hub.ask(
        "SELECT count(*) FROM pg_class WHERE relnamespace::regnamespace::text IN ('sync', 'shared') AND relkind = 'r'"
        " AND NOT relforcerowsecurity AND relname <> 'installed'"
    )
    assert bare == 0
