"""What a trace begins with, from anything that is scanned or typed: a lot, a pallet, a unit, a paper, a customer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from wms_tui.domain.codes import excerpt
from wms_tui.domain.types import Role
from wms_tui.errors import NotFound, Refused
from wms_tui.queries import identifiers
from wms_tui.queries.naming import named_lot
from wms_tui.queries.runs import find_run
from wms_tui.tasks.resolving import Found, What, meanings


@dataclass(frozen=True, slots=True)
class Start:
    """The lots that something names, and how it is called."""

    name: str
    lots: tuple[int, ...]


def starts(text: str, today: date) -> tuple[Start, ...]:
    """Return all that a scan may mean a trace to begin with, the likeliest first; at least one.

    Raises:
        NotFound: ``unknown-code`` where nothing has that code.
        Refused: ``nothing-to-trace`` where it names no lot: an item, a bin, a receipt of which nothing came.
    """
    found: dict[str, Start] = {}
    refusal: Refused | None = None
    for name, ask in _meant(text, today):
        try:
            lots = tuple(ask())
        except Refused as error:
            refusal = refusal or error
            continue
        if lots:
            found.setdefault(name, Start(name, lots))
    if found:
        return tuple(found.values())
    raise refusal or NotFound("unknown-code", f"{excerpt(text)} is not known here", "Look again, or ask a lead")


def _meant(text: str, today: date) -> Iterator[tuple[str, Callable[[], list[int]]]]:
    """Yield the names of what a text may mean, each with what finds its lots."""
    if ":" in text:
        yield text, lambda: [named_lot(text)[1].id]
    if find_run(text) is not None:
        yield f"run {text}", lambda: identifiers.of_run(text)
    try:
        told = meanings(text, today)
    except Refused as error:
        unread = error
        yield f"unit {text}", lambda: _of_unit(text, unread)
        return
    for one in told:
        yield one.name, _asks(one)


def _of_unit(text: str, refusal: Refused) -> list[int]:
    """Return the lot of a unit with that serial; where there is none, say what was wrong with the scan."""
    try:
        return identifiers.of_serial(text)
    except NotFound:
        raise refusal from None


def _asks(one: Found) -> Callable[[], list[int]]:
    """Return what finds the lots of one meaning of a scan."""
    if one.known is not None:
        lot = one.known.id
        return lambda: [lot]
    if one.what is What.PLATE:
        return lambda: identifiers.of_plate(one.plate)
    if one.what is What.ORDER:
        return lambda: identifiers.of_order(one.code)
    if one.what is What.RECEIPT:
        return lambda: identifiers.of_receipt(one.code)
    if one.what is What.PARTNER and one.role == Role.CUSTOMER.value:
        return lambda: identifiers.of_customer(one.code)
    if one.serials:
        return lambda: identifiers.of_serial(one.serials[0])
    return lambda: _no_lot(one)


def _no_lot(one: Found) -> list[int]:
    raise Refused("nothing-to-trace", f"{excerpt(one.name, 24)} is {one.what}", "Scan a lot, a paper or a pallet")
