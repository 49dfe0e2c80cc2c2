"""The one entry for everything done with a copy of the source: `python3 packaging/start.py help`.

The same on Linux, macOS and Windows, with nothing but a Python of 3.11 or newer. `make` only passes its targets on to this file.
It is kept so plain that an older Python can still read it far enough to say what is missing.
"""

import sys

OLDEST = (3, 11)


def begin():  # type: () -> int
    """Run the command named on the command line; gives the exit status."""
    if sys.version_info < OLDEST:
        found = ".".join(str(part) for part in sys.version_info[:2])
        sys.stderr.write("Lettergrove needs Python 3.11 or newer, and this is Python " + found + ".\n")
        return 1
    from commands import main  # noqa: PLC0415 (written for Python 3.11: an older one could not read it)

    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(begin())
