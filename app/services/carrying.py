"""Carrying changes in a file, where there is no network: out of this computer, and into another of the same space."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from app.data.folding import refold_waiting
from app.data.queries import spaces
from app.data.rekeying import move_rows
from app.data.replica import links
from app.learning import passwords
from app.learning.ids import SpaceId
from app.learning.problems import Problem, Trouble
from app.learning.roles import Action
from app.services.change import Change, Topic
from app.services.desk import Desk, space_of
from app.services.permission import permitted
from app.services.skill_rules import rules_of
from app.sync import carrying
from app.system import disk

if TYPE_CHECKING:
    from app.data.database import Connection


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """A file that was written: how many rows it holds, and whether these are all that there are."""

    file: Path
    rows: int
    everything: bool


@dataclass(frozen=True, slots=True)
class CarriedIn:
    """A file that was merged: rows that changed something here, rows that were set aside, values edited in both places.

    `erased`: people who were here and had been erased on the computer that it came from.
    """

    space: SpaceId
    stored: int
    set_aside: int
    conflicts: int
    erased: int = 0


def carry_out(desk: Desk, file: Path, passphrase: str, everything: bool = False) -> Change[CarriedOut]:
    """Write what is here to a file that only the passphrase opens, whole or not at all.

    Of a linked space only what the hub has not acknowledged, unless `everything`; otherwise everything.
    Raises Problem PASSWORD_TOO_SHORT, FILE_NOT_WRITABLE, DISK_FULL, NOT_ALLOWED.
    """
    passwords.check(passphrase)
    space = space_of(desk)
    partial = file.with_name(f".{file.name}.part")
    try:
        with desk.database.reading() as connection:
            _allowed(desk, connection)
            whole = everything or links.find(connection, space) is None
            with open(partial, "xb", opener=disk.for_owner_alone) as written:
                rows = carrying.write(connection, written, passphrase, space, desk.now(), everything)
                written.flush()
                os.fsync(written.fileno())
        partial.replace(file)
    except OSError as error:
        problem = disk.problem_of(error, file)
        if problem.trouble is Trouble.DISK_FULL:
            raise problem from error
        raise Problem(Trouble.FILE_NOT_WRITABLE, **problem.facts) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return Change(CarriedOut(file, rows, whole), frozenset())


def carry_in(desk: Desk, file: Path, passphrase: str, join: bool = False) -> Change[CarriedIn]:
    """Merge a file, all of it or nothing. A computer without a space becomes a copy of the file's; `join`: what is here moves into it.

    Raises Problem FILE_NOT_READABLE, CARRY_*, PROGRAM_TOO_OLD, CARRY_OTHER_SPACE (name), ALREADY_LINKED, NOT_ALLOWED.
    """
    try:
        with file.open("rb") as source:
            carried = carrying.opened(source, passphrase)
            space = SpaceId(UUID(carried.label.space))
            with desk.database.transaction() as connection:
                _allowed(desk, connection)
                spaces.lock(connection)
                here = _space_to_move(connection, space, carried.label.name, join)
                applied = carrying.merge(connection, carried)
                if here is not None:
                    move_rows(connection, here, space)
    except OSError as error:
        raise Problem(Trouble.FILE_NOT_READABLE, path=str(file), reason=error.strerror or type(error).__name__) from error
    while desk.database.run(lambda connection: refold_waiting(connection, space, rules_of)):
        pass
    done = CarriedIn(space, applied.stored, applied.set_aside, applied.conflicts, applied.erased)
    return Change(done, frozenset(Topic))


def _space_to_move(connection: Connection, space: SpaceId, name: str, join: bool) -> SpaceId | None:
    """The space that is here and is to move into the file's; None when there is none, or it is that one.

    Raises Problem CARRY_OTHER_SPACE, ALREADY_LINKED.
    """
    here = spaces.oldest(connection)
    if here is None or here.id == space:
        return None
    if not join:
        raise Problem(Trouble.CARRY_OTHER_SPACE, name=name)
    if links.linked_spaces(connection):
        raise Problem(Trouble.ALREADY_LINKED)
    return here.id


def _allowed(desk: Desk, connection: Connection) -> None:
    """Whoever is at the desk has to be an owner; the command line has nobody at the desk."""
    if desk.grown_up is not None:
        permitted(desk, connection, Action.LINK)
