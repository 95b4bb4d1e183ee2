"""The frozen documents that are printed, made of what the warehouse knows at this moment."""

from datetime import date, datetime

from wms_tui.domain.aging import days_left, state
from wms_tui.domain.documents import (
    BinLabel,
    BinLabels,
    PackingSlip,
    PickList,
    PickListLine,
    ReceivingSlip,
    ReceivingSlipLine,
    SlipLine,
    StockList,
    StockListLine,
)
from wms_tui.domain.expiry_report import ExpiryReport, GroupBy, grouped, total_of
from wms_tui.domain.rows import Item, OrderLineRow, ReservationRow, StockRow, spelled
from wms_tui.errors import Refused
from wms_tui.queries.expiry import NOT_OK, ExpiryFilter, expiry_list
from wms_tui.queries.items import find_item, item_by_id, the_item
from wms_tui.queries.lots import find_lot, lot_by_id
from wms_tui.queries.orders import OrderHead, kept_for_order, order_lines, the_order
from wms_tui.queries.partners import partner_by_id
from wms_tui.queries.places import place_by_id, places
from wms_tui.queries.receipts import receipt_lines, the_receipt
from wms_tui.queries.settings import house_name
from wms_tui.queries.shipments import shipped_lines
from wms_tui.queries.stock import StockFilter, stock
from wms_tui.storage.chain import last_seal
from wms_tui.storage.statements import day


def pick_list(order: str, *, by: str, at: datetime) -> PickList:
    """Return the pick list of what is kept for an order, in walk order.

    Raises:
        NotFound: ``unknown-order``.
        Refused: ``nothing-allocated`` where nothing is kept for it.
    """
    head = the_order(order)
    kept = kept_for_order(head.id, picked=False)
    if not kept:
        raise Refused("nothing-allocated", f"Nothing is kept for {head.code}.", "Allocate it first.", order=head.code)
    asked = {line.id: line for line in order_lines(head.id)}
    lines = tuple(
        _pick_line(number, one, requested=asked[one.order_line].lot_id == one.lot_id, order=head.code)
        for number, one in enumerate(kept, 1)
    )
    short = tuple(_not_covered(line) for line in asked.values() if line.short)
    return PickList(
        house=house_name(), order=head.code, customer=head.customer.code, customer_name=head.customer.name,
        ship_on=head.ship_on, minimum_expiry=_minimum_expiry(head, at.date()), printed_at=at, printed_by=by,
        copy_number=head.printed + 1, lines=lines, short=short, seal=last_seal()[1],
    )  # fmt: skip


def _not_covered(line: OrderLineRow) -> str:
    """Say how much of a line the list does not cover, in packs, of which item."""
    item = item_by_id(line.item_id)
    short, wanted = spelled(line.short, item), spelled(line.wanted, item)
    return f"Line {line.line}: {short} of {wanted} {item.code} {item.name} are not covered."


def _pick_line(number: int, one: ReservationRow, *, requested: bool, order: str) -> PickListLine:
    place, lot = place_by_id(one.place_id), lot_by_id(one.lot_id)
    item = item_by_id(lot.item_id)
    return PickListLine(
        number=number, bin=place.code, aisle=place.aisle, item=item.code, name=item.name, lot=lot.number,
        expires_on=lot.expires_on, quantity=one.quantity, packs=spelled(one.quantity, item), plate=one.plate,
        requested=requested, line_code=f"{order}/{one.line}", unit=item.unit,
    )  # fmt: skip


def _minimum_expiry(head: OrderHead, today: date) -> date | None:
    return head.need(today).minimum_expiry if head.customer.min_days else None


def packing_slip(order: str, *, by: str, at: datetime) -> PackingSlip:
    """Return the packing slip of an order: what has left, or, before that, what waits at the stage.

    Raises:
        NotFound: ``unknown-order``.
        Refused: ``nothing-picked`` where nothing is picked and nothing has left.
    """
    head = the_order(order)
    gone = [
        (line, item, name, lot, day(expires), quantity)
        for line, item, name, lot, expires, quantity, _ in shipped_lines(head.id)
    ]
    shipped = bool(gone)
    if not gone:
        asked = {line.id: line.name for line in order_lines(head.id)}
        gone = [
            (one.line, one.item, asked[one.order_line], one.lot, lot_by_id(one.lot_id).expires_on, one.quantity)
            for one in kept_for_order(head.id, picked=True)
        ]
    if not gone:
        raise Refused("nothing-picked", f"Nothing of {head.code} is picked.", "Pick it first.", order=head.code)
    lines = tuple(_slip_line(*one) for one in gone)
    return PackingSlip(
        house=house_name(), order=head.code, customer=head.customer.code, customer_name=head.customer.name,
        address=head.customer.address, ship_on=head.ship_on, shipped=shipped, printed_at=at, printed_by=by,
        copy_number=1, lines=lines, seal=last_seal()[1],
    )  # fmt: skip


