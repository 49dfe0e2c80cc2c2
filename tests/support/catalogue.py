"""What a database's catalogue says of its tables, in a form that two databases can be compared by."""

from sqlalchemy import Connection, text

# Names, types, nullability and defaults; keys and checks; indexes; storage settings. (NOT NULL as a constraint only PostgreSQL 18 lists.)
_TABLES = """
SELECT 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull::text, pg_get_expr(d.adbin, d.adrelid)
FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), contype::text, NULL
FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'f', 'c', 'u', 'x')
UNION ALL
SELECT 'index', c.relname, i.relname, pg_get_indexdef(i.oid), NULL, NULL
FROM pg_index JOIN pg_class AS i ON i.oid = indexrelid JOIN pg_class AS c ON c.oid = indrelid WHERE c.relnamespace = 'public'::regnamespace
    AND i.relname NOT LIKE '%_trigrams'  -- made where the server has pg_trgm
UNION ALL
SELECT 'storage', relname, NULL, array_to_string(reloptions, ', '), NULL, NULL
FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
ORDER BY 1, 2, 3
"""
_CODE = """
SELECT 'function', proname, pg_get_function_identity_arguments(oid), pg_get_functiondef(oid), NULL, NULL
FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND deptype = 'e')  -- of an extension
UNION ALL
SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), NULL, NULL FROM pg_trigger WHERE NOT tgisinternal
UNION ALL
SELECT 'view', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), NULL, NULL
FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'v' AND a.attnum > 0
ORDER BY 1, 2, 3
"""

Lines = list[tuple[str | None, ...]]


def tables_of(connection: Connection) -> Lines:
    """The tables with all that stands in them but rows."""
    return [tuple(row) for row in connection.execute(text(_TABLES)) if row[1] != "schema_revision"]


def code_of(connection: Connection) -> Lines:
    """The functions and triggers, and the columns of views."""
    return [tuple(row) for row in connection.execute(text(_CODE))]
