from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wms_tui.domain.barcode.message import Kind
from wms_tui.domain.barcode.readings import readings
from wms_tui.domain.barcode.scan import read
from wms_tui.errors import BadInput

TODAY = date(2026, 11, 20)
GTIN = "09521234543213"

# Pieces of real codes, so that random texts get past the first character.
PIECES = st.lists(
    st.sampled_from(
        [
            "]C1",
            "]e0",
            "]E0",
            "01" + GTIN,
            "10",
            "17271231",
            "(01)",
            "(10)",
            "\\(",
            "\x1d",
            "<GS>",
            "[)>",
            "\x1e",
            "06",
            "05",
            "\x04",
            "P4711",
            "14D",
            "https://x.org",
            "/01/" + GTIN,
            "/10/",
            "?17=",
            "%",
            "&",
            "urn:epc:",
            "37",
        ]
    )
    | st.text(max_size=6)
).map("".join)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"]C101{GTIN}10L1", Kind.GS1),
        (f"01{GTIN}10L1", Kind.GS1),
        (f"(01){GTIN}(10)L1", Kind.GS1),
        ("10L1<GS>21S1", Kind.GS1),
        ("]E04006381333931", Kind.GS1),
        ("]E496385074", Kind.GS1),
        ("]e010L1", Kind.GS1),
        ("]E010L1", Kind.GS1),
        ("]I1" + GTIN, Kind.GS1),
        ("00395212300000000070", Kind.GS1),
        (f"https://id.gs1.org/01/{GTIN}", Kind.DIGITAL_LINK),
        ("[)>\x1e06\x1dP4711\x1e\x04", Kind.MH10),
        ("urn:epc:id:sgtin:9521234.054321.1", Kind.EPC),
        ("URN:EPC:tag:sscc-96:0.1", Kind.EPC),
        ("%DONE", Kind.COMMAND),
        ("]C0%done\r", Kind.COMMAND),
        ("%", Kind.CODE),
        ("A-07-03-B", Kind.CODE),
        ("]C0A-07-03-B", Kind.CODE),
        ("10D9T", Kind.CODE),
        ("1TAB12", Kind.CODE),
        ("4006381333931", Kind.CODE),
        ("395212300000000070", Kind.CODE),
        ("https://example.org/shop", Kind.CODE),
        ("2 x 12 EA", Kind.CODE),
        ("]", Kind.CODE),
    ],
)
def test_a_scan_is_recognised_by_its_content(text: str, kind: Kind) -> None:
    assert read(text, TODAY).kind is kind


def test_a_code_that_may_be_either_is_both() -> None:
    scan = read("10D9T", TODAY)

    assert scan.text == "10D9T"
    assert [message.lot for message in scan.messages] == ["D9T"]


def test_a_bare_number_may_be_a_gtin() -> None:
    scan = read("4006381333931", TODAY)

    assert scan.message is not None
    assert (scan.text, scan.message.gtin) == ("4006381333931", "04006381333931")


def test_a_bare_number_may_be_a_plate() -> None:
    scan = read("395212300000000070", TODAY)

    assert scan.message is not None
    assert scan.message.plate == "395212300000000070"


def test_a_command_is_told_in_capitals() -> None:
    assert read("%done", TODAY).command == "DONE"


def test_the_code_to_look_up_keeps_its_case_and_zeros() -> None:
    scan = read("]A0 00ab-1\r\n", TODAY)

    assert (scan.text, scan.prefix, scan.raw) == ("00ab-1", "]A0", "]A0 00ab-1\r\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \r\n",
        "]C1",
        "x" * 10_000,
        "]C10109521234543210",
        "]d2hello",
        "]E04006381333932",
        "10L1\x1d99",
        "(01)09521234543210",
        "https://id.gs1.org/01/09521234543210",
        "[)>\x1e06\x1d4711",
    ],
)
def test_what_can_only_be_a_wrong_code_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read(text, TODAY)

    assert refusal.value.code == "bad-code"
    assert refusal.value.hint


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("0109521234543210", "check-digit"),
        ("4006381333932", "check-digit"),
        ("https://example.org/shop", "no-link"),
        (f"+C101{GTIN}10L1", "layout"),
    ],
)
def test_a_code_that_looks_like_something_else_says_why_it_is_not(text: str, why: str) -> None:
    scan = read(text, TODAY)

    assert scan.kind is Kind.CODE
    assert scan.problem is not None
    assert scan.problem.details["reason"] == why


@pytest.mark.parametrize("text", ["A-07-03-B", "10D9T", "20270314", "SO10441", "10 KG", "12345"])
def test_a_plain_code_has_no_problem(text: str) -> None:
    assert read(text, TODAY).problem is None


def test_a_scanner_that_types_capitals_or_small_letters_is_understood() -> None:
    assert read("]e04006381333931", TODAY).kind is Kind.GS1
    assert read(f"]E001{GTIN}10L1", TODAY).kind is Kind.GS1
    assert read(f"]D201{GTIN}10L1", TODAY).prefix == "]D2"


@given(st.text() | PIECES | st.binary().map(lambda sent: sent.decode("utf-8", "surrogateescape")))
@example("(")
@example("[01]")
@example("]C1\x1d")
@example("01" + "٠" * 14)
@example("https://[/01/" + GTIN)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        scan = read(text, TODAY)
    except BadInput as refusal:
        assert refusal.code == "bad-code"
        assert refusal.message.isprintable()
        return
    finally:
        readings(text, TODAY)

    assert scan.raw == text
    assert scan.text
    assert (scan.kind is Kind.COMMAND) == bool(scan.command)
    assert scan.messages or scan.kind in (Kind.CODE, Kind.COMMAND, Kind.EPC)
    assert all(line.isprintable() for message in scan.messages for line in message.warnings)


@given(st.binary())
def test_any_bytes_of_a_serial_line_are_read_or_refused(sent: bytes) -> None:
    try:
        scan = read(sent.decode("latin-1"), TODAY)
    except BadInput:
        return

    assert scan.text
