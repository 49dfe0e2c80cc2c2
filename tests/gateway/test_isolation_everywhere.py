"""Every function, with everything of another space at every place of its body, over both transports: nothing is read, nothing changes."""

import itertools
import json
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import psycopg
import pytest

from app.data.contract import TABLES, Kind, SyncedTable
from app.data.database import Database
from app.learning.ids import SpaceId
from app.learning.people import Role
from app.learning.roles import may
from app.sync.protocol import Function, HubRefusal, Transport
from app.sync.transports.direct import DirectTransport
from app.sync.transports.https import HttpsTransport
from app.sync.transports.hub_address import HubAddress
from tests.support.clusters import open_connection
from tests.support.gateways import Caller, gateway, new_invite
from tests.support.hubs import Body, Hub, child, columns_of, record
from tests.sync.test_isolation import Victim

INTERNAL = ["credentials", "heads", "invites", "sync.credentials", "shared.children", "pg_class", "children; DROP TABLE x", "", "x" * 70]
RAW = [
    "", "[]", "null", "5", '"x"', "{", "{}", '{"device": 5}', '{"device": null}', "[" * 50_000, '{"a":' * 5_000, '{"device": "\\u0000"}',
    '{"device": "\\ud800"}', '{"x": 1e400}', '{"device": "' + "a" * 100_000 + '"}',
    '{"changes": {"records": {"children": "' + "x" * 4_200_000 + '"}}}',
]  # fmt: skip


@pytest.fixture(scope="module", params=["https", "direct"])
def way(request: pytest.FixtureRequest, hub: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Transport]:
    """A gateway that may be called often, or the database itself. (Whose account it is matters to SQL alone: see below.)"""
    with ExitStack() as stack:
        if request.param == "https":
            words = ("--device-rate", "100000", "--address-rate", "100000")
            running = stack.enter_context(gateway(hub, tmp_path_factory.mktemp("open"), *words))
            found: Transport = HttpsTransport(HubAddress.parse(running.url))
        else:
            found = DirectTransport(hub.address)
        stack.callback(found.close)
        yield found


@pytest.fixture(scope="module")
def victim(hub: Database) -> Iterator[Victim]:
    """Somebody with something to lose."""
    direct = Hub(hub.address)
    yield Victim(direct)
    direct.close()


class Stranger(Caller):
    """A device of another space, which says what it likes and remembers whether it was answered."""

    def tries(self, function: Function, body: Body | str, space: SpaceId | None = None) -> Any:
        """The answer, or the code of the refusal. No refusal is a fault of the hub's own, and nothing of the victim is in either."""
        try:
            text, code = self.transport.call(function, space or self.space, body if isinstance(body, str) else json.dumps(body)), ""
        except HubRefusal as refused:
            text, code = str(refused), refused.why.value
        assert "Secret-Name" not in text
        if code:
            return code
        said = json.loads(text)
        if function is Function.PUSH:
            self.token, self.acked = said["token"], {"seq": said["head"], "chain": said["chain"]}
        return said

    def pushes(self, changes: Body) -> Any:
        """A push."""
        return self.tries(Function.PUSH, self.proofs() | {"batch": str(uuid.uuid4()), "changes": changes})


@pytest.fixture(scope="module")
def stranger(hub: Database, way: Transport) -> Stranger:
    space = SpaceId(uuid.uuid4())
    with open_connection(hub.address) as keeper:
        keeper.execute("SELECT sync.found(%s, 'stranger')", [space])
    found = Stranger(way, space)
    found.enrol(new_invite(hub, space))
    return found


@pytest.fixture(autouse=True)
def untouched(victim: Victim) -> Iterator[None]:
    """Whatever a test does, the victim's space is as it was."""
    before = victim.fingerprint()
    yield
    assert victim.fingerprint() == before


def its_ids(victim: Victim) -> list[str]:
    batch = victim.hub.ask("SELECT last_batch::text FROM sync.credentials WHERE device_id = %s", victim.device.device)
    return [*victim.ids, str(batch), str(victim.device.token)]


