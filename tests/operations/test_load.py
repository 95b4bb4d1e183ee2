"""Loading records of other systems: all or nothing, every error told."""

from typing import Any

import pytest

from tests.builders import a_bin, a_customer, an_item, an_order, in_days, run, some_stock
from wms_tui import clock
from wms_tui.domain.barcode.check_digits import make_sscc
from wms_tui.domain.records import (
    BinRecord,
    ItemRecord,
    LotRecord,
    OrderLineRecord,
    PackRecord,
    PartnerRecord,
    ReceiptLineRecord,
    Record,
    Source,
    StockRecord,
)
from wms_tui.domain.types import Mixing, PlaceKind, Role, Status, Tracking
from wms_tui.errors import Refused
from wms_tui.operations.load import MOST_CAUTIONS, LoadRecords, check_records, load_records
from wms_tui.operations.receive import Receive, receive
from wms_tui.queries.as_records import bin_record
from wms_tui.queries.items import find_item, the_item
from wms_tui.queries.lots import find_lot, the_lot
from wms_tui.queries.orders import order_lines, the_order
from wms_tui.queries.partners import the_partner
from wms_tui.queries.places import the_bin
from wms_tui.queries.receipts import receipt_lines, the_receipt
from wms_tui.queries.serials import serials_at
from wms_tui.queries.stock import StockFilter, stock
from wms_tui.storage.statements import change, rows, value

pytestmark = pytest.mark.usefixtures("warehouse")

PALLET = make_sscc("4012345", 0, 1)
MILK = ItemRecord("MILK")
A_01 = BinRecord("A-01")
SHOP = PartnerRecord("SHOP", Role.CUSTOMER)
WHOLE: tuple[Record, ...] = (
    OrderLineRecord(order="O1", customer="shop", item="milk", quantity_text="30", lot="L1", ship_on=in_days(2)),
    OrderLineRecord(order="o1", customer="SHOP", item="BAG", quantity_text="2"),
    ReceiptLineRecord(receipt="PO1", supplier="DAIRY", item="MILK", lot="L9", quantity_text="1CS", due_on=in_days(5)),
    ReceiptLineRecord(receipt="PO1", item="BAG", quantity_text="50"),
    StockRecord(item="MILK", lot="L1", bin="a-01", quantity_text="2CS+4EA", received_on=in_days(-9)),
    StockRecord(item="MILK", lot="L2", bin="A-01", quantity_text="5", expires_on=in_days(20)),
    StockRecord(item="MILK", lot="L2", bin="DOCK", quantity_text="6", received_on=in_days(-3)),
    StockRecord(item="BAG", bin="A-01", quantity_text="100"),
    LotRecord("MILK", "L1", "S-1", in_days(-20), in_days(-10), in_days(60), Status.HOLD),
    PartnerRecord("DAIRY", Role.SUPPLIER, "Dairy & Sons"),
    SHOP,
    BinRecord("A-01", zone="A", capacity=10, mixing=Mixing.SAME_LOT),
    PackRecord("MILK", "CS", 12, "4012345678901"),
    PackRecord("MILK", "EA", 1, "4012345678918"),
    ItemRecord("MILK", "Milk 1 L", removal_days=5),
    ItemRecord("BAG", tracking=Tracking.NONE),
)


def load(*records: Record, **who: Any) -> Any:
    return run(load_records, LoadRecords(records), **who)


def errors(*records: Record) -> list[tuple[str, str]]:
    """Return column and reason of everything that is wrong with records; a trial must say the same."""
    with pytest.raises(Refused) as refused:
        load(*records)
    assert refused.value.code == "import-errors"
    found = refused.value.details["errors"]
    assert check_records(LoadRecords(records), on=clock.today()) == found
    return [(one.column, one.reason) for one in found]


def columns(*records: Record) -> list[str]:
    return [column for column, _ in errors(*records)]


def test_a_whole_warehouse_comes_in_one_entry_whatever_the_order_of_the_files() -> None:
    done = load(*WHOLE)

    assert (done.records, done.unchanged) == (len(WHOLE), 0)
    assert rows("SELECT DISTINCT kind FROM entry") == [("import",)]
    assert [(row.item, row.lot, row.bin, row.quantity) for row in stock(StockFilter())] == [
        ("BAG", "", "A-01", 100),
        ("MILK", "L1", "A-01", 28),
        ("MILK", "L2", "A-01", 5),
        ("MILK", "L2", "DOCK", 6),
    ]
    assert (the_partner("dairy", Role.SUPPLIER).name, the_bin("A-01").capacity) == ("Dairy & Sons", 10)


