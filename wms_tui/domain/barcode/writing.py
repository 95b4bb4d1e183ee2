"""GS1 element strings written: for labels, and so that what we print is what we read."""

from collections.abc import Iterable
from datetime import date

from wms_tui.domain.barcode.elements import consistent, known
from wms_tui.domain.barcode.message import Element
from wms_tui.domain.barcode.values import require_right
from wms_tui.domain.barcode.wedge import GS

_YEAR = 2050
"""The years of two digits that are written are 2000 to 2099."""


def day_value(day: date) -> str:
    """Return a day as it stands in an element: YYMMDD."""
    return f"{day:%y%m%d}"


def element_string(elements: Iterable[tuple[str, str]]) -> str:
    """Return what a GS1 symbol holds for these (identifier, value) pairs, with GS where it is needed.

    The order is kept: those of predefined length first save separators.

    Raises:
        BadInput: ``bad-code``, when a value breaks a rule of its identifier.
    """
    right = right_elements(elements)
    ends = ["" if known(element.ai).width else GS for element in right]
    ends[-1] = ""
    return "".join(ai + value + end for (ai, value), end in zip(right, ends, strict=True))


def bracketed(elements: Iterable[tuple[str, str]]) -> str:
    r"""Return the elements for people: ``(01)...(10)...``; an opening bracket in a value becomes ``\(``.

    Raises:
        BadInput: ``bad-code``, when a value breaks a rule of its identifier.
    """
    return "".join("({}){}".format(ai, value.replace("(", r"\(")) for ai, value in right_elements(elements))


def right_elements(elements: Iterable[tuple[str, str]]) -> tuple[Element, ...]:
    """Return the pairs as elements, each checked.

    Raises:
        BadInput: ``bad-code``, when a value breaks a rule of its identifier, or there is none.
    """
    right = []
    for ai, value in elements:
        require_right(known(ai), value, _YEAR)
        right.append(Element(ai, value))
    return consistent(right)
