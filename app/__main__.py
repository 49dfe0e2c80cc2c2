"""Start the window or run a command; the last place where an exception can land.

Whatever goes wrong is one sentence and an exit status; the traceback goes to the log alone.
"""

import logging
import sys
from logging.handlers import RotatingFileHandler

from app.learning.problems import Problem
from app.system.sentences import SENTENCES, Remedy, plain_sentence

log = logging.getLogger("app")

FAILED = 1
STOPPED = 130  # as a shell says it of Ctrl-C


def main() -> int:
    """Do what the command line asks for; gives the exit status."""
    try:
        from app import bootstrap  # noqa: PLC0415 (a part that cannot be loaded is one sentence too)

        return bootstrap.begin(sys.argv[1:])
    except KeyboardInterrupt:
        return STOPPED
    except Exception as error:  # noqa: BLE001 (the last place)
        _say(_sentence(error))
        return FAILED


def _sentence(error: Exception) -> str:
    written_to = [handler.baseFilename for handler in logging.getLogger().handlers if isinstance(handler, RotatingFileHandler)]
    if written_to:  # without a log file, logging would print the traceback
        # What a person mistook is no error of the program, and not for the doctor's list.
        mistaken = isinstance(error, Problem) and SENTENCES[error.trouble][2] is Remedy.DISMISS
        log.log(logging.WARNING if mistaken else logging.ERROR, "Ended by %s", error, exc_info=None if mistaken else error)
    if isinstance(error, Problem):
        return plain_sentence(error)
    if isinstance(error, ImportError) and "cannot open shared object file" in str(error):
        library = str(error).partition(":")[0]
        return f"The window needs the system library {library}, which is missing. In the source folder, type: make prepare"
    if isinstance(error, ModuleNotFoundError) and not str(error.name).startswith("app"):
        return f"The package {error.name} is not installed. In the source folder, type: make run"
    where = f"The log {written_to[0]} says more." if written_to else f"It says: {error}"
    return f"Lettergrove had to stop because of an unexpected error ({type(error).__name__}). What was answered is kept. {where}"


def _say(sentence: str) -> None:
    encoding = sys.stderr.encoding or "ascii"
    sys.stderr.write(sentence.encode(encoding, "replace").decode(encoding) + "\n")


if __name__ == "__main__":
    sys.exit(main())
