"""What the Unicode CLDR says: the letters of a language's index, all its letters, and the names of emoji.

Read straight from the archives of two npm packages, whose versions and contents are pinned; `npm pack` fetches those that are not there.
"""

import hashlib
import json
import re
import subprocess
import tarfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "build" / "cldr"
VERSION = "48.2.0"
PACKAGES = {  # name: SHA-512 of the archive
    "cldr-misc-full": "7527364ebe777507141b0b138a76a611ea0fd985ce850ac867e4b27ae52bbf83"
    "3324e4a34ff434aa44a65f5d59c1f7136d84a422a6eb8002d02e1026d727f97c",
    "cldr-annotations-full": "0d5ec0fab11c81448d4d1b1518d1aa05946602419fc211873b9435751c330680"
    "6756b1d6a7cd3824feff40974473aea21e6c77fb32d654830214b9b4956ecf51",
}
_JOINERS = {"\u200c", "\u200d"}
_PLAIN = re.compile("[\ufe0e\ufe0f]")


class Unfetched(Exception):
    """The packages are not here and could not be fetched, or are not those that are meant."""


@dataclass(frozen=True, slots=True)
class LanguageFacts:
    """A language in the CLDR: `index` in collation order (groups of one place), all letters it is written with, and names by emoji."""

    index: tuple[tuple[str, ...], ...]
    letters: frozenset[str]
    names: dict[str, tuple[str, ...]]  # the spoken name first, then the keywords

    def names_of(self, picture: str) -> tuple[str, ...]:
        """What a picture is called; nothing when the CLDR names it in no way."""
        return self.names.get(_PLAIN.sub("", picture), ())


def fetch() -> None:
    """Have the archives in the build folder. Raises Unfetched."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, wanted in PACKAGES.items():
        archive = _archive(name)
        if not archive.exists():
            try:
                subprocess.run(["npm", "pack", "--silent", f"{name}@{VERSION}"], cwd=FOLDER, check=True, capture_output=True, timeout=300)
            except (OSError, subprocess.SubprocessError) as error:
                raise Unfetched(f"{name} {VERSION} could not be fetched with npm") from error
        if hashlib.sha512(archive.read_bytes()).hexdigest() != wanted:
            raise Unfetched(f"{archive.name} is not the archive of {name} {VERSION} that is meant")


def here() -> bool:
    """Whether the archives have been fetched."""
    return all(_archive(name).exists() for name in PACKAGES)


def facts_of(language: str) -> LanguageFacts:
    """What the CLDR says about a language. Raises KeyError for one it has not."""
    characters = _content("cldr-misc-full", f"main/{language}/characters.json")["main"][language]["characters"]
    annotations = _content("cldr-annotations-full", f"annotations/{language}/annotations.json")["annotations"]["annotations"]
    exemplars = (*_exemplars(characters["exemplarCharacters"]), *_exemplars(characters.get("auxiliary", "[]")))
    return LanguageFacts(
        index=_exemplars(characters["index"]),
        letters=frozenset(letter for place in exemplars for letter in place),
        names={_PLAIN.sub("", emoji): (*said.get("tts", ()), *said.get("default", ())) for emoji, said in annotations.items()},
    )


def _archive(name: str) -> Path:
    return FOLDER / f"{name}-{VERSION}.tgz"


@cache
def _open(name: str) -> dict[str, bytes]:
    """The JSON files of an archive that tell of letters and names, unpacked in memory (some 90 MB for the annotations)."""
    wanted = re.compile(r"package/(?:main/[\w-]+/characters|annotations/[\w-]+/annotations)\.json")
    with tarfile.open(_archive(name)) as archive:
        members = (member for member in archive if wanted.fullmatch(member.name))
        return {member.name.removeprefix("package/"): file.read() for member in members if (file := archive.extractfile(member))}


def _content(name: str, path: str) -> Any:  # noqa: ANN401 (JSON of another's making; the fields that are read are checked by their use)
    return json.loads(_open(name)[path])


def _exemplars(pattern: str) -> tuple[tuple[str, ...], ...]:
    r"""The places of a Unicode set such as `[aá b c {cs} \u200c]`, each with its letters; ranges `A-Z` are spelled out."""
    found: list[tuple[str, ...]] = []
    for place in pattern.strip("[]").split():
        letters: list[str] = []
        place = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda found: chr(int(found[1], 16)), place)  # noqa: PLW2901 - the same place, spelled out
        for braced, escaped, first, last, single in re.findall(r"\{([^}]*)\}|\\(.)|(\S)-(\S)|([^{}\\])", place):
            if first:
                letters += [chr(code) for code in range(ord(first), ord(last) + 1)]
            else:
                letters.append((braced or escaped or single).replace("\\", ""))
        if set(letters) - _JOINERS:
            found.append(tuple(letters))
    return tuple(found)
