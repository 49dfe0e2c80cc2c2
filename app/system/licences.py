"""What the program stands on, with the licence of each: read from the installed packages, and the few things that are no packages."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata

_CLASSIFIER = "License :: OSI Approved :: "
_LONGEST = 60  # letters; some packages put the whole text where its name belongs
_BESIDES = (
    ("PostgreSQL", "18", "PostgreSQL"),
    ("Qt", "", "LGPL-3.0-only"),
    ("espeak-ng", "", "GPL-3.0-or-later"),
    ("Manrope (font)", "", "OFL-1.1"),
    ("Andika (font)", "", "OFL-1.1"),
    ("Noto (fonts)", "", "OFL-1.1"),
    ("KanjiVG (strokes of letters, changed)", "", "CC-BY-SA-3.0"),
    ("Unicode CLDR (letters and names of pictures)", "", "Unicode-3.0"),
)


@dataclass(frozen=True, slots=True)
class Licensed:
    """One thing and the name of its licence."""

    name: str
    version: str
    licence: str


def stands_on() -> tuple[Licensed, ...]:
    """The installed packages by name, then what came inside them or beside them. Reads some files, so not for the GUI thread."""
    packages = {one.metadata["Name"]: _licensed(one) for one in metadata.distributions() if one.metadata["Name"]}
    packages.pop("lettergrove", None)
    return (*sorted(packages.values(), key=lambda one: one.name.lower()), *(Licensed(*one) for one in _BESIDES))


def _licensed(package: metadata.Distribution) -> Licensed:
    about = package.metadata
    licence = _field(about, "License-Expression") or next(
        (line.removeprefix(_CLASSIFIER) for line in about.get_all("Classifier") or () if line.startswith(_CLASSIFIER)), ""
    )
    stated = _field(about, "License").strip()
    if not licence and stated and len(stated) <= _LONGEST and "\n" not in stated:
        licence = stated
    return Licensed(about["Name"], package.version, licence or "see the package")


def _field(about: metadata.PackageMetadata, name: str) -> str:
    return about[name] if name in set(about) else ""
