"""EPCIS 2.0 events of what happened to goods, as values in JSON-LD (GS1 EPCIS 2.0, CBV 2.0).

An undone entry keeps its event, which says so by an error declaration that names the events by which goods were seen
where they had been. Lots are named by Digital Link where their base unit has a GTIN, else by a name of this house's own
(CBV 2.0 section 8: a private URN), which begins with the house's GLN, or with its name where it has none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

CONTEXT = (
    "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
    {"cbvmda": "urn:epcglobal:cbv:mda:"},
)
_LINK = "https://id.gs1.org"
_UNITS = {
    "KG": "KGM", "G": "GRM", "MG": "MGM", "T": "TNE", "L": "LTR", "ML": "MLT", "CL": "CLT", "M": "MTR", "CM": "CMT",
    "MM": "MMT", "LB": "LBR", "OZ": "ONZ", "GAL": "GLL",
}  # fmt: skip
"""UN/CEFACT Recommendation 20, by the names that houses use."""


@dataclass(frozen=True, slots=True)
class LotName:
    """All that names a lot in an event, and its dates."""

    item: str
    lot: str
    gtin: str
    unit: str
    made: str = ""
    expires: str = ""
    best_before: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """So much of a lot, or named units of it; without a quantity it is all of the lot, wherever it is."""

    of: LotName
    quantity: int | None = None
    serials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undone:
    """That an event did not happen, when that was said, and the keys of the events that say what is so instead."""

    at: datetime
    corrected_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """What every event has: an identity that never changes, and its two times."""

    key: str
    """Unlike that of any other event of any house."""
    at: datetime
    recorded_at: datetime
    undone: Undone | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """How this house names goods, places, parties and documents."""

    gln: str = ""
    house: str = ""

    @property
    def own(self) -> str:
        """What names of the house's own begin with."""
        return f"urn:x-wms:{self.gln or _word(self.house.lower()) or 'house'}"

    def place(self, code: str) -> str:
        """Return the name of a place in the house."""
        return f"{_LINK}/414/{self.gln}/254/{_word(code)}" if self.gln else f"{self.own}:loc:{_word(code)}"

    def firm(self) -> str:
        """Return the name of the house as a party."""
        return f"{_LINK}/417/{self.gln}" if self.gln else f"{self.own}:party:house"

    def party(self, code: str, role: str, gln: str) -> str:
        """Return the name of a partner."""
        return f"{_LINK}/417/{gln}" if gln else f"{self.own}:party:{role}:{_word(code)}"

    def lot(self, one: LotName) -> str:
        """Return the name of a lot as a class of goods."""
        if one.gtin:
            return f"{_LINK}/01/{one.gtin}" + (f"/10/{_word(one.lot)}" if one.lot else "")
        return f"{self.own}:class:{_word(one.item)}" + (f":{_word(one.lot)}" if one.lot else "")

    def unit(self, one: LotName, serial: str) -> str:
        """Return the name of a single unit."""
        if one.gtin:
            return f"{_LINK}/01/{one.gtin}/21/{_word(serial)}"
        return f"{self.own}:obj:{_word(one.item)}:{_word(serial)}"

    def plate(self, code: str) -> str:
        """Return the name of a licence plate: an SSCC, or a name of the house's own."""
        if len(code) == 18 and code.isascii() and code.isdigit():
            return f"{_LINK}/00/{code}"
        return f"{self.own}:obj:plate:{_word(code)}"

    def document(self, kind: str, number: str) -> str:
        """Return the name of a document (CBV 2.0 section 8.5: a number of the party with this GLN)."""
        return (
            f"urn:epcglobal:cbv:bt:{self.gln}:{_word(number)}" if self.gln else f"{self.own}:bt:{kind}:{_word(number)}"
        )

    def run(self, code: str) -> str:
        """Return the name of a run, which links the transformations that belong together."""
        return f"{self.own}:xform:{_word(code)}"


def _word(text: str) -> str:
    """Return a text as a part of a URI."""
    return quote(text, safe="")


def _quantity(one: Amount, names: Names) -> dict[str, Any]:
    """Return an element of a quantity list. Units that nobody else knows are counted: each is one of them."""
    element: dict[str, Any] = {"epcClass": names.lot(one.of)}
    if one.quantity is not None:
        element["quantity"] = one.quantity
        if unit := _UNITS.get(one.of.unit.upper()):
            element["uom"] = unit
    return element


def _goods(amounts: Sequence[Amount], names: Names, units: str, classes: str) -> dict[str, Any]:
    """Return goods as the two lists of an event: named units, and quantities of lots."""
    named = [names.unit(one.of, serial) for one in amounts for serial in one.serials]
    counted = [_quantity(one, names) for one in amounts if not one.serials]
    return {name: found for name, found in ((units, named), (classes, counted)) if found}


