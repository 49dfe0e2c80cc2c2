"""`tour`: walks through the whole program without a display."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from app.cli.doors import Doors


def tour_command(doors: Doors) -> Callable[..., int]:
    """The command `tour`."""

    def tour(
        pictures: Annotated[Path, typer.Option(help="The folder for the pictures of the pages.")] = Path("build/pictures"),
    ) -> int:
        """Walk through the whole program without a display, on a fresh database of its own, and print what was recorded."""
        return doors.tour(pictures)

    return tour