def test_opening_stock_was_found() -> None:
    load(*WHOLE)

    assert rows("SELECT DISTINCT place.kind FROM move JOIN place ON place.id = move.source_id") == [(PlaceKind.FOUND,)]


def test_lots_keep_their_status_and_dates() -> None:
    load(*WHOLE)

    milk = the_item("MILK")
    first, second = the_lot(milk, "L1"), the_lot(milk, "L2")
    assert (first.status, first.supplier_lot, first.made_on) == (Status.HOLD, "S-1", in_days(-20))
    assert (first.received_on, first.expires_on, first.removal_on) == (in_days(-10), in_days(60), in_days(55))
    assert (second.status, second.received_on, second.expires_on) == (Status.RELEASED, in_days(-3), in_days(20))
    assert value("SELECT count(*) FROM statuschange WHERE before IS NULL") == 3


def test_stock_without_a_day_of_receipt_came_today() -> None:
    load(MILK, A_01, LotRecord("MILK", "L1"), StockRecord(item="MILK", lot="L1", bin="A-01", quantity_text="1"))

    assert the_lot(the_item("MILK"), "L1").received_on == in_days(0)


def test_orders_and_receipts_come_with_all_their_lines() -> None:
    load(*WHOLE)

    order, receipt = the_order("O1"), the_receipt("PO1")
    assert (order.ship_on, [(line.line, line.item, line.wanted, line.lot) for line in order_lines(order.id)]) == (
        in_days(2),
        [(1, "MILK", 30, "L1"), (2, "BAG", 2, None)],
    )
    assert (receipt.due_on, [(line.item, line.lot, line.quantity) for line in receipt_lines(receipt.id)]) == (
        in_days(5),
        [("MILK", "L9", 12), ("BAG", "", 50)],
    )


def test_the_same_key_loads_once() -> None:
    first = load(*WHOLE, key="k")
    again = load(*WHOLE, key="k")

    assert (again.entry, again.repeated) == (first.entry, True)
    assert sum(row.quantity for row in stock(StockFilter())) == 139


def test_a_file_that_is_loaded_twice_doubles_nothing() -> None:
    load(*WHOLE)

    assert sorted(columns(*WHOLE)) == ["order", "quantity", "quantity", "quantity", "quantity", "receipt"]


def test_master_data_may_be_sent_again_as_it_is_known() -> None:
    load(*WHOLE)
    masters = [one for one in WHOLE if not isinstance(one, StockRecord | OrderLineRecord | ReceiptLineRecord)]

    done = load(*masters, bin_record(the_bin("DOCK")), ItemRecord("milk"))

    assert done.unchanged == len(masters) + 2


@pytest.mark.parametrize(
    ("record", "column"),
    [
        (ItemRecord("MILK", "Cream"), "name"),
        (ItemRecord("milk", tracking=Tracking.NONE), "tracking"),
        (PackRecord("MILK", "cs", 10), "quantity"),
        (PackRecord("MILK", "CS", 12, "4012345678918"), "gtin"),
        (BinRecord("A-01", zone="B"), "zone"),
        (BinRecord("customer"), "bin"),
        (PartnerRecord("DAIRY", Role.SUPPLIER, "Other"), "name"),
        (LotRecord("MILK", "L1", expires_on=in_days(61)), "expires_on"),
    ],
)
def test_what_is_known_must_not_be_told_otherwise(record: Record, column: str) -> None:
    load(*WHOLE)

    assert columns(record) == [column]


