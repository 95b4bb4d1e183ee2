"""GS1 Digital Link URIs: web addresses that say what an element string says.

The source is the GS1 Digital Link standard: URI Syntax.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NoReturn
from urllib.parse import quote, unquote, unquote_plus

from wms_tui.domain.barcode.elements import consistent, known
from wms_tui.domain.barcode.message import Element, Kind, Message, gs1_message
from wms_tui.domain.barcode.values import SCAN_AGAIN, require_right
from wms_tui.domain.barcode.wedge import LONGEST, unwrapped
from wms_tui.domain.barcode.writing import right_elements
from wms_tui.errors import BadInput

_QUALIFIERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "00": (), "253": (), "255": (), "401": (), "402": (), "8003": (), "8013": (),
    "01": (("22", "10", "21"), ("235",)),
    "8006": (("22", "10", "21"),),
    "414": (("254",), ("7040",)),
    "415": (("8020",),),
    "417": (("7040",),),
    "8004": (("7040",),),
    "8010": (("8011",),),
    "8017": (("8019",),),
    "8018": (("8019",),),
}  # fmt: skip
"""Every key that can lead, with the rows of identifiers that may follow it in the path, in this order."""

_PATH_ONLY = frozenset({"21", "22", "235", "254", "7040", "8011", "8019", "8020"})
"""Identifiers that qualify a key and are never an attribute."""

_NEVER = frozenset({"03", "7041", "8014", "8040", "8041", "8042", "8043", "8200"})
"""Identifiers that no Digital Link holds."""

_ADDRESS = re.compile(r"(?:https?|HTTPS?)://[^/?#\s]+(?P<path>/[^?#]*)(?:\?(?P<query>[^#]*))?(?:#.*)?", re.DOTALL)


def is_address(text: str) -> bool:
    """Return whether a text begins like a web address, whatever its case."""
    return text[:8].lower().startswith(("http://", "https://"))


def parse_digital_link(text: str, today: date) -> Message:
    """Return what a Digital Link URI says: path first, then query.

    Raises:
        BadInput: ``bad-code``; the detail ``reason`` is ``no-link`` when it is some other address, ``link``
            when an identifier stands where none may, otherwise as for an element string.
    """
    match = _ADDRESS.fullmatch(unwrapped(text).text) if len(text) <= LONGEST else None
    path = _path_elements(match["path"]) if match else []
    if match is None or not path:
        raise BadInput("bad-code", "No GS1 key in this web address", "Scan another code", reason="no-link")
    elements = path + _attributes(match["query"] or "", path)
    for ai, value in elements:
        require_right(known(ai), value, today.year)
    return gs1_message(consistent(elements), raw=text, today=today, standard=Kind.DIGITAL_LINK)


def digital_link(elements: Iterable[tuple[str, str]], stem: str = "https://id.gs1.org") -> str:
    """Return the URI of these (identifier, value) pairs: the first key and its qualifiers as path, the rest
    as query.

    Raises:
        BadInput: ``bad-code``, when there is no key, or an element that no such URI may hold.
    """
    values = dict(right_elements(elements))
    key = next((ai for ai in values if ai in _QUALIFIERS), None)
    if key is None:
        raise BadInput("bad-code", "No key for a Digital Link", "Give a GTIN, an SSCC or a GLN", reason="link")
    row = next((row for row in _QUALIFIERS[key] if any(ai in values for ai in row)), ())
    path = [key, *(ai for ai in row if ai in values)]
    query = [ai for ai in values if ai not in path]
    for ai in query:
        _require_attribute(ai, path)
    steps = "".join(f"/{ai}/{quote(values[ai], safe='')}" for ai in path)
    tail = "&".join(f"{ai}={quote(values[ai], safe='')}" for ai in query)
    return stem.rstrip("/") + steps + (f"?{tail}" if tail else "")


def _path_elements(path: str) -> list[Element]:
    """Return the key that stands last in a path and the qualifiers after it; nothing when there is no key.

    What stands before the key is the owner's, even where it looks like an identifier.
    """
    steps = path.split("/")[1:]
    for start in range(len(steps) - 2, -1, -2):
        ai = steps[start]
        if ai in _QUALIFIERS:
            found = [Element(steps[at], unquote(steps[at + 1])) for at in range(start, len(steps), 2)]
            _require_order(ai, [element.ai for element in found[1:]])
            return found
        if ai not in _PATH_ONLY and ai != "10":
            return []
    return []


def _require_order(key: str, qualifiers: Sequence[str]) -> None:
    """Refuse qualifiers that do not belong to the key or stand in the wrong order."""
    for row in _QUALIFIERS[key] or ((),):
        if [ai for ai in row if ai in qualifiers] == list(qualifiers):
            return
    _refuse(f"({key}): wrong order after the key", key)


def _attributes(query: str, path: Sequence[Element]) -> list[Element]:
    """Return the elements of a query. Keys that are no numbers are the owner's."""
    elements: list[Element] = []
    for pair in re.split("[&;]", query):
        ai, _, value = pair.partition("=")
        if not re.fullmatch("[0-9]+", ai):
            continue
        _require_attribute(known(ai).ai, [*(element.ai for element in path), *(one.ai for one in elements)])
        elements.append(Element(ai, unquote_plus(value)))
    return elements


def _require_attribute(ai: str, others: Sequence[str]) -> None:
    """Refuse an identifier in the query that is there already, belongs into the path or has no place at all.

    `others` are the identifiers before it, the key first.
    """
    in_path = ai in _PATH_ONLY or any(ai in row for row in _QUALIFIERS[others[0]])
    if ai in others:
        _refuse(f"({ai}) is there twice", ai)
    if in_path or ai in _NEVER:
        _refuse(f"({ai}) must not be in the query", ai)


def _refuse(message: str, ai: str) -> NoReturn:
    """Refuse a URI for an identifier that stands where it must not."""
    raise BadInput("bad-code", message, SCAN_AGAIN, ai=ai, reason="link")
