"""A file that only a passphrase opens: any number of parts, each sealed, so that nothing can be read, changed, left out or cut off.

The key is made of the passphrase by argon2id (RFC 9106, second choice: 64 MiB, 3 passes), the parts are sealed with ChaCha20-Poly1305 in
the STREAM construction (Hoang and others 2015): the nonce of a part is a prefix of the file's own, the part's number, and whether it is
the last. What stands before the parts is sealed with them.
"""

import struct
import unicodedata
from collections.abc import Iterable, Iterator
from os import urandom
from typing import BinaryIO

from app.learning.problems import Problem, Trouble

_MAGIC = b"LETTERGROVE CARRY 1\n"
_BEGINNING = struct.Struct(">III16s7s")  # passes, KiB of memory, lanes, salt, prefix of the nonces
_PASSES, _MEMORY, _LANES = 3, 64 * 1024, 1
_MOST_PASSES, _MOST_MEMORY, _MOST_LANES = 10, 256 * 1024, 4  # a hostile file could ask for a day, or for all memory
_LENGTH = struct.Struct(">I")
_LONGEST = 32 * 1024 * 1024  # bytes of a sealed part


def seal(file: BinaryIO, passphrase: str, parts: Iterable[bytes], *, memory: int = _MEMORY) -> None:
    """Write parts to a file, sealed. `memory` (KiB) is what trying a passphrase costs. Raises OSError."""
    salt, prefix = urandom(16), urandom(7)
    beginning = _MAGIC + _BEGINNING.pack(_PASSES, memory, _LANES, salt, prefix)
    box = _Box(_key(passphrase, salt, _PASSES, memory, _LANES), prefix, beginning)
    file.write(beginning)
    held: bytes | None = None
    for part in parts:
        if held is not None:
            _write(file, box.sealed(held, last=False))
        held = part
    _write(file, box.sealed(held or b"", last=True))


def unseal(file: BinaryIO, passphrase: str) -> Iterator[bytes]:
    """The parts of a file, in order. The last one proves that nothing is missing: believe nothing before it has come.

    Raises Problem CARRY_NO_FILE_OF_OURS, CARRY_PASSPHRASE_WRONG, CARRY_BROKEN.
    """
    beginning = file.read(len(_MAGIC) + _BEGINNING.size)
    if not beginning.startswith(_MAGIC) or len(beginning) < len(_MAGIC) + _BEGINNING.size:
        raise Problem(Trouble.CARRY_NO_FILE_OF_OURS)
    passes, memory, lanes, salt, prefix = _BEGINNING.unpack(beginning[len(_MAGIC) :])
    if not (1 <= passes <= _MOST_PASSES and 8 * lanes <= memory <= _MOST_MEMORY and 1 <= lanes <= _MOST_LANES):
        raise Problem(Trouble.CARRY_NO_FILE_OF_OURS)
    box = _Box(_key(passphrase, salt, passes, memory, lanes), prefix, beginning)
    number = 0
    while True:
        sealed = _read(file)
        following = file.read(1)
        part = box.opened(sealed, last=not following)
        if part is None:
            raise Problem(Trouble.CARRY_BROKEN if number or box.opened(sealed, last=bool(following)) else Trouble.CARRY_PASSPHRASE_WRONG)
        yield part
        if not following:
            return
        file.seek(-1, 1)
        number += 1


class _Box:
    """Seals parts, or opens them, one after the other."""

    def __init__(self, key: bytes, prefix: bytes, beginning: bytes) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # noqa: PLC0415 (20 ms, for such files alone)

        self._cipher = ChaCha20Poly1305(key)
        self._prefix = prefix
        self._beginning = beginning
        self._number = 0

    def sealed(self, part: bytes, *, last: bool) -> bytes:
        sealed = self._cipher.encrypt(self._nonce(last), part, self._beginning)
        self._number += 1
        return sealed

    def opened(self, sealed: bytes, *, last: bool) -> bytes | None:
        """The part, None when it is not what was sealed in this place with this key."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 (as above)

        try:
            part = self._cipher.decrypt(self._nonce(last), sealed, self._beginning)
        except InvalidTag:
            return None
        self._number += 1
        return part

    def _nonce(self, last: bool) -> bytes:
        return self._prefix + self._number.to_bytes(4) + bytes([last])


def _key(passphrase: str, salt: bytes, passes: int, memory: int, lanes: int) -> bytes:
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 (as above)

    said = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(said, salt, time_cost=passes, memory_cost=memory, parallelism=lanes, hash_len=32, type=Type.ID)


def _write(file: BinaryIO, sealed: bytes) -> None:
    file.write(_LENGTH.pack(len(sealed)))
    file.write(sealed)


def _read(file: BinaryIO) -> bytes:
    """The next sealed part. Raises Problem CARRY_BROKEN."""
    head = file.read(_LENGTH.size)
    length = _LENGTH.unpack(head)[0] if len(head) == _LENGTH.size else _LONGEST + 1
    sealed = file.read(length) if length <= _LONGEST else b""
    if length > _LONGEST or len(sealed) != length:
        raise Problem(Trouble.CARRY_BROKEN)
    return sealed
