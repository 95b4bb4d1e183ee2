"""EPCIS 2.0 events of what happened to goods, as values in JSON-LD (GS1 EPCIS 2.0, CBV 2.0).

An undone entry keeps its event, which says so by an error declaration; what undid it is no event of its own. Lots are
named by Digital Link where their item has a GTIN, else by a name of this house's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

CONTEXT = (
    "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
    {"cbvmda": "urn:epcglobal:cbv:mda:", "wms": "urn:x-wms:"},
)
_LINK = "https://id.gs1.org"
_UNITS = {
    "KG": "KGM", "G": "GRM", "MG": "MGM", "T": "TNE", "L": "LTR", "ML": "MLT", "CL": "CLT", "M": "MTR", "CM": "CMT",
    "MM": "MMT", "LB": "LBR", "OZ": "ONZ", "GAL": "GLL",
}  # fmt: skip
"""UN/CEFACT Recommendation 20, by the names that houses use."""
_EACH = frozenset({"EA", "PC", "PCS", "ST", "UN"})


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
    """That an event did not happen, when that was said, and why."""

    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Moment:
    """What every event has: an identity that never changes, and its two times."""

    key: str
    """Unlike that of any other event of any house."""
    at: datetime
    recorded_at: datetime
    undone: Undone | None = None


@dataclass(frozen=True, slots=True)
class Setting:
    """How this house names places and parties."""

    gln: str = ""

    def place(self, code: str) -> str:
        """Return the name of a place in the house."""
        if self.gln:
            return f"{_LINK}/414/{self.gln}/254/{quote(code, safe='')}"
        return f"urn:x-wms:place:{quote(code, safe='')}"

    def house(self) -> str:
        """Return the name of the house as a party."""
        return f"{_LINK}/417/{self.gln}" if self.gln else "urn:x-wms:house"


def party(code: str, role: str, gln: str) -> str:
    """Return the name of a partner."""
    return f"{_LINK}/417/{gln}" if gln else f"urn:x-wms:{role}:{quote(code, safe='')}"


def class_name(lot: LotName) -> str:
    """Return the name of a lot as a class of goods (GS1 Digital Link 1.3, or a name of the house's own)."""
    if lot.gtin:
        batch = f"/10/{quote(lot.lot, safe='')}" if lot.lot else ""
        return f"{_LINK}/01/{lot.gtin}{batch}"
    return f"urn:x-wms:item:{quote(lot.item, safe='')}:lot:{quote(lot.lot, safe='')}"


def _unit_names(one: Amount) -> list[str]:
    base = f"{_LINK}/01/{one.of.gtin}/21/" if one.of.gtin else f"urn:x-wms:item:{quote(one.of.item, safe='')}:serial:"
    return [base + quote(serial, safe="") for serial in one.serials]


def _quantity(one: Amount) -> dict[str, Any]:
    element: dict[str, Any] = {"epcClass": class_name(one.of)}
    if one.quantity is None:
        return element
    element["quantity"] = one.quantity
    unit = one.of.unit.upper()
    if unit in _UNITS:
        element["uom"] = _UNITS[unit]
    elif unit not in _EACH:
        element["wms:unit"] = one.of.unit
    return element


def _goods(amounts: tuple[Amount, ...], ends: tuple[str, str] = ("epcList", "quantityList")) -> dict[str, Any]:
    units = [name for one in amounts for name in _unit_names(one)]
    classes = [_quantity(one) for one in amounts if not one.serials]
    found: dict[str, Any] = {}
    if units:
        found[ends[0]] = units
    if classes:
        found[ends[1]] = classes
    return found


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
        "eventID": f"urn:uuid:{uuid5(NAMESPACE_URL, when.key)}",
        "eventTime": moment(when.at),
        "eventTimeZoneOffset": "+00:00",
        "recordTime": moment(when.recorded_at),
    }
    if when.undone:
        event["errorDeclaration"] = {
            "declarationTime": moment(when.undone.at),
            "reason": "did_not_occur",
            "wms:why": when.undone.why or "undone",
        }
    return event


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
    """Where an event was seen, where goods are after it, and between whom they went."""

    read_at: str = ""
    stays_at: str = ""
    source: str = ""
    destination: str = ""
    documents: tuple[tuple[str, str], ...] = ()
    """Type of the document and its number."""


def object_event(
    when: Moment, amounts: tuple[Amount, ...], meaning: Meaning, where: Where, begins: LotName | None = None
) -> dict[str, Any]:
    """Return the event of goods that were seen, that began to be, or that ceased to be."""
    event = {
        **_common("ObjectEvent", when), "action": meaning.action, "bizStep": meaning.step,
        "disposition": meaning.disposition, **_goods(amounts), **_where(where),
    }  # fmt: skip
    persistent = {name: [value] for name, value in (("set", meaning.sets), ("unset", meaning.unsets)) if value}
    if persistent:
        event["persistentDisposition"] = persistent
    if begins is not None and meaning.action == "ADD":
        event["ilmd"] = ilmd(begins)
    return event


def transformation_event(
    when: Moment, inputs: tuple[Amount, ...], outputs: tuple[Amount, ...], run: str, where: Where
) -> dict[str, Any]:
    """Return the event in which lots became another lot; the identity of the run links what belongs together."""
    event = {
        **_common("TransformationEvent", when), "transformationID": f"urn:x-wms:run:{quote(run, safe='')}",
        "bizStep": "commissioning", "disposition": "active", **_goods(inputs, ("inputEPCList", "inputQuantityList")),
        **_goods(outputs, ("outputEPCList", "outputQuantityList")), **_where(where),
    }  # fmt: skip
    if len(outputs) == 1:
        event["ilmd"] = ilmd(outputs[0].of)
    return event


def _where(where: Where) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if where.read_at:
        found["readPoint"] = {"id": where.read_at}
    if where.stays_at:
        found["bizLocation"] = {"id": where.stays_at}
    if where.documents:
        found["bizTransactionList"] = [
            {"type": kind, "bizTransaction": f"urn:x-wms:{kind}:{quote(number, safe='')}"}
            for kind, number in where.documents
        ]
    for name, end, party_name in (
        ("sourceList", "source", where.source), ("destinationList", "destination", where.destination),
    ):  # fmt: skip
        if party_name:
            found[name] = [{"type": "possessing_party", end: party_name}]
    return found


def document(created: datetime) -> Mapping[str, Any]:
    """Return the head of a document; its events are written one after the other."""
    return {
        "@context": list(CONTEXT), "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": moment(created),
    }  # fmt: skip