@pytest.mark.parametrize("function", list(Function))
def test_no_function_enters_another_space(victim: Victim, stranger: Stranger, function: Function) -> None:
    theirs = SpaceId(victim.device.space)
    whole = stranger.proofs() | {
        "batch": str(uuid.uuid4()), "changes": {"records": {"children": [child()]}}, "cursor": 0, "limit": 9, "do": "devices",
        "name": "x", "system": "x", "version": "x", "code": "x", "was": {"device": str(stranger.device), "secret": stranger.secret},
    }  # fmt: skip
    assert stranger.tries(function, whole, theirs) == "PT401"
    assert stranger.tries(function, whole | {"device": str(victim.device.device)}, theirs) == "PT401"
    assert stranger.tries(function, whole | {"was": {"device": str(victim.device.device), "secret": stranger.secret}}, theirs) == "PT401"
    if function is not Function.ENROL:  # a new device may have whatever id in its own space
        assert stranger.tries(function, whole | {"device": str(victim.device.device), "secret": victim.device.secret}) == "PT401"


@pytest.mark.parametrize("function", list(Function))
def test_what_is_another_spaces_proves_nothing_here(victim: Victim, stranger: Stranger, function: Function) -> None:
    theirs: list[object] = [*its_ids(victim), victim.device.acked, victim.device.pulled, -1, 10**30, None, [], {}, "'"]
    for place in ("device", "secret", "token", "batch", "acked", "pulled", "cursor", "limit", "clock", "contract"):
        usual = stranger.proofs() | {"batch": str(uuid.uuid4()), "changes": {"records": {"children": [child()]}}, "cursor": 0, "limit": 5}
        for foreign in theirs:
            said = stranger.tries(function, usual | {"do": "devices", place: foreign})
            assert isinstance(said, dict) or said.startswith("PT4"), (function, place, foreign, said)
            if isinstance(said, dict):
                assert not any(one in json.dumps(said) for one in victim.ids if one != foreign)
                usual |= {"token": stranger.token, "acked": stranger.acked, "batch": str(uuid.uuid4())}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_row_names_or_replaces_a_row_of_another_space(victim: Victim, stranger: Stranger, table: SyncedTable) -> None:
    def pushed(row: Body) -> Any:
        kept = {table.name: [record(**row)]} if table.kind is Kind.RECORD else {}
        facts = {table.name: columns_of([{"id": str(uuid.uuid4()), **row}])} if table.kind is Kind.FACT else {}
        return stranger.pushes({"records": kept, "facts": facts})

    for parent in table.parents:
        for foreign in victim.ids[2:]:
            said = pushed({parent.column: foreign})
            assert not isinstance(said, dict) or said["stored"] == 0 or not parent.checked, (parent, foreign, said)
            if isinstance(said, dict) and parent.checked:
                assert {one["why"] for one in said["refused"]} <= {"orphan", "check", "type"}, said
    for foreign in its_ids(victim):
        pushed({"id": foreign, "space_id": str(victim.device.space), "seq": 10**9, "sync_extra": {"x": 1}, "role": "owner"})


def test_no_other_table_can_be_named(victim: Victim, stranger: Stranger) -> None:
    for table, foreign in itertools.product(INTERNAL, its_ids(victim)):
        stranger.pushes({"records": {table: [record(foreign, role="owner", secret_hash="x")]}})
        stranger.pushes({"facts": {table: columns_of([{"id": foreign, "role": "owner"}])}})
        for body in ({"rows": {table: [foreign]}}, {"bucket": {"table": table, "bucket": foreign[0]}}):
            said = stranger.tries(Function.DIGEST, stranger.proofs() | body)
            assert isinstance(said, str) or not any(one in json.dumps(said) for one in victim.ids if one != foreign)
        assert stranger.tries(Function.ADMIN, stranger.proofs() | {"do": "erase", "table": table, "id": foreign}) == "PT400"


