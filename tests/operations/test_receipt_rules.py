"""Receipt rules: what an item or a supplier says of new lots, and who may override it."""

import pytest

from tests.builders import a_customer, a_supplier, an_item, refusal, run
from wms_tui.domain.records import LotRecord, PartnerRecord
from wms_tui.domain.rights import Role as Right
from wms_tui.domain.types import Role, Status
from wms_tui.errors import BadInput
from wms_tui.operations.add_partner import AddPartner, add_partner
from wms_tui.operations.add_receipt import AddReceipt, NewReceiptLine, add_receipt
from wms_tui.operations.change_partner import ChangePartner, change_partner
from wms_tui.operations.load import LoadRecords, load_records
from wms_tui.operations.receive import Receive, receive
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.partners import the_partner
from wms_tui.storage.statements import add


@pytest.fixture(autouse=True)
def house(warehouse):
    an_item("MILK")
    an_item("MEAT", receipt_status=Status.QUARANTINE)
    a_supplier("DAIRY")
    a_supplier("NEW", receipt_status=Status.QUARANTINE)
    a_supplier("OLD", receipt_status=Status.RELEASED)


@pytest.mark.parametrize(
    ("item", "supplier", "status"),
    [
        ("MILK", "", "released"), ("MILK", "DAIRY", "released"), ("MILK", "NEW", "quarantine"),
        ("MEAT", "OLD", "quarantine"), ("MEAT", "", "quarantine"), ("MILK", "OLD", "released"),
    ],
)  # fmt: skip
def test_a_new_lot_has_the_stricter_status_of_both_rules(item, supplier, status):
    assert run(receive, Receive(item, 6, lot="L1", supplier=supplier)).status == status


def test_the_supplier_of_the_receipt_counts():
    run(add_receipt, AddReceipt("PO1", (NewReceiptLine("MILK", 6),), supplier="NEW"))

    assert run(receive, Receive("MILK", 6, lot="L1", receipt="PO1")).status is Status.QUARANTINE


def test_a_rule_is_overridden_by_whoever_may_release_and_by_nobody_else():
    for badge, role in (("CARL", Right.CLERK), ("QUINN", Right.QUALITY)):
        add(
            "INSERT INTO person (badge, folded, name, roles, active, failures) VALUES (?, ?, '', ?, 1, 0)",
            badge, badge.lower(), role,
        )  # fmt: skip
    slip = Receive("MEAT", 6, lot="L1", status=Status.RELEASED)

    assert refusal(receive, slip, by="CARL") == "not-allowed"
    assert run(receive, Receive("MILK", 6, lot="L1", status=Status.HOLD), by="CARL").status is Status.HOLD
    assert run(receive, slip, by="QUINN").status is Status.RELEASED


def test_a_rule_of_two_people_is_not_overridden_by_one():
    an_item("DRUG", receipt_status=Status.QUARANTINE, release_people=2)

    assert refusal(receive, Receive("DRUG", 6, lot="L1", status=Status.RELEASED)) == "two-people"


def test_a_rule_is_for_suppliers_and_says_quarantine_or_released():
    with pytest.raises(BadInput, match="SHOP is a customer"):
        a_customer("SHOP", receipt_status=Status.QUARANTINE)
    with pytest.raises(BadInput, match="Nothing is received as hold"):
        run(add_partner, AddPartner("ODD", Role.SUPPLIER, receipt_status=Status.HOLD))

    run(change_partner, ChangePartner("NEW", Role.SUPPLIER, receipt_status=Status.RELEASED))

    assert the_partner("NEW", Role.SUPPLIER).receipt_status is Status.RELEASED


def test_a_lot_that_is_imported_follows_the_rule_of_its_supplier():
    partner = PartnerRecord("FRESH", Role.SUPPLIER, receipt_status=Status.QUARANTINE)

    run(load_records, LoadRecords((partner, LotRecord("MILK", "L9", supplier="FRESH"))))

    assert the_lot(the_item("MILK"), "L9").status is Status.QUARANTINE
