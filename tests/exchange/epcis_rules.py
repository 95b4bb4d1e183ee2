"""The rules of EPCIS 2.0 that events must keep, as far as they can be told without the official schema.

Required properties by type of event, forms of moments and identifiers, and the words of the Core Business Vocabulary,
which are read from reference data where it is present.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_REQUIRED = {
    "ObjectEvent": {"action"}, "TransformationEvent": set(), "AggregationEvent": {"action", "parentID"},
    "TransactionEvent": {"action", "bizTransactionList"}, "AssociationEvent": {"action", "parentID"},
}  # fmt: skip
_ALWAYS = {"type", "eventID", "eventTime", "eventTimeZoneOffset"}
_EVERY = _ALWAYS | {
    *("recordTime", "errorDeclaration", "bizStep", "disposition", "persistentDisposition", "readPoint", "bizLocation"),
    *("sourceList", "destinationList", "bizTransactionList"),
}
_CHILDREN = {"action", "parentID", "childEPCs", "childQuantityList"}
_OWN = {
    "ObjectEvent": {"action", "epcList", "quantityList", "ilmd"},
    "AggregationEvent": _CHILDREN,
    "AssociationEvent": _CHILDREN,
    "TransactionEvent": {"action", "parentID", "epcList", "quantityList"},
    "TransformationEvent": {
        *("inputEPCList", "inputQuantityList", "outputEPCList", "outputQuantityList", "transformationID", "ilmd"),
    },
}
_ACTIONS = {"OBSERVE", "ADD", "DELETE"}
_QUANTITIES = ("quantityList", "inputQuantityList", "outputQuantityList", "childQuantityList")
_UNITS = ("epcList", "inputEPCList", "outputEPCList", "childEPCs")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_OFFSET = re.compile(r"[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00")
# RFC 3986: a scheme, and only characters that need no escape or are escaped.
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
_LINK = re.compile(
    re.escape("https://id.gs1.org")
    + r"/(?:01/\d{14}(?:/10/[^/]{1,60}|/21/[^/]{1,60})?|00/\d{18}|414/\d{13}(?:/254/[^/]+)?|417/\d{13})"
)
_UNIT = re.compile(r"[A-Z0-9]{2,3}")
_PREFIXED = re.compile(r"\w+:\w+")


def vocabulary() -> dict[str, list[str]] | None:
    """Return the words of the vocabulary, or None where the reference data is not present."""
    path = Path(os.environ.get("WMS_REFERENCE_DATA", "/nowhere")) / "epcis_vocab.json"
    return json.loads(path.read_text()) if path.is_file() else None


def broken_rules(document: dict[str, Any]) -> Iterator[str]:
    """Yield every rule that a document breaks."""
    for name in ("@context", "type", "schemaVersion", "creationDate", "epcisBody"):
        if name not in document:
            yield f"document: no {name}"
    if document.get("type") != "EPCISDocument" or document.get("schemaVersion") != "2.0":
        yield "document: not EPCIS 2.0"
    if not _MOMENT.fullmatch(str(document.get("creationDate", ""))):
        yield "document: creationDate is no moment"
    prefixes = {name for one in document.get("@context", ()) if isinstance(one, dict) for name in one}
    seen: set[str] = set()
    for number, event in enumerate(document["epcisBody"]["eventList"]):
        yield from (f"event {number}: {one}" for one in _event(event, prefixes))
        if event.get("eventID") in seen:
            yield f"event {number}: its identity is another's"
        seen.add(event.get("eventID", ""))


def _event(event: dict[str, Any], prefixes: set[str]) -> Iterator[str]:
    kind = event.get("type", "")
    if kind not in _REQUIRED:
        yield f"{kind} is no type of event"
        return
    yield from (f"no {name}" for name in _ALWAYS | _REQUIRED[kind] if name not in event)
    yield from (f"{name} is no property of it" for name in _foreign(event, _EVERY | _OWN[kind], prefixes))
    for name in ("eventTime", "recordTime"):
        if name in event and not _MOMENT.fullmatch(event[name]):
            yield f"{name} is no moment"
    if not _OFFSET.fullmatch(event.get("eventTimeZoneOffset", "")):
        yield "its offset is none"
    if "action" in event and event["action"] not in _ACTIONS:
        yield f"{event['action']} is no action"
    yield from _goods(event, kind)
    yield from _declaration(event.get("errorDeclaration"))
    yield from (f"{name} is no master data" for name in _foreign(event.get("ilmd", {}), set(), prefixes))
    yield from _words(event)
    yield from (f"{one} is no URI" for one in _identifiers(event) if not _is_identifier(one))


def _foreign(found: dict[str, Any], known: set[str], prefixes: set[str]) -> Iterator[str]:
    """Yield the names that are neither known nor begin with a prefix that the context explains."""
    for name in found:
        if name not in known and not (_PREFIXED.fullmatch(name) and name.partition(":")[0] in prefixes):
            yield name


def _is_identifier(text: str) -> bool:
    if text.startswith("https://id.gs1.org"):
        return _LINK.fullmatch(text) is not None
    return _URI.fullmatch(text) is not None


def _goods(event: dict[str, Any], kind: str) -> Iterator[str]:
    """Yield what is wrong with the goods of an event: none, twice, or a quantity that is none."""
    if kind == "ObjectEvent" and not event.get("epcList") and not event.get("quantityList"):
        yield "no goods"
    if kind == "ObjectEvent" and "ilmd" in event and event.get("action") != "ADD":
        yield "master data of a lot that does not begin"
    packs = kind == "AggregationEvent" and event.get("action") != "DELETE"
    if packs and not event.get("childEPCs") and not event.get("childQuantityList"):
        yield "nothing is packed"
    if kind == "TransformationEvent":
        ends = [
            any(event.get(f"{end}{part}") for part in ("EPCList", "QuantityList")) for end in ("input", "output")
        ]  # fmt: skip
        if not any(ends) or (not all(ends) and "transformationID" not in event):
            yield "inputs or outputs are missing, and nothing links them"
    for name in _UNITS:
        if len(set(event.get(name, ()))) < len(event.get(name, ())):
            yield f"a unit twice in {name}"
    for one in (one for name in _QUANTITIES for one in event.get(name, ())):
        if "epcClass" not in one or not set(one) <= {"epcClass", "quantity", "uom"}:
            yield f"{sorted(one)} is no quantity"
        if "uom" in one and ("quantity" not in one or not _UNIT.fullmatch(one["uom"])):
            yield f"{one['uom']} is no unit"
        if not isinstance(one.get("quantity", 1), int | float) or one.get("quantity", 1) <= 0:
            yield "a quantity of nothing"


def _declaration(found: dict[str, Any] | None) -> Iterator[str]:
    """Yield what is wrong with the declaration that an event did not happen."""
    if found is None:
        return
    if not set(found) <= {"declarationTime", "reason", "correctiveEventIDs"}:
        yield f"{sorted(found)} is no error declaration"
    if not _MOMENT.fullmatch(found.get("declarationTime", "")):
        yield "an error without its moment"
    if not found.get("correctiveEventIDs", ["some"]):
        yield "corrected by nothing"


def _words(event: dict[str, Any]) -> Iterator[str]:
    words = vocabulary()
    if words is None:
        return
    for name in ("bizStep", "disposition"):
        if name in event and event[name] not in words[name]:
            yield f"{event[name]} is no {name}"
    for way in ("set", "unset"):
        for word in event.get("persistentDisposition", {}).get(way, ()):
            if word not in words["disposition"]:
                yield f"{word} is no disposition"
    for one in event.get("bizTransactionList", ()):
        if one["type"] not in words["bizTransactionType"]:
            yield f"{one['type']} is no type of document"
    for name in ("sourceList", "destinationList"):
        for one in event.get(name, ()):
            if one["type"] not in words["sourceDestType"]:
                yield f"{one['type']} is no kind of party"
    if "errorDeclaration" in event and event["errorDeclaration"]["reason"] not in words["errorReason"]:
        yield "the error has no reason"


def _identifiers(event: dict[str, Any]) -> Iterator[str]:
    yield from (event[name] for name in ("eventID", "transformationID", "parentID") if name in event)
    yield from (event[name]["id"] for name in ("readPoint", "bizLocation") if name in event)
    yield from (one for name in _UNITS for one in event.get(name, ()))
    yield from (one.get("epcClass", "") for name in _QUANTITIES for one in event.get(name, ()))
    yield from (one["bizTransaction"] for one in event.get("bizTransactionList", ()))
    for end in ("source", "destination"):
        yield from (one[end] for one in event.get(f"{end}List", ()))
    yield from event.get("errorDeclaration", {}).get("correctiveEventIDs", ())