@pytest.mark.parametrize("wish", ["revoke", "invite", "invites", "withdraw", "erase", "quarantine", "devices", "heads", ""])
def test_nothing_of_another_space_is_looked_after(victim: Victim, stranger: Stranger, hub: Database, wish: str) -> None:
    code = victim.hub.invited(victim.device.space)
    asked = "SELECT encode(code_hash, 'hex') FROM sync.invites WHERE space_id = %s AND used_at IS NULL"
    stored = str(victim.hub.ask(asked, victim.device.space))
    for foreign in its_ids(victim):
        body = {"do": wish, "which": foreign, "id": foreign, "code_hash": stored, "role": "owner", "hours": 1}
        for table in ("children", "grown_ups"):
            said = stranger.tries(Function.ADMIN, stranger.proofs() | body | {"table": table})
            assert isinstance(said, str) or not any(one in json.dumps(said) for one in victim.ids)
    late = Caller(stranger.transport, SpaceId(victim.device.space))
    assert late.enrol(code)["role"] == "owner", "the victim's invite is as good as before"
    victim.hub.keeper.execute("DELETE FROM sync.credentials WHERE device_id = %s", [late.device])
    victim.hub.keeper.execute("DELETE FROM sync.invites WHERE encode(code_hash, 'hex') = %s", [stored])


@pytest.mark.parametrize("function", list(Function))
def test_bodies_that_are_none_or_too_large_are_refused_by_every_function(stranger: Stranger, function: Function) -> None:
    for raw in RAW:
        said = stranger.tries(function, raw)
        assert said in {"PT400", "PT401", "PT413"}, (raw[:40], said)
    too_many = [child() for _ in range(5_001)]
    assert stranger.pushes({"records": {"children": too_many}}) == "PT413"
    said = stranger.pushes({"records": {"children": [child(name="x" * 300_000)]}})
    assert said["refused"][0]["why"] == "too-large"


HOSTILE = [
    "SELECT * FROM information_schema.columns WHERE table_schema IN ('shared', 'sync')",
    "SELECT * FROM pg_stats WHERE schemaname IN ('shared', 'sync')",
    "SELECT * FROM pg_catalog.pg_largeobject_metadata",
]
REFUSED = [
    "COPY shared.children TO STDOUT", "COPY sync.credentials TO '/tmp/x'", "COPY (SELECT 1) TO PROGRAM 'id'", "LOCK TABLE sync.heads",
    "SELECT pg_read_file('postgresql.conf')", "SELECT pg_ls_dir('.')", "SELECT lo_import('/etc/passwd')", "SELECT lo_export(1, '/tmp/x')",
    "SET ROLE lettergrove_hub", "SET ROLE lettergrove_gateway", "SET session_replication_role = replica",
    "SET log_statement = 'none'", "ALTER ROLE CURRENT_USER SUPERUSER", "CREATE EXTENSION plpgsql SCHEMA sync", "CREATE SCHEMA mine",
    "CREATE TABLE public.mine (x integer)", "GRANT lettergrove_hub TO CURRENT_USER", "SELECT sync_api.heads(ARRAY[gen_random_uuid()])",
    "SELECT sync.found(gen_random_uuid(), 'mine')", "SELECT sync.go_into(gen_random_uuid(), '{}')",
    "SELECT sync.children FROM sync.children",
    "ALTER TABLE shared.children DISABLE ROW LEVEL SECURITY", "CREATE POLICY mine ON shared.children USING (true)",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'lettergrove_hub' OR backend_type = 'checkpointer'",
    "DO $$ BEGIN PERFORM set_config('lettergrove.operator', 'on', true); PERFORM count(*) FROM shared.children; END $$",
    "CREATE TEMP TABLE t AS SELECT * FROM sync.invites", "SELECT row_to_json(c) FROM shared.children AS c", "TABLE sync.heads",
    "VACUUM shared.children", "REFRESH MATERIALIZED VIEW shared.children", "COMMENT ON SCHEMA sync IS 'x'",
    "CREATE FUNCTION pg_temp.f() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM shared.children'",
]  # fmt: skip


LEAVE_NOTHING = {statement for statement in REFUSED if "pg_terminate_backend" in statement or "pg_temp.f()" in statement}


