"""The one MetaData, and the columns and keys that every table has.

Each table says in `info["kind"]` what it is: a *record* is edited and soft-deleted, a *fact* is inserted once and never changed, what is
*derived* is folded from facts and never travels. Names of constraints are those PostgreSQL would give itself.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, MetaData, SmallInteger, Text, Uuid, func, text
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)

MOMENT = TIMESTAMP(timezone=True)
RECORD = {"kind": "record"}
FACT = {"kind": "fact"}
DERIVED = {"kind": "derived"}

# Rows written again with every answer keep room beside them for their next version (no index entry to write), and are cleaned early.
OFTEN_REWRITTEN = {"fillfactor": 80, "autovacuum_vacuum_scale_factor": 0.05}

LONGEST_NAME = 200  # characters


def space_column() -> Column[Any]:
    """`space_id`, the first column of every key."""
    return Column("space_id", Uuid, primary_key=True)


def id_column() -> Column[Any]:
    """`id`, unique within the space; UUIDv7, or UUIDv5 of a natural key."""
    return Column("id", Uuid, primary_key=True)


def record_columns() -> tuple[Column[Any], ...]:
    """When a record was made, last written and, if so, removed; and the stamps that sync merges it by, which triggers make."""
    return (
        Column("created_at", MOMENT, nullable=False, server_default=func.now()),
        Column("updated_at", MOMENT, nullable=False, server_default=func.now(), onupdate=func.now()),
        Column("deleted_at", MOMENT),
        Column("sync_stamp", Uuid, nullable=False),
        Column("sync_columns", JSONB, nullable=False, server_default=text("'{}'")),
    )


def number(name: str, *, default: str | None = None, optional: bool = False) -> Column[Any]:
    """A small number; required unless said otherwise."""
    return Column(name, SmallInteger, nullable=optional, server_default=default and text(default))


def words(name: str, *, default: str | None = None, optional: bool = False) -> Column[Any]:
    """Text; required unless said otherwise."""
    return Column(name, Text, nullable=optional, server_default=default and text(default))


def json_object(name: str) -> Column[Any]:
    """A JSON object, empty at first."""
    return Column(name, JSONB, nullable=False, server_default=text("'{}'"))


def in_space(on_delete: str = "CASCADE") -> ForeignKeyConstraint:
    """The key from a row to its space."""
    return ForeignKeyConstraint(["space_id"], ["spaces.space_id"], ondelete=on_delete)


def belongs_to(table: str, column: str, on_delete: str) -> ForeignKeyConstraint:
    """The composite key from `column` to a row of `table` in the same space."""
    return ForeignKeyConstraint(["space_id", column], [f"{table}.space_id", f"{table}.id"], ondelete=on_delete)


def name_check(column: str = "name") -> CheckConstraint:
    """A name has 1 to 200 characters, one of which is not a space. The program normalises it to NFC and trims it."""
    return CheckConstraint(f"char_length({column}) <= {LONGEST_NAME} AND {column} ~ '\\S'", name=column)


def length_check(column: str, most: int) -> CheckConstraint:
    """A text of at most so many characters."""
    return CheckConstraint(f"char_length({column}) <= {most}", name=column)


def one_of(column: str, kinds: type[StrEnum]) -> CheckConstraint:
    """The column holds one of the values of a closed set."""
    listed = ", ".join(f"'{kind.value}'" for kind in kinds)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def language_check() -> CheckConstraint:
    """A language is a BCP 47 tag by its form."""
    return CheckConstraint("language ~ '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$'", name="language")
