"""Runs that a test tells of: so much of some lots goes in, so much of others comes out."""

from collections.abc import Mapping
from datetime import datetime
from itertools import count

from tests.builders import a_bin, a_customer, a_supplier, an_item, an_order, run
from wms_tui import clock, ledger
from wms_tui.domain.genealogy import Act as RunAct
from wms_tui.domain.types import Tracking
from wms_tui.ledger import Act, Move
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.make_run import MakeRun, make_run
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.run_goods import Ingredient
from wms_tui.operations.run_products import Product
from wms_tui.operations.ship import Ship, ship
from wms_tui.queries.crossings import PRODUCTION
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.places import the_bin
from wms_tui.queries.runs import find_run
from wms_tui.storage.connection import transaction
from wms_tui.storage.run_rows import add_run_entry

_keys = count(1)


def a_kitchen() -> None:
    """Set up a house that makes chocolate milk of milk and cocoa, and puddings of it."""
    a_bin("A-01")
    a_customer("SHOP")
    a_supplier("DAIRY")
    for code in ("MILK", "COCOA", "CHOC", "PUDDING"):
        an_item(code, unit="G")
    came("MILK", "M1", 100)
    came("COCOA", "C1", 50)


def came(item: str, lot: str, quantity: int, at: datetime | None = None) -> int:
    """Receive a lot from the dairy and return the entry."""
    slip = Receive(item, quantity, lot=lot, bin="A-01", supplier="DAIRY", supplier_lot=f"S-{lot}")
    return run(receive, slip, at=at).entry


def sold(code: str, *lines: str, customer: str = "SHOP") -> int:
    """Ship an order in full and return the entry by which it left."""
    an_order(code, *lines, customer=customer)
    run(allocate, Allocate((code,)))
    run(pick_suggested, PickSuggested(code))
    return run(ship, Ship(code)).entry


def lot_id(item: str, lot: str) -> int:
    """Return the row number of a lot."""
    return the_lot(the_item(item), lot).id


def a_run(
    code: str, takes: Mapping[str, int], gives: Mapping[str, int], *, bin: str = "A-01", at: datetime | None = None,
    act: RunAct = RunAct.MAKE,
) -> int:  # fmt: skip
    """Do one act of a run and return its entry. Lots are written ITEM:LOT; what comes out may be new."""
    known = find_run(code)
    if known is not None:
        return _further_act(known.id, code, takes, gives, bin, at, act)
    consume = [(*name.split(":"), quantity) for name, quantity in takes.items()]
    produce = [(*name.split(":"), quantity) for name, quantity in gives.items()]
    slip = MakeRun(
        code, tuple(Ingredient(item, lot, quantity, bin) for item, lot, quantity in consume),
        tuple(Product(item, quantity, lot) for item, lot, quantity in produce), bin,
    )  # fmt: skip
    return run(make_run, slip, at=at).entry


def _further_act(
    number: int, code: str, takes: Mapping[str, int], gives: Mapping[str, int], bin: str, at: datetime | None,
    act: RunAct,
) -> int:  # fmt: skip
    """Write one more act of a run, as an open run has them."""
    place = the_bin(bin).id
    with transaction():
        moves = [Move(lot_id(*name.split(":")), place, PRODUCTION, quantity) for name, quantity in takes.items()]
        moves += [Move(lot_id(*name.split(":")), PRODUCTION, place, quantity) for name, quantity in gives.items()]
        now = clock.now()
        entry = ledger.post(Act("make-run", "ANNA", at or now, f"run-{next(_keys)}", "", now, reference=code), moves)
        add_run_entry(entry, number, act)
    return entry


def drills(*in_bins: str) -> None:
    """Receive two drills with serials of lot S1 into each of some bins: a and b, c and d."""
    for code in in_bins:
        a_bin(code)
    a_customer()
    an_item("DRILL", tracking=Tracking.SERIAL)
    an_item("KIT")
    for place, serials in zip(in_bins, ("ab", "cd"), strict=False):
        run(receive, Receive("DRILL", 2, lot="S1", bin=place, serials=tuple(serials)))
