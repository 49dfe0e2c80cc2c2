"""Queries of recorded voices."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update
from sqlalchemy.dialects.postgresql import insert

from app.data.queries.rows import row_of, rows_of
from app.data.tables import voices
from app.learning.ids import GrownUpId, SpaceId
from app.learning.voices import Recording, VoiceKey, VoiceKind


def of_space(connection: Connection, space: SpaceId, language: str | None = None) -> Mapping[VoiceKey, Recording]:
    """All recordings of a language, or of every language."""
    wanted = select(voices).where(*rows_of(voices, space, removed=False))
    if language is not None:
        wanted = wanted.where(voices.c.language == language)
    return {one.key: one for one in map(_recording, connection.execute(wanted))}


def find(connection: Connection, space: SpaceId, key: VoiceKey) -> Recording | None:
    """What was recorded last of one thing; None when nothing was, or it was removed."""
    wanted = select(voices).where(row_of(voices, space, key.id_in(space)), *rows_of(voices, space, removed=False))
    row = connection.execute(wanted).one_or_none()
    return None if row is None else _recording(row)


def put(connection: Connection, space: SpaceId, recording: Recording) -> None:
    """Keep a recording in place of what there was."""
    key = recording.key
    new = insert(voices).values(
        space_id=space,
        id=key.id_in(space),
        language=key.language,
        kind=key.kind.value,
        key=key.key,
        sha256=recording.sha256,
        length_ms=recording.length_ms,
        size=recording.size,
        recorded_by=recording.recorded_by,
        recorded_at=recording.recorded_at,
    )
    said = ("sha256", "length_ms", "size", "recorded_by", "recorded_at")
    changed = {name: new.excluded[name] for name in said} | {"deleted_at": None, "updated_at": func.now()}
    connection.execute(new.on_conflict_do_update(index_elements=["space_id", "id"], set_=changed))


def set_removed(connection: Connection, space: SpaceId, key: VoiceKey, when: datetime | None) -> bool:
    """Remove a recording or bring it back; false when there is none."""
    wanted = update(voices).where(row_of(voices, space, key.id_in(space))).values(deleted_at=when)
    return connection.execute(wanted).rowcount == 1


def hashes(connection: Connection, space: SpaceId) -> Collection[str]:
    """The hashes of all recordings, those that were removed among them: their files are still wanted."""
    return frozenset(connection.execute(select(voices.c.sha256).where(voices.c.space_id == space)).scalars())


def _recording(row: Row[*tuple[Any, ...]]) -> Recording:
    by = None if row.recorded_by is None else GrownUpId(row.recorded_by)
    key = VoiceKey(row.language, VoiceKind(row.kind), row.key)
    return Recording(key, row.sha256, row.length_ms, row.size, by, row.recorded_at)
