"""Make the letters of the languages again: `python packaging/make_letters.py [TAG ...]` writes `resources/letters/<tag>.json` and a report.

They come from the overlays in `packaging/letters`, kept by hand; the CLDR is what these are held against (its archives are fetched once,
with `npm pack`, into `build/cldr`). Without a network, `--check` says whether the overlays are well formed and the committed packs theirs.
`--review TAG` lists the words that the CLDR calls otherwise, for a teacher to read; `--propose TAG` what it would offer for each letter.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import cldr  # noqa: E402 (a script's own folder is on the path, the program's is not)
import letter_coverage  # noqa: E402
import overlays  # noqa: E402
from against_cldr import faults, named, proposals  # noqa: E402
from overlays import Line, Overlay, PictureWord, Said, Slip  # noqa: E402

from app.learning.letters import parse_pack  # noqa: E402
from app.learning.problems import Problem  # noqa: E402

PACKS = ROOT / "resources" / "letters"


def pack_text(overlay: Overlay) -> str:
    """The pack of an overlay, one letter a line, so that a slip is found."""
    head = {
        "language": overlay.language,
        "name": overlay.name,
        "endonym": overlay.endonym,
        "script": overlay.script,
        "right_to_left": overlay.right_to_left,
        "version": overlay.version,
        "voice": overlay.voice,
    }
    orders = ",\n".join(f"    {_json(name)}: {_json(' '.join(keys))}" for name, keys in overlay.orders.items())
    letters = ",\n".join(f"    {_json(_letter(letter))}" for letter in overlay.letters)
    lines = [
        *(f"  {_json(key)}: {_json(value)}," for key, value in head.items()),
        f'  "orders": {{\n{orders}\n  }},',
        f'  "confusable": {_json(list(overlay.confusable))},',
        f'  "alike": {_json(list(overlay.alike))},',
        f'  "letters": [\n{letters}\n  ]',
    ]
    return "{\n" + "\n".join(lines) + "\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _letter(letter: Line) -> dict[str, object]:
    capital = {} if letter.upper is None else {"upper": letter.upper}
    final = {} if letter.final is None else {"final": letter.final}
    also = {} if not letter.also else {"also": " ".join(letter.also)}
    inside = {"contains": _words(letter.contains)} if letter.contains else {}
    said = {"name": _said(letter.name), "sound": _said(letter.sound)}
    return {"key": letter.key, "lower": letter.key, **capital, **final, **also, **said, "words": _words(letter.words), **inside}


def _said(said: Said) -> dict[str, str]:
    return {"text": said.text} if said.phonemes is None else {"text": said.text, "phonemes": said.phonemes}


def _words(words: Sequence[PictureWord]) -> list[str]:
    return [f"{word.text} {'' if word.phonemes is None else f'[[{word.phonemes}]] '}{word.picture}" for word in words]


def stale(overlay: Overlay) -> bool:
    """Whether the committed pack is not what its overlay makes."""
    path = PACKS / f"{overlay.language}.json"
    return not path.exists() or path.read_text(encoding="utf-8") != pack_text(overlay)


def make(overlay: Overlay) -> Iterator[str]:
    """Write the pack of an overlay after holding it against the CLDR; what is wrong with it otherwise."""
    found = faults(overlay, cldr.facts_of(overlay.cldr))
    text = pack_text(overlay)
    try:
        parse_pack(text)
    except Problem as problem:
        found.append(f"{overlay.language}.toml: the pack it makes is refused: {dict(problem.facts)}")
    if not found:
        (PACKS / f"{overlay.language}.json").write_text(text, encoding="utf-8")
    yield from found


def review(overlay: Overlay) -> Iterator[str]:
    """Every word whose picture the CLDR calls otherwise, with what it says."""
    facts = cldr.facts_of(overlay.cldr)
    for letter in overlay.letters:
        for word in (*letter.words, *letter.contains):
            names = facts.names_of(word.picture)
            if not named(word.text, names):
                yield f"{letter.key}\t{word.text} {word.picture}\t{', '.join(names[:3]) or '(no name)'}"


def propose(overlay: Overlay) -> Iterator[str]:
    """What the CLDR has for each letter: single-word names of emoji that begin with it."""
    facts = cldr.facts_of(overlay.cldr)
    for letter in overlay.letters:
        yield f"{letter.key}\t{', '.join(proposals(letter.key, overlay, facts))}"


def check(wanted: Sequence[str]) -> list[str]:
    """What is wrong, without asking the CLDR: broken overlays, packs that are not theirs, a report that is not of these packs."""
    found = []
    for language in wanted:
        try:
            if stale(overlays.read(language)):
                found.append(f"{language}: resources/letters/{language}.json is not what its overlay makes")
        except Slip as slip:
            found.append(str(slip))
    if not letter_coverage.is_current():
        found.append("docs/letter-coverage.md is not the report of these packs")
    return found


def main(words: Sequence[str]) -> int:
    """What was asked for; the exit status is 1 when something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("tags", nargs="*", help="languages (all of them when none is named)")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--check", action="store_true", help="without a network: are the committed packs those of the overlays?")
    way.add_argument("--review", action="store_true", help="list the words that the CLDR calls otherwise")
    way.add_argument("--propose", action="store_true", help="list what the CLDR offers for each letter")
    parser.add_argument("--accept-less", action="store_true", help="record a coverage that is lower than before")
    asked = parser.parse_args(words)
    wanted = asked.tags or overlays.tags()
    if asked.check:
        return _end(check(wanted))
    try:
        cldr.fetch()
        if asked.review or asked.propose:
            tell = review if asked.review else propose
            for language in wanted:
                print(*tell(overlays.read(language)), sep="\n")
            return 0
        found = [fault for language in wanted for fault in make(overlays.read(language))]
    except cldr.Unfetched as trouble:
        return _end([f"{trouble}. Words are held against the CLDR, and that needs its packages once; --check works without a network."])
    except (Slip, OSError) as trouble:
        return _end([str(trouble)])
    return _end(found or letter_coverage.record(accept_less=asked.accept_less))


def _end(found: Sequence[str]) -> int:
    for fault in found:
        print(fault, file=sys.stderr)
    print(f"{len(found)} faults." if found else "All is well.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
