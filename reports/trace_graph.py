"""A trace as a drawn graph: lots as boxes, runs between them, and on each edge how much went in or came out.

What does not fit on a page at a size that can be read is dealt onto several, which overlap, so that every box is
whole on one of them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from reports import fonts
from reports.page import Book, Box
from reports.sections import Piece
from wms_tui.domain.graph_layout import Drawing, Node, Placed, draw
from wms_tui.domain.trace_tree import LotFigures, figures
from wms_tui.domain.tracing import Trace, TracedLot, TraceEdge
from wms_tui.domain.types import Status

MOST_BOXES = 400
"""More lots are listed, not drawn: nobody follows edges over that many sheets."""
_LOT = (134.0, 46.0)
_RUN = (66.0, 22.0)
_BETWEEN = 56.0
_SMALLEST = 0.6
"""The least scale of a graph that stands on one page."""
_IN_PARTS = 0.72
"""The scale of one that is dealt onto several."""
_ACROSS, _DOWN = 0.58, 0.648
"""Where on the curve from one layer to the next an edge says how much went in: six tenths of the way."""

Edge = tuple[Node, Node]


@dataclass(frozen=True, slots=True)
class Graph:
    """What is drawn: the boxes with what they say, where they stand, and where each layer begins and ends."""

    lots: Mapping[Node, tuple[TracedLot, LotFigures]]
    runs: Mapping[Node, TraceEdge]
    labels: Mapping[Edge, str]
    drawing: Drawing
    columns: tuple[tuple[float, float], ...]

    @property
    def width(self) -> float:
        """How wide it is at full size, in points."""
        return self.columns[-1][1]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a graph that stands on one page: its upper left corner in the graph, the scale, and its name."""

    x: float
    y: float
    scale: float
    name: str


def pieces(trace: Trace, room: Box) -> list[Piece]:
    """Return the graph of a trace as pieces, each as high as a page."""
    graph = layout(trace)
    return [Piece(room.height, _draws(graph, part)) for part in parts(graph, room)]


def layout(trace: Trace) -> Graph:
    """Lay out the lots of a trace with the runs between them."""
    known = figures(trace)
    lots: dict[Node, tuple[TracedLot, LotFigures]] = {
        one.lot_id: (one, known[one.lot_id]) for one in trace.lots[:MOST_BOXES]
    }
    edges = [one for one in trace.edges if one.parent_id in lots and one.child_id in lots]
    runs: dict[Node, TraceEdge] = {("run", one.run_id): one for one in edges}
    labels: dict[Edge, str] = {}
    for one in edges:
        run = ("run", one.run_id)
        labels[one.parent_id, run] = f"{one.quantity_in} {lots[one.parent_id][0].unit}"
        labels[run, one.child_id] = f"{one.quantity_out} {lots[one.child_id][0].unit}"
    drawing = draw(dict.fromkeys(lots, _LOT[1]) | dict.fromkeys(runs, _RUN[1]), labels)
    return Graph(lots, runs, labels, drawing, _columns(lots, drawing))


def _columns(lots: Mapping[Node, object], drawing: Drawing) -> tuple[tuple[float, float], ...]:
    """Return where each layer begins and ends, from the left."""
    across = [_RUN[0]] * drawing.layers
    for node, box in drawing.boxes.items():
        if node in lots:
            across[box.layer] = _LOT[0]
    found: list[tuple[float, float]] = []
    left = 0.0
    for width in across:
        found.append((left, left + width))
        left += width + _BETWEEN
    return tuple(found)


def parts(graph: Graph, room: Box) -> Iterator[Part]:
    """Yield the parts of a graph, column by column, that together show all of it; empty ones are left out."""
    whole = min(1.0, (room.width - 4) / graph.width, (room.height - 4) / graph.drawing.height)
    if whole >= _SMALLEST:
        yield Part(-2, -2, whole, "")
        return
    lefts, tops = _lefts(graph, room.width / _IN_PARTS), _tops(graph, room.height / _IN_PARTS)
    for across, left in enumerate(lefts, start=1):
        for down, top in enumerate(tops, start=1):
            name = f"part {across}.{down} of {len(lefts)}.{len(tops)}: from the left, from the top"
            part = Part(left - 2, top, _IN_PARTS, name)
            if any(is_in(graph, box, part, room) for box in graph.drawing.boxes.values()):
                yield part


def _lefts(graph: Graph, across: float) -> list[float]:
    """Return where pages begin, from the left: each with the last layer of the one before it."""
    found = [0.0]
    for number, (_, right) in enumerate(graph.columns):
        if right - found[-1] > across - 8:
            found.append(graph.columns[number - 1][0])
    return found


def _tops(graph: Graph, height: float) -> list[float]:
    """Return where pages begin, from the top: they overlap by a box."""
    step = height - _LOT[1] - 14
    found = [-14.0]
    while found[-1] + height < graph.drawing.height:
        found.append(found[-1] + step)
    return found


def is_in(graph: Graph, box: Placed, part: Part, room: Box) -> bool:
    """Return whether a box is whole on a part of the graph."""
    left, right = graph.columns[box.layer]
    return (
        part.x <= left
        and right <= part.x + room.width / part.scale
        and part.y <= box.middle - box.height / 2
        and box.middle + box.height / 2 <= part.y + room.height / part.scale
    )


