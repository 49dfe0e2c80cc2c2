"""The tokens of the visual language, read once and typed.

`resources/tokens.json` is the only place where a colour, a size or a duration is written down. A token's name says its use.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.system import resources


@dataclass(frozen=True, slots=True)
class Elevation:
    """How high a thing stands: blur and drop of its shadow in px, strength 0 to 1, and whether it has an edge line."""

    blur: float
    drop: float
    strength: float
    edge: bool


@dataclass(frozen=True, slots=True)
class Role:
    """What a text is for: size and line height in px at text size 1, and weight (100 to 900)."""

    px: float
    line: float
    weight: int


@dataclass(frozen=True, slots=True)
class ThemeTokens:
    """One theme, as written in the file. Colours are `#RRGGBB` or `#RRGGBBAA`."""

    colours: Mapping[str, str]
    child: Mapping[str, str]
    scene: Mapping[str, str]
    sky: tuple[str, ...]
    hills: tuple[str, ...]
    crowns: tuple[str, ...]
    elevations: tuple[Elevation, ...]
    edge_width: float
    grain: float


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    raw: Any = resources.tokens()
    return dict(json.loads(raw)) if isinstance(raw, str | bytes) else dict(raw)


@lru_cache(maxsize=8)
def theme_tokens(name: str) -> ThemeTokens:
    """The tokens of theme `name` (light, dark, contrast); KeyError when there is none."""
    raw = _file()["themes"][name]
    scene = raw["scene"]
    lists = ("sky", "hills", "canopies")
    levels = (raw["elevation"][str(level)] for level in range(4))
    return ThemeTokens(
        colours=raw["colour"],
        child=raw["child"],
        scene={key: value for key, value in scene.items() if key not in lists},
        sky=tuple(scene["sky"]),
        hills=tuple(scene["hills"]),
        crowns=tuple(scene["canopies"]),
        elevations=tuple(Elevation(e["blur"], e["y"], e["alpha"], bool(e["edge"])) for e in levels),
        edge_width=float(raw["edge-width"]),
        grain=float(raw["texture"]),
    )


@lru_cache(maxsize=1)
def roles() -> Mapping[str, Role]:
    """Every text role by name; letters have no line height of their own and get 1.25 of their size."""
    table = _file()["type"]["roles"]
    return {name: Role(r["px"], r.get("line", r["px"] * 1.25), r["weight"]) for name, r in table.items()}


@lru_cache(maxsize=1)
def sizes() -> Mapping[str, float]:
    """Sizes of controls in px by name ("child target", "rail", ...)."""
    return dict(_file()["size"])
