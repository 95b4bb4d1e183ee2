"""Everything the warehouse knows of a kind, as records that can be imported again."""

from collections.abc import Callable, Iterator, Mapping

from wms_tui.domain.records import (
    BinRecord,
    ItemRecord,
    Kind,
    LevelRecord,
    LotRecord,
    OrderLineRecord,
    PackRecord,
    PartnerRecord,
    PlanRecord,
    ReceiptLineRecord,
    Record,
    StockRecord,
)
from wms_tui.domain.rows import Item, Place
from wms_tui.domain.types import Status, Tracking
from wms_tui.queries.as_records import (
    bin_record,
    item_record,
    lot_record,
    pack_record,
    partner_record,
    suppliers_of_lots,
    test_record,
)
from wms_tui.queries.inspections import planned_tests
from wms_tui.queries.items import items
from wms_tui.queries.levels import bin_levels
from wms_tui.queries.lots import lots
from wms_tui.queries.orders import order_lines, orders, the_order
from wms_tui.queries.partners import partner_by_id, partners
from wms_tui.queries.places import places
from wms_tui.queries.receipts import receipt_lines, receipts, the_receipt
from wms_tui.storage.schema import HOUSE_PLACES
from wms_tui.storage.statements import Row, day, stream
from wms_tui.storage.tables import NEVER

_PAGE = 1000
# A serial stands for one unit of its balance. Plates are ordered by what is printed on them, as their row
# numbers are another house's no more.
_STOCK = f"""
SELECT item.code, place.code, lot.number, lot.expires_on, nullif(lot.received_on, '{NEVER}'), plate.code,
       coalesce(serial.number, ''), CASE WHEN item.tracking = '{Tracking.SERIAL}' AND serial.id IS NOT NULL THEN 1
       ELSE stock.quantity END, CASE WHEN item.tracking = '{Tracking.NONE}' THEN lot.status END
FROM stock JOIN place ON place.id = stock.place_id JOIN lot ON lot.id = stock.lot_id
JOIN item ON item.id = lot.item_id JOIN plate ON plate.id = stock.plate_id
LEFT JOIN serial ON item.tracking = '{Tracking.SERIAL}' AND serial.place_id = stock.place_id
     AND serial.lot_id = stock.lot_id AND serial.plate_id = stock.plate_id
WHERE stock.quantity > 0
ORDER BY place.sort_key, item.folded, lot.sort_key, plate.code, length(serial.number), serial.number
"""


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
    """Yield all places but those that stand as every warehouse has them from its beginning."""
    return (bin_record(place) for place in all_places() if not is_untouched(place))


def is_untouched(place: Place) -> bool:
    """Return whether a place is one that every warehouse begins with, and is still as it was then."""
    began = BinRecord(place.code, walk=0, pickable=False, kind=place.kind)
    return place.code in HOUSE_PLACES and bin_record(place) == began


def _partners() -> Iterator[PartnerRecord]:
    page = partners(limit=_PAGE)
    while page:
        yield from map(partner_record, page)
        page = partners(after=(page[-1].code, page[-1].role), limit=_PAGE)


def _lots() -> Iterator[LotRecord]:
    """Yield all lots that have a number; goods that are not tracked by lot have none."""
    suppliers = suppliers_of_lots()
    page = lots(limit=_PAGE)
    while page:
        yield from (lot_record(lot, suppliers.get(lot.id, "")) for lot in page if lot.number)
        page = lots(after=page[-1].id, limit=_PAGE)


def _stock() -> Iterator[StockRecord]:
    """Yield every balance, unit by unit where units have serials; what waits at the stage is stock there.

    What is kept for orders is not said: orders come with all they still need, and are allocated anew.
    """
    return stream(_stock_record, _STOCK)


def _stock_record(found: Row) -> StockRecord:
    item, place, lot, expires, received, plate, serial, quantity, status = found
    return StockRecord(
        item=item, bin=place, lot=lot, expires_on=day(expires), received_on=day(received), plate=plate, serial=serial,
        quantity_text=str(quantity), status=Status(status) if status else None,
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


def _levels() -> Iterator[LevelRecord]:
    """Yield how much is to be in each bin that is picked from, by bin and item."""
    for one in bin_levels():
        yield LevelRecord(bin=one.bin, item=one.item, minimum=one.minimum, maximum=one.maximum)


def _tests() -> Iterator[PlanRecord]:
    """Yield the inspection plans, item by item in their order."""
    return (test_record(item, test) for item, test in planned_tests())


_READERS: Mapping[Kind, Callable[[], Iterator[Record]]] = {
    Kind.ITEMS: _items,
    Kind.PACKS: _packs,
    Kind.BINS: _bins,
    Kind.PARTNERS: _partners,
    Kind.LOTS: _lots,
    Kind.STOCK: _stock,
    Kind.RECEIPTS: _receipts,
    Kind.ORDERS: _orders,
    Kind.LEVELS: _levels,
    Kind.TESTS: _tests,
}
