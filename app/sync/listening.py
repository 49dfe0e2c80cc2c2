"""Hearing of news from elsewhere: a call that the gateway holds open, or, straight to a database, a short look now and then."""

import json
import threading
import time
from collections.abc import Callable

from app.data.database import Database
from app.data.replica import links
from app.learning.ids import SpaceId
from app.learning.problems import Problem
from app.sync import answers
from app.sync.exchange import Exchange
from app.sync.protocol import Function, HubRefusal, Refused
from app.sync.turn import Device

_HELD = 25  # seconds that a gateway may hold the call
_BRISK, _CALM = 0.15, 30.0  # seconds between two looks at a hub that holds no calls, in play and else
_AFTER_ERROR = 5.0
_WRITTEN_DOWN = 1.0  # seconds until the answer to a push is in the database


class Listener:
    """A thread that asks a hub whether there is news, and calls `news` when there is. What goes wrong is left to the exchange to tell."""

    def __init__(self, device: Device, holds_polls: bool, brisk: Callable[[], bool], news: Callable[[], None]) -> None:
        self._device = device
        self._holds = holds_polls
        self._brisk = brisk
        self._news = news
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="sync-listener", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop; a call that is held ends with its transport."""
        self._over.set()
        self._device.transport.close()

    def join(self, seconds: float) -> None:
        """Wait for the thread, but not for long."""
        self._thread.join(seconds)

    def _listen(self) -> None:
        while not self._over.is_set():
            try:
                heard = self._look()
            except (HubRefusal, Problem):
                self._over.wait(_AFTER_ERROR)
                continue
            if heard:
                self._news()
            if heard or not self._holds:  # also time for the exchange that is beginning
                self._over.wait(_BRISK if self._brisk() else _CALM if not self._holds else 1.0)
        self._device.transport.close()  # once more: a call that came back late has kept its connection

    def _look(self) -> bool:
        device = self._device
        link = _link_of(device.database, device.space)
        if link is None:
            return False
        body = Exchange(device).proofs(link) | ({"wait": _HELD} if self._holds else {})
        try:
            answer = answers.read(Function.HELLO, device.transport.call(Function.HELLO, device.space, json.dumps(body)))
        except HubRefusal as refusal:
            if refusal.why is Refused.FORKED and self._has_pushed_since(link):
                return False
            raise
        return bool(answer["head"] > link.cursor)

    def _has_pushed_since(self, link: links.Link) -> bool:
        """Whether a push of our own woke the call: what it proves is not the newest then, which is no reason to rest."""
        end = time.monotonic() + _WRITTEN_DOWN
        while time.monotonic() < end and not self._over.wait(0.02):
            now = _link_of(self._device.database, self._device.space)
            if now is None or now.token != link.token:
                return True
        return False


def _link_of(database: Database, space: SpaceId) -> links.Link | None:
    with database.reading() as connection:
        return links.find(connection, space)