def test_with_any_error_nothing_is_imported_and_each_is_told_with_its_row() -> None:
    records: list[Record] = [
        MILK,
        A_01,
        StockRecord(item="MILK", lot="L1", bin="A-01", quantity_text="5", source=Source("stock.csv", "", 2)),
        StockRecord(item="NO", lot="L1", bin="NOWHERE", quantity_text="5", source=Source("stock.csv", "", 3)),
        StockRecord(item="MILK", lot="", bin="A-01", quantity_text="5PL", source=Source("stock.csv", "", 4)),
    ]
    with pytest.raises(Refused) as refused:
        load(*records)

    found = refused.value.details["errors"]
    assert [(one.record.source.row, one.column, one.value) for one in found] == [
        (3, "item", "NO"),
        (3, "bin", "NOWHERE"),
        (4, "quantity", "5PL"),
        (4, "lot", ""),
    ]
    assert find_item("MILK") is None
    assert value("SELECT count(*) FROM entry") == 0


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ({"bin": "SUPPLIER"}, "bin"),
        ({"lot": ""}, "lot"),
        ({"item": "BAG"}, "lot"),
        ({"item": "BAG", "lot": "", "expires_on": in_days(1)}, "expires_on"),
        ({"item": "PHONE"}, "item"),
        ({"item": "PHONE", "serial": "S1"}, "quantity"),
        ({"item": "PHONE", "serial": "S 1", "quantity_text": "1"}, "serial"),
        ({"item": "PHONE", "serial": "S1", "quantity_text": "1", "lot": ""}, "lot"),
        ({"serial": "S1", "quantity_text": "1"}, "serial"),
        ({"plate": "123"}, "plate"),
        ({"plate": PALLET}, "plate"),
        ({"status": Status.HOLD}, "status"),
        ({"expires_on": in_days(1)}, "expires_on"),
        ({"quantity_text": "0"}, "quantity"),
        ({"quantity_text": "1.5"}, "quantity"),
    ],
)
def test_stock_that_cannot_be_is_refused(fields: dict[str, Any], column: str) -> None:
    an_item("MILK")
    an_item("BAG", tracking=Tracking.NONE)
    an_item("PHONE", tracking=Tracking.SERIAL)
    a_bin("A-01")
    a_bin("A-02")
    some_stock("MILK", "L1", "A-02", expires_on=in_days(30))
    run(receive, Receive("MILK", 1, "L0", plate=PALLET))

    assert columns(StockRecord(**{"item": "MILK", "lot": "L1", "bin": "A-01", "quantity_text": "5", **fields})) == [
        column
    ]


def test_a_bin_that_is_being_counted_takes_no_stock() -> None:
    an_item()
    a_bin()
    change("UPDATE place SET counting = 1 WHERE code = 'A-01'")

    assert columns(StockRecord(item="MILK", lot="L1", bin="A-01", quantity_text="5")) == ["bin"]


def test_rows_of_a_new_lot_must_agree_on_its_expiry() -> None:
    row: dict[str, Any] = {"item": "MILK", "lot": "L1", "quantity_text": "5"}

    found = columns(
        MILK, A_01,
        StockRecord(bin="A-01", **row),
        StockRecord(bin="A-01", expires_on=in_days(5), **row),
        StockRecord(bin="DOCK", expires_on=in_days(6), **row),
    )  # fmt: skip

    assert found == ["expires_on"]


def test_two_rows_of_one_lot_in_one_bin_are_added_up() -> None:
    row = StockRecord(item="MILK", lot="L1", bin="A-01", quantity_text="5")

    load(MILK, A_01, row, row)

    assert [one.quantity for one in stock(StockFilter())] == [10]


@pytest.mark.parametrize(
    ("fields", "column"),
    [
        ({"order": "o0"}, "order"),
        ({"customer": "NOBODY"}, "customer"),
        ({"item": "NO"}, "item"),
        ({"lot": "L9"}, "lot"),
        ({"quantity_text": "2PL"}, "quantity"),
    ],
)
def test_an_order_that_cannot_be_is_refused_by_the_cell(fields: dict[str, Any], column: str) -> None:
    an_item()
    a_customer()
    an_order("O0", "MILK=1")
    good: dict[str, Any] = {"order": "O1", "customer": "SHOP", "item": "MILK", "quantity_text": "5"}

    assert columns(OrderLineRecord(**good), OrderLineRecord(**{**good, "order": "O2", **fields})) == [column]


def test_lines_of_an_order_must_agree_on_customer_day_and_number() -> None:
    line: dict[str, Any] = {"order": "O1", "item": "MILK", "quantity_text": "5", "line": 1}

    found = columns(
        MILK, SHOP, PartnerRecord("STORE", Role.CUSTOMER),
        OrderLineRecord(customer="SHOP", ship_on=in_days(1), **line),
        OrderLineRecord(customer="STORE", ship_on=in_days(2), **line),
    )  # fmt: skip

    assert sorted(found) == ["customer", "line", "ship_on"]


def test_what_refers_to_a_wrong_item_or_bin_is_not_wrong_as_well() -> None:
    found = columns(
        ItemRecord("MILK", gtin="4012345678901"),
        ItemRecord("CREAM", minimum=2, maximum=1),
        ItemRecord("CHEESE", gtin="4012345678901"),
        BinRecord("A-01", capacity=0),
        StockRecord(item="CREAM", lot="L1", bin="A-01", quantity_text="5"),
    )

    assert found == ["max", "gtin", "capacity"]


def test_a_trial_changes_nothing() -> None:
    assert check_records(LoadRecords(WHOLE), on=clock.today()) == ()

    assert find_item("MILK") is None
    load(*WHOLE)
    assert find_lot(the_item("MILK").id, "L1") is not None


