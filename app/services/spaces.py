"""Spaces: the household or classroom that everything else belongs to, and how one is founded."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.learning.people import Child, GrownUp, Space, SpaceKind
from app.services.change import Change
from app.services.children import NewChild
from app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Founded:
    """What the first-run wizard made. `child` is None when a classroom starts without one."""

    space: Space
    owner: GrownUp
    child: Child | None


def current_space(desk: Desk) -> Space | None:
    """The desk's space; without one at the desk, the oldest of the database; None before the wizard has founded one."""
    raise NotImplementedError


def found_space(
    desk: Desk,
    kind: SpaceKind,
    space_name: str,
    grown_up_name: str,
    password: str,
    child: NewChild | None,
    languages: Sequence[str],
) -> Change[Founded]:
    """A new space with its owner, its first child and the letters of `languages` (BCP 47), in one transaction: all of it or nothing.

    "Just looking" is a household with a sample child. The desk needs no space; whoever holds it goes on with `Founded.space`.
    Raises Problem: names as in `app.learning.names`, PASSWORD_TOO_SHORT, LANGUAGE_UNKNOWN, BORN_IN_FUTURE.
    """
    raise NotImplementedError


def rename_space(desk: Desk, name: str) -> Change[Space]:
    """The space under another name. Raises Problem NOT_ALLOWED, NAME_*."""
    raise NotImplementedError
