"""Quantities as clerks type and read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wms_tui.domain.quantity import (
    LARGEST,
    Pack,
    check_packs,
    make_pack,
    parse_change,
    parse_quantity,
    spell_quantity,
)
from wms_tui.errors import BadInput

PACKS = (Pack("EA", 1), Pack("CS", 12), Pack("PL", 576))


@pytest.mark.parametrize(
    ("typed", "units"),
    [
        ("36", 36),
        (" 36 ", 36),
        ("007", 7),
        ("36EA", 36),
        ("3CS", 36),
        ("3cs", 36),
        ("3 CS", 36),
        ("2CS+4EA", 28),
        ("3 CS 4 EA", 40),
        ("2CS+4", 28),
        ("1PL + 2 CS + 3", 603),
        ("0CS+4EA", 4),
        ("1000000000000", LARGEST),
    ],
)
def test_a_quantity_is_typed_in_units_or_packs(typed: str, units: int):
    assert parse_quantity(typed, PACKS, "EA") == units


@pytest.mark.parametrize(
    "typed",
    [
        "", "  ", "0", "0CS", "-3", "1.5", "1,5", "1.5CS", "1.", ".5", "3 4", "3+4", "4EA 3", "+6", "3CS+",
        "3CS++4EA", "1000000000001", "90000000000CS", "9" * 70, "4006381333931", "３", "٣", "1e3.0",
        "2CS 2CS", "3\t4", "\x1b[A", "CS",
    ],
)  # fmt: skip
def test_what_is_no_whole_positive_quantity_is_refused(typed: str):
    with pytest.raises(BadInput) as refused:
        parse_quantity(typed, PACKS, "EA")

    assert refused.value.code in {"bad-quantity", "unknown-pack"}
    assert refused.value.hint
    assert refused.value.message.isprintable()


def test_an_unknown_pack_is_answered_with_the_known_ones():
    with pytest.raises(BadInput) as refused:
        parse_quantity("3 BX", PACKS, "EA")

    assert refused.value.code == "unknown-pack"
    assert refused.value.hint == "Packs: EA CS PL"


@pytest.mark.parametrize(
    ("typed", "units"), [("-2", -2), ("+6", 6), ("6", 6), ("-1CS", -12), ("-1 CS 2 EA", -14), ("- 2", -2)]
)
def test_an_adjustment_has_one_sign_for_all_of_it(typed: str, units: int):
    assert parse_change(typed, PACKS, "EA") == units


@pytest.mark.parametrize("typed", ["", "0", "-0", "--2", "+-2", "-", "1CS-2EA"])
def test_an_adjustment_of_nothing_or_of_two_signs_is_refused(typed: str):
    with pytest.raises(BadInput):
        parse_change(typed, PACKS, "EA")


@pytest.mark.parametrize(
    ("units", "spelled"),
    [(40, "3 CS 4 EA"), (36, "3 CS"), (4, "4 EA"), (0, "0 EA"), (600, "1 PL 2 CS"), (-14, "-1 CS 2 EA")],
)
def test_a_quantity_is_shown_in_the_largest_packs_first(units: int, spelled: str):
    assert spell_quantity(units, PACKS, "EA") == spelled


@pytest.mark.parametrize(
    ("grams", "spelled"),
    [(12_500, "12.5 kg"), (12_000, "12 kg"), (999, "999 g"), (1_001, "1.001 kg"), (1_010, "1.01 kg")],
)
def test_grams_are_shown_and_typed_as_kilograms_exactly(grams: int, spelled: str):
    assert spell_quantity(grams, (), "g") == spelled
    assert parse_quantity(spelled, (), "g") == grams


def test_millilitres_are_shown_as_litres_beside_packs():
    packs = (Pack("DRUM", 200_000),)

    assert spell_quantity(412_500, packs, "mL") == "2 DRUM 12.5 L"
    assert parse_quantity("2 drum 12.5 l", packs, "mL") == 412_500


@pytest.mark.parametrize("typed", ["1.0005 kg", "1,5 kg", "1. kg", "1.5 g", "0.000 kg"])
def test_less_than_a_gram_or_a_decimal_comma_is_refused(typed: str):
    with pytest.raises(BadInput):
        parse_quantity(typed, (), "g")


PACK_NAMES = some.text("ABCDEFGHIJ", min_size=1, max_size=4)


@given(
    some.integers(1, LARGEST),
    some.dictionaries(PACK_NAMES, some.integers(1, 10**6), max_size=4),
    some.sampled_from(["ZZ", "g", "mL"]),
)
def test_what_is_shown_can_be_typed_again(units: int, sizes: dict[str, int], unit: str):
    packs = tuple(Pack(name, size) for name, size in sizes.items() if name != unit.upper())

    assert parse_quantity(spell_quantity(units, packs, unit), packs, unit) == units
    assert parse_change(spell_quantity(-units, packs, unit), packs, unit) == -units


@given(some.text(max_size=30))
def test_any_text_is_a_quantity_or_is_refused_in_words(text: str):
    try:
        units = parse_quantity(text, PACKS, "EA")
    except BadInput as refused:
        assert refused.message.isprintable()
    else:
        assert 1 <= units <= LARGEST


@pytest.mark.parametrize("name", ["", "3CS", "C S", "C+S", "CS=", "CS:1", "x" * 17, "C\u200bS"])
def test_a_pack_needs_a_name_that_can_follow_a_number(name: str):
    with pytest.raises(BadInput):
        make_pack(name, 12)


def test_packs_that_mean_two_quantities_are_refused():
    check_packs(PACKS, "EA")
    check_packs((Pack("kg", 1000),), "g")

    for packs, unit in (
        ((Pack("CS", 6), Pack("cs", 12)), "EA"),
        ((Pack("ea", 2),), "EA"),
        ((Pack("KG", 5),), "g"),
    ):
        with pytest.raises(BadInput):
            check_packs(packs, unit)


def test_a_pack_of_nothing_is_refused():
    with pytest.raises(BadInput):
        make_pack("CS", 0)
