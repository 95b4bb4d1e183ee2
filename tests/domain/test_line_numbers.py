"""The lines of orders and receipts: typed and numbered."""

import pytest

from wms_tui.domain.line_numbers import NewOrderLine, number_lines, parse_order_line
from wms_tui.errors import BadInput


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("4711=36", NewOrderLine("4711", "36")),
        ("4711=2CS+4EA", NewOrderLine("4711", "2CS+4EA")),
        ("4711=36@L1", NewOrderLine("4711", "36", "L1")),
        ("A=B=36", NewOrderLine("A=B", "36")),
        ("4711=36@L=1", NewOrderLine("4711", "36", "L=1")),
        ("4711=36@L@1", NewOrderLine("4711", "36", "L@1")),
        ("A@B=36", NewOrderLine("A@B", "36")),
    ],
)
def test_a_line_is_typed_as_item_quantity_and_lot(text: str, line: NewOrderLine) -> None:
    assert parse_order_line(text) == line


@pytest.mark.parametrize("text", ["", "4711", "4711=", "=36", "4711=@L1", "4711=36@"])
def test_what_is_no_line_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_order_line(text)

    assert refused.value.code == "bad-line"


def test_lines_without_a_number_take_the_free_ones_in_order() -> None:
    assert number_lines([None, 1, None, 30]) == [2, 1, 3, 30]


@pytest.mark.parametrize(("given", "code"), [([2, None, 2], "line-twice"), ([0], "bad-line-number")])
def test_two_lines_cannot_have_one_number_nor_one_below_1(given: list[int | None], code: str) -> None:
    with pytest.raises(BadInput) as refused:
        number_lines(given)

    assert refused.value.code == code
