"""Polls that are held open until there is news in their space.

A push through this gateway wakes them at once; for what comes into the hub another way, one statement for all spaces that are waited for
looks at their heads every so often, and none when nobody waits.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.learning.problems import Problem

_PAUSE = 0.1  # seconds between two looks at the heads
_PAUSE_WHEN_AWAY = 2.0  # while the hub does not answer
_log = logging.getLogger(__name__)

Heads = Callable[[Sequence[UUID]], Awaitable[dict[UUID, int]]]


@dataclass(eq=False, slots=True)
class _Poll:
    """A poll that is held: of which device, and up to where that knows its space."""

    device: str
    head: int
    news: asyncio.Event


class Polls:
    """Who waits for news of which space. Lives in one event loop. `heads` asks the hub for the heads of spaces."""

    def __init__(self, heads: Heads, most: int) -> None:
        self._heads = heads
        self._most = most
        self._waiting: defaultdict[UUID, set[_Poll]] = defaultdict(set)
        self._looking: asyncio.Task[None] | None = None
        self._ended = False

    @property
    def count(self) -> int:
        """How many polls are held."""
        return sum(len(polls) for polls in self._waiting.values())

    async def wait(self, space: UUID, device: str, head: int, seconds: float, gone: Awaitable[object]) -> int:
        """The space's head, when it has gone past `head`, after so many seconds, or when `gone` is done (the caller hung up)."""
        if self._ended or self.count >= self._most:
            return head
        poll = _Poll(device, head, asyncio.Event())
        self._waiting[space].add(poll)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        tasks = [asyncio.ensure_future(poll.news.wait()), asyncio.ensure_future(gone)]
        try:
            await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            self._waiting[space].discard(poll)
            if not self._waiting[space]:
                del self._waiting[space]
        return poll.head

    def wake(self, space: UUID, head: int, device: str = "", before: int | None = None) -> None:
        """A space is at `head` now. By a push of this `device`, which had seen all up to `before`: to itself that is no news."""
        for poll in self._waiting.get(space, ()):
            own = poll.device == device and before is not None and poll.head >= before
            if head > poll.head:
                poll.head = head
                if not own:
                    poll.news.set()

    def end(self) -> None:
        """Let everyone go, and hold nobody any more: the gateway stops."""
        self._ended = True
        for polls in self._waiting.values():
            for poll in polls:
                poll.news.set()

    async def _look(self) -> None:
        while self._waiting and not self._ended:
            try:
                found = await self._heads(list(self._waiting))
                pause = _PAUSE
            except Problem as problem:
                _log.info("The heads of the hub cannot be read: %s", problem.trouble)
                found, pause = {}, _PAUSE_WHEN_AWAY
            for space, head in found.items():
                self.wake(space, head)
            await asyncio.sleep(pause)
