"""Wires the parts together; the only file that knows them all.

The order is what makes the start quick (measured: first paint 0.11 s, database ready 0.33 s): `postgres` is spawned at once and not
awaited, then Qt is loaded and paints, and only then does the database thread import SQLAlchemy. So nothing here imports at the
top what a later step is to import, and `typer` is loaded only when a command is given.
"""

import contextlib
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.data.cluster import Cluster
from app.learning.problems import Problem
from app.services.place import Place, place
from app.system import display, logs

PICTURES = Path("build/pictures")
NO_DISPLAY = "There is no display here to open a window on. This is the tour instead; its pictures go to {pictures}.\n"


def begin(words: Sequence[str]) -> int:
    """Do what the command line asks for; gives the exit status. Without a command that is the window."""
    chosen, rest = _options_of(words)
    if not rest:
        return window(place(chosen.get("--home"), chosen.get("--database")))
    from app.cli.doors import Doors  # noqa: PLC0415 (typer takes longer to load than Qt to paint)
    from app.cli.entry import run  # noqa: PLC0415

    return run(rest, chosen.get("--home"), chosen.get("--database"), Doors(tour, fonts))


def window(where: Place) -> int:
    """Open the window on a place, until it is closed. Without a display, say so and give the tour instead."""
    if display.display() is None:
        sys.stdout.write(NO_DISPLAY.format(pictures=PICTURES))
        sys.stdout.flush()
        return tour(PICTURES)
    return open_window(where)


def open_window(where: Place) -> int:
    """Open the window on a place, in the order that makes the start quick."""
    with contextlib.suppress(Problem):  # a home that cannot be written: the window opens, and says so
        logs.start(where.paths).catch_errors()
    cluster = Cluster(where.paths.cluster) if where.address is None else None
    try:
        if cluster is not None:
            cluster.spawn()
        from app.ui import toolkit  # noqa: PLC0415 (after the server was spawned)

        toolkit.load()
        from app.ui.opening import run  # noqa: PLC0415

        return run(where.paths, where.address, cluster, where.problem)
    finally:
        if cluster is not None:
            cluster.stop()


def tour(pictures: Path) -> int:
    """Walk through the whole program offscreen, on a fresh database that is thrown away after it."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from app.ui import toolkit  # noqa: PLC0415 (after the platform was chosen)

    toolkit.load()
    from app.ui.tour import run  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="lettergrove-tour-", ignore_cleanup_errors=True) as home:
        return run(pictures.absolute(), Path(home))


def fonts() -> Mapping[str, bool | None]:
    """For each language that comes with the program, whether its letters can be drawn here; None when Qt itself is not to be had.

    Empty when the letters cannot be read, which the doctor finds out by itself.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from app.services import languages  # noqa: PLC0415

    try:
        tags = [offer.language for offer in languages.offered()]
    except Problem:
        return {}
    try:
        from app.ui import drawable  # noqa: PLC0415
    except ImportError:
        return dict.fromkeys(tags)
    return drawable.drawable(tags)


def _options_of(words: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """`--home X` and `--database X` (or with `=`) wherever they stand, and the words that are left."""
    chosen: dict[str, str] = {}
    rest: list[str] = []
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        name, equals, value = word.partition("=")
        if name not in {"--home", "--database"} or (not equals and not waiting):
            rest.append(word)
            continue
        chosen[name] = value if equals else waiting.pop(0)
    return chosen, rest
