"""Adding and changing suppliers and customers."""

from typing import Any

import pytest

from tests.builders import a_customer, a_supplier, run
from wms_tui.domain.types import Role
from wms_tui.errors import Refused
from wms_tui.operations.add_partner import AddPartner, add_partner
from wms_tui.operations.change_partner import ChangePartner, change_partner
from wms_tui.queries.partners import the_partner

pytestmark = pytest.mark.usefixtures("warehouse")


def refusal(verb: Any, slip: object) -> str:
    """Return the code of the refusal that a slip meets."""
    with pytest.raises(Refused) as refused:
        run(verb, slip)
    return refused.value.code


def test_the_same_firm_may_supply_us_and_buy_from_us() -> None:
    a_supplier("ACME")
    a_customer("acme", address="1 High Street\nTown", min_days=30)

    assert the_partner("Acme", Role.SUPPLIER).min_days == 0
    assert the_partner("Acme", Role.CUSTOMER).address == "1 High Street\nTown"
    assert refusal(add_partner, AddPartner("ACME", Role.CUSTOMER)) == "partner-exists"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"min_days": -1}, "bad-days"),
        ({"transit_days": 40000}, "bad-days"),
        ({"min_percent": 101}, "bad-percent"),
        ({"lot_pattern": "["}, "bad-pattern"),
        ({"email": "a\u202eb"}, "bad-text"),
    ],
)
def test_a_partner_that_cannot_be_is_refused(fields: dict[str, Any], code: str) -> None:
    assert refusal(add_partner, AddPartner("X", Role.CUSTOMER, **fields)) == code


def test_a_partner_is_changed_where_it_is_named() -> None:
    a_customer("SHOP", name="Shop", min_days=30)
    a_customer("OTHER")

    run(change_partner, ChangePartner("shop", Role.CUSTOMER, code="STORE", name=""))

    found = the_partner("STORE", Role.CUSTOMER)
    assert (found.name, found.min_days) == ("", 30)
    assert refusal(change_partner, ChangePartner("STORE", Role.CUSTOMER, code="other")) == "partner-exists"
    assert refusal(change_partner, ChangePartner("SHOP", Role.CUSTOMER)) == "unknown-customer"
