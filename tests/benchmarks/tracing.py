"""How honest the tracing scorer is: what it lets through of own letters, scribbles, halves, mirrored and other letters.

`python -m tests.benchmarks tracing` draws made-up handwriting (`handwriting.py`: synthetic, from the strokes of schoolbooks) for the
52 Latin letters in the font that children are taught in. `python -m tests.benchmarks tracing FOLDER` reads real drawings instead: every
JSON file in FOLDER is a list of `{"letter": "a", "drawer": "anna", "strokes": [[[x, y], ...], ...]}` (y down; more than two numbers a
point, such as time, are allowed; `drawer` may be missing, then drawings take turns). A letter is looked up in the program's letter packs
for its script and look-alikes. Thresholds are chosen on the first half of the drawers and reported on the second, beside the shipped ones.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
from PySide6.QtGui import QGuiApplication

from app.learning.letters import LetterPack
from app.learning.people import Case
from app.learning.tracing import USUAL, Model, Score, Thresholds, judged, model_of, score, weighed
from app.services import languages
from app.system import resources
from app.ui.tracing.raster import raster_of
from tests.benchmarks import handwriting
from tests.benchmarks.figures import Figure, percentile
from tests.benchmarks.handwriting import Lines

_HANDS = 16  # made-up children; each draws every letter once
_SCRIBBLES = 16  # for each letter
_OTHERS = 4  # drawings of each other letter, that are tried as this one
_PARTIAL = 0.6
_REVERSED = frozenset("bdpq")
_MARKS = {"own": 0.85, "scribble": 0.01, "60 % partial": 0.12, "other letter": 0.06, "mirrored": 0.10, "b d p q": 0.10}


@dataclass(frozen=True, slots=True)
class Sample:
    """One drawing of a letter, by whom."""

    letter: str
    drawer: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial: a drawing of some kind weighed against a letter. `half` is which half of the drawers it belongs to."""

    kind: str
    half: int
    own: Score
    rivals: dict[str, float]


def measure(folder: str | None = None) -> list[Figure]:
    """The table. Prints what it was measured on."""
    QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    samples = made_up() if folder is None else read_folder(Path(folder))
    letters = sorted({sample.letter for sample in samples})
    models = {letter: found for letter in letters if (found := model_for(letter)) is not None}
    told = f"{len(samples)} drawings of {len(models)} letters"
    print(f"{told}, SYNTHETIC: no person drew them" if folder is None else f"{told} from {folder}")
    cases = list(trials(samples, models))
    chosen = _chosen([case for case in cases if case.half == 0])
    print(f"chosen on the first half of the drawers: {chosen}; shipped: {USUAL}")
    figures = [*marks(cases, chosen, "chosen on the other half"), *marks(cases, USUAL, "shipped")]
    return [*figures, *_times(samples, models)]


def made_up(seed: int = 20) -> list[Sample]:
    """Synthetic drawings of all Latin letters, by hands that are more or less steady."""
    strokes = json.loads(resources.strokes_text())
    found = []
    for hand in range(_HANDS):
        dice = np.random.default_rng([seed, hand])
        unsteady = float(dice.uniform(0.5, 1.3))
        for letter, lines in strokes.items():
            if letter.isalpha():
                drawn = handwriting.drawing([np.array(line, np.float64) for line in lines], dice, unsteady)
                found.append(Sample(letter, f"{hand:02}", drawn))
    return found


def read_folder(folder: Path) -> list[Sample]:
    """The drawings in the JSON files of a folder. Raises ValueError for a file that is not of the form, with its name."""
    found = []
    for path in sorted(folder.glob("*.json")):
        try:
            for number, one in enumerate(json.loads(path.read_text("utf-8"))):
                lines = [np.array([point[:2] for point in line], np.float64) for line in one["strokes"] if line]
                found.append(Sample(str(one["letter"]), str(one.get("drawer", number)), lines))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ValueError(f"{path.name} is no list of letter, drawer and strokes: {error}") from error
    return found


def _packs() -> Iterator[LetterPack]:
    for language in sorted(resources.languages(), key=lambda tag: (tag != "en", tag)):
        yield languages.pack(language)