def ilmd(lot: LotName) -> dict[str, Any]:
    """Return the instance and lot master data of a lot that begins (CBV 2.0 section 9.3)."""
    named = (
        ("cbvmda:lotNumber", lot.lot), ("cbvmda:itemExpirationDate", lot.expires), ("cbvmda:productionDate", lot.made),
        ("cbvmda:bestBeforeDate", lot.best_before), ("cbvmda:countryOfOrigin", lot.origin),
    )  # fmt: skip
    return {name: value for name, value in named if value}


def _common(kind: str, when: Moment) -> dict[str, Any]:
    event: dict[str, Any] = {
        "type": kind,
        "eventID": identity(when.key),
        "eventTime": moment(when.at),
        "eventTimeZoneOffset": "+00:00",
        "recordTime": moment(when.recorded_at),
    }
    if when.undone:
        declared: dict[str, Any] = {"declarationTime": moment(when.undone.at), "reason": "did_not_occur"}
        if when.undone.corrected_by:
            declared["correctiveEventIDs"] = [identity(key) for key in when.undone.corrected_by]
        event["errorDeclaration"] = declared
    return event


def identity(key: str) -> str:
    """Return the identity of the event with a key: the same one however often it is written."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, key)}"


def moment(at: datetime) -> str:
    """Return a moment as events have it: UTC, to the millisecond."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an event says of goods: the step of the business, what they are after it, and what happens to the record."""

    step: str
    disposition: str
    action: str = "OBSERVE"
    sets: str = ""
    """A disposition that stays until it is taken away."""
    unsets: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """Where an event was seen, where goods are after it, and between whom they went: names, as ``Names`` gives them."""

    read_at: str = ""
    stays_at: str = ""
    source: str = ""
    destination: str = ""
    document: tuple[str, str] | None = None
    """Type of a document and its name."""


def object_event(
    when: Moment, amounts: Sequence[Amount], meaning: Meaning, where: Where, names: Names
) -> dict[str, Any]:  # fmt: skip
    """Return the event of goods that were seen, that began to be, or that ceased to be.

    Goods that begin to be bring their lot's master data.
    """
    event = {
        **_common("ObjectEvent", when), "action": meaning.action, "bizStep": meaning.step,
        "disposition": meaning.disposition, **_goods(amounts, names, "epcList", "quantityList"), **_where(where),
    }  # fmt: skip
    persistent = {name: [value] for name, value in (("set", meaning.sets), ("unset", meaning.unsets)) if value}
    if persistent:
        event["persistentDisposition"] = persistent
    if meaning.action == "ADD":
        event["ilmd"] = ilmd(amounts[0].of)
    return event


def transformation_event(
    when: Moment, inputs: Sequence[Amount], output: Amount | None, run: str, where: Where, names: Names
) -> dict[str, Any]:
    """Return the event in which lots became another lot; the name of the run links what belongs together."""
    event = {
        **_common("TransformationEvent", when), "transformationID": names.run(run), "bizStep": "commissioning",
        "disposition": "active", **_goods(inputs, names, "inputEPCList", "inputQuantityList"),
        **_goods([output] if output else [], names, "outputEPCList", "outputQuantityList"), **_where(where),
    }  # fmt: skip
    if output is not None:
        event["ilmd"] = ilmd(output.of)
    return event


def aggregation_event(
    when: Moment, plate: str, amounts: Sequence[Amount], meaning: Meaning, where: Where, names: Names
) -> dict[str, Any]:  # fmt: skip
    """Return the event in which goods were put onto a licence plate, taken off it, or seen on it."""
    return {
        **_common("AggregationEvent", when), "action": meaning.action, "bizStep": meaning.step,
        "disposition": meaning.disposition, "parentID": names.plate(plate),
        **_goods(amounts, names, "childEPCs", "childQuantityList"), **_where(where),
    }  # fmt: skip


def _where(where: Where) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if where.read_at:
        found["readPoint"] = {"id": where.read_at}
    if where.stays_at:
        found["bizLocation"] = {"id": where.stays_at}
    if where.document:
        kind, name = where.document
        found["bizTransactionList"] = [{"type": kind, "bizTransaction": name}]
    if where.source:
        found["sourceList"] = [{"type": "possessing_party", "source": where.source}]
    if where.destination:
        found["destinationList"] = [{"type": "possessing_party", "destination": where.destination}]
    return found


def document(created: datetime) -> Mapping[str, Any]:
    """Return the head of a document; its events are written one after the other."""
    return {
        "@context": list(CONTEXT), "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": moment(created),
    }  # fmt: skip
