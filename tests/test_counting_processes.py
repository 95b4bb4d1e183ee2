"""Counting while others pick and put away: no false adjustment, no lost movement, and the books are right after it."""

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.builders import a_customer, an_item, an_order, bins, some_stock, there
from tests.processes import crowd
from wms_tui.operations.seal import seal_now
from wms_tui.queries.health import examine
from wms_tui.storage.statements import rows

FULL = os.environ.get("WMS_TEST_SIZE") == "full"
ADJUSTED = """
SELECT place.code, lot.number, move.quantity FROM move JOIN entry ON entry.id = move.entry_id
JOIN lot ON lot.id = move.lot_id JOIN place ON place.id = move.source_id WHERE entry.kind LIKE '%-count'
"""


def count_amid(path: Path, number: int, seconds: float) -> None:
    an_item("MILK")
    an_item("RICE")
    bins("A-01", "A-02", "A-03")
    a_customer()
    for bin, quantity in (("A-01", 5000), ("A-02", 9000), ("DOCK", 9000)):
        some_stock(bin=bin, quantity=quantity)
    some_stock("RICE", "R1", "A-03", 50)
    for worker in range(1, number + 1):
        an_order(f"O{worker}", "MILK=9000")

    answers = crowd("count", path, number, seconds)

    done = [one for one in answers if "kind" in one]
    assert [one["error"] for one in done if "error" in one] == []
    keys = {one["key"]: one["entry"] for one in done}
    found = dict(rows("SELECT key, id FROM entry WHERE kind IN ('putaway', 'pick', 'move')"))
    assert found == keys, "an answer and the books differ"
    many = Counter(one["kind"] for one in done)
    assert there("DOCK") == 9000 - many["putaway"]
    assert there("STAGE") == many["pick"]
    assert there("A-01") == 5000 + many["putaway"] - many["carry"] + many["carry back"]
    assert there("A-02") == 9000 - many["pick"] + many["carry"] - many["carry back"]
    assert rows(ADJUSTED) == [("A-03", "R1", 3)], "what was missing is booked once, and nothing else"
    assert there("A-03") == 47
    looks = Counter(state for one in answers for state in one.get("states", ()))
    print(f"{number} processes: {dict(many)}, looks {dict(looks)}")
    assert looks["agreed"] > 3
    assert set(looks) <= {"agreed", "recount", "moved", "approve", "posted"}
    seal_now()
    assert examine().differences == ()


def test_counting_amid_work_adjusts_nothing_but_what_is_missing(warehouse: Path) -> None:
    count_amid(warehouse, 8, 2.0)


@pytest.mark.long
def test_counting_while_thirty_others_work_adjusts_nothing_but_what_is_missing(warehouse: Path) -> None:
    count_amid(warehouse, 40, 30.0 if FULL else 8.0)
