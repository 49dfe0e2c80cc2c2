"""Ids of what people make: UUIDv7, in the order in which they were made.

Two ids made in one process compare in the order of making, also in the same millisecond and also when the clock is set back: then the
next id is the last one plus one until the clock has caught up. Rows of one device therefore land at the end of their index.
"""

import threading
from uuid import UUID

import uuid_utils

_RANDOM_B_BITS = 62
_RANDOM_B = (1 << _RANDOM_B_BITS) - 1
_RANDOM_A = 0xFFF
_MILLISECONDS = (1 << 48) - 1

_lock = threading.Lock()
_last = 0


def new_id() -> UUID:
    """A new UUIDv7, greater than every one that this process made before."""
    global _last  # noqa: PLW0603 (the order holds for the whole process, so its memory belongs to the process)
    with _lock:
        _last = later(_last, uuid_utils.uuid7().int)
        return UUID(int=_last)


def later(last: int, fresh: int) -> int:
    """`fresh` when it comes after `last`, else the UUIDv7 that follows `last` (both as 128-bit numbers, layout of RFC 9562 section 5.7)."""
    return fresh if fresh > last else _joined(_counted(last) + 1)


def _counted(value: int) -> int:
    """The 122 bits of a UUIDv7 that count: its 48 bits of milliseconds and its 12 and 62 random bits, without version and variant."""
    return (value >> 80) << 74 | ((value >> 64) & _RANDOM_A) << _RANDOM_B_BITS | (value & _RANDOM_B)


def _joined(counted: int) -> int:
    """The UUIDv7 whose counting bits are `counted`."""
    milliseconds, random_a, random_b = (counted >> 74) & _MILLISECONDS, (counted >> _RANDOM_B_BITS) & _RANDOM_A, counted & _RANDOM_B
    return milliseconds << 80 | 0x7 << 76 | random_a << 64 | 0b10 << _RANDOM_B_BITS | random_b
