from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from wms_tui.domain.barcode.identifiers import IDENTIFIERS
from wms_tui.domain.barcode.readings import MOST, readings

TODAY = date(2026, 11, 20)
GTIN = "09521234543213"


def lots(text: str) -> list[str]:
    return [message.lot for message in readings(text, TODAY)]


def test_a_lot_that_ran_into_the_serial_is_offered_apart() -> None:
    found = readings(f"01{GTIN}10AB1221S99", TODAY)

    assert (found[0].lot, found[0].serial) == ("AB1221S99", "")
    assert (found[1].lot, found[1].serial) == ("AB12", "S99")


def test_a_lot_that_ran_into_the_expiry_is_offered_apart() -> None:
    message = readings(f"01{GTIN}10ABC17271231", TODAY)[1]

    assert (message.lot, message.expires_on) == ("ABC", date(2027, 12, 31))


def test_a_code_too_long_to_be_one_lot_still_has_readings() -> None:
    assert lots("10WAJBQENZYS62MT9YM17271231")[0] == "WAJBQENZYS62MT9YM"


def test_a_code_with_its_separators_is_first_read_as_it_stands() -> None:
    assert lots(f"01{GTIN}10AB\x1d21S")[0] == "AB"


def test_brackets_leave_no_doubt() -> None:
    assert lots("(10)AB1221S99") == ["AB1221S99"]


def test_a_plain_code_has_no_readings() -> None:
    assert readings("A-07-03-B", TODAY) == ()
    assert readings("9" * 10_000, TODAY) == ()


@given(st.from_regex(r"[A-Z]{1,4}[0-9]{0,4}", fullmatch=True), st.from_regex(r"[A-Z][0-9]{1,5}", fullmatch=True))
def test_what_was_on_the_label_is_among_the_readings(lot: str, serial: str) -> None:
    found = [(message.lot, message.serial) for message in readings(f"01{GTIN}10{lot}21{serial}", TODAY)]

    assert (lot, serial) in found


@given(st.text("012379", max_size=200))
def test_any_row_of_digits_has_a_bounded_number_of_readings(digits: str) -> None:
    found = readings("10" + digits, TODAY)

    assert len(found) <= MOST
    for message in found:
        assert "".join(ai + value for ai, value in message.elements)
        assert all(IDENTIFIERS[ai].pattern.fullmatch(value) for ai, value in message.elements)
