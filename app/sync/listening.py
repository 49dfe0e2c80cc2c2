"""Hearing of news from elsewhere: a call that the gateway holds open, or, straight to a database, a short look now and then."""

import json
import threading
import time
from collections.abc import Callable

from app.data.replica import links
from app.data.replica.links import Link
from app.learning.problems import Problem
from app.sync import answers
from app.sync.exchange import Exchange
from app.sync.protocol import Function, HubRefusal, Refused
from app.sync.turn import Device

_HELD = 25  # seconds that a gateway may hold the call
_BRISK, _CALM = 0.1, 30.0  # seconds between two looks at a hub that holds no calls, in play and else
_SOONEST = 1.0  # seconds between two calls of a gateway that does not hold them just now
_AFTER_ERROR = 5.0
_EXCHANGED = 2.0  # seconds that an exchange is waited for; another program may be making it
_WRITTEN_DOWN = 1.0  # seconds until the answer to a push is in the database


class Listener:
    """A thread that asks a hub whether there is news, and calls `news` when there is. What goes wrong is left to the exchange to tell.

    It goes by the link as the last exchange left it, and asks no database while all is well.
    """

    def __init__(self, device: Device, link: Link, holds_polls: bool, brisk: Callable[[], bool], news: Callable[[], None]) -> None:
        self._device = device
        self._link = link
        self._holds = holds_polls
        self._brisk = brisk
        self._news = news
        self._over = threading.Event()
        self._exchanged = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="sync-listener", daemon=True)
        self._thread.start()

    def go_on(self, link: Link | None) -> None:
        """An exchange has ended, and left the link like this; None: nobody knows how."""
        if link is not None:
            self._link = link
        self._exchanged.set()

    def close(self) -> None:
        """Stop; a call that is held ends with its transport."""
        self._over.set()
        self._exchanged.set()
        self._device.transport.close()

    def join(self, seconds: float) -> None:
        """Wait for the thread, but not for long."""
        self._thread.join(seconds)

    def _listen(self) -> None:
        while not self._over.is_set():
            began = time.monotonic()
            try:
                head = self._look()
            except (HubRefusal, Problem):
                self._over.wait(_AFTER_ERROR)
                continue
            if head is None:
                continue
            if head > self._link.cursor:
                self._over.wait(self._fetched(head))
            elif not self._holds:
                self._over.wait(_BRISK if self._brisk() else _CALM)
            else:
                self._over.wait(max(0.0, began + _SOONEST - time.monotonic()))
        self._device.transport.close()  # once more: a call that came back late has kept its connection

    def _fetched(self, head: int) -> float:
        """Tell of news, and wait until they are here; seconds to rest then."""
        end = time.monotonic() + _EXCHANGED
        self._exchanged.clear()
        self._news()
        while not self._over.is_set() and self._link.cursor < head:
            if not self._exchanged.wait(max(0.0, end - time.monotonic())):
                return _AFTER_ERROR
            self._exchanged.clear()
        return 0.0

    def _look(self) -> int | None:
        """The hub's head; None when it is to be asked again."""
        link, device = self._link, self._device
        self._exchanged.clear()
        body = Exchange(device).proofs(link) | ({"wait": _HELD} if self._holds else {})
        try:
            answer = answers.read(Function.HELLO, device.transport.call(Function.HELLO, device.space, json.dumps(body)))
        except HubRefusal as refusal:
            if refusal.why is Refused.FORKED and self._has_moved_on(link):
                return None
            raise
        return int(answer["head"])

    def _has_moved_on(self, link: Link) -> bool:
        """Whether a push made here is why the hub did not know us: what we prove was not the newest then, which is no reason to rest."""
        if self._link.token == link.token:
            self._exchanged.wait(_WRITTEN_DOWN)
        if self._link.token == link.token:  # it was perhaps another program that has exchanged
            self._link = self._device.database.run(lambda connection: links.find(connection, link.space)) or link
        return self._link.token != link.token
