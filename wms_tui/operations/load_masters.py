"""Loading items, packs, bins, partners and lots; part of ``load``.

What is new is added; what the warehouse has already must not be told otherwise.
"""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from wms_tui.domain.audit import Thing
from wms_tui.domain.codes import folded
from wms_tui.domain.inspection import status_at_receipt
from wms_tui.domain.lot_numbers import clean_lot
from wms_tui.domain.master_data import NewPack, checked_item, checked_pack, checked_partner, checked_place, with_unit
from wms_tui.domain.places import WALK_STEP, random_check_digits
from wms_tui.domain.records import BinRecord, ItemRecord, Kind, LotRecord, PackRecord, PartnerRecord
from wms_tui.domain.rows import Item, Partner, Place
from wms_tui.domain.shelf_life import lot_dates
from wms_tui.domain.types import PlaceKind, Role, Tracking
from wms_tui.ledger import StatusMove
from wms_tui.operations.add_item import save_new_pack
from wms_tui.operations.add_pack import save_pack
from wms_tui.operations.loading import Loading, first_difference
from wms_tui.queries.all_records import is_untouched
from wms_tui.queries.as_records import bin_record, item_record, lot_record, pack_record, partner_record, supplier_of
from wms_tui.queries.items import find_item, gtins
from wms_tui.queries.lots import find_lot, lot_alike
from wms_tui.queries.partners import find_partner, partner_by_id
from wms_tui.queries.places import find_place, last_walk
from wms_tui.storage.item_rows import add_item_row, write_item_row
from wms_tui.storage.lot_rows import add_lot, name_origin
from wms_tui.storage.partner_rows import add_partner_row
from wms_tui.storage.place_rows import add_place_rows, write_place_row

_ITEM_COLUMNS = {
    "bad-pack": "unit", "bad-template": "lot_template", "bad-pattern": "lot_pattern", "bad-minimum": "max",
    "bad-gtin": "gtin", "gtin-taken": "gtin", "bad-text": "name", "bad-status": "receipt_status",
}  # fmt: skip
_BIN_COLUMNS = {
    "bad-walk": "walk", "bad-capacity": "capacity", "bad-kind": "kind", "bad-check-digits": "check_digits",
    "bad-text": "zone",
}  # fmt: skip
_PARTNER_COLUMNS = {
    "bad-days": "min_days", "bad-percent": "min_percent", "bad-pattern": "lot_pattern", "bad-status": "receipt_status",
}  # fmt: skip
_PACK_COLUMNS = {"bad-gtin": "gtin", "gtin-taken": "gtin"}


def load_items(loading: Loading, records: Sequence[ItemRecord]) -> None:
    """Add items with their base unit."""
    for record in records:
        known = find_item(record.item)
        if known is not None:
            loading.compare(Kind.ITEMS, record, item_record(known))
            continue
        before = len(loading.errors)
        with loading.refusals(Kind.ITEMS, record, "item", _ITEM_COLUMNS):
            item = checked_item(_item(record))
            packs = with_unit(item.unit, (), record.gtin)
            number = add_item_row(item)
            loading.note(Thing.ITEM, item.code, None, item)
            for pack in packs:
                save_new_pack(number, pack)
                loading.note(Thing.PACK, f"{item.code} {pack.name}", None, _pack_values(pack))
        if len(loading.errors) > before:
            loading.failed("item", record.item)


def _item(record: ItemRecord) -> Item:
    return Item(
        id=0, code=record.item, name=record.name, tracking=record.tracking, rotation=record.rotation,
        unit=record.unit, shelf_life=str(record.shelf_life) if record.shelf_life else None,
        removal_days=record.removal_days, alert_days=record.alert_days,
        min_receipt_days=record.min_receipt_days, lot_template=record.lot_template or None,
        lot_pattern=record.lot_pattern or None, lot_sample=record.lot_sample or None, temperature=record.temperature,
        fixed_bin=record.fixed_bin, receipt_status=record.receipt_status, minimum=record.minimum,
        maximum=record.maximum, reorder_point=record.reorder_point, release_people=record.release_people,
        brand=record.brand, commodity=record.commodity, variety=record.variety,
        packaging_size=record.packaging_size, packaging_style=record.packaging_style, listed=record.listed,
    )  # fmt: skip


