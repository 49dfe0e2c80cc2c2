"""Passwords as argon2id hashes (RFC 9106, second choice: 64 MiB, 3 passes), in one lane.

Four lanes, the library's figure, would take both cores of a small computer from the window, which then stood still for 60 ms; on a busy
one they were no faster (200 ms, one lane 150).

argon2 is imported on the first use: a child's play never needs it. A password is compared in NFC (RFC 8265, OpaqueString), so that é
typed on two keyboards is one letter.
"""

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher


def hash_of(password: str) -> str:
    """The text to store: argon2id with its parameters and a salt of its own."""
    return _hasher().hash(_as_bytes(password))


def fits(stored: str | None, password: str) -> bool:
    """Whether `password` belongs to the stored hash. For nobody (None) it costs the same time and is false, so time tells nothing."""
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415 (see the module)

    if stored is None:
        _hasher().hash(_as_bytes(password))
        return False
    try:
        return _hasher().verify(stored, _as_bytes(password))
    except (VerificationError, InvalidHashError):
        return False


def outdated(stored: str) -> bool:
    """Whether the hash was made with other figures than today's and is worth making anew at the next right password."""
    return _hasher().check_needs_rehash(stored)


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher  # noqa: PLC0415 (see the module)

    return PasswordHasher(parallelism=1)


def _as_bytes(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
