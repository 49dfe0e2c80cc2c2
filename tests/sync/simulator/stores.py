"""Databases of the simulation: made once, then filled and emptied for each schedule. A backup is a jsonb of all their rows.

Copying rows takes 10 ms where `CREATE DATABASE ... TEMPLATE` takes 50, so a schedule may clone and restore as often as it likes.
"""

import uuid
from collections.abc import Sequence
from typing import Any

import psycopg

from app.data.address import DatabaseAddress
from app.data.database import Database
from tests.support.clusters import open_connection
from tests.support.database import TEMPLATE, create, drop
from tests.support.hubs import HUB_TEMPLATE

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


class Store:
    """One database of the simulation."""

    def __init__(self, server: DatabaseAddress, template: str, purpose: str) -> None:
        self.server = server
        self.address = create(server, f"sim_{purpose}_{uuid.uuid4().hex[:10]}", template)
        self.line = open_connection(self.address)
        self.line.execute("SET timezone = 'UTC'")
        self.line.execute(_STATE)
        if template == HUB_TEMPLATE:
            self.line.execute("ALTER FUNCTION sync.now_ms() OWNER TO CURRENT_USER")
        self.line.execute(_CLOCK)
        self.fresh = self.dump()

    def dump(self) -> str:
        """All rows."""
        return str(self.value("SELECT sim.dump()::text"))

    def load(self, kept: str) -> None:
        """These rows instead of those that are there."""
        self.line.execute("SELECT sim.load(%s::jsonb)", [kept])

    def set_clock(self, milliseconds: int) -> None:
        """What time it is there."""
        self.line.execute("UPDATE sim.clock SET ms = %s", [milliseconds])

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

    def __init__(self, server: DatabaseAddress, number: int) -> None:
        super().__init__(server, TEMPLATE, f"device{number}")
        self.database = Database.open(self.address)

    def close(self) -> None:
        """Drop it."""
        self.database.close()
        super().close()


class HubStore(Store):
    """The hub's database; `calls` is a connection with the rights of a device."""

    def __init__(self, server: DatabaseAddress) -> None:
        super().__init__(server, HUB_TEMPLATE, "hub")
        self.calls: psycopg.Connection = open_connection(self.address)
        self.calls.execute("SET ROLE lettergrove_device")

    def close(self) -> None:
        """Drop it."""
        self.calls.close()
        super().close()
