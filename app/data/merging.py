"""The merge of docs/sync.md as SQL, written for each table of the contract. A hub and a device run the same text.

The statements are made of names of the contract only; what they work on comes in as expressions, so that a function of a hub may
give its arguments and a device's statement its parameters.
"""

from dataclasses import dataclass, replace

from app.data.contract import ANCHOR, Column, OnErase, SyncedTable

ZERO = "'00000000-0000-0000-0000-000000000000'::uuid"


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a merge takes place. All but `schema` are SQL expressions.

    `schema` holds the stored table. `space` is the space's uuid, `rows` what is given (records: a jsonb array; facts: the jsonb object of
    columns), `gone` a uuid[] of erased rows that others let go of, `skip` a uuid[] of ids to leave out.
    `seq`: the bigint before the first row's number on a hub; None on a device, whose rows have none (nor `sync_extra`). `seen`: on a hub,
    the number up to which the device that gives the rows says it has seen everything.
    `marks`: None on a hub, where `sync_was` comes with the given row. On a device a query of (id uuid, was jsonb): the columns of stored
    rows that were edited here and not yet acknowledged, each with the stamp it had before.
    `column`: how a column of given facts is reached, where it is not in `rows`: a format of {name}. (A parameter for each takes a third of
    the time: `rows` as a parameter is read as JSON once for every column.)

    The transaction's time zone must be UTC: values are compared as text.
    """

    schema: str
    space: str
    rows: str
    gone: str = "'{}'::uuid[]"
    skip: str = "'{}'::uuid[]"
    seq: str | None = None
    seen: str = "0"
    marks: str | None = None
    column: str | None = None

    def given(self, column: str) -> str:
        """A column of the given facts, as text."""
        return f"{self.rows} ->> '{column}'" if self.column is None else self.column.format(name=column)


def value_of(column: str) -> str:
    """What decides between two equal stamps: the value as text, nothing at all being the least."""
    return f"coalesce(to_jsonb({column})::text, '') COLLATE \"C\""


def row_text(table: SyncedTable, row: str) -> str:
    """A row's values as one canonical text, to choose between two facts of one id."""
    return f'jsonb_build_array({row}.{table.key}, {_listed(table.columns, row)})::text COLLATE "C"'


def merge_records(table: SyncedTable, place: Setting) -> str:
    """The statement that merges given records; its one row is (stored bigint, conflicts jsonb), as the answer to a push has them.

    On a hub there is a third column, `touched`: rows of which the device that gave them says it has seen them and yet has less in some
    column. (It has made stamps anew that lay ahead, and they came to lie before what it had passed over.) They get a new number, also
    where no other column won, so that the device fetches them.
    On a device two transactions may add one row at once: then it fails with unique_violation, and the caller does it again.
    """
    columns = table.columns
    stamps = ", ".join(f"CASE WHEN g.row ? '{c.name}' THEN {_given_stamp(c)} END AS s_{c.name}" for c in columns)
    return f"""
WITH given AS MATERIALIZED (
    SELECT g.n, r.*, {stamps}{_extra_given(table, place)}
    FROM jsonb_array_elements({place.rows}) WITH ORDINALITY AS g (row, n)
    CROSS JOIN LATERAL jsonb_to_record(g.row) AS r (id uuid, {_typed(columns)}, sync_stamp uuid, sync_columns jsonb, sync_was jsonb)
    WHERE r.id <> ALL ({place.skip})
), stored AS MATERIALIZED (
    SELECT t.* FROM {place.schema}.{table.name} AS t
    WHERE t.space_id = {place.space} AND t.{table.key} IN (SELECT id FROM given) FOR UPDATE
), judged AS MATERIALIZED (
    SELECT g.n, g.id, o.{table.key} IS NOT NULL AS known, {_was(place)} AS was{_extra_judged(place)},
        {_chosen(table, place)}
    FROM given AS g LEFT JOIN stored AS o ON o.{table.key} = g.id{_marked(place)}
), merged AS MATERIALIZED (
    SELECT j.*, {_merged(columns)} FROM judged AS j
), changed AS (
    UPDATE {place.schema}.{table.name} AS t SET
        {_set_columns(columns)},
        sync_stamp = m.f_{ANCHOR}, sync_columns = {_overrides(columns)}{_set_rest(place)}
    FROM merged AS m
    WHERE m.known AND t.space_id = {place.space} AND t.{table.key} = m.id AND ({_any_won(columns, place)})
    RETURNING 1
){_touched(table, place)}, added AS (
    INSERT INTO {place.schema}.{table.name} ({_names(table)}, sync_stamp, sync_columns{_rest_names(place)})
    SELECT {_added(table, place)}, m.f_{ANCHOR}, {_overrides(columns)}{_rest_added(place)}
    FROM merged AS m WHERE NOT m.known ORDER BY m.n
    RETURNING 1
)
SELECT
    (SELECT count(*) FROM changed) + (SELECT count(*) FROM added) AS stored,
    (SELECT coalesce(jsonb_agg(c.conflict), '[]') FROM merged AS m CROSS JOIN LATERAL ({_conflicts(table, place)}) AS c (conflict)
        WHERE m.known AND m.was <> '{{}}') AS conflicts{_touched_count(table, place)}"""


