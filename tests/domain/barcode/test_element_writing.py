from datetime import date

import biip.gs1_messages
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wms_tui.domain.barcode.check_digits import check_digit
from wms_tui.domain.barcode.digital_link import digital_link, parse_digital_link
from wms_tui.domain.barcode.elements import parse_elements
from wms_tui.domain.barcode.writing import bracketed, day_value, element_string
from wms_tui.domain.codes import CSET_82
from wms_tui.errors import BadInput

TODAY = date(2026, 11, 20)
GTIN = "09521234543213"

# A lot that spells <GS> is legal and cannot be told from a separator a scanner wrote out: nobody has such lots.
TEXT = st.text(sorted(CSET_82 - {"<"}), min_size=1, max_size=20)
DAYS = st.dates(date(2000, 1, 1), date(2049, 12, 31))
KEYS = st.integers(0, 10**13 - 1).map(lambda number: f"{number:013d}" + check_digit(f"{number:013d}"))
LABELS = st.fixed_dictionaries(
    {"01": KEYS},
    optional={
        "17": DAYS.map(day_value),
        "11": DAYS.map(day_value),
        "10": TEXT,
        "21": TEXT,
        "240": TEXT,
        "400": TEXT,
        "30": st.integers(0, 99_999_999).map(str),
        "3103": st.integers(0, 999_999).map(lambda grams: f"{grams:06d}"),
    },
).flatmap(lambda label: st.permutations(list(label.items())))


@given(LABELS)
def test_what_we_print_is_what_we_scan(label: list[tuple[str, str]]) -> None:
    assert parse_elements("]C1" + element_string(label) + "\r", TODAY).elements == tuple(label)


@given(LABELS)
def test_what_we_show_is_what_we_read(label: list[tuple[str, str]]) -> None:
    assert parse_elements(bracketed(label), TODAY).elements == tuple(label)


@given(LABELS)
def test_a_digital_link_says_what_the_label_says(label: list[tuple[str, str]]) -> None:
    link = digital_link(label, "https://wms.example.org/box")

    assert dict(parse_digital_link(link, TODAY).elements) == dict(label)


@given(LABELS)
def test_a_second_opinion_reads_our_labels_alike(label: list[tuple[str, str]]) -> None:
    ours = parse_elements(element_string(label), TODAY)
    theirs = biip.gs1_messages.GS1Message.parse(element_string(label))

    assert [(one.ai.ai, one.value) for one in theirs.element_strings] == list(ours.elements)
    expiry = theirs.element_strings.get(ai="17")
    assert (expiry.date if expiry else None) == ours.expires_on


def test_a_separator_stands_only_where_one_is_needed() -> None:
    label = [("01", GTIN), ("10", "L1"), ("17", "271231"), ("21", "S1")]

    assert element_string(label) == f"01{GTIN}10L1\x1d1727123121S1"


def test_an_opening_bracket_of_a_lot_is_marked() -> None:
    assert bracketed([("10", "A(17)B")]) == r"(10)A\(17)B"


@pytest.mark.parametrize(
    "pair", [("01", "09521234543210"), ("10", "AB C"), ("10", ""), ("10", "x" * 21), ("17", "271301"), ("89", "1")]
)
def test_no_label_is_written_that_could_not_be_read(pair: tuple[str, str]) -> None:
    with pytest.raises(BadInput):
        element_string([pair])


def test_a_label_without_anything_is_refused() -> None:
    with pytest.raises(BadInput):
        element_string([])
