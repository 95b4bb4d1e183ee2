"""Add an item: what is stocked, how it is tracked, and in which packs it comes."""

from collections.abc import Mapping
from dataclasses import dataclass

from wms_tui.domain.audit import Thing
from wms_tui.domain.master_data import NewPack, checked_item, with_unit
from wms_tui.domain.quantity import Pack
from wms_tui.domain.rows import Item
from wms_tui.domain.types import Rotation, Status, Tracking
from wms_tui.errors import Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.queries.items import find_item, item_by_gtin, pack_values
from wms_tui.queries.places import the_bin
from wms_tui.storage.item_rows import add_item_row, add_pack_row


@dataclass(frozen=True, slots=True)
class AddItem:
    """A new item. Days are counted back from the expiry; levels are base units."""

    code: str
    name: str = ""
    tracking: Tracking = Tracking.LOT
    rotation: Rotation = Rotation.FEFO
    unit: str = "EA"
    packs: tuple[NewPack, ...] = ()
    gtin: str = ""
    """Of one base unit."""
    shelf_life: str = ""
    removal_days: int = 0
    alert_days: int = 0
    min_receipt_days: int = 0
    lot_template: str = ""
    """How its lots are numbered; the template of the house where it is empty."""
    lot_pattern: str = ""
    lot_sample: str = ""
    temperature: str = ""
    fixed_bin: str = ""
    receipt_status: Status = Status.RELEASED
    minimum: int | None = None
    maximum: int | None = None
    reorder_point: int | None = None
    """More is ordered once no more than this is left."""
    release_people: int = 1
    brand: str = ""
    commodity: str = ""
    variety: str = ""
    packaging_size: str = ""
    packaging_style: str = ""
    listed: bool = False
    """Whether it is on the Food Traceability List (21 CFR 1.1305)."""
    reason: str = ""


@dataclass(frozen=True)
class ItemAdded(Done):
    """The code it has now."""

    item: str


@operation("add-item")
def add_item(slip: AddItem, deed: Deed) -> ItemAdded:
    """Add an item.

    Raises:
        BadInput: what ``domain.master_data.checked_item`` and ``checked_pack`` refuse.
        NotFound: ``unknown-bin`` for the fixed bin.
        Refused: ``item-exists``, ``gtin-taken``.
    """
    item = checked_item(_item(slip))
    packs = with_unit(item.unit, slip.packs, slip.gtin)
    refuse_known_item(item.code)
    deed.post(reference=item.code, reason=slip.reason)
    number = add_item_row(item)
    deed.note(Thing.ITEM, item.code, None, item)
    for pack in packs:
        save_new_pack(number, pack)
    note_packs(deed, item.code, {}, pack_values(number))
    return ItemAdded(item=item.code)


def refuse_known_item(code: str) -> None:
    """Refuse a code that an item has already.

    Raises:
        Refused: ``item-exists``.
    """
    known = find_item(code)
    if known is not None:
        raise Refused("item-exists", f"There is an item {known.code} already.", "Choose another code.", item=known.code)


def refuse_taken_gtin(gtin: str) -> None:
    """Refuse a GTIN that a pack carries already, of this or another item.

    Raises:
        Refused: ``gtin-taken``, naming the item.
    """
    taken = item_by_gtin(gtin) if gtin else None
    if taken is not None:
        item, pack = taken
        raise Refused(
            "gtin-taken", f"{gtin} is {item.code} {pack.name}.", "Compare it with the label.",
            item=item.code, pack=pack.name,
        )  # fmt: skip


def save_new_pack(item_id: int, pack: NewPack) -> None:
    """Write a checked pack of an item.

    Raises:
        Refused: ``gtin-taken``.
    """
    refuse_taken_gtin(pack.gtin)
    add_pack_row(item_id, pack.name, pack.quantity, pack.gtin)


def note_packs(
    deed: Deed, item: str, before: Mapping[str, Mapping[str, object]], after: Mapping[str, Mapping[str, object]]
) -> None:
    """Note which packs of an item are new, gone or other ones; see ``queries.items.pack_values``."""
    for name in dict.fromkeys((*before, *after)):
        deed.note(Thing.PACK, f"{item} {name}", before.get(name), after.get(name))


def _item(slip: AddItem) -> Item:
    fixed_bin = the_bin(slip.fixed_bin).code if slip.fixed_bin else ""
    return Item(
        id=0, code=slip.code, name=slip.name, tracking=slip.tracking, rotation=slip.rotation, unit=slip.unit,
        shelf_life=slip.shelf_life or None, removal_days=slip.removal_days, alert_days=slip.alert_days,
        min_receipt_days=slip.min_receipt_days, lot_template=slip.lot_template or None,
        lot_pattern=slip.lot_pattern or None, lot_sample=slip.lot_sample or None,
        temperature=slip.temperature, fixed_bin=fixed_bin, receipt_status=slip.receipt_status,
        minimum=slip.minimum, maximum=slip.maximum, reorder_point=slip.reorder_point,
        release_people=slip.release_people, brand=slip.brand, commodity=slip.commodity, variety=slip.variety,
        packaging_size=slip.packaging_size, packaging_style=slip.packaging_style, listed=slip.listed,
        packs=tuple(Pack(pack.name, pack.quantity) for pack in slip.packs),
    )  # fmt: skip