def add_facts(table: SyncedTable, place: Setting) -> str:
    """The statement that adds facts that are not there yet; its one row is (given bigint, stored bigint)."""
    return f"""
WITH given AS ({_given_facts(table, place)}), added AS (
    INSERT INTO {place.schema}.{table.name} ({_names(table)}{", sync_extra, seq" if place.seq else ""})
    SELECT {place.space}, {", ".join(f"g.{name}" for name in _all(table))}{f", g.extra, {place.seq} + g.n" if place.seq else ""}
    FROM given AS g
    ON CONFLICT (space_id, id) DO NOTHING
    RETURNING 1
)
SELECT (SELECT count(*) FROM given) AS given, (SELECT count(*) FROM added) AS stored"""


def settle_facts(table: SyncedTable, place: Setting) -> str:
    """The statement for facts that were made apart with one id: the lesser one stays. Needed where `add_facts` stored fewer than given.

    Of two that say the same but for columns that came later, each such column takes the lesser value, and nothing at all loses: it comes
    from whoever did not know the column.
    """
    first = replace(table, columns=_first_columns(table))
    given, stored = row_text(first, "g"), row_text(first, "t")
    took = [f"{c.name} = g.{c.name}" for c in first.columns]
    fuller = []
    for column in table.columns:
        if column.since > table.since:
            better = f"g.{column.name} IS NOT NULL AND (t.{column.name} IS NULL OR {_plain('g', column)} < {_plain('t', column)})"
            took.append(f"{column.name} = CASE WHEN {given} < {stored} OR ({better}) THEN g.{column.name} ELSE t.{column.name} END")
            fuller.append(better)
    if place.seq:
        extra = "sync.lesser_extra(t.sync_extra, g.extra)"
        took += [f"sync_extra = CASE WHEN {given} < {stored} THEN g.extra ELSE {extra} END", f"seq = {place.seq} + g.n"]
        fuller.append(f"(g.extra IS NOT NULL AND {extra} IS DISTINCT FROM t.sync_extra)")
    more = f" OR ({given} = {stored} AND ({' OR '.join(fuller)}))" if fuller else ""
    return f"""
WITH given AS ({_given_facts(table, place)}), changed AS (
    UPDATE {place.schema}.{table.name} AS t SET {", ".join(took)}
    FROM given AS g
    WHERE t.space_id = {place.space} AND t.id = g.id AND ({given} < {stored}{more})
    RETURNING 1
)
SELECT count(*) AS stored FROM changed"""


def _first_columns(table: SyncedTable) -> tuple[Column, ...]:
    return tuple(column for column in table.columns if column.since == table.since)


def _plain(row: str, column: Column) -> str:
    return f'{row}.{column.name}::text COLLATE "C"'


def _all(table: SyncedTable) -> tuple[str, ...]:
    return ("id", *(column.name for column in table.columns))


def _names(table: SyncedTable) -> str:
    """The columns of the stored table that a row brings; a space's own id is its space_id."""
    own = () if table.key == "space_id" else ("id",)
    return ", ".join(("space_id", *own, *(column.name for column in table.columns)))


def _listed(columns: tuple[Column, ...], row: str) -> str:
    return ", ".join(f"{row}.{column.name}" for column in columns)


def _typed(columns: tuple[Column, ...]) -> str:
    return ", ".join(f"{column.name} {column.type}" for column in columns)


