"""Where installed packs lie: `packs/<id>` in the home folder, each whole or not there at all.

A pack is unpacked and judged in a staging folder beside them, made durable, and moved into place by one rename. One that was removed is
moved aside and can be brought back; what children learned with it is in the database and stays in any case.
"""

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from app.learning.letters import LetterPack, Spoken, parse_pack
from app.learning.pack_contents import Sounds, parse_sounds, pictures_of, with_more
from app.learning.packs import MANIFEST, Manifest, parse_manifest, refuse
from app.learning.problems import Problem
from app.learning.skills import SkillTree
from app.system import disk, picture_sizes
from app.system.decoding import NotASound, as_ours
from app.system.pack_archive import PackArchive, Tell, parsed, parsed_tree
from app.system.pack_signatures import signer_of
from app.system.paths import Paths

_STAGING, _REMOVED, _OLD = ".staging-", ".removed-", ".old-"
_STATE = "installed.json"
_HEARD = "heard"  # the sounds of a pack as sounds of ours

LettersOf = Callable[[str], LetterPack | None]  # the letters of a language without the pack; None where there are none


@dataclass(frozen=True, slots=True)
class InstalledPack:
    """A pack on this computer. `signer` is the public key that signed it; `removed` ones can be brought back."""

    manifest: Manifest
    folder: Path
    signer: str | None
    removed: bool = False

    def letters(self) -> LetterPack | None:
        """The letters it brings, None when it brings no language of its own. Problem PACK_REFUSED when its file was spoiled."""
        path = self.manifest.letters
        return parsed(parse_pack, self._content(path), path) if path in self.manifest.paths else None

    def added_to(self, letters: LetterPack) -> LetterPack:
        """Letters that are there with what it adds to them. Problem PACK_REFUSED."""
        path = self.manifest.more
        if path not in self.manifest.paths:
            return letters
        return parsed(lambda text: with_more(letters, text), self._content(path), path)

    def sounds(self) -> Sounds | None:
        """Which of its files is what sound; None when it has none. Problem PACK_REFUSED."""
        path = self.manifest.sounds
        return parsed(parse_sounds, self._content(path), path) if path in self.manifest.paths else None

    def trees(self) -> tuple[SkillTree, ...]:
        """Its skill trees as their files have them. Problem PACK_REFUSED."""
        found = {path: parsed_tree(self._content(path), path) for path in self.manifest.trees}
        ids: set[UUID] = set()
        for path, tree in found.items():
            if tree.id in ids:
                refuse("tree-twice", file=path)
            ids.add(tree.id)
        return tuple(found.values())

    def picture(self, name: str) -> str:
        """The whole path of a picture."""
        return str(self.folder / "pictures" / name)

    def heard(self, letters: LetterPack) -> Mapping[Spoken, Path]:
        """What it has sounds of, as files of ours."""
        sounds = self.sounds()
        return {} if sounds is None else {spoken: self.folder / _HEARD / _name_heard(path) for spoken, path in sounds.of(letters)}

    def _content(self, path: str) -> bytes:
        try:
            return self.folder.joinpath(*path.split("/")).read_bytes()
        except OSError:
            refuse("file-missing", file=path)


