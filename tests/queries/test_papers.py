"""What is printed says what is so: what came, what is not covered, what may not leave."""

import pytest

from tests.builders import a_customer, a_supplier, an_item, an_order, bins, in_days, run, some_stock
from wms_tui import clock
from wms_tui.domain.master_data import NewPack
from wms_tui.operations.add_receipt import AddReceipt, NewReceiptLine, add_receipt
from wms_tui.operations.allocate import Allocate, Unallocate, allocate, unallocate
from wms_tui.operations.count_print import count_pick_list
from wms_tui.operations.receive import Receive, receive
from wms_tui.queries import papers
from wms_tui.queries.expiry import ExpiryFilter

pytestmark = pytest.mark.usefixtures("warehouse")


def test_a_receiving_slip_tells_what_was_announced_from_what_came() -> None:
    an_item("MILK", packs=(NewPack("CS", 6),))
    a_supplier("DAIRY")
    run(add_receipt, AddReceipt("R1", (NewReceiptLine("MILK", 186),), supplier="DAIRY"))

    (before,) = papers.receiving_slip("R1", by="ANNA", at=clock.now()).lines
    run(receive, Receive("MILK", 60, "L1", receipt="R1"))
    (after,) = papers.receiving_slip("R1", by="ANNA", at=clock.now()).lines

    assert (before.announced, before.announced_packs, before.came, before.open) == (186, "31 CS", 0, 186)
    assert (after.announced, after.came, after.open) == (186, 60, 126)


def test_a_pick_list_names_what_it_does_not_cover_in_packs() -> None:
    bins("A-1")
    an_item("MILK", name="OAT MILK", packs=(NewPack("CS", 6),))
    an_item("RYE", name="RYE CRISPS", packs=(NewPack("CS", 12),))
    a_customer("SHOP")
    some_stock("MILK", "L1", "A-1", expires_on=in_days(90))
    an_order("SO1", "MILK=6", "RYE=84")
    run(allocate, Allocate(("SO1",), partial=True))

    document = papers.pick_list("SO1", by="ANNA", at=clock.now())

    assert document.short == ("Line 2: 7 CS of 7 CS RYE RYE CRISPS are not covered.",)


def test_the_expiry_report_tells_what_expires_within_some_days_or_has() -> None:
    bins("A-1")
    an_item("MILK", packs=(NewPack("CS", 12),))
    some_stock("MILK", "OLD", "A-1", expires_on=in_days(-2))
    some_stock("MILK", "SOON", "A-1", expires_on=in_days(5))
    some_stock("MILK", "LATER", "A-1", expires_on=in_days(50))

    document = papers.expiry_report(by="ANNA", at=clock.now(), which=ExpiryFilter(days=30))

    assert [[one.lot for one in group.rows] for group in document.groups] == [["OLD"], ["SOON"]]
    assert document.groups[0].title == "Expired"
    assert str(document.total) == "2 lots, 72 EA"
    assert document.packs == {"MILK": {36: "3 CS"}}
    assert document.title == "Expired, or expires within 30 days, by week"


def test_a_new_allocation_is_a_new_list_and_no_copy() -> None:
    bins("A-1")
    an_item("MILK")
    a_customer("SHOP")
    some_stock("MILK", "L1", "A-1", expires_on=in_days(90))
    an_order("SO1", "MILK=6")
    run(allocate, Allocate(("SO1",)))

    def copy() -> int:
        return papers.pick_list("SO1", by="ANNA", at=clock.now()).copy_number

    count_pick_list("SO1")
    assert copy() == 2
    run(allocate, Allocate(("SO1",)))
    assert copy() == 2, "nothing else is kept than before"
    run(unallocate, Unallocate("SO1"))
    run(allocate, Allocate(("SO1",)))
    assert copy() == 1
