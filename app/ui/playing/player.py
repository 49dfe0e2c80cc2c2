"""Who plays: the child, the letters it plays in, and what a grown-up has set for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services import children, languages, settings

if TYPE_CHECKING:
    from app.learning.ids import ChildId
    from app.learning.letters import LetterPack
    from app.learning.people import Child
    from app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Player:
    """A child at a game; `shown` says whether the wanted letter is to be seen."""

    child: Child
    pack: LetterPack
    shown: bool


def player(desk: Desk, child: ChildId) -> Player:
    """The child with the letters it plays now. Raises Problem NOT_FOUND."""
    who = children.child(desk, child)
    return Player(who, languages.pack(who.languages[0]), settings.read(desk, child).shown)
