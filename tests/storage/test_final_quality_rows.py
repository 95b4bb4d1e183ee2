"""What quality has found is written for good: results, papers and dates that were set anew."""

import apsw
import pytest

from tests.builders import a_bin, an_item, in_days, run, some_stock
from wms_tui.domain.inspection import Taken
from wms_tui.operations.inspect import Inspect, Paper, inspect
from wms_tui.operations.plan_tests import AddTest, add_test
from wms_tui.operations.retest import Retest, retest
from wms_tui.storage.quality_tables import FINAL
from wms_tui.storage.statements import change, value

TABLES = [table._meta.table_name for table in FINAL]  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def something_found(warehouse):
    an_item("MILK")
    a_bin("A-01")
    some_stock(expires_on=in_days(30))
    run(add_test, AddTest("MILK", "fat", "%", "3.5", "3.8"))
    run(inspect, Inspect("MILK", "L1", (Taken("fat", "3.6"),), paper=Paper("a.pdf", b"%PDF")))
    run(retest, Retest("MILK", "L1", in_days(40), "retest"))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {0} SET id = id", "DELETE FROM {0}", "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"],
)
def test_what_was_found_cannot_be_changed_taken_away_or_replaced(table, statement):
    assert value(f"SELECT count(*) FROM {table}") >= 1

    with pytest.raises(apsw.ConstraintError, match="final"):
        change(statement.format(table))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE itemtest SET sample = -1",
        "UPDATE itemtest SET name = ''",
        "INSERT INTO itemtest (item_id, name, folded, unit, words, sample)"
        " SELECT item_id, 'FAT', folded, '', '', 0 FROM itemtest",
        "INSERT INTO inspection (entry_id, lot_id, verdict, note) SELECT max(id), 1, 'maybe', '' FROM entry",
        "INSERT INTO inspection (entry_id, lot_id, note) SELECT entry_id, lot_id, '' FROM inspection",
        "UPDATE partner SET receipt_status = 'hold'",
    ],
)
def test_the_database_refuses_what_no_plan_and_no_verdict_can_be(statement):
    change("INSERT INTO partner (code, folded, role, name, address, email, phone, min_days, min_percent, transit_days)"
           " VALUES ('D', 'd', 'supplier', '', '', '', '', 0, 0, 0)")  # fmt: skip

    with pytest.raises(apsw.ConstraintError):
        change(statement)
