"""Picture passwords: three pictures of twelve in order, given by the program, never twice within a space (removed children included).

Of a child that was added on two computers those of the row that is kept are asked for; who knows the others is shown the way, as after any
two misses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.data.queries import child_aliases
from app.data.queries import children as queries
from app.learning.ids import ChildId
from app.learning.people import SECRET_PICTURES, Child
from app.learning.problems import Problem, Trouble
from app.learning.roles import Action
from app.learning.secrets import Secret, assign
from app.services.audit import Deed, note
from app.services.change import Change, Topic
from app.services.desk import Desk, space_of
from app.services.name_order import name_key
from app.services.permission import permitted

if TYPE_CHECKING:
    from app.data.database import Connection

_CHILDREN = frozenset({Topic.CHILDREN})


@dataclass(frozen=True, slots=True)
class SecretRow:
    """One line of the printable sheet: the child and its three pictures (None: none given yet)."""

    child: Child
    pictures: tuple[str, str, str] | None


def give_secret(desk: Desk, child: ChildId) -> Change[Child]:
    """The child with a new picture password. Undo puts the old one back, if nobody got it meanwhile.

    Raises Problem NOT_ALLOWED, NOT_FOUND, SECRETS_USED_UP.
    """
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.GIVE_SECRETS)
        taken = queries.lock_secrets(connection, space_of(desk))
        before = _found(connection, desk, child)
        after = _given(connection, desk, before, assign(taken, _seed(desk)))
    return Change(after, _CHILDREN, lambda at: _put_back(at, {child: before.secret}))


def give_secrets_to_all(desk: Desk) -> Change[tuple[Child, ...]]:
    """A picture password for every child that has none; the value is these children.

    Raises Problem NOT_ALLOWED, SECRETS_USED_UP (then nobody gets one). Undo takes them back.
    """
    given: list[Child] = []
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.GIVE_SECRETS)
        taken = set(queries.lock_secrets(connection, space_of(desk)))
        for child in _everyone(connection, desk):
            if child.secret is None:
                secret = assign(taken, _seed(desk))
                taken.add(secret)
                given.append(_given(connection, desk, child, secret))
    return Change(tuple(given), _CHILDREN, lambda at: _put_back(at, dict.fromkeys(child.id for child in given)))


def check_secret(desk: Desk, child: ChildId, pictures: Iterable[int]) -> bool:
    """Whether these are the child's pictures (numbers of `SECRET_PICTURES`, in order). A child without a secret needs none: true.

    Raises Problem NOT_FOUND.
    """
    with desk.database.reading() as connection:
        secret = _found(connection, desk, child).secret
    return secret is None or tuple(pictures) == secret


def secret_sheet(desk: Desk) -> tuple[SecretRow, ...]:
    """The children by name with their pictures, for printing. Raises Problem NOT_ALLOWED."""
    with desk.database.reading() as connection:
        permitted(desk, connection, Action.PRINT_SECRETS)
        children = _everyone(connection, desk)
    return tuple(SecretRow(child, _pictures(child.secret)) for child in sorted(children, key=lambda one: (name_key(one.name), one.id)))


def _put_back(desk: Desk, secrets: dict[ChildId, Secret | None]) -> Change[tuple[Child, ...]]:
    """The secrets as they were; one that another child has got meanwhile is replaced by none."""
    changed: list[Child] = []
    with desk.database.transaction() as connection:
        permitted(desk, connection, Action.GIVE_SECRETS)
        taken = queries.lock_secrets(connection, space_of(desk))
        for child, secret in secrets.items():
            changed.append(_given(connection, desk, _found(connection, desk, child), None if secret in taken else secret))
    return Change(tuple(changed), _CHILDREN)


def _given(connection: Connection, desk: Desk, child: Child, secret: Secret | None) -> Child:
    after = replace(child, secret=secret)
    queries.change(connection, space_of(desk), after)
    note(desk, connection, Deed.SECRET_GIVEN, child.id)
    return after


def _found(connection: Connection, desk: Desk, child: ChildId) -> Child:
    kept = child_aliases.one(connection, space_of(desk), child).id
    found = queries.find(connection, space_of(desk), kept)
    if found is None:
        raise Problem(Trouble.NOT_FOUND, what="child")
    return found


def _everyone(connection: Connection, desk: Desk) -> list[Child]:
    """The children, each once."""
    joined = child_aliases.of_space(connection, space_of(desk)).joined
    return [child for child in queries.list_all(connection, space_of(desk)) if child.id not in joined]


def _seed(desk: Desk) -> int:
    """Dice for a secret: the random half of a new id."""
    return desk.new_id().int & 0x3FFF_FFFF_FFFF_FFFF


def _pictures(secret: Secret | None) -> tuple[str, str, str] | None:
    return None if secret is None else (SECRET_PICTURES[secret[0]], SECRET_PICTURES[secret[1]], SECRET_PICTURES[secret[2]])
