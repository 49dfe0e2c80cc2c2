"""Make the strokes of letters and digits: `python packaging/make_strokes.py FOLDER` writes `resources/strokes/latin.json`.

FOLDER is the folder `kanji` of KanjiVG (PyPI package `kanjivg`, version 20260714): ordered strokes of A-Z, a-z and 0-9 as SVG paths, by
Ulrich Apel and contributors, CC BY-SA 3.0. They are changed here: sampled, thinned to few points, brought into a box of 100. The file made
stays under that licence; `resources/strokes/README.md` says so. Letters whose form in schoolbooks is another one are drawn in `_SCHOOL`.
"""

import json
import math
import re
import string
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_BOX = 109.0  # of KanjiVG
_FINE = 0.8  # of 100: how far a thinned line may lie from the sampled one
_PATH = re.compile(r'<path[^>]* d="([^"]+)"')
_NUMBER = re.compile(r"[Mc]|-?\d*\.?\d+")
_KAPPA_STEPS = 16  # samples for each cubic

Point = tuple[float, float]

# Single-storey a and g, a bowed r, an I with bars: as they are first written at school; x to the right, y down, in the box of 100.
_SCHOOL: dict[str, list[list[Point]]] = {
    "a": [[(68, 42), (60, 35), (49, 33), (37, 38), (30, 50), (30, 66), (36, 78), (47, 82), (58, 78), (67, 66)],
          [(69, 34), (68, 62), (70, 82)]],
    "g": [[(68, 42), (60, 35), (49, 33), (37, 38), (30, 50), (30, 64), (36, 75), (47, 79), (58, 75), (67, 64)],
          [(69, 34), (69, 84), (65, 97), (54, 103), (42, 102), (33, 98)]],
    "r": [[(32, 32), (32, 82)], [(32, 52), (40, 38), (54, 32), (65, 36), (68, 46)]],
    "I": [[(50, 14), (50, 90)], [(34, 14), (66, 14)], [(34, 90), (66, 90)]],
}  # fmt: skip


def strokes_of(svg: str) -> list[list[Point]]:
    """The strokes of one file, sampled and thinned, in a box of 100."""
    lines = [_sampled(path) for path in _PATH.findall(svg)]
    return [[(round(x * 100 / _BOX, 1), round(y * 100 / _BOX, 1)) for x, y in _thinned(line)] for line in lines]


def _sampled(path: str) -> list[Point]:
    """Points along a path of M and relative c (KanjiVG uses no other commands for these letters)."""
    words = _NUMBER.findall(path)
    points: list[Point] = []
    command, numbers = "", []
    for word in [*words, "M"]:
        if word not in {"M", "c"}:
            numbers.append(float(word))
            continue
        if command == "M":
            points.append((numbers[0], numbers[1]))
        for start in range(0, len(numbers) if command == "c" else 0, 6):
            points += _cubic(points[-1], numbers[start : start + 6])
        command, numbers = word, []
    return points


def _cubic(start: Point, by: list[float]) -> list[Point]:
    x0, y0 = start
    found = []
    for step in range(1, _KAPPA_STEPS + 1):
        t = step / _KAPPA_STEPS
        a, b, c = 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        found.append((x0 + a * by[0] + b * by[2] + c * by[4], y0 + a * by[1] + b * by[3] + c * by[5]))
    return found


def _thinned(line: list[Point]) -> list[Point]:
    """Without the points that a straight line tells as well (Douglas and Peucker)."""
    if len(line) < 3:
        return line
    (x0, y0), (x1, y1) = line[0], line[-1]
    long = math.hypot(x1 - x0, y1 - y0)
    away = [abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / long if long else math.hypot(x - x0, y - y0) for x, y in line]
    far = max(range(len(line)), key=lambda place: away[place])
    if away[far] <= _FINE:
        return [line[0], line[-1]]
    return _thinned(line[: far + 1])[:-1] + _thinned(line[far:])


def main(folder: Path) -> None:
    """Write the resource, one letter a line."""
    found = {}
    for letter in string.digits + string.ascii_uppercase + string.ascii_lowercase:
        svg = (folder / f"{ord(letter):05x}.svg").read_text("utf-8")
        found[letter] = _SCHOOL.get(letter) or strokes_of(svg)
    lines = [f"{json.dumps(letter)}: {json.dumps(strokes, separators=(',', ':'))}" for letter, strokes in found.items()]
    target = ROOT / "resources" / "strokes" / "latin.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    print(f"{target.relative_to(ROOT)}: {len(found)} letters and digits")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
