"""Defects planted into the real code, to see that the machine fails on them: ``python -m tests.planted NAME``.

Each replaces one function by what a tired programmer might have written. The process ends with 1 where the machine
found it, and with 0 where it did not.
"""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from shutil import rmtree

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.machine import Warehouse, Works
from tests.machine_base import furnished, scratch
from wms_tui import ledger
from wms_tui.domain import rotation
from wms_tui.operations import gates, looking, run_products, undo, undo_runs
from wms_tui.queries import crossings
from wms_tui.storage.statements import row

_THERE = "SELECT quantity FROM stock WHERE place_id = ? AND lot_id = ? AND plate_id = ?"


def balance_overwritten() -> None:
    """What comes replaces what is there, instead of being added to it."""
    add = ledger.change_balance

    def overwrite(key: ledger.Key, quantity: int, reserved: int) -> None:
        there = row(_THERE, *key) if quantity > 0 else None
        add(key, quantity - (there[0] if there else 0), reserved)

    ledger.change_balance = overwrite


def reservation_forgotten() -> None:
    """What is kept for an order is written down, but not taken off what is free."""

    def forget(wanted: Mapping[ledger.Key, int]) -> None:
        pass

    ledger.reserve_all = forget


def expired_let_through() -> None:
    """The date of a lot is not looked at."""
    look = rotation.lot_reason

    def overlook(status: str, expires_on: object, made_on: object, received_on: object, need: object) -> str | None:
        return look(status, None, made_on, received_on, need)  # type: ignore[arg-type]

    rotation.lot_reason = gates.lot_reason = overlook  # type: ignore[assignment]


def entry_replayed() -> None:
    """A key that comes again is done again."""
    post, again = ledger.post, count(1)

    def never(_key: str) -> None:
        return None

    def replay(act: ledger.Act, moves: Sequence[ledger.Move] = (), changes: Sequence[ledger.StatusMove] = ()) -> int:
        return post(act._replace(key=f"{act.key}/{next(again)}"), moves, changes)

    ledger.earlier, ledger.post = never, replay  # type: ignore[assignment]


def expected_when_planned() -> None:
    """A count is held against the balance that somebody saw first, and not against that of the moment."""
    seen: dict[tuple[int, int], int] = {}
    balance = looking.balance_of

    def remember(lot: int, place: int) -> int:
        return seen.setdefault((lot, place), balance(lot, place))

    looking.balance_of = remember


DEFECTS: dict[str, Callable[[], None]] = {
    "balance-overwritten": balance_overwritten,
    "reservation-forgotten": reservation_forgotten,
    "expired-let-through": expired_let_through,
    "entry-replayed": entry_replayed,
    "expected-when-planned": expected_when_planned,
}


def run_leaks_a_unit() -> None:
    """A unit less is taken off the bin than goes into the run."""
    post = ledger.post

    def leak(act: ledger.Act, moves: Sequence[ledger.Move] = (), changes: Sequence[ledger.StatusMove] = ()) -> int:
        less = [
            replace(one, quantity=one.quantity - 1)
            if one.target == crossings.PRODUCTION and one.quantity > 1 and not one.serials
            else one
            for one in moves
        ]
        return post(act, less, changes)

    ledger.post = leak  # type: ignore[assignment]


def link_outlives_its_act() -> None:
    """Who undoes an act of a run leaves the links that it made."""

    def forget(entry: object, number: int) -> None:
        pass

    undo.links_follow = forget


def return_not_counted() -> None:
    """What a customer sent back was never shipped."""
    crossings._FROM[crossings.CUSTOMER] = (crossings.SHIPPED, -1)  # pyright: ignore[reportPrivateUsage]


def goods_given_back_twice() -> None:
    """Undoing what went into a run does not look whether it was given back."""

    def plenty(run: int, lot: int) -> int:
        return 10**9

    undo_runs.in_production = plenty


def latest_expiry_taken() -> None:
    """A lot that is made of several has the latest of their dates."""

    def latest(days: Iterable[date | None]) -> date | None:
        return max((one for one in days if one is not None), default=None)

    run_products.earliest = latest


WORKS_DEFECTS: dict[str, Callable[[], None]] = {
    "run-leaks-a-unit": run_leaks_a_unit,
    "link-outlives-its-act": link_outlives_its_act,
    "return-not-counted": return_not_counted,
    "goods-given-back-twice": goods_given_back_twice,
    "latest-expiry-taken": latest_expiry_taken,
}
"""Defects of runs, splits, merges and balances, which the machine of the works finds."""


def run_machine(
    examples: int, steps: int, *, shrink: bool, derandomize: bool, machine: type[Warehouse] = Warehouse
) -> None:
    """Run a machine so many times so many steps; a failure is raised."""
    folder = scratch()
    try:
        machine.template = folder / "template.db"
        furnished(machine.template)
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=examples, stateful_step_count=steps, deadline=None, derandomize=derandomize, database=None,
                suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
                report_multiple_bugs=False,
                phases=[Phase.generate, Phase.shrink] if shrink else [Phase.generate],
            ),
        )  # fmt: skip
    finally:
        rmtree(folder)


if __name__ == "__main__":
    name = sys.argv[1]
    {**DEFECTS, **WORKS_DEFECTS}[name]()
    if name in DEFECTS:
        run_machine(60, 40, shrink=False, derandomize=True)
    else:
        # What the fixed draws miss, others find: any change to the machine changes what is drawn.
        for fixed in (True, False, False):
            run_machine(80, 80, shrink=False, derandomize=fixed, machine=Works)
