"""The voices that grown-ups recorded, given to the speaker when the database is open, and again whenever one of them changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.services.change import Topic
from app.system.recordings import Origin
from app.system.voice_files import VoiceFiles

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.learning.letters import Spoken
    from app.learning.problems import Problem
    from app.services.desk import Desk
    from app.system.paths import Paths
    from app.ui.speaker import Speaker
    from app.ui.tasks import Tasks


class Recorded(QObject):
    """Made with the window."""

    def __init__(self, tasks: Tasks, speaker: Speaker, paths: Paths, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._speaker, self._files = tasks, speaker, VoiceFiles(paths)
        tasks.opened.connect(self._ask)
        tasks.changed.connect(self._changed)

    def _changed(self, topics: frozenset[Topic]) -> None:
        if Topic.VOICES in topics:
            self._ask()

    def _ask(self) -> None:
        files = self._files

        def read(desk: Desk) -> Mapping[tuple[str, Spoken], Path]:
            from app.services import voices  # noqa: PLC0415 (on the database thread, after the first paint)

            return voices.heard(desk, files)

        self._tasks.ask(self, read, lambda found: self._speaker.recordings.give(Origin.GROWN_UP, found), _unheard)


def _unheard(problem: Problem) -> None:
    """The database went just now: the synthetic voice speaks, and whatever asks next tells why."""
    del problem
