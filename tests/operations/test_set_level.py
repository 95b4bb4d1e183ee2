"""How much of an item is to be in the bin it is picked from."""

import pytest

from tests.builders import a_bin, an_item, run
from wms_tui.domain.master_data import NewPack
from wms_tui.errors import Refused
from wms_tui.operations.change_item import ChangeItem, change_item
from wms_tui.operations.set_level import SetLevel, set_level
from wms_tui.queries.items import the_item
from wms_tui.queries.levels import bin_levels


@pytest.fixture(autouse=True)
def house(warehouse):
    a_bin("A-01", capacity=100)
    an_item("MILK", packs=(NewPack("CS", 12),))


def levels() -> list[tuple[str, str, int, int]]:
    return [(one.bin, one.item, one.minimum, one.maximum) for one in bin_levels()]


def refused(slip: SetLevel) -> str:
    before = levels()
    with pytest.raises(Refused) as refusal:
        run(set_level, slip)
    assert levels() == before
    return refusal.value.code


def test_levels_may_be_said_in_packs():
    run(set_level, SetLevel("a-01", "milk", "2CS", "6CS"))

    assert levels() == [("A-01", "MILK", 24, 72)]


def test_what_is_left_out_stays_as_it_is():
    run(set_level, SetLevel("A-01", "MILK", 12, 72))

    run(set_level, SetLevel("A-01", "MILK", maximum=96))
    run(set_level, SetLevel("A-01", "MILK", minimum="0"))

    assert levels() == [("A-01", "MILK", 0, 96)]


def test_a_level_is_taken_away():
    run(set_level, SetLevel("A-01", "MILK", 12, 72))

    run(set_level, SetLevel("A-01", "MILK", remove=True))

    assert levels() == []
    assert refused(SetLevel("A-01", "MILK", remove=True)) == "no-level"


def test_the_minimum_may_be_the_maximum_and_the_maximum_all_that_the_bin_takes():
    run(set_level, SetLevel("A-01", "MILK", 100, 100))

    assert levels() == [("A-01", "MILK", 100, 100)]


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (SetLevel("A-01", "MILK", 12), "level-needed"),
        (SetLevel("A-01", "MILK", 73, 72), "bad-minimum"),
        (SetLevel("A-01", "MILK", -1, 72), "bad-minimum"),
        (SetLevel("A-01", "MILK", 0, 0), "bad-minimum"),
        (SetLevel("A-01", "MILK", 12, 101), "above-capacity"),
        (SetLevel("A-01", "MILK", 12, "2PL"), "unknown-pack"),
        (SetLevel("A-01", "MILK", "-5", 12), "bad-quantity"),
        (SetLevel("DOCK", "MILK", 12, 72), "not-pickable"),
        (SetLevel("BULK", "MILK", 12, 72), "not-pickable"),
        (SetLevel("Z-99", "MILK", 12, 72), "unknown-bin"),
        (SetLevel("A-01", "OAT", 12, 72), "unknown-item"),
    ],
)
def test_a_level_that_no_bin_could_keep_is_refused(slip, code):
    a_bin("BULK", pickable=False)

    assert refused(slip) == code


def test_an_item_has_a_reorder_point_that_can_be_taken_away_again():
    run(change_item, ChangeItem("MILK", reorder_point=240))
    assert the_item("MILK").reorder_point == 240

    run(change_item, ChangeItem("MILK", clear=("reorder_point",)))
    assert the_item("MILK").reorder_point is None
