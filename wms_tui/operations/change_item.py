"""Change an item, as far as what is in the house keeps its meaning."""

from dataclasses import dataclass, replace
from typing import Any

from wms_tui.domain.audit import Thing
from wms_tui.domain.codes import folded
from wms_tui.domain.master_data import NewPack, checked_item, checked_pack
from wms_tui.domain.quantity import Pack
from wms_tui.domain.rows import Item
from wms_tui.domain.shelf_life import lot_dates
from wms_tui.domain.types import Rotation, Status, Tracking
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.add_item import note_packs, refuse_known_item
from wms_tui.operations.add_pack import save_pack
from wms_tui.queries.items import item_by_id, pack_values, the_item
from wms_tui.queries.places import the_bin
from wms_tui.queries.usage import expiries, has_lots, has_stock, open_document
from wms_tui.storage.item_rows import rename_pack_row, write_item_row, write_watch_dates

MAY_BE_CLEARED = ("minimum", "maximum", "reorder_point")
"""Numbers that may be taken away; texts are taken away by an empty text."""


@dataclass(frozen=True, slots=True)
class ChangeItem:
    """What is to be different about an item; None leaves it as it is."""

    item: str
    code: str | None = None
    """Its new code."""
    name: str | None = None
    tracking: Tracking | None = None
    rotation: Rotation | None = None
    unit: str | None = None
    packs: tuple[NewPack, ...] = ()
    """Packs to add, or to give another size or GTIN."""
    gtin: str | None = None
    """Of one base unit."""
    shelf_life: str | None = None
    removal_days: int | None = None
    alert_days: int | None = None
    min_receipt_days: int | None = None
    lot_template: str | None = None
    lot_pattern: str | None = None
    lot_sample: str | None = None
    temperature: str | None = None
    fixed_bin: str | None = None
    receipt_status: Status | None = None
    minimum: int | None = None
    maximum: int | None = None
    reorder_point: int | None = None
    release_people: int | None = None
    brand: str | None = None
    commodity: str | None = None
    variety: str | None = None
    packaging_size: str | None = None
    packaging_style: str | None = None
    listed: bool | None = None
    clear: tuple[str, ...] = ()
    """Of ``minimum``, ``maximum`` and ``reorder_point`` those to take away."""
    reason: str = ""


@dataclass(frozen=True)
class ItemChanged(Done):
    """The code it has now, and how many of its lots have other removal and alert dates now."""

    item: str
    lots: int


_FIELDS = (
    "code", "name", "tracking", "rotation", "unit", "shelf_life", "removal_days", "alert_days",
    "min_receipt_days", "lot_template", "lot_pattern", "lot_sample", "temperature", "fixed_bin",
    "receipt_status", "minimum", "maximum", "reorder_point", "release_people", "brand", "commodity",
    "variety", "packaging_size", "packaging_style", "listed",
)  # fmt: skip


@operation("change-item")
def change_item(slip: ChangeItem, deed: Deed) -> ItemChanged:
    """Change an item. Lots it has follow its removal and alert days.

    Raises:
        NotFound: ``unknown-item``, ``unknown-bin`` for the fixed bin.
        BadInput: what ``domain.master_data.checked_item`` and ``checked_pack`` refuse, ``unknown-field``.
        Refused: ``item-exists`` for a code that another item has; ``tracking-in-use`` while there are lots;
            ``unit-in-use`` while there is stock or an open document; ``pack-in-use``, ``gtin-taken``.
    """
    before = the_item(slip.item)
    after = checked_item(_changed(before, slip))
    if folded(after.code) != folded(before.code):
        refuse_known_item(after.code)
    _refuse_other_meaning(before, after)
    deed.post(reference=after.code, reason=slip.reason)
    deed.note(Thing.ITEM, before.code, before, after)
    packs_before = pack_values(before.id)
    write_item_row(after)
    if after.unit != before.unit:
        rename_pack_row(after.id, before.unit, after.unit)
    packs = [checked_pack(pack) for pack in slip.packs]
    if slip.gtin is not None:
        packs.append(checked_pack(NewPack(after.unit, 1, slip.gtin)))
    for pack in packs:
        save_pack(item_by_id(after.id), pack)
    note_packs(deed, after.code, packs_before, pack_values(after.id))
    return ItemChanged(item=after.code, lots=_count_dates_anew(before, after))


def _changed(before: Item, slip: ChangeItem) -> Item:
    """Return the item as it is to be, unchecked."""
    for name in slip.clear:
        if name not in MAY_BE_CLEARED:
            raise BadInput("unknown-field", f"{name} cannot be cleared.", f"Only {' and '.join(MAY_BE_CLEARED)}.")
    fields: dict[str, Any] = {name: getattr(slip, name) for name in _FIELDS if getattr(slip, name) is not None}
    fields.update(dict.fromkeys(slip.clear))
    if fields.get("fixed_bin"):
        fields["fixed_bin"] = the_bin(fields["fixed_bin"]).code
    unit = fields.get("unit", before.unit)
    packs = tuple(Pack(unit, 1) if pack.name == before.unit else pack for pack in before.packs)
    return replace(before, **fields, packs=packs)


def _refuse_other_meaning(before: Item, after: Item) -> None:
    """Refuse what would make the books of an item say something else than what happened."""
    if after.tracking != before.tracking and has_lots(before.id):
        raise Refused(
            "tracking-in-use",
            f"{before.code} has lots: {before.tracking} stays.",
            "Add a new item for the new way.",
        )
    if after.unit == before.unit:
        return
    if has_stock(before.id):
        raise Refused("unit-in-use", f"{before.code} is in stock in {before.unit}.", "Add a new item in the new unit.")
    document = open_document(before.id)
    if document is not None:
        raise Refused("unit-in-use", f"{document} counts it in {before.unit}.", f"Finish {document} first.")


def _count_dates_anew(before: Item, after: Item) -> int:
    """Let the lots of an item follow its days; return how many there are."""
    days = (after.removal_days, after.alert_days)
    if days == (before.removal_days, before.alert_days):
        return 0
    lots = expiries(after.id)
    dates = [lot_dates(on, removal_days=after.removal_days, alert_days=after.alert_days) for _, on in lots]
    write_watch_dates((lot, one.removal_on, one.alert_on) for (lot, _), one in zip(lots, dates, strict=True))
    return len(lots)