def settle_fixed_bins(loading: Loading, records: Sequence[ItemRecord]) -> None:
    """Give items the bins that are theirs, in the bins' own writing; the file with the bins may come after."""
    for record in records:
        item = find_item(record.item) if record.fixed_bin else None
        if item is None or folded(item.fixed_bin) != folded(record.fixed_bin):
            continue
        place = find_place(item.fixed_bin)
        if place is not None and not place.kind.in_house:
            loading.refuse(Kind.ITEMS, record, "fixed_bin", f"{place.code} is a place outside the house")
        elif place is not None and place.code != item.fixed_bin:
            write_item_row(replace(item, fixed_bin=place.code))
            loading.note(Thing.ITEM, item.code, item, replace(item, fixed_bin=place.code))
        elif place is None:
            loading.caution(record, f"there is no bin {record.fixed_bin} for {item.code} yet.")


def load_packs(loading: Loading, records: Sequence[PackRecord]) -> None:
    """Add packs to items, and GTINs to packs that have none."""
    for record in records:
        item = loading.item(Kind.PACKS, record, record.item)
        if item is None:
            continue
        known = next((pack for pack in item.packs if folded(pack.name) == folded(record.pack)), None)
        # The base unit is a pack from the beginning; its GTIN may come in its own row.
        adds_gtin = known is not None and known.quantity == record.quantity and known.name not in gtins(item.id)
        if known is not None and not (adds_gtin and record.gtin):
            loading.compare(Kind.PACKS, record, pack_record(item, known))
            continue
        with loading.refusals(Kind.PACKS, record, "pack", _PACK_COLUMNS):
            pack = checked_pack(NewPack(record.pack, record.quantity, record.gtin))
            save_pack(item, pack)
            was = {"quantity": known.quantity} if known else None
            loading.note(Thing.PACK, f"{item.code} {pack.name}", was, _pack_values(pack))
        loading.forget_items()


def _pack_values(pack: NewPack) -> dict[str, object]:
    return {"quantity": pack.quantity, "gtin": pack.gtin}


def load_bins(loading: Loading, records: Sequence[BinRecord]) -> None:
    """Add bins; those without a walk number stand behind all others in the order of the file."""
    digits = random_check_digits(len(records), Random(loading.key))
    walk = max([last_walk(), *(record.walk or 0 for record in records)])
    for record, drawn in zip(records, digits, strict=True):
        known = find_place(record.bin)
        if known is not None and not known.kind.in_house:
            loading.refuse(Kind.BINS, record, "bin", f"{known.code} is a place outside the house")
            continue
        if known is not None:
            _known_bin(loading, record, known)
            continue
        if record.walk is None:
            walk += WALK_STEP
        before = len(loading.errors)
        with loading.refusals(Kind.BINS, record, "bin", _BIN_COLUMNS):
            place = _bin(record, record.kind, walk if record.walk is None else record.walk)
            added = checked_place(replace(place, check_digits=record.check_digits or drawn))
            add_place_rows([added])
            loading.note(Thing.BIN, added.code, None, added)
        if len(loading.errors) > before:
            loading.failed("bin", record.bin)


def _known_bin(loading: Loading, record: BinRecord, known: Place) -> None:
    """Hold a record against a known place; the dock, stage and cage take it over while they are as they began."""
    says_more = first_difference(Kind.BINS, record, bin_record(known)) is not None
    if not says_more or not is_untouched(known) or record.kind not in (PlaceKind.BIN, known.kind):
        loading.compare(Kind.BINS, record, bin_record(known))
        return
    with loading.refusals(Kind.BINS, record, "bin", _BIN_COLUMNS):
        place = _bin(record, known.kind, record.walk or 0)
        after = checked_place(replace(place, id=known.id, code=known.code))
        write_place_row(after)
        loading.note(Thing.BIN, known.code, known, after)


