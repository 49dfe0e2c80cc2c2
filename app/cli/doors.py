"""What a command is given: the place it works on, and what it needs of the other sides of the program."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.services.place import Place

if TYPE_CHECKING:
    from app.services.hub_serving import Serving

Where = Callable[[], Place]


@dataclass(frozen=True, slots=True)
class Doors:
    """What a command needs of the window's side and of the gateway, which commands may not know themselves."""

    tour: Callable[[Path], int]
    fonts: Callable[[], Mapping[str, bool | None]]
    serve: Callable[["Serving", Callable[[], None]], None]
