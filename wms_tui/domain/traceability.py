"""Critical tracking events and their key data elements (21 CFR 1.1310 to 1.1350, FSMA 204), a row each.

One wide sheet that sorts: real days and whole numbers, one event a row; a transformation has a row for each lot that
went in. What a section asks for and nobody knows is listed beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

DEADLINE_HOURS = 24
"""Within so many hours the sheet is to be there (21 CFR 1.1455(c)(3)(ii))."""


class Event(StrEnum):
    """A critical tracking event of a house that receives, makes and ships."""

    RECEIVING = "receiving"
    TRANSFORMATION = "transformation"
    SHIPPING = "shipping"


SECTIONS = {Event.RECEIVING: "1.1345(a)", Event.TRANSFORMATION: "1.1350(a)", Event.SHIPPING: "1.1340(a)"}


@dataclass(frozen=True, slots=True)
class Location:
    """A location description (21 CFR 1.1310)."""

    name: str = ""
    phone: str = ""
    address: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = ""
    reference: str = ""
    """What leads to it: a registration, a web address or a GLN."""


NOWHERE = Location()


@dataclass(frozen=True, slots=True)
class EventRow:
    """A row of the sheet. Quantities are base units; the input is a lot that went into a transformation."""

    event: Event
    on: date
    tlc: str
    product: str
    brand: str
    commodity: str
    variety: str
    packaging_size: str
    packaging_style: str
    quantity: int | None
    unit: str
    source: Location
    """Where the lot code was given."""
    sender: Location
    receiver: Location
    document: str
    number: str
    input_tlc: str
    input_product: str
    input_quantity: int | None
    input_unit: str
    gtin: str
    lot: str
    sscc: str
    recorded_at: datetime
    note: str


_PLACE = ("name", "phone", "address", "city", "state", "zip", "country")
COLUMNS = (
    "event_type", "event_date", "tlc", "product_name", "brand", "commodity", "variety", "packaging_size",
    "packaging_style", "quantity", "uom", *(f"tlc_source_{name}" for name in _PLACE), "tlc_source_reference",
    *(f"from_{name}" for name in _PLACE), *(f"to_{name}" for name in _PLACE), "ref_doc_type", "ref_doc_number",
    "input_tlc", "input_product", "input_quantity", "input_uom", "gtin", "lot", "sscc", "recorded_at", "note",
)  # fmt: skip
MISSING_COLUMNS = ("row", "event_type", "event_date", "lot", "missing", "section", "way_out")
GLOSSARY_COLUMNS = ("column", "means", "section")


def cells(one: EventRow) -> tuple[object, ...]:
    """Return a row as it stands in the sheet, in the order of ``COLUMNS``."""
    return (
        one.event.value, one.on, one.tlc, one.product, one.brand, one.commodity, one.variety, one.packaging_size,
        one.packaging_style, one.quantity, one.unit, *_place(one.source), one.source.reference, *_place(one.sender),
        *_place(one.receiver), one.document, one.number, one.input_tlc, one.input_product, one.input_quantity,
        one.input_unit, one.gtin, one.lot, one.sscc, one.recorded_at, one.note,
    )  # fmt: skip


def _place(one: Location) -> tuple[str, ...]:
    return tuple(getattr(one, name) for name in _PLACE)


def missing(one: EventRow) -> Iterator[tuple[str, str]]:
    """Yield what the section of an event asks for and the row does not have, each with the way out."""
    item = f"wms item change {one.product.split(' ')[0]}"
    for name, value in (("tlc", one.tlc), ("product_name", one.product), ("quantity", one.quantity), ("uom", one.unit)):
        if value in ("", None) and not one.note:
            yield name, item
    if not one.packaging_size:
        yield "packaging_size", f"{item} --packaging-size"
    if one.event is not Event.TRANSFORMATION:
        yield from _missing_place("from", one.sender)
        yield from _missing_place("to", one.receiver)
    if not (one.source.name and one.source.address) and not one.source.reference:
        yield "tlc_source_reference", "wms partner change ... --source-reference, or the address of the source"
    if not one.number:
        yield "ref_doc_number", "Receive against a receipt, ship by an order"


def _missing_place(end: str, one: Location) -> Iterator[tuple[str, str]]:
    wanted = ("name", "phone", "address", "city", "state", "zip")
    for name in wanted:
        if not getattr(one, name) and not (one.country not in ("", "US") and name in ("state", "zip")):
            yield f"{end}_{name}", "wms partner change, or wms setting change house_..."


GLOSSARY = (
    ("event_type", "the critical tracking event: receiving, transformation or shipping", "1.1310"),
    ("event_date", "the day goods were received, shipped, or a transformation was completed", "1.1340-1.1350"),
    ("tlc", "traceability lot code: as the source gave it; never another one at receipt or shipment", "1.1320"),
    ("tlc_source_*", "where the code was given, or what leads to it", "1.1310"),
    ("from_*", "receiving: who sent it; shipping: this house", "1.1340, 1.1345"),
    ("to_*", "receiving: this house; shipping: who gets it", "1.1340, 1.1345"),
    ("quantity, uom", "base units of the item; on the first row only where a transformation takes several", "1.1310"),
    ("input_*", "a lot that went into a transformation, a row each", "1.1350(a)(1)"),
    ("ref_doc_*", "the document in this system: purchase order, sales order, work order, or the entry", "1.1310"),
    ("lot", "the number of the lot in this house, where it is not the code itself", ""),
    ("sscc", "the pallet it came or left on", ""),
    ("note", "what a reader has to know of the row", ""),
)
"""What explains the sheet (21 CFR 1.1455(c)(3)(ii))."""
