"""The zip of a pack from outside, opened with suspicion.

First its table of contents is judged: number of files, declared sizes, how well they are packed, paths, links, passwords.
Then the files are unpacked into a folder of ours, piece by piece, never past the size that the manifest names, and held
against their SHA-256. Whatever is wrong is a Problem PACK_REFUSED with a reason; who calls throws the folder away.
"""

import hashlib
import os
import stat
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, TypeVar

from app.learning import packs
from app.learning.packs import MANIFEST, SIGNATURE, Manifest, PackFile, parse_manifest, refuse
from app.learning.problems import Problem, Trouble
from app.learning.skills import SkillTree
from app.learning.tree_formats import native
from app.system import disk

_PIECE = 256_000
_TEXT_MOST = 4_000_000  # bytes of the manifest: 6,000 files need one
_READABLE = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, UnicodeError)

T = TypeVar("T")
Tell = Callable[[int, int], None]  # files done, files in all


class PackArchive:
    """An open pack. Raises Problem PACK_REFUSED when it is none, or one that is not to be unpacked."""

    def __init__(self, path: Path) -> None:
        try:
            if path.stat().st_size > packs.MOST_PACKED_BYTES:
                refuse("too-large", file=path.name)
            self._zip = zipfile.ZipFile(path)
        except FileNotFoundError:
            raise Problem(Trouble.PACK_NOT_FETCHED, reason="there is no such file") from None
        except _BROKEN as error:
            raise Problem(Trouble.PACK_REFUSED, reason="not-a-pack", file=path.name) from error
        try:
            self._entries = self._judged()
            self.manifest_bytes = self._small(MANIFEST)
            self.manifest = _manifest(self.manifest_bytes)
            self._compare()
        except BaseException:
            self.close()
            raise

    @property
    def signature(self) -> bytes | None:
        """The content of the signature, None when the pack has none."""
        return self._small(SIGNATURE) if SIGNATURE in self._entries else None

    def text_of(self, path: str) -> bytes:
        """The content of a text of the manifest, to look at before anything is installed."""
        return self._small(path)

    def unpack(self, folder: Path, tell: Tell = lambda _done, _all: None) -> None:
        """Write every file of the manifest below `folder`, which is there and empty, as the manifest names it."""
        for done, one in enumerate(self.manifest.files):
            target = folder.joinpath(*one.path.split("/"))
            disk.make_folder(target.parent)
            with open(target, "xb", opener=disk.for_owner_alone) as out:
                self._copy(one, out)
                out.flush()
                os.fsync(out.fileno())
            tell(done + 1, len(self.manifest.files))
        disk.write_whole(folder / MANIFEST, self.manifest_bytes)

    def close(self) -> None:
        """Let the file go."""
        self._zip.close()

    def _judged(self) -> dict[str, zipfile.ZipInfo]:
        """The entries by path, if all may be unpacked. Folders, which a zip need not name, are left out."""
        entries = [one for one in self._zip.infolist() if not (one.filename.endswith("/") and one.file_size == 0)]
        if len(entries) > packs.MOST_FILES + 2:
            refuse("too-many-files")
        if sum(one.file_size for one in entries) > packs.MOST_BYTES:
            refuse("too-large", file=max(entries, key=lambda one: one.file_size).filename)
        for one in entries:
            _judge(one)
        found = {one.filename: one for one in entries}
        if len(found) != len(entries):
            refuse("file-twice", file=next(one.filename for one in entries if entries.count(one) > 1 or found[one.filename] is not one))
        packs.check_paths(path for path in found if path not in {MANIFEST, SIGNATURE})
        if MANIFEST not in found:
            refuse("not-a-pack", file=MANIFEST)
        return found

    def _compare(self) -> None:
        """What the manifest names is what the zip holds."""
        held = self._entries.keys() - {MANIFEST, SIGNATURE}
        for path in sorted(self.manifest.paths ^ held):
            refuse("file-missing" if path not in held else "file-not-named", file=path)
        for one in self.manifest.files:
            if one.size > packs.largest(one.path):
                refuse("too-large", file=one.path)
            if self._entries[one.path].file_size != one.size:
                refuse("size-wrong", file=one.path)

    def _copy(self, one: PackFile, out: IO[bytes]) -> None:
        """Unpack one file, no further than its size."""
        digest, left = hashlib.sha256(), one.size
        try:
            with self._zip.open(self._entries[one.path]) as packed:
                while piece := packed.read(_PIECE):
                    left -= len(piece)
                    if left < 0:
                        refuse("size-wrong", file=one.path)
                    digest.update(piece)
                    _write(out, piece)
        except Problem:
            raise
        except _BROKEN as error:
            raise Problem(Trouble.PACK_REFUSED, reason="damaged", file=one.path) from error
        if left:
            refuse("size-wrong", file=one.path)
        if digest.hexdigest() != one.sha256:
            refuse("hash-wrong", file=one.path)

    def _small(self, name: str) -> bytes:
        """The whole of a small file."""
        try:
            with self._zip.open(self._entries[name]) as packed:
                content = packed.read(_TEXT_MOST + 1)
        except _BROKEN as error:
            raise Problem(Trouble.PACK_REFUSED, reason="damaged", file=name) from error
        if len(content) > _TEXT_MOST:
            refuse("too-large", file=name)
        return content


def _judge(one: zipfile.ZipInfo) -> None:
    mode = one.external_attr >> 16
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        refuse("link", file=one.filename)
    if one.flag_bits & 0x1:
        refuse("encrypted", file=one.filename)
    if one.compress_type not in _READABLE:
        refuse("damaged", file=one.filename)
    if one.file_size > packs.RATIO_FROM and one.file_size > packs.MOST_RATIO * max(1, one.compress_size):
        refuse("packed-too-well", file=one.filename)


def _manifest(content: bytes) -> Manifest:
    return parsed(parse_manifest, content, MANIFEST)


def parsed(parse: Callable[[str], T], content: bytes, file: str) -> T:
    """What a text of the pack says. What is wrong with it is refused with the file, the line or key, and what is wrong there."""
    try:
        return parse(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        where = f"line {content[: error.start].count(10) + 1}"
        raise Problem(Trouble.PACK_REFUSED, reason="text-broken", file=file, where=where, fault="not UTF-8") from error
    except Problem as problem:
        if problem.trouble is not Trouble.PACK_BROKEN:
            raise
        line, key = problem.facts.get("line"), problem.facts.get("key")
        where = str(key) if line is None else f"line {line}"
        fault = str(problem.facts.get("reason")).replace("-", " ")
        raise Problem(Trouble.PACK_REFUSED, reason="text-broken", file=file, where=where, fault=fault) from problem


def parsed_tree(content: bytes, file: str) -> SkillTree:
    """A skill tree of the pack, in the native format. What is wrong with it is refused with the file, the line and the reason."""
    try:
        tree = native.read(content).tree
    except Problem as problem:
        where, fault = problem.facts.get("place"), problem.facts.get("reason")
        raise Problem(Trouble.PACK_REFUSED, reason="text-broken", file=file, where=where, fault=fault) from problem
    if not tree.skills:
        refuse("text-broken", file=file, where="line 1", fault="it has no skills")
    return tree


def _write(out: IO[bytes], piece: bytes) -> None:
    try:
        out.write(piece)
    except OSError as error:
        raise disk.problem_of(error, Path(out.name)) from error