def _draws(graph: Graph, part: Part) -> Callable[[Book, Box], None]:
    """Return what draws a part of a graph into a box."""

    def on(book: Book, box: Box) -> None:
        canvas = book.canvas
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(box.x, box.y, box.width, box.height)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.translate(box.x, box.y + box.height)
        canvas.scale(part.scale, part.scale)
        canvas.translate(-part.x, part.y)
        _draw_edges(book, graph)
        for node, (lot, of_lot) in graph.lots.items():
            _draw_lot(book, _outline(graph, node, _LOT), lot, of_lot)
        for node, edge in graph.runs.items():
            _draw_run(book, _outline(graph, node, _RUN), edge)
        canvas.restoreState()
        if part.name:
            book.text(part.name, Box(box.x, box.y + box.height - 10, box.width, 10), 7.5, align="right")

    return on


def _outline(graph: Graph, node: Node, size: tuple[float, float]) -> Box:
    """Return the box of a node; the graph grows down from zero, the page up."""
    placed = graph.drawing.boxes[node]
    return Box(graph.columns[placed.layer][0], -placed.middle - size[1] / 2, *size)


def _draw_edges(book: Book, graph: Graph) -> None:
    """Draw all edges, then what they say, so that no line runs through a figure."""
    for edge, run in graph.drawing.edges.items():
        first = graph.drawing.boxes[edge[0]].layer
        for number in range(len(run) - 1):
            _draw_stretch(book, graph, first + number, run[number], run[number + 1], last=number == len(run) - 2)
    for edge, run in graph.drawing.edges.items():
        # What goes in is said near the run, what comes out where it leaves it: there the fewest edges cross.
        into = edge[1] in graph.runs
        number = len(run) - 2 if into else 0
        left = graph.columns[graph.drawing.boxes[edge[0]].layer + number][1]
        across, down = (_ACROSS, _DOWN) if into else (1 - _ACROSS, 1 - _DOWN)
        middle = run[number] + (run[number + 1] - run[number]) * down
        _draw_label(book, graph.labels[edge], left + _BETWEEN * across, middle)


def _draw_stretch(book: Book, graph: Graph, layer: int, start: float, end: float, *, last: bool) -> None:
    """Draw an edge from one layer to the next, and through that one where it leads on."""
    left, right = graph.columns[layer][1], graph.columns[layer + 1][0]
    bend = (right - left) / 2
    tip = 5.0 if last else 0.0
    book.canvas.addLiteral(
        f"0.7 w 0.3 G {left:.2f} {-start:.2f} m {left + bend:.2f} {-start:.2f} {right - bend:.2f} {-end:.2f}"
        f" {right - tip:.2f} {-end:.2f} c S 0 G"
    )
    if last:
        book.canvas.addLiteral(
            f"0.3 g {right:.2f} {-end:.2f} m {right - 6:.2f} {2.6 - end:.2f} l {right - 6:.2f} {-2.6 - end:.2f} l f 0 g"
        )
    else:
        book.rule(right, -end, graph.columns[layer + 1][1] - right, 0.7)


def _draw_label(book: Book, text: str, middle: float, down: float) -> None:
    across = min(_BETWEEN - 12, fonts.width(text, 7.5, True) + 4)
    box = Box(middle - across / 2, -down - 5, across, 10)
    book.canvas.addLiteral(f"1 g {box.x:.2f} {box.y:.2f} {box.width:.2f} {box.height:.2f} re f 0 g")
    book.text(text, box, 7.5, smallest=4, bold=True, align="centre", middle=True)


def _draw_lot(book: Book, box: Box, lot: TracedLot, of_lot: LotFigures) -> None:
    """Draw a lot: its number, its item, how much of it the trace is about, and where that is."""
    book.frame(box, 0.8 if lot.depth or lot.sibling else 2.2)
    stopped = lot.status is not Status.RELEASED
    inner = box.width - 8
    book.text(
        lot.lot or "-", Box(box.x + 4, box.y + 30, inner - (46 if stopped else 0), 14), 10.5, smallest=5, bold=True
    )
    if stopped:
        book.mark(lot.status.value.upper(), Box(box.x + box.width - 48, box.y + 33, 46, 11), 7)
    words = f"{lot.item} {lot.name}".strip()
    book.text(words, Box(box.x + 4, box.y + 17, inner, 12), 8, smallest=4.5)
    said = [f"{lot.quantity} {lot.unit}", f"here {of_lot.on_hand}"]
    said += [f"shipped {of_lot.shipped - of_lot.returned}"] if of_lot.shipped else []
    said += ["sibling"] if lot.sibling else []
    book.text("   ".join(said), Box(box.x + 4, box.y + 3, inner, 12), 7.5, smallest=4)


def _draw_run(book: Book, box: Box, edge: TraceEdge) -> None:
    """Draw a run: what kind it is, and its number."""
    grey = f"{box.x:.2f} {box.y:.2f} {box.width:.2f} {box.height:.2f} re"
    book.canvas.addLiteral(f"0.5 w 0.9 g {grey} B 0 g")
    book.text(edge.run, Box(box.x + 3, box.y + 9, box.width - 6, 12), 8.5, smallest=4, bold=True, align="centre")
    book.text(edge.kind.value, Box(box.x + 3, box.y + 1, box.width - 6, 9), 6.5, align="centre")
