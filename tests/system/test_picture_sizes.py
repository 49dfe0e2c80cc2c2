"""The size of a picture is read from its first bytes, and no picture that is cut off or none at all has one."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from app.system.picture_sizes import is_fit, size_of
from tests.support.packs import png


def by_qt(kind: str, width: int = 40, height: int = 30) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)  # type: ignore[call-overload]  # the stubs know no kind as str
    return bytes(content.data())


@pytest.mark.parametrize("kind", ["PNG", "JPG", "WEBP"])
def test_the_size_is_the_one_that_qt_finds_and_a_cut_picture_has_none(kind: str) -> None:
    content = by_qt(kind)
    assert size_of(content) == (40, 30)
    assert is_fit(content)
    assert not is_fit(content[:-9])


def test_a_picture_that_is_too_large_is_not_fit() -> None:
    assert size_of(png(5_000, 20)) == (5_000, 20)
    assert not is_fit(png(5_000, 20))
    assert not is_fit(png(0, 20))


_NO_PICTURES = [b"", b"GIF89a" + bytes(60), b"<svg/>", b"\xff\xd8\xff" + bytes(90), b"RIFF" + struct.pack("<I", 9) + b"WEBP"]


@pytest.mark.parametrize("content", _NO_PICTURES)
def test_what_is_no_picture_has_no_size(content: bytes) -> None:
    assert size_of(content) is None


@given(st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF\x20\0\0\0WEBP"]), st.binary(max_size=200))
def test_any_bytes_are_read_without_breaking(head: bytes, tail: bytes) -> None:
    size = size_of(head + tail)
    assert size is None or len(size) == 2
