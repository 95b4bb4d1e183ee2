"""Everything the warehouse knows of a kind, as records that can be imported again."""

from collections.abc import Callable, Iterator, Mapping

from wms_tui.domain.records import (
    BinRecord,
    ItemRecord,
    Kind,
    LotRecord,
    OrderLineRecord,
    PackRecord,
    PartnerRecord,
    ReceiptLineRecord,
    Record,
    StockRecord,
)
from wms_tui.domain.rows import Item, Place
from wms_tui.queries.as_records import bin_record, item_record, lot_record, pack_record, partner_record
from wms_tui.queries.items import items
from wms_tui.queries.lots import lots
from wms_tui.queries.orders import order_lines, orders, the_order
from wms_tui.queries.partners import partner_by_id, partners
from wms_tui.queries.places import places
from wms_tui.queries.receipts import receipt_lines, receipts, the_receipt
from wms_tui.queries.stock import StockFilter, stock
from wms_tui.storage.schema import HOUSE_PLACES

_PAGE = 1000


def records(kind: Kind) -> Iterator[Record]:
    """Yield everything of a kind; to see one moment, exhaust it inside one reading.

    Of orders and receipts that is what is still to be done, or they would begin again where they are imported.
    """
    yield from _READERS[kind]()


def all_items() -> Iterator[Item]:
    """Yield every item by code."""
    page = items(limit=_PAGE)
    while page:
        yield from page
        page = items(after=page[-1].code, limit=_PAGE)


def all_places() -> Iterator[Place]:
    """Yield every place in the house in natural order."""
    page = places(limit=_PAGE)
    while page:
        yield from page
        page = places(after=page[-1].code, limit=_PAGE)


def _items() -> Iterator[ItemRecord]:
    return map(item_record, all_items())


def _packs() -> Iterator[PackRecord]:
    """Yield the packs that hold more than the base unit, which comes with its item."""
    for item in all_items():
        yield from (pack_record(item, pack) for pack in item.packs if pack.name != item.unit)


def _bins() -> Iterator[BinRecord]:
    """Yield all places but those that every warehouse has from its beginning."""
    return (bin_record(place) for place in all_places() if place.code not in HOUSE_PLACES)


def _partners() -> Iterator[PartnerRecord]:
    page = partners(limit=_PAGE)
    while page:
        yield from map(partner_record, page)
        page = partners(after=(page[-1].code, page[-1].role), limit=_PAGE)


def _lots() -> Iterator[LotRecord]:
    """Yield all lots that have a number; goods that are not tracked by lot have none."""
    page = lots(limit=_PAGE)
    while page:
        yield from (lot_record(lot) for lot in page if lot.number)
        page = lots(after=page[-1].id, limit=_PAGE)


def _stock() -> Iterator[StockRecord]:
    for row in stock(StockFilter()):
        yield StockRecord(
            item=row.item, bin=row.bin, lot=row.lot, expires_on=row.expires_on, received_on=row.received_on,
            quantity_text=str(row.quantity),
        )  # fmt: skip


def _receipts() -> Iterator[ReceiptLineRecord]:
    """Yield what is still to come of the receipts that are open."""
    page = receipts(limit=_PAGE)
    while page:
        for one in page:
            if one.closed:
                continue
            head = the_receipt(one.receipt)
            supplier = partner_by_id(head.supplier_id).code if head.supplier_id else ""
            for line in receipt_lines(head.id):
                if not line.open:
                    continue
                yield ReceiptLineRecord(
                    receipt=head.code, supplier=supplier, due_on=head.due_on, line=line.line, item=line.item,
                    lot=line.lot, expires_on=line.expires_on, quantity_text=str(line.open),
                )  # fmt: skip
        page = receipts(after=page[-1].receipt, limit=_PAGE)


def _orders() -> Iterator[OrderLineRecord]:
    """Yield what has still to leave of the orders that are open."""
    page = orders(limit=_PAGE, open_only=True)
    while page:
        for one in page:
            for line in order_lines(the_order(one.order).id):
                if line.shipped >= line.wanted:
                    continue
                yield OrderLineRecord(
                    order=one.order, customer=one.customer, ship_on=one.ship_on, line=line.line, item=line.item,
                    lot=line.lot or "", quantity_text=str(line.wanted - line.shipped),
                )  # fmt: skip
        page = orders(after=page[-1].order, limit=_PAGE, open_only=True)


_READERS: Mapping[Kind, Callable[[], Iterator[Record]]] = {
    Kind.ITEMS: _items,
    Kind.PACKS: _packs,
    Kind.BINS: _bins,
    Kind.PARTNERS: _partners,
    Kind.LOTS: _lots,
    Kind.STOCK: _stock,
    Kind.RECEIPTS: _receipts,
    Kind.ORDERS: _orders,
}
