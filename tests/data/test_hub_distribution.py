"""What Citus asks of a schema that it distributes by `space_id`, and the commands of docs/sync.md that do it.

Citus itself is in no package registry of ours: functions of its names write down what they are told.
"""

import re
import uuid
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.data.hub.install import install
from tests.support.clusters import PROJECT
from tests.support.database import create, drop
from tests.support.hubs import Hub, child

AS_CITUS = """
CREATE TABLE public.pg_dist_partition (logicalrel regclass PRIMARY KEY, reference boolean, place serial);
CREATE TABLE public.distributed_functions (name regprocedure PRIMARY KEY, argument text);
CREATE FUNCTION public.create_distributed_table(name regclass, by text, colocate_with text DEFAULT 'default') RETURNS void LANGUAGE sql AS
    $$INSERT INTO public.pg_dist_partition SELECT name, false WHERE by = 'space_id' AND colocate_with IN ('default', 'sync.heads')$$;
CREATE FUNCTION public.create_reference_table(name regclass) RETURNS void LANGUAGE sql AS
    $$INSERT INTO public.pg_dist_partition VALUES (name, true)$$;
CREATE FUNCTION public.create_distributed_function(name regprocedure, argument text, colocate_with text) RETURNS void LANGUAGE sql AS
    $$INSERT INTO public.distributed_functions VALUES (name, argument) ON CONFLICT DO NOTHING$$;
GRANT ALL ON ALL TABLES IN SCHEMA public TO lettergrove_hub;
GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO lettergrove_hub;
"""
EXTENSION = (
    "INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)"
    " VALUES (99999, 'citus', 10, 'pg_catalog'::regnamespace, false, '13')"
)
NO_EXTENSION = "DELETE FROM pg_extension WHERE oid = 99999"
SCHEMAS = "'sync'::regnamespace, 'shared'::regnamespace"
OF_A_HUB = f"relnamespace IN ({SCHEMAS}) AND relkind = 'r'"


@pytest.fixture(scope="module")
def distributed(server: DatabaseAddress) -> Iterator[Database]:
    """A hub that was made where there is Citus, as far as it can see."""
    address = create(server, f"citus_{uuid.uuid4().hex[:10]}", "template0")
    database = Database.open(address)
    with database.transaction() as connection:
        connection.execute(text(EXTENSION))
        install(connection)
    yield database
    with database.transaction() as connection:
        connection.execute(text(NO_EXTENSION))
    database.close()
    drop(server, address.database)


