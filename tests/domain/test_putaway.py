"""Where goods go, and which bins they may not go to."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wms_tui.domain.putaway import BinChoice, Goods, Part, propose, refusal
from wms_tui.domain.types import Mixing

MILK = Goods("MILK", "L1", 10)


def a_bin(code: str, walk: int = 10, **more: Any) -> BinChoice:
    return BinChoice(code, walk, **more)


def where(goods: Goods, *bins: BinChoice) -> list[tuple[str, int]]:
    return [(part.bin, part.quantity) for part in propose(goods, bins).parts]


def test_the_bin_of_the_item_comes_first_then_its_lot_then_its_item_then_an_empty_one():
    bins = (
        a_bin("EMPTY", capacity=4),
        a_bin("ITEM", capacity=5, quantity=2, holds=(("MILK", "L0"),)),
        a_bin("LOT", capacity=5, quantity=2, holds=(("MILK", "L1"),)),
        a_bin("OWN", walk=99, capacity=2, fixed_item="MILK"),
    )

    proposal = propose(MILK, bins)

    assert proposal.parts == (
        Part("OWN", 2, "its own bin"),
        Part("LOT", 3, "same lot there"),
        Part("ITEM", 3, "same item there"),
        Part("EMPTY", 2, "empty bin"),
    )
    assert proposal.unassigned == 0


def test_what_fits_nowhere_is_reported():
    assert propose(MILK, [a_bin("A", capacity=4)]).unassigned == 6
    assert propose(MILK, []).unassigned == 10


def test_empty_bins_of_the_zone_come_before_nearer_ones_elsewhere():
    goods = Goods("MILK", "L1", 10, zone="COLD")
    bins = (
        a_bin("NEAR", 10, zone="DRY", capacity=6),
        a_bin("FAR", 90, zone="COLD", capacity=3),
        a_bin("MID", 50, zone="COLD", capacity=3),
    )

    assert where(goods, *bins) == [("MID", 3), ("FAR", 3), ("NEAR", 4)]


def test_bins_on_the_same_step_of_the_walk_come_in_natural_order():
    assert where(MILK, a_bin("A-10"), a_bin("A-9")) == [("A-9", 10)]


def test_goods_and_bin_are_of_the_same_temperature_or_both_of_none():
    frozen = Goods("ICE", "L1", 10, temperature="frozen")

    assert where(frozen, a_bin("PLAIN"), a_bin("F", temperature="frozen")) == [("F", 10)]
    assert where(MILK, a_bin("F", temperature="frozen")) == []


def test_the_fixed_bin_of_the_goods_is_proposed_even_if_not_picked_from():
    goods = Goods("MILK", "L1", 10, fixed_bin="RESERVE")

    assert where(goods, a_bin("A"), a_bin("RESERVE", pickable=False)) == [("RESERVE", 10)]


@pytest.mark.parametrize(
    "choice",
    [
        a_bin("A", blocked=True),
        a_bin("A", pickable=False),
        a_bin("A", fixed_item="BEER"),
        a_bin("A", holds=(("BEER", "L9"),), quantity=1),
        a_bin("A", holds=(("MILK", "L0"),), quantity=1, mixing=Mixing.SAME_LOT),
        a_bin("A", holds=(("MILK", "L1"), ("BEER", "L9")), quantity=1, mixing=Mixing.SAME_ITEM),
        a_bin("A", capacity=5, quantity=5),
        a_bin("A", capacity=5, quantity=7, holds=(("MILK", "L1"),)),
    ],
)
def test_a_bin_that_will_not_do_is_never_proposed(choice: BinChoice):
    assert where(MILK, choice) == []


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        (a_bin("A", blocked=True, temperature="frozen"), "bin-blocked"),
        (a_bin("A", temperature="frozen"), "wrong-temperature"),
        (a_bin("A", holds=(("BEER", "L9"),), mixing=Mixing.SAME_ITEM), "mixing-item"),
        (a_bin("A", holds=(("BEER", "L1"),), mixing=Mixing.SAME_LOT), "mixing-item"),
        (a_bin("A", holds=(("MILK", "L0"),), mixing=Mixing.SAME_LOT), "mixing-lot"),
        (a_bin("A", capacity=9), "bin-full"),
        (a_bin("A", capacity=9, quantity=9), "bin-full"),
    ],
)
def test_a_bin_chosen_by_hand_is_refused_by_the_rule_it_breaks(choice: BinChoice, code: str):
    refused = refusal(MILK, choice)

    assert refused is not None
    assert refused.code == code
    assert "A" in refused.message
    assert refused.hint


@pytest.mark.parametrize(
    "choice",
    [
        a_bin("A"),
        a_bin("A", pickable=False),
        a_bin("A", fixed_item="BEER"),
        a_bin("A", holds=(("BEER", "L9"),)),
        a_bin("A", holds=(("MILK", "L0"),), mixing=Mixing.SAME_ITEM),
        a_bin("A", holds=(("MILK", "L1"),), mixing=Mixing.SAME_LOT),
        a_bin("A", capacity=10),
    ],
)
def test_a_bin_chosen_by_hand_is_taken_where_no_rule_forbids_it(choice: BinChoice):
    assert refusal(MILK, choice) is None


def test_a_bin_with_some_room_says_how_much():
    refused = refusal(MILK, a_bin("A", capacity=10, quantity=4))

    assert refused is not None
    assert refused.hint == "Put 6 here, the rest elsewhere"
    assert refused.details["room"] == 6


HOLDS = some.lists(some.tuples(some.sampled_from(["MILK", "BEER"]), some.sampled_from(["L0", "L1"])), max_size=2)
BINS = some.lists(
    some.builds(
        BinChoice,
        code=some.text("ABC12", min_size=1, max_size=3),
        walk=some.integers(0, 3),
        zone=some.sampled_from(["", "COLD"]),
        temperature=some.sampled_from(["", "frozen"]),
        fixed_item=some.sampled_from(["", "MILK", "BEER"]),
        holds=HOLDS.map(tuple),
        quantity=some.integers(0, 12),
        capacity=some.none() | some.integers(1, 12),
        mixing=some.sampled_from(Mixing),
        blocked=some.booleans(),
        pickable=some.booleans(),
    ),
    max_size=8,
    unique_by=lambda choice: choice.code,
)


@given(BINS, some.integers(1, 40))
def test_a_proposal_loses_nothing_and_breaks_no_rule(bins: list[BinChoice], quantity: int):
    proposal = propose(Goods("MILK", "L1", quantity), bins)
    by_code = {choice.code: choice for choice in bins}

    assert sum(part.quantity for part in proposal.parts) + proposal.unassigned == quantity
    assert len({part.bin for part in proposal.parts}) == len(proposal.parts)
    for part in proposal.parts:
        assert part.quantity > 0
        assert refusal(Goods("MILK", "L1", part.quantity), by_code[part.bin]) is None


@given(BINS, some.randoms())
def test_the_proposal_does_not_depend_on_the_order_of_the_bins(bins: list[BinChoice], chance: Any):
    shuffled = list(bins)
    chance.shuffle(shuffled)

    assert propose(MILK, shuffled) == propose(MILK, bins)
