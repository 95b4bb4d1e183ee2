"""A pick face runs dry: what is to be brought is known, two clerks bring it, and the order can leave."""

from datetime import timedelta

import pytest

from tests.command_line import CommandLine
from tests.tasks.clerk import at
from wms_tui import clock
from wms_tui.storage import connection


def day(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


@pytest.fixture
def wms(tmp_path):
    """Milk is picked from A-01 and rice from A-02; the reserve stands in bulk bins that nothing is picked from."""
    wms = CommandLine(tmp_path / "day.db")
    wms("init", "--name", "Day house")
    wms("item", "add", "MILK", "--name", "OAT MILK 1L", "--pack", "CS=12")
    wms("item", "add", "RICE", "--name", "RICE 1KG", "--pack", "CS=10")
    wms("bin", "range", "A-01", "A-02", "--zone", "A")
    for place in ("R-01", "R-02"):
        wms("bin", "add", place, "--zone", "R", "--not-pickable")
    wms("partner", "add", "CORNER", "--role", "customer")
    wms("bin", "level", "A-01", "MILK", "--min", "1CS", "--max", "5CS")
    wms("bin", "level", "A-02", "RICE", "--min", "1CS", "--max", "3CS")
    return wms


def received(wms, item, lot, quantity, days, place):
    wms("receive", item, quantity, "--lot", lot, "--expires", day(days), "--bin", place, "--accept-short",
        "--accept-date")  # fmt: skip


def test_an_order_that_is_short_for_want_of_a_full_pick_face_leaves_after_it_is_filled(wms):
    received(wms, "MILK", "M1", "10CS", 60, "R-01")
    received(wms, "RICE", "R1", "9CS", 90, "R-02")
    wms("order", "add", "SO1", "--customer", "CORNER", "MILK=2CS", "RICE=1CS")
    assert wms.refused("allocate", "SO1") == "not-enough-stock"
    assert [(one["from"], one["to"], one["quantity"]) for one in wms("replenish")] == [
        ("R-01", "A-01", 60), ("R-02", "A-02", 30)
    ]  # fmt: skip

    connection.open_database(wms.path, terminal="GUN1", by="BEN")
    ben = at("BEN", "REPLENISH").enter().scan("R-01", "M1").enter()
    assert ben.last.what == "pulled 5 CS M1 for A-01"
    # Ben has the rest of the way as well: nothing is left for Cleo until he drops it or leaves it.
    assert at("CLEO", "REPLENISH").enter().last.what == "No bin has to be filled now"
    ben.scan("R-02", "R1").enter().scan("A-01", "A-02")
    connection.close_database()

    assert wms("replenish") == []
    assert wms("allocate", "SO1")["orders"][0]["short"] == 0
    wms("pick", "SO1", "--as-suggested")
    wms("ship", "SO1")
    assert wms("doctor")["ok"]


@pytest.mark.parametrize(("days", "brought"), [(-1, []), (0, ["M1"]), (1, ["M1"])])
def test_the_last_day_of_a_lot_is_still_a_day_to_bring_it(wms, days, brought):
    received(wms, "MILK", "M1", "1CS", 5, "R-01")
    now = (clock.now() + timedelta(days=5 - days)).replace(hour=12)

    with clock.pretend(now):
        found = [one["lot"] for one in wms("replenish")]

    assert found == brought


def test_a_bin_is_filled_below_its_minimum_and_not_at_it(wms):
    received(wms, "MILK", "M1", "10CS", 60, "R-01")
    received(wms, "MILK", "M0", "12", 30, "A-01")
    assert wms("replenish") == []

    wms("order", "add", "SO1", "--customer", "CORNER", "MILK=1")
    wms("allocate", "SO1")

    assert [(one["quantity"], one["behind"]) for one in wms("replenish")] == [(48, "M0")]
