"""What an upgrade left to be folded is folded while the window is open, and pages hear of it."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from app.services.change import Topic
from app.ui import folding_on
from tests.support.child_side import LONG, Playhouse
from tests.support.grown_up_side import signed_in


def test_what_waits_to_be_folded_is_folded_in_the_background_and_told_once(playhouse: Playhouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding_on, "_AFTER_START_MS", 100)
    desk = playhouse.desk
    with desk.database.transaction() as connection:
        connection.execute(
            text(
                "INSERT INTO sync.refolds SELECT c.space_id, c.id, s.id, '-infinity' FROM children AS c JOIN skills AS s USING (space_id)"
                " ORDER BY s.id LIMIT 12"
            )
        )
    window = signed_in(playhouse)
    told: list[frozenset[Topic]] = []
    window.tasks.changed.connect(told.append)

    def left() -> int:
        with desk.database.reading() as connection:
            return int(connection.execute(text("SELECT count(*) FROM sync.refolds")).scalar_one())

    playhouse.qtbot.waitUntil(lambda: left() == 0, timeout=LONG)
    playhouse.qtbot.waitUntil(lambda: frozenset({Topic.PROGRESS}) in told, timeout=LONG)
    assert told.count(frozenset({Topic.PROGRESS})) == 1
