from datetime import date

import pytest

from wms_tui.domain.barcode.elements import parse_elements
from wms_tui.domain.barcode.message import Kind
from wms_tui.errors import BadInput

TODAY = date(2026, 11, 20)
GTIN = "09521234543213"
GS = "\x1d"


def reason(text: str) -> str:
    with pytest.raises(BadInput) as refusal:
        parse_elements(text, TODAY)
    assert refusal.value.code == "bad-code"
    assert len(refusal.value.message) <= 38
    return refusal.value.details["reason"]


def test_a_case_label_says_item_lot_dates_serial_and_count() -> None:
    message = parse_elements(f"]C101{GTIN}11260301172712311527060110AB-12/3{GS}21000123{GS}3024", TODAY)

    assert message.standard is Kind.GS1
    assert message.gtin == GTIN
    assert message.lot == "AB-12/3"
    assert message.serial == "000123"
    assert message.made_on == date(2026, 3, 1)
    assert message.expires_on == date(2027, 12, 31)
    assert message.best_before_on == date(2027, 6, 1)
    assert message.quantity == 24
    assert message.cautions == ()


def test_a_pallet_label_says_plate_content_and_count() -> None:
    message = parse_elements(f"0039521230000000007002{GTIN}3740{GS}400PO-7", TODAY)

    assert message.sscc == message.plate == "395212300000000070"
    assert message.gtin == GTIN
    assert message.quantity == 40
    assert message.order == "PO-7"
    assert message.cautions == ()


@pytest.mark.parametrize(
    "text",
    [
        f"01{GTIN}10L1{GS}21S1",
        f"{GS}01{GTIN}10L1{GS}21S1{GS}",
        f"01{GTIN}{GS}10L1{GS}{GS}21S1\r\n",
        f"]c101{GTIN}10L1{GS}21S1\t",
        f"]D201{GTIN}10L1<GS>21S1",
        f"]C1<FNC1>01{GTIN}10L1<FNC1>21S1<FNC1>",
        f"01{GTIN}10L1{{gs}}21S1",
        f"01{GTIN}10L1^]21S1",
        f"01{GTIN}10L1\x1b0\x1b2\x1b921S1\n",
        f"\ufeff01{GTIN}10L1\x00{GS}21S1",
        f"(01){GTIN}(10)L1(21)S1",
        f"(01){GTIN} (10)L1 (21)S1 ",
        f"[01]{GTIN}[10]L1[21]S1",
    ],
)
def test_what_a_scanner_puts_around_a_code_does_not_change_it(text: str) -> None:
    message = parse_elements(text, TODAY)

    assert message.elements == (("01", GTIN), ("10", "L1"), ("21", "S1"))
    assert message.cautions == ()
    assert message.raw == text


@pytest.mark.parametrize("sent", ["@", " ", "^", "{", "ñ", "\x1c", "#"])
def test_a_character_no_lot_may_hold_is_taken_for_the_separator_and_said(sent: str) -> None:
    message = parse_elements(f"01{GTIN}10L1{sent}21S1", TODAY)

    assert (message.lot, message.serial) == ("L1", "S1")
    assert [caution.code for caution in message.cautions] == ["separator"]


def test_two_strange_characters_are_not_both_the_separator() -> None:
    assert reason(f"01{GTIN}10L1@21S1#3012") == "charset"


def test_a_device_may_send_a_separator_that_lots_could_hold() -> None:
    assert parse_elements(f"01{GTIN}10L1%21S1", TODAY).lot == "L1%21S1"
    assert parse_elements(f"01{GTIN}10L1%21S1", TODAY, separator="%").lot == "L1"


def test_leading_zeros_and_letter_case_of_a_lot_are_kept() -> None:
    assert parse_elements(f"01{GTIN}10000ab1", TODAY).lot == "000ab1"
    assert parse_elements(f"01{GTIN}10AB1", TODAY).lot == "AB1"


