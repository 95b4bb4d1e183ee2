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
    "ObjectEvent": ("action",), "TransformationEvent": (), "AggregationEvent": ("action", "parentID"),
    "TransactionEvent": ("action", "bizTransactionList"), "AssociationEvent": ("action", "parentID"),
}  # fmt: skip
_ALWAYS = ("type", "eventID", "eventTime", "eventTimeZoneOffset")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_OFFSET = re.compile(r"[+-]\d\d:\d\d")
_URI = re.compile(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_UNIT = re.compile(r"[A-Z0-9]{2,3}")
_PREFIXED = re.compile(r"(cbvmda|wms):\w+")
_KNOWN = {
    *("type", "eventID", "eventTime", "eventTimeZoneOffset", "recordTime", "errorDeclaration", "action", "bizStep"),
    *("disposition", "persistentDisposition", "epcList", "quantityList", "readPoint", "bizLocation", "sourceList"),
    *("destinationList", "bizTransactionList", "ilmd", "transformationID", "inputEPCList", "inputQuantityList"),
    *("outputEPCList", "outputQuantityList", "parentID", "childEPCs", "childQuantityList"),
}


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
    seen: set[str] = set()
    for number, event in enumerate(document["epcisBody"]["eventList"]):
        yield from (f"event {number}: {one}" for one in _event(event))
        if event.get("eventID") in seen:
            yield f"event {number}: its identity is another's"
        seen.add(event.get("eventID", ""))


def _event(event: dict[str, Any]) -> Iterator[str]:
    kind = event.get("type", "")
    if kind not in _REQUIRED:
        yield f"{kind} is no type of event"
        return
    yield from (f"no {name}" for name in (*_ALWAYS, *_REQUIRED[kind]) if name not in event)
    yield from (f"{name} is no property" for name in event if name not in _KNOWN and not _PREFIXED.fullmatch(name))
    for name in ("eventTime", "recordTime"):
        if name in event and not _MOMENT.fullmatch(event[name]):
            yield f"{name} is no moment"
    if not _OFFSET.fullmatch(event.get("eventTimeZoneOffset", "")):
        yield "its offset is none"
    yield from _words(event)
    yield from _identifiers(event)
    if kind == "ObjectEvent":
        if not event.get("epcList") and not event.get("quantityList"):
            yield "no goods"
        if "ilmd" in event and event.get("action") != "ADD":
            yield "master data of a lot that does not begin"
    if kind == "TransformationEvent":
        both = all(
            any(event.get(f"{end}{part}") for part in ("EPCList", "QuantityList")) for end in ("input", "output")
        )
        if not both and "transformationID" not in event:
            yield "inputs or outputs alone, and nothing links them"
        if "action" in event:
            yield "a transformation has no action"


def _words(event: dict[str, Any]) -> Iterator[str]:
    words = vocabulary()
    if words is None:
        return
    for name in ("bizStep", "disposition", "action"):
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
    found = [event["eventID"]] if "eventID" in event else []
    found += [event[name]["id"] for name in ("readPoint", "bizLocation") if name in event]
    found += [event["transformationID"]] if "transformationID" in event else []
    for name in ("epcList", "inputEPCList", "outputEPCList"):
        found += event.get(name, [])
    for name in ("quantityList", "inputQuantityList", "outputQuantityList"):
        for one in event.get(name, ()):
            found.append(one["epcClass"])
            if "uom" in one and not _UNIT.fullmatch(one["uom"]):
                yield f"{one['uom']} is no unit"
            if one.get("quantity", 1) <= 0:
                yield "a quantity of nothing"
    found += [one["bizTransaction"] for one in event.get("bizTransactionList", ())]
    found += [one[end] for name, end in (("sourceList", "source"), ("destinationList", "destination"))
              for one in event.get(name, ())]  # fmt: skip
    yield from (f"{one} is no URI" for one in found if not _URI.fullmatch(one))
