"""The trace on paper, read back: the graph shows every lot and quantity, and the lists say who has what."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from reports import trace_graph, trace_report
from reports.page import A4, LETTER, Paper, Rendered
from wms_tui.domain.genealogy import RunKind
from wms_tui.domain.mass_balance import GapEntry, Leak, LotBalance
from wms_tui.domain.trace_documents import TraceReport
from wms_tui.domain.tracing import Delivery, Supply, Trace, TracedLot, TracedPlace, TraceEdge, Way
from wms_tui.domain.types import Status

Text = Callable[[Rendered], list[str]]
NOW = datetime(2027, 3, 14, 9, 30, tzinfo=UTC)


def a_lot(number: int, depth: int, **changes: Any) -> TracedLot:
    """Return a lot of a trace."""
    found = TracedLot(
        number, "CHOC", f"LOT-{number:04d}", depth, 1000 + number, "Milk", "EA", Status.RELEASED, None, ""
    )
    return found._replace(**changes)


def a_balance(one: TracedLot, **changes: Any) -> LotBalance:
    """Return a balance that closes."""
    found = LotBalance(
        one.lot_id, one.item, one.lot, one.name, one.unit, one.status, None, 0, one.quantity, 0, 0, one.quantity,
        0, 0, 0, 0, 0, 0, 0, 0,
    )  # fmt: skip
    return replace(found, **changes)


def a_report(*lots: TracedLot, edges: tuple[TraceEdge, ...] = (), **changes: Any) -> TraceReport:
    """Return a trace forward of some lots, each of which is in a bin."""
    places = tuple(TracedPlace(one.lot_id, one.item, one.lot, "A-01", 7, "", one.status) for one in lots)
    trace = Trace(Way.FORWARD, None, lots, edges, places, (), ())
    known = TraceReport("Dairy", "COCOA C1", trace, tuple(map(a_balance, lots)), NOW, "ANNA", "seal")
    return replace(known, **changes)


def chain(width: int, depth: int) -> TraceReport:
    """Return a trace of rows of lots, each made of the one before it and of its neighbour."""
    lots = [a_lot(number, number // width) for number in range(width * depth)]
    edges = [
        TraceEdge(parent, number, number, f"R{number}", RunKind.MAKE, 3000 + number, 1000 + number)
        for number in range(width, width * depth)
        for parent in {number - width, number - number % width - width + (number + 1) % width}
    ]
    return a_report(*lots, edges=tuple(edges))


@pytest.mark.parametrize("paper", [A4, LETTER], ids=lambda paper: paper.name)
def test_a_small_graph_stands_on_one_page_with_every_lot_run_and_quantity(paper: Paper, text_of: Text):
    rendered = trace_report.render(chain(3, 3), paper)

    graph, *rest = text_of(rendered)
    assert len(rest) == 1
    words = graph.split()
    for number in range(9):
        assert f"LOT-{number:04d}" in words
    for number in range(3, 9):
        assert words.count(f"{3000 + number}") == 2
        assert f"R{number}" in words


@pytest.mark.parametrize("paper", [A4, LETTER], ids=lambda paper: paper.name)
def test_a_large_graph_goes_over_pages_and_loses_no_lot(paper: Paper, text_of: Text):
    document = chain(20, 6)

    pages = [page for page in text_of(trace_report.render(document, paper)) if "part " in page]

    assert len(pages) == 4
    for one in document.trace.lots:
        assert any(one.lot in page for page in pages), one.lot


def test_every_box_is_whole_on_one_of_the_pages(text_of: Text):
    document = chain(20, 6)
    room = trace_report.body(A4.on_its_side())
    graph = trace_graph.layout(document.trace)

    parts = list(trace_graph.parts(graph, room))

    for box in graph.drawing.boxes.values():
        assert any(trace_graph.is_in(graph, box, part, room) for part in parts)


def test_more_lots_than_can_be_drawn_are_listed_and_that_is_said(text_of: Text):
    document = a_report(*(a_lot(number, 1 if number else 0) for number in range(trace_graph.MOST_BOXES + 20)))

    pages = text_of(trace_report.render(document))

    text = " ".join(" ".join(pages).split())
    assert "The graph shows the nearest 400 of 420 lots. The lists name all." in text
    assert "LOT-0419" in text


def test_the_lists_say_who_has_it_who_sent_it_and_what_explains_a_gap(text_of: Text):
    start, made = a_lot(1, 0), a_lot(2, 1, status=Status.HOLD)
    document = a_report(start, made)
    trace = replace(
        document.trace,
        customers=(Delivery(1, "SHOP", "Corner shop", "SO77", 1, NOW, 2, "CHOC", "LOT-0002", 31, 4, 9),),
        suppliers=(Supply(2, "BEANS", "Beans Ltd", "PO5", NOW, 1, "CHOC", "LOT-0001", "S-8841", 450, 3),),
    )
    gap = GapEntry(88, "adjust", NOW, "BERT", "lost", "", "B-02", -6)
    balances = (a_balance(start, lost=6, gap=(gap,)), a_balance(made, on_hand=990, leaks=(Leak("B-09", "", 90, 102),)))

    pages = text_of(trace_report.render(replace(document, trace=trace, balances=balances)))

    text = " ".join(" ".join(pages).split())
    for fact in (
        "TRACE FORWARD", "COCOA C1", "2 of 2 lots do not balance", "HOLD", "SHOP Corner shop SO77 14 MAR 2027",
        "31 EA 4", "BEANS Beans Ltd PO5 14 MAR 2027", "S-8841", "450 EA", "88 14 MAR 2027", "B-02", "-6", "BERT lost",
        "!! 12", "B-09", "printed 2027-03-14 09:30", "seal of the books",
    ):  # fmt: skip
        assert fact in text, fact


def test_names_are_text_and_nothing_else(text_of: Text):
    document = a_report(a_lot(1, 0, lot="<b>(\\)", name="‮ evil \x1b[31m 牛乳"), words="<i>&amp;")

    (page, *_) = text_of(trace_report.render(document))

    assert "<b>(\\)" in page
    assert "<i>&amp;" in page
    assert "牛乳" in page


def test_the_same_trace_gives_the_same_bytes():
    assert trace_report.render(chain(4, 4)).data == trace_report.render(chain(4, 4)).data