def _given_stamp(column: Column) -> str:
    return f"coalesce((r.sync_columns ->> '{column.name}')::uuid, r.sync_stamp)"


def _stored_stamp(column: Column) -> str:
    return f"coalesce((o.sync_columns ->> '{column.name}')::uuid, o.sync_stamp)"


def _let_go(table: SyncedTable, column: Column, value: str, place: Setting) -> str:
    lets_go = any(parent.column == column.name and parent.on_erase is OnErase.LET_GO for parent in table.parents)
    return f"CASE WHEN {value} <> ALL ({place.gone}) THEN {value} END" if lets_go else value


def _chosen(table: SyncedTable, place: Setting) -> str:
    """For each column: both values, both stamps, and whether the given one wins."""
    parts = []
    for column in table.columns:
        c, given = column.name, _let_go(table, column, f"g.{column.name}", place)
        stored = _stored_stamp(column)
        parts.append(
            f"{given} AS g_{c}, o.{c} AS o_{c}, g.s_{c}, {stored} AS t_{c}, "
            f"CASE WHEN g.s_{c} IS NULL THEN false WHEN o.space_id IS NULL OR g.s_{c} > {stored} THEN true "
            f"WHEN g.s_{c} = {stored} THEN {value_of(given)} > {value_of(f'o.{c}')} ELSE false END AS w_{c}"
        )
    return ",\n        ".join(parts)


def _merged(columns: tuple[Column, ...]) -> str:
    """The stamp of each column afterwards. A column that a new row lacks has its default, with the stamp of zero."""
    stamp = "CASE WHEN j.w_{c} THEN j.s_{c} WHEN j.known THEN j.t_{c} ELSE {zero} END AS f_{c}"
    return ", ".join(stamp.format(c=column.name, zero=ZERO) for column in columns)


def _set_columns(columns: tuple[Column, ...]) -> str:
    return ", ".join(f"{c.name} = CASE WHEN m.w_{c.name} THEN m.g_{c.name} ELSE t.{c.name} END" for c in columns)


def _overrides(columns: tuple[Column, ...]) -> str:
    """`sync_columns` in its canonical form: the columns whose stamp is not that of the anchor."""
    others = [column.name for column in columns if column.name != ANCHOR]
    pairs = ", ".join(f"'{name}', CASE WHEN m.f_{name} <> m.f_{ANCHOR} THEN m.f_{name} END" for name in others)
    return f"jsonb_strip_nulls(jsonb_build_object({pairs}))"


def _any_won(columns: tuple[Column, ...], place: Setting) -> str:
    won = " OR ".join(f"m.w_{column.name}" for column in columns)
    return f"{won} OR m.extra IS DISTINCT FROM m.o_extra" if place.seq else won


def _touched(table: SyncedTable, place: Setting) -> str:
    """The rows of which the device has less, and that no other column's victory gives a new number."""
    if place.seq is None:
        return ""
    return f""", touched AS (
    UPDATE {place.schema}.{table.name} AS t SET seq = {place.seq} + m.n FROM merged AS m
    WHERE {_has_less(table, place)} AND t.space_id = {place.space} AND t.{table.key} = m.id AND NOT ({_any_won(table.columns, place)})
)"""


def _touched_count(table: SyncedTable, place: Setting) -> str:
    return f", (SELECT count(*) FROM merged AS m WHERE {_has_less(table, place)}) AS touched" if place.seq else ""


def _has_less(table: SyncedTable, place: Setting) -> str:
    """Whether the device says that it has seen the row, and a column of it is behind all the same."""
    lost = " OR ".join(
        f"m.s_{c.name} < m.t_{c.name} OR (m.s_{c.name} = m.t_{c.name} AND {value_of(f'm.g_{c.name}')} < {value_of(f'm.o_{c.name}')})"
        for c in table.columns
    )
    own_extra = "sync.merged_extra(NULL, m.beyond, m.g_stamp, m.g_columns)"
    lost += f" OR (m.beyond <> '{{}}' AND m.extra IS DISTINCT FROM {own_extra})"
    return f"m.known AND m.o_seq <= {place.seen} AND ({lost})"


def _added(table: SyncedTable, place: Setting) -> str:
    values = [
        f"m.g_{c.name}" if c.default is None else f"CASE WHEN m.w_{c.name} THEN m.g_{c.name} ELSE {c.default}::{c.type} END"
        for c in table.columns
    ]
    return ", ".join((place.space, *(() if table.key == "space_id" else ("m.id",)), *values))


