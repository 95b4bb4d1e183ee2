"""Lines of many orders served at once: never less than in turn, the most there can be, the first to expire first."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate, compress
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wms_tui.domain.codes import natural_key
from wms_tui.domain.look_ahead import Demand, Take, in_turn, left_behind, look_ahead, plan
from wms_tui.domain.rotation import NEVER, Candidate, Need, fefo_key, usable
from wms_tui.domain.types import PlaceKind

TODAY = date(2027, 3, 14)
HALF = Need(TODAY, minimum_percent=50)
ANY = Need(TODAY)


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def stock(
    lot: str, quantity: int, expires: int | None = None, *, began: int = 0, place: int = 20, **fields: Any
) -> Candidate:
    """Return a balance of a lot that expires in so many days, and whose life began so many days ago."""
    expires_on = None if expires is None else in_days(expires)
    usual: dict[str, Any] = {
        "lot_id": int.from_bytes(lot.encode()), "place_id": place, "plate_id": 0, "quantity": quantity, "reserved": 0,
        "lot": lot, "status": "released", "expires_on": expires_on, "removal_on": expires_on or NEVER,
        "received_on": TODAY, "began_on": in_days(-began), "lot_key": natural_key(lot), "bin": f"A-{place}",
        "kind": PlaceKind.BIN, "walk": place, "pickable": 1, "blocked": 0, "counting": 0, "plate": "",
    }  # fmt: skip
    return Candidate(**(usual | fields))


def got(takes: Sequence[Take]) -> dict[int, list[tuple[str, int]]]:
    """Return what each line takes: lots with quantities."""
    lines: dict[int, list[tuple[str, int]]] = {}
    for take in takes:
        lines.setdefault(take.line, []).append((take.stock.lot, take.quantity))
    return lines


YOUNG = stock("YOUNG", 10, 80, began=0)
"""It expires first, and has all its life left."""
AGED = stock("AGED", 10, 90, began=900)
"""It expires later, and has little of its life left."""


def test_a_strict_line_behind_a_tolerant_one_is_served_too() -> None:
    demands = (Demand(1, ANY, 10), Demand(2, HALF, 10))

    assert got(in_turn(demands, (YOUNG, AGED))) == {1: [("YOUNG", 10)]}
    assert got(look_ahead(demands, (YOUNG, AGED))) == {1: [("AGED", 10)], 2: [("YOUNG", 10)]}


def test_a_lot_that_was_asked_for_is_left_to_who_asked_for_it() -> None:
    demands = (Demand(1, ANY, 10), Demand(2, Need(TODAY, lot_id=YOUNG.lot_id), 6))

    assert got(look_ahead(demands, (YOUNG, AGED))) == {1: [("YOUNG", 4), ("AGED", 6)], 2: [("YOUNG", 6)]}


@pytest.mark.parametrize(("left", "strict"), [(49, 0), (50, 10), (51, 10)])
def test_the_part_of_life_that_is_wanted_is_met_exactly_or_not(left: int, strict: int) -> None:
    lots = (stock("FIRST", 10, left, began=100 - left), stock("OTHER", 10, 90, began=900))
    demands = (Demand(1, ANY, 10), Demand(2, HALF, 10))

    assert sum(quantity for _, quantity in got(look_ahead(demands, lots)).get(2, [])) == strict


@pytest.mark.parametrize(("minimum", "strict"), [(29, 10), (30, 10), (31, 0)])
def test_the_days_that_are_wanted_are_met_exactly_or_not(minimum: int, strict: int) -> None:
    demands = (Demand(1, ANY, 10), Demand(2, Need(TODAY, transit_days=5, minimum_days=minimum), 10))
    # What was received first leaves first: taken in turn, the tolerant line leaves the strict one nothing.
    lots = (stock("LONG", 10, 35), stock("SHORT", 10, 34 - 10))

    assert got(in_turn(demands, lots)) == {1: [("LONG", 10)]}
    assert sum(quantity for _, quantity in got(look_ahead(demands, lots)).get(2, [])) == strict


@pytest.mark.parametrize(("expires", "served"), [(-1, {}), (0, {1: [("L", 5)]}), (1, {1: [("L", 5)]})])
def test_the_day_of_expiry_is_the_last_day(expires: int, served: dict[int, list[tuple[str, int]]]) -> None:
    assert got(look_ahead((Demand(1, ANY, 5), Demand(2, HALF, 5)), (stock("L", 5, expires),))) == served


def test_where_taking_in_turn_is_the_best_it_is_left_as_it_is() -> None:
    lots = (stock("A", 10, 5), stock("B", 10, 50), stock("C", 10, 90))
    demands = (Demand(1, Need(TODAY, minimum_days=50), 8), Demand(2, ANY, 9), Demand(3, ANY, 3))

    assert look_ahead(demands, lots) == in_turn(demands, lots)
    assert got(look_ahead(demands, lots)) == {1: [("B", 8)], 2: [("A", 9)], 3: [("A", 1), ("B", 2)]}


def test_what_is_more_than_in_turn_goes_to_the_line_that_stands_first() -> None:
    lots = (stock("YOUNG", 10, 80), stock("AGED", 6, 90, began=900))
    demands = (Demand(1, ANY, 10), Demand(2, HALF, 4), Demand(3, HALF, 4))

    assert got(look_ahead(demands, lots)) == {
        1: [("YOUNG", 4), ("AGED", 6)], 2: [("YOUNG", 4)], 3: [("YOUNG", 2)],
    }  # fmt: skip


def test_what_stays_to_expire_is_told_up_to_the_day_at_which_it_differs_most() -> None:
    lots = (YOUNG, AGED, stock("FRESH", 10, 100), stock("LATER", 50, 200), stock("UNDATED", 50))
    plans = plan((Demand(1, ANY, 10), Demand(2, HALF, 10)), lots)

    assert got(plans.in_turn) == {1: [("YOUNG", 10)], 2: [("FRESH", 10)]}
    assert got(plans.ahead) == {1: [("AGED", 10)], 2: [("YOUNG", 10)]}
    assert left_behind(plans) == (AGED.removal_on, {AGED.lot_id: 10}, {})


def test_what_is_served_more_does_not_stay_to_expire() -> None:
    plans = plan((Demand(1, ANY, 10), Demand(2, HALF, 7)), (YOUNG, AGED, stock("UNDATED", 0)))

    assert left_behind(plans) == (AGED.removal_on, {AGED.lot_id: 10}, {AGED.lot_id: 3})


def test_where_both_ways_use_the_same_nothing_is_told_to_stay() -> None:
    assert left_behind(plan((Demand(1, HALF, 30),), (AGED, YOUNG, stock("UNDATED", 50)))) == (None, {}, {})


def test_no_more_stock_is_looked_at_than_can_matter() -> None:
    seen: list[str] = []

    def rotation() -> Iterator[Candidate]:
        for one in (YOUNG, AGED, stock("MORE", 50, 100), stock("NEVER SEEN", 50, 200)):
            seen.append(one.lot)
            yield one

    plan((Demand(1, ANY, 10), Demand(2, HALF, 10)), rotation())

    assert seen == ["YOUNG", "AGED", "MORE"]


def test_nothing_is_taken_where_nothing_is_wanted_or_nothing_is_there() -> None:
    assert look_ahead((), (YOUNG,)) == ()
    assert look_ahead((Demand(1, ANY, 0),), (YOUNG,)) == ()
    assert look_ahead((Demand(1, ANY, 5), Demand(2, HALF, 5)), ()) == ()


Case = tuple[list[Demand], list[Candidate]]


def drawn_case(most: int, quantity: int) -> st.SearchStrategy[Case]:
    """Return lines of many needs and stock for about half of them, in FEFO order or as another rotation has it.

    All is drawn evenly from a seed: hypothesis by itself prefers the small and the equal, where nothing is to be won.
    """
    return st.integers(0, 2**48).map(lambda seed: a_case(Random(seed), most, quantity))


def a_case(chance: Random, most: int, quantity: int) -> Case:
    lots = [
        {
            "lot_id": lot, "expires": chance.choice((60, 90, 120, 60, 90, 120, 40, 10, 9, None)),
            "began": chance.choice((0, 0, 60, 400)), "status": chance.choice((*["released"] * 14, "hold")),
        }
        for lot in range(1, most)
    ]  # fmt: skip
    rotation = [
        stock(
            f"L{lot['lot_id']}", chance.randint(1, quantity), place=place, **lot,
            **chance.choice((*[{}] * 17, {"counting": 1}, {"reserved": 1}, {"pickable": 0})),
        )
        for lot in lots for place in (20, 21) if chance.random() < 0.6
    ]  # fmt: skip
    chance.shuffle(rotation)
    if chance.random() < 0.8:
        rotation.sort(key=fefo_key)
    return [Demand(line, a_need(chance, most), chance.randint(0, quantity)) for line in range(1, most)], rotation


def a_need(chance: Random, lots: int) -> Need:
    return Need(
        chance.choice((TODAY, TODAY, in_days(10))), chance.choice((0, 0, 3)), chance.choice((0, 0, 0, 0, 20, 37)),
        chance.choice((0, 0, 60, 90)), chance.choice((None, None, None, None, chance.randint(1, lots))),
    )  # fmt: skip


def by_hand(demands: Sequence[Demand], rotation: Sequence[Candidate]) -> list[Take]:
    """Return what each line takes in turn, written down as simply as can be."""
    left = [one.available for one in rotation]
    takes: list[Take] = []
    for line, need, quantity in demands:
        for place, one in enumerate(rotation):
            taken = min(quantity, left[place]) if usable(one, need) else 0
            if taken > 0:
                takes.append(Take(line, one, taken))
                left[place] -= taken
                quantity -= taken
    return takes


def every_choice(demands: Sequence[Demand], rotation: Sequence[Candidate]) -> set[tuple[tuple[int, ...], ...]]:
    """Return all there is to choose: how much each line gets, and how much of each balance is used."""
    found = {((), tuple(0 for _ in rotation))}
    for _, need, quantity in demands:
        ways = {(0, tuple(0 for _ in rotation))}
        for place, one in enumerate(rotation):
            if usable(one, need):
                ways |= {
                    (units + more, (*used[:place], more, *used[place + 1 :]))
                    for units, used in ways
                    for more in range(1, min(quantity - units, one.available) + 1)
                }
        found = {
            ((*served, units), tuple(a + b for a, b in zip(used, taken, strict=True)))
            for served, used in found
            for units, taken in ways
            if all(a + b <= max(one.available, 0) for a, b, one in zip(used, taken, rotation, strict=True))
        }
    return found


def served_by(takes: Sequence[Take], demands: Sequence[Demand]) -> tuple[int, ...]:
    total: Counter[int] = Counter()
    for take in takes:
        total[take.line] += take.quantity
    return tuple(total[one.line] for one in demands)


def used_by(takes: Sequence[Take], rotation: Sequence[Candidate]) -> tuple[int, ...]:
    total: Counter[tuple[int, int]] = Counter()
    for take in takes:
        total[take.stock.place_id, take.stock.lot_id] += take.quantity
    return tuple(total[one.place_id, one.lot_id] for one in rotation)


def hold_to_the_rules(demands: Sequence[Demand], rotation: Sequence[Candidate], takes: Sequence[Take]) -> None:
    """Nothing is taken that may not be, nothing twice, and nobody gets more than was asked for."""
    need_of = {one.line: one.need for one in demands}
    assert all(take.quantity > 0 and usable(take.stock, need_of[take.line]) for take in takes)
    assert len({(take.line, take.stock.place_id, take.stock.lot_id) for take in takes}) == len(takes)
    for used, one in zip(used_by(takes, rotation), rotation, strict=True):
        assert used <= max(one.available, 0)
    for units, one in zip(served_by(takes, demands), demands, strict=True):
        assert units <= one.quantity


def test_no_choice_of_all_there_are_serves_more_or_leaves_less_to_expire() -> None:
    drawn: Counter[str] = Counter()

    @settings(max_examples=1000, deadline=None, derandomize=True)
    @given(drawn_case(6, 2))
    def hold(case: Case) -> None:
        demands, rotation = case
        plans = plan(demands, rotation)
        served, used = served_by(plans.ahead, demands), used_by(plans.ahead, rotation)
        turn = served_by(plans.in_turn, demands)
        choices = every_choice(demands, rotation)
        most = max(sum(units) for units, _ in choices)
        best = [one for one in choices if sum(one[0]) == most]

        hold_to_the_rules(demands, rotation, plans.ahead)
        assert list(plans.in_turn) == by_hand(demands, rotation)
        assert (served, used) in choices
        assert sum(served) == most
        assert all(ours >= theirs for ours, theirs in zip(served, turn, strict=True))
        assert served == max(s for s, _ in best if all(a >= b for a, b in zip(s, turn, strict=True)))
        for place, left in enumerate(accumulate(used)):
            assert left == max(sum(one[: place + 1]) for _, one in best)

        drawn["all"] += 1
        drawn["more served"] += sum(served) > sum(turn)
        drawn["older used"] += sum(served) == sum(turn) and used != used_by(plans.in_turn, rotation)

    hold()

    assert drawn["more served"] >= 40, drawn
    assert drawn["older used"] >= 10, drawn


def test_many_lines_never_get_less_than_in_turn() -> None:
    drawn: Counter[str] = Counter()

    @settings(max_examples=150, deadline=None, derandomize=True)
    @given(drawn_case(30, 40))
    def hold(case: Case) -> None:
        demands, rotation = case
        plans = plan(demands, rotation)
        served, turn = served_by(plans.ahead, demands), served_by(plans.in_turn, demands)

        hold_to_the_rules(demands, rotation, plans.ahead)
        assert list(plans.in_turn) == by_hand(demands, rotation)
        assert all(ours >= theirs for ours, theirs in zip(served, turn, strict=True))
        ahead_used, turn_used = used_by(plans.ahead, rotation), used_by(plans.in_turn, rotation)
        assert all(a >= b for a, b in zip(accumulate(ahead_used), accumulate(turn_used), strict=True))
        assert plan(demands, rotation) == plans
        for day in (10, 40, 60, 90, 120) if rotation == sorted(rotation, key=fefo_key) else ():
            dated = [one.removal_on <= in_days(day) for one in rotation]
            assert sum(compress(ahead_used, dated)) >= sum(compress(turn_used, dated))

        drawn["more served"] += sum(served) > sum(turn)
        drawn["other stock"] += ahead_used != turn_used

    hold()

    assert drawn["more served"] >= 10, drawn
    assert drawn["other stock"] >= 10, drawn
