"""Packs from outside for tests: a small language with pictures and sounds, as a folder, as a zip, and spoiled in every way."""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TONE = (Path(__file__).parent / "tones" / "tone.ogg").read_bytes()
LANGUAGE = "qaa"  # of private use: nobody's


def png(width: int = 8, height: int = 8) -> bytes:
    """A red picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\0" + b"\xd0\x20\x20" * min(width, 64) for _ in range(min(height, 64))))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def letters(**changes: Any) -> dict[str, Any]:
    """A language of four letters whose words have pictures of their own."""
    words = {"a": "amo", "o": "oto", "m": "mao", "t": "tam"}
    return {
        "language": LANGUAGE,
        "name": "Grovish",
        "endonym": "Grovo",
        "script": "Latn",
        "right_to_left": False,
        "version": 1,
        "voice": "none-grovish",
        "orders": {"usual": "a o m t"},
        "confusable": ["a o"],
        "alike": [],
        "letters": [
            {"key": key, "lower": key, "upper": key.upper(), "name": {"text": key.upper()}, "sound": {"text": key},
             "words": [f"{word} @{word}.png"]}
            for key, word in words.items()
        ],
    } | changes  # fmt: skip


def sounds() -> dict[str, Any]:
    """One sound for all there is to say."""
    return {
        "letters": {key: {"name": "sounds/tone.ogg", "sound": "sounds/tone.ogg"} for key in "aomt"},
        "words": dict.fromkeys(("amo", "oto", "mao", "tam"), "sounds/tone.ogg"),
    }


def about(**changes: Any) -> dict[str, Any]:
    """What the maker writes."""
    facts = {"id": "grovish", "version": 1, "name": "Grovish letters", "language": LANGUAGE, "licence": "CC0-1.0", "authors": ["Ada"]}
    return facts | changes


def language_files(**changes: Any) -> dict[str, bytes]:
    """The files of the small language."""
    return {
        f"letters/{LANGUAGE}.json": json.dumps(letters(**changes), indent=1).encode(),
        f"sounds/{LANGUAGE}.json": json.dumps(sounds()).encode(),
        "sounds/tone.ogg": TONE,
        **{f"pictures/{word}.png": png() for word in ("amo", "oto", "mao", "tam")},
    }


def more_files(language: str = "en") -> dict[str, bytes]:
    """One word more for the letter b, and an order from z to a."""
    order = " ".join(sorted("abcdefghijklmnopqrstuvwxyz", reverse=True))
    added = {"orders": {"backwards": order}, "letters": {"b": {"words": ["bobbin @bobbin.png"]}}}
    return {f"more/{language}.json": json.dumps(added).encode(), "pictures/bobbin.png": png()}


def folder(at: Path, files: Mapping[str, bytes], **changes: Any) -> Path:
    """The folder that a maker makes a pack of."""
    for name, content in {**files, "pack.json": json.dumps(about(**changes)).encode()}.items():
        (at / name).parent.mkdir(parents=True, exist_ok=True)
        (at / name).write_bytes(content)
    return at


def zipped(target: Path, files: Mapping[str, bytes], manifest: Mapping[str, Any] | None = None, **changes: Any) -> Path:
    """A pack written by hand, so that it can lie: `manifest` changes what is said of the files."""
    named = {name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()} for name, content in files.items()}
    facts = {"format": 1, **about(**changes), "files": named, **(manifest or {})}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("manifest.json", json.dumps(facts, indent=1))
        for name, content in files.items():
            made.writestr(name, content)
    return target
