"""Holds: of a lot, a part of one, a pallet, a bin, or all lots that have something in common; and what is held."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import click

from wms_tui.cli.arguments import DAY, MOMENT, NUMBER, SERIALS
from wms_tui.cli.running import Act, command, reads, writes
from wms_tui.domain.frozen import to_json
from wms_tui.domain.holds import LotScope
from wms_tui.operations.hold import Hold, Release, hold, release
from wms_tui.operations.hold_lots import HoldLots, ReleaseCase, amounts, hold_lots, release_case
from wms_tui.operations.hold_things import (
    HoldBin,
    HoldPlate,
    ReleaseBin,
    ReleasePlate,
    hold_bin,
    hold_plate,
    release_bin,
    release_plate,
)
from wms_tui.queries.holds import case_of_scope, lots_kept, lots_to_hold, named, staged_of_lots
from wms_tui.queries.recall_holds import all_holds

_DAYS = {"received": "Lots that first came", "made": "Lots made", "expires": "Lots that expire"}


def _scoped(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say which lots are meant."""
    for what, explained in reversed(_DAYS.items()):
        function = click.option(f"--{what}-to", type=DAY, help=f"{explained} on this day or before.")(function)
        function = click.option(f"--{what}-from", type=DAY, help=f"{explained} on this day or later.")(function)
    function = click.option("--item", "of_item", default="", metavar="ITEM", help="Lots of this item.")(function)
    return click.option("--supplier", default="", metavar="SUPPLIER", help="Lots that came from them.")(function)


def _scope(of_item: str, supplier: str, days: dict[str, date | None]) -> LotScope | None:
    """Return which lots are meant, or None where no option says so."""
    scope = LotScope(of_item, supplier, **days)
    return scope if of_item or supplier or scope.ranges() else None


@command("hold")
@click.argument("item", required=False)
@click.argument("lot", required=False)
@click.option("--bin", default="", metavar="BIN", help="The bin; of a part of a lot, where it is.")
@click.option("--quantity", metavar="N", help="Of a part of a lot: how much goes to the cage.")
@SERIALS
@click.option("--plate", default="", metavar="SSCC", help="The pallet, with all that is on it.")
@_scoped
@click.option("--dry-run", is_flag=True, help="Only list the lots that would go on hold.")
@writes
def put_on_hold(
    act: Act, item: str | None, lot: str | None, bin: str, quantity: str | None, serials: tuple[str, ...], plate: str,
    supplier: str, of_item: str, dry_run: bool, **days: date | None,
) -> dict[str, Any]:  # fmt: skip
    """Put a lot on hold, so that none of it may leave; or a part of it, a pallet, a bin, or many lots at once.

    A part of a lot goes to the cage. A pallet may be moved as a whole; from a bin on hold goods go to the cage
    only. Many lots are named by what they have in common: --item, --supplier, and days, the first and the last
    of which count; every one of them that could leave goes on hold in one act. --dry-run lists them and changes
    nothing. It needs a --reason.

    What was kept for orders is given up, and reservations_dropped counts it. What is picked already stays at
    the stage and does not ship: staged names its orders, and wms unpick brings it to the cage. Refused: what is
    on hold already or may not leave anyway.

    \b
    Examples:
      wms hold 4711 L27001 --reason "seal leaks"
      wms hold 4711 L27001 --bin A-01-01-A --quantity 2 --reason "dented"
      wms hold --plate 004000000000000015 --reason "wet"
      wms hold --bin OVF1 --reason "broken glass"
      wms hold --supplier NORDIC --received-from 2026-01-01 --dry-run
      wms hold --supplier NORDIC --received-from 2026-01-01 --reason "their letter of today"
    """
    scope = _scope(of_item, supplier, days)
    named_once = [item is not None, bool(plate), bool(bin) and item is None, scope is not None]
    if sum(named_once) != 1:
        raise click.UsageError(
            "Say what to hold: ITEM LOT, a --plate, a --bin, or which lots (--supplier, --item ...)."
        )
    if dry_run and scope is None:
        raise click.UsageError("--dry-run lists lots: say which (--supplier, --item, days).")
    if scope is not None:
        return _look(scope) if dry_run else act.do(hold_lots, HoldLots(scope, act.reason))
    if item is not None:
        if lot is None:
            raise click.UsageError(f"Say which lot of {item}; all of them are --item {item}.")
        return act.do(hold, Hold(item, lot, act.reason, bin, quantity, serials))
    if quantity is not None or serials:
        raise click.UsageError("A part is of a lot: wms hold ITEM LOT --bin BIN --quantity N.")
    if plate:
        return act.do(hold_plate, HoldPlate(plate, act.reason))
    return act.do(hold_bin, HoldBin(bin, act.reason))


