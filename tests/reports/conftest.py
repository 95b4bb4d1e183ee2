"""Documents to print, and eyes to read them back with: text and bar codes from the rendered page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from reports.page import Rendered
from wms_tui.domain.documents import PickList, PickListLine, SlipLine

SCALE: Any = 300 / 72
"""300 dots an inch; the reader takes a fraction, though its types say int."""

NOW = datetime(2026, 11, 20, 13, 45, tzinfo=UTC)

KINDS: Any = (zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode)
"""Other kinds would be seen by chance within the bars; the reader takes several, though its types say one."""


def pick_line(number: int = 1, **changes: Any) -> PickListLine:
    line = PickListLine(
        number=number,
        bin=f"A-01-{number:02d}-3",
        aisle="A-01",
        item=f"SKU-{1000 + number}",
        name="Oat drink, organic, 1 l",
        lot=f"L26{number:04d}",
        expires_on=date(2027, 3, 14),
        quantity=40,
        packs="3 CS 4 EA",
        unit="EA",
        line_code=f"SO-10042.{number}",
    )
    return replace(line, **changes)


def slip_line(number: int = 1, **changes: Any) -> SlipLine:
    line = SlipLine(
        number=number,
        item=f"SKU-{1000 + number}",
        name="Oat drink, organic, 1 l",
        lot=f"L26{number:04d}",
        expires_on=date(2027, 3, 14),
        quantity=40,
        packs="3 CS 4 EA",
        unit="EA",
    )
    return replace(line, **changes)


@pytest.fixture
def a_line() -> Callable[..., PickListLine]:
    return pick_line


@pytest.fixture
def a_slip_line() -> Callable[..., SlipLine]:
    return slip_line


@pytest.fixture
def a_pick_list() -> Callable[..., PickList]:
    def make(*lines: PickListLine, **changes: Any) -> PickList:
        document = PickList(
            house="Northern House",
            order="SO-10042",
            customer="C-77",
            customer_name="Corner Shop",
            ship_on=date(2026, 11, 23),
            minimum_expiry=date(2027, 2, 1),
            printed_at=NOW,
            printed_by="anna",
            copy_number=1,
            lines=lines or (pick_line(),),
        )
        return replace(document, **changes)

    return make


@pytest.fixture
def text_of() -> Callable[[Rendered], list[str]]:
    """Read the text of each page."""

    def read(rendered: Rendered) -> list[str]:
        pages = pypdfium2.PdfDocument(rendered.data)
        return [page.get_textpage().get_text_range() for page in pages]

    return read


@pytest.fixture
def codes_of() -> Callable[[Rendered], list[list[str]]]:
    """Read the bar codes of each page as a scanner would, from a picture of 300 dots an inch."""

    def read(rendered: Rendered) -> list[list[str]]:
        pages = pypdfium2.PdfDocument(rendered.data)
        pictures = (page.render(scale=SCALE, grayscale=True).to_pil() for page in pages)
        return [sorted(code.text for code in zxingcpp.read_barcodes(picture, KINDS)) for picture in pictures]

    return read
