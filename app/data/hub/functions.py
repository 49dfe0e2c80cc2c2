"""The functions of a hub that differ from table to table: written from the contract, made anew at each upgrade.

Of each table `t`: `sync.refuse_t` (which given rows may not come in), `merge_t`, `page_t` (rows by their number), `rows_t` (rows by id),
`buckets_t` and `ids_t` (the digest). What is the same for all stands in `migrations/hub/*.sql`.
"""

from collections.abc import Sequence

from app.data.contract import CONTRACT, ERASABLE, OLDEST_CONTRACT, TABLES, Kind, OnErase, Parent, SyncedTable, writable
from app.data.digesting import buckets_of, ids_of
from app.data.merging import Setting, add_facts, merge_records, settle_facts
from app.learning.people import Role

_LONGEST_ROW = 256_000  # bytes
_LONGEST_PAGE = 6_000_000  # bytes, about
_GIVEN = Setting("shared", "in_space", "in_rows", "gone", "skip", seq="from_seq", seen="seen")


def functions(tables: Sequence[SyncedTable] = TABLES, contract: int = CONTRACT) -> str:
    """All of them, as one script."""
    return "\n".join(
        [
            _contract(contract),
            _tables(tables),
            _later_columns(tables),
            _belongings(tables),
            _facts_ahead(tables),
            _next_page(tables),
            *map(_of, tables),
        ]
    )


def _of(table: SyncedTable) -> str:
    return "\n".join((_served(table), _refuse(table), _merge(table), _digest(table)))


def _function(name: str, arguments: str, returns: str, body: str, language: str = "sql", volatility: str = "STABLE") -> str:
    end = ";" if language == "sql" else ""
    # A function whose result has changed cannot be replaced, only made again.
    types = ", ".join(argument.strip().split(" ", 1)[1] for argument in arguments.split(",")) if arguments else ""
    return (
        f"DROP FUNCTION IF EXISTS sync.{name}({types}) CASCADE;\n"
        f"CREATE FUNCTION sync.{name}({arguments}) RETURNS {returns} LANGUAGE {language} {volatility} AS $${body}{end}\n$$;"
    )


def _planned_once(name: str, arguments: str, returns: str, statement: str) -> str:
    """A function of one statement, which a connection plans once: in plain SQL each call plans it, which takes longer than doing it."""
    return _function(name, arguments, returns, f"\n#variable_conflict use_column\nBEGIN\n    {statement};\nEND", "plpgsql")


def _contract(contract: int) -> str:
    body = f"\n    SELECT jsonb_build_object('oldest', {OLDEST_CONTRACT}, 'newest', {contract})"
    return _function("contract", "", "jsonb", body, volatility="IMMUTABLE")


def _tables(tables: Sequence[SyncedTable]) -> str:
    rows = ",\n        ".join(
        f"({place}, '{table.name}', {str(table.kind is Kind.FACT).lower()}, {table.since}, ARRAY[{_roles(table)}]::text[],"
        f" ARRAY[{_known(table)}])"
        for place, table in enumerate(tables, start=1)
    )
    erasable = ", ".join(f"'{name}'" for name in ERASABLE)
    return (
        _function(
            "tables",
            "",
            "TABLE (place integer, tbl text, fact boolean, since integer, roles text[], known text[])",
            f"\n    VALUES {rows}",
            volatility="IMMUTABLE",
        )
        + "\n"
        + _function("erasable", "", "text[]", f"\n    SELECT ARRAY[{erasable}]", volatility="IMMUTABLE")
    )


def _roles(table: SyncedTable) -> str:
    return ", ".join(f"'{role.value}'" for role in Role if table.name in writable(role) or table.action is None)


def _known(table: SyncedTable) -> str:
    """All that this hub can read in a row of the wire."""
    more = ("extra",) if table.kind is Kind.FACT else ("sync_stamp", "sync_columns", "sync_was")
    return ", ".join(f"'{name}'" for name in ("id", *(column.name for column in table.columns), *more))