def commands() -> str:
    """What docs/sync.md says to type."""
    found = re.search(r"### Distributed.*?```sql\n(.*?)```", (PROJECT / "docs/sync.md").read_text("utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def all_of(connection: Connection, statement: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in connection.execute(text(statement))]


def test_the_commands_of_the_guide_distribute_every_table_parents_first_and_every_function(distributed: Database) -> None:
    with distributed.engine.connect() as connection:
        connection.exec_driver_sql(AS_CITUS, execution_options={"no_parameters": True})
        for _ in range(2):  # after an upgrade they are typed again
            connection.exec_driver_sql(commands(), execution_options={"no_parameters": True})
        tables = all_of(connection, f"SELECT oid FROM pg_class WHERE {OF_A_HUB} AND relname <> 'installed' ORDER BY 1")
        done = all_of(connection, "SELECT logicalrel::oid FROM pg_dist_partition WHERE NOT reference ORDER BY 1")
        assert done == tables
        assert len(done) > 20
        assert all_of(connection, "SELECT logicalrel::text FROM pg_dist_partition WHERE reference") == [("sync.installed",)]
        late = (
            "SELECT c.conname FROM pg_constraint AS c JOIN pg_dist_partition AS t ON t.logicalrel = c.conrelid"
            " JOIN pg_dist_partition AS p ON p.logicalrel = c.confrelid WHERE c.contype = 'f' AND p.place > t.place"
        )
        assert all_of(connection, late) == []
        functions = all_of(connection, "SELECT name::text, argument FROM distributed_functions ORDER BY 1")
        names = ("admin", "digest", "enrol", "hello", "pull", "push")
        assert functions == [(f"sync_api.{name}(uuid,jsonb)", "space") for name in names]
        connection.rollback()


def test_every_unique_key_has_the_space_and_every_key_joins_tables_by_it(distributed: Database) -> None:
    with distributed.reading() as connection:
        assert (
            all_of(
                connection,
                f"SELECT c.relname FROM pg_class AS c WHERE {OF_A_HUB} AND relname <> 'installed' AND NOT EXISTS ("
                "SELECT FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attname = 'space_id' AND a.attnotnull"
                " AND a.atttypid = 'uuid'::regtype)",
            )
            == []
        )
        assert (
            all_of(
                connection,
                "SELECT i.indexrelid::regclass FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid"
                f" WHERE {OF_A_HUB} AND (i.indisunique OR i.indisexclusion) AND NOT EXISTS ("
                "SELECT FROM pg_attribute AS a WHERE a.attrelid = i.indrelid AND a.attname = 'space_id' AND a.attnum = ANY (i.indkey))",
            )
            == []
        )
        crooked = (
            f"SELECT k.conname FROM pg_constraint AS k WHERE k.contype = 'f' AND k.connamespace IN ({SCHEMAS})"
            " AND NOT (k.condeferrable IS FALSE AND EXISTS (SELECT FROM unnest(k.conkey, k.confkey) AS pair (own, other)"
            " JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = pair.own AND a.attname = 'space_id'"
            " JOIN pg_attribute AS b ON b.attrelid = k.confrelid AND b.attnum = pair.other AND b.attname = 'space_id'))"
        )
        assert all_of(connection, crooked) == []


def test_there_is_nothing_that_citus_refuses(distributed: Database) -> None:
    """Triggers, rules, inheritance, numbers of a sequence, columns that are generated; actions that would change the space of a row."""
    nothing = (
        f"SELECT t.tgname::text FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid WHERE {OF_A_HUB} AND NOT t.tgisinternal"
        f" UNION ALL SELECT r.rulename::text FROM pg_rewrite AS r JOIN pg_class AS c ON c.oid = r.ev_class WHERE {OF_A_HUB}"
        f" UNION ALL SELECT c.relname::text FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid WHERE {OF_A_HUB}"
        f" UNION ALL SELECT a.attname::text FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid WHERE {OF_A_HUB}"
        " AND a.attnum > 0 AND (a.attidentity <> '' OR a.attgenerated <> '')"
        f" UNION ALL SELECT k.conname::text FROM pg_constraint AS k WHERE k.connamespace IN ({SCHEMAS})"
        " AND k.contype = 'f' AND (k.confdeltype IN ('n', 'd') OR k.confupdtype IN ('c', 'n', 'd'))"
        f" UNION ALL SELECT relname::text FROM pg_class WHERE relkind = 'S' AND relnamespace IN ({SCHEMAS})"
    )
    with distributed.reading() as connection:
        assert all_of(connection, nothing) == []


def test_policies_have_no_subquery_there_and_keep_spaces_apart_all_the_same(distributed: Database) -> None:
    with distributed.reading() as connection:
        policies = all_of(connection, "SELECT pg_get_expr(polqual, polrelid) FROM pg_policy")
        assert len(policies) > 20
        assert not any("SELECT" in str(policy) for (policy,) in policies)
    hub = Hub(distributed.address)
    one, other = hub.joined(hub.found()), hub.joined(hub.found())
    one.records(children=[child(name="Only here")])
    assert "Only here" in str(one.pull())
    assert "Only here" not in str(other.pull())
    with hub.keeper.transaction(force_rollback=True):
        hub.keeper.execute("SET LOCAL ROLE lettergrove_hub")
        assert hub.ask("SELECT count(*) FROM shared.children") == 0
    hub.close()
