"""A directed graph of places: who comes before whom, walked with whole numbers only.

Nodes are 0 to `count` - 1, an edge is a pair (before, after). `app.learning.skills.Graph` gives the places of a skill tree their skills.
Edges that close a circle are set aside when the graph is made, so what is walked is always without one.
"""

from collections import deque
from collections.abc import Iterable, Sequence

Pair = tuple[int, int]


class Dag:
    """Nodes and the edges between them, without those that close a circle.

    `order` has every node behind all that comes before it; `aside` are the places (in `pairs`) of the edges that were set aside.
    """

    def __init__(self, count: int, pairs: Sequence[Pair], stamps: Sequence[str] = ()) -> None:
        self.count = count
        self.pairs = pairs
        order = _in_order(count, pairs)
        self.aside = frozenset[int]() if len(order) == count else _closing(count, pairs, stamps)
        self.before: list[list[int]] = [[] for _ in range(count)]
        self.after: list[list[int]] = [[] for _ in range(count)]
        for place, (before, after) in enumerate(pairs):
            if place not in self.aside:
                self.before[after].append(before)
                self.after[before].append(after)
        self.order = order if not self.aside else _in_order(count, [pair for n, pair in enumerate(pairs) if n not in self.aside])

    def earlier(self, nodes: Iterable[int]) -> set[int]:
        """All that comes before some nodes, they themselves left out unless one comes before another."""
        return _reached(self.before, nodes)

    def later(self, nodes: Iterable[int]) -> set[int]:
        """All that comes after some nodes."""
        return _reached(self.after, nodes)

    def way(self, start: int, end: int) -> tuple[int, ...]:
        """A shortest way along the edges, both ends in it; empty when there is none."""
        came: dict[int, int] = {start: start}
        waiting = deque([start])
        while waiting and end not in came:
            node = waiting.popleft()
            for following in self.after[node]:
                if following not in came:
                    came[following] = node
                    waiting.append(following)
        if end not in came:
            return ()
        steps = [end]
        while steps[-1] != start:
            steps.append(came[steps[-1]])
        return tuple(reversed(steps))

    def circle_with(self, before: int, after: int) -> tuple[int, ...]:
        """The circle that an edge would close, as the nodes that wait for one another: from `after` on, `before` last. Empty: none."""
        return (after,) if before == after else self.way(after, before)

    def layers(self) -> list[int]:
        """For each node the length of the longest way to it: 0 for what waits for nothing."""
        found = [0] * self.count
        for node in self.order:
            for following in self.after[node]:
                found[following] = max(found[following], found[node] + 1)
        return found

    def longest(self, within: set[int]) -> tuple[int, ...]:
        """A longest chain of nodes of `within`, each after the one before it; what lies outside may stand between and counts nothing."""
        length, came = [0] * self.count, [-1] * self.count
        for node in self.order:
            own = length[node] + (node in within)
            for following in self.after[node]:
                if own > length[following]:
                    length[following], came[following] = own, node
            length[node] = own
        node = max(within, key=lambda one: (length[one], -one), default=-1)
        chain: list[int] = []
        while node >= 0:
            if node in within:
                chain.append(node)
            node = came[node]
        return tuple(reversed(chain))


def _reached(along: Sequence[Sequence[int]], nodes: Iterable[int]) -> set[int]:
    found: set[int] = set()
    waiting = list(nodes)
    while waiting:
        for node in along[waiting.pop()]:
            if node not in found:
                found.add(node)
                waiting.append(node)
    return found


def _in_order(count: int, pairs: Sequence[Pair]) -> list[int]:
    """The nodes, each behind all that comes before it (Kahn 1962); those in a circle, or behind one, are left out."""
    waiting = [0] * count
    after: list[list[int]] = [[] for _ in range(count)]
    for earlier, later in pairs:
        waiting[later] += 1
        after[earlier].append(later)
    order = [node for node in range(count) if not waiting[node]]
    for node in order:  # it grows while it is walked
        for later in after[node]:
            waiting[later] -= 1
            if not waiting[later]:
                order.append(later)
    return order


def _closing(count: int, pairs: Sequence[Pair], stamps: Sequence[str]) -> frozenset[int]:
    """The places of the edges that close a circle with those written before them.

    It is what a guard would have refused that had seen all edges in the order of their stamps, so every replica sets aside the same ones.
    The first of them is found by halving; then the search goes on behind it.
    """
    by_age = sorted(range(len(pairs)), key=lambda place: (stamps[place] if stamps else "", pairs[place], place))
    aside: list[int] = []
    kept: list[int] = []

    def holds(more: int) -> bool:
        tried = [pairs[place] for place in (*kept, *by_age[:more])]
        return len(_in_order(count, tried)) == count

    while not holds(len(by_age)):
        low, high = 0, len(by_age)  # holds with `low` more edges, not with `high`
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if holds(middle) else (low, middle)
        kept += by_age[: high - 1]
        aside.append(by_age[high - 1])
        by_age = by_age[high:]
    return frozenset(aside)
