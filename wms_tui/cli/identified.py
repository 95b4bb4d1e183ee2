"""Options that name lots by what is in hand: a supplier's number, a receipt, a run, a pallet, a unit, a customer."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

import click

from wms_tui.cli.arguments import DAY
from wms_tui.queries import identifiers

F = TypeVar("F", bound=Callable[..., Any])

_KINDS: Mapping[str, tuple[Callable[[str], list[int]], str]] = {
    "supplier-lot": (identifiers.of_supplier_lot, "the lots with this number of a supplier"),
    "receipt": (identifiers.of_receipt, "what came by this receipt"),
    "run": (identifiers.of_run, "what this run made"),
    "plate": (identifiers.of_plate, "what is on this pallet, or was"),
    "serial": (identifiers.of_serial, "the lot of this unit"),
    "order": (identifiers.of_order, "what left for this order, or is kept for it"),
}
_WITH_DAYS: Mapping[str, tuple[Callable[[str, date | None, date | None], list[int]], str]] = {
    "customer": (identifiers.of_customer, "all that left for this customer, also with --from and --to"),
    "gtin": (identifiers.of_gtin, "the lots of the item with this GTIN, also with --from and --to"),
}


class Named(NamedTuple):
    """Lots by their row numbers, and the words by which they were named."""

    lots: list[int]
    words: str


def identifying(lead: str) -> Callable[[F], F]:
    """Return the options that name lots; the help of each begins with ``lead``. Each may be given more than once."""

    def decorate(function: F) -> F:
        for name, (_, what) in reversed([*_KINDS.items(), *_WITH_DAYS.items()]):
            function = click.option(
                f"--{name}", multiple=True, metavar=name.upper().replace("-", "_"), help=f"{lead} {what}."
            )(function)  # fmt: skip
        for option in (
            click.option("--to", "until", type=DAY, help="The last day that is asked for."),
            click.option("--from", "since", type=DAY, help="The first day that is asked for."),
        ):
            function = option(function)
        return function

    return decorate


def identified(given: dict[str, Any]) -> list[Named]:
    """Take what ``identifying`` adds out of the options of a command, and return what each of it names.

    Raises:
        NotFound, Refused: see ``queries.identifiers``; wrong usage where days are given without what they go with.
    """
    since, until = given.pop("since"), given.pop("until")
    asked = {name: given.pop(name.replace("-", "_")) for name in (*_KINDS, *_WITH_DAYS)}
    if (since or until) and not any(asked[name] for name in _WITH_DAYS):
        raise click.UsageError("--from and --to go with --customer or --gtin.")
    days = f" {since or ''}..{until or ''}" if since or until else ""
    named = [
        Named(_KINDS[name][0](text), f"{name.replace('-', ' ')} {text}") for name in _KINDS for text in asked[name]
    ]
    return named + [
        Named(_WITH_DAYS[name][0](text, since, until), f"{name} {text}{days}")
        for name in _WITH_DAYS
        for text in asked[name]
    ]
