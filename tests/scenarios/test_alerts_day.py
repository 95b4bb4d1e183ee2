"""What the office is told of from day to day: each cause from its first day on, until somebody has put it right."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.builders import in_days
from tests.command_line import CommandLine
from wms_tui import clock


class House(CommandLine):
    """A house whose days pass."""

    def told(self, days: int = 0, **hours: int) -> list[tuple[str, str]]:
        """Return kind and severity of what somebody is told of so many days from today."""
        with clock.pretend(clock.now() + timedelta(days=days, **hours)):
            return [(one["kind"], one["severity"]) for one in self("alerts")]

    def on(self, days: int, *words: Any) -> Any:
        with clock.pretend(clock.now() + timedelta(days=days)):
            return self(*words)


@pytest.fixture
def house(warehouse: Path) -> House:
    house = House(warehouse)
    house("item", "add", "MILK", "--min", "10", "--reorder-point", "12", "--removal-days", "3", "--alert-days", "10")
    house("bin", "add", "A-01")
    house("partner", "add", "SHOP", "--role", "customer")
    house("partner", "add", "DAIRY", "--role", "supplier")
    house("receive", "MILK", "30", "--lot", "L1", "--expires", in_days(30).isoformat(), "--bin", "A-01")
    return house


def test_a_lot_is_told_of_from_its_alert_day_to_its_end(house: House) -> None:
    assert house.told(19) == []
    assert house.told(20) == [("short-dated", "info")]
    assert house.told(26) == [("short-dated", "info")]
    assert house.told(27) == [("removal-due", "warning")]
    assert house.told(30) == [("removal-due", "warning")]
    # What is expired is no stock to sell: there is too little of the item as well.
    assert house.told(31) == [("expired", "urgent"), ("low-stock", "warning")]

    house.on(31, "adjust", "MILK", "--lot", "L1", "--bin", "A-01", "--to", "0", "--reason", "expired")

    assert house.told(31) == [("stockout", "warning")]


def test_an_order_is_told_of_from_the_day_before_it_ships_until_stock_is_kept(house: House) -> None:
    house("order", "add", "O1", "--customer", "SHOP", "--ship-on", in_days(5).isoformat(), "MILK=10")

    assert house.told(3) == []
    assert house.told(4) == [("order-short", "urgent")]

    house.on(4, "allocate", "O1")
    assert house.told(4) == []


def test_stock_is_told_of_at_the_reorder_point_and_below_the_minimum(house: House) -> None:
    house("adjust", "MILK", "--lot", "L1", "--bin", "A-01", "--to", "13", "--reason", "sample")
    assert house.told() == []

    house("adjust", "MILK", "--lot", "L1", "--bin", "A-01", "--to", "12", "--reason", "sample")
    assert house.told() == [("low-stock", "warning")]

    house("receipt", "add", "PO1", "MILK=50", "--supplier", "DAIRY", "--due-on", in_days(2).isoformat())
    assert house.told() == [], "enough is on its way"
    assert house.told(2) == []
    assert house.told(3) == [("late-receipt", "warning")]


def test_a_hold_and_a_difference_are_told_of_until_somebody_decides(house: House) -> None:
    house("hold", "MILK", "L1", "--reason", "seal leaks")
    assert house.told(hours=47) == [("low-stock", "warning")], "what is on hold is no stock to sell"
    assert house.told(hours=49) == [("hold-over-time", "warning"), ("low-stock", "warning")]
    house("release", "MILK", "L1", "--reason", "tested good")
    assert house.told(hours=49) == []

    count = house("count", "plan", "--bin", "A-01")["count"]
    house("count", "record", count, "A-01", "MILK", "L1", 28)
    house("count", "record", count, "A-01", "MILK", "L1", 28, by="BEN")
    assert house.told() == [("variance", "warning")]
    house("count", "approve", count, by="CHEF")
    assert house.told() == []
