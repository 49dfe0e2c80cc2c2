"""The few rules that a palette cannot say: tips, scroll bars, and that a line of text brings no ground of its own.

Everything else is painted by our own widgets.
"""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ui.theme import Theme

_RULES = Template("""
QToolTip { color: $ink; background: $raised; border: ${edge}px solid $line; padding: 6px 10px; }
QLineEdit { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $strong; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $ink; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def sheet(theme: Theme) -> str:
    """The style sheet of the application in this theme."""
    use = {name: theme.colour(name).name() for name in ("ink", "raised", "line")}
    return _RULES.substitute(use, strong=theme.colour("line-strong").name(), edge=round(theme.edge_width))
