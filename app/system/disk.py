"""Folders and files of our own: made for their owner alone, written whole or not at all."""

import contextlib
import errno
import os
from pathlib import Path

from app.learning.problems import Problem, Trouble

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def problem_of(error: OSError, path: Path) -> Problem:
    """What a person can be told about `error` at `path`: DISK_FULL, or FOLDER_NOT_WRITABLE for whatever else keeps us from writing."""
    trouble = Trouble.DISK_FULL if error.errno in _FULL else Trouble.FOLDER_NOT_WRITABLE
    return Problem(trouble, path=str(path), reason=error.strerror or type(error).__name__)


def make_folder(folder: Path) -> Path:
    """`folder`, made for its owner alone (0700) when it is not there; one that exists keeps its mode.

    Raises Problem FOLDER_NOT_WRITABLE or DISK_FULL.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise problem_of(error, folder) from error
    return folder


def write_whole(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Put `content` at `path`, readable for its owner alone (0600), so that a crash or a power cut leaves the old file or the new one.

    What can be made again need not be `durable`: it is not lost by a crash of the program, but may be by a power cut.
    Raises Problem FOLDER_NOT_WRITABLE or DISK_FULL; then `path` is as it was.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}-{os.urandom(4).hex()}.part")
    try:
        with open(partial, "xb", opener=for_owner_alone) as file:
            file.write(content)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        partial.replace(path)
        if durable:
            sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise problem_of(error, path) from error


def for_owner_alone(path: str, flags: int) -> int:
    """An opener for `open()`: a file that it makes has mode 0600."""
    return os.open(path, flags, 0o600)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Make the files below `folder`, and their names, durable."""
    if os.name == "nt":
        return  # files that are renamed there are written through by their close
    for path in (*folder.rglob("*"), folder):
        if path.is_dir():
            sync_folder(path)
        else:
            with path.open("rb") as file:
                os.fsync(file.fileno())
