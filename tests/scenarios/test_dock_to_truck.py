"""A whole day on the command line: a house is set up, goods come in, an order leaves, and the books agree."""

from datetime import timedelta

from tests.command_line import CommandLine
from wms_tui import clock

SOON = (clock.today() + timedelta(days=60)).isoformat()
LATER = (clock.today() + timedelta(days=90)).isoformat()


def test_two_lots_come_in_and_the_older_leaves_first(tmp_path):
    wms = CommandLine(tmp_path / "day.db")

    # The house.
    wms("init", "--name", "Day house")
    wms("item", "add", "4711", "--name", "OAT MILK 1L", "--pack", "CS=12", "--shelf-life", "9m")
    wms("bin", "range", "A-01-01-A", "A-01-04-B", "--zone", "A")
    wms("partner", "add", "NORDIC", "--role", "supplier")
    wms("partner", "add", "CORNER", "--role", "customer", "--min-days", "30")

    # The truck at the dock: the fresher lot is unloaded first.
    for lot, expires_on, key in (("L2", LATER, "t-1"), ("L1", SOON, "t-2")):
        booked = wms(
            "receive", "4711", "5CS", "--lot", lot, "--expires", expires_on, "--supplier", "NORDIC", "--key", key
        )
        assert (booked["bin"], booked["quantity"]) == ("DOCK", 60)
    # The line broke, and the handheld sends its last act again.
    assert wms("receive", "4711", "5CS", "--lot", "L1", "--expires", SOON, "--supplier", "NORDIC", "--key", "t-2")[
        "repeated"
    ]
    for lot in ("L1", "L2"):
        assert wms("putaway", "4711", "60", "--lot", lot)["unassigned"] == 0
    assert sum(one["quantity"] for one in wms("stock", "--item", "4711")) == 120
    assert wms("stock", "--bin", "DOCK") == []

    # The order.
    wms("order", "add", "SO-1", "--customer", "CORNER", "4711=6CS")
    suggested = wms("suggest", "SO-1")["lines"][0]
    assert [(pick["lot"], pick["quantity"]) for pick in suggested["picks"]] == [("L1", 60), ("L2", 12)]
    assert suggested["short"] == 0
    assert wms("allocate", "SO-1")["orders"] == [{"order": "SO-1", "reserved": 72, "short": 0}]
    assert wms.refused("adjust", "4711", "--lot", "L1", "--bin", suggested["picks"][0]["bin"], "--to", "1",
                       "--reason", "lost") == "reserved"  # fmt: skip
    picked = wms("pick", "SO-1", "--as-suggested")["picked"]
    assert [(one["bin"], one["lot"], one["quantity"]) for one in picked] == [
        (pick["bin"], pick["lot"], pick["quantity"]) for pick in suggested["picks"]
    ]
    paper = tmp_path / "slip.pdf"
    assert wms("report", "packing-slip", "SO-1", "-o", paper)["pages"] == 1
    assert wms("ship", "SO-1")["shipped"] == [
        {"item": "4711", "lot": "L1", "quantity": 60},
        {"item": "4711", "lot": "L2", "quantity": 12},
    ]
    assert wms("order", "show", "SO-1")["state"] == "shipped"

    # Where lot L1 went.
    ways = [(one["kind"], one["from"], one["to"]) for one in wms("history", "--lot", "L1")]
    bin_of_l1 = suggested["picks"][0]["bin"]
    assert ways == [
        ("receive", "SUPPLIER", "DOCK"), ("putaway", "DOCK", bin_of_l1), ("pick", bin_of_l1, "STAGE"),
        ("ship", "STAGE", "CUSTOMER"),
    ]  # fmt: skip
    assert wms("lot", "show", "4711", "L1").items() >= {"on_hand": 0, "shipped": 60, "reserved": 0}.items()

    # The evening.
    found = wms("doctor")
    assert (found["ok"], found["moves"]) == (True, 8)
    wms("backup", tmp_path / "evening.db")
    other = CommandLine(tmp_path / "other.db")
    other("restore", tmp_path / "evening.db")
    assert other("snapshot") == wms("snapshot")
    assert other("doctor")["ok"]
