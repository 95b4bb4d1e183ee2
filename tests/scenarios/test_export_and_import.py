"""A house moves: everything is exported, imported into a new one, and exported again as it was."""

from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from tests.builders import in_days, run
from wms_tui import clock
from wms_tui.demo.history import tell
from wms_tui.domain.barcode.check_digits import make_sscc
from wms_tui.domain.master_data import NewPack
from wms_tui.domain.records import Kind
from wms_tui.domain.types import PlaceKind, Role, Status, Tracking
from wms_tui.exchange.reading import read_sheets
from wms_tui.exchange.writing import write_records
from wms_tui.operations.add_bins import AddBin, add_bin
from wms_tui.operations.add_item import AddItem, add_item
from wms_tui.operations.add_partner import AddPartner, add_partner
from wms_tui.operations.change_bin import ChangeBin, change_bin
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.load import LoadRecords, load_records
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.ship import Ship, ship
from wms_tui.queries.all_records import records
from wms_tui.queries.health import examine
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.orders import orders
from wms_tui.queries.places import the_bin
from wms_tui.queries.serials import serials_at
from wms_tui.queries.stock import StockFilter, plate_id, stock
from wms_tui.storage import connection

PALLET, CRATE = make_sscc("4012345", 0, 1), make_sscc("4012345", 0, 2)
THINGS = (Kind.ITEMS, Kind.PACKS, Kind.BINS, Kind.PARTNERS, Kind.LOTS)


def the_sample_house() -> None:
    """Tell the sample warehouse, and add to it what it has none of."""
    tell(clock.today(), 1)
    run(add_bin, AddBin("CART-1", kind=PlaceKind.CART, zone="C", temperature="chilled", check_digits="007"))
    run(add_bin, AddBin("SHELF", aisle="09", level="B"))
    run(change_bin, ChangeBin("SHELF", blocked=True, reason="bent"))
    run(change_bin, ChangeBin("DOCK", check_digits="41", zone="East"))
    pattern: dict[str, Any] = {"lot_pattern": "P[0-9]{4}", "lot_sample": "P0001"}
    run(add_partner, AddPartner("ACME", Role.SUPPLIER, address="1 Way\nTown", **pattern))
    run(
        add_item,
        AddItem(
            "phone", tracking=Tracking.SERIAL, packs=(NewPack("BX", 4),), temperature="dry", fixed_bin="shelf",
            receipt_status=Status.QUARANTINE, **pattern,
        ),
    )  # fmt: skip
    run(add_item, AddItem("CREAM"))
    serials = tuple(f"SN{number}" for number in range(8, 12))
    run(receive, Receive("PHONE", 4, "P0001", supplier="ACME", plate=PALLET, serials=serials))
    run(receive, Receive("PHONE", 1, "P0001", bin="HOLD", serials=("SN1",)))
    run(
        receive,
        Receive("CREAM", 5, "S1", plate=CRATE, best_before_on=in_days(9), supplier="NORDIC", supplier_lot="=S-1"),
    )
    run(receive, Receive("CREAM", 3, "S1", plate=PALLET))
    run(receive, Receive("CREAM", 2, "s1", accept=("accept-similar",)))
    # In the files this crate comes before the pallet that the house knew first.
    run(receive, Receive("4711", 12, "L-NEW", plate=CRATE))
    run(hold, Hold("W001", "", "wet"))
    _begin_two_orders()


def _begin_two_orders() -> None:
    """Pick one order, so that its goods wait at the stage, and ship what another one could get."""
    first, second, *_ = [one.order for one in orders(open_only=True) if one.state == "allocated"]
    run(pick_suggested, PickSuggested(first))
    run(pick_suggested, PickSuggested(second))
    run(ship, Ship(second))


def exported(folder: Path, ending: str) -> list[Path]:
    """Export everything into a new folder."""
    folder.mkdir()
    paths = [folder / f"{kind}.{ending}" for kind in Kind]
    for kind, path in zip(Kind, paths, strict=True):
        write_records(path, kind, records(kind))
    return paths


def all_at_once(paths: Sequence[Path]) -> None:
    _import(paths[0].parent)


def one_by_one(paths: Sequence[Path]) -> None:
    for path in paths:
        _import(path)


def _import(path: Path) -> None:
    reading = read_sheets([path])
    assert [error for sheet in reading.sheets for error in sheet.errors] == []
    run(load_records, LoadRecords(tuple(record for sheet in reading.sheets for record in sheet.records)))


@pytest.mark.parametrize(("ending", "brought_in"), [("csv", one_by_one), ("xlsx", all_at_once)])
def test_a_house_is_the_same_after_it_has_moved(
    warehouse: Path, empty_warehouse: Path, tmp_path: Path, ending: str, brought_in: Callable[[Sequence[Path]], None]
) -> None:
    the_sample_house()
    before = exported(tmp_path / "before", "csv")
    files = before if ending == "csv" else exported(tmp_path / "files", ending)
    connection.close_database()
    copyfile(empty_warehouse, tmp_path / "new.db")
    connection.open_database(tmp_path / "new.db", terminal="test", by="TEST")

    brought_in(files)

    after = exported(tmp_path / "after", "csv")
    for one, other in zip(before, after, strict=True):
        assert other.read_text("utf-8") == one.read_text("utf-8")
    assert examine().differences == ()
    _look_around()
    _all_is_known()


def _all_is_known() -> None:
    """See that things which are told again as they were exported say nothing new."""
    told = [record for kind in THINGS for record in records(kind)]
    assert run(load_records, LoadRecords(tuple(told))).unchanged == len(told)


def _look_around() -> None:
    """See that what the files say is what the new house does."""
    dock, phone, cream = the_bin("DOCK"), the_item("PHONE"), the_item("CREAM")
    assert (dock.kind, dock.check_digits, dock.zone, dock.pickable) == (PlaceKind.DOCK, "41", "East", False)
    assert (the_bin("CART-1").kind, the_bin("CART-1").check_digits) == (PlaceKind.CART, "007")
    assert the_bin("SHELF").blocked
    assert (phone.code, phone.fixed_bin, phone.receipt_status) == ("phone", "SHELF", Status.QUARANTINE)
    units = serials_at(the_lot(phone, "P0001").id, dock.id, plate_id(PALLET) or 0)
    assert [text for _, text in units] == ["SN8", "SN9", "SN10", "SN11"]
    assert the_lot(cream, "S1").best_before_on == in_days(9)
    assert {row.status for row in stock(StockFilter(item_id=the_item("W001").id))} == {Status.HOLD}
    assert stock(StockFilter(place_id=the_bin("STAGE").id))
