"""Bins made by the range."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wms_tui.domain.codes import natural_key
from wms_tui.domain.places import bin_range, random_check_digits
from wms_tui.errors import BadInput


def codes(first: str, last: str) -> list[str]:
    return [spec.code for spec in bin_range(first, last)]


def by_walk(first: str, last: str) -> list[str]:
    return [spec.code for spec in sorted(bin_range(first, last), key=lambda spec: spec.walk)]


def test_a_range_counts_each_part_from_first_to_last():
    assert codes("A-01-09-A", "A-02-10-B") == [
        "A-01-09-A", "A-01-09-B", "A-01-10-A", "A-01-10-B",
        "A-02-09-A", "A-02-09-B", "A-02-10-A", "A-02-10-B",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("8", "11", ["8", "9", "10", "11"]),
        ("08", "11", ["08", "09", "10", "11"]),
        ("AY", "BB", ["AY", "AZ", "BA", "BB"]),
        ("a1", "b2", ["a1", "a2", "b1", "b2"]),
        ("COLD.1", "COLD.2", ["COLD.1", "COLD.2"]),
        ("Öl-1", "Öl-2", ["Öl-1", "Öl-2"]),
        ("A-1", "A-1", ["A-1"]),
        ("Z_Y", "Z_Z", ["Z_Y", "Z_Z"]),
    ],
)
def test_digits_and_letters_run_as_on_the_rack(first: str, last: str, expected: list[str]):
    assert codes(first, last) == expected


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("A-02", "A-01"), ("B", "A"), ("A-1", "A-1-2"), ("A-1", "A-B"), ("A-01", "A/02"), ("A", "b"),
        ("01", "100"), ("A", "AA"), ("A-1", "Ä-1"), ("A--1", "A--2"), ("-1", "-2"),
        ("1-1-1-1-1-1", "1-1-1-1-1-2"), ("00000", "100000"),
        ("1", "100001"), ("1", "9" * 60), ("", "A"), ("A", ""),
        ("A1", "A"),
    ],
)  # fmt: skip
def test_a_range_that_runs_nowhere_is_refused(first: str, last: str):
    with pytest.raises(BadInput) as refused:
        bin_range(first, last)

    assert refused.value.code in {"bad-range", "bad-code"}


def test_a_hundred_thousand_bins_are_the_most():
    assert len(bin_range("00000", "99999")) == 100_000


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("7", ("", "", "7", "", "")),
        ("03-7", ("", "03", "7", "", "")),
        ("03-7-A", ("", "03", "7", "A", "")),
        ("C-03-7-A", ("C", "03", "7", "A", "")),
        ("C-03-7-A-2", ("C", "03", "7", "A", "2")),
    ],
)
def test_the_parts_of_an_address_are_named_by_their_number(code: str, parts: tuple[str, ...]):
    (spec,) = bin_range(code, code)

    assert (spec.zone, spec.aisle, spec.bay, spec.level, spec.position) == parts


def test_the_walk_goes_up_odd_aisles_and_down_even_ones():
    assert by_walk("A-01-1-A", "A-03-2-B") == [
        "A-01-1-A", "A-01-1-B", "A-01-2-A", "A-01-2-B",
        "A-02-2-A", "A-02-2-B", "A-02-1-A", "A-02-1-B",
        "A-03-1-A", "A-03-1-B", "A-03-2-A", "A-03-2-B",
    ]  # fmt: skip


def test_a_range_that_begins_in_an_even_aisle_begins_at_its_far_end():
    assert by_walk("02-1", "03-2") == ["02-2", "02-1", "03-1", "03-2"]


def test_lettered_aisles_turn_too():
    assert by_walk("A-1", "B-2") == ["A-1", "A-2", "B-2", "B-1"]


def test_the_walk_leaves_room_for_bins_between():
    assert [spec.walk for spec in bin_range("1", "3")] == [10, 20, 30]
    assert [spec.walk for spec in bin_range("1", "2", walk_from=510)] == [510, 520]


@given(some.integers(0, 99), some.integers(0, 30), some.integers(0, 99), some.integers(0, 30))
def test_every_bin_is_made_once_in_natural_order_with_its_own_walk(aisle: int, aisles: int, bay: int, bays: int):
    specs = bin_range(f"A-{aisle:03d}-{bay}", f"A-{aisle + aisles:03d}-{bay + bays}")
    made = [spec.code for spec in specs]

    assert len(set(made)) == len({spec.walk for spec in specs}) == (aisles + 1) * (bays + 1)
    assert made == sorted(made, key=natural_key)


@given(some.integers(0, 300), some.integers())
def test_check_digits_of_bins_close_by_differ(count: int, seed: int):
    digits = random_check_digits(count, Random(seed))

    assert len(digits) == count
    assert all(len(pair) == 2 and pair.isdigit() for pair in digits)
    assert all(digits[place] not in digits[max(0, place - 20) : place] for place in range(count))


def test_check_digits_use_all_hundred_values():
    assert len(set(random_check_digits(5000, Random(1)))) == 100
