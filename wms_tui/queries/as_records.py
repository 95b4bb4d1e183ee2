"""What the warehouse knows, as records: the form in which other systems' files speak of the same things."""

from wms_tui.domain.inspection import PlannedTest
from wms_tui.domain.quantity import Pack
from wms_tui.domain.records import BinRecord, ItemRecord, LotRecord, PackRecord, PartnerRecord, PlanRecord
from wms_tui.domain.rows import Item, Lot, Partner, Place
from wms_tui.domain.shelf_life import parse_shelf_life
from wms_tui.queries.items import gtins
from wms_tui.storage.statements import rows, value

_SUPPLIERS = "SELECT partner.code, lot.id FROM lot JOIN partner ON partner.id = lot.supplier_id"


def item_record(item: Item) -> ItemRecord:
    """Return an item as a record."""
    return ItemRecord(
        item=item.code, name=item.name, unit=item.unit, tracking=item.tracking, rotation=item.rotation,
        shelf_life=parse_shelf_life(item.shelf_life) if item.shelf_life else None,
        removal_days=item.removal_days, alert_days=item.alert_days, min_receipt_days=item.min_receipt_days,
        lot_template=item.lot_template or "", lot_pattern=item.lot_pattern or "", minimum=item.minimum,
        maximum=item.maximum, gtin=gtins(item.id).get(item.unit, ""), lot_sample=item.lot_sample or "",
        temperature=item.temperature, fixed_bin=item.fixed_bin, receipt_status=item.receipt_status,
        reorder_point=item.reorder_point, release_people=item.release_people, brand=item.brand,
        commodity=item.commodity, variety=item.variety, packaging_size=item.packaging_size,
        packaging_style=item.packaging_style, listed=item.listed,
    )  # fmt: skip


def pack_record(item: Item, pack: Pack) -> PackRecord:
    """Return a pack of an item as a record."""
    return PackRecord(item.code, pack.name, pack.quantity, gtins(item.id).get(pack.name, ""))


def bin_record(place: Place) -> BinRecord:
    """Return a place in the house as a record."""
    return BinRecord(
        place.code, place.zone, place.walk, place.capacity, place.mixing, place.pickable, place.kind, place.aisle,
        place.level, place.temperature, place.check_digits, place.closed,
    )  # fmt: skip


def partner_record(partner: Partner) -> PartnerRecord:
    """Return a partner as a record."""
    return PartnerRecord(
        partner.code, partner.role, partner.name, partner.address, partner.email, partner.phone, partner.min_days,
        partner.min_percent, partner.transit_days, partner.lot_pattern or "", partner.lot_sample or "",
        partner.receipt_status, partner.contact, partner.after_hours, partner.city, partner.state, partner.zip,
        partner.country, partner.gln, partner.source_reference, partner.language, partner.verified_on,
    )  # fmt: skip


def lot_record(lot: Lot, supplier: str) -> LotRecord:
    """Return a lot as a record; its supplier is a code, or empty."""
    return LotRecord(
        lot.item, lot.number, lot.supplier_lot, lot.made_on, lot.received_on, lot.expires_on, lot.status,
        lot.best_before_on, supplier, lot.origin, lot.source_reference,
    )  # fmt: skip


def test_record(item: str, test: PlannedTest) -> PlanRecord:
    """Return a test of an item's plan as a record."""
    return PlanRecord(
        item=item, test=test.name, unit=test.unit, low=test.low, high=test.high, words=test.words, sample=test.sample
    )


def supplier_of(lot: int) -> str:
    """Return the code of the supplier that a lot came from first; empty where none was named."""
    return value(f"{_SUPPLIERS} WHERE lot.id = ?", lot) or ""


def suppliers_of_lots() -> dict[int, str]:
    """Return the code of the supplier of each lot that has one, by the lot's row number."""
    return {lot: code for code, lot in rows(_SUPPLIERS)}