def _later_columns(tables: Sequence[SyncedTable]) -> str:
    """The columns that came to a table after its first contract."""
    rows = ",\n        ".join(
        f"('{table.name}', {str(table.kind is Kind.FACT).lower()}, '{table.key}', '{column.name}', '{column.type}', {column.since})"
        for table in tables
        for column in table.columns
        if column.since > table.since
    )
    none = "SELECT NULL::text, NULL::boolean, NULL::text, NULL::text, NULL::text, NULL::integer WHERE false"
    body = f"\n    VALUES {rows}" if rows else f"\n    {none}"
    returns = "TABLE (tbl text, fact boolean, key text, col text, type text, since integer)"
    return _function("later_columns", "", returns, body, volatility="IMMUTABLE")


def _belongings(tables: Sequence[SyncedTable]) -> str:
    """What is erased with what, or lets go of it."""
    rows = ",\n        ".join(
        f"('{parent.table}', {place}, '{table.name}', '{parent.column}', {str(parent.on_erase is OnErase.GO).lower()})"
        for place, table in enumerate(tables, start=1)
        for parent in table.parents
    )
    returns = "TABLE (parent text, place integer, tbl text, col text, goes boolean)"
    return _function("belongings", "", returns, f"\n    VALUES {rows}", volatility="IMMUTABLE")


def _facts_ahead(tables: Sequence[SyncedTable]) -> str:
    """Whether a fact's time lies ahead; what is no time at all is found when it is merged."""
    checks = " OR ".join(
        f"EXISTS (SELECT FROM unnest((given -> '{table.name}' -> 'columns' ->> '{table.when}')::timestamptz[]) AS t WHERE t > latest)"
        for table in tables
        if table.when is not None
    )
    body = f"\nBEGIN\n    RETURN {checks};\nEXCEPTION WHEN data_exception THEN\n    RETURN false;\nEND"
    return _function("facts_ahead", "given jsonb, latest timestamptz", "boolean", body, "plpgsql", "STABLE")


def _next_page(tables: Sequence[SyncedTable]) -> str:
    """The number of the first row that a page has no room for: it holds so many rows and, but for its first row, so many bytes."""
    limit = "WHERE space_id = in_space AND seq > after ORDER BY seq LIMIT most + 1"
    sources = [f"(SELECT seq, {_size(table)} AS size FROM shared.{table.name} AS t {limit})" for table in tables]
    sources.append(f"(SELECT seq, 50 FROM sync.erasures {limit})")
    sources.append(f"(SELECT seq, pg_column_size(body) + coalesce(pg_column_size(stamps), 0) FROM sync.foreign_rows {limit})")
    union = "\n        UNION ALL ".join(sources)
    body = f"""
    SELECT seq FROM (
        SELECT seq, row_number() OVER so_far AS n, sum(size) OVER so_far AS total FROM (
        {union}
        ) AS found WINDOW so_far AS (ORDER BY seq)
    ) AS counted WHERE n > most OR (total > {_LONGEST_PAGE} AND n > 1) ORDER BY seq LIMIT 1"""
    return _planned_once("seq_of_next_page", "in_space uuid, after bigint, most bigint", "bigint", f"RETURN ({body}\n    )")


def _size(table: SyncedTable) -> str:
    """About how many bytes a row takes on the way. What is stored elsewhere is measured where it lies, and not read."""
    if table.kind is Kind.FACT:
        return "250"
    long = [column.name for column in table.columns if column.type in {"text", "jsonb", "bytea"}]
    return " + ".join(["400", *(f"coalesce(pg_column_size(t.{name}), 0)" for name in long)])


