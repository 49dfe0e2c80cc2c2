"""Writing many rows with one statement.

The values travel as one array per column and are unnested on the server: one round trip, one statement to plan, and triggers for each
statement run once. (A list of VALUES has a limit of 65,535 parameters and takes SQLAlchemy longer to write than PostgreSQL to read.)
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, Text, bindparam, cast, column, func, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, Insert, insert
from sqlalchemy.types import TypeEngine

Row = Mapping[str, Any]


def insert_rows(into: Table, rows: Sequence[Row]) -> Insert:
    """An INSERT of all rows, which must have the same columns; JSON columns are given as JSON text. No column may be an array."""
    names = list(rows[0])
    arrays = [bindparam(f"all_{name}", [row[name] for row in rows], ARRAY(_sent_as(into, name))) for name in names]
    given = func.unnest(*arrays).table_valued(*(column(name, _sent_as(into, name)) for name in names)).render_derived(name="given")
    return insert(into).from_select(names, select(*(_stored(into, name, given.c[name]) for name in names)))


def _sent_as(into: Table, name: str) -> TypeEngine[Any]:
    kind = into.c[name].type
    return Text() if isinstance(kind, JSONB) else kind


def _stored(into: Table, name: str, given: ColumnElement[Any]) -> ColumnElement[Any]:
    kind = into.c[name].type
    return cast(given, JSONB) if isinstance(kind, JSONB) else given
