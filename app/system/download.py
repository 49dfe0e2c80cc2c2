"""Fetching a file from the web: with progress, to be cancelled, taken up again where it stopped, and never past its size.

What has arrived lies in the cache beside a note of where it is from. The next try asks for the rest (HTTP Range) under the condition that
the file is still the same (If-Range); a server that cannot do that sends it from the beginning.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.learning.packs import refuse
from app.learning.problems import Problem, Trouble
from app.system import disk
from app.system.paths import Paths

if TYPE_CHECKING:
    import httpx

_PATIENCE_S = 20.0
_PIECE = 65_536
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

Tell = Callable[[int, int | None], None]  # bytes that have arrived, bytes in all (None: not told)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that has arrived whole."""

    path: Path
    sha256: str


def is_address(text: str) -> bool:
    """Whether a text is a web address from which a pack may be fetched: https, or this computer."""
    try:
        parts = urlsplit(text.strip())
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK))


def fetch(
    address: str, paths: Paths, most: int, tell: Tell = lambda _done, _all: None, cancelled: Callable[[], bool] = lambda: False
) -> Fetched:
    """Fetch a file of `most` bytes at most into the cache. Blocks: call it from a thread of its own; `cancelled` is asked at every piece.

    Raises Problem PACK_NOT_FETCHED (reason), PACK_CANCELLED, PACK_REFUSED (too-large), DISK_FULL, FOLDER_NOT_WRITABLE.
    """
    import httpx  # noqa: PLC0415 (only who fetches loads it)

    if not is_address(address):
        raise Problem(Trouble.PACK_NOT_FETCHED, reason="the address must begin with https://")
    folder = paths.make(paths.make(paths.cache) / "packs")
    name = hashlib.sha256(address.strip().encode()).hexdigest()[:32]
    partial, note = folder / f"{name}.part", folder / f"{name}.json"
    try:
        with httpx.Client(timeout=_PATIENCE_S, follow_redirects=True, max_redirects=5) as client:
            _receive(client, address.strip(), partial, note, most, tell, cancelled)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Problem(Trouble.PACK_NOT_FETCHED, reason=_said(error)) from error
    except OSError as error:
        raise disk.problem_of(error, partial) from error
    except Problem as problem:
        if problem.trouble is Trouble.PACK_REFUSED:  # nobody will want the rest of it
            partial.unlink(missing_ok=True)
            note.unlink(missing_ok=True)
        raise
    whole = folder / f"{name}.zip"
    partial.replace(whole)
    note.unlink(missing_ok=True)
    with whole.open("rb") as file:
        return Fetched(whole, hashlib.file_digest(file, "sha256").hexdigest())


def forget(fetched: Fetched) -> None:
    """Throw a fetched file away."""
    fetched.path.unlink(missing_ok=True)


def _receive(
    client: "httpx.Client", address: str, partial: Path, note: Path, most: int, tell: Tell, cancelled: Callable[[], bool]
) -> None:
    have, mark = _before(partial, note)
    headers = {"Accept-Encoding": "identity", **({"Range": f"bytes={have}-", "If-Range": mark} if have and mark else {})}
    with client.stream("GET", address, headers=headers) as answer:
        if not is_address(str(answer.url)):
            raise Problem(Trouble.PACK_NOT_FETCHED, reason="the address leads to one without https://")
        if answer.status_code == 416:  # more than the file has: it is another one now
            partial.unlink(missing_ok=True)
        answer.raise_for_status()
        goes_on = answer.status_code == 206 and answer.headers.get("Content-Range", "").startswith(f"bytes {have}-")
        if answer.status_code == 206 and not goes_on:
            raise Problem(Trouble.PACK_NOT_FETCHED, reason="the server sent another part of the file")
        have = have if goes_on else 0
        total = have + int(length) if (length := answer.headers.get("Content-Length", "")).isdigit() else None
        if total is not None and total > most:
            refuse("too-large", file=address.rpartition("/")[2])
        mark = answer.headers.get("ETag", "") or answer.headers.get("Last-Modified", "")
        disk.write_whole(note, json.dumps({"mark": "" if mark.startswith("W/") else mark}).encode(), durable=False)
        _write(answer, partial, have, total, most, tell, cancelled)


def _write(
    answer: "httpx.Response", partial: Path, have: int, total: int | None, most: int, tell: Tell, cancelled: Callable[[], bool]
) -> None:
    with partial.open("ab" if have else "wb") as file:
        for piece in answer.iter_raw(_PIECE):
            if cancelled():
                raise Problem(Trouble.PACK_CANCELLED)
            have += len(piece)
            if have > most:
                refuse("too-large", file=partial.stem)
            file.write(piece)
            tell(have, total)
    if total is not None and have != total:
        raise Problem(Trouble.PACK_NOT_FETCHED, reason="the connection broke")


def _before(partial: Path, note: Path) -> tuple[int, str]:
    """How much has arrived before, and what the server called that version of the file."""
    try:
        return partial.stat().st_size, str(json.loads(note.read_text("utf-8"))["mark"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0, ""


def _said(error: Exception) -> str:
    """What a person can be told about an error of the network."""
    import httpx  # noqa: PLC0415 (loaded already)

    if isinstance(error, httpx.HTTPStatusError):
        return f"the server answered {error.response.status_code}"
    if isinstance(error, httpx.TimeoutException):
        return "the server did not answer in time"
    if isinstance(error, httpx.ConnectError):
        return "the server was not reached"
    return "the connection broke" if isinstance(error, httpx.TransportError) else "the address cannot be used"