def test_a_lot_may_have_brackets() -> None:
    assert parse_elements("(10)A(1)B", TODAY).lot == "A(1)B"
    assert parse_elements(r"(10)A\(17)B(17)271231", TODAY).lot == "A(17)B"
    assert parse_elements("10A(17)B", TODAY).lot == "A(17)B"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("0109521234543210", "check-digit"),
        ("00395212300000000071", "check-digit"),
        ("4109521234543214", "check-digit"),
        ("8003095212345432149", "check-digit"),
        ("010952123454321", "length"),
        ("10", "empty"),
        (f"01{GTIN}10{GS}21S1", "empty"),
        ("10123456789012345678901", "length"),
        ("3012345678" + "9", "length"),
        ("30A", "charset"),
        ("10AB\nC", "charset"),
        ("17261301", "date"),
        ("17260230", "date"),
        ("7003271200" + "1200", "date"),
        ("70032712312460", "value"),
        ("7007261231270", "length"),
        ("800601234567890128" + "0502", "value"),
        ("401952VK", "value"),
        ("3999123456", "unknown-ai"),
        ("(89)1", "unknown-ai"),
        ("(10)A(89)1", "unknown-ai"),
        (f"10A{GS}10B", "repeat"),
        ("(17)271231(17)280101", "repeat"),
        ("", "empty"),
        ("hello", "unknown-ai"),
    ],
)
def test_a_wrong_code_is_refused_by_what_is_wrong(text: str, why: str) -> None:
    assert reason(text) == why


def test_a_refusal_names_the_element_and_the_digit_that_is_wrong() -> None:
    with pytest.raises(BadInput) as refusal:
        parse_elements("0109521234543210", TODAY)

    assert refusal.value.message == "(01) GTIN: check digit 0 is not 3"
    assert refusal.value.details["ai"] == "01"


def test_an_element_may_come_twice_if_it_says_the_same() -> None:
    assert parse_elements(f"10A{GS}10A", TODAY).elements == (("10", "A"),)


def test_day_00_is_the_last_day_of_the_month() -> None:
    assert parse_elements("17280200", TODAY).expires_on == date(2028, 2, 29)
    assert parse_elements("15270200", TODAY).best_before_on == date(2027, 2, 28)


def test_a_date_of_zeros_is_no_date() -> None:
    message = parse_elements(f"01{GTIN}1700000010L1", TODAY)

    assert message.expires_on is None
    assert message.value("17") == "000000"
    assert [caution.code for caution in message.cautions] == ["no-date"]


@pytest.mark.parametrize(
    ("year", "two_digits", "meant"),
    [
        (2026, "76", 2076),
        (2026, "77", 1977),
        (2026, "00", 2000),
        (2026, "99", 1999),
        (2060, "10", 2110),
        (2060, "11", 2011),
    ],
)
def test_a_year_of_two_digits_is_the_nearest(year: int, two_digits: str, meant: int) -> None:
    assert parse_elements(f"17{two_digits}0630", date(year, 1, 1)).expires_on == date(meant, 6, 30)


def test_an_expiry_with_a_time_is_an_expiry() -> None:
    assert parse_elements(f"01{GTIN}70032712311830", TODAY).expires_on == date(2027, 12, 31)


def test_best_before_is_never_taken_for_the_expiry() -> None:
    assert parse_elements(f"01{GTIN}15271231", TODAY).expires_on is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("10L1", {"missing-partner"}),
        (f"02{GTIN}", {"missing-partner"}),
        (f"01{GTIN}3740", {"excluded-partner", "missing-partner"}),
        (f"01{GTIN}3103001500" + "3102000150", {"excluded-partner"}),
        (f"01{GTIN}10L1", set()),
        (f"01{GTIN}3103001500", set()),
    ],
)
def test_elements_that_miss_or_contradict_each_other_are_read_with_a_caution(text: str, codes: set[str]) -> None:
    message = parse_elements(text, TODAY)

    assert {caution.code for caution in message.cautions} == codes
    assert all(len(line) <= 38 for line in message.warnings)
