"""Add a pack to an item, or a GTIN to a pack it has."""

from dataclasses import dataclass

from wms_tui.domain.codes import folded
from wms_tui.domain.master_data import NewPack, checked_pack
from wms_tui.domain.quantity import Pack, check_packs
from wms_tui.domain.rows import Item
from wms_tui.errors import Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.add_item import note_packs, refuse_taken_gtin, save_new_pack
from wms_tui.queries.items import gtins, pack_values, the_item
from wms_tui.queries.usage import has_stock
from wms_tui.storage.item_rows import write_pack_row


@dataclass(frozen=True, slots=True)
class AddPack:
    """So many base units of an item under a name."""

    item: str
    pack: str
    quantity: int
    gtin: str = ""
    reason: str = ""


@dataclass(frozen=True)
class PackAdded(Done):
    """The item, the pack, and how many base units it has."""

    item: str
    pack: str
    quantity: int


@operation("add-pack")
def add_pack(slip: AddPack, deed: Deed) -> PackAdded:
    """Add a pack; one that is there already may be given its GTIN.

    Raises:
        NotFound: ``unknown-item``.
        BadInput: ``bad-pack``, ``bad-gtin``.
        Refused: ``pack-exists`` where nothing would be new, ``pack-in-use``, ``gtin-taken``.
    """
    item = the_item(slip.item)
    pack = checked_pack(NewPack(slip.pack, slip.quantity, slip.gtin))
    before = pack_values(item.id)
    if not save_pack(item, pack):
        raise Refused("pack-exists", f"{item.code} has a pack {pack.name}.", "Choose another name.", pack=pack.name)
    deed.post(reference=item.code, reason=slip.reason)
    note_packs(deed, item.code, before, pack_values(item.id))
    return PackAdded(item=item.code, pack=pack.name, quantity=pack.quantity)


def save_pack(item: Item, pack: NewPack) -> bool:
    """Write a checked pack of an item, new or changed; return whether there was anything to write.

    Raises:
        BadInput: ``bad-pack`` where it cannot be told from another pack.
        Refused: ``pack-in-use`` where stock on hand is packed otherwise, ``gtin-taken``.
    """
    known = next((one for one in item.packs if folded(one.name) == folded(pack.name)), None)
    if known is None:
        check_packs([*item.packs, Pack(pack.name, pack.quantity)], item.unit)
        save_new_pack(item.id, pack)
        return True
    carried = gtins(item.id).get(known.name, "")
    gtin = pack.gtin or carried
    if (known.quantity, carried) == (pack.quantity, gtin):
        return False
    if known.quantity != pack.quantity:
        _refuse_other_size(item, known, pack)
    if gtin != carried:
        refuse_taken_gtin(gtin)
    write_pack_row(item.id, known.name, pack.quantity, gtin)
    return True


def _refuse_other_size(item: Item, known: Pack, pack: NewPack) -> None:
    """Refuse another size of a pack that means something on the labels of what is in the house."""
    if folded(known.name) == folded(item.unit):
        check_packs([Pack(pack.name, pack.quantity)], item.unit)
    if has_stock(item.id):
        raise Refused(
            "pack-in-use", f"{known.name} is {known.quantity} {item.unit} while there is stock.",
            "Give the new size a new name.", item=item.code, pack=known.name,
        )  # fmt: skip
