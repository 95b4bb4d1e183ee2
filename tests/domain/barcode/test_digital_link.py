from datetime import date

import pytest

from wms_tui.domain.barcode.digital_link import digital_link, parse_digital_link
from wms_tui.domain.barcode.message import Kind
from wms_tui.errors import BadInput

TODAY = date(2026, 11, 20)
GTIN = "09521234543213"


def elements(text: str) -> list[tuple[str, str]]:
    return [(ai, value) for ai, value in parse_digital_link(text, TODAY).elements]


def test_a_link_says_item_lot_serial_and_expiry() -> None:
    message = parse_digital_link(f"]Q1https://id.gs1.org/01/{GTIN}/10/AB-12%2F3/21/S99?17=271231\r", TODAY)

    assert message.standard is Kind.DIGITAL_LINK
    assert (message.gtin, message.lot, message.serial) == (GTIN, "AB-12/3", "S99")
    assert message.expires_on == date(2027, 12, 31)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        (f"https://x.org/a/b/01/{GTIN}", [("01", GTIN)]),
        (f"HTTP://X.ORG:8080/01/{GTIN}", [("01", GTIN)]),
        (f"https://x.org/00/395212300000000070/01/{GTIN}", [("01", GTIN)]),
        (f"https://x.org/01/{GTIN}/22/2A/10/L", [("01", GTIN), ("22", "2A"), ("10", "L")]),
        (f"https://x.org/01/{GTIN}/10/A+B", [("01", GTIN), ("10", "A+B")]),
        (f"https://x.org/01/{GTIN}?linkType=all&3103=001500#top", [("01", GTIN), ("3103", "001500")]),
        (f"https://x.org/01/{GTIN}?99=a%3Db", [("01", GTIN), ("99", "a=b")]),
        ("https://x.org/414/9521234543213/254/7", [("414", "9521234543213"), ("254", "7")]),
    ],
)
def test_the_last_key_of_the_path_counts(address: str, found: list[tuple[str, str]]) -> None:
    assert elements(address) == found


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("https://x.org/", "no-link"),
        ("https://x.org", "no-link"),
        ("https://x.org/shop/4711", "no-link"),
        (f"HttpS://x.org/01/{GTIN}", "no-link"),
        (f"https://x.org/gtin/{GTIN}", "no-link"),
        (f"https://x.org/01/{GTIN}/", "no-link"),
        (f"https://x.org/01/{GTIN}/21/S/10/L", "link"),
        (f"https://x.org/01/{GTIN}/235/T/10/L", "link"),
        ("https://x.org/00/395212300000000070/10/L", "link"),
        (f"https://x.org/01/{GTIN}?10=L", "link"),
        (f"https://x.org/01/{GTIN}?21=S", "link"),
        (f"https://x.org/01/{GTIN}?8200=x", "link"),
        (f"https://x.org/01/{GTIN}?17=271231&17=271231", "link"),
        (f"https://x.org/01/{GTIN}?89=1", "unknown-ai"),
        (f"https://x.org/01/{GTIN}?400=A+B", "charset"),
        ("https://x.org/01/9521234543213", "length"),
        ("https://x.org/01/09521234543210", "check-digit"),
        (f"https://x.org/01/{GTIN}/10/", "empty"),
    ],
)
def test_a_link_that_breaks_the_rules_is_refused_by_what_is_wrong(address: str, why: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse_digital_link(address, TODAY)

    assert refusal.value.details["reason"] == why
    assert len(refusal.value.message) <= 38


def test_a_link_is_written_with_the_key_first() -> None:
    assert digital_link([("17", "271231"), ("10", "A/B"), ("01", GTIN)]) == (
        f"https://id.gs1.org/01/{GTIN}/10/A%2FB?17=271231"
    )


@pytest.mark.parametrize(
    "label", [[("10", "L")], [("01", GTIN), ("8200", "x")], [("01", GTIN), ("235", "T"), ("10", "L")]]
)
def test_a_link_that_nobody_could_read_is_not_written(label: list[tuple[str, str]]) -> None:
    with pytest.raises(BadInput):
        digital_link(label)
