"""Polls that are held: who is woken by what."""

import asyncio
from collections.abc import Sequence
from uuid import UUID, uuid4

from app.gateway.polls import Polls

SPACE = uuid4()


async def nothing_new(_spaces: Sequence[UUID]) -> dict[UUID, int]:
    return {}


def held(polls: Polls, device: str, head: int) -> "asyncio.Task[int]":
    return asyncio.create_task(polls.wait(SPACE, device, head, 20, asyncio.Event().wait()))


def test_a_push_is_news_to_all_but_the_device_that_made_it() -> None:
    async def play() -> None:
        polls = Polls(nothing_new, 10)
        own, other = held(polls, "own", 2), held(polls, "other", 2)
        await asyncio.sleep(0.05)
        polls.wake(SPACE, 3, "own", before=2)
        assert await other == 3
        await asyncio.sleep(0.05)
        assert not own.done()
        polls.wake(SPACE, 4, "other", before=3)
        assert await own == 4

    asyncio.run(play())


def test_a_push_that_followed_anothers_is_news_to_its_own_device_too() -> None:
    async def play() -> None:
        polls = Polls(nothing_new, 10)
        own = held(polls, "own", 2)
        await asyncio.sleep(0.05)
        polls.wake(SPACE, 5, "own", before=4)
        assert await own == 5

    asyncio.run(play())


def test_a_push_that_brought_nothing_new_wakes_nobody() -> None:
    async def play() -> None:
        polls = Polls(nothing_new, 10)
        other = held(polls, "other", 2)
        await asyncio.sleep(0.05)
        polls.wake(SPACE, 2, "own", before=2)
        await asyncio.sleep(0.05)
        assert not other.done()
        polls.end()
        assert await other == 2

    asyncio.run(play())
