"""What consignees answer: how it adds up, and how many of them are asked whether it worked."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from wms_tui.domain.recall import CheckLevel
from wms_tui.domain.replies import LotReply, Statement, drawn, recovered_percent, sample_size, totals_of
from wms_tui.errors import BadInput

ANSWERED = datetime(2026, 11, 26, 12, tzinfo=UTC)
CODES = [f"SHOP{number:03}" for number in range(200)]


def a_reply(partner: int, lot: int, delivered: int, said: Statement | None = None) -> LotReply:
    return LotReply(
        partner, f"SHOP{partner}", "", lot, "MILK", f"L{lot}", "EA", delivered, said or Statement(), 0,
        replied_at=ANSWERED if said else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("level", "percent", "sizes"),
    [
        (CheckLevel.A, None, (1, 9, 10, 200)),
        (CheckLevel.B, 25, (1, 3, 3, 50)),
        (CheckLevel.C, None, (1, 1, 1, 20)),
        (CheckLevel.D, None, (1, 1, 1, 4)),
        (CheckLevel.E, None, (0, 0, 0, 0)),
    ],
)
def test_a_sample_is_never_smaller_than_its_level_says(
    level: CheckLevel, percent: int | None, sizes: tuple[int, ...]
) -> None:
    assert tuple(sample_size(level, number, percent) for number in (1, 9, 10, 200)) == sizes
    assert sample_size(level, 0, percent) == 0


def test_eleven_consignees_at_level_c_are_two_for_a_part_of_one_is_a_whole_one():
    assert sample_size(CheckLevel.C, 11) == 2


@pytest.mark.parametrize(
    ("level", "percent"), [(CheckLevel.B, None), (CheckLevel.B, 10), (CheckLevel.B, 100), (CheckLevel.C, 20)]
)
def test_level_b_alone_needs_a_percent_and_it_lies_between_those_of_c_and_a(
    level: CheckLevel, percent: int | None
) -> None:
    with pytest.raises(BadInput) as refused:
        sample_size(level, 50, percent)

    assert refused.value.code == "bad-percent"


def test_the_same_seed_draws_the_same_consignees_in_whatever_order_they_are_named():
    assert drawn("4f1c", CODES, 20) == drawn("4f1c", CODES[::-1], 20)
    assert drawn("4f1c", CODES, 20) != drawn("4f1d", CODES, 20)
    assert set(drawn("4f1c", CODES, 4)) < set(drawn("4f1c", CODES, 20))


def test_a_draw_can_be_repeated_with_nothing_but_sha256():
    """``printf 'R7:SHOP000' | sha256sum`` and so on, sorted: the smallest is drawn."""
    assert drawn("R7", ["SHOP000", "SHOP001", "SHOP002"], 1) == ("SHOP001",)


def test_every_consignee_has_the_same_chance():
    found = [code for seed in range(500) for code in drawn(str(seed), CODES[:20], 2)]

    assert all(25 <= found.count(code) <= 80 for code in CODES[:20])


@pytest.mark.parametrize(
    ("accounted", "distributed", "percent"),
    [(0, 0, 100.0), (5, 0, 100.0), (0, 48, 0.0), (36, 48, 75.0), (48, 48, 100.0), (1, 3, 33.3), (9999, 10000, 99.9),
     (10001, 10000, 100.1), (50, 48, 104.2)],
)  # fmt: skip
def test_a_hundred_percent_is_said_only_where_it_is_all(accounted: int, distributed: int, percent: float) -> None:
    assert recovered_percent(accounted, distributed) == percent


def test_what_was_sold_on_or_is_not_found_is_told_and_not_recovered():
    said = Statement(on_hand=5, returned=4, destroyed=3, used=2, sold_on=1, not_located=6)

    one = a_reply(1, 1, 20, said)

    assert (said.told, one.accounted, one.open, one.over) == (21, 14, 6, 0)


def test_too_much_at_one_consignee_is_seen_there():
    one = a_reply(1, 1, 10, Statement(on_hand=12))

    assert (one.open, one.over) == (0, 2)


def test_too_much_at_one_consignee_is_missing_at_another():
    found = totals_of([a_reply(1, 1, 10, Statement(on_hand=20)), a_reply(2, 1, 10, Statement())])

    assert (found.accounted, found.open, found.percent) == (10, 10, 50.0)


def test_pieces_and_grams_are_not_added_up():
    grams = replace(a_reply(1, 2, 100_000, Statement(returned=100_000)), unit="G")
    pieces = a_reply(1, 1, 10, Statement(returned=1))

    found = totals_of([grams, pieces])

    assert found.percent == 10.0
    assert found.shares == (("G", 100_000, 0), ("EA", 10, 9))


def test_a_consignee_has_answered_when_it_did_so_for_every_lot():
    found = totals_of([a_reply(1, 1, 10, Statement(returned=10)), a_reply(1, 2, 4), a_reply(2, 1, 6, Statement())])

    assert (found.consignees, found.replied, found.distributed, found.accounted, found.open) == (2, 1, 20, 10, 10)
    assert found.percent == 50.0