def _look(scope: LotScope) -> dict[str, Any]:
    """Return what would go on hold; nothing is changed."""
    lots = lots_to_hold(scope)
    numbers = [one.id for one in lots]
    return {
        "what": named(scope).words(), "lots": to_json(amounts(lots)), "quantity": sum(one.quantity for one in lots),
        "kept_for_orders": len(lots_kept(numbers)), "staged": to_json(staged_of_lots(numbers)),
    }  # fmt: skip


@command("release")
@click.argument("item", required=False)
@click.argument("lot", required=False)
@click.option("--plate", default="", metavar="SSCC", help="The pallet that was held.")
@click.option("--bin", default="", metavar="BIN", help="The bin that was held.")
@click.option("--case", type=NUMBER, metavar="ENTRY", help="The hold of many lots, by its entry in wms holds.")
@_scoped
@writes
def release_from_hold(
    act: Act, item: str | None, lot: str | None, plate: str, bin: str, case: int | None, supplier: str, of_item: str,
    **days: date | None,
) -> dict[str, Any]:  # fmt: skip
    """Release a lot from hold or quarantine; or a pallet, a bin, or the lots that were held together.

    A hold of many lots is named by its entry, or by the words it was made with. The lots that it had put on
    hold, and that are on hold by it still, are as they were before: released, or in quarantine. Those that are
    expired or need two people stay, and are listed under left. A lot on hold itself stays so where its pallet
    or its bin is released. It needs a --reason.

    Refused: a lot that is expired, rejected or recalled; what is not on hold.

    \b
    Examples:
      wms release 4711 L27001 --reason "tested good"
      wms release --plate 004000000000000015 --reason "dry"
      wms release --bin OVF1 --reason "cleaned"
      wms release --supplier NORDIC --received-from 2026-01-01 --reason "all clear"
    """
    scope = _scope(of_item, supplier, days)
    if sum([item is not None, bool(plate), bool(bin), case is not None, scope is not None]) != 1:
        raise click.UsageError("Say what to release: ITEM LOT, a --plate, a --bin, a --case, or which lots.")
    if item is not None:
        if lot is None:
            raise click.UsageError(f"Say which lot of {item}.")
        return act.do(release, Release(item, lot, act.reason))
    if plate:
        return act.do(release_plate, ReleasePlate(plate, act.reason))
    if bin:
        return act.do(release_bin, ReleaseBin(bin, act.reason))
    if scope is not None:
        case = case_of_scope(scope).entry
    return act.do(release_case, ReleaseCase(case or 0, act.reason))


@command("holds")
@click.option("--since", type=MOMENT, help="Only those that have been open since this moment, or longer.")
@reads
def list_holds(since: datetime | None) -> list[dict[str, Any]]:
    """List what is on hold: since when, by whom, why, and how many base units it keeps from leaving.

    The oldest comes first. A hold of many lots is one line, with how many of them are on hold still, and so is a recall
    with what of it is in the house; a part of a
    lot in the cage is not listed, as it is no hold of its own: wms stock --bin HOLD shows it.

    \b
    Examples:
      wms holds
      wms --json holds --since 2026-01-01
    """
    return to_json(all_holds(since))


COMMANDS: tuple[click.Command, ...] = (put_on_hold, release_from_hold, list_holds)
