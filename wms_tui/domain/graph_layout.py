"""Where the boxes of a drawn graph stand: in layers from left to right, in an order in which few edges cross.

Layers by the longest way, order by the means of neighbours, places by the nearest that leave no overlap (after
Sugiyama, Tagawa, Toda: Methods for visual understanding of hierarchical system structures, 1981). It is written here
because no library for it is small, and this graph has two sorts of boxes only.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Node = Hashable
_SWEEPS = 6
_BEND = 6.0
"""The room that an edge takes where it passes through a layer."""
_GAP = 10.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A box: its layer, and its middle on the way down, in points from the top."""

    layer: int
    middle: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes, and for each edge the middles it passes through, layer by layer, its ends included."""

    boxes: dict[Node, Placed]
    edges: dict[tuple[Node, Node], tuple[float, ...]]
    layers: int
    height: float


def draw(heights: Mapping[Node, float], edges: Iterable[tuple[Node, Node]]) -> Drawing:
    """Return where boxes of some heights stand, and how the edges between them run.

    An edge that would lead back is left out of the layers, and is drawn as far as it goes.
    """
    known = list(dict.fromkeys(edges))
    layer = _layers(heights, known)
    grid = _Grid(heights, layer)
    paths = {edge: grid.path(edge) for edge in known if layer[edge[0]] < layer[edge[1]]}
    grid.order()
    middles = grid.middles()
    top = min((middles[one] - grid.heights[one] / 2 for one in middles), default=0.0)
    boxes = {one: Placed(layer[one], middles[one] - top, heights[one]) for one in heights}
    runs = {edge: tuple(middles[one] - top for one in path) for edge, path in paths.items()}
    bottom = max((one.middle + one.height / 2 for one in boxes.values()), default=0.0)
    return Drawing(boxes, runs, 1 + max(layer.values(), default=0), bottom)


def _layers(nodes: Iterable[Node], edges: Sequence[tuple[Node, Node]]) -> dict[Node, int]:
    """Return the length of the longest way to each node; a cycle is entered where it is first met."""
    below: defaultdict[Node, list[Node]] = defaultdict(list)
    above: dict[Node, int] = dict.fromkeys(nodes, 0)
    for start, end in edges:
        below[start].append(end)
        above[end] += 1
    layer = dict.fromkeys(above, 0)
    waiting = [one for one in above if not above[one]]
    left = dict.fromkeys(above)
    while left:
        node = waiting.pop() if waiting else next(iter(left))
        if node not in left:
            continue
        del left[node]
        for end in below[node]:
            above[end] -= 1
            if end in left:
                layer[end] = max(layer[end], layer[node] + 1)
                if not above[end]:
                    waiting.append(end)
    return layer


class _Grid:
    """The layers, each an ordered list of boxes and of bends of edges that pass through."""

    def __init__(self, heights: Mapping[Node, float], layer: Mapping[Node, int]) -> None:
        """Put every box into its layer."""
        self.heights: dict[Node, float] = dict(heights)
        self.rows: defaultdict[int, list[Node]] = defaultdict(list)
        self.layer: dict[Node, int] = dict(layer)
        self.left: defaultdict[Node, list[Node]] = defaultdict(list)
        self.right: defaultdict[Node, list[Node]] = defaultdict(list)
        for one in heights:
            self.rows[layer[one]].append(one)

    def path(self, edge: tuple[Node, Node]) -> list[Node]:
        """Lead an edge through all layers between its ends, and return what it passes."""
        start, end = edge
        path: list[Node] = [start]
        for between in range(self.layer[start] + 1, self.layer[end]):
            bend = (start, end, between)
            self.heights[bend] = _BEND
            self.layer[bend] = between
            self.rows[between].append(bend)
            path.append(bend)
        path.append(end)
        for one, other in pairwise(path):
            self.right[one].append(other)
            self.left[other].append(one)
        return path

    def order(self) -> None:
        """Sort each layer by the means of neighbours in the one beside it, to and fro."""
        place = {one: float(number) for row in self.rows.values() for number, one in enumerate(row)}
        for sweep in range(_SWEEPS):
            forward = sweep % 2 == 0
            beside = self.left if forward else self.right
            for number in sorted(self.rows, reverse=not forward):
                row = self.rows[number]
                mean = {one: _mean([place[other] for other in beside[one]], place[one]) for one in row}
                row.sort(key=mean.__getitem__)
                place.update((one, float(where)) for where, one in enumerate(row))

    def middles(self) -> dict[Node, float]:
        """Return how far down the middle of each box and bend is."""
        middle: dict[Node, float] = {}
        for row in self.rows.values():
            down = 0.0
            for one in row:
                middle[one] = down + self.heights[one] / 2
                down += self.heights[one] + _GAP
        for sweep in range(_SWEEPS):
            forward = sweep % 2 == 0
            beside = self.left if forward else self.right
            for number in sorted(self.rows, reverse=not forward):
                row = self.rows[number]
                wanted = [_mean([middle[other] for other in beside[one]], middle[one]) for one in row]
                middle.update(zip(row, _apart(wanted, [self.heights[one] for one in row]), strict=True))
        return middle


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _apart(wanted: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Return the middles nearest to those wanted at which nothing overlaps, in the order given.

    What would overlap is moved as one block to the mean of what its parts want (pool adjacent violators).
    """
    offsets: list[float] = []
    down = 0.0
    for height in heights:
        offsets.append(down + height / 2)
        down += height + _GAP
    blocks: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        total, count = want - offset, 1
        while blocks and blocks[-1][0] / blocks[-1][1] >= total / count:
            before, members = blocks.pop()
            total, count = total + before, count + members
        blocks.append((total, count))
    starts = [total / count for total, count in blocks for _ in range(count)]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]
