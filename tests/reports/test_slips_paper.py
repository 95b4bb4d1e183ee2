"""Packing slips, receiving slips, stock lists and labels, read back."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pypdfium2
import pytest

from reports import bin_labels, packing_slip, receiving_slip, stock_list
from reports.page import A4, FOOTER, LETTER, MARGIN, Paper, Rendered
from wms_tui.domain.documents import (
    BinLabel,
    BinLabels,
    PackingSlip,
    ReceivingSlip,
    ReceivingSlipLine,
    SlipLine,
    StockList,
    StockListLine,
)

Make = Callable[..., Any]
Text = Callable[[Rendered], list[str]]
Codes = Callable[[Rendered], list[list[str]]]

NOW = datetime(2026, 11, 20, 13, 45, tzinfo=UTC)
SHIP = date(2026, 11, 23)
BOTH = pytest.mark.parametrize("paper", [A4, LETTER], ids=lambda paper: paper.name)


def _packing_slip(*lines: SlipLine, shipped: bool = True, copy_number: int = 1) -> PackingSlip:
    address = "Main Street 1\nSpringfield"
    return PackingSlip("House", "SO-7", "C-1", "Corner Shop", address, SHIP, shipped, NOW, "anna", copy_number, lines)


def _stock_line(number: int, **changes: Any) -> StockListLine:
    values: dict[str, Any] = {
        "bin": f"A-{number:03d}",
        "item": "SKU-1",
        "name": "Oat drink",
        "lot": f"L{number:05d}",
        "plate": "",
        "quantity": 40,
        "reserved": 12,
        "packs": "3 CS 4 EA",
        "expires_on": date(2027, 3, 14),
        "status": "released",
        "unit": "EA",
    }
    return StockListLine(**values | changes)


@BOTH
def test_a_packing_slip_names_lot_expiry_quantity_and_address(
    paper: Paper, a_slip_line: Make, text_of: Text, codes_of: Codes
) -> None:
    rendered = packing_slip.render(_packing_slip(a_slip_line()), paper)

    (page,) = text_of(rendered)
    for fact in ("SO-7", "C-1 Corner Shop", "Main Street 1", "Springfield", "L260001", "14 MAR 2027", "40 EA"):
        assert fact in page
    assert codes_of(rendered) == [["SO-7"]]


def test_a_packing_slip_says_so_while_the_goods_are_still_here(a_slip_line: Make, text_of: Text) -> None:
    (before,) = text_of(packing_slip.render(_packing_slip(a_slip_line(), shipped=False)))
    (after,) = text_of(packing_slip.render(_packing_slip(a_slip_line(), shipped=True)))

    assert "NOT SHIPPED YET: ONLY WHAT IS PICKED SO FAR" in before
    assert "NOT SHIPPED" not in after


@BOTH
@pytest.mark.parametrize("count", [0, 1, 20, 21, 22, 23, 24, 25, 200])
def test_no_line_of_a_slip_is_lost_and_the_signature_has_room(
    count: int, paper: Paper, a_slip_line: Make, text_of: Text
) -> None:
    lines = [a_slip_line(number, lot=f"LOT{number:04d}X") for number in range(1, count + 1)]

    rendered = packing_slip.render(_packing_slip(*lines, copy_number=3), paper)

    pages = text_of(rendered)
    assert len(pages) == rendered.pages
    assert all(f"page {number} of {len(pages)}" in page for number, page in enumerate(pages, start=1))
    assert all(page.count("COPY 3") == 2 for page in pages)
    assert all(sum(page.count(line.lot) for page in pages) == 1 for line in lines)
    assert [("received by" in page) for page in pages] == [False] * (len(pages) - 1) + [True]


@BOTH
@pytest.mark.parametrize("count", range(17, 24))
def test_the_signature_never_runs_into_the_footer(count: int, paper: Paper, a_slip_line: Make) -> None:
    lines = [a_slip_line(number) for number in range(1, count + 1)]

    page = list(pypdfium2.PdfDocument(packing_slip.render(_packing_slip(*lines), paper).data))[-1]

    text = page.get_textpage()
    place = text.get_text_range().index("received by")
    assert text.get_charbox(place)[1] > MARGIN + FOOTER


@BOTH
def test_a_receiving_slip_says_what_came_and_what_is_open(paper: Paper, text_of: Text, codes_of: Codes) -> None:
    came = ReceivingSlipLine(1, "SKU-1", "Oat drink", "L26", SHIP, 48, "4 CS", 40, 8, "EA")
    awaited = ReceivingSlipLine(2, "SKU-2", "Rye", "", None, 186, "15 CS 6 EA", 0, 186, "EA")
    document = ReceivingSlip("House", "PO-9", "S-1", "Mill", SHIP, NOW, "anna", 1, (came, awaited))

    rendered = receiving_slip.render(document, paper)

    (page,) = text_of(rendered)
    for fact in ("PO-9", "S-1 Mill", "23 NOV 2026", "15 CS 6 EA", "damage, differences"):
        assert fact in page
    words = page.split()
    assert [words.index(head) for head in ("announced", "came", "open")] == sorted(
        words.index(head) for head in ("announced", "came", "open")
    )
    rows = " ".join(words)
    assert "48 EA 4 CS 40 EA 8 EA" in rows
    assert "186 EA 15 CS 6 EA - 186 EA" in rows, "nothing of the second line has come"
    assert codes_of(rendered) == [["PO-9"]]


@BOTH
def test_a_stock_list_shows_every_balance_once(paper: Paper, text_of: Text) -> None:
    lines = tuple(_stock_line(number) for number in range(1, 101))

    rendered = stock_list.render(StockList("House", "", NOW, "anna", lines), paper)

    pages = text_of(rendered)
    assert rendered.pages == len(pages) > 1
    assert all(sum(page.count(line.lot) for page in pages) == 1 for line in lines)
    assert "days" not in pages[0]


def test_a_stock_list_adds_how_old_each_lot_is(text_of: Text) -> None:
    line = _stock_line(1, state="removal-due", days_left=-3)

    document = StockList("House", "Within 30 days", NOW, "anna", (line,))
    (page,) = text_of(stock_list.render(document))

    for fact in ("STOCK", "Within 30 days", "removal-due", "-3", "14 MAR 2027"):
        assert fact in page


@pytest.mark.parametrize(("held", "told"), [("bin", "BIN HELD"), ("plate", "PLATE HELD")])
def test_goods_in_a_bin_or_on_a_plate_on_hold_are_never_just_released(held: str, told: str, text_of: Text) -> None:
    document = StockList("House", "", NOW, "anna", (_stock_line(1, held=held),))

    (page,) = text_of(stock_list.render(document))

    assert told in " ".join(page.split())
    assert "released" not in page


@pytest.mark.parametrize(("status", "told"), [("released", "EXPIRED"), ("hold", "HOLD, EXPIRED")])
def test_what_has_expired_is_never_just_released(status: str, told: str, text_of: Text) -> None:
    line = _stock_line(1, state="expired", days_left=-3, status=status)

    (page,) = text_of(stock_list.render(StockList("House", "", NOW, "anna", (line,))))

    assert "released" not in page
    assert told in " ".join(page.split())


def test_the_seal_says_what_it_is(text_of: Text) -> None:
    document = StockList("House", "", NOW, "anna", (_stock_line(1),), seal="f" * 64)

    (page,) = text_of(stock_list.render(document))

    assert f"seal of the books when printed, in the chain that wms doctor checks: {'f' * 64}" in page


@BOTH
def test_every_bin_label_reads_back(paper: Paper, text_of: Text, codes_of: Codes) -> None:
    labels = [BinLabel(f"A-{number:02d}-03", "Ambient", f"{number:02d}") for number in range(13)]
    labels += [
        BinLabel("WAREHOUSE-07-AISLE-12-B3", "Cold", "123"),
        BinLabel("简-1", "", ""),
        BinLabel("B" * 64, "", "9"),
    ]

    rendered = bin_labels.render(BinLabels("House", tuple(labels)), paper)

    assert rendered.pages == 2
    assert sorted(code for page in codes_of(rendered) for code in page) == sorted(label.bin for label in labels)
    assert "Ambient" in text_of(rendered)[0]