def _slip_line(number: int, code: str, name: str, lot: str, expires_on: date | None, quantity: int) -> SlipLine:
    item = find_item(code)
    packs = spelled(quantity, item) if item else str(quantity)
    return SlipLine(number, code, name, lot, expires_on, quantity, packs, unit=item.unit if item else "")


def receiving_slip(receipt: str, *, by: str, at: datetime) -> ReceivingSlip:
    """Return the receiving slip of a receipt: what was announced, what came and what is open.

    Raises:
        NotFound: ``unknown-receipt``.
    """
    head = the_receipt(receipt)
    supplier = partner_by_id(head.supplier_id) if head.supplier_id else None
    lines = []
    for line in receipt_lines(head.id):
        item = item_by_id(line.item_id)
        lines.append(
            ReceivingSlipLine(
                line.line, item.code, item.name, line.lot, line.expires_on, line.quantity,
                spelled(line.quantity, item), line.received, line.open, item.unit,
            )
        )  # fmt: skip
    return ReceivingSlip(
        house=house_name(), receipt=head.code, supplier=supplier.code if supplier else "",
        supplier_name=supplier.name if supplier else "", due_on=head.due_on, printed_at=at, printed_by=by,
        copy_number=head.printed + 1, lines=tuple(lines), seal=last_seal()[1],
    )  # fmt: skip


def stock_list(*, by: str, at: datetime) -> StockList:
    """Return all balances, by bin; an item is looked up once, however many balances it has."""
    found = stock(StockFilter())
    items = {code: the_item(code) for code in {one.item for one in found}}
    lines = tuple(_stock_line(one, items[one.item], at.date()) for one in found)
    return StockList(house_name(), "STOCK", at, by, lines, last_seal()[1])


def expiry_report(
    *, by: str, at: datetime, which: ExpiryFilter = NOT_OK, group_by: GroupBy = GroupBy.WEEK
) -> ExpiryReport:
    """Return what grows old, or what expires within some days, in groups with their totals."""
    found = expiry_list(at.date(), which)
    items = {code: the_item(code) for code in {one.item for one in found}}
    packs: dict[str, dict[int, str]] = {code: {} for code in items}
    for one in found:
        packs[one.item][one.quantity] = spelled(one.quantity, items[one.item])
    title = "What grows old" if which.days is None else f"Expired, or expires within {which.days} days"
    return ExpiryReport(
        house_name(), f"{title}, by {group_by}", at, by, grouped(found, group_by), total_of(found), packs,
        last_seal()[1],
    )  # fmt: skip


def _stock_line(one: StockRow, item: Item, today: date) -> StockListLine:
    lot = find_lot(item.id, one.lot)
    age = state(one.expires_on, lot.removal_on, lot.alert_on, today) if lot else ""
    return StockListLine(
        bin=one.bin, item=one.item, name=one.name, lot=one.lot, plate=one.plate, quantity=one.quantity,
        reserved=one.reserved, packs=spelled(one.quantity, item), expires_on=one.expires_on,
        status=one.status, state=age, days_left=days_left(one.expires_on, today) if one.expires_on else None,
        unit=one.unit, held=one.held,
    )  # fmt: skip


def bin_labels(zone: str = "") -> BinLabels:
    """Return the labels of all bins, or those of a zone.

    Raises:
        Refused: ``no-bins``.
    """
    found = [one for one in places(limit=100_000) if one.kind == "bin" and zone in ("", one.zone)]
    if not found:
        raise Refused("no-bins", "There are no such bins.", "Add some: wms bin range.", zone=zone)
    return BinLabels(house_name(), tuple(BinLabel(one.code, one.zone, one.check_digits) for one in found))
