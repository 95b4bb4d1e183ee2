"""Whole units that senders give to receivers with limited room, rerouted so that as many as possible fit."""

from collections import deque
from collections.abc import Sequence
from itertools import pairwise


class Flow:
    """Units from senders to receivers; each sender may reach some receivers, each receiver has room for so many.

    Units are pushed along shortest augmenting paths (Ford and Fulkerson): where a receiver is full, another sender
    that it has units of gives them to another receiver. What was pushed once stays pushed, whoever gets it.
    """

    def __init__(self, edges: Sequence[Sequence[int]], room: Sequence[int]) -> None:
        """Begin with nothing sent. ``edges`` are the receivers of each sender, the preferred first."""
        self._edges = edges
        self._room = list(room)
        self._closed = [False] * len(edges)
        self.sent: list[dict[int, int]] = [{} for _ in room]
        """For each receiver how many units it has of which sender."""

    def load(self, sender: int, receiver: int, quantity: int) -> None:
        """Send units as they are known to fit."""
        self._room[receiver] -= quantity
        self.sent[receiver][sender] = self.sent[receiver].get(sender, 0) + quantity

    def push(self, sender: int, quantity: int) -> int:
        """Send up to so many more units of a sender, others rerouted where need be; return how many fitted."""
        pushed = 0
        while pushed < quantity and not self._closed[sender]:
            path = self._path(sender)
            if not path:
                # Nothing that is pushed later opens a way again.
                self._closed[sender] = True
                break
            pushed += self._send(path, quantity - pushed)
        return pushed

    def _path(self, sender: int) -> list[tuple[int, int]]:
        """Return a shortest way to free room as (sender, receiver) pairs, the last with room; empty where none is."""
        displaced: dict[int, int] = {}
        came: dict[int, int] = {}
        waiting = deque([sender])
        while waiting:
            one = waiting.popleft()
            for receiver in self._edges[one]:
                if receiver in came:
                    continue
                came[receiver] = one
                if self._room[receiver]:
                    return self._traced(sender, receiver, came, displaced)
                for other in self.sent[receiver]:
                    if other != sender and other not in displaced:
                        displaced[other] = receiver
                        waiting.append(other)
        return []

    @staticmethod
    def _traced(sender: int, receiver: int, came: dict[int, int], displaced: dict[int, int]) -> list[tuple[int, int]]:
        path = [(came[receiver], receiver)]
        while path[-1][0] != sender:
            full = displaced[path[-1][0]]
            path.append((came[full], full))
        return path[::-1]

    def _send(self, path: Sequence[tuple[int, int]], most: int) -> int:
        """Send as much as the way allows: each sender but the first gives up at the receiver before."""
        quantity = min(most, self._room[path[-1][1]])
        for (_, full), (other, _) in pairwise(path):
            quantity = min(quantity, self.sent[full][other])
        for place, (sender, receiver) in enumerate(path):
            self.sent[receiver][sender] = self.sent[receiver].get(sender, 0) + quantity
            if place + 1 < len(path):
                other = path[place + 1][0]
                self.sent[receiver][other] -= quantity
                if not self.sent[receiver][other]:
                    del self.sent[receiver][other]
        self._room[path[-1][1]] -= quantity
        return quantity
