"""Labels of those who do not use GS1: MH10.8.2 data identifiers, alone or in an ISO/IEC 15434 envelope.

A data identifier is up to three digits and a letter before the value: ``1TAB12`` is lot AB12. One alone may
as well be a plain code, so only those a warehouse meets are read without an envelope.
"""

import re
from dataclasses import replace
from datetime import date
from typing import NoReturn

from wms_tui.domain.barcode.elements import parse_elements
from wms_tui.domain.barcode.message import Caution, Element, Kind, Message
from wms_tui.domain.barcode.values import SCAN_AGAIN, long_day_of
from wms_tui.domain.barcode.wedge import EOT, GS, LONGEST, RS, unwrapped, with_envelope
from wms_tui.domain.codes import excerpt
from wms_tui.errors import BadInput

_FIELD = re.compile(r"(?P<di>[0-9]{0,3}[A-Z])(?P<value>.+)", re.DOTALL)
_PLATES = frozenset({"1J", "2J", "3J", "4J", "5J", "6J"})
_DATES = frozenset({"14D", "16D", "25D"})
_ALONE = _PLATES | _DATES | {"P", "Q", "S", "1T", "K", "V"}
_START = "[)>"
_DATA_IDENTIFIERS = "06"
_GS1_ELEMENTS = "05"
_NO_DAY = "00000000"


def is_envelope(text: str) -> bool:
    """Return whether a text begins as an ISO/IEC 15434 envelope does."""
    return text.startswith(_START)


def parse_mh10(text: str, today: date) -> Message:
    """Return what a data identifier label says: one field, or an envelope of them (or of GS1 elements).

    Raises:
        BadInput: ``bad-code``; the detail ``reason`` is ``unknown-di``, ``envelope``, ``date``, ``charset``,
            ``long``, ``repeat``, or as for a GS1 element string.
    """
    if len(text) > LONGEST:
        _refuse(f"{len(text)} characters are too many", "long")
    body = unwrapped(text).text
    if not is_envelope(body):
        element = _field(body)
        if element is None or element.ai not in _ALONE:
            _refuse(f"{excerpt(body)!r} has no data identifier", "unknown-di")
        return _message([element], text)
    return _opened(with_envelope(body), text, today)


def _opened(body: str, raw: str, today: date) -> Message:
    """Read the formats in an envelope."""
    fields: list[Element] = []
    for block in body.removeprefix(_START).split(EOT)[0].split(RS):
        header, _, content = block.partition(GS)
        if header == _GS1_ELEMENTS and content:
            return replace(parse_elements(content, today), raw=raw)
        if header != _DATA_IDENTIFIERS:
            continue
        for text in filter(None, content.split(GS)):
            element = _field(text)
            if element is None:
                _refuse(f"{excerpt(text)!r} has no data identifier", "unknown-di")
            fields.append(element)
    if not fields:
        _refuse("Nothing we can read in this envelope", "envelope")
    return _message(fields, raw)


def _field(text: str) -> Element | None:
    """Return a field as identifier and value, or None where it does not begin with an identifier."""
    match = _FIELD.fullmatch(text)
    return Element(match["di"], match["value"]) if match else None


def _message(fields: list[Element], raw: str) -> Message:
    """Return what these fields say together."""
    values: dict[str, str] = {}
    for di, value in fields:
        if values.setdefault(di, value) != value:
            _refuse(f"{di}: two values", "repeat")
        if not value.isprintable():
            _refuse(f"{di}: a character cannot be printed", "charset")
    text = values.get
    quantity, cautions = _quantity(text("Q"))
    missing = [Caution("no-date", f"{di}: no date given") for di in values if di in _DATES and values[di] == _NO_DAY]
    return Message(
        standard=Kind.MH10,
        raw=raw,
        elements=tuple(fields),
        plate=next((values[di] for di in values if di in _PLATES), ""),
        item=text("P", ""),
        lot=text("1T", ""),
        serial=text("S", ""),
        expires_on=_day("14D", values),
        best_before_on=_day("25D", values),
        made_on=_day("16D", values),
        quantity=quantity,
        order=text("K", ""),
        supplier=text("V", ""),
        cautions=(*cautions, *missing),
    )


def _quantity(value: str | None) -> tuple[int | None, tuple[Caution, ...]]:
    """Return a quantity in whole units, or a caution about one that is not."""
    if value is None:
        return None, ()
    # Nothing is counted in more than twelve digits; a longer number is another code.
    if re.fullmatch("[0-9]{1,12}", value):
        return int(value), ()
    return None, (Caution("quantity", f"Q: {excerpt(value)!r} is no whole number"),)


def _day(di: str, values: dict[str, str]) -> date | None:
    """Return the day YYYYMMDD of a field, if the label has one."""
    value = values.get(di, _NO_DAY)
    if value == _NO_DAY:
        return None
    day = long_day_of(value) if re.fullmatch("[0-9]{8}", value) else None
    if day is None:
        _refuse(f"{di}: {excerpt(value)} is no day", "date")
    return day


def _refuse(message: str, reason: str) -> NoReturn:
    """Refuse a label."""
    raise BadInput("bad-code", message, SCAN_AGAIN, reason=reason)
