"""Will it sell? What the projection promises whatever the lots and the use."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wms_tui.domain.forecast import ItemOutlook, Outlook, Rate, Supply, losses, project
from wms_tui.domain.quantity import Pack

TODAY = date(2027, 3, 1)


def supply(lot: str, quantity: int, days: int | None, *, reserved: int = 0, past: bool = False) -> Supply:
    """A lot that is to be removed in so many days, and expires then; or never."""
    on = None if days is None else TODAY + timedelta(days=days)
    return Supply(lot, quantity, reserved, on, TODAY - timedelta(days=1) if past else on, TODAY, lot)


def unsold(*lots: Supply, used: int, days: int = 90) -> dict[str, int]:
    return {one.supply.lot: one.unsold for one in project(lots, Rate(used, days), TODAY)}


def some_lots() -> some.SearchStrategy[list[Supply]]:
    quantity = some.integers(0, 500)
    dates = some.none() | some.integers(-30, 200)
    one = some.tuples(quantity, dates, some.integers(0, 500), some.booleans())
    return some.lists(one, max_size=8).map(
        lambda found: [
            supply(f"L{number}", most, days, reserved=min(most, kept), past=past and days is not None)
            for number, (most, days, kept, past) in enumerate(found)
        ]
    )


def rates() -> some.SearchStrategy[Rate]:
    return some.builds(Rate, some.integers(0, 5000), some.integers(1, 400))


@given(some_lots(), rates())
def test_what_moves_and_what_does_not_is_the_stock(lots, rate):
    found = project(lots, rate, TODAY)

    assert sorted(one.supply.lot for one in found) == sorted(one.lot for one in lots)
    assert all(one.moves >= 0 and one.unsold >= 0 for one in found)
    assert all(one.moves + one.unsold == one.supply.quantity for one in found)
    assert sum(one.unsold for one in found) <= sum(one.quantity for one in lots)


@given(some_lots(), rates(), some.integers(0, 1000))
def test_more_use_never_leaves_more_unsold(lots, rate, more):
    fewer = project(lots, replace(rate, used=rate.used + more), TODAY)

    assert sum(one.unsold for one in fewer) <= sum(one.unsold for one in project(lots, rate, TODAY))


@given(some_lots(), rates())
def test_a_lot_that_is_never_removed_is_never_unsold(lots, rate):
    assert all(one.unsold == 0 for one in project(lots, rate, TODAY) if one.supply.removal_on is None)


@given(some_lots(), rates(), some.integers(0, 300))
def test_no_more_moves_by_a_day_than_is_used_by_then(lots, rate, days):
    free = [replace(one, reserved=0) for one in lots]

    moved = sum(one.moves for one in project(free, rate, TODAY) if one.days is not None and one.days <= days)

    assert moved <= rate.until(days)


@given(some_lots(), rates(), some.randoms())
def test_the_order_in_which_lots_are_told_of_means_nothing(lots, rate, chance):
    shuffled = list(lots)
    chance.shuffle(shuffled)

    assert project(shuffled, rate, TODAY) == project(lots, rate, TODAY)


@pytest.mark.parametrize(("days", "left"), [(0, 30), (1, 29), (10, 20), (30, 0), (31, 0)])
def test_the_removal_day_itself_is_too_late(days: int, left: int):
    assert unsold(supply("L1", 30, days), used=90) == {"L1": left}


def test_the_first_to_be_removed_is_used_first():
    assert unsold(supply("LATE", 30, 40), supply("SOON", 30, 10), used=90) == {"SOON": 20, "LATE": 0}
    assert unsold(supply("LATE", 40, 40), supply("SOON", 30, 10), used=90) == {"SOON": 20, "LATE": 10}


def test_what_orders_were_promised_moves_unless_it_is_expired():
    assert unsold(supply("L1", 30, 10, reserved=25), used=0) == {"L1": 5}
    assert unsold(supply("L1", 30, -1, reserved=25, past=True), used=0) == {"L1": 30}


def told(*lots: Supply, used: int = 90, item: str = "MILK") -> ItemOutlook:
    rate = Rate(used, 90)
    return ItemOutlook(
        item, "Milk", "EA", (Pack("EA", 1), Pack("CS", 12), Pack("PL", 480)), rate, project(lots, rate, TODAY)
    )


def test_the_largest_loss_a_day_is_acted_upon_first():
    found = losses([
        told(supply("SOON", 110, 10)),
        told(supply("LATER", 120, 20), item="RICE"),
        told(supply("LARGE", 2010, 10), item="NAIL"),
        told(supply("OVER", 150, -3), item="BAG"),
        told(supply("SOLD", 5, 10), item="SALT"),
    ])  # fmt: skip

    assert [(one.rank, one.item, one.unsold) for one in found] == [
        (1, "NAIL", 2000), (2, "BAG", 150), (3, "MILK", 100), (4, "RICE", 100),
    ]  # fmt: skip


def test_grams_do_not_outweigh_cases():
    cocoa = ItemOutlook("COCOA", "", "g", (Pack("BAG", 25_000),), Rate(0, 90), ())
    cocoa = replace(cocoa, lots=project([supply("BAGS", 50_000, 10)], cocoa.rate, TODAY))

    found = losses([cocoa, told(supply("CASES", 36, 10), used=0)])

    assert [one.lot for one in found] == ["CASES", "BAGS"]


def test_a_loss_says_why_and_what_to_do():
    over, soon, late = losses([told(supply("OVER", 60, 0), supply("SOON", 70, 10), supply("LATE", 86, 30))])

    assert over.why == "its removal day has come"
    assert over.do == "Take out 5 CS: send it back or destroy it"
    assert soon.why == "1.0 EA a day for 10 days"
    assert soon.do == "Sell 6 EA a day more, or give up 5 CS"
    assert late.why == "1.0 EA a day for 30 days, lots before it take 10 EA"
    (idle,) = losses([told(supply("L1", 12, 5), used=0)])
    assert idle.why == "nothing of it was used in 90 days"


def test_a_lot_that_is_held_says_so():
    (loss,) = losses([told(replace(supply("L1", 12, 5), status="hold"), used=0)])

    assert loss.why.endswith("; it is on hold")


def test_so_many_more_a_day_would_be_enough():
    outlook = Outlook(supply("L1", 100, 10), 10, 10, 91, 0)

    assert outlook.extra_a_day == 10
    assert str(Rate(1, 3)) == "0.3"
    assert str(Rate(125, 10)) == "12.5"