class Shelf:
    """The packs of one home."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths

    def installed(self) -> tuple[InstalledPack, ...]:
        """The packs that are in use, by id. A folder that is no whole pack is passed over."""
        return tuple(self._found(""))

    def removed(self) -> tuple[InstalledPack, ...]:
        """The packs that were removed and can be brought back."""
        here = {one.manifest.id for one in self.installed()}
        return tuple(one for one in self._found(_REMOVED) if one.manifest.id not in here)

    def install(
        self,
        archive: PackArchive,
        letters_of: LettersOf,
        voices: frozenset[str],
        tell: Tell = lambda _done, _all: None,
        judged: Callable[[InstalledPack], None] = lambda _pack: None,
    ) -> InstalledPack:
        """Put a pack on the shelf, in place of an older version. `voices` are the languages that the synthetic voice speaks.

        `judged` is called with the pack that was found good, while the older version still stands; what it raises stops it all.

        Raises Problem PACK_REFUSED, DISK_FULL, FOLDER_NOT_WRITABLE; then the shelf is as it was.
        """
        manifest, signer = archive.manifest, signer_of(archive.signature, archive.manifest_bytes)
        place = self._paths.packs / manifest.id
        before = next((one for one in self.installed() if one.manifest.id == manifest.id), None)
        if before is not None and before.signer is not None and before.signer != signer:
            refuse("other-signer")
        if before is not None and before.manifest.version > manifest.version:
            refuse("older")
        with self._staged(manifest.id) as folder:
            archive.unpack(folder, tell)
            staged = InstalledPack(manifest, folder, signer)
            _judge(staged, letters_of, voices)
            disk.write_whole(folder / _STATE, json.dumps({"signer": signer}).encode())
            disk.sync_tree(folder)
            judged(staged)
            self._exchange(folder, place)
        return InstalledPack(manifest, place, signer)

    def remove(self, pack: str) -> None:
        """Take a pack out of use; it can be brought back. Nothing happens when it is not there."""
        self._move(pack, "", _REMOVED)

    def bring_back(self, pack: str) -> None:
        """Take a removed pack into use again."""
        if not (self._paths.packs / pack).exists():
            self._move(pack, _REMOVED, "")

    def tidy(self) -> None:
        """Throw away what an install that was killed left behind. Call it while no other is under way."""
        with contextlib.suppress(OSError):
            for folder in self._paths.packs.iterdir():
                if folder.name.startswith(_OLD) and not (self._paths.packs / folder.name.removeprefix(_OLD)).exists():
                    folder.rename(self._paths.packs / folder.name.removeprefix(_OLD))  # killed between the two renames
                elif folder.name.startswith((_STAGING, _OLD)):
                    shutil.rmtree(folder, ignore_errors=True)

    def _found(self, before: str) -> Iterator[InstalledPack]:
        with contextlib.suppress(OSError):
            for folder in sorted(self._paths.packs.iterdir()):
                plain = folder.name.removeprefix(before)
                if folder.name.startswith(before) and not plain.startswith(".") and folder.is_dir():
                    one = _read(folder, removed=bool(before))
                    if one is not None and one.manifest.id == plain:
                        yield one

    @contextlib.contextmanager
    def _staged(self, pack: str) -> Iterator[Path]:
        self._paths.make(self._paths.packs)
        folder = disk.make_folder(self._paths.packs / f"{_STAGING}{pack}-{os.urandom(4).hex()}")
        try:
            yield folder
        except OSError as error:
            raise disk.problem_of(error, folder) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _exchange(self, folder: Path, place: Path) -> None:
        """Move a folder to its place; what was there goes."""
        old = place.with_name(_OLD + place.name)
        shutil.rmtree(old, ignore_errors=True)
        if place.exists():
            place.rename(old)
        folder.rename(place)
        disk.sync_folder(place.parent)
        shutil.rmtree(old, ignore_errors=True)
        shutil.rmtree(place.with_name(_REMOVED + place.name), ignore_errors=True)

    def _move(self, pack: str, before: str, after: str) -> None:
        there, to = self._paths.packs / f"{before}{pack}", self._paths.packs / f"{after}{pack}"
        if not any(one.folder == there for one in (*self.installed(), *self._found(_REMOVED))):
            return
        try:
            shutil.rmtree(to, ignore_errors=True)
            there.rename(to)
            disk.sync_folder(to.parent)
        except OSError as error:
            raise disk.problem_of(error, there) from error


def _read(folder: Path, *, removed: bool) -> InstalledPack | None:
    try:
        manifest = parsed(parse_manifest, (folder / MANIFEST).read_bytes(), MANIFEST)
        state = json.loads((folder / _STATE).read_text("utf-8"))
        return InstalledPack(manifest, folder, state["signer"], removed)
    except (OSError, ValueError, KeyError, TypeError, Problem):
        return None


def _judge(pack: InstalledPack, letters_of: LettersOf, voices: frozenset[str]) -> None:
    """Refuse a pack whose contents do not hold together; make its sounds ours."""
    manifest = pack.manifest
    pack.trees()
    if manifest.is_of_letters:
        _judge_letters(pack, letters_of, voices)
    for path in sorted(one for one in manifest.paths if one.startswith("pictures/")):
        if not picture_sizes.is_fit(pack.folder.joinpath(*path.split("/")).read_bytes()):
            refuse("picture-wrong", file=path)


def _judge_letters(pack: InstalledPack, letters_of: LettersOf, voices: frozenset[str]) -> None:
    manifest = pack.manifest
    letters = pack.letters()
    if letters is not None and letters.language != manifest.language:
        refuse("other-language", file=manifest.letters)
    there = letters_of(manifest.language)
    if letters is not None and there is not None:
        refuse("language-there", file=letters.endonym)
    letters = letters or there
    if letters is None:
        refuse("language-missing", file=manifest.language)
    letters = pack.added_to(letters)
    for path in sorted(pictures_of(letters) - manifest.paths if manifest.paths & {manifest.letters, manifest.more} else ()):
        refuse("picture-missing", file=path)
    sounds = pack.sounds()
    _make_heard(pack, sounds)
    if manifest.letters in manifest.paths and letters.voice.lower() not in voices:
        _require_every_sound(letters, sounds)


def _make_heard(pack: InstalledPack, sounds: Sounds | None) -> None:
    """Every sound of a pack as one of ours."""
    if sounds is None:
        return
    heard = disk.make_folder(pack.folder / _HEARD)
    for path in sorted(sounds.files):
        if path not in pack.manifest.paths:
            refuse("sound-missing", file=path)
        try:
            content = as_ours(pack.folder.joinpath(*path.split("/")).read_bytes())
        except NotASound:
            refuse("sound-wrong", file=path)
        disk.write_whole(heard / _name_heard(path), content, durable=False)


def _require_every_sound(letters: LetterPack, sounds: Sounds | None) -> None:
    """A language that no voice speaks needs a sound for each letter and each word."""
    told = {spoken for spoken, _ in sounds.of(letters)} if sounds is not None else set()
    for letter in letters.letters:
        for spoken in (letter.name, letter.sound, *(word.spoken for word in letter.words)):
            if spoken not in told:
                refuse("no-voice", file=spoken.text)


def _name_heard(path: str) -> str:
    return path.replace("/", "-") + ".wav"


