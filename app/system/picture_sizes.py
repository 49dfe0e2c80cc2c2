"""How large a picture is, told from its first bytes and without decoding it: PNG, JPEG, WebP.

A picture of a pack is held to a size before Qt ever decodes it, and must be whole to its end.
"""

import struct

MOST_PX = 2_048  # a side; a card shows at most 512


def size_of(content: bytes) -> tuple[int, int] | None:
    """Width and height in px; None for what is no whole picture of one of these kinds."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(content)
    if content.startswith(b"\xff\xd8\xff"):
        return _jpeg(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp(content)
    return None


def is_fit(content: bytes) -> bool:
    """Whether it is a whole picture of a size that may be shown."""
    size = size_of(content)
    return size is not None and all(0 < side <= MOST_PX for side in size)


def _png(content: bytes) -> tuple[int, int] | None:
    if len(content) < 45 or content[12:16] != b"IHDR" or b"IEND" not in content[-16:]:
        return None
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg(content: bytes) -> tuple[int, int] | None:
    if b"\xff\xd9" not in content[-64:]:
        return None
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker in range(0xC0, 0xD0) and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + max(2, length)
    return None


def _webp(content: bytes) -> tuple[int, int] | None:
    if int.from_bytes(content[4:8], "little") + 8 > len(content) or len(content) < 30:
        return None
    kind = content[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
    if kind == b"VP8L" and content[20] == 0x2F:
        bits = int.from_bytes(content[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        return int.from_bytes(content[26:28], "little") & 0x3FFF, int.from_bytes(content[28:30], "little") & 0x3FFF
    return None
