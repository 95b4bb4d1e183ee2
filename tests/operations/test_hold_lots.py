"""Many lots on hold at once: a supplier's, an item's, those of some days; and what their release gives back."""

from datetime import date
from typing import Any

import pytest

from tests.builders import a_dairy, a_supplier, an_item, in_days, kept, order, refusal, run, some_stock
from wms_tui.domain.holds import LotScope
from wms_tui.domain.types import Status
from wms_tui.errors import BadInput
from wms_tui.operations.hold import Hold, Release, hold, release
from wms_tui.operations.hold_lots import HoldLots, ReleaseCase, hold_lots, release_case
from wms_tui.operations.hold_things import HoldBin, hold_bin
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.reshape_lots import RelabelLot, relabel_lot
from wms_tui.operations.ship import Ship, ship
from wms_tui.operations.undo import Undo, undo
from wms_tui.queries.holds import case_of_scope, holds_open, lots_to_hold
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.storage.statements import change, rows

pytestmark = pytest.mark.usefixtures("warehouse")

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


@pytest.fixture(autouse=True)
def setting(warehouse: object) -> None:
    a_dairy()
    a_supplier("FARM")
    a_supplier("OTHER")


def came(lot: str, supplier: str = "FARM", quantity: int = 6, **fields: Any) -> str:
    fields.setdefault("expires_on", in_days(40))
    run(receive, Receive("MILK", quantity, lot=lot, supplier=supplier, bin="A-03", **fields))
    return lot


def status(lot: str, item: str = "MILK") -> Status:
    return the_lot(the_item(item), lot).status


def meant(**fields: Any) -> list[str]:
    return [one.lot for one in lots_to_hold(LotScope(**fields))]


def test_all_lots_of_a_supplier_go_on_hold_in_one_entry() -> None:
    came("F1")
    came("F2", status=Status.QUARANTINE)
    came("X1", "OTHER")
    order("O1", "MILK=2@F1")

    done = run(hold_lots, HoldLots(LotScope(supplier="farm"), "their letter"))

    assert [(one.item, one.lot, one.quantity) for one in done.lots] == [("MILK", "F1", 6), ("MILK", "F2", 6)]
    assert (done.what, done.quantity, done.reservations_dropped) == ("supplier FARM", 12, 1)
    assert kept("O1") == {}
    assert rows("SELECT entry_id FROM statuschange WHERE after = 'hold'") == [(done.entry,)] * 2
    assert [status(one) for one in ("F1", "F2", "X1")] == [Status.HOLD, Status.HOLD, Status.RELEASED]


def test_a_lot_of_which_a_part_came_from_the_supplier_is_theirs_too() -> None:
    came("X1", "OTHER")
    came("X1", "FARM")

    assert meant(supplier="FARM") == ["X1"]
    assert meant(supplier="OTHER") == ["X1"]


@pytest.mark.parametrize("what", ["received", "made", "expires"])
@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (FIRST, LAST, ["B", "C"]),
        (FIRST, None, ["B", "C", "D"]),
        (None, LAST, ["A", "B", "C"]),
        (LAST, LAST, ["C"]),
    ],
)
def test_the_first_and_the_last_day_of_a_range_count(
    what: str, first: date | None, last: date | None, found: list[str]
) -> None:
    days = {"A": date(2026, 2, 28), "B": FIRST, "C": LAST, "D": date(2026, 4, 1)}
    an_item("CHEESE")
    for lot, day in days.items():
        some_stock("CHEESE", lot, "A-03", 1)
        change(f"UPDATE lot SET {what}_on = ? WHERE number = ?", day.isoformat(), lot)

    assert meant(**{"item": "CHEESE", f"{what}_from": first, f"{what}_to": last}) == found


def test_a_scope_narrows_by_all_that_it_names() -> None:
    an_item("CHEESE")
    came("F1")
    run(receive, Receive("CHEESE", 1, lot="F1", supplier="FARM"))

    assert len(meant(supplier="FARM")) == 2
    assert len(meant(supplier="FARM", item="cheese")) == 1
    assert meant(supplier="FARM", received_to=in_days(-1)) == []


def test_a_scope_that_names_nothing_or_whose_days_are_swapped_is_refused() -> None:
    for scope, code in [
        (LotScope(), "nothing-named"),
        (LotScope(made_from=LAST, made_to=FIRST), "bad-range"),
        (LotScope(supplier="NOBODY"), "unknown-supplier"),
        (LotScope(supplier="FARM"), "no-lots"),
    ]:
        assert refusal(hold_lots, HoldLots(scope, "why")) == code
    with pytest.raises(BadInput):
        LotScope(expires_from=LAST, expires_to=FIRST).refuse_nonsense()


