"""Adding items and packs, and changing them."""

from datetime import timedelta
from typing import Any

import pytest

from tests.builders import a_bin, a_customer, an_item, an_order, in_days, run, some_stock
from wms_tui.domain.master_data import NewPack
from wms_tui.domain.quantity import Pack
from wms_tui.domain.types import Rotation, Status, Tracking
from wms_tui.errors import Refused
from wms_tui.operations.add_item import AddItem, add_item
from wms_tui.operations.add_pack import AddPack, add_pack
from wms_tui.operations.cancel_order import CancelOrder, cancel_order
from wms_tui.operations.change_item import ChangeItem, change_item
from wms_tui.queries.items import find_item, gtins, item_by_gtin, the_item
from wms_tui.queries.lots import the_lot

pytestmark = pytest.mark.usefixtures("warehouse")
EAN_13 = "4012345678901"


def refusal(verb: Any, slip: object, **who: Any) -> str:
    """Return the code of the refusal that a slip meets."""
    with pytest.raises(Refused) as refused:
        run(verb, slip, **who)
    return refused.value.code


def test_a_new_item_is_found_by_its_code_in_any_case_with_its_packs() -> None:
    run(add_item, AddItem("Milk", packs=(NewPack("CS", 12), NewPack("PL", 576)), shelf_life="18M"))

    item = the_item("MILK")
    assert (item.code, item.shelf_life, item.rotation) == ("Milk", "18m", Rotation.FEFO)
    assert item.packs == (Pack("EA", 1), Pack("CS", 12), Pack("PL", 576))


def test_a_gtin_finds_its_item_and_pack_in_13_and_in_14_digits() -> None:
    an_item(gtin=EAN_13)

    for scanned in (EAN_13, f"0{EAN_13}"):
        found = item_by_gtin(scanned)
        assert found is not None
        assert (found[0].code, found[1]) == ("MILK", Pack("EA", 1))


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"code": "milk"}, "item-exists"),
        ({"code": " X"}, "bad-code"),
        ({"gtin": EAN_13}, "gtin-taken"),
        ({"gtin": "4012345678902"}, "bad-gtin"),
        ({"packs": (NewPack("CS", 12), NewPack("cs", 6))}, "bad-pack"),
        ({"packs": (NewPack("EA", 12),)}, "bad-pack"),
        ({"unit": "1x"}, "bad-pack"),
        ({"shelf_life": "long"}, "bad-shelf-life"),
        ({"lot_template": "{nonsense}"}, "bad-template"),
        ({"lot_pattern": "(a+)+"}, "bad-pattern"),
        ({"lot_pattern": "[0-9]{6}", "lot_sample": "12345"}, "bad-pattern"),
        ({"minimum": 10, "maximum": 9}, "bad-minimum"),
        ({"minimum": -1}, "bad-minimum"),
        ({"removal_days": -1}, "bad-days"),
        ({"fixed_bin": "NOWHERE"}, "unknown-bin"),
        ({"fixed_bin": "SUPPLIER"}, "unknown-bin"),
        ({"receipt_status": Status.HOLD}, "bad-status"),
        ({"name": "a\x1b[2J"}, "bad-text"),
    ],
)
def test_an_item_that_cannot_be_is_refused_and_leaves_nothing(fields: dict[str, Any], code: str) -> None:
    an_item(gtin=EAN_13)

    assert refusal(add_item, AddItem(**{"code": "X", **fields})) == code

    assert find_item("X") is None


def test_the_same_key_adds_an_item_once() -> None:
    first = run(add_item, AddItem("MILK"), key="k")
    again = run(add_item, AddItem("MILK"), key="k")

    assert (again.entry, again.repeated) == (first.entry, True)
    assert refusal(add_item, AddItem("CREAM"), key="k") == "key-reused"


def test_a_fixed_bin_is_kept_as_the_bin_is_spelled() -> None:
    a_bin("A-01")

    assert the_item(an_item(fixed_bin="a-01")).fixed_bin == "A-01"


def test_a_pack_is_added_once_and_given_its_gtin_later() -> None:
    an_item()
    run(add_pack, AddPack("milk", "CS", 12))

    assert refusal(add_pack, AddPack("MILK", "CS", 12)) == "pack-exists"

    run(add_pack, AddPack("MILK", "CS", 12, EAN_13))
    assert gtins(the_item("MILK").id) == {"CS": f"0{EAN_13}"}


def test_a_pack_keeps_its_size_while_there_is_stock() -> None:
    a_bin()
    an_item(packs=(NewPack("CS", 12),))
    run(change_item, ChangeItem("MILK", packs=(NewPack("CS", 10),)))
    some_stock(quantity="2CS")

    assert refusal(change_item, ChangeItem("MILK", packs=(NewPack("CS", 12),))) == "pack-in-use"
    assert refusal(add_pack, AddPack("MILK", "EA", 2)) == "bad-pack"
    assert the_item("MILK").packs == (Pack("EA", 1), Pack("CS", 10))


def test_what_is_not_named_stays_and_an_empty_text_takes_away() -> None:
    an_item(name="Milk 1 L", shelf_life="18m", minimum=5, maximum=50, temperature="cold")

    run(change_item, ChangeItem("MILK", shelf_life="", clear=("maximum",)))

    item = the_item("MILK")
    assert (item.name, item.shelf_life, item.minimum, item.maximum) == ("Milk 1 L", None, 5, None)
    assert item.temperature == "cold"


def test_an_item_may_be_renamed_but_not_to_the_name_of_another() -> None:
    an_item("MILK")
    an_item("CREAM")

    assert refusal(change_item, ChangeItem("MILK", code="cream")) == "item-exists"
    run(change_item, ChangeItem("MILK", code="Milk"))
    run(change_item, ChangeItem("MILK", code="WHOLE-MILK"))

    assert find_item("MILK") is None
    assert the_item("whole-milk").code == "WHOLE-MILK"


def test_tracking_stays_while_there_are_lots() -> None:
    a_bin()
    an_item()
    run(change_item, ChangeItem("MILK", tracking=Tracking.SERIAL))
    run(change_item, ChangeItem("MILK", tracking=Tracking.LOT))
    some_stock()

    assert refusal(change_item, ChangeItem("MILK", tracking=Tracking.NONE)) == "tracking-in-use"


def test_the_unit_stays_while_stock_or_an_order_is_counted_in_it() -> None:
    a_bin()
    a_customer()
    an_item()
    an_order("O1", "MILK=1")

    assert refusal(change_item, ChangeItem("MILK", unit="g")) == "unit-in-use"
    run(cancel_order, CancelOrder("O1"))
    run(change_item, ChangeItem("MILK", unit="g"))
    assert the_item("MILK").packs == (Pack("g", 1),)
    some_stock()
    assert refusal(change_item, ChangeItem("MILK", unit="EA")) == "unit-in-use"


def test_lots_follow_the_removal_days_of_their_item() -> None:
    a_bin()
    an_item()
    expiry = in_days(100)
    some_stock(lot="L1", expires_on=expiry)
    some_stock(lot="L2")

    done = run(change_item, ChangeItem("MILK", removal_days=10, alert_days=30))

    item = the_item("MILK")
    lot = the_lot(item, "L1")
    assert (lot.removal_on, lot.alert_on) == (expiry - timedelta(days=10), expiry - timedelta(days=30))
    assert the_lot(item, "L2").removal_on is None
    assert done.lots == 1
