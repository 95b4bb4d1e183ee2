"""Trace: what became of a lot, what it was made of, who has it; and the balance of all that came of it."""

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from wms_tui import clock
from wms_tui.cli.arguments import END_OF_DAY
from wms_tui.cli.identified import identified, identifying
from wms_tui.cli.output import Answer, json_line, visible
from wms_tui.cli.papers import PAPERS, write_paper
from wms_tui.cli.running import Family, Session, command, reads
from wms_tui.domain.frozen import to_json
from wms_tui.domain.mass_balance import LotBalance
from wms_tui.domain.trace_rows import TABLES, as_values
from wms_tui.domain.trace_tree import branches, figures
from wms_tui.domain.tracing import Trace, Way
from wms_tui.errors import BadInput
from wms_tui.operations.seal import seal_now
from wms_tui.queries.items import the_item
from wms_tui.queries.lot_balance import balance_of
from wms_tui.queries.lots import the_lot
from wms_tui.queries.trace import trace as traced
from wms_tui.queries.trace_papers import trace_report
from wms_tui.storage.connection import reading

F = TypeVar("F", bound=Callable[..., Any])
IN = ("received", "produced", "found", "returned")
OUT = ("on_hand", "shipped", "consumed", "destroyed", "lost", "sampled", "sent_back")


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a trace begins: the lots, and the words by which they were named."""

    lots: list[int]
    words: str
    item: str | None
    lot: str | None


@click.group("trace", cls=Family)
def trace() -> None:
    """Follow lots through everything that was made of them, or that they were made of, at any depth."""


def _asks(function: F) -> F:
    """Give a command the options by which a trace is asked for."""
    function = identifying("From")(function)
    options = (
        click.argument("item", required=False),
        click.argument("lot_number", metavar="LOT", required=False),
        click.option("--as-of", type=END_OF_DAY, help="As it stood at a moment, or at the end of a day."),
        click.option("--siblings", is_flag=True, help="Also lots that came out of the same lots."),
        click.option(
            "-o", "--output", "file", type=click.Path(path_type=Path), help="A file to write: .pdf, .xlsx or .json."
        ),
        click.option("--paper", type=PAPERS, help="The paper of a PDF; that of the house if left out."),
        click.option("--force", is_flag=True, help="Write over a file that is there."),
    )
    for option in reversed(options):
        function = option(function)
    return function


@trace.command("forward")
@_asks
@click.pass_obj
def forward(session: Session, **given: Any) -> Answer:
    """Follow a lot to all that was made of it: where it is, and who has it.

    It starts from a lot, or from whatever else is in hand. Depth says how many runs lie between; the quantity of the
    start is what came of it in all, that of the others what the traced runs made. With -o it is written as a PDF with
    a drawn graph, as a workbook or as JSON.

    Refused: what there is not, and what has no lots.

    \b
    Examples:
      wms trace forward COCOA S-8841
      wms trace forward --supplier-lot S-8841 -o trace.pdf
      wms trace forward --gtin 09506000134352 --from 2027-03-01 --to 2027-03-07
    """
    return _trace(session, Way.FORWARD, **given)


@trace.command("backward")
@_asks
@click.pass_obj
def backward(session: Session, **given: Any) -> Answer:
    """Follow a lot to all that it was made of, and to the suppliers it came from.

    It starts from a lot, or from whatever else is in hand. Depth says how many runs lie between; the quantity of the
    start is what came of it in all, that of the others what the traced runs took.

    Refused: what there is not, and what has no lots.

    \b
    Examples:
      wms trace backward 4711 L27001
      wms trace backward --order SO10000 --as-of 2027-03-14
      wms trace backward --serial SN-0007 -o trace.xlsx
    """
    return _trace(session, Way.BACKWARD, **given)


def _trace(
    session: Session, way: Way, *, as_of: datetime | None, siblings: bool, file: Path | None, paper: str | None,
    force: bool, **named: Any,
) -> Answer:  # fmt: skip
    session.open()
    if file is not None:
        seal_now()
    with reading():
        start = _start(**named)
        found = traced(start.lots, way, at=as_of, siblings=siblings)
    if file is None:
        value = _value(found, start)
        return Answer(value, write=lambda stream: _print_tree(found, stream))
    return Answer(_write(found, start, file, session.by, paper, force))


def _start(item: str | None, lot_number: str | None, **given: Any) -> _Start:
    """Return the lots that a trace begins with; they must be named in one way."""
    named = identified(given)
    if len(named) + (item is not None) != 1:
        raise click.UsageError("Name what to trace in one way: ITEM LOT, or one of the options.")
    return _one_lot(item, lot_number) if item is not None else _Start(*named[0], None, None)


def _one_lot(item: str, lot_number: str | None) -> _Start:
    found_item = the_item(item)
    lot = the_lot(found_item, lot_number or "")
    return _Start([lot.id], f"{lot.item} {lot.number}".strip(), lot.item, lot.number)


def _value(found: Trace, start: _Start) -> dict[str, Any]:
    """Return a trace under the names of the command line."""
    first = found.lots[0]
    alone = len(start.lots) == 1
    return {
        "item": start.item or (first.item if alone else None), "lot": start.lot or (first.lot if alone else None),
        "start": start.words, "way": found.way, "as_of": found.at, **as_values(found),
    }  # fmt: skip


def _print_tree(found: Trace, stream: TextIO) -> None:
    """Print a trace for people: the tree, then where it is and who has it."""
    for line in _tree_lines(found):
        stream.write(visible(line) + "\n")


def _tree_lines(found: Trace) -> Iterator[str]:
    known = figures(found)
    for one in branches(found):
        lot, of_lot = one.lot, known[one.lot.lot_id]
        said = [f"{one.lines}{lot.item} {lot.lot}".rstrip(), f"{lot.quantity} {lot.unit}"]
        if one.edge is not None:
            said.append(f"({one.edge.run}: {one.edge.quantity_in} in, {one.edge.quantity_out} out)")
        if one.again:
            said.append("see above")
        else:
            said.append(f"on hand {of_lot.on_hand}")
            said += [f"shipped {of_lot.shipped} to {of_lot.customers}"] if of_lot.shipped else []
            said += [f"returned {of_lot.returned}"] if of_lot.returned else []
            said += ["sibling"] if lot.sibling else []
        yield "  ".join(said)
    for place in found.places:
        yield f"{place.bin}  {place.item} {place.lot}  {place.quantity}  {place.status}"
    for one in found.customers:
        shipped_on = one.shipped_at.astimezone().date()
        yield f"{one.customer}  {one.order}  {shipped_on}  {one.item} {one.lot}  {one.quantity}"
    for one in found.suppliers:
        yield f"{one.supplier}  {one.receipt}  {one.item} {one.lot}  {one.quantity}"


def _write(found: Trace, start: _Start, file: Path, by: str, paper: str | None, force: bool) -> dict[str, Any]:
    """Write a trace as a file, in the form that its ending names."""
    ending = file.suffix.lower()
    if ending == ".pdf":
        return write_paper("trace_report", trace_report(found, start.words, by=by, at=clock.now()), file, paper, force)
    if ending == ".json":
        data = (json_line(to_json(_value(found, start))) + "\n").encode()
        importlib.import_module("reports.files").write(file, data, force=force)
        return {"file": str(file), "lots": len(found.lots)}
    if ending != ".xlsx":
        raise BadInput("bad-ending", f"Cannot write {file.name}.", "Name it .pdf, .xlsx or .json.")
    # Spreadsheets take longer to load than most commands to run.
    writing = importlib.import_module("wms_tui.exchange.writing")
    sheets = [writing.SheetRows(name, columns, rows(found)) for name, columns, rows in TABLES]
    rows = writing.write_workbook(file, sheets, replace=force)
    return {"file": str(file), "pages": len(sheets), "lots": rows}


@command("balance")
@click.argument("item")
@click.argument("lot_number", metavar="LOT", required=False)
@click.option("--as-of", type=END_OF_DAY, help="As it stood at a moment, or at the end of a day.")
@reads
def show_balance(item: str, lot_number: str | None, as_of: datetime | None) -> dict[str, Any]:
    """Add up all that came of a lot against what is there and what went out.

    A difference other than 0 means that a balance is not the sum of its moves; leaks names the bins. The gap names the
    entries by which goods were only found or lost: traced_percent leaves these out. What was undone is taken off where
    it was counted. What is reserved or staged is part of what is on hand, and is not known of a past moment.

    Refused: an item that there is not, a lot that the item does not have.

    \b
    Examples:
      wms balance 4711 L27001
      wms --json balance 4711 L27001 --as-of 2027-03-14
    """
    with reading():
        return balance_value(balance_of(the_lot(the_item(item), lot_number or "").id, as_of))


def balance_value(found: LotBalance) -> dict[str, Any]:
    """Return a balance under the names of the command line."""
    return {
        "item": found.item, "lot": found.lot, "unit": found.unit, "status": found.status, "as_of": found.at,
        "in": {name: getattr(found, name) for name in IN}, "out": {name: getattr(found, name) for name in OUT},
        "of_on_hand": {"reserved": found.reserved, "staged": found.staged},
        "difference": found.difference, "percent": found.percent, "traced_percent": found.traced_percent,
        "gap": to_json(found.gap), "leaks": to_json(found.leaks),
    }  # fmt: skip


COMMANDS: tuple[click.Command, ...] = (trace, show_balance)