def model_for(text: str) -> Model | None:
    """The model of a letter with the look-alikes that a pack declares; None when no pack has it."""
    for pack in _packs():
        for case in pack.cases:
            forms = {letter.key: letter.lower if case is Case.LOWER else str(letter.upper) for letter in pack.letters}
            key = next((key for key, form in forms.items() if form == text), None)
            if key is not None:
                rivals = {forms[other]: raster_of(forms[other], pack.script) for other in pack.letter(key).confusables}
                return model_of(raster_of(text, pack.script), rivals)
    return None


def trials(samples: Sequence[Sample], models: dict[str, Model]) -> Iterator[Trial]:
    """Every trial: each drawing as its own letter, as others, halved, mirrored; and scribbles."""
    drawers = sorted({sample.drawer for sample in samples})
    half = {drawer: int(place >= len(drawers) / 2) for place, drawer in enumerate(drawers)}
    kept = [sample for sample in samples if sample.letter in models]

    def case(kind: str, which: int, lines: Lines, letter: str) -> Trial:
        return Trial(kind, which, *weighed([line.tolist() for line in lines], models[letter]))

    for number, sample in enumerate(kept):
        which, letter, lines = half[sample.drawer], sample.letter, sample.lines
        yield case("own", which, lines, letter)
        yield case("60 % partial", which, handwriting.partial(lines, _PARTIAL), letter)
        if "" in models[letter].rivals:  # not for o, whose mirror image is o
            yield case("mirrored", which, handwriting.in_mirror(lines), letter)
        others = [other for other in models if other != letter and other.isupper() == letter.isupper()]
        for step in range(min(_OTHERS, len(others))):
            yield case("other letter", which, lines, others[(number * 7 + step * 11) % len(others)])
        for other in sorted(_REVERSED - {letter}) if letter in _REVERSED else ():
            yield case("b d p q", which, lines, other)
    dice = np.random.default_rng(3)
    for letter in models:
        for number in range(_SCRIBBLES):
            yield case("scribble", number % 2, handwriting.scribble(dice), letter)


def _share(cases: Sequence[Trial], kind: str, thresholds: Thresholds) -> float:
    given = [judged(case.own, case.rivals, thresholds).accepted for case in cases if case.kind == kind]
    return sum(given) / len(given) if given else 0.0


def _chosen(cases: Sequence[Trial]) -> Thresholds:
    """Of all thresholds that take 0.87 of own letters on these drawings (two points to spare), those that leave most room to every mark."""
    best, room = USUAL, -9.0
    for grace in (0.0, 0.02, 0.04, 0.06):
        for value in np.arange(0.40, 0.60, 0.02):
            for region in np.arange(0.05, 0.30, 0.05):
                one = Thresholds(round(float(value), 3), round(float(region), 3), grace)
                if _share(cases, "own", one) >= _MARKS["own"] + 0.02:
                    spare = min(1 - _share(cases, kind, one) / mark for kind, mark in _MARKS.items() if kind != "own")
                    if spare > room:
                        best, room = one, spare
    return best


def marks(cases: Sequence[Trial], thresholds: Thresholds, named: str) -> list[Figure]:
    """The figures of the second half of the drawers beside their marks."""
    other = [case for case in cases if case.half == 1]
    found = []
    for kind, mark in _MARKS.items():
        share, count = _share(other, kind, thresholds), sum(case.kind == kind for case in other)
        if kind == "own":
            found.append(Figure(f"{named}: own letter refused", 1 - share, "", 1 - mark, f"n = {count}"))
        elif count:
            found.append(Figure(f"{named}: {kind} accepted", share, "", mark, f"n = {count}"))
    return found


def _times(samples: Sequence[Sample], models: dict[str, Model]) -> list[Figure]:
    """How long one score takes, and the making of a model."""
    took = []
    for sample in [sample for sample in samples if sample.letter in models][:400]:
        strokes = [line.tolist() for line in sample.lines]
        began = perf_counter()
        score(strokes, models[sample.letter].skeleton)
        took.append((perf_counter() - began) * 1000)
    making = []
    for letter in list(models)[:20]:
        raster = raster_of(letter, "Latn")
        began = perf_counter()
        model_of(raster, {})
        making.append((perf_counter() - began) * 1000)
    return [
        Figure("one score, p95", percentile(took, 0.95), "ms", 2.0, f"median {median(took):.2f} ms, n = {len(took)}"),
        Figure("a model without rivals", median(making), "ms", None, f"n = {len(making)}"),
    ]