def _was(place: Setting) -> str:
    return "coalesce(g.sync_was, '{}')" if place.marks is None else "coalesce(k.was, '{}')"


def _marked(place: Setting) -> str:
    return "" if place.marks is None else f" LEFT JOIN ({place.marks}) AS k ON k.id = g.id"


def _conflicts(table: SyncedTable, place: Setting) -> str:
    """Columns that were edited apart: edited on the marked side, and on the other not what that edit was made upon."""
    other = "t" if place.marks is None else "s"
    mine = "NOT m.w_{c}" if place.marks is None else "m.w_{c}"
    parts = []
    for column in table.columns:
        c = column.name
        sides = "jsonb_build_object('value', {}, 'stamp', {})"
        given, stored = sides.format(f"to_jsonb(m.g_{c})", f"m.s_{c}"), sides.format(f"to_jsonb(m.o_{c})", f"m.t_{c}")
        parts.append(
            f"SELECT jsonb_build_object('table', '{table.name}', 'id', m.id, 'column', '{c}', 'mine', {mine.format(c=c)}, "
            f"'kept', CASE WHEN m.w_{c} THEN {given} ELSE {stored} END, 'lost', CASE WHEN m.w_{c} THEN {stored} ELSE {given} END) "
            f"WHERE m.was ? '{c}' AND m.s_{c} <> m.t_{c} AND (m.was ->> '{c}')::uuid <> m.{other}_{c} "
            f"AND m.g_{c} IS DISTINCT FROM m.o_{c}"
        )
    return "\n        UNION ALL ".join(parts)


def _extra_given(table: SyncedTable, place: Setting) -> str:
    """What a hub does not know of a row: its further keys."""
    if place.seq is None:
        return ""
    known = ", ".join(f"'{name}'" for name in (*_all(table), "sync_stamp", "sync_columns", "sync_was"))
    return f", g.row - ARRAY[{known}] AS beyond"


def _extra_judged(place: Setting) -> str:
    if place.seq is None:
        return ""
    merged = "sync.merged_extra(o.sync_extra, g.beyond, g.sync_stamp, g.sync_columns)"
    kept = "o.seq AS o_seq, o.sync_extra AS o_extra, g.beyond, g.sync_stamp AS g_stamp, g.sync_columns AS g_columns"
    return f", {kept}, CASE WHEN g.beyond = '{{}}' THEN o.sync_extra ELSE {merged} END AS extra"


def _set_rest(place: Setting) -> str:
    return f", sync_extra = m.extra, seq = {place.seq} + m.n" if place.seq else ", updated_at = now()"


def _rest_names(place: Setting) -> str:
    return ", sync_extra, seq" if place.seq else ""


def _rest_added(place: Setting) -> str:
    return f", m.extra, {place.seq} + m.n" if place.seq else ""


def _given_facts(table: SyncedTable, place: Setting) -> str:
    """The given columns side by side, numbered; what is missing has its default, or stands in `extra`, where an older hub has put it."""
    arrays = ", ".join(f"({place.given(c)})::{kind}[]" for c, kind in fact_types(table))
    later = [column.name for column in table.columns if column.since > table.since]
    values = []
    for column in table.columns:
        value = _let_go(table, column, f"u.{column.name}", place)
        if column.name in later:
            value = f"coalesce({value}, (u.extra ->> '{column.name}')::{column.type})"
        values.append(f"{value if column.default is None else f'coalesce({value}, {column.default}::{column.type})'} AS {column.name}")
    names = ", ".join(name for name, _ in fact_types(table))
    listed = ", ".join(f"'{name}'" for name in later)
    extra = f"nullif(u.extra - ARRAY[{listed}], '{{}}') AS extra" if later else "u.extra"
    return f"""
    SELECT u.n, u.id, {", ".join(values)}, {extra}
    FROM unnest({arrays}) WITH ORDINALITY AS u ({names}, n)
    WHERE u.id <> ALL ({place.skip})"""


def fact_types(table: SyncedTable) -> list[tuple[str, str]]:
    """The columns of given facts, each with the type of its values."""
    return [("id", "uuid"), *((column.name, column.type) for column in table.columns), ("extra", "jsonb")]
