"""A trace as rows of plain values, under the names of the command line: for JSON and for spreadsheets."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from wms_tui.domain.trace_tree import figures
from wms_tui.domain.tracing import Trace

LOTS = (
    "item", "lot", "depth", "quantity", "unit", "name", "status", "expires_on", "supplier_lot", "sibling", "on_hand",
    "shipped", "returned",
)  # fmt: skip
EDGES = ("run", "kind", "parent_item", "parent_lot", "quantity_in", "child_item", "child_lot", "quantity_out")
PLACES = ("item", "lot", "bin", "quantity", "plate", "status")
CUSTOMERS = (
    "customer", "customer_name", "order", "line", "shipped_on", "item", "lot", "quantity", "returned", "shipped_at",
)  # fmt: skip
SUPPLIERS = (
    "supplier", "supplier_name", "receipt", "received_on", "item", "lot", "supplier_lot", "quantity", "received_at",
)  # fmt: skip
Values = tuple[Any, ...]


def _on(at: datetime) -> date:
    """Return the day that a moment was at the warehouse."""
    return at.astimezone().date()


def lot_rows(trace: Trace) -> Iterator[Values]:
    """Yield the lots, by depth."""
    known = figures(trace)
    for one in trace.lots:
        of_lot = known[one.lot_id]
        yield (
            one.item, one.lot, one.depth, one.quantity, one.unit, one.name, one.status, one.expires_on,
            one.supplier_lot, one.sibling, of_lot.on_hand, of_lot.shipped, of_lot.returned,
        )  # fmt: skip


def edge_rows(trace: Trace) -> Iterator[Values]:
    """Yield the edges, with how much went in at one end and came out at the other."""
    names = {one.lot_id: (one.item, one.lot) for one in trace.lots}
    for one in trace.edges:
        yield one.run, one.kind, *names[one.parent_id], one.quantity_in, *names[one.child_id], one.quantity_out


def place_rows(trace: Trace) -> Iterator[Values]:
    """Yield what is in the house."""
    for one in trace.places:
        yield one[1:]


def customer_rows(trace: Trace) -> Iterator[Values]:
    """Yield the shipments, and what came back of each."""
    for one in trace.customers:
        yield (
            one.customer, one.customer_name, one.order, one.line, _on(one.shipped_at), one.item, one.lot,
            one.quantity, one.returned, one.shipped_at,
        )  # fmt: skip


def supplier_rows(trace: Trace) -> Iterator[Values]:
    """Yield the receipts."""
    for one in trace.suppliers:
        yield (
            one.supplier, one.supplier_name, one.receipt, _on(one.received_at), one.item, one.lot, one.supplier_lot,
            one.quantity, one.received_at,
        )  # fmt: skip


TABLES = (
    ("lots", LOTS, lot_rows), ("edges", EDGES, edge_rows), ("places", PLACES, place_rows),
    ("customers", CUSTOMERS, customer_rows), ("suppliers", SUPPLIERS, supplier_rows),
)  # fmt: skip
"""The name of each part of a trace, its columns, and what yields its rows."""


def as_values(trace: Trace) -> dict[str, list[dict[str, Any]]]:
    """Return all parts of a trace as rows of named values."""
    return {name: [dict(zip(columns, one, strict=True)) for one in rows(trace)] for name, columns, rows in TABLES}
