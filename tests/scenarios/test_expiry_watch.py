"""A lot grows old: forty days at a dairy, told day by day, with and without the work of the night."""

import json
import subprocess
import sys
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import CommandLine
from wms_tui import clock

BEGAN = date(2027, 3, 1)
LAST_DAY = BEGAN + timedelta(days=40)
NIGHTS = [pytest.param(True, id="nightly"), pytest.param(False, id="never nightly")]


class House(CommandLine):
    """A warehouse to which things happen on a day, at nine."""

    def on(self, days_left: int, *words: object, status: int = 0) -> Any:
        """Run a command on the day on which the lot OLD has so many days left."""
        at = datetime.combine(LAST_DAY - timedelta(days=days_left), time(9)).astimezone()
        with clock.pretend(at):
            return self(*words, status=status)


@pytest.fixture
def house(empty_warehouse: Path, tmp_path: Path) -> House:
    """Milk that is told of 20 and removed 5 days before its expiry; the clinic wants 30 days, the shop takes all."""
    path = tmp_path / "house.db"
    path.write_bytes(empty_warehouse.read_bytes())
    house = House(path)
    house.on(40, "item", "add", "MILK", "--alert-days", 20, "--removal-days", 5, "--shelf-life", "40d")
    house.on(40, "bin", "range", "A-01", "A-02", "--zone", "A")
    house.on(40, "partner", "add", "CLINIC", "--role", "customer", "--min-days", 30)
    house.on(40, "partner", "add", "SHOP", "--role", "customer")
    house.on(40, "partner", "add", "DAIRY", "--role", "supplier")
    receive = ("receive", "MILK", 100, "--supplier", "DAIRY")
    house.on(40, *receive, "--lot", "OLD", "--expires", LAST_DAY, "--bin", "A-01")
    house.on(40, *receive, "--lot", "NEW", "--expires", LAST_DAY + timedelta(days=60), "--bin", "A-02", "--accept-date")
    house.on(40, "order", "add", "C1", "--customer", "CLINIC", "MILK=10", "--ship-on", LAST_DAY)
    return house


def suggested(house: House, days_left: int, order: str) -> list[str]:
    (line,) = house.on(days_left, "suggest", order)["lines"]
    return [one["lot"] for one in line["picks"]]


@pytest.mark.parametrize("nightly", NIGHTS)
def test_a_lot_from_its_first_day_to_the_truck_of_its_supplier(house: House, nightly: bool):
    """What is listed, suggested and shipped follows from the dates; the night only tidies up."""

    def night(days_left: int) -> dict[str, Any] | None:
        return house.on(days_left, "nightly") if nightly else None

    def old(days_left: int) -> list[tuple[str, int, int]]:
        found = house.on(days_left, "expiry", "--due", "--item", "MILK")
        return [(one["state"], one["days_left"], one["percent_left"]) for one in found if one["lot"] == "OLD"]

    # Ok, then short on the alert day exactly, removal due on the removal day exactly.
    assert old(21) == []
    assert old(20) == [("short", 20, 50)]
    assert old(6) == [("short", 6, 15)]
    assert old(5) == [("removal-due", 5, 12)]

    # The clinic's thirty days: exactly thirty is enough, one less is not.
    for days_left, below in ((30, []), (29, ["CLINIC"])):
        (row,) = house.on(days_left, "expiry", "--days", days_left)
        assert row["below_minimum_of"] == below

    # The shop takes the old lot until its last day, and that day is one of them.
    house.on(1, "order", "add", "S1", "--customer", "SHOP", "MILK=30", "--ship-on", LAST_DAY)
    house.on(1, "order", "add", "S2", "--customer", "SHOP", "MILK=30")
    assert suggested(house, 1, "S1") == ["OLD"]
    house.on(1, "allocate", "S1", "S2")
    night(0)
    assert old(0) == [("removal-due", 0, 0)]
    house.on(0, "pick", "S1", "--as-suggested")
    assert house.on(0, "ship", "S1")["shipped"] == [{"item": "MILK", "lot": "OLD", "quantity": 30}]

    # The day after, it is expired: nothing of it is suggested, picked or shipped any more.
    done = night(-1)
    if done is not None:
        assert (done["orders"], done["reservations_dropped"]) == (["S2"], 1)
        assert [(one["lot"], one["quantity"]) for one in done["expired"]] == [("OLD", 70)]
    assert old(-1) == [("expired", -1, 0)]
    assert suggested(house, -1, "S2") == ["NEW"]
    refused = house.on(-1, "pick", "S2", "--line", 1, "--bin", "A-01", "--lot", "OLD", "--quantity", 1, status=1)
    assert refused["error"]["code"] == "lot-expired"

    # The order gets other stock, and leaves with it.
    house.on(-1, "allocate", "S2")
    house.on(-1, "pick", "S2", "--as-suggested")
    assert house.on(-1, "ship", "S2")["shipped"] == [{"item": "MILK", "lot": "NEW", "quantity": 30}]

    # What is expired can still go: some back to the dairy, some to the cage, the rest is destroyed.
    house.on(-2, "send-back", "MILK", "OLD", 40, "--from", "A-01")
    house.on(-2, "move", "MILK", "--lot", "OLD", 10, "--from", "A-01", "--to", "HOLD")
    for bin in ("A-01", "HOLD"):
        house.on(-2, "adjust", "MILK", "--lot", "OLD", "--bin", bin, "--to", 0, "--reason", "expired")
    assert old(-2) == []
    assert house("doctor")["differences"] == []


def test_the_forecast_sees_the_loss_while_there_is_time_to_act(house: House):
    house.on(31, "order", "add", "S1", "--customer", "SHOP", "MILK=20")
    for words in (("allocate", "S1"), ("pick", "S1", "--as-suggested"), ("ship", "S1")):
        house.on(31, *words)

    # Two a day for the 26 days until it must be removed: 52 of the 80 that are left move.
    (loss,) = house.on(31, "forecast")

    assert (loss["lot"], loss["unsold"], loss["moves"], loss["days"]) == ("OLD", 28, 52, 26)
    assert loss["why"] == "2.0 EA a day for 26 days"
    assert loss["do"] == "Sell 2 EA a day more, or give up 28 EA"


def test_four_at_once_do_the_work_of_the_night_once(house: House):
    words = [sys.executable, "-m", "wms_tui", "--db", house.path, "--as", "NIGHT", "--json", "nightly"]

    running = [subprocess.Popen(words, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    said = [one.communicate(timeout=60)[0] for one in running]

    assert [one.returncode for one in running] == [0] * 4, said
    answers = [json.loads(one) for one in said]
    # Each part of the work is done by one of them, and not all parts need be done by the same one.
    assert [one["repeated"] for one in answers].count(False) == 1
    assert [one["classes"]["repeated"] for one in answers].count(False) == 1
    assert len({(one["entry"], one["classes"]["entry"]) for one in answers}) == 1
    assert house("doctor")["ok"]


def test_whoever_kills_the_work_of_the_night_finds_it_done_or_not_begun(house: House):
    words = [sys.executable, "-m", "wms_tui", "--db", str(house.path), "--as", "NIGHT", "--json", "nightly"]

    for after in (0.2, 0.4, 0.6, 0.8):
        killed = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with suppress(subprocess.TimeoutExpired):
            killed.wait(after)
        killed.kill()
        killed.wait()
    answer = json.loads(subprocess.run(words, capture_output=True, check=True, text=True).stdout)

    assert answer["failed"] == {}
    assert house("nightly")["entry"] == answer["entry"]
    assert house("doctor")["ok"]
