import pytest
from hypothesis import given
from hypothesis import strategies as st

from wms_tui.domain.barcode.check_digits import check_digit, full_gtin, has_check_digit, make_sscc
from wms_tui.errors import BadInput

DIGITS = st.text("0123456789", min_size=1, max_size=17)


@pytest.mark.parametrize(
    "number",
    ["96385074", "036000291452", "4006381333931", "09521234543213", "006141411234567890", "0614141000036"],
)
def test_the_last_digit_of_a_published_number_checks_the_others(number: str) -> None:
    assert check_digit(number[:-1]) == number[-1]


@given(DIGITS, st.data())
def test_one_misread_digit_is_always_noticed(digits: str, data: st.DataObject) -> None:
    number = digits + check_digit(digits)
    position = data.draw(st.integers(0, len(number) - 1))
    other = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != number[position]))

    misread = number[:position] + other + number[position + 1 :]

    assert has_check_digit(number)
    assert not has_check_digit(misread)


@pytest.mark.parametrize("digits", ["", "12A4", " 12", "١٢٣", "1²3"])
def test_only_plain_digits_have_a_check_digit(digits: str) -> None:
    with pytest.raises(BadInput) as refusal:
        check_digit(digits)

    assert refusal.value.code == "bad-code"


def test_a_plate_number_is_made_of_prefix_extension_and_running_number() -> None:
    assert make_sscc("0614141", 0, 123456789) == "006141411234567890"
    assert make_sscc("952123", 3, 7) == "395212300000000070"


@given(st.text("0123456789", min_size=4, max_size=12), st.integers(0, 9), st.integers(0, 9999))
def test_every_plate_number_has_18_digits_and_its_check_digit(prefix: str, extension: int, number: int) -> None:
    sscc = make_sscc(prefix, extension, number)

    assert len(sscc) == 18
    assert has_check_digit(sscc)
    assert sscc[1:].startswith(prefix)


def test_plate_numbers_do_not_start_again_when_the_digits_are_used_up() -> None:
    with pytest.raises(BadInput, match="needs over 4 digits"):
        make_sscc("952123456789", 0, 10_000)


@pytest.mark.parametrize(("prefix", "extension"), [("952", 0), ("9521234567890", 0), ("95A123", 0), ("952123", 10)])
def test_a_plate_number_is_refused_for_a_wrong_prefix_or_extension(prefix: str, extension: int) -> None:
    with pytest.raises(BadInput):
        make_sscc(prefix, extension, 1)


def test_a_short_gtin_is_filled_with_zeros() -> None:
    assert full_gtin("96385074") == "00000096385074"
