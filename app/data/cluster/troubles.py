"""What a failing disk or server says, as Problems."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.learning.problems import Problem, Trouble

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENAMETOOLONG})


@contextmanager
def told_as_problems(folder: Path) -> Iterator[None]:
    """Tell an OSError of the body as DISK_FULL, FOLDER_NOT_WRITABLE or CLUSTER_FAILED, with `folder`."""
    try:
        yield
    except OSError as error:
        raise problem_of_error(error, folder) from error


def problem_of_error(error: OSError, folder: Path) -> Problem:
    """The Problem that an operating system's error amounts to."""
    if error.errno in _FULL:
        return Problem(Trouble.DISK_FULL, folder=str(folder))
    if error.errno in _CLOSED:
        return Problem(Trouble.FOLDER_NOT_WRITABLE, folder=str(error.filename or folder))
    return Problem(Trouble.CLUSTER_FAILED, folder=str(folder), said=str(error))


def problem_of_output(text: str, folder: Path) -> Problem:
    """The Problem that the output of PostgreSQL or of one of its tools amounts to (its messages are asked for in English)."""
    if "No space left on device" in text or "Disk quota exceeded" in text:
        return Problem(Trouble.DISK_FULL, folder=str(folder))
    if "Read-only file system" in text or "Permission denied" in text:
        return Problem(Trouble.FOLDER_NOT_WRITABLE, folder=str(folder))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    grave = [line for line in lines if any(word in line for word in ("FATAL:", "PANIC:", "error:"))]
    return Problem(Trouble.CLUSTER_FAILED, folder=str(folder), said=(grave or lines or [""])[-1][-500:])
