"""Who explores letters: the child, its letters, and the order in which it learns them. A read."""

from __future__ import annotations

from dataclasses import dataclass

from app.learning.ids import ChildId
from app.learning.letters import LetterPack
from app.learning.people import Child
from app.learning.sittings import Preferences
from app.services.children import found, one_child
from app.services.desk import Desk
from app.services.languages import language_of, pack
from app.services.settings import preferences_of


@dataclass(frozen=True, slots=True)
class Explored:
    """A child with the letters it plays now."""

    child: Child
    pack: LetterPack
    preferences: Preferences


def explored(desk: Desk, child: ChildId) -> Explored:
    """The child with its letters. Raises Problem NOT_FOUND, LANGUAGE_UNKNOWN."""
    with desk.database.reading() as connection:
        whole = one_child(connection, desk, child)
        one = found(connection, desk, whole)
        return Explored(one, pack(language_of(one)), preferences_of(connection, desk, one, whole))