def _bin(record: BinRecord, kind: PlaceKind, walk: int) -> Place:
    return Place(
        id=0, code=record.bin, kind=kind, zone=record.zone, aisle=record.aisle, level=record.level, walk=walk,
        check_digits=record.check_digits, capacity=record.capacity, mixing=record.mixing,
        temperature=record.temperature, pickable=record.pickable and kind == PlaceKind.BIN, blocked=record.blocked,
        counting=False,
    )  # fmt: skip


def load_partners(loading: Loading, records: Sequence[PartnerRecord]) -> None:
    """Add suppliers and customers."""
    for record in records:
        known = find_partner(record.partner, record.role)
        if known is not None:
            loading.compare(Kind.PARTNERS, record, partner_record(known))
            continue
        before = len(loading.errors)
        with loading.refusals(Kind.PARTNERS, record, "partner", _PARTNER_COLUMNS):
            added = checked_partner(_partner(record))
            add_partner_row(added)
            loading.note(Thing.PARTNER, added.code, None, added)
        if len(loading.errors) > before:
            loading.failed(record.role, record.partner)


def _partner(record: PartnerRecord) -> Partner:
    return Partner(
        id=0, code=record.partner, role=record.role, name=record.name, address=record.address, email=record.email,
        phone=record.phone, min_days=record.min_days, min_percent=record.min_percent,
        transit_days=record.transit_days, lot_pattern=record.lot_pattern or None, lot_sample=record.lot_sample or None,
        receipt_status=record.receipt_status,
        contact=record.contact, after_hours=record.after_hours, city=record.city, state=record.state, zip=record.zip,
        country=record.country, gln=record.gln, source_reference=record.source_reference, language=record.language,
        verified_on=record.verified_on,
    )  # fmt: skip


def load_lots(loading: Loading, records: Sequence[LotRecord]) -> None:
    """Add lots with the status and the dates they have."""
    for record in records:
        item = loading.item(Kind.LOTS, record, record.item)
        if item is None:
            continue
        if item.tracking == Tracking.NONE:
            loading.refuse(Kind.LOTS, record, "lot", f"{item.code} is not tracked by lot")
            continue
        known = find_lot(item.id, record.lot)
        if known is not None:
            loading.compare(Kind.LOTS, record, lot_record(known, supplier_of(known.id)))
            continue
        supplier = loading.partner(Kind.LOTS, record, Role.SUPPLIER, record.supplier) if record.supplier else None
        with loading.refusals(Kind.LOTS, record, "lot"):
            add_loaded_lot(loading, item, record, supplier)


def add_loaded_lot(loading: Loading, item: Item, record: LotRecord, supplier: int | None = None) -> int:
    """Write a new lot and note its first status, and whether it looks like another; return its row number.

    Raises:
        BadInput: ``bad-code``.
    """
    rule = partner_by_id(supplier).receipt_status if supplier else None
    status = record.status or status_at_receipt(item.receipt_status, rule)
    lot = clean_lot(record.lot) if record.lot else ""
    alike = lot_alike(item.id, lot)
    if alike is not None:
        loading.caution(record, f"lot {lot} of {item.code} looks like {alike.number}.")
    dates = lot_dates(record.expires_on, removal_days=item.removal_days, alert_days=item.alert_days)
    number = add_lot(
        item.id, lot, status=status, supplier_lot=record.supplier_lot, supplier=supplier, made_on=record.made_on,
        received_on=record.received_on, expires_on=record.expires_on, best_before_on=record.best_before_on,
        removal_on=dates.removal_on, alert_on=dates.alert_on,
    )  # fmt: skip
    if record.origin or record.source_reference:
        name_origin(number, record.origin, record.source_reference)
    loading.changes.append(StatusMove(number, None, status))
    return number
