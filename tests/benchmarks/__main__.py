"""Measure the marks of docs/benchmarks.md: `python -m tests.benchmarks [PART ...]`. Without a part, all of them.

`python -m tests.benchmarks tracing FOLDER` measures tracing on the drawings in a folder instead of on made-up ones.
"""

from __future__ import annotations

import importlib
import os
import sys

from tests.benchmarks.figures import table

PARTS = (
    "start", "memory", "answer", "gui", "rows", "kills", "tracing", "voices", "layout",
    "trees", "tree_rows", "coach", "sync", "online", "reconnect", "crowd", "newcomer", "morango",
)  # fmt: skip


def main(words: list[str]) -> int:
    """Measure the named parts; the exit status says whether every mark holds."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if len(words) == 2 and words[0] == "tracing":
        from tests.benchmarks import tracing

        figures = tracing.measure(words[1])
        print(table(figures))
        return 0 if all(figure.holds for figure in figures) else 1
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
