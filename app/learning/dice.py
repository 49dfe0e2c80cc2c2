"""Dice without luck: the same seed and the same question give the same throw, on every computer and in every version of Python."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Throws that depend on nothing but what they were made of."""

    def __init__(self, *parts: object) -> None:
        self._parts = "\x1f".join(str(part) for part in parts).encode()
        self._throws = 0

    def below(self, sides: int) -> int:
        """A number from 0 to `sides` - 1, all as likely (64 bits cut to so few sides lean by less than 1 in 10^17)."""
        self._throws += 1
        digest = blake2b(self._parts, digest_size=8, salt=self._throws.to_bytes(8, "big")).digest()
        return int.from_bytes(digest, "big") % sides

    def one_of(self, things: Sequence[T]) -> T:
        """One of some things, of which there must be at least one."""
        return things[self.below(len(things))]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """The things in another order (Fisher and Yates)."""
        order = list(things)
        for last in range(len(order) - 1, 0, -1):
            place = self.below(last + 1)
            order[last], order[place] = order[place], order[last]
        return order
