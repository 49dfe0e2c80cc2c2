"""Queries of children and their languages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, Text, cast, delete, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by

from app.data.queries import child_aliases
from app.data.queries.many_rows import insert_rows
from app.data.queries.rows import among, row_of, rows_of
from app.data.tables import audit_log, child_languages, children
from app.learning.aliases import OneChild, alone
from app.learning.ids import ChildId, SpaceId, key_id
from app.learning.people import Avatar, Case, Child, Friend, Letterform

_LANGUAGES = (
    select(func.array_agg(aggregate_order_by(child_languages.c.language, child_languages.c.position, child_languages.c.language)))
    .where(
        child_languages.c.space_id == children.c.space_id,
        child_languages.c.child_id == children.c.id,
        child_languages.c.deleted_at.is_(None),
    )
    .scalar_subquery()
)
_CHILD = select(children, func.coalesce(_LANGUAGES, cast([], ARRAY(Text))).label("languages"))


def list_all(connection: Connection, space: SpaceId, *, removed: bool = False) -> tuple[Child, ...]:
    """The children of a space, or those that were removed, as they came."""
    rows = connection.execute(_CHILD.where(*rows_of(children, space, removed=removed)).order_by(children.c.created_at, children.c.id))
    return tuple(_child(row) for row in rows)


def find(connection: Connection, space: SpaceId, child: ChildId) -> Child | None:
    """A child by id, removed or not."""
    row = connection.execute(_CHILD.where(row_of(children, space, child))).one_or_none()
    return None if row is None else _child(row)


def lock(connection: Connection, space: SpaceId, child: ChildId) -> OneChild | None:
    """Lock a child until the transaction ends, so that its answers are folded one after the other; None when there is none.

    One query where nobody is joined. New rows that point to the child do not wait for this lock (it leaves its key alone).
    """
    wanted = select(children.c.id, child_aliases.ANY.label("any_joined")).where(row_of(children, space, child))
    row = connection.execute(wanted.with_for_update(key_share=True), {"in_space": space}).one_or_none()
    if row is None or not row.any_joined:
        return None if row is None else alone(child)
    one = child_aliases.one(connection, space, child)
    if one.id != child:
        connection.execute(select(children.c.id).where(row_of(children, space, one.id)).with_for_update(key_share=True))
    return one


def add(connection: Connection, space: SpaceId, child: Child) -> None:
    """Add a child with its languages."""
    connection.execute(insert(children).values(space_id=space, id=child.id, **_values(child)))
    _set_languages(connection, space, child.id, child.languages)


def change(connection: Connection, space: SpaceId, child: Child) -> bool:
    """Write a child's profile, secret and languages as they now are; false when there is no such child. `deleted_at` stays as it was."""
    done = connection.execute(update(children).where(row_of(children, space, child.id)).values(**_values(child)))
    if done.rowcount == 0:
        return False
    _set_languages(connection, space, child.id, child.languages)
    return True


def set_removed(connection: Connection, space: SpaceId, child: ChildId, removed_at: datetime | None) -> bool:
    """Remove a child, or with None bring it back; false when there is none. What was recorded of it stays."""
    return connection.execute(update(children).where(row_of(children, space, child)).values(deleted_at=removed_at)).rowcount == 1


def lock_secrets(connection: Connection, space: SpaceId) -> frozenset[tuple[int, int, int]]:
    """The picture passwords that are taken, those of removed children too (they may come back).

    Locks the children until the transaction ends, so that two secrets given at once differ.
    """
    wanted = select(children.c.secret).where(children.c.space_id == space).order_by(children.c.id).with_for_update()
    return frozenset((row.secret[0], row.secret[1], row.secret[2]) for row in connection.execute(wanted) if row.secret is not None)


