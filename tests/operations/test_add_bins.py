"""Adding and changing bins."""

from typing import Any

import pytest

from tests.builders import a_bin, run
from wms_tui.domain.types import Mixing, PlaceKind
from wms_tui.errors import Refused
from wms_tui.operations.add_bins import AddBin, AddBinRange, add_bin, add_bin_range
from wms_tui.operations.change_bin import ChangeBin, change_bin
from wms_tui.queries.places import find_place, places, the_bin

pytestmark = pytest.mark.usefixtures("warehouse")


def refusal(verb: Any, slip: object) -> Refused:
    """Return the refusal that a slip meets."""
    with pytest.raises(Refused) as refused:
        run(verb, slip)
    return refused.value


def test_bins_without_a_walk_number_follow_each_other_on_the_way() -> None:
    a_bin("B")
    a_bin("A")

    assert the_bin("B").walk < the_bin("A").walk


def test_a_bin_is_as_it_was_asked_for() -> None:
    run(
        add_bin,
        AddBin(
            "c-1", zone="COLD", aisle="C", level="1", walk=5, capacity=100, mixing=Mixing.SAME_LOT,
            temperature="cold", check_digits="42", pickable=False,
        ),
    )  # fmt: skip

    place = the_bin("C-1")
    assert (place.code, place.zone, place.aisle, place.level, place.walk) == ("c-1", "COLD", "C", "1", 5)
    assert (place.capacity, place.mixing, place.temperature) == (100, Mixing.SAME_LOT, "cold")
    assert (place.check_digits, place.pickable, place.kind) == ("42", False, PlaceKind.BIN)


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (AddBin("a-01"), "bin-exists"),
        (AddBin("dock"), "bin-exists"),
        (AddBin("customer"), "bin-exists"),
        (AddBin("X", capacity=0), "bad-capacity"),
        (AddBin("X", walk=-1), "bad-walk"),
        (AddBin("X", check_digits="4x"), "bad-check-digits"),
        (AddBin("X", kind=PlaceKind.LOSS), "bad-kind"),
        (AddBin("X\n"), "bad-code"),
    ],
)
def test_a_bin_that_cannot_be_is_refused(slip: AddBin, code: str) -> None:
    a_bin("A-01")

    assert refusal(add_bin, slip).code == code
    assert find_place("X") is None


def test_nothing_is_picked_from_a_new_stage() -> None:
    assert the_bin(a_bin("STAGE-2", kind=PlaceKind.STAGE)).pickable is False


def test_a_range_is_walked_up_one_aisle_and_down_the_next() -> None:
    run(add_bin_range, AddBinRange("A-01-01", "A-02-03", zone="A"))

    on_the_way = sorted((place for place in places() if place.zone == "A"), key=lambda place: place.walk)
    bays = [(place.aisle, place.code) for place in on_the_way]
    assert len(bays) == 6
    assert len({place.walk for place in on_the_way}) == 6
    assert all(len(place.check_digits) == 2 for place in on_the_way)


def test_a_second_range_continues_the_way() -> None:
    run(add_bin_range, AddBinRange("A-01", "A-03"))
    run(add_bin_range, AddBinRange("B-01", "B-03"))

    assert the_bin("B-01").walk > the_bin("A-03").walk


def test_a_range_that_meets_a_bin_adds_none_and_names_the_first() -> None:
    a_bin("a-02")
    a_bin("A-03")

    refused = refusal(add_bin_range, AddBinRange("A-01", "A-09"))

    assert (refused.code, refused.details["bin"]) == ("bin-exists", "A-02")
    assert find_place("A-01") is None


def test_check_digits_come_from_the_key() -> None:
    run(add_bin_range, AddBinRange("A-01", "A-20"), key="one")
    run(add_bin_range, AddBinRange("C-01", "C-20"), key="two")

    digits = [the_bin(f"{aisle}-{bay:02}").check_digits for aisle in "AC" for bay in range(1, 21)]
    assert digits[:20] != digits[20:]


def test_a_bin_is_blocked_for_a_reason_and_opened_without() -> None:
    a_bin("A-01")

    assert refusal(change_bin, ChangeBin("A-01", blocked=True)).code == "reason-needed"
    assert run(change_bin, ChangeBin("a-01", blocked=True, reason="broken beam")).blocked is True
    assert run(change_bin, ChangeBin("A-01", blocked=False)).blocked is False


def test_what_is_not_named_about_a_bin_stays() -> None:
    a_bin("A-01", zone="A", capacity=10, mixing=Mixing.SAME_ITEM, walk=7)

    run(change_bin, ChangeBin("A-01", no_capacity=True, walk=9))

    place = the_bin("A-01")
    assert (place.zone, place.capacity, place.mixing, place.walk) == ("A", None, Mixing.SAME_ITEM, 9)


def test_rotated_check_digits_are_others() -> None:
    a_bin("A-01")
    before = the_bin("A-01").check_digits

    assert run(change_bin, ChangeBin("A-01", rotate_check_digits=True)).check_digits != before


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (ChangeBin("DOCK", pickable=True), "not-a-bin"),
        (ChangeBin("SUPPLIER", blocked=False), "unknown-bin"),
        (ChangeBin("A-01", capacity=-1), "bad-capacity"),
    ],
)
def test_a_change_that_cannot_be_is_refused(slip: ChangeBin, code: str) -> None:
    a_bin("A-01")

    assert refusal(change_bin, slip).code == code
