"""What tests of counting share: a house, a count, and people who see something."""

from datetime import timedelta

from tests.builders import a_customer, an_item, bins, run, some_stock
from wms_tui import clock
from wms_tui.operations.plan_count import PlanCount, plan_count
from wms_tui.operations.record_count import CountRecorded, RecordCount, record_count
from wms_tui.queries.counts import count_lines, the_count


def a_house() -> None:
    """Set up thirty-six of L1 in A-01, twenty of L1 and ten of L2 in A-02, and an empty A-03, since yesterday."""
    an_item("MILK")
    bins("A-01", "A-02", "A-03")
    a_customer("SHOP")
    with clock.pretend(clock.now() - timedelta(days=1)):
        some_stock(lot="L1", bin="A-01", quantity=36)
        some_stock(lot="L1", bin="A-02", quantity=20)
        some_stock(lot="L2", bin="A-02", quantity=10)


def a_count(*codes: str, units: int = 0, percent: int = 0) -> str:
    slip = PlanCount(bins=codes or ("A-01", "A-02", "A-03"), tolerance_units=units, tolerance_percent=percent)
    return run(plan_count, slip).count


def seen(
    count: str,
    quantity: int | str,
    bin: str = "A-01",
    lot: str = "L1",
    *,
    by: str = "ANNA",
    item: str = "MILK",
    **how: object,
) -> CountRecorded:
    slip = RecordCount(quantity, count, bin, item, lot, serials=how.pop("serials", ()))  # type: ignore[arg-type]
    return run(record_count, slip, by=by, **how)  # type: ignore[arg-type]


def states(count: str) -> dict[tuple[str, str], str]:
    return {(one.bin, one.lot): one.state for one in count_lines(the_count(count).id)}


def differing(count: str, quantity: int = 30, bin: str = "A-01", lot: str = "L1") -> None:
    """Let two people see the same that the books do not have."""
    seen(count, quantity, bin, lot)
    seen(count, quantity, bin, lot, by="BERT")


def state(count: str) -> str:
    return the_count(count).state
