"""GS1 element strings: from text to what it says (GS1 General Specifications, sections 3 and 7.8)."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NoReturn

from wms_tui.domain.barcode.identifiers import IDENTIFIERS, Identifier, identifier_at
from wms_tui.domain.barcode.message import Caution, Element, Message, gs1_message
from wms_tui.domain.barcode.values import SCAN_AGAIN, require_right
from wms_tui.domain.barcode.wedge import GS, LONGEST, unwrapped, with_separators
from wms_tui.domain.codes import CSET_82, excerpt
from wms_tui.errors import BadInput

MOST_ELEMENTS = 64

_BRACKET = re.compile(r"\(([0-9]{2,4})\)")
_SQUARE = re.compile(r"\[([0-9]{2,4})\]")
_ESCAPED = "\ue000"
"""Stands for an escaped opening bracket while a bracketed text is cut; no value has this character."""


def parse_elements(text: str, today: date, *, separator: str = "") -> Message:
    """Return what a GS1 element string says: as scanned, or with its identifiers in brackets.

    Taken as it comes from a keyboard scanner: with or without symbology prefix and line ends, with separators
    leading, trailing, doubled, written out, or sent as one other character that no value may hold (that is a
    caution). `separator` is the character a device is set to send where a value might hold it too. `today`
    decides the century of the years.

    Raises:
        BadInput: ``bad-code``; the detail ``reason`` is ``unknown-ai``, ``empty``, ``length``, ``charset``,
            ``check-digit``, ``date``, ``value``, ``repeat`` or ``long``.
    """
    if len(text) > LONGEST:
        raise BadInput("bad-code", f"{len(text)} characters are too many", SCAN_AGAIN, reason="long")
    sent = unwrapped(text).text
    if is_bracketed(sent):
        return gs1_message(_bracketed_elements(sent, today.year), raw=text, today=today)
    body = with_separators(sent, separator)
    try:
        return gs1_message(split_elements(body, today.year), raw=text, today=today)
    except BadInput as refusal:
        return _with_foreign_separator(body, text, today, refusal)


def is_bracketed(text: str) -> bool:
    """Return whether a text begins with an identifier in round or square brackets."""
    match = _BRACKET.match(text) or _SQUARE.match(text)
    return match is not None and match[1] in IDENTIFIERS


def split_elements(body: str, year: int) -> tuple[Element, ...]:
    """Return the elements of a string whose separators are GS, strictly as the standard cuts it.

    Raises:
        BadInput: ``bad-code``, as `parse_elements`.
    """
    elements: list[Element] = []
    position = 0
    while position < len(body):
        identifier = identifier_at(body, position)
        if identifier is None:
            _refuse_unknown(body[position : position + 4])
        start = position + len(identifier.ai)
        end = body.find(GS, start)
        end = len(body) if end < 0 else end
        if identifier.width:
            end = min(end, start + identifier.width)
        require_right(identifier, body[start:end], year)
        elements.append(Element(identifier.ai, body[start:end]))
        position = end + 1 if body[end : end + 1] == GS else end
    return consistent(elements)


def consistent(elements: Iterable[Element]) -> tuple[Element, ...]:
    """Return the elements, each once, and refuse two that contradict each other.

    Raises:
        BadInput: ``bad-code``, with the detail ``reason``: ``empty``, ``repeat`` or ``long``.
    """
    values: dict[str, str] = {}
    for count, (ai, value) in enumerate(elements, 1):
        if count > MOST_ELEMENTS:
            raise BadInput("bad-code", f"Over {MOST_ELEMENTS} elements in one code", SCAN_AGAIN, reason="long")
        if values.setdefault(ai, value) != value:
            message = f"{IDENTIFIERS[ai].label}: two values"
            raise BadInput("bad-code", message, SCAN_AGAIN, ai=ai, reason="repeat")
    if not values:
        raise BadInput("bad-code", "Nothing in this code", SCAN_AGAIN, reason="empty")
    return tuple(Element(*pair) for pair in values.items())


def known(ai: str) -> Identifier:
    """Return the identifier of that number.

    Raises:
        BadInput: ``bad-code``, with the detail ``reason``: ``unknown-ai``.
    """
    identifier = IDENTIFIERS.get(ai)
    if identifier is None:
        _refuse_unknown(ai)
    return identifier


def _refuse_unknown(text: str) -> NoReturn:
    """Refuse what stands where an identifier should."""
    message = f"No GS1 identifier begins {excerpt(text)!r}"
    raise BadInput("bad-code", message, SCAN_AGAIN, reason="unknown-ai")


def _with_foreign_separator(body: str, raw: str, today: date, refusal: BadInput) -> Message:
    """Read a code whose separators came as some other character, or refuse it as `refusal` does.

    A character outside CSET 82 is in no value, so one that stands wherever a separator may is one.
    """
    foreign = set(body) - CSET_82 - {GS}
    if len(foreign) != 1:
        raise refusal
    sent = foreign.pop()
    if sent in "\r\n\t":
        raise refusal
    caution = Caution("separator", f"{excerpt(sent)!r} was read as the separator")
    try:
        elements = split_elements(with_separators(body, sent), today.year)
    except BadInput:
        raise refusal from None
    return gs1_message(elements, raw=raw, today=today, cautions=(caution,))


def _bracketed_elements(text: str, year: int) -> tuple[Element, ...]:
    r"""Return the elements of ``(01)...(10)...``.

    Two to four digits in brackets are an identifier; in a value an opening bracket is written ``\(``. Any
    other bracket belongs to its value: ``(10)A(1)B`` is the lot A(1)B.
    """
    bracket = _BRACKET if text[0] == "(" else _SQUARE
    pieces = bracket.split(text.replace("\\(", _ESCAPED))
    elements = []
    for ai, value in zip(pieces[1::2], pieces[2::2], strict=True):
        # People put a space before the next bracket; a space is in no value.
        plain = value.strip(" ").replace(_ESCAPED, "(")
        require_right(known(ai), plain, year)
        elements.append(Element(ai, plain))
    return consistent(elements)
