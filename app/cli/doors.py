"""What a command is given: the place it works on, and what it needs of the window's side."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.services.place import Place

Where = Callable[[], Place]


@dataclass(frozen=True, slots=True)
class Doors:
    """What a command needs of the window's side, which commands may not know themselves."""

    tour: Callable[[Path], int]
    fonts: Callable[[], Mapping[str, bool | None]]
