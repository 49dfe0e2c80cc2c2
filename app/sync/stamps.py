"""Stamps: the hybrid logical clock that says which of two edits of a column is the later one.

A stamp is 16 bytes in the form of a UUID, 48 bits of milliseconds since 1970, 16 bits of counter, 64 bits of node, compared byte by byte:
what PostgreSQL does with `uuid`, Python with `UUID`, and both with its text. SQL makes them (docs/sync.md, "Stamps").
"""

from uuid import UUID

ZERO = UUID(int=0)  # of what comes with the program: every edit of a person is later