def _set_languages(connection: Connection, space: SpaceId, child: ChildId, languages: Sequence[str]) -> None:
    """Make these the child's languages; one that is no longer among them is removed softly and comes back as the same row."""
    of_child = (child_languages.c.space_id == space, child_languages.c.child_id == child)
    gone = (*of_child, child_languages.c.language.not_in(languages), child_languages.c.deleted_at.is_(None))
    connection.execute(update(child_languages).where(*gone).values(deleted_at=func.now()))
    if not languages:
        return
    rows = [
        {"space_id": space, "id": _language_id(child, tag), "child_id": child, "language": tag, "position": position}
        for position, tag in enumerate(languages)
    ]
    given = insert_rows(child_languages, rows)
    connection.execute(
        given.on_conflict_do_update(
            index_elements=["space_id", "id"],
            set_={"position": given.excluded.position, "deleted_at": None, "updated_at": func.now()},
            where=(child_languages.c.position != given.excluded.position) | child_languages.c.deleted_at.is_not(None),
        )
    )


def made_by(connection: Connection, space: SpaceId) -> dict[ChildId, str]:
    """Which run of a program made each row of a child, as its stamp tells: the same for rows that were made in one run."""
    rows = connection.execute(select(children.c.id, children.c.sync_stamp).where(children.c.space_id == space))
    return {ChildId(row.id): row.sync_stamp.hex[-16:] for row in rows}


def removed_unnoticed(connection: Connection, space: SpaceId, before: datetime, deed: str) -> tuple[ChildId, ...]:
    """The children that were removed before a moment, and of whom the audit log has no such deed since.

    A row that was joined to another is not removed before that one is, whatever it says itself.
    """
    joined = child_aliases.of_space(connection, space).joined
    found = select(children.c.id).where(children.c.space_id == space, children.c.deleted_at < before, ~_noticed(deed).exists())
    return tuple(ChildId(child) for child in connection.execute(found.order_by(children.c.id)).scalars() if child not in joined)


def erase_removed(connection: Connection, space: SpaceId, before: datetime, deed: str, noticed: datetime) -> tuple[ChildId, ...]:
    """Delete the rows of the children that were removed before a moment, and all that belongs to them; their ids.

    Only those of whom the audit log has had the deed since before `noticed`; with them the rows that were joined to them. Of a linked
    space they are erased everywhere: the outbox says so.
    """
    connection.execute(text("SET LOCAL lettergrove.erasing = 'on'"))
    aliases = child_aliases.of_space(connection, space)
    long_ago = _noticed(deed).where(audit_log.c.occurred_at < noticed).exists()
    overdue = select(children.c.id).where(children.c.space_id == space, children.c.deleted_at < before, long_ago)
    people = [aliases.one(child) for child in connection.execute(overdue.with_for_update()).scalars() if child not in aliases.joined]
    rows = [row for one in people for row in one.rows]
    if rows:
        connection.execute(delete(children).where(children.c.space_id == space, among(children.c.id, rows)))
    return tuple(rows)


def _noticed(deed: str) -> Select[*tuple[Any, ...]]:
    """What the audit log says of a deed to a child since it was removed."""
    about = (audit_log.c.space_id == children.c.space_id, audit_log.c.subject_id == children.c.id, audit_log.c.action == deed)
    return select(audit_log.c.id).where(*about, audit_log.c.occurred_at >= children.c.deleted_at).correlate(children)


def _language_id(child: ChildId, language: str) -> UUID:
    return key_id("child-language", child, language)


def _values(child: Child) -> dict[str, Any]:
    return {
        "name": child.name,
        "friend": child.avatar.friend.value,
        "scarf": child.avatar.scarf,
        "backdrop": child.avatar.backdrop,
        "born": child.born,
        "letter_case": child.case.value,
        "letterform": child.letterform.value,
        "secret": None if child.secret is None else list(child.secret),
    }


def _child(row: Row[*tuple[Any, ...]]) -> Child:
    secret = row.secret
    return Child(
        id=ChildId(row.id),
        name=row.name,
        avatar=Avatar(Friend(row.friend), row.scarf, row.backdrop),
        born=row.born,
        languages=tuple(row.languages),
        case=Case(row.letter_case),
        letterform=Letterform(row.letterform),
        secret=None if secret is None else (secret[0], secret[1], secret[2]),
        deleted_at=row.deleted_at,
    )
