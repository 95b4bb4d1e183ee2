"""Receipts at the desk: what is late stands first, and what will not come is closed there."""

from pathlib import Path

import pytest

from screens.app import WmsApp
from screens.house_desks import house_desks
from screens.sitting import Sitting
from tests.builders import a_dairy, a_supplier, in_days, run
from tests.screens.house_pilot import SIZES, opened, typed
from wms_tui import clock
from wms_tui.operations.add_receipt import AddReceipt, NewReceiptLine, add_receipt
from wms_tui.operations.receive import Receive, receive
from wms_tui.queries.receipt_pages import receipt_page
from wms_tui.queries.receipts import the_receipt
from wms_tui.tasks.session import Session


@pytest.fixture(autouse=True)
def announced(warehouse: Path) -> None:
    a_dairy()
    a_supplier("DAIRY", name="Hill 100% Dairy")
    for code, days in (("PO1", 3), ("PO2", -1), ("PO3", None), ("PO4", 1)):
        due = None if days is None else in_days(days)
        run(add_receipt, AddReceipt(code, (NewReceiptLine("MILK", 10),), "DAIRY" if code != "PO3" else "", due))
    run(receive, Receive("MILK", 4, lot="M1", receipt="PO2"))


def an_app() -> WmsApp:
    session = Session("ANNA", "T1")
    return WmsApp(session, house_desks(Sitting(lambda: session.who, clock.now, Path("/nowhere"))))


def listed(**how: object) -> list[str]:
    return [one.receipt for _, one in receipt_page("state", **how)]  # type: ignore[arg-type]


def test_what_is_open_stands_first_by_the_day_it_is_due() -> None:
    assert listed() == ["PO2", "PO4", "PO1", "PO3"]
    assert listed(backwards=True) == ["PO3", "PO1", "PO4", "PO2"]


@pytest.mark.parametrize(
    ("search", "found"), [("po1", ["PO1"]), ("100%", ["PO2", "PO4", "PO1"]), ("dai", ["PO2", "PO4", "PO1"]), ("x", [])]
)
def test_receipts_are_found_by_code_and_supplier(search: str, found: list[str]) -> None:
    assert listed(search=search) == found


def test_pages_go_on_where_they_ended() -> None:
    (key, first), *_ = receipt_page("state", limit=1)

    assert first.receipt == "PO2"
    assert [one.receipt for _, one in receipt_page("state", beside=key, limit=2)] == ["PO4", "PO1"]


@pytest.mark.parametrize(("columns", "rows"), SIZES)
async def test_a_late_receipt_is_opened_and_closed(columns: int, rows: int) -> None:
    async with an_app().run_test(size=(columns, rows)) as pilot:
        listed = await opened(pilot, "receipts")
        one = await typed(pilot, "\r")
        await typed(pilot, "", "f6")
        closed = await typed(pilot, "no more\r")

    assert "PO2" in listed
    assert "LATE" in listed
    assert "40 % CAME" in one
    assert "is closed" in closed
    assert the_receipt("PO2").closed
    assert listed.index("PO2") < listed.index("PO4")
