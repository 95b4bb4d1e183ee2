"""All that a code may say when the scanner has lost its separators.

``10AB1221S99`` is lot AB1221S99, or lot AB12 with serial S99. Nobody can tell from the code; who knows the
lots can.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import islice, product

from wms_tui.domain.barcode.elements import consistent, is_bracketed, parse_elements
from wms_tui.domain.barcode.identifiers import LONGEST_VALUE, identifier_at
from wms_tui.domain.barcode.message import Element, Message, gs1_message
from wms_tui.domain.barcode.values import is_right
from wms_tui.domain.barcode.wedge import GS, LONGEST, unwrapped, with_separators
from wms_tui.errors import BadInput

MOST = 32
"""The most readings that are given."""

_Spelling = tuple[Element, ...]

_USUAL = frozenset(["00", "01", "02", "10", "11", "13", "15", "17", "20", "21", "30", "37", "240", "241", "400"])
"""What the labels of a warehouse mostly carry: readings made of these come first."""

_LONGEST_ELEMENT = 4 + LONGEST_VALUE

_MOST_FUSED = 6
"""Elements that may have run into one another between two separators."""


def readings(text: str, today: date, *, separator: str = "") -> tuple[Message, ...]:
    """Return every way to read a GS1 element string in which separators may be missing.

    First what it says as it stands, where that keeps the rules; then the others, the likelier first, at most
    32. Meant for a caller who knows the lots and finds that the first is none: one that names a known lot may
    be proposed, and is never to be taken unasked. Empty when there is no way.
    """
    if len(text) > LONGEST:
        return ()
    body = with_separators(unwrapped(text).text, separator)
    strict = _strict(text, today, separator)
    if is_bracketed(body):
        return strict
    others = [
        gs1_message(elements, raw=text, today=today)
        for elements in _whole_spellings(body, today.year)
        if not strict or elements != strict[0].elements
    ]
    others.sort(key=_unlikelihood)
    return (strict + tuple(others))[:MOST]


def _strict(text: str, today: date, separator: str) -> tuple[Message, ...]:
    """Return the reading of the standard, if there is one."""
    try:
        return (parse_elements(text, today, separator=separator),)
    except BadInput:
        return ()


def _unlikelihood(message: Message) -> tuple[int, int, int]:
    """Order readings: few unusual identifiers, few broken partner rules, few elements."""
    unusual = sum(element.ai not in _USUAL for element in message.elements)
    return unusual, len(message.cautions), len(message.elements)


def _whole_spellings(body: str, year: int) -> Iterator[_Spelling]:
    """Return the spellings of a whole body: one for each choice between its separators."""
    stretches = [_spellings(stretch, year, _MOST_FUSED) for stretch in body.split(GS)]
    seen = set()
    for choice in islice(product(*stretches), 4 * MOST):
        try:
            elements = consistent(element for spelling in choice for element in spelling)
        except BadInput:
            continue
        if elements not in seen:
            seen.add(elements)
            yield elements


@lru_cache(maxsize=2048)
def _spellings(stretch: str, year: int, room: int) -> tuple[_Spelling, ...]:
    """Return the ways to read a stretch without separators as at most `room` elements, short ways first."""
    identifier = identifier_at(stretch)
    if identifier is None or len(stretch) > room * _LONGEST_ELEMENT:
        return ()
    start = len(identifier.ai)
    width = identifier.width
    ends = [start + width] if width else range(start + 1, min(len(stretch), start + LONGEST_VALUE) + 1)
    found: list[_Spelling] = []
    for end in ends:
        value = stretch[start:end]
        if not is_right(identifier, value, year):
            continue
        tails = _spellings(stretch[end:], year, room - 1) if end < len(stretch) else ((),)
        found += [(Element(identifier.ai, value), *tail) for tail in tails]
    found.sort(key=len)
    return tuple(found[: 2 * MOST])
