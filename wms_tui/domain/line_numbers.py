"""The numbers of the lines of orders and receipts, and how a line of an order is typed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from wms_tui.domain.codes import excerpt
from wms_tui.errors import BadInput

_TYPED = re.compile(r"(?P<item>.+?)=(?P<quantity>[^=@]+)(?:@(?P<lot>.+))?")


@dataclass(frozen=True, slots=True)
class NewOrderLine:
    """So much of an item, of one lot where the customer asks for it."""

    item: str
    quantity: int | str
    """Base units, or text that may name packs."""
    lot: str | None = None
    line: int | None = None
    """Its number; None takes the next one that is free."""


def parse_order_line(text: str) -> NewOrderLine:
    """Return the line meant by ``4711=36``, ``4711=2CS+4EA`` or ``4711=36@L1``.

    Raises:
        BadInput: ``bad-line``.
    """
    match = _TYPED.fullmatch(text.strip())
    if match is None:
        raise BadInput("bad-line", f"{excerpt(text)} is not a line", "Write ITEM=QUANTITY or ITEM=QUANTITY@LOT")
    return NewOrderLine(match["item"], match["quantity"], match["lot"])


def number_lines(given: Sequence[int | None]) -> list[int]:
    """Return a number for each line: its own, or the next one that is free.

    Raises:
        BadInput: ``line-twice``, ``bad-line-number`` for one below 1.
    """
    taken: set[int] = set()
    for number in given:
        if number is None:
            continue
        if number < 1:
            raise BadInput("bad-line-number", f"There is no line {number}", "Number lines from 1")
        if number in taken:
            raise BadInput("line-twice", f"Line {number} is there twice", "Give each line its own number")
        taken.add(number)
    free = (number for number in count(1) if number not in taken)
    return [next(free) if number is None else number for number in given]
