"""Critical tracking events and their key data elements (21 CFR 1.1310 to 1.1350, FSMA 204), a row each.

One wide sheet that sorts: real days and whole numbers, one event a row; a transformation has a row for each lot that
went in. What a section asks for and nobody knows is listed beside it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

DEADLINE_HOURS = 24
"""Within so many hours the sheet is to be there (21 CFR 1.1455(c)(3)(ii))."""


class Event(StrEnum):
    """A critical tracking event of a house that receives, makes and ships."""

    RECEIVING = "receiving"
    TRANSFORMATION = "transformation"
    SHIPPING = "shipping"


SECTION = {Event.RECEIVING: "1.1345(a)", Event.TRANSFORMATION: "1.1350(a)", Event.SHIPPING: "1.1340(a)"}
"""Where the key data elements of an event are listed (21 CFR)."""


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
    way_out: str = ""
    """What to do where a part of it is not known."""


NOWHERE = Location(way_out="name the partner when it is booked")


@dataclass(frozen=True, slots=True)
class Product:
    """A product description (21 CFR 1.1310)."""

    item: str = ""
    """Its code in this house."""
    name: str = ""
    brand: str = ""
    commodity: str = ""
    variety: str = ""
    packaging_size: str = ""
    packaging_style: str = ""
    listed: bool = False
    """Whether it is on the Food Traceability List."""


@dataclass(frozen=True, slots=True)
class EventRow:
    """A row of the sheet. Quantities are base units; the input is a lot that went into a transformation."""

    event: Event
    on: date
    tlc: str
    product: Product
    quantity: int | None
    unit: str
    source: Location
    """Where the lot code was given."""
    sender: Location
    receiver: Location
    document: str
    number: str
    input_tlc: str
    used: Product | None
    """What went into a transformation; None for other events."""
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
MISSING_COLUMNS = (
    "row", "event_type", "event_date", "tlc", "lot", "ref_doc_number", "missing", "section", "way_out",
)  # fmt: skip
GLOSSARY_COLUMNS = ("column", "means", "section")


def cells(one: EventRow) -> tuple[object, ...]:
    """Return a row as it stands in the sheet, in the order of ``COLUMNS``."""
    what = one.product
    return (
        one.event.value, one.on, one.tlc, what.name, what.brand, what.commodity, what.variety, what.packaging_size,
        what.packaging_style, one.quantity, one.unit, *_place(one.source), one.source.reference, *_place(one.sender),
        *_place(one.receiver), one.document, one.number, one.input_tlc, described(one.used) if one.used else "",
        one.input_quantity, one.input_unit, one.gtin, one.lot, one.sscc, one.recorded_at, one.note,
    )  # fmt: skip


def _place(one: Location) -> tuple[str, ...]:
    return tuple(getattr(one, name) for name in _PLACE)


def described(one: Product) -> str:
    """Return a product description in one line, for what went into a transformation."""
    parts = (one.brand, one.name, one.commodity, one.variety, one.packaging_size, one.packaging_style)
    return ", ".join(dict.fromkeys(part for part in parts if part))


class Lack(NamedTuple):
    """What a paragraph asks for and nobody knows: the columns, where it is asked for, and what to do about it."""

    columns: str
    section: str
    way_out: str


_PARAGRAPHS = {
    # The element of an event -> where it is asked for, below the section of the event.
    Event.RECEIVING: {"tlc": "(1)", "quantity": "(2)", "product": "(3)", "from": "(4)", "to": "(5)", "source": "(7)",
                      "document": "(8)"},
    Event.SHIPPING: {"tlc": "(1)", "quantity": "(2)", "product": "(3)", "to": "(4)", "from": "(5)", "source": "(7)",
                     "document": "(8)"},
    Event.TRANSFORMATION: {"tlc": "(2)(i)", "source": "(2)(ii)", "product": "(2)(iv)", "quantity": "(2)(v)",
                           "document": "(2)(vi)", "input_tlc": "(1)(i)", "input_product": "(1)(ii)"},
}  # fmt: skip
_WAYS_OUT = {
    "tlc": "keep the item by lot: wms item add --tracking lot",
    "document": "receive against a receipt, ship by an order",
}


def missing(one: EventRow) -> list[Lack]:
    """Return what the section of an event asks for and its row does not have, paragraph by paragraph."""
    found = [("tlc", "tlc", _WAYS_OUT["tlc"])] if not one.tlc else []
    found += [("product", column, way) for column, way in _lacks_of_product(one.product)]
    if one.event is not Event.TRANSFORMATION:
        found += [("from", f"from_{part}", way) for part, way in _lacks_of_place(one.sender)]
        found += [("to", f"to_{part}", way) for part, way in _lacks_of_place(one.receiver)]
    if not one.source.reference:
        found += [("source", f"tlc_source_{part}", way) for part, way in _lacks_of_place(one.source, _SOURCE)]
    if not one.number:
        found.append(("document", "ref_doc_number", _WAYS_OUT["document"]))
    if one.used is not None:
        found += _lacks_of_input(one, one.used)
    section, paragraphs = SECTION[one.event], _PARAGRAPHS[one.event]
    grouped: dict[str, tuple[list[str], list[str]]] = {}
    for element, column, way in found:
        columns, ways = grouped.setdefault(section + paragraphs[element], ([], []))
        columns.append(column)
        ways.append(way)
    return [
        Lack(", ".join(columns), where, "; ".join(dict.fromkeys(ways))) for where, (columns, ways) in grouped.items()
    ]


def _lacks_of_input(one: EventRow, used: Product) -> list[tuple[str, str, str]]:
    lacks = [("input_tlc", "input_tlc", _WAYS_OUT["tlc"])] if not one.input_tlc else []
    return lacks + [("input_product", f"input_product: {column}", way) for column, way in _lacks_of_product(used)]


def _lacks_of_product(one: Product) -> list[tuple[str, str]]:
    """Return what is not known of a product, with the way out. Brand and variety are asked for where there are any."""
    way = f"wms item change {one.item}"
    wanted = (
        ("product_name", one.name, f"{way} --name"),
        ("commodity", one.commodity or not one.listed, f"{way} --commodity"),
        ("packaging_size", one.packaging_size, f"{way} --packaging-size"),
        ("packaging_style", one.packaging_style, f"{way} --packaging-style"),
    )
    return [(column, way) for column, value, way in wanted if not value]


_SOURCE = "wms partner change --source-reference, or receive --source-reference"
_DOMESTIC = frozenset({"", "US"})


def _lacks_of_place(one: Location, way_out: str = "") -> list[tuple[str, str]]:
    """Return what is not known of a location, with the way out; abroad a country stands for state and postal code."""
    wanted = ("name", "phone", "address", "city")
    wanted += ("state", "zip") if one.country in _DOMESTIC else ()
    return [(part, way_out or one.way_out) for part in wanted if not getattr(one, part)]


GLOSSARY = (
    ("event_type", "the critical tracking event: receiving, transformation or shipping", "1.1310"),
    ("event_date", "the day goods were received, shipped, or a transformation was completed", "1.1340-1.1350"),
    ("tlc", "traceability lot code: as the source gave it; never another one at receipt or shipment", "1.1320"),
    ("tlc_source_*", "where the code was given, or what leads to it", "1.1310"),
    ("from_*", "receiving: who sent it; shipping: this house", "1.1340, 1.1345"),
    ("to_*", "receiving: this house; shipping: who gets it", "1.1340, 1.1345"),
    ("quantity, uom", "base units of the item; of a transformation what came of the lot in all", "1.1310"),
    ("input_*", "a lot that went into a transformation, and how much of it in all", "1.1350(a)(1)"),
    (
        "rows of a transformation",
        "one for each lot that came out and each that went in, with the number of the run: all that went in is in all"
        " that came out. To add up, count each lot of a run once",
        "1.1350(a)",
    ),
    ("ref_doc_*", "the document in this system: purchase order, sales order, production log, or the entry", "1.1310"),
    ("lot", "the number of the lot in this house, where it is not the code itself", ""),
    ("sscc", "the pallet it came or left on", ""),
    ("note", "what a reader has to know of the row", ""),
)
"""What explains the sheet (21 CFR 1.1455(c)(3)(ii))."""
