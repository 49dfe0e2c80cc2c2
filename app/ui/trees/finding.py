"""Finding skills by what is written on them and about them: every word that was typed must be there, in any order, accents ignored."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import numpy as np

from app.ui.trees.naming import skill_name

if TYPE_CHECKING:
    from app.learning.layout_rows import Flags
    from app.ui.trees.shape import TreeShape


def plain(text: str) -> str:
    """Small letters without marks above or below, as they are compared."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one)) or apart


class Finder:
    """Looks in one tree; what it compares is made ready once."""

    def __init__(self, shape: TreeShape) -> None:
        self._shape = shape
        self._exact = [plain(text) for text in shape.view.texts]
        self._whole: list[str] | None = None

    def found(self, text: str) -> Flags | None:
        """One flag for each skill; None when nothing was asked. One letter finds that letter alone, not each word with it."""
        words = plain(text).split()
        if not words:
            return None
        if len(words) == 1 and len(words[0]) == 1 and words[0] in self._exact:
            return np.array([own == words[0] for own in self._exact], np.bool_)
        if self._whole is None:
            self._whole = [self._about(place) for place in range(self._shape.count)]
        return np.array([all(word in about for word in words) for about in self._whole], np.bool_)

    def _about(self, place: int) -> str:
        skill = self._shape.view.tree.skills[place]
        return plain(" ".join((self._shape.view.texts[place], skill_name(self._shape, place), skill.name, skill.description, *skill.tags)))
