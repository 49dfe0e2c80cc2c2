"""Making a pack of a folder: its manifest with the hash of every file, its zip, and its signature."""

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

from app.learning import packs
from app.learning.packs import FORMAT, MANIFEST, SIGNATURE, parse_manifest, refuse
from app.learning.problems import Problem, Trouble
from app.system import disk
from app.system.pack_archive import parsed
from app.system.pack_signatures import signature_by

ABOUT = "pack.json"  # what the maker writes: the manifest without `format` and `files`
_WHEN = (1980, 1, 1, 0, 0, 0)  # the same folder makes the same zip


def make(folder: Path, target: Path, private: bytes | None = None) -> Path:
    """Pack a folder with `pack.json`, `letters/`, `more/`, `pictures/`, `sounds/` into `target`; gives `target`.

    `private` is the key to sign with. Raises Problem PACK_REFUSED (what no pack may hold, or `pack.json` lacks), PACK_NOT_FETCHED (no such
    folder), DISK_FULL, FOLDER_NOT_WRITABLE.
    """
    if not (folder / ABOUT).is_file():
        raise Problem(Trouble.PACK_NOT_FETCHED, reason=f"there is no {ABOUT} in {folder.name or folder}")
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ABOUT}
    for name, path in files.items():
        if path.is_symlink():
            refuse("link", file=name)
    packs.check_paths(files)
    manifest = _manifest(folder, files)
    parsed(parse_manifest, manifest, MANIFEST)
    partial = target.with_name(f".{target.name}.part")
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as made:
            _add(made, MANIFEST, manifest)
            if private is not None:
                _add(made, SIGNATURE, signature_by(private, manifest))
            for name, path in files.items():
                _add(made, name, path.read_bytes())
        partial.replace(target)
    except OSError as error:
        raise disk.problem_of(error, target) from error
    finally:
        partial.unlink(missing_ok=True)
    return target


def _manifest(folder: Path, files: dict[str, Path]) -> bytes:
    try:
        about: Any = json.loads((folder / ABOUT).read_text("utf-8"))
    except json.JSONDecodeError as error:
        refuse("text-broken", file=ABOUT, where=f"line {error.lineno}", fault="not JSON")
    except (ValueError, RecursionError):
        refuse("text-broken", file=ABOUT, where="line 1", fault="not JSON")
    if not isinstance(about, dict):
        refuse("text-broken", file=ABOUT, where="line 1", fault="not an object")
    named = {name: _file(name, path) for name, path in files.items()}
    return json.dumps({"format": FORMAT, **about, "files": named}, ensure_ascii=False, indent=1).encode()


def _file(name: str, path: Path) -> dict[str, object]:
    content = path.read_bytes()
    if len(content) > packs.largest(name):
        refuse("too-large", file=name)
    return {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def _add(made: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, _WHEN)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    made.writestr(entry, content)
