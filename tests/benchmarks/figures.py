"""Figures: medians and percentiles, and the table in which they stand beside their marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing. `mark` is the most it may be; None: it stands there for comparison. `beside` is measured in the same run."""

    name: str
    value: float
    unit: str
    mark: float | None = None
    beside: str = ""

    @property
    def holds(self) -> bool:
        """Whether the mark was reached."""
        return self.mark is None or self.value <= self.mark


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of all lie, by nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered) + 0.5) - 1))]


def spread(values: Sequence[float]) -> str:
    """Median with the least and the most, and how many there were."""
    return f"median {median(values):.3g}, {min(values):.3g} to {max(values):.3g}, n = {len(values)}"


def table(figures: Sequence[Figure]) -> str:
    """The figures as a Markdown table."""
    rows = ["| what | measured | mark | |", "|---|---|---|---|"]
    for one in figures:
        mark = "" if one.mark is None else f"{one.mark:g} {one.unit}"
        told = "" if one.mark is None else "holds" if one.holds else "**misses**"
        rows.append(f"| {one.name} | {one.value:.3g} {one.unit} | {mark} | {told}{'; ' if told and one.beside else ''}{one.beside} |")
    return "\n".join(rows)
