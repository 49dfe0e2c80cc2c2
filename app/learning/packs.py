"""Packs from outside: what a manifest says, which files a pack may hold, and how large it may be. Nothing in a pack is code.

A pack is a zip with `manifest.json`. It may bring a language of its own, more for one that is there (words, an order),
sounds of letters and words, and skill trees. `docs/packs.md` is the format. Here it is only read and judged;
`app.system.pack_archive` opens the zip.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn
from unicodedata import normalize

from app.learning.entries import Entry
from app.learning.problems import Problem, Trouble

FORMAT = 1
MANIFEST, SIGNATURE = "manifest.json", "signature.json"
MOST_FILES = 6_000
MOST_BYTES = 300_000_000  # unpacked, all files together
MOST_PACKED_BYTES = 200_000_000  # of the zip itself
MOST_RATIO = 100  # unpacked to packed; text with many repeats packs to a thirtieth, a bomb to a thousandth
RATIO_FROM = 1_000_000  # bytes; smaller files may pack as well as they like
LARGEST = {  # bytes a file of each kind may have
    ".json": 4_000_000, ".png": 3_000_000, ".webp": 3_000_000, ".jpg": 3_000_000, ".jpeg": 3_000_000,
    ".wav": 6_000_000, ".ogg": 2_000_000, ".mp3": 2_000_000, ".flac": 6_000_000,
}  # fmt: skip
KINDS = {
    "letters": frozenset({".json"}),
    "more": frozenset({".json"}),
    "pictures": frozenset({".png", ".webp", ".jpg", ".jpeg"}),
    "sounds": frozenset({".json", ".wav", ".ogg", ".mp3", ".flac"}),
    "trees": frozenset({".json"}),
}
_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
_SHA = re.compile(r"[0-9a-f]{64}")
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")  # names that Windows keeps for devices
_NOT_IN_NAMES = frozenset('<>:"|?*\\')
_LONGEST_ID, _LONGEST_TEXT, _LONGEST_PATH = 60, 300, 120


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file of a pack: its path in it (`pictures/sun.png`), its size in bytes and its SHA-256 in hexadecimal."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a pack says of itself. `language` is the BCP 47 tag that all its letters, words and sounds are of."""

    id: str
    version: int
    name: str
    language: str
    licence: str
    authors: tuple[str, ...]
    about: str
    files: tuple[PackFile, ...]

    @property
    def letters(self) -> str:
        """The path of its letters, where it brings a language."""
        return f"letters/{self.language}.json"

    @property
    def more(self) -> str:
        """The path of what it adds to a language that is there."""
        return f"more/{self.language}.json"

    @property
    def sounds(self) -> str:
        """The path of the list of its sounds."""
        return f"sounds/{self.language}.json"

    @property
    def trees(self) -> tuple[str, ...]:
        """The paths of its skill trees."""
        return tuple(sorted(path for path in self.paths if path.startswith("trees/")))

    @property
    def is_of_letters(self) -> bool:
        """Whether it has something to do with letters, which have to be here then."""
        return bool(self.paths & {self.letters, self.more, self.sounds})

    @property
    def paths(self) -> frozenset[str]:
        """The paths of its files."""
        return frozenset(one.path for one in self.files)


def refuse(reason: str, **facts: object) -> NoReturn:
    """Problem(PACK_REFUSED, reason, ...): `app.system.sentences` has a sentence for each reason."""
    raise Problem(Trouble.PACK_REFUSED, reason=reason, **facts)


def parse_manifest(text: str) -> Manifest:
    """What a manifest says. Problem(PACK_BROKEN, line or key, reason), or PACK_REFUSED for what it may not say."""
    root = Entry.read(text)
    if root.number("format") > FORMAT:
        refuse("format-newer", file=MANIFEST)
    root.only("format", "id", "version", "name", "language", "licence", "authors", "about", "files")
    files = root.entry("files")
    found = Manifest(
        id=root.text("id"),
        version=root.number("version"),
        name=_short(root, "name"),
        language=root.text("language"),
        licence=_short(root, "licence"),
        authors=root.texts("authors"),
        about=root.optional_text("about") or "",
        files=tuple(_file(files, path) for path in files.names()),
    )
    if not _ID.fullmatch(found.id) or len(found.id) > _LONGEST_ID:
        root.wrong("id", "not-an-id")
    if not _TAG.fullmatch(found.language):
        root.wrong("language", "not-a-language")
    if len(found.about) > _LONGEST_TEXT or any(len(author) > _LONGEST_TEXT for author in found.authors):
        root.wrong("about", "too-long")
    check_paths(path for path in found.paths)
    if not found.is_of_letters and not found.trees:
        refuse("nothing-in-it", file=MANIFEST)
    return found


def check_paths(paths: Iterable[str]) -> None:
    """Refuse paths that could lead out of the pack's folder, that some system cannot hold, or whose kind no pack may bring."""
    seen: set[str] = set()
    for path in paths:
        if not _stays_inside(path):
            refuse("path-unsafe", file=path)
        folder, _, name = path.partition("/")
        if "/" in name or _suffix(name) not in KINDS.get(folder, frozenset()):
            refuse("kind-unknown", file=path)
        same = normalize("NFC", path).casefold()
        if same in seen:
            refuse("file-twice", file=path)
        seen.add(same)


def _stays_inside(path: str) -> bool:
    parts = path.split("/")
    if not path.isprintable() or len(path) > _LONGEST_PATH or path != normalize("NFC", path) or set(path) & _NOT_IN_NAMES:
        return False
    return all(part not in {"", ".", ".."} and not _RESERVED.fullmatch(part) and part == part.strip(" .") for part in parts)


def largest(path: str) -> int:
    """How many bytes a file of this kind may have."""
    return LARGEST[_suffix(path)]


def _suffix(name: str) -> str:
    return "." + name.rpartition(".")[2] if "." in name else ""


def _file(files: Entry, path: str) -> PackFile:
    one = files.entry(path)
    one.only("size", "sha256")
    sha = one.text("sha256")
    if not _SHA.fullmatch(sha):
        one.wrong("sha256", "not-a-hash")
    return PackFile(path, one.number("size"), sha)


def _short(root: Entry, key: str) -> str:
    text = root.text(key)
    if len(text) > _LONGEST_TEXT or not text.isprintable():
        root.wrong(key, "too-long")
    return text
