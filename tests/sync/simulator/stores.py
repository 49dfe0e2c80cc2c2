"""Databases of the simulation: made once, then filled and emptied for each schedule. A backup is a jsonb of all their rows.

Copying rows takes 10 ms where `CREATE DATABASE ... TEMPLATE` takes 50, so a schedule may clone and restore as often as it likes. A database
that was upgraded is made anew when it has to be of the older contract again.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from app.data.address import DatabaseAddress
from app.data.database import Database
from migrations.statements import unwritten
from tests.support.clusters import open_connection
from tests.support.database import TEMPLATE, create, drop
from tests.support.hub_templates import HUB_TEMPLATE
from tests.sync.simulator.programs import DEVICE_UPGRADE, NEXT, NOW

# What is not of one schedule: the hub's version, and the revision of a device's schema.
_KEPT = ("installed", "schema_revision")

_STATE = """
CREATE SCHEMA sim;
CREATE TABLE sim.clock (ms bigint NOT NULL);
INSERT INTO sim.clock VALUES (0);

CREATE FUNCTION sim.tables() RETURNS TABLE (name text) LANGUAGE sql STABLE AS $$
    SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
    WHERE schemaname IN ('public', 'sync', 'shared') AND tablename <> ALL (ARRAY['installed', 'schema_revision']) ORDER BY 1
$$;

CREATE FUNCTION sim.dump() RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    t text;
    rows jsonb;
    kept jsonb := '{}';
BEGIN
    FOR t IN SELECT name FROM sim.tables() LOOP
        EXECUTE format('SELECT jsonb_agg(r) FROM %s AS r', t) INTO rows;
        kept := kept || CASE WHEN rows IS NULL THEN '{}' ELSE jsonb_build_object(t, rows) END;
    END LOOP;
    SELECT jsonb_object_agg(format('%I.%I', schemaname, sequencename), last_value) INTO rows FROM pg_sequences WHERE schemaname = 'sync';
    RETURN kept || jsonb_build_object('sequences', coalesce(rows, '{}'));
END
$$;

CREATE FUNCTION sim.load(kept jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    t text;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR t IN SELECT name FROM sim.tables() LOOP
        EXECUTE format('DELETE FROM %s', t);
    END LOOP;
    PERFORM setval(s.key, coalesce(s.value::bigint, 1), s.value IS NOT NULL) FROM jsonb_each_text(kept -> 'sequences') AS s;
    FOR t IN SELECT jsonb_object_keys(kept - 'sequences') LOOP
        EXECUTE format('INSERT INTO %s OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_recordset(NULL::%s, $1)', t, t) USING kept -> t;
    END LOOP;
END
$$;
"""

_CLOCK = """
CREATE OR REPLACE FUNCTION sync.now_ms() RETURNS bigint LANGUAGE sql VOLATILE SECURITY DEFINER AS $$ SELECT ms FROM sim.clock $$;
GRANT EXECUTE ON FUNCTION sync.now_ms() TO PUBLIC;
"""


@dataclass(frozen=True, slots=True)
class Dump:
    """All rows of a database, as JSON text, and the contract of its tables."""

    contract: int
    rows: str


class Store:
    """One database of the simulation. `contract` is that of its tables."""

    template: str

    def __init__(self, server: DatabaseAddress, purpose: str) -> None:
        self.server = server
        self.name = f"sim_{purpose}_{uuid.uuid4().hex[:10]}"
        self._open()
        self.fresh = self.dump()

    def _open(self) -> None:
        self.address = create(self.server, self.name, self.template)
        self.contract = NOW.contract
        self.clock: int | None = None
        self.line = open_connection(self.address)
        self.line.execute("SET timezone = 'UTC'")
        self.line.execute(_STATE)
        self._take_clock()

    def _take_clock(self) -> None:
        self.line.execute(_CLOCK)

    def dump(self) -> Dump:
        """All rows."""
        return Dump(self.contract, str(self.value("SELECT sim.dump()::text")))

    def load(self, kept: Dump) -> None:
        """These rows instead of those that are there, in tables of their contract."""
        if self.contract > kept.contract:
            self.renew()
        self.line.execute("SELECT sim.load(%s::jsonb)", [kept.rows if self.contract == kept.contract else "{}"])
        if self.contract < kept.contract:
            self.upgrade()
            self.line.execute("SELECT sim.load(%s::jsonb)", [kept.rows])
        self.clock = None

    def renew(self) -> None:
        """An empty database of the older contract."""
        self.close()
        self._open()

    def upgrade(self) -> None:
        """Bring the tables to the next contract, with the rows that are there."""
        raise NotImplementedError

    def set_clock(self, milliseconds: int) -> None:
        """What time it is there."""
        if milliseconds != self.clock:
            self.line.execute("UPDATE sim.clock SET ms = %s", [milliseconds])
            self.clock = milliseconds

    def value(self, statement: str, *values: object) -> Any:
        """The first value of the first row."""
        row = self.line.execute(statement, values).fetchone()
        return None if row is None else row[0]

    def rows(self, statement: str, *values: object) -> Sequence[tuple[Any, ...]]:
        """All rows."""
        return self.line.execute(statement, values).fetchall()

    def close(self) -> None:
        """Drop it."""
        self.line.close()
        drop(self.server, self.address.database)


class DeviceStore(Store):
    """A device's database, with the engine that the program's own code works on."""

    template = TEMPLATE

    def _open(self) -> None:
        super()._open()
        self.database = Database.open(self.address)

    def upgrade(self) -> None:
        """As the migration of the next program does."""
        with self.line.transaction():
            self.line.execute(DEVICE_UPGRADE)
            self.line.execute(unwritten("children", "pet"))
        self.contract = NEXT.contract
        self.database.close()  # the program starts anew
        self.line.execute("DISCARD PLANS")

    def close(self) -> None:
        """Drop it."""
        self.database.close()
        super().close()


class HubStore(Store):
    """The hub's database; `calls` is a connection with the rights of a device. `oldest` is the oldest contract that it still speaks."""

    template = HUB_TEMPLATE

    def __init__(self, server: DatabaseAddress) -> None:
        super().__init__(server, "hub")

    def _open(self) -> None:
        self.oldest = NOW.contract
        super()._open()
        self.calls: psycopg.Connection = open_connection(self.address)
        self.calls.execute("SET ROLE lettergrove_device")

    def _take_clock(self) -> None:
        self.line.execute("ALTER FUNCTION sync.now_ms() OWNER TO CURRENT_USER")
        super()._take_clock()

    def upgrade(self) -> None:
        """`server upgrade` of the next program, while devices stay connected."""
        self.line.execute("ALTER FUNCTION sync.now_ms() OWNER TO lettergrove_hub")
        database = Database.open(self.address)
        with database.transaction() as connection:
            NEXT.install.install(connection)
        database.close()
        self.contract = NEXT.contract
        self._take_clock()

    def speak_only(self, oldest: int) -> None:
        """From now on it refuses devices of an older contract."""
        self.line.execute(
            "CREATE OR REPLACE FUNCTION sync.contract() RETURNS jsonb LANGUAGE sql IMMUTABLE AS"
            f" $$ SELECT jsonb_build_object('oldest', {int(oldest)}, 'newest', {self.contract}) $$"
        )
        self.oldest = oldest

    def close(self) -> None:
        """Drop it."""
        self.calls.close()
        super().close()
