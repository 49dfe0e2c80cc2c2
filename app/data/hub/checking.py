"""Whether a hub holds together: its numbers, its history, the rows that facts point to, and who may do what."""

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from app.data.contract import TABLES, Kind, SyncedTable
from app.learning.ids import SpaceId


def records_of(connection: Connection, space: SpaceId) -> int:
    """How many rows a space has, those that were removed softly among them."""
    counted = " + ".join(f"(SELECT count(*) FROM shared.{table.name} WHERE space_id = :space)" for table in TABLES)  # noqa: S608 (names of the contract)
    return int(connection.execute(text(f"SELECT {counted}"), {"space": space}).scalar_one())


def faults_of(connection: Connection, space: SpaceId) -> tuple[str, ...]:
    """What does not hold in a space, one sentence each. Begins with `keeping.spaces`, which lets the transaction see all spaces."""
    asked = {"space": space}
    checks = [("its history does not end where its head is", _HEAD)]
    for table in TABLES:
        rows = f"FROM shared.{table.name} AS t WHERE {_OWN}"
        checks.append((f"{table.name} has rows beyond the head", f"{rows} AND t.seq > {_SEQ}"))
        if table.kind is Kind.RECORD:
            checks.append((f"{table.name} has stamps of the future", f"{rows} AND t.sync_stamp > {_LATEST}"))
        checks += [(f"{table.name} has rows whose {name} is not there", orphans) for name, orphans in _orphans(table)]
    asking = ", ".join(f"(SELECT count(*) {check})" for _, check in checks)
    found = connection.execute(text(f"SELECT {asking}"), asked).one()
    return tuple(f"{said}: {count}" for (said, _), count in zip(checks, found, strict=True) if count)


def has_room(connection: Connection) -> bool:
    """Whether the server's disk takes more: a megabyte is written there, and taken back. Where that is not allowed it counts as room."""
    trying = connection.begin_nested()
    try:
        connection.execute(_A_MEGABYTE)
    except DBAPIError as error:
        if error.connection_invalidated:
            raise
        return getattr(error.orig, "sqlstate", None) != _DISK_FULL
    finally:
        trying.rollback()
    return True


_A_MEGABYTE = text("CREATE TEMPORARY TABLE room AS SELECT repeat('x', 1900) AS filling FROM generate_series(1, 600)")
_DISK_FULL = "53100"


def faults_of_rights(connection: Connection) -> tuple[str, ...]:
    """What devices could reach beyond the functions that they may call, one sentence each."""
    return tuple(f"the role of devices may do more than it should: {name}" for name in connection.execute(_RIGHTS).scalars())


def faults_of_logging(connection: Connection) -> tuple[str, ...]:
    """Whether the server writes what devices say, and so their secrets, into its log; one sentence."""
    return tuple(
        f"the server's log holds what devices say, their secrets too: set {name} = 0" for name in connection.execute(_LOGGING).scalars()
    )


_OWN = "t.space_id = :space"
_SEQ = "(SELECT seq FROM sync.heads WHERE space_id = :space)"
_LATEST = (
    "(lpad(to_hex(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint + 300000), 12, '0') || repeat('f', 20))::uuid"
)
_HEAD = """FROM sync.heads AS h WHERE h.space_id = :space AND NOT EXISTS (
    SELECT FROM sync.checkpoints AS c WHERE c.space_id = h.space_id AND c.seq = h.seq AND c.chain = h.chain
)"""
_LOGGING = text("""
    SELECT name FROM pg_settings
    WHERE setting <> '0' AND (
        name = 'log_parameter_max_length_on_error'
        OR (name = 'log_parameter_max_length' AND EXISTS (
            SELECT FROM pg_settings AS s WHERE (s.name = 'log_statement' AND s.setting = 'all')
                OR (s.name IN ('log_min_duration_statement', 'log_min_duration_sample') AND s.setting <> '-1')
                OR (s.name = 'log_transaction_sample_rate' AND s.setting <> '0')
        ))
    ) ORDER BY name
""")
_RIGHTS = text("""
    SELECT c.oid::regclass::text FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('sync', 'shared') AND c.relkind = 'r' AND (
        has_table_privilege('lettergrove_device', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
        OR (NOT (c.relrowsecurity AND c.relforcerowsecurity) AND c.relname <> 'installed')
    )
    UNION ALL
    SELECT p.oid::regprocedure::text FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
    WHERE n.nspname = 'sync' AND has_function_privilege('lettergrove_device', p.oid, 'EXECUTE')
""")


def _orphans(table: SyncedTable) -> list[tuple[str, str]]:
    """For each column that has to name a row: the rows of the table for which it does not."""
    return [
        (
            parent.column,
            f"FROM shared.{table.name} AS t WHERE {_OWN} AND t.{parent.column} IS NOT NULL AND NOT EXISTS ("
            f"SELECT FROM shared.{parent.table} AS p WHERE p.space_id = t.space_id AND p.id = t.{parent.column})",
        )
        for parent in table.parents
        if parent.checked
    ]
