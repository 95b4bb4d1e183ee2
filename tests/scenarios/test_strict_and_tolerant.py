"""Two customers, one strict: first come, first served fails the strict one; allocated at once both are served."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.command_line import CommandLine
from wms_tui import clock


def day(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def a_house(path: Any, *, percent: int = 0, days: int = 0) -> CommandLine:
    """Set up a house with ten of a young lot that expires first, and ten of an aged one; two orders for ten."""
    wms = CommandLine(path / "day.db")
    wms("init", "--name", "Strict house")
    wms("item", "add", "4711", "--name", "OAT MILK 1L")
    wms("bin", "range", "A-01-01", "A-01-02")
    wms("partner", "add", "CORNER", "--role", "customer")
    wms("partner", "add", "CLINIC", "--role", "customer", "--min-percent", str(percent), "--min-days", str(days),
        "--transit-days", "2")  # fmt: skip
    # Two days on the road leave it sixty days of a hundred and twenty, exactly half.
    wms("receive", "4711", "10", "--lot", "YOUNG", "--made", day(-58), "--expires", day(62), "--bin", "A-01-01")
    wms("receive", "4711", "10", "--lot", "AGED", "--made", day(-900), "--expires", day(70), "--bin", "A-01-02")
    wms("order", "add", "SO-1", "--customer", "CORNER", "--ship-on", day(0), "4711=10")
    wms("order", "add", "SO-2", "--customer", "CLINIC", "--ship-on", day(0), "4711=10")
    return wms


def test_the_strict_customer_gets_what_the_tolerant_one_can_do_without(tmp_path):
    wms = a_house(tmp_path, percent=50)

    # One after the other: the shop takes what expires first, and nothing is left that the clinic takes.
    assert wms.refused("allocate", "SO-1", "SO-2") == "not-enough-stock"

    # What would be better is shown first.
    shown = wms("suggest", "--look-ahead")
    assert set(shown) == {"orders", "saved", "items", "lines"}
    assert shown["saved"] == {"served": 10, "expiring": 10, "lots": 1}
    assert [(one["order"], one["plain"], one["served"]) for one in shown["orders"]] == [
        ("SO-1", 10, 10),
        ("SO-2", 0, 10),
    ]
    assert shown["lines"][0]["leaves"] == [{"lot": "YOUNG", "bin": "A-01-01", "quantity": 10, "to": ["SO-2"]}]
    assert wms("snapshot")["reservations"] == []

    # And then done, once.
    done = wms("allocate", "--look-ahead", "--key", "at-once")
    assert done["orders"] == [
        {"order": "SO-1", "reserved": 10, "short": 0},
        {"order": "SO-2", "reserved": 10, "short": 0},
    ]
    assert wms("allocate", "--look-ahead", "--key", "at-once")["repeated"]
    assert wms("suggest", "--look-ahead")["lines"] == []

    # Both leave, each with what suits it.
    for order, lot in (("SO-1", "AGED"), ("SO-2", "YOUNG")):
        wms("pick", order, "--as-suggested")
        assert wms("ship", order)["shipped"] == [{"item": "4711", "lot": lot, "quantity": 10}]
    assert wms("doctor")["ok"]


@pytest.mark.parametrize(("percent", "served"), [(49, 10), (50, 10), (51, 0)])
def test_half_of_its_life_on_arrival_is_enough_and_a_little_more_is_not_there(tmp_path, percent, served):
    wms = a_house(tmp_path, percent=percent)

    assert wms("allocate", "--look-ahead", "--partial")["orders"][1]["reserved"] == served


@pytest.mark.parametrize(("days", "lots"), [(60, {"YOUNG", "AGED"}), (61, {"AGED"}), (68, {"AGED"}), (69, set())])
def test_days_are_met_exactly_or_not(tmp_path, days, lots):
    """By days alone what is first in turn is what others can least use: taking it in turn serves as many."""
    wms = a_house(tmp_path, days=days)

    shown = wms("suggest", "--look-ahead", "SO-2", "SO-1")
    wms("allocate", "--look-ahead", "--partial", "SO-2", "SO-1")

    assert shown["saved"]["served"] == 0
    kept = {one["lot"] for one in wms("snapshot")["reservations"] if one["order"] == "SO-2"}
    assert kept == ({min(lots, key=("YOUNG", "AGED").index)} if lots else set())


def test_a_lot_that_expires_today_is_the_last_to_serve_and_yesterdays_serves_nobody(tmp_path):
    wms = a_house(tmp_path)
    wms("receive", "4711", "4", "--lot", "TODAY", "--made", day(-10), "--expires", day(0), "--bin", "A-01-01")
    wms("receive", "4711", "4", "--lot", "GONE", "--made", day(-10), "--expires", day(-1), "--bin", "A-01-01",
        "--accept-short")  # fmt: skip

    wms("allocate", "--look-ahead", "--partial")

    kept = {(one["order"], one["lot"]): one["quantity"] for one in wms("snapshot")["reservations"]}
    # The clinic has two days on the road, and would get it expired.
    assert kept == {("SO-1", "TODAY"): 4, ("SO-1", "YOUNG"): 6, ("SO-2", "YOUNG"): 4, ("SO-2", "AGED"): 6}


def test_what_is_asked_for_wrongly_is_refused(tmp_path):
    wms = a_house(tmp_path)

    assert wms.refused("allocate", "--look-ahead", "SO-9") == "unknown-order"
    assert wms.refused("suggest", "--look-ahead", "SO-9") == "unknown-order"
    wms("order", "cancel", "SO-2")
    assert wms.refused("suggest", "--look-ahead", "SO-2") == "order-cancelled"
    assert [one["order"] for one in wms("allocate", "--look-ahead")["orders"]] == ["SO-1"]
    assert date.fromisoformat(wms("suggest", "SO-1")["ship_on"]) == clock.today()