def test_bins_without_a_walk_number_stand_behind_all_others() -> None:
    load(BinRecord("C"), BinRecord("B", walk=500), BinRecord("A"))

    assert the_bin("B").walk < the_bin("C").walk < the_bin("A").walk


def test_a_file_without_rows_brings_nothing_and_is_no_error() -> None:
    assert (load().records, value("SELECT count(*) FROM move")) == (0, 0)


def test_check_digits_of_the_file_stay_and_others_are_drawn() -> None:
    load(BinRecord("A", check_digits="7"), BinRecord("B"))

    assert the_bin("A").check_digits == "7"
    assert len(the_bin("B").check_digits) == 2


def test_the_dock_takes_over_what_a_file_says_until_the_house_has_said_something_of_it() -> None:
    load(BinRecord("dock", zone="E", check_digits="41"))

    assert (the_bin("DOCK").zone, the_bin("DOCK").kind, the_bin("DOCK").code) == ("E", PlaceKind.DOCK, "DOCK")
    assert load(BinRecord("DOCK", zone="E")).unchanged == 1
    assert columns(BinRecord("DOCK", zone="W")) == ["zone"]
    assert columns(BinRecord("STAGE", kind=PlaceKind.CART)) == ["kind"]


def test_an_item_may_name_its_bin_before_there_is_one() -> None:
    done = load(ItemRecord("MILK", fixed_bin="a-01"), ItemRecord("CREAM", fixed_bin="B-01"), A_01)

    assert the_item("MILK").fixed_bin == "A-01"
    assert done.cautions == ("there is no bin B-01 for CREAM yet.",)
    assert columns(ItemRecord("BUTTER", fixed_bin="customer")) == ["fixed_bin"]


def test_serials_come_a_row_each_and_only_once() -> None:
    phone = ItemRecord("PHONE", tracking=Tracking.SERIAL)
    unit: dict[str, Any] = {"item": "PHONE", "lot": "L1", "bin": "A-01", "quantity_text": "1"}

    load(phone, A_01, StockRecord(serial="S1", **unit), StockRecord(serial="S2", plate=PALLET, **unit))

    lot = the_lot(the_item("PHONE"), "L1").id
    assert [text for _, text in serials_at(lot, the_bin("A-01").id, 0)] == ["S1"]
    assert rows("SELECT serials, quantity FROM move ORDER BY id") == [("S1", 1), ("S2", 1)]
    assert columns(StockRecord(serial="S2", **{**unit, "lot": "L2"})) == ["serial"]
    new = StockRecord(serial="S3", **{**unit, "lot": "L3"})
    assert columns(new, new) == ["serial"]


def test_a_plate_stands_in_one_bin_only() -> None:
    row: dict[str, Any] = {"item": "MILK", "quantity_text": "5", "plate": PALLET}

    found = columns(MILK, A_01, StockRecord(lot="L1", bin="A-01", **row), StockRecord(lot="L2", bin="DOCK", **row))

    assert found == ["plate"]


def test_goods_without_a_lot_keep_their_status() -> None:
    load(*WHOLE[-1:], A_01, StockRecord(item="BAG", bin="A-01", quantity_text="5", status=Status.HOLD))

    assert [row.status for row in stock(StockFilter())] == [Status.HOLD]


def test_a_lot_that_looks_like_another_is_loaded_and_told() -> None:
    source = Source("lots.csv", "", 3)

    done = load(MILK, LotRecord("MILK", "L10"), LotRecord("MILK", "LIO", source=source), key="k")

    assert done.cautions == ("lots.csv row 3: lot LIO of MILK looks like L10.",)
    assert load(MILK, LotRecord("MILK", "L10"), LotRecord("MILK", "LIO", source=source), key="k").repeated


def test_of_many_odd_rows_only_the_first_are_told() -> None:
    done = load(*(ItemRecord(f"I{number}", fixed_bin="X") for number in range(MOST_CAUTIONS + 7)))

    assert (len(done.cautions), done.cautions[-1]) == (MOST_CAUTIONS + 1, "And 7 more like these.")


def test_a_lot_comes_with_its_supplier() -> None:
    dairy = PartnerRecord("DAIRY", Role.SUPPLIER)
    load(MILK, dairy, LotRecord("MILK", "L1", supplier="dairy"))

    assert load(LotRecord("MILK", "L1", supplier="Dairy")).unchanged == 1
    assert columns(LotRecord("MILK", "L2", supplier="NOBODY")) == ["supplier"]
    assert columns(LotRecord("MILK", "L1", best_before_on=in_days(3))) == ["best_before_on"]
