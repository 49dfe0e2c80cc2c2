"""Folding anew what this program, or its letters, see otherwise than those that folded it: after an upgrade, or with another pack.

What is to be folded is written down at the first start with another program or other packs, and when a pack comes in; it is folded bit by
bit while the window is open, and by every exchange with a hub.
"""

from __future__ import annotations

from app import __version__
from app.data.folding import refold_waiting
from app.data.outdated import edition_of, keep_edition, note_outdated
from app.data.tables.attempts import GAME_OF
from app.learning.mastery import RULES_VERSION
from app.services import languages
from app.services.change import Change
from app.services.desk import Desk
from app.services.skill_rules import rules_of

_AT_ONCE = 5  # skills of one child: some tenths of a second after years of play, while the window's own asks wait


def note_what_is_new(desk: Desk) -> bool:
    """Write down what has to be folded anew, where program or packs are others than when it was last looked; whether it was looked."""
    space, edition = desk.space, f"{__version__} {RULES_VERSION} {max(GAME_OF)} {len(GAME_OF)} {languages.here()}"
    if space is None:
        return False
    with desk.database.reading() as connection:
        if edition_of(connection, space) == edition:
            return False
    with desk.database.transaction() as connection:
        note_outdated(connection, space, rules_of)
        keep_edition(connection, space, edition)
    return True


def fold_some(desk: Desk) -> Change[bool]:
    """Fold a little of what waits; whether there was anything. No topic: say PROGRESS when it is over."""
    space = desk.space
    if space is None:
        return Change(False, frozenset())
    return Change(desk.database.run(lambda connection: refold_waiting(connection, space, rules_of, _AT_ONCE)), frozenset())