def _refuse(table: SyncedTable) -> str:
    """Which rows may not come in: `refused` as a push answers, `skip` their ids, `gone` the erased rows that others let go of."""
    names = " UNION ".join(f"SELECT '{p.table}', {p.column} FROM ids WHERE {p.column} IS NOT NULL" for p in table.parents)
    # One look by key for each parent that is named: without LIMIT the planner hashes all that the space has of them.
    there = " ".join(
        f"WHEN '{name}' THEN (SELECT true FROM shared.{name} AS s WHERE s.space_id = in_space AND s.id = n.id LIMIT 1)"
        for name in dict.fromkeys(parent.table for parent in table.parents)
    )
    missing = (
        f"""SELECT n.tbl, n.id, EXISTS (
        SELECT FROM sync.erasures AS e WHERE e.space_id = in_space AND e.tbl = n.tbl AND e.row_id = n.id
    ) AS erased FROM ({names}) AS n (tbl, id) WHERE CASE n.tbl {there} END IS NULL"""
        if table.parents
        else "SELECT NULL::text AS tbl, NULL::uuid AS id, NULL::boolean AS erased WHERE false"
    )
    row = "NULL" if table.kind is Kind.FACT else f"sync.rows_{table.name}(in_space, 1000000, ARRAY[b.id]) -> 0"
    body = f"""
    WITH ids AS MATERIALIZED ({_ids(table)}), missing AS MATERIALIZED (
        {missing}
    ), judged AS (
        SELECT i.id, CASE {_reasons(table)} END AS why FROM ids AS i
    ), bad AS (
        SELECT * FROM judged WHERE why IS NOT NULL
    )
    SELECT
        coalesce(jsonb_agg(jsonb_build_object(
            'table', '{table.name}', 'id', b.id, 'why', b.why, 'row', CASE WHEN b.why <> 'erased' THEN {row} END
        )), '[]'),
        coalesce(array_agg(b.id), '{{}}'),
        (SELECT coalesce(array_agg(DISTINCT m.id), '{{}}') FROM missing AS m WHERE m.erased)
    FROM bad AS b"""
    returns = "TABLE (refused jsonb, skip uuid[], gone uuid[])"
    return _planned_once(f"refuse_{table.name}", "in_space uuid, in_rows jsonb, allowed boolean", returns, f"RETURN QUERY{body}")


def _ids(table: SyncedTable) -> str:
    columns = list(dict.fromkeys(parent.column for parent in table.parents))
    if table.kind is Kind.FACT:
        arrays = ", ".join(f"(in_rows ->> '{name}')::uuid[]" for name in ("id", *columns))
        return f"SELECT u.*, 0 AS size, false AS built FROM unnest({arrays}) AS u ({', '.join(('id', *columns))})"
    given = "".join(f", (g.value ->> '{name}')::uuid AS {name}" for name in columns)
    built = (
        "(g.value ->> 'sync_stamp')::uuid = '00000000-0000-0000-0000-000000000000' AND coalesce(g.value -> 'sync_columns', '{}') = '{}'"
        if table.built_in
        else "false"
    )
    measured = f"pg_column_size(g.value) AS size, {built} AS built"
    return f"SELECT (g.value ->> 'id')::uuid AS id{given}, {measured} FROM jsonb_array_elements(in_rows) AS g"


def _reasons(table: SyncedTable) -> str:
    reasons = [f"WHEN i.size > {_LONGEST_ROW} THEN 'too-large'", "WHEN NOT (allowed OR i.built) THEN 'forbidden'"]
    if table.name in ERASABLE:
        own = f"SELECT FROM sync.erasures AS e WHERE e.space_id = in_space AND e.tbl = '{table.name}' AND e.row_id = i.id"
        reasons.append(f"WHEN EXISTS ({own}) THEN 'erased'")
    if table.key == "space_id":
        reasons.append("WHEN i.id <> in_space THEN 'check'")
    goes = [parent for parent in table.parents if parent.on_erase is OnErase.GO]
    checked = [parent for parent in table.parents if parent.checked]
    if goes:
        reasons.append(f"WHEN EXISTS (SELECT FROM missing AS m WHERE m.erased AND ({_named(goes)})) THEN 'erased'")
    if checked:
        reasons.append(f"WHEN EXISTS (SELECT FROM missing AS m WHERE NOT m.erased AND ({_named(checked)})) THEN 'orphan'")
    return " ".join(reasons)


