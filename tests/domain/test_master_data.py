"""What an item, a place and a partner must be before they are saved."""

import pytest

from wms_tui.domain.master_data import NewPack, checked_pack, parse_pack, stored_gtin, with_unit
from wms_tui.errors import BadInput

EAN_13 = "4012345678901"


def test_a_pack_is_typed_as_name_and_quantity() -> None:
    assert parse_pack("CS=12") == NewPack("CS", 12)


def test_a_pack_may_be_typed_with_its_gtin_which_is_kept_in_14_digits() -> None:
    assert parse_pack(f"CS=12:{EAN_13}") == NewPack("CS", 12, f"0{EAN_13}")


@pytest.mark.parametrize("text", ["CS", "CS=", "=12", "CS=x", "CS=0", "12=CS", "CS=12:", "CS=1.5", "C S=12"])
def test_what_is_no_pack_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_pack(text)

    assert refused.value.code == "bad-pack"


@pytest.mark.parametrize("gtin", ["4012345678902", "401234567890", "40123456789012345", "4012345a78901"])
def test_a_gtin_with_a_wrong_check_digit_or_length_is_refused(gtin: str) -> None:
    with pytest.raises(BadInput) as refused:
        checked_pack(NewPack("CS", 12, gtin))

    assert refused.value.code == "bad-gtin"


def test_no_gtin_stays_none() -> None:
    assert stored_gtin("") == ""


def test_the_base_unit_is_the_first_pack_and_carries_the_gtin_of_the_item() -> None:
    packs = with_unit("EA", (NewPack("CS", 12),), EAN_13)

    assert packs == (NewPack("EA", 1, f"0{EAN_13}"), NewPack("CS", 12))


def test_a_pack_of_one_that_is_called_like_the_unit_is_the_unit() -> None:
    assert with_unit("EA", (NewPack("EA", 1, EAN_13),)) == (NewPack("EA", 1, f"0{EAN_13}"),)


@pytest.mark.parametrize("packs", [(NewPack("CS", 12), NewPack("cs", 6)), (NewPack("ea", 6),)])
def test_two_packs_of_one_name_are_refused(packs: tuple[NewPack, ...]) -> None:
    with pytest.raises(BadInput) as refused:
        with_unit("EA", packs)

    assert refused.value.code == "bad-pack"
