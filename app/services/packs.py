"""Packs from outside: looking into one before it is installed, installing, removing, bringing back.

Packs lie in the home of this computer (`app.system.pack_shelf`), for everybody who uses it. A space that two computers share needs
its packs on both: where one is missing, its language cannot be played there, and says so; nothing that children learned is lost by it.
Skill trees of packs go into the space (`app.services.pack_trees`), and so to all its computers.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.learning.letters import LetterPack, parse_pack
from app.learning.packs import Manifest, refuse
from app.learning.problems import Problem
from app.learning.roles import Action
from app.learning.skills import SkillTree
from app.services import languages, pack_trees, refolding
from app.services.audit import Deed, note
from app.services.change import Change, Topic
from app.services.desk import Desk
from app.services.permission import permitted
from app.system.pack_archive import PackArchive, Tell, parsed, parsed_tree
from app.system.pack_shelf import InstalledPack, Shelf
from app.system.pack_signatures import Signers, fingerprint, signer_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.data.database import Connection
    from app.system.paths import Paths

_TOPICS = frozenset({Topic.PACKS, Topic.SKILLS, Topic.PROGRESS, Topic.SETTINGS})
_SAMPLE = 5


@dataclass(frozen=True, slots=True)
class PackView:
    """A pack as a grown-up sees it, installed or about to be.

    `signed` is the fingerprint of the key that signed it, None when nobody did; `signer` is the name that a grown-up gave to that key, None
    for one met for the first time. `sample` are some of its letters, `script` theirs; "" where it brings none. `trees` are the
    names of its skill trees. `size` in bytes, unpacked.
    """

    id: str
    name: str
    version: int
    language: str
    licence: str
    authors: tuple[str, ...]
    about: str
    signed: str | None
    signer: str | None
    sample: str
    script: str
    size: int
    trees: tuple[str, ...] = ()
    removed: bool = False


def listing(paths: Paths) -> tuple[PackView, ...]:
    """The packs of this computer: those in use, then those that can be brought back."""
    shelf, names = Shelf(paths), Signers(paths).names()
    return tuple(_view(one, names) for one in (*shelf.installed(), *shelf.removed()))


def look_into(paths: Paths, file: Path) -> PackView:
    """What a pack is and from whom, before anything of it is installed. Problem PACK_REFUSED, PACK_NOT_FETCHED (no such file)."""
    archive = PackArchive(file)
    try:
        signer = signer_of(archive.signature, archive.manifest_bytes)
        letters, said = None, archive.manifest.letters
        if said in archive.manifest.paths:
            letters = parsed(parse_pack, archive.text_of(said), said)
        trees = tuple(parsed_tree(archive.text_of(path), path) for path in archive.manifest.trees)
        return _seen(archive.manifest, signer, letters, trees, Signers(paths).names())
    finally:
        archive.close()


def install(
    desk: Desk, paths: Paths, file: Path, voices: frozenset[str], signer_name: str = "", tell: Tell = lambda _done, _all: None
) -> Change[PackView]:
    """Install a pack, in place of an older version. `signer_name` names the key that signed it, for the next time; "" leaves it as it is.

    Its skill trees come into the space with it. Undo removes it.

    Raises Problem NOT_ALLOWED, PACK_REFUSED, DISK_FULL, FOLDER_NOT_WRITABLE; then all is as it was.
    """
    _permit(desk)
    with desk.database.transaction() as connection:
        pack = put_on_shelf(paths, file, voices, signer_name, tell, partial(_bring_trees, connection, desk, Shelf(paths)))
        _noted(connection, desk, Deed.PACK_INSTALLED, pack.manifest)
    refolding.note_what_is_new(desk)
    return Change(_view(pack, Signers(paths).names()), _TOPICS, partial(remove, paths=paths, pack=pack.manifest.id))


def put_on_shelf(
    paths: Paths,
    file: Path,
    voices: frozenset[str],
    signer_name: str = "",
    tell: Tell = lambda _done, _all: None,
    judged: Callable[[InstalledPack], None] = lambda _pack: None,
) -> InstalledPack:
    """The same without a desk, for a command of whoever may write to the home, of a pack without trees. `judged`: as in `Shelf.install`."""
    archive, shelf = PackArchive(file), Shelf(paths)
    try:
        pack = shelf.install(archive, partial(languages.letters_beside, archive.manifest.id), voices, tell, judged)
    finally:
        archive.close()
    if pack.signer is not None and signer_name.strip():
        Signers(paths).give(pack.signer, signer_name)
    languages.take_up(shelf.installed())
    return pack


def try_out(elsewhere: Paths, file: Path, voices: frozenset[str]) -> None:
    """Install a pack in a home that is thrown away, to see that it can be. Problem PACK_REFUSED."""
    archive = PackArchive(file)
    try:
        Shelf(elsewhere).install(archive, partial(languages.letters_beside, archive.manifest.id), voices)
    finally:
        archive.close()


def remove(desk: Desk, paths: Paths, pack: str) -> Change[tuple[str, ...]]:
    """Take a pack out of use. What children learned with it stays, and so do its skill trees that they have begun: their names.

    Undo brings it back. Raises Problem NOT_ALLOWED, FOLDER_NOT_WRITABLE.
    """
    _permit(desk)
    shelf = Shelf(paths)
    gone = next((one for one in shelf.installed() if one.manifest.id == pack), None)
    stay: tuple[str, ...] = ()
    if gone is not None:
        with desk.database.transaction() as connection:
            stay = pack_trees.take_away(connection, desk, pack)
            _noted(connection, desk, Deed.PACK_REMOVED, gone.manifest)
            shelf.remove(pack)
        languages.take_up(shelf.installed())
    return Change(stay, _TOPICS, partial(bring_back, paths=paths, pack=pack))


def bring_back(desk: Desk, paths: Paths, pack: str) -> Change[None]:
    """Use a removed pack again. Undo removes it. Raises Problem NOT_ALLOWED, PACK_REFUSED (gone), FOLDER_NOT_WRITABLE."""
    _permit(desk)
    shelf = Shelf(paths)
    there = next((one for one in shelf.removed() if one.manifest.id == pack), None)
    if there is None:
        refuse("file-missing", file=pack)
    with desk.database.transaction() as connection:
        pack_trees.bring(connection, desk, there, there)
        _noted(connection, desk, Deed.PACK_BROUGHT_BACK, there.manifest)
        shelf.bring_back(pack)
    languages.take_up(shelf.installed())
    refolding.note_what_is_new(desk)
    return Change(None, _TOPICS, partial(remove, paths=paths, pack=pack))


def _permit(desk: Desk) -> None:
    with desk.database.reading() as connection:
        permitted(desk, connection, Action.SWITCH_LANGUAGES)


def _bring_trees(connection: Connection, desk: Desk, shelf: Shelf, pack: InstalledPack) -> None:
    known = (*shelf.installed(), *shelf.removed())
    pack_trees.bring(connection, desk, pack, next((one for one in known if one.manifest.id == pack.manifest.id), None))


def _noted(connection: Connection, desk: Desk, deed: Deed, manifest: Manifest) -> None:
    note(desk, connection, deed, None, pack=manifest.id, version=manifest.version)


def _view(pack: InstalledPack, names: dict[str, str]) -> PackView:
    letters = None
    with contextlib.suppress(Problem):  # spoiled since it was installed: it can still be seen, and removed
        letters = pack.letters()
    trees: tuple[SkillTree, ...] = ()
    with contextlib.suppress(Problem):
        trees = pack.trees()
    return _seen(pack.manifest, pack.signer, letters, trees, names, removed=pack.removed)


def _seen(
    manifest: Manifest,
    signer: str | None,
    letters: LetterPack | None,
    trees: tuple[SkillTree, ...],
    names: dict[str, str],
    *,
    removed: bool = False,
) -> PackView:
    return PackView(
        id=manifest.id,
        name=manifest.name,
        version=manifest.version,
        language=manifest.language,
        licence=manifest.licence,
        authors=manifest.authors,
        about=manifest.about,
        signed=None if signer is None else fingerprint(signer),
        signer=None if signer is None else names.get(signer),
        sample="" if letters is None else " ".join(one.lower for one in letters.letters[:_SAMPLE]),
        script="" if letters is None else letters.script,
        size=sum(one.size for one in manifest.files),
        trees=tuple(tree.name for tree in trees),
        removed=removed,
    )
