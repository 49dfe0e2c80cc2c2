"""Text made fit for painting: whatever was typed, it neither hangs the shaper nor bursts a layout.

What is kept of a name elsewhere (tips, names for screen readers, the database) is never touched.
"""

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication

# Real writing stacks at most four marks on a letter (Vietnamese two, pointed Hebrew three, Tibetan four).
_MOST_MARKS = 4
_LONGEST = 200
_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
_FROM_THE_RIGHT = frozenset({"R", "AL", "AN"})


def shown(text: str, longest: int = _LONGEST) -> str:
    """`text` as it may be painted on one line: no control characters, at most `longest` characters and four marks on each letter."""
    kept: list[str] = []
    marks = 0
    for character in text[: longest * 8]:
        kind = unicodedata.category(character)
        if kind in {"Cc", "Cs", "Zl", "Zp"}:
            character = " "  # noqa: PLW2901 - a line break or NUL inside a name is shown as a space
            marks = 0
        elif kind in {"Mn", "Me"}:
            marks += 1
            if marks > _MOST_MARKS:
                continue
        else:
            marks = 0
        kept.append(character)
        if len(kept) >= longest:
            kept.append("…")
            break
    return "".join(kept).strip()


def isolated(name: str) -> str:
    """`name` for the middle of a sentence: written in the other direction, it would carry signs and figures beside it to its other side."""
    plain = QGuiApplication.layoutDirection() == Qt.LayoutDirection.LeftToRight
    if plain and not any(unicodedata.bidirectional(sign) in _FROM_THE_RIGHT for sign in name):
        return name
    return f"{_ISOLATE}{name}{_END_OF_ISOLATE}"


def elided(text: str, metrics: QFontMetricsF, width: float) -> str:
    """`text` cut to `width` px with an ellipsis at its end."""
    whole = shown(text)
    if metrics.horizontalAdvance(whole) <= width + 0.5:
        return whole
    return metrics.elidedText(whole, Qt.TextElideMode.ElideRight, max(0.0, width))


def lines_of(text: str, metrics: QFontMetricsF, width: float, most: int = 12) -> list[str]:
    """`text` broken at spaces into lines of `width` px, `most` at most; the last one ends in an ellipsis when there was more."""
    words = shown(text, 2000).split()
    lines: list[str] = []
    line = ""
    for index, word in enumerate(words):
        longer = f"{line} {word}".strip()
        if line and metrics.horizontalAdvance(longer) > width:
            if len(lines) == most - 1:
                rest = " ".join((line, *words[index:]))
                return [*lines, elided(rest, metrics, width)]
            lines.append(elided(line, metrics, width))
            line = word
        else:
            line = longer
    return [*lines, elided(line, metrics, width)]
