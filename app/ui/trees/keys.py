"""The keys of the tree, and what the sheet behind F1 says about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.ui.words import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

MOVES = frozenset({"up", "down", "left", "right"})
PANS = {"pan left": (-1, 0), "pan right": (1, 0), "pan up": (0, -1), "pan down": (0, 1)}
_ARROWS = {Qt.Key.Key_Up: "up", Qt.Key.Key_Down: "down", Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right"}
_PLAIN = {
    Qt.Key.Key_Plus: "nearer", Qt.Key.Key_Equal: "nearer", Qt.Key.Key_Minus: "farther", Qt.Key.Key_0: "all", Qt.Key.Key_Home: "all",
    Qt.Key.Key_1: "usual", Qt.Key.Key_PageUp: "pan up", Qt.Key.Key_PageDown: "pan down", Qt.Key.Key_N: "next", Qt.Key.Key_G: "goal",
    Qt.Key.Key_W: "way", Qt.Key.Key_Return: "open", Qt.Key.Key_Enter: "open", Qt.Key.Key_Escape: "close", Qt.Key.Key_F3: "find next",
    Qt.Key.Key_F1: "keys", Qt.Key.Key_Slash: "find",
}  # fmt: skip
_SHIFTED = {Qt.Key.Key_N: "previous", Qt.Key.Key_F3: "find previous"}
_CONTROLLED = {Qt.Key.Key_F: "find"}


def act_of(event: QKeyEvent) -> str | None:
    """What a key does in the tree."""
    key, with_ = Qt.Key(event.key()), event.modifiers()
    if with_ & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
        return None
    if with_ & Qt.KeyboardModifier.ControlModifier:
        return _CONTROLLED.get(key) or (_PLAIN.get(key) if _PLAIN.get(key) in {"nearer", "farther", "all"} else None)
    if key in _ARROWS:
        return f"pan {_ARROWS[key]}" if with_ & Qt.KeyboardModifier.ShiftModifier else _ARROWS[key]
    if with_ & Qt.KeyboardModifier.ShiftModifier and key in _SHIFTED:
        return _SHIFTED[key]
    return _PLAIN.get(key)


def listed_for_editing() -> tuple[tuple[str, str], ...]:
    """The keys that the editor has besides."""
    return (
        ("A", tr("A new skill above this one")),
        ("L, Enter", tr("An arrow from this skill: L, go to the other one, Enter")),
        (tr("Ctrl and arrows"), tr("Put the chosen skills elsewhere")),
        (tr("Shift and press"), tr("Choose several")),
        ("Ctrl+A", tr("Choose all")),
        ("Del", tr("Remove what is chosen")),
        ("Ctrl+Z  Ctrl+Y", tr("Undo, do it again")),
    )


def listed() -> tuple[tuple[str, str], ...]:
    """Each key with what it does, in words."""
    return (
        ("↑  ↓", tr("Along a line: to what this opens, to what it needs")),
        ("←  →", tr("To the next one in the row")),
        ("N", tr("To the next skill that is open (with Shift: back)")),
        ("G", tr("To the goal")),
        ("W", tr("Show the whole way to the goal")),
        ("Enter", tr("Into the panel about the skill")),
        ("Esc", tr("Close the panel")),
        ("+  −", tr("Nearer, farther")),
        ("0", tr("Show all")),
        ("1", tr("Show it at its usual size")),
        (tr("Shift and arrows"), tr("Move the paper")),
        ("/", tr("Find")),
        ("F3", tr("To the next that was found (with Shift: back)")),
        ("F1", tr("These keys")),
    )
