"""Who was erased, remembered for good by their ids: a hub that has forgotten it is told again, and nothing brings them back.

The trigger of erasing remembers what is done here (`sync_erased.sql`); what a hub or a carried file tells, whoever hears it.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, select, text
from sqlalchemy.dialects.postgresql import insert

from app.data.contract import ERASABLE, Kind, OnErase, SyncedTable
from app.data.replica.tables import erased, state
from app.learning.ids import SpaceId

Gone = Mapping[str, Sequence[UUID]]  # table -> ids


def remember(connection: Connection, space: SpaceId, said: Sequence[Mapping[str, Any]]) -> None:
    """Remember erasures: `{"table", "id", "proof"}` each, the proof None where no hub has given one; one that is known stays."""
    linked = select(state.c.space_id).where(state.c.space_id == space)
    alone = connection.execute(linked).first() is None
    rows = [
        {"space_id": space, "name": one["table"], "id": UUID(one["id"]), "proof": one.get("proof"), "alone": alone}
        for one in said
        if one["table"] in ERASABLE
    ]
    if rows:
        new = insert(erased)
        better = {"proof": new.excluded.proof}
        key = [erased.c.space_id, erased.c.name, erased.c.id]
        connection.execute(new.on_conflict_do_update(index_elements=key, set_=better, where=new.excluded.proof.is_not(None)), rows)


def proofs(connection: Connection, space: SpaceId) -> dict[tuple[str, UUID], str | None]:
    """Who is known to be erased, table and id, each with the hub's proof where there is one."""
    wanted = select(erased.c.name, erased.c.id, erased.c.proof).where(erased.c.space_id == space).order_by(erased.c.name, erased.c.id)
    return {(row.name, row.id): row.proof for row in connection.execute(wanted)}


def known(connection: Connection, space: SpaceId) -> Gone:
    """Who is known to be erased; empty as a rule."""
    found: dict[str, list[UUID]] = {}
    for name, row in proofs(connection, space):
        found.setdefault(name, []).append(row)
    return found


def forget_alone(connection: Connection, space: SpaceId) -> None:
    """Let go of what was erased while the space was of this computer alone: others live where it comes to."""
    connection.execute(delete(erased).where(erased.c.space_id == space, erased.c.alone, erased.c.proof.is_(None)))


def move(connection: Connection, old: SpaceId, new: SpaceId) -> None:
    """What was erased in a space was erased in the one that its rows become."""
    connection.execute(
        text(
            "WITH met AS (DELETE FROM sync.erased WHERE space_id = :old RETURNING name, id)"
            " INSERT INTO sync.erased (space_id, name, id, alone) SELECT :new, name, id, true FROM met ON CONFLICT DO NOTHING"
        ),
        {"old": old, "new": new},
    )


def rows_of_gone(connection: Connection, table: SyncedTable, given: Mapping[str, Any], gone: Gone) -> list[UUID]:
    """The ids of given rows that are of, or go with, somebody who was erased.

    `given` holds records as a JSON array in `rows`, facts as a literal of an array for each column.
    """
    columns = {parent.column: parent.table for parent in table.parents if parent.table in gone and parent.on_erase is OnErase.GO}
    if table.name in gone:
        columns["id"] = table.name
    if not columns:
        return []
    named = " OR ".join(f"r.{column} = ANY (:gone_{name})" for column, name in columns.items())
    wanted = ["id", *(column for column in columns if column != "id")]
    if table.kind is Kind.RECORD:
        source = f"jsonb_to_recordset(CAST(:rows AS jsonb)) AS r ({', '.join(f'{name} uuid' for name in wanted)})"
        values = {"rows": given["rows"]}
    else:
        source = f"unnest({', '.join(f'CAST(:{name} AS uuid[])' for name in wanted)}) AS r ({', '.join(wanted)})"
        values = {name: given[name] for name in wanted}
    met = {f"gone_{name}": list(gone[name]) for name in set(columns.values())}
    return list(connection.execute(text(f"SELECT r.id FROM {source} WHERE {named}"), values | met).scalars())
