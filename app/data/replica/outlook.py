"""What there is to do for a link: all that an exchange asks of its own side between two calls, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from app.data.contract import CONTRACT, TABLES
from app.data.replica.links import Link, link_in
from app.learning.ids import SpaceId


@dataclass(frozen=True, slots=True)
class Outlook:
    """The link, and what waits. `rows` are to be sent, of `tables`; `erasures`: people among them are to be erased on the hub.

    `unanswered`: a batch was frozen and is not answered. `orphans` were refused for want of a parent, rows of the hub that are `due` were
    set aside a day ago (the program may have become newer since, and take them now), `folds` are standings to be folded from what came.
    """

    link: Link
    rows: int
    tables: Sequence[str]
    erasures: bool
    unanswered: bool
    orphans: bool
    due: bool
    folds: bool

    @property
    def waits(self) -> bool:
        """Whether there is anything to send, to fetch once more, or to fold."""
        return bool(self.rows) or self.unanswered or self.due or self.folds or self.risen

    @property
    def risen(self) -> bool:
        """Whether this program knows more than the one that fetched last: then everything is fetched once more."""
        return self.link.contract != CONTRACT

    @property
    def sends(self) -> bool:
        """Whether there is a batch to send, or to make."""
        return self.unanswered or bool(self.tables)


def look(connection: Connection, space: SpaceId) -> Outlook | None:
    """How things stand just now; None when the space is not linked."""
    row = connection.exec_driver_sql(_SEEN, {"space": space, "names": _NAMES}).one_or_none()
    if row is None:
        return None
    return Outlook(link_in(row), row.waiting, row.tables, row.erasures, row.unanswered, row.orphans, row.due, row.folds)


_NAMES = [table.name for table in TABLES]
_SEEN = """
SELECT
    link.*,
    (SELECT coalesce(sum(cardinality(ids)), 0)::bigint FROM sync.outbox WHERE space_id = %(space)s) AS waiting,
    ARRAY(
        SELECT name FROM unnest(%(names)s::text[]) AS name
        WHERE EXISTS (SELECT FROM sync.outbox AS mark WHERE mark.space_id = %(space)s AND mark.name = name.name AND mark.kind <> 'erasure')
    ) AS tables,
    EXISTS (SELECT FROM sync.outbox WHERE space_id = %(space)s AND kind = 'erasure') AS erasures,
    EXISTS (SELECT FROM sync.batches WHERE space_id = %(space)s) AS unanswered,
    EXISTS (SELECT FROM sync.quarantine WHERE space_id = %(space)s AND outward AND why = 'orphan') AS orphans,
    EXISTS (SELECT FROM sync.quarantine WHERE space_id = %(space)s AND NOT outward AND happened_at < now() - interval '1 day') AS due,
    EXISTS (SELECT FROM sync.refolds WHERE space_id = %(space)s) AS folds
FROM sync.state AS link WHERE link.space_id = %(space)s
"""
