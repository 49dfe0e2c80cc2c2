"""Grown-ups: who they are, how they sign in, and what an owner may change about them."""

from app.learning.ids import GrownUpId
from app.learning.people import GrownUp, Role
from app.services.change import Change
from app.services.desk import Desk


def list_grown_ups(desk: Desk, removed: bool = False) -> tuple[GrownUp, ...]:
    """The grown-ups of the space by name; with `removed`, those that were taken out instead."""
    raise NotImplementedError


def sign_in(desk: Desk, grown_up: GrownUpId, password: str) -> Change[GrownUp]:
    """The grown-up whose password this is. Wrong ones are counted in the database, so that a restart does not clear a lock-out.

    Raises Problem: PASSWORD_WRONG (left: tries before the lock-out), LOCKED_OUT (until: aware local time). Someone unknown or taken out
    costs the same time and gives PASSWORD_WRONG.
    """
    raise NotImplementedError


def add_grown_up(desk: Desk, name: str, password: str, role: Role) -> Change[GrownUp]:
    """A new grown-up in the space. Raises Problem NOT_ALLOWED, NAME_*, PASSWORD_TOO_SHORT. Undo takes them out again."""
    raise NotImplementedError


def rename_grown_up(desk: Desk, grown_up: GrownUpId, name: str) -> Change[GrownUp]:
    """The grown-up under another name: one's own always, another's by who may look after grown-ups. Undo puts the old name back."""
    raise NotImplementedError


def change_password(desk: Desk, grown_up: GrownUpId, password: str, current: str | None = None) -> Change[None]:
    """A new password. One's own needs `current`; another's is set by an owner, who needs none.

    Raises Problem NOT_ALLOWED, PASSWORD_WRONG, LOCKED_OUT, PASSWORD_TOO_SHORT. A lock-out of that grown-up ends.
    """
    raise NotImplementedError


def change_role(desk: Desk, grown_up: GrownUpId, role: Role) -> Change[GrownUp]:
    """Another role. Raises Problem NOT_ALLOWED, LAST_OWNER. Undo puts the old role back."""
    raise NotImplementedError


def remove_grown_up(desk: Desk, grown_up: GrownUpId) -> Change[GrownUp]:
    """The grown-up taken out; the row stays and undo brings it back. Raises Problem NOT_ALLOWED, LAST_OWNER."""
    raise NotImplementedError


def restore_grown_up(desk: Desk, grown_up: GrownUpId) -> Change[GrownUp]:
    """A grown-up that was taken out is back. Raises Problem NOT_ALLOWED, NOT_FOUND."""
    raise NotImplementedError
