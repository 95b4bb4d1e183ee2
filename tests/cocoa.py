"""A works in which drinks are made of cocoa, and a drink of a drink, for tests of recalls."""

from tests.builders import a_bin, a_customer, an_item, run, some_stock
from wms_tui.domain.types import Status
from wms_tui.operations.make_run import MakeRun, make_run
from wms_tui.operations.open_recall import OpenRecall, open_recall
from wms_tui.operations.run_goods import Ingredient
from wms_tui.operations.run_products import Product
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot


def a_cocoa_works() -> None:
    """Make drink P1 of cocoa S1, and P2 of P1; cocoa S2 is beside them."""
    an_item("COCOA", unit="KG")
    an_item("DRINK")
    a_bin("A-01")
    a_customer()
    some_stock("COCOA", "S1", "A-01", 100)
    some_stock("COCOA", "S2", "A-01", 100)
    make("B1", "COCOA", "S1", "DRINK", "P1")
    make("B2", "DRINK", "P1", "DRINK", "P2")


def make(code: str, item: str, lot: str, into: str, new: str) -> None:
    """Make 50 of a lot out of 10 of another."""
    run(make_run, MakeRun(code, (Ingredient(item, lot, 10),), (Product(into, 50, new),), target="A-01"))


def opened(code: str = "R1", *lots: tuple[str, str], **fields: object) -> str:
    """Open a case, of cocoa S1 where no lot is named, and return its code."""
    slip = OpenRecall(code, lots or (("COCOA", "S1"),), "salmonella", **fields)  # type: ignore[arg-type]
    return run(open_recall, slip).recall


def status(item: str, lot: str) -> Status:
    """Return the status of a lot."""
    return the_lot(the_item(item), lot).status
