"""What the picker can read and scan on paper."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from reports import pick_list
from reports.page import A4, LETTER, Paper, Rendered
from wms_tui.domain.documents import PickList

Make = Callable[..., Any]
Text = Callable[[Rendered], list[str]]
Codes = Callable[[Rendered], list[list[str]]]

BOTH = pytest.mark.parametrize("paper", [A4, LETTER], ids=lambda paper: paper.name)


@BOTH
def test_a_line_says_where_what_which_lot_until_when_and_how_much(
    paper: Paper, a_pick_list: Make, text_of: Text
) -> None:
    (page,) = text_of(pick_list.render(a_pick_list(), paper))

    for fact in ("A-01-01-3", "SKU-1001", "Oat drink, organic, 1 l", "L260001", "14 MAR 2027", "40 EA", "3 CS 4 EA"):
        assert fact in page


def test_the_head_names_order_customer_ship_day_and_the_expiry_the_customer_asks_for(
    a_pick_list: Make, text_of: Text
) -> None:
    (page,) = text_of(pick_list.render(a_pick_list()))

    for fact in ("SO-10042", "C-77 Corner Shop", "23 NOV 2026", "MINIMUM EXPIRY FOR THIS CUSTOMER 01 FEB 2027"):
        assert fact in page
    assert "page 1 of 1" in page
    assert "LAST LINE" in page


@BOTH
def test_every_bar_code_of_every_page_reads_back(
    paper: Paper, a_pick_list: Make, a_line: Make, codes_of: Codes
) -> None:
    document = a_pick_list(*(a_line(number) for number in range(1, 24)))

    pages = codes_of(pick_list.render(document, paper))

    wanted = [[line.bin for line in document.lines], [line.line_code for line in document.lines]]
    read = [code for page in pages for code in page]
    assert sorted(read) == sorted([*wanted[0], *wanted[1], *["SO-10042"] * 3])


@pytest.mark.parametrize(
    "bin_code", ["W-ABCDEFGH-12-34-56-78-9", "B" * 64, "简体-Ω-Ж", "A", "000123456789", "a b/c\\d%e", "(01)~^é"]
)
def test_a_bin_of_any_spelling_reads_back(bin_code: str, a_pick_list: Make, a_line: Make, codes_of: Codes) -> None:
    document = a_pick_list(a_line(bin=bin_code), a_line(2, line_code="L" * 40))

    (page,) = codes_of(pick_list.render(document))

    assert bin_code in page
    assert "L" * 40 in page


@BOTH
def test_two_hundred_lines_fill_twenty_numbered_pages(
    paper: Paper, a_pick_list: Make, a_line: Make, text_of: Text
) -> None:
    rendered = pick_list.render(a_pick_list(*(a_line(number) for number in range(1, 201))), paper)

    pages = text_of(rendered)
    assert rendered.pages == len(pages) == 20
    for number, page in enumerate(pages, start=1):
        assert f"page {number} of 20" in page
        assert ("LAST LINE" in page) == (number == 20)
    assert "L260200" in pages[-1]


def test_the_second_print_is_marked_as_a_copy_on_every_page(a_pick_list: Make, a_line: Make, text_of: Text) -> None:
    lines = [a_line(number) for number in range(1, 12)]

    first = text_of(pick_list.render(a_pick_list(*lines)))
    second = text_of(pick_list.render(a_pick_list(*lines, copy_number=2)))

    assert all("COPY" not in page for page in first)
    assert all(page.count("COPY 2") == 2 for page in second)


def test_neighbours_that_differ_by_lot_are_marked(a_pick_list: Make, a_line: Make, text_of: Text) -> None:
    differ = [a_line(number, item="SKU-1001") for number in (1, 2, 3)]
    alike = [a_line(number, item="SKU-1004", lot="L260004") for number in (4, 5)]

    (page,) = text_of(pick_list.render(a_pick_list(*differ, *alike)))

    assert page.count("SAME ITEM, OTHER LOT") == 3


def test_what_is_short_follows_the_last_line(a_pick_list: Make, a_line: Make, text_of: Text) -> None:
    short = tuple(f"SKU-{number}: {number} EA short" for number in range(1, 7))

    rendered = pick_list.render(a_pick_list(*(a_line(number) for number in range(1, 11)), short=short))

    first, second = text_of(rendered)
    assert "LAST LINE" in first
    assert all(sentence in second for sentence in short)


def test_grams_are_told_from_kilograms(a_pick_list: Make, a_line: Make, text_of: Text) -> None:
    (page,) = text_of(pick_list.render(a_pick_list(a_line(quantity=12500, unit="g", packs="12.5 kg"))))

    assert "12500 g" in page
    assert "12.5 kg" in page


def test_a_plate_and_the_lot_the_customer_ordered_are_named(a_pick_list: Make, a_line: Make, text_of: Text) -> None:
    (page,) = text_of(pick_list.render(a_pick_list(a_line(plate="340123450000000123", requested=True))))

    assert "plate 340123450000000123" in page
    assert "AS ORDERED" in page


@BOTH
def test_long_bins_lots_and_names_stay_whole(paper: Paper, a_pick_list: Make, a_line: Make, text_of: Text) -> None:
    long = a_line(bin="WAREHOUSE-07-AISLE-12-B3", lot="LOT-2026-ABCDEFGH-99", name="Oat drink " * 6)

    (page,) = text_of(pick_list.render(a_pick_list(long), paper))

    words = " ".join(page.split())
    assert long.bin in words
    assert long.lot in words
    assert long.name.strip() in words


HOSTILE = [
    "[red]markup[/]",
    '<b>bold</b> <para><img src="/etc/passwd"/>',
    "\x00\x07\x1b[2J\r\n\t",
    "evil\u202elot\u2066\u200b",
    "N" * 200,
    "( \\ ) % Tj ET Q",
    "\ud800 \ue000 \U000e0001",
    "é" * 100,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_printed_as_text(text: str, a_pick_list: Make, a_line: Make, text_of: Text) -> None:
    line = a_line(bin=text, item=text, name=text, lot=text, packs=text, aisle=text, unit=text, plate=text)
    document = a_pick_list(line, house=text, customer=text, customer_name=text, printed_by=text, short=(text,))

    (page,) = text_of(pick_list.render(document))

    assert "LAST LINE" in page


def test_the_signs_of_a_pdf_are_letters_like_others(a_pick_list: Make, a_line: Make, text_of: Text) -> None:
    (page,) = text_of(pick_list.render(a_pick_list(a_line(name="( ) \\ % Tj <b>&amp;</b> [x]"))))

    assert "( ) \\ % Tj <b>&amp;</b> [x]" in page


def test_characters_that_cannot_be_seen_are_spelled_out(a_pick_list: Make, a_line: Make, text_of: Text) -> None:
    (page,) = text_of(pick_list.render(a_pick_list(a_line(lot="L1\u202e2\u200b"))))

    assert "L1[U+202E]2[U+200B]" in page


def test_a_list_without_lines_is_still_a_page(a_pick_list: Make, text_of: Text) -> None:
    (page,) = text_of(pick_list.render(a_pick_list(lines=())))

    assert "page 1 of 1" in page


def test_no_price_and_no_address_can_be_on_it() -> None:
    assert not {"price", "address"} & set(PickList.__slots__)


_IN_ANOTHER_PROCESS = """
from datetime import UTC, date, datetime
from hashlib import sha256
from reports import pick_list
from wms_tui.domain.documents import PickList, PickListLine
line = PickListLine(1, "简-01", "A", "SKU", "Größe Ж عربية ไทย", "L1", date(2027, 3, 14), 4, "4 EA", line_code="x.1")
moment = datetime(2026, 11, 20, 13, 45, tzinfo=UTC)
document = PickList("House", "SO-1", "C", "Name", None, None, moment, "anna", 1, (line,) * 12)
print(sha256(pick_list.render(document).data).hexdigest())
"""


def test_the_same_document_gives_the_same_bytes_in_two_processes() -> None:
    root = Path(__file__).parents[2]

    prints = [
        subprocess.run(
            [sys.executable, "-c", _IN_ANOTHER_PROCESS], cwd=root, capture_output=True, text=True, check=True
        )
        for _ in range(2)
    ]

    assert prints[0].stdout == prints[1].stdout
    assert len(prints[0].stdout.strip()) == sha256().digest_size * 2


def test_the_same_document_gives_the_same_bytes_after_others_were_printed(a_pick_list: Make, a_line: Make) -> None:
    document = a_pick_list(a_line(name="简体 عربية"))
    before = pick_list.render(document).data

    pick_list.render(a_pick_list(a_line(2, name="日本語 ไทย", expires_on=date(2028, 2, 29))))

    assert pick_list.render(document).data == before


@BOTH
def test_nothing_leaves_the_paper(paper: Paper, a_pick_list: Make, a_line: Make) -> None:
    line = a_line(bin="W" * 64, item="I" * 64, name="N" * 200, lot="L" * 64, packs="P" * 90, plate="9" * 18)
    document = a_pick_list(line, order="O" * 64, house="H" * 200, customer_name="C" * 200, seal="f" * 64)

    page = pypdfium2.PdfDocument(pick_list.render(document, paper).data)[0]

    text = page.get_textpage()
    for place in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(place)
        assert left >= 0 and bottom >= 0 and right <= paper.width and top <= paper.height


@BOTH
def test_no_letter_stands_on_another(paper: Paper, a_pick_list: Make, a_line: Make) -> None:
    long = {"bin": "M" * 64, "name": "N" * 200, "lot": "L" * 64, "packs": "9 PL 9 CS 9 EA", "unit": "pieces"}
    lines = [a_line(1, **long, requested=True, plate="9" * 18), a_line(2, **long | {"lot": "X"}, item="SKU-1001")]
    document = a_pick_list(*lines, customer_name="C" * 99, copy_number=2, seal="f" * 64, short=("S" * 300,))

    page = pypdfium2.PdfDocument(pick_list.render(document, paper).data)[0].get_textpage()

    boxes = [page.get_charbox(place) for place in range(page.count_chars())]
    solid = sorted(box for box in boxes if box[2] - box[0] > 0.5)
    for place, (left, bottom, right, top) in enumerate(solid):
        for other in solid[place + 1 :]:
            if other[0] >= right - 0.3:
                break
            shared = min(right, other[2]) - max(left, other[0])
            assert shared < 0.6 or min(top, other[3]) - max(bottom, other[1]) < 0.6
