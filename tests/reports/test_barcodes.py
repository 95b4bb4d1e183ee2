"""Bar codes as a scanner sees them."""

from io import BytesIO
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL.Image import Image
from reportlab.graphics.barcode.code128 import Code128
from reportlab.pdfgen.canvas import Canvas

from reports import barcodes
from reports.barcodes import DOT

SCALE: Any = 300 / 72
"""300 dots an inch; the reader takes a fraction, though its types say int."""

KINDS: Any = (zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode)
"""Other kinds would be seen by chance within the bars; the reader takes several, though its types say one."""


def _printed(text: str, across: float, height: float) -> Image:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(300, 120), invariant=1)
    canvas.setFillGray(0.8)
    canvas.rect(0, 0, 300, 120, stroke=0, fill=1)
    barcodes.draw(canvas, text, (37.3, 41.7, across, height))
    canvas.save()
    return pypdfium2.PdfDocument(buffer.getvalue())[0].render(scale=SCALE, grayscale=True).to_pil()


def _scanned(text: str, across: float = 178.0, height: float = 26.0) -> list[tuple[str, str]]:
    """Draw on grey and read at 300 dpi."""
    picture = _printed(text, across, height)
    return [(code.text, code.format.name) for code in zxingcpp.read_barcodes(picture, KINDS)]


@settings(max_examples=30, deadline=None)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=24).map(str.strip).filter(len))
def test_any_printable_code_reads_back(text: str) -> None:
    ((read, _),) = _scanned(text, height=50.0)

    assert read == text


def test_short_codes_are_bars_and_long_ones_a_square() -> None:
    assert _scanned("A-01-02-3") == [("A-01-02-3", "Code128")]
    assert _scanned("B" * 24) == [("B" * 24, "QRCode")]
    assert _scanned("B" * 24, across=240.0) == [("B" * 24, "Code128")]


@pytest.mark.parametrize("text", ["Größe-1", "简体", "ΩЖ", "A\u00a0B"])
def test_codes_outside_ascii_are_a_square(text: str) -> None:
    assert _scanned(text, height=50.0) == [(text, "QRCode")]


@pytest.mark.parametrize("text", ["", "\ud800", "x" * 4000])
def test_what_no_scanner_could_read_is_not_drawn(text: str) -> None:
    assert _scanned(text) == []


@given(st.integers(1, 60), st.floats(40, 400))
def test_modules_are_whole_dots_at_least_three_and_leave_the_quiet_zone(length: int, across: float) -> None:
    bars = barcodes._bars("A" * length)

    module = bars.module(across)

    dots = module / DOT
    assert module == 0 or (dots >= 3 - 1e-9 and abs(dots - round(dots)) < 1e-9)
    assert module * (bars.modules + 20) <= across + 1e-6


def test_digits_take_half_the_room() -> None:
    assert barcodes._bars("12345678901234567890").modules < barcodes._bars("A" * 14).modules


_OFTEN_DIGITS = st.text(st.sampled_from("0123456789" * 3 + "AB-. ~"), min_size=1, max_size=20)


@settings(max_examples=300)
@given(_OFTEN_DIGITS)
def test_no_code_is_longer_than_the_one_the_library_would_draw(text: str) -> None:
    by_the_library = Code128(text, quiet=0)
    by_the_library.validate()
    by_the_library.encode()

    assert len(barcodes._bars(text).pieces) <= len(by_the_library.encoded)


@settings(max_examples=30, deadline=None)
@given(_OFTEN_DIGITS.map(str.strip).filter(len))
def test_codes_of_digits_and_letters_read_back(text: str) -> None:
    assert _scanned(text, across=240.0, height=50.0) == [(text, "Code128")]


def test_ten_white_modules_stand_on_both_sides_of_the_bars() -> None:
    picture = _printed("A-01-02-3", 178.0, 26.0)
    middle = picture.height - round((41.7 + 13) / 72 * 300)

    row = "".join(
        "#" if shade < 64 else " " if shade > 240 else "."
        for shade in picture.crop((0, middle, picture.width, middle + 1)).tobytes()
    )

    symbol = row.strip(".")
    dots = round(barcodes._bars("A-01-02-3").module(178.0) / DOT)
    for side in (symbol, symbol[::-1]):
        assert len(side) - len(side.lstrip(" ")) >= 10 * dots - 1