@pytest.fixture
def account(hub: Database) -> Iterator[psycopg.Connection]:
    """A connection of a device's account."""
    name = f"device_{uuid.uuid4().hex[:8]}"
    with open_connection(hub.address) as keeper:
        keeper.autocommit = True
        keeper.execute(f"CREATE ROLE {name} LOGIN IN ROLE lettergrove_device".encode())
        with open_connection(hub.address) as line:
            line.autocommit = True
            line.execute(f"SET SESSION AUTHORIZATION {name}".encode())
            yield line
        keeper.execute(f"DROP OWNED BY {name}; DROP ROLE {name}".encode())


@pytest.mark.parametrize("statement", REFUSED)
def test_sql_of_a_devices_account_reaches_nothing(account: psycopg.Connection, victim: Victim, statement: str) -> None:
    del victim
    account.execute("SELECT set_config('lettergrove.operator', 'on', false)")
    try:
        cursor = account.execute(statement.encode())
        found = cursor.fetchall() if cursor.description else []
        said = ""
    except psycopg.Error as error:
        found, said = [], str(error)
    assert found == []
    assert "Secret-Name" not in said
    assert said or statement in LEAVE_NOTHING


@pytest.mark.parametrize("statement", HOSTILE)
def test_catalogues_show_a_devices_account_no_value_of_a_row(account: psycopg.Connection, victim: Victim, statement: str) -> None:
    assert "Secret-Name" not in str(account.execute(statement.encode()).fetchall()) + str(victim.ids)


def test_what_an_account_puts_before_the_hubs_names_is_not_used(account: psycopg.Connection, victim: Victim, stranger: Stranger) -> None:
    """Temporary tables, operators and functions of its own, at the front of its search path."""
    for statement in (
        "CREATE TEMP TABLE children (LIKE pg_class)", "CREATE TEMP TABLE credentials (x integer)", "CREATE TEMP TABLE heads (x integer)",
        "CREATE FUNCTION pg_temp.sha256(bytea) RETURNS bytea LANGUAGE sql AS $$SELECT '\\x00'::bytea$$",
        "CREATE FUNCTION pg_temp.same(uuid, uuid) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "CREATE OPERATOR pg_temp.= (LEFTARG = uuid, RIGHTARG = uuid, FUNCTION = pg_temp.same)",
        "SET search_path = pg_temp, pg_catalog, sync, shared",
        f"SET lettergrove.space = '{victim.device.space}'", "SET lettergrove.operator = 'on'",
        "SET transform_null_equals = on", "SET array_nulls = off", "SET default_transaction_isolation = 'serializable'",
    ):  # fmt: skip
        account.execute(statement.encode())
    statement = "SELECT sync_api.pull(%s, %s)::text"
    body = stranger.proofs() | {"cursor": 0, "limit": 100}
    row = account.execute(statement, [stranger.space, json.dumps(body)]).fetchone()
    assert row is not None
    assert "Secret-Name" not in row[0]
    with pytest.raises(psycopg.Error) as caught:
        account.execute(statement, [victim.device.space, json.dumps(body | {"device": str(victim.device.device)})])
    assert caught.value.sqlstate == "PT401"


def test_everything_a_device_may_send_is_what_its_role_may_do(hub: Database, way: Transport) -> None:
    """The table of roles that the services ask, against every table that travels, for every role."""
    space = SpaceId(uuid.uuid4())
    with open_connection(hub.address) as keeper:
        keeper.execute("SELECT sync.found(%s, 'roles')", [space])
    for role in Role:
        device = Stranger(way, space)
        device.enrol(new_invite(hub, space, role))
        for table in TABLES:
            row = record(space if table.key == "space_id" else None)
            if table.kind is Kind.RECORD:
                said = device.pushes({"records": {table.name: [row]}})
            else:
                said = device.pushes({"facts": {table.name: columns_of([{"id": row["id"]}])}})
            forbidden = [one["why"] for one in said["refused"]] == ["forbidden"]
            assert forbidden is not (table.action is None or may(role, table.action)), (role, table.name, said)
