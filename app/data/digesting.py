"""The digest of docs/sync.md as SQL: what a table of a space holds, by value, in buckets that a device and a hub can compare."""

from app.data.contract import Kind, SyncedTable


def bucket_of(table: SyncedTable, row: str) -> str:
    """The bucket of a row: of a fact the month of its time in UTC, of a record the first digit of its id."""
    if table.kind is Kind.FACT:
        return f"to_char({row}.{table.when} AT TIME ZONE 'UTC', 'YYYY-MM')"
    return f"left({row}.{table.key}::text, 1)"


def hash_of(table: SyncedTable, row: str, contract: str) -> str:
    """The first 64 bits of the SHA-256 of a row's values, as a bigint: of those columns that a contract has. The time zone must be UTC."""
    first = ", ".join(f"{row}.{name}" for name in (table.key, *(c.name for c in table.columns if c.since == table.since)))
    later = sorted((c for c in table.columns if c.since > table.since), key=lambda column: column.since)
    more = "".join(f" || CASE WHEN {contract} >= {c.since} THEN jsonb_build_array({row}.{c.name}) ELSE '[]' END" for c in later)
    values = f"(jsonb_build_array({first}){more})::text"
    return f"('x' || left(encode(sha256(convert_to({values}, 'UTF8')), 'hex'), 16))::bit(64)::bigint"


def buckets_of(table: SyncedTable, schema: str, space: str, contract: str) -> str:
    """The statement whose one row is a jsonb: bucket -> [how many, sum of hashes as text, xor of hashes as text].

    OFFSET 0 keeps the hashing apart from the sums: merged into one query, PostgreSQL would hash each row twice.
    """
    return f"""
SELECT coalesce(jsonb_object_agg(b.bucket, jsonb_build_array(b.n, b.total::text, b.folded::text)), '{{}}') AS buckets
FROM (
    SELECT h.bucket, count(*) AS n, sum(h.hash) AS total, bit_xor(h.hash) AS folded
    FROM (
        SELECT {bucket_of(table, "t")} AS bucket, {hash_of(table, "t", contract)} AS hash
        FROM {schema}.{table.name} AS t WHERE t.space_id = {space}
        OFFSET 0
    ) AS h
    GROUP BY h.bucket
) AS b"""


def ids_of(table: SyncedTable, schema: str, space: str, bucket: str, contract: str) -> str:
    """The statement whose one row is a jsonb: id -> hash as text, of the rows of one bucket."""
    return f"""
SELECT coalesce(jsonb_object_agg(t.{table.key}, ({hash_of(table, "t", contract)})::text), '{{}}') AS ids
FROM {schema}.{table.name} AS t WHERE t.space_id = {space} AND {bucket_of(table, "t")} = {bucket}"""
