"""Values of rows in words, as the pages that edit them say them: a friend by its name, a role, a month; never a code of a colour."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, Qt

from app.learning.people import BACKDROPS, SCARVES, Role
from app.ui.painting.lettering import isolated, shown
from app.ui.people import saying
from app.ui.people.avatar_picker import FRIEND_NAMES
from app.ui.words import tr

_LONGEST = 80  # letters of a value


def value_words(column: str, value: object) -> str:
    """A value of a column as JSON holds it, in words; what is written by hand stands in quotes."""
    if column == "deleted_at":
        return tr("kept") if value is None else tr("removed")
    if value is None:
        return tr("nothing")
    if isinstance(value, bool):
        return tr("on") if value else tr("off")
    known = _known(column, str(value))
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return known or tr("“{words}”", words=isolated(shown(written, _LONGEST)))


def _known(column: str, value: str) -> str:
    """The words for a value that people choose from a list; empty for any other."""
    chosen = {
        **{("friend", friend.value): tr(name) for friend, name in FRIEND_NAMES.items()},
        **{("role", role.value): saying.role(role) for role in Role},
        ("letter_case", "lower"): tr("a b c"), ("letter_case", "upper"): tr("A B C"), ("letter_case", "both"): tr("Both"),
        ("letterform", "school"): tr("School"), ("letterform", "print"): tr("Books"),
    }  # fmt: skip
    if column == "scarf":
        return _numbered(tr("Scarf {number}"), SCARVES, value)
    if column == "backdrop":
        return _numbered(tr("Backdrop {number}"), BACKDROPS, value)
    if column == "born":
        return _month(value)
    return chosen.get((column, value), "")


def _month(value: str) -> str:
    day = QDate.fromString(value, Qt.DateFormat.ISODate)
    return QLocale().toString(day, "MMMM yyyy") if day.isValid() else ""


def _numbered(words: str, offered: Sequence[str], value: str) -> str:
    """The number of a colour among those that are offered."""
    return words.format(number=offered.index(value) + 1) if value in offered else tr("another colour")
