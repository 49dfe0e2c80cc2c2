"""A file that only its passphrase opens, and only whole."""

import io
import struct

import pytest

from app.learning.problems import Problem, Trouble
from app.sync.sealed import seal, unseal

PARTS = [b"label", b"", b"x" * 70_000, b"last"]


def sealed(passphrase: str = "long and winding", parts: list[bytes] = PARTS) -> bytes:
    file = io.BytesIO()
    seal(file, passphrase, parts, memory=64)
    return file.getvalue()


def opened(content: bytes, passphrase: str = "long and winding") -> list[bytes]:
    return list(unseal(io.BytesIO(content), passphrase))


def trouble(content: bytes, passphrase: str = "long and winding") -> Trouble:
    with pytest.raises(Problem) as caught:
        opened(content, passphrase)
    return caught.value.trouble


WHOLE = sealed()
BEGINNING = 20 + 35


def test_what_was_sealed_is_opened_again() -> None:
    assert opened(WHOLE) == PARTS
    assert opened(sealed(parts=[b"alone"])) == [b"alone"]
    assert b"label" not in WHOLE
    assert sealed() != WHOLE, "no two files have the same key"


def test_a_passphrase_is_the_same_on_every_keyboard() -> None:
    assert opened(sealed("caf\u00e9 am See"), "cafe\u0301 am See") == PARTS


def test_a_wrong_passphrase_opens_nothing() -> None:
    assert trouble(WHOLE, "long and windinG") is Trouble.CARRY_PASSPHRASE_WRONG
    assert trouble(WHOLE, "") is Trouble.CARRY_PASSPHRASE_WRONG


def test_a_file_that_was_cut_anywhere_is_not_taken() -> None:
    for length in (0, 10, BEGINNING - 1):
        assert trouble(WHOLE[:length]) is Trouble.CARRY_NO_FILE_OF_OURS
    first = BEGINNING + 4 + 5 + 16
    for length in (BEGINNING, BEGINNING + 3, first - 1, first, first + 10, len(WHOLE) - 1, len(WHOLE) - 24):
        assert trouble(WHOLE[:length]) is Trouble.CARRY_BROKEN, length


def test_a_changed_file_is_not_taken() -> None:
    for place in (*range(30, BEGINNING, 4), BEGINNING + 6, BEGINNING + 60, len(WHOLE) // 2, len(WHOLE) - 1):
        content = bytearray(WHOLE)
        content[place] ^= 1
        with pytest.raises(Problem):
            opened(bytes(content))


def test_parts_that_changed_places_are_found() -> None:
    def cut(content: bytes) -> tuple[bytes, list[bytes]]:
        rest, parts = content[BEGINNING:], []
        while rest:
            size = 4 + struct.unpack(">I", rest[:4])[0]
            parts.append(rest[:size])
            rest = rest[size:]
        return content[:BEGINNING], parts

    beginning, parts = cut(WHOLE)
    assert trouble(beginning + b"".join([parts[0], parts[2], parts[1], parts[3]])) is Trouble.CARRY_BROKEN
    assert trouble(beginning + b"".join([*parts, parts[3]])) is Trouble.CARRY_BROKEN
    assert trouble(beginning + b"".join([parts[0], parts[3]])) is Trouble.CARRY_BROKEN


def test_a_hostile_file_gets_neither_time_nor_memory() -> None:
    for passes, memory, lanes in ((1_000_000, 64, 1), (1, 4_000_000_000, 1), (1, 65536, 4096), (0, 65536, 1), (1, 1, 1)):
        hostile = WHOLE[:20] + struct.pack(">III", passes, memory, lanes) + WHOLE[32:]
        assert trouble(hostile) is Trouble.CARRY_NO_FILE_OF_OURS
    assert trouble(WHOLE[:BEGINNING] + b"\xff\xff\xff\xff" + b"x" * 100) is Trouble.CARRY_BROKEN
    assert trouble(b"%PDF-1.7 something else entirely, and long enough to be one of ours") is Trouble.CARRY_NO_FILE_OF_OURS
