"""How an item stands, on the boundaries."""

import pytest

from wms_tui.domain.forecast import Rate
from wms_tui.domain.levels import days_of_cover, level_state, to_order


@pytest.mark.parametrize(
    ("on_hand", "state"), [(0, "out"), (1, "under"), (9, "under"), (10, "ok"), (100, "ok"), (101, "over")]
)
def test_exactly_the_minimum_and_exactly_the_maximum_are_ok(on_hand, state):
    assert level_state(on_hand, 10, 100) == state


def test_an_item_without_levels_is_ok_until_there_is_none():
    assert [level_state(on_hand, None, None) for on_hand in (0, 1, 10**9)] == ["out", "ok", "ok"]


def test_cover_counts_whole_days_and_is_not_known_of_what_nobody_uses():
    assert [days_of_cover(usable, Rate(30, 10)) for usable in (0, 2, 3, 29)] == [0, 0, 1, 9]
    assert days_of_cover(50, Rate(0, 10)) is None


def test_more_is_ordered_from_the_reorder_point_on_and_what_is_announced_counts():
    assert [to_order(usable, 20, 50) for usable in (29, 30, 31)] == [True, True, False]
    assert not to_order(0, 0, None)
