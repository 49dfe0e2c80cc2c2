"""Stamps: the hybrid logical clock that says which of two edits of a column is the later one.

A stamp is 16 bytes in the form of a UUID, 48 bits of milliseconds since 1970, 16 bits of counter, 64 bits of node, compared byte by byte:
what PostgreSQL does with `uuid`, Python with `UUID`, and both with its text. SQL makes them (docs/sync.md, "Stamps"); this only reads them.
"""

from datetime import UTC, datetime
from uuid import UUID

ZERO = UUID(int=0)  # of what comes with the program: every edit of a person is later


def of(milliseconds: int, counter: int, node: int) -> UUID:
    """The stamp of these three parts."""
    return UUID(int=milliseconds << 80 | counter << 64 | node)


def milliseconds_of(stamp: UUID) -> int:
    """When it was made, by the clock of its device, in milliseconds since 1970."""
    return stamp.int >> 80


def time_of(stamp: UUID) -> datetime:
    """When it was made, by the clock of its device, in UTC; a clock that is thousands of years ahead gives the last day there is."""
    try:
        return datetime.fromtimestamp(milliseconds_of(stamp) / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return datetime.max.replace(tzinfo=UTC)
