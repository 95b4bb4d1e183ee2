"""Goods that are kept for orders, picked and put back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import (
    a_bin,
    a_customer,
    a_dairy,
    an_item,
    an_order,
    in_days,
    kept,
    order,
    refusal,
    run,
    some_stock,
    state,
    there,
)
from wms_tui import clock
from wms_tui.domain.types import Mixing, Status
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.pick import Pick, pick
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.receive import Receive, receive
from wms_tui.operations.ship import Ship, ship
from wms_tui.operations.short_pick import ShortPick, short_pick
from wms_tui.operations.unpick import Unpick, unpick
from wms_tui.queries.health import examine
from wms_tui.queries.orders import kept_for_order, the_order
from wms_tui.queries.stock import StockFilter, stock
from wms_tui.queries.suggestions import suggest

pytestmark = pytest.mark.usefixtures("warehouse")


@pytest.fixture(autouse=True)
def setting(warehouse: object) -> None:
    a_dairy()


def test_an_order_goes_its_way_from_open_to_shipped() -> None:
    order(keep=False)
    seen = [state()]
    run(allocate, Allocate(("O1",)))
    seen.append(state())
    assert kept("O1") == {("A-02", "OLD"): 10, ("A-01", "NEW"): 2}
    run(pick, Pick("O1", 1, "A-02", "OLD", 10))
    seen.append(state())
    run(pick, Pick("O1", 1, "A-01", "NEW", 2))
    seen.append(state())
    done = run(ship, Ship("O1"))
    seen.append(state())

    assert seen == ["open", "allocated", "picking", "picked", "shipped"]
    assert {one.lot: one.quantity for one in done.shipped} == {"OLD": 10, "NEW": 2}
    assert (there("STAGE"), there("A-01"), there("A-02")) == (0, 28, 0)


def test_what_is_suggested_is_what_is_kept() -> None:
    order(keep=False)
    (line,) = suggest("O1", clock.today()).lines

    run(allocate, Allocate(("O1",)))

    assert {(one.bin, one.lot): one.quantity for one in line.picks} == kept("O1")
    assert suggest("O1", clock.today()).lines[0].picks[0].reserved


def test_a_suggestion_where_nothing_can_be_taken_says_why_not_and_what_is_short() -> None:
    run(hold, Hold("MILK", "OLD", "leaks"))
    run(hold, Hold("MILK", "NEW", "leaks"))
    order(keep=False)

    (line,) = suggest("O1", clock.today()).lines

    assert (line.picks, line.short) == ((), 12)
    assert [one.reason for one in line.passed_over] == ["on-hold", "on-hold"]


def test_a_short_order_is_refused_whole_or_kept_in_part() -> None:
    order("O1", "MILK=41", keep=False)

    assert refusal(allocate, Allocate(("O1",))) == "not-enough-stock"
    done = run(allocate, Allocate(("O1",), partial=True))
    assert [(one.reserved, one.short) for one in done.orders] == [(40, 1)]
    assert refusal(allocate, Allocate(())) == "no-orders"


def test_two_orders_never_keep_the_same_unit() -> None:
    order("O1", "MILK=30")
    order("O2", "MILK=20", keep=False)

    assert refusal(allocate, Allocate(("O2",))) == "not-enough-stock"
    order("O3", "MILK=10")
    assert kept("O3") == {("A-01", "NEW"): 10}


@pytest.mark.parametrize(
    ("lines", "by_line"),
    [
        (("MILK=4", "MILK=6", "MILK=5"), {1: {"OLD": 4}, 2: {"OLD": 6}, 3: {"NEW": 5}}),
        (("MILK=7", "MILK=8@NEW", "MILK=9"), {1: {"OLD": 7}, 2: {"NEW": 8}, 3: {"OLD": 3, "NEW": 6}}),
        (("MILK=12@OLD", "MILK=3", "MILK=30"), {1: {"OLD": 10}, 2: {"NEW": 3}, 3: {"NEW": 27}}),
    ],
    ids=["each goes on where the one before stopped", "a lot asked for in between", "short in two places"],
)
def test_lines_of_one_item_share_its_stock_in_their_order(
    lines: tuple[str, ...], by_line: dict[int, dict[str, int]]
) -> None:
    an_order("O1", *lines)
    proposal = suggest("O1", clock.today())
    suggested = {line.line: {one.lot: one.quantity for one in line.picks} for line in proposal.lines}

    done = run(allocate, Allocate(("O1",), partial=True))

    held: dict[int, dict[str, int]] = {}
    for one in kept_for_order(the_order("O1").id, picked=False):
        held.setdefault(one.line, {})[one.lot] = one.quantity
    assert held == by_line == suggested
    assert done.orders[0].reserved == sum(sum(of_line.values()) for of_line in by_line.values())
    assert examine().ok


def test_a_later_lot_is_asked_about_and_taken_with_a_reason() -> None:
    order(keep=False)
    slip = Pick("O1", 1, "A-01", "NEW", 5)

    assert refusal(pick, slip) == "other-lot"
    done = run(pick, replace(slip, override_reason="OLD is behind the door"))
    assert [(one.lot, one.quantity) for one in done.picked] == [("NEW", 5)]


def test_a_lot_that_another_order_has_taken_whole_is_not_asked_about() -> None:
    order("O1", "MILK=10")
    order("O2", "MILK=5", keep=False)

    assert run(pick, Pick("O2", 1, "A-01", "NEW", 5)).picked[0].quantity == 5


def test_taking_another_lot_gives_up_what_was_kept() -> None:
    order("O1", "MILK=10")

    run(pick, Pick("O1", 1, "A-01", "NEW", 4, override_reason="closer"))

    assert kept("O1") == {("A-02", "OLD"): 6}
    assert examine().ok


def test_the_lot_that_was_asked_for_comes_first() -> None:
    order("O1", "MILK=5@NEW")

    assert kept("O1") == {("A-01", "NEW"): 5}
    assert refusal(pick, Pick("O1", 1, "A-02", "OLD", 5)) == "other-lot"


def test_what_is_kept_for_another_order_is_not_taken() -> None:
    order("O1", "MILK=8")
    order("O2", "MILK=5", keep=False)

    assert refusal(pick, Pick("O2", 1, "A-02", "OLD", 5)) == "reserved"
    assert run(pick, Pick("O2", 1, "A-02", "OLD", 2)).picked[0].quantity == 2


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (Pick("O9", 1, "A-02", "OLD", 5), "unknown-order"),
        (Pick("O1", 9, "A-02", "OLD", 5), "unknown-line"),
        (Pick("O1", 1, "Z-99", "OLD", 5), "unknown-bin"),
        (Pick("O1", 1, "A-02", "ODD", 5), "unknown-lot"),
        (Pick("O1", 1, "A-03", "OLD", 5), "not-in-bin"),
        (Pick("O1", 1, "A-02", "OLD", 13), "more-than-wanted"),
        (Pick("O1", 1, "A-02", "OLD", 11), "not-enough-stock"),
        (Pick("O1", 1, "A-02", "OLD", 0), "bad-quantity"),
        (Pick("O1", 1, "A-02", "OLD", 5, serials=("S1",)), "no-serials"),
    ],
)
def test_what_cannot_be_picked_is_refused_by_name(slip: Pick, code: str) -> None:
    order(keep=False)

    assert refusal(pick, slip) == code


def test_nothing_is_picked_where_nothing_may_be() -> None:
    some_stock("MILK", "BULKY", "BULK", 50, expires_on=in_days(5))
    some_stock("MILK", "DOCKED", "DOCK", 50, expires_on=in_days(5))
    order(keep=False)

    for place, lot in (("BULK", "BULKY"), ("DOCK", "DOCKED")):
        assert refusal(pick, Pick("O1", 1, place, lot, 5)) == "not-pickable"


@pytest.mark.parametrize(
    ("status", "code"),
    [(Status.HOLD, "lot-on-hold"), (Status.QUARANTINE, "lot-quarantined"), (Status.REJECTED, "lot-rejected"),
     (Status.RECALLED, "lot-recalled")],
)  # fmt: skip
def test_a_lot_that_is_not_released_is_not_picked(status: Status, code: str) -> None:
    some_stock("MILK", "BAD", "A-03", 50, status=status)
    order("O1", "MILK=12", keep=False)

    assert refusal(pick, Pick("O1", 1, "A-03", "BAD", 5, override_reason="but")) == code
    run(allocate, Allocate(("O1",)))
    assert "BAD" not in {lot for _, lot in kept("O1")}


def test_an_expired_lot_is_neither_kept_nor_picked() -> None:
    some_stock("MILK", "PAST", "A-03", 50, expires_on=in_days(-1))
    some_stock("MILK", "LAST", "A-03", 5, expires_on=in_days(0))
    order("O1", "MILK=12")

    assert kept("O1") == {("A-03", "LAST"): 5, ("A-02", "OLD"): 7}
    assert refusal(pick, Pick("O1", 1, "A-03", "PAST", 5, override_reason="but")) == "lot-expired"


def test_a_customer_who_needs_fresh_goods_gets_no_others() -> None:
    a_customer("FUSSY", min_days=30)
    an_order("O1", "MILK=5", customer="FUSSY")

    assert refusal(pick, Pick("O1", 1, "A-02", "OLD", 5)) == "too-short-dated"
    run(allocate, Allocate(("O1",)))
    assert kept("O1") == {("A-01", "NEW"): 5}


def test_all_that_is_suggested_is_picked_at_once() -> None:
    order("O1", "MILK=12", "MILK=3", keep=False)

    done = run(pick_suggested, PickSuggested("O1"))

    assert [(one.line, one.lot, one.quantity) for one in done.picked] == [(1, "OLD", 10), (1, "NEW", 2), (2, "NEW", 3)]
    assert refusal(pick_suggested, PickSuggested("O1")) == "nothing-to-pick"


def test_picking_as_suggested_takes_another_lot_for_one_that_has_become_too_old() -> None:
    order("O1", "MILK=5")

    late = clock.now() + timedelta(days=21)
    with clock.pretend(late):
        (line,) = suggest("O1", late.date()).lines
        done = run(pick_suggested, PickSuggested("O1"), at=late)

    assert [(one.lot, one.quantity) for one in line.picks] == [("NEW", 5)]
    assert [(one.lot, one.reason.split(":")[0]) for one in line.passed_over] == [("OLD", "expired")]
    assert [(one.lot, one.quantity) for one in done.picked] == [("NEW", 5)]
    assert kept("O1") == {}


def test_more_of_a_later_lot_than_was_kept_of_it_needs_a_reason() -> None:
    order("O1", "MILK=12")
    assert kept("O1") == {("A-02", "OLD"): 10, ("A-01", "NEW"): 2}

    assert refusal(pick, Pick("O1", 1, "A-01", "NEW", 9)) == "other-lot"
    run(pick, Pick("O1", 1, "A-01", "NEW", 2))


def on_a_plate(quantity: int = 20) -> str:
    return run(receive, Receive("MILK", quantity, "PLATED", expires_on=in_days(10), bin="A-03", plate="new")).plate


def plates(bin_code: str = "STAGE") -> dict[str, int]:
    return {one.plate: one.quantity for one in stock(StockFilter()) if one.bin == bin_code}


def test_a_whole_plate_keeps_its_plate_and_a_part_leaves_it() -> None:
    plate = on_a_plate()
    order("O1", "MILK=20")
    order("O2", "MILK=5", keep=False)

    run(pick, Pick("O1", 1, "A-03", "PLATED", 20))

    assert plates() == {plate: 20}


def test_a_part_of_a_plate_is_loose() -> None:
    plate = on_a_plate()
    order("O1", "MILK=19")

    run(pick, Pick("O1", 1, "A-03", "PLATED", 19, plate=plate))

    assert (plates(), plates("A-03")) == ({"": 19}, {plate: 1})


def test_a_plate_with_something_else_on_it_stays() -> None:
    plate = on_a_plate()
    an_item("RICE")
    run(receive, Receive("RICE", 1, "R1", bin="A-03", plate=plate))
    order("O1", "MILK=20")

    run(pick_suggested, PickSuggested("O1"))

    assert (plates(), plates("A-03")) == ({"": 20}, {plate: 1})


def test_what_was_promised_and_is_not_there_is_looked_for_elsewhere() -> None:
    order("O1", "MILK=5")

    done = run(short_pick, ShortPick("O1", 1, "A-02", "OLD"))

    assert (done.dropped, done.short) == (5, 0)
    assert [(one.bin, one.lot, one.quantity) for one in done.instead] == [("A-01", "NEW", 5)]
    assert kept("O1") == {("A-01", "NEW"): 5}
    assert refusal(short_pick, ShortPick("O1", 1, "A-02", "OLD")) == "nothing-allocated"


def test_a_picked_line_goes_back_to_a_bin_and_is_free() -> None:
    order()
    run(pick_suggested, PickSuggested("O1"))

    assert refusal(unpick, Unpick("O1", 1, "STAGE")) == "same-place"
    assert run(unpick, Unpick("O1", 1, "A-03")).quantity == 12
    assert (there("A-03"), state()) == (12, "open")
    assert refusal(unpick, Unpick("O1", 1, "A-03")) == "nothing-picked"


def test_goods_that_are_put_back_must_fit_together() -> None:
    a_bin("SMALL", capacity=11)
    a_bin("ONE-LOT", mixing=Mixing.SAME_LOT)
    order()
    run(pick_suggested, PickSuggested("O1"))

    assert refusal(unpick, Unpick("O1", 1, "SMALL")) == "bin-full"
    assert refusal(unpick, Unpick("O1", 1, "ONE-LOT")) == "mixing-lot"
