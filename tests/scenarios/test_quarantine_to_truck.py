"""A lot under quality's eyes: it comes into quarantine, is tested, gets its paper and its verdict, and leaves."""

from datetime import timedelta

from tests.command_line import CommandLine
from wms_tui import clock


def test_from_quarantine_by_tests_paper_and_verdict_to_an_order(tmp_path):
    wms = CommandLine(tmp_path / "quality.db")
    expires, short, just = ((clock.today() + timedelta(days=days)).isoformat() for days in (60, 29, 30))
    wms("init")
    wms("item", "add", "MILK", "--pack", "CS=12", "--removal-days", "10")
    wms("bin", "add", "A-01")
    wms("partner", "add", "NEWFARM", "--role", "supplier", "--receipt-status", "quarantine")
    wms("partner", "add", "SHOP", "--role", "customer", "--min-days", "30")
    wms("inspection", "plan", "add", "MILK", "fat", "--unit", "%", "--low", "3.5", "--high", "3.8")
    wms("inspection", "plan", "add", "MILK", "smell", "--word", "fresh")

    # Two lots come from a farm that is new, so they come into quarantine, and no order gets any of them.
    for lot in ("L1", "L2"):
        came = wms(
            "receive", "MILK", "5CS", "--lot", lot, "--expires", expires, "--supplier", "NEWFARM", "--bin", "A-01"
        )
        assert came["status"] == "quarantine"
    wms("order", "add", "SO1", "--customer", "SHOP", "MILK=2CS")
    passed_over = wms("suggest", "SO1")["lines"][0]["passed_over"]
    assert [one["reason"].partition(":")[0] for one in passed_over] == ["quarantined", "quarantined"]
    assert wms.refused("allocate", "SO1") == "not-enough-stock"
    assert [one["lot"] for one in wms("quality", "waiting")] == ["L1", "L2"]

    # The clerk tests; the second lot is not what it should be.
    wms("inspect", "MILK", "L1", "fat=3,5")
    assert wms.refused("inspect", "MILK", "L1", "--verdict", "pass") == "test-missing"
    wms("inspect", "MILK", "L1", "smell=fresh")
    watered = wms("inspect", "MILK", "L2", "fat=3.49", "smell=fresh")
    assert [one["within"] for one in watered["results"]] == [False, True]

    # Quality has the paper and says its word.
    paper = tmp_path / "analysis.pdf"
    paper.write_bytes(b"%PDF-1.7 all is well")
    assert wms("inspect", "MILK", "L1", "--verdict", "pass", "--certificate", paper)["status"] == "released"
    assert wms("inspect", "MILK", "L2", "--verdict", "fail")["status"] == "rejected"
    assert wms("quality", "waiting") == []
    assert wms("quality", "trend")[0]["percent"] == 50.0

    # The good one is promised. A retest makes its life shorter than the shop accepts: the promise is given up.
    assert wms("allocate", "SO1")["orders"] == [{"order": "SO1", "reserved": 24, "short": 0}]
    assert wms("retest", "MILK", "L1", "--expires", short, "--reason", "soft")["reservations_dropped"] == 1
    assert wms.refused("allocate", "SO1") == "not-enough-stock"
    wms("retest", "MILK", "L1", "--expires", just, "--reason", "tested again")
    wms("allocate", "SO1")
    wms("pick", "SO1", "--as-suggested")
    assert wms("ship", "SO1")["shipped"] == [{"item": "MILK", "lot": "L1", "quantity": 24}]

    # Years later somebody asks for the paper.
    wms("certificate", "read", "MILK", "L1", 1, "-o", tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == paper.read_bytes()
    before = [one["before"] for one in wms("lot", "show", "MILK", "L1")["dates_before"] if one["field"] == "expires_on"]
    assert before == [expires, short]
    assert wms("doctor")["differences"] == []