def test_what_is_picked_of_the_lots_is_named_and_does_not_ship() -> None:
    came("F1")
    order("O1", "MILK=2@F1")
    run(pick_suggested, PickSuggested("O1"))

    staged = run(hold_lots, HoldLots(LotScope(supplier="FARM"), "letter")).staged

    assert [(one.order, one.line, one.lot, one.quantity) for one in staged] == [("O1", 1, "F1", 2)]
    assert refusal(ship, Ship("O1")) == "lot-on-hold"


def test_the_release_gives_back_what_it_held_and_each_as_it_was() -> None:
    came("F1")
    came("F2", status=Status.QUARANTINE)
    came("F3")
    came("F4")
    run(hold, Hold("MILK", "F4", "leaks"))
    case = run(hold_lots, HoldLots(LotScope(supplier="FARM"), "letter")).entry
    run(release, Release("MILK", "F3", "tested"))
    run(hold, Hold("MILK", "F3", "smells"))

    done = run(release_case, ReleaseCase(case, "all clear"))

    assert [one.lot for one in done.lots] == ["F1", "F2"]
    found = [status(one) for one in ("F1", "F2", "F3", "F4")]
    assert found == [Status.RELEASED, Status.QUARANTINE, Status.HOLD, Status.HOLD]
    assert refusal(release_case, ReleaseCase(case, "again")) == "not-on-hold"
    assert refusal(release_case, ReleaseCase(1, "again")) == "unknown-hold"
    held = run(hold_bin, HoldBin("A-01", "glass")).entry
    assert refusal(release_case, ReleaseCase(held, "again")) == "other-hold"


def test_an_expired_lot_and_one_that_two_people_release_stay_on_hold() -> None:
    came("F1", expires_on=in_days(1))
    came("F2", expires_on=in_days(0))
    came("F3")
    an_item("DRUG")
    run(receive, Receive("DRUG", 1, lot="D1", supplier="FARM"))
    change("UPDATE item SET release_people = 2 WHERE code = 'DRUG'")
    change("UPDATE lot SET expires_on = ? WHERE number = 'F3'", in_days(-1).isoformat())
    case = run(hold_lots, HoldLots(LotScope(supplier="FARM"), "letter")).entry

    done = run(release_case, ReleaseCase(case, "all clear"))

    assert [one.lot for one in done.lots] == ["F1", "F2"]
    assert [(one.lot, one.why) for one in done.left] == [
        ("D1", "two people release it"),
        ("F3", f"expired {in_days(-1)}"),
    ]
    assert [one.what for one in holds_open()] == ["DRUG D1", "MILK F3"]


def test_the_open_hold_counts_the_lots_that_are_held_by_it_still() -> None:
    came("F1")
    came("F2")
    case = run(hold_lots, HoldLots(LotScope(supplier="FARM"), "letter"), by="QA").entry
    run(release, Release("MILK", "F1", "tested"))

    assert [(one.entry, one.what, one.by, one.lots, one.quantity) for one in holds_open()] == [
        (case, "supplier FARM", "QA", 1, 6)
    ]
    run(release, Release("MILK", "F2", "tested"))
    assert holds_open() == []


def test_undo_takes_back_the_hold_of_all_and_the_release_of_all() -> None:
    came("F1")
    came("F2")
    scope = LotScope(supplier="FARM")
    case = run(hold_lots, HoldLots(scope, "letter")).entry
    over = run(release_case, ReleaseCase(case_of_scope(scope).entry, "clear")).entry

    run(undo, Undo(over, "too soon"))

    assert [(one.entry, one.lots) for one in holds_open()] == [(case, 2)]
    assert status("F1") is Status.HOLD
    run(release_case, ReleaseCase(case, "clear now"))
    assert status("F1") is Status.RELEASED


def test_the_same_key_gives_the_same_answer_and_holds_once() -> None:
    came("F1")
    slip = HoldLots(LotScope(supplier="FARM"), "letter")
    first = run(hold_lots, slip, key="k1")

    again = run(hold_lots, slip, key="k1")

    assert again.repeated
    assert again.lots == first.lots


def test_a_release_leaves_a_lot_on_hold_that_held_goods_were_put_into_since() -> None:
    came("F1")
    came("X1", "OTHER")
    case = run(hold_lots, HoldLots(LotScope(supplier="FARM"), "their letter")).entry
    run(hold, Hold("MILK", "X1", "leaks"))
    run(relabel_lot, RelabelLot("MILK", "X1", "F1", 2, accept=("accept-similar",)))

    done = run(release_case, ReleaseCase(case, "all clear"))

    assert [(one.lot, one.why) for one in done.left] == [("F1", "other goods were put into it")]
    assert status("F1") is Status.HOLD
