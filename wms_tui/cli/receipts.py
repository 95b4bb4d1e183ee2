"""Receipts: what suppliers announced."""

from datetime import date
from typing import Any

import click

from wms_tui.cli.arguments import DAY
from wms_tui.cli.running import Act, Family, reads, writes
from wms_tui.domain.frozen import to_json
from wms_tui.domain.line_numbers import parse_order_line
from wms_tui.domain.rows import ReceiptRow
from wms_tui.operations.add_receipt import AddReceipt, NewReceiptLine, add_receipt
from wms_tui.operations.close_receipt import CloseReceipt, close_receipt
from wms_tui.queries.receipts import receipt_lines, receipts, the_receipt

PAGE = 1000


@click.group("receipt", cls=Family)
def receipt() -> None:
    """Add, show and close what suppliers announced."""


@receipt.command("add")
@click.argument("receipt_code", metavar="RECEIPT")
@click.argument("lines", nargs=-1, metavar="ITEM=QTY[@LOT]...")
@click.option("--supplier", default="", metavar="SUPPLIER", help="Who announced it.")
@click.option("--due-on", type=DAY, help="When it is to come.")
@writes
def add(act: Act, receipt_code: str, lines: tuple[str, ...], supplier: str, due_on: date | None) -> dict[str, Any]:
    """Add what a supplier announced; nothing is booked, wms receive does that.

    Refused: a number that another receipt has, a receipt without lines, an item or a supplier that there is not.

    \b
    Example:
      wms receipt add PO-9001 --supplier NORDIC 4711=20CS 4720=10CS@L27001
    """
    read = tuple(
        NewReceiptLine(line.item, line.quantity, line.lot or "", line=line.line)
        for line in map(parse_order_line, lines)
    )
    return act.do(add_receipt, AddReceipt(receipt_code, read, supplier, due_on, act.reason))


@receipt.command("list")
@click.option("--open", "open_only", is_flag=True, help="Leave out what is closed.")
@reads
def list_receipts(open_only: bool) -> list[ReceiptRow]:
    """Show all receipts, and how much of each came.

    \b
    Example:
      wms receipt list --open
    """
    found: list[ReceiptRow] = []
    page = receipts(limit=PAGE)
    while page:
        found += page
        page = receipts(after=page[-1].receipt, limit=PAGE)
    return [one for one in found if not (open_only and one.closed)]


@receipt.command("show")
@click.argument("receipt_code", metavar="RECEIPT")
@reads
def show(receipt_code: str) -> dict[str, Any]:
    """Show a receipt line by line: what was announced, what came, what is open.

    Refused: a receipt that there is not.

    \b
    Example:
      wms receipt show PO5500
    """
    head = the_receipt(receipt_code)
    lines = [
        {"line": line.line, "item": line.item, "lot": line.lot, "expires_on": to_json(line.expires_on),
         "quantity": line.quantity, "received": line.received, "open": line.open}
        for line in receipt_lines(head.id)
    ]  # fmt: skip
    return {"receipt": head.code, "due_on": to_json(head.due_on), "closed": head.closed, "lines": lines}


@receipt.command("close")
@click.argument("receipt_code", metavar="RECEIPT")
@writes
def close(act: Act, receipt_code: str) -> dict[str, Any]:
    """Close a receipt: no more is to come of it.

    Refused: a receipt that is closed already.

    \b
    Example:
      wms receipt close PO5500
    """
    return act.do(close_receipt, CloseReceipt(receipt_code, act.reason))


COMMANDS: tuple[click.Command, ...] = (receipt,)