def _named(parents: list[Parent]) -> str:
    return " OR ".join(f"(m.tbl = '{parent.table}' AND m.id = i.{parent.column})" for parent in parents)


def _merge(table: SyncedTable) -> str:
    arguments = "in_space uuid, in_rows jsonb, from_seq bigint, skip uuid[], gone uuid[], seen bigint"
    returns = "TABLE (stored bigint, conflicts jsonb, touched bigint)"
    name = f"merge_{table.name}"
    if table.kind is Kind.RECORD:
        return _function(name, arguments, returns, merge_records(table, _GIVEN), volatility="VOLATILE")
    body = f"""
#variable_conflict use_column
DECLARE
    taken bigint;
    added bigint;
    settled bigint := 0;
BEGIN
    {_into(add_facts(table, _GIVEN), "taken, added")};
    IF added < taken THEN
        {_into(settle_facts(table, _GIVEN), "settled")};
    END IF;
    RETURN QUERY SELECT added + settled, '[]'::jsonb, 0::bigint;
END"""
    return _function(name, arguments, returns, body, "plpgsql", "VOLATILE")


def _into(statement: str, variables: str) -> str:
    """The statement with its row put into variables: INTO stands behind the select list of the last SELECT."""
    head, tail = statement.rsplit("\nSELECT ", 1)
    return f"{head}\nSELECT {tail} INTO {variables}"


def _served(table: SyncedTable) -> str:
    rows = _rows(table, "t.seq > after AND t.seq <= upto")
    page = _planned_once(
        f"page_{table.name}", "in_space uuid, contract bigint, after bigint, upto bigint", "jsonb", f"RETURN ({rows}\n    )"
    )
    rows = _function(
        f"rows_{table.name}", "in_space uuid, contract bigint, ids uuid[]", "jsonb", _rows(table, f"t.{table.key} = ANY (ids)")
    )
    return f"{page}\n{rows}"


def _rows(table: SyncedTable, condition: str) -> str:
    """Some rows as they travel; null when there are none. Columns that came later go only to those who know them."""
    chosen = f"SELECT * FROM shared.{table.name} AS t WHERE t.space_id = in_space AND {condition} ORDER BY t.seq"
    if table.kind is Kind.RECORD:
        columns = "".join(f", '{column.name}', t.{column.name}" for column in table.columns)
        later = "".join(f" - CASE WHEN contract < {c.since} THEN '{c.name}' ELSE '' END" for c in table.columns if c.since > 1)
        row = f"jsonb_build_object('id', t.{table.key}{columns}, 'sync_stamp', t.sync_stamp, 'sync_columns', t.sync_columns){later}"
        knows_more = "t.sync_extra IS NOT NULL AND contract > (sync.contract() ->> 'newest')::bigint"
        return f"""
    SELECT jsonb_agg(CASE WHEN {knows_more} THEN sync.with_extra({row}, t.sync_extra) ELSE {row} END) FROM ({chosen}) AS t"""
    columns = ", ".join(f"'{c.name}', CASE WHEN contract >= {c.since} THEN array_agg(t.{c.name})::text END" for c in table.columns)
    return f"""
    SELECT CASE WHEN count(*) > 0 THEN jsonb_build_object('n', count(*), 'columns', jsonb_strip_nulls(jsonb_build_object(
        'id', array_agg(t.id)::text, {columns}, 'extra', CASE WHEN count(t.sync_extra) > 0 THEN array_agg(t.sync_extra)::text END
    ))) END FROM ({chosen}) AS t"""


def _digest(table: SyncedTable) -> str:
    buckets = _function(f"buckets_{table.name}", "in_space uuid, by bigint", "jsonb", buckets_of(table, "shared", "in_space", "$2"))
    ids = _function(f"ids_{table.name}", "in_space uuid, bucket text, by bigint", "jsonb", ids_of(table, "shared", "in_space", "$2", "$3"))
    return f"{buckets}\n{ids}"
