"""Measure the marks of docs/benchmarks.md: `python -m tests.benchmarks [PART ...]`. Without a part, all of them."""

from __future__ import annotations

import importlib
import os
import sys

from tests.benchmarks.figures import table

PARTS = ("start", "memory", "answer", "gui", "rows", "kills")


def main(words: list[str]) -> int:
    """Measure the named parts; the exit status says whether every mark holds."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    unknown = set(words) - set(PARTS)
    if unknown:
        print(f"There is no part named {', '.join(sorted(unknown))}. The parts: {', '.join(PARTS)}.")
        return 2
    figures = []
    for part in words or PARTS:
        print(f"measuring {part} ...", flush=True)
        found = importlib.import_module(f"tests.benchmarks.{part}").measure()
        print(table(found), flush=True)
        figures += found
    print("\n" + table(figures))
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
