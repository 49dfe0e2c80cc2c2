"""What the program brings along: letters, icons, colours, sounds, from the checkout, an installed package or a frozen program."""

import json
import re
import sys
import sysconfig
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

from app.learning.problems import Problem, Trouble

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_ICON = re.compile(r"[a-z0-9-]+")


@cache
def folder() -> Path:
    """The resources folder. Raises Problem RESOURCE_BROKEN when the program was installed without it."""
    here = Path(__file__).resolve()
    candidates = (
        Path(getattr(sys, "_MEIPASS", here.parents[2])) / "resources",  # a frozen program, or the checkout
        here.parents[1] / "resources",
        Path(sysconfig.get_path("data")) / "share" / "lettergrove" / "resources",
    )
    for candidate in candidates:
        if (candidate / "tokens.json").is_file():
            return candidate
    raise Problem(Trouble.RESOURCE_BROKEN, path=str(candidates[0]), reason="missing")


def code_folder() -> Path:
    """The folder that holds the package `app`: what a process of our own puts on its path."""
    return Path(__file__).resolve().parents[2]


def languages() -> tuple[str, ...]:
    """The tags (BCP 47) of the languages whose letters are here, in alphabetical order. Raises Problem RESOURCE_BROKEN when none are."""
    packs = folder() / "letters"
    tags = tuple(sorted(pack.stem for pack in packs.glob("*.json")))
    if not tags:
        raise Problem(Trouble.RESOURCE_BROKEN, path=str(packs), reason="missing")
    return tags


def letter_pack_text(language: str) -> str:
    """The text of a language's letter pack. Raises Problem LANGUAGE_UNKNOWN or RESOURCE_BROKEN."""
    path = folder() / "letters" / f"{language}.json"
    if not _TAG.fullmatch(language) or not path.exists():
        raise Problem(Trouble.LANGUAGE_UNKNOWN, language=language)
    text = _text(path)
    _json(path, text)
    return text


@cache
def icon(name: str) -> bytes:
    """The SVG of an icon, such as "home". Raises Problem RESOURCE_BROKEN."""
    path = folder() / "icons" / f"{name}.svg"
    if not _ICON.fullmatch(name):
        raise Problem(Trouble.RESOURCE_BROKEN, path=str(path), reason="not a name of an icon")
    text = _text(path)
    if not text.rstrip().endswith("</svg>"):
        raise Problem(Trouble.RESOURCE_BROKEN, path=str(path), reason="truncated")
    return text.encode()


@cache
def tokens() -> dict[str, Any]:
    """The visual tokens: colours per theme, sizes, durations. Raises Problem RESOURCE_BROKEN."""
    path = folder() / "tokens.json"
    content = _json(path, _text(path))
    if not isinstance(content, dict) or "themes" not in content:
        raise Problem(Trouble.RESOURCE_BROKEN, path=str(path), reason="without themes")
    return content


@cache
def strokes_text() -> str:
    """The strokes of Latin letters and digits as JSON: letter -> its strokes, each a list of points. Raises Problem RESOURCE_BROKEN."""
    path = folder() / "strokes" / "latin.json"
    text = _text(path)
    _json(path, text)
    return text


@cache
def sayings() -> Mapping[str, Mapping[str, str]]:
    """What is said at the end of a sitting, by language: "rest" and "tomorrow". Raises Problem RESOURCE_BROKEN."""
    path = folder() / "sayings.json"
    content = _json(path, _text(path))
    whole = isinstance(content, dict) and all(isinstance(said, dict) and set(said) == {"rest", "tomorrow"} for said in content.values())
    if not whole:
        raise Problem(Trouble.RESOURCE_BROKEN, path=str(path), reason="not a list of sayings")
    return cast("Mapping[str, Mapping[str, str]]", content)


def sound_file(name: str) -> Path:
    """The wav file of an effect. Raises Problem RESOURCE_BROKEN."""
    path = folder() / "sounds" / f"{name}.wav"
    if not path.is_file():
        raise Problem(Trouble.RESOURCE_BROKEN, path=str(path), reason="missing")
    return path


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem(Trouble.RESOURCE_BROKEN, path=str(path), reason=str(getattr(error, "strerror", None) or error)) from error


def _json(path: Path, text: str) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        raise Problem(Trouble.RESOURCE_BROKEN, path=str(path), reason=str(error)) from error
