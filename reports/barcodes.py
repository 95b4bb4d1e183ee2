"""Bar codes: Code 128 where it fits, a QR code where it does not.

Widths are whole dots of a 300 dpi printer, at least three (0.254 mm, the narrowest that a common laser
or label printer draws cleanly), and every symbol stands in its quiet zone: ten modules on both sides of
Code 128 (ISO/IEC 15417), four around a QR code (ISO/IEC 18004).

reportlab knows the bars of the 107 characters of Code 128. They are kept as page operators, one piece for
each, and which characters spell a text is decided here: for both, its way costs most of the time of a long list.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import zxingcpp
from reportlab.graphics.barcode.code128 import Code128
from reportlab.pdfgen.canvas import Canvas

DOT = 72 / 300
"""One dot at 300 dpi, in points."""

WIDEST = 5
"""The usual width of a module, in dots, where there is room."""

LONGEST = 100
"""Codes are at most 64 characters; what is longer would make a square too fine to scan."""

LONGEST_LINK = 300
"""A web address stands alone and has room for a larger square."""

_START_B, _START_C, _TO_B, _TO_C, _STOP = 104, 105, 100, 99, 106
_CHECKED_BY = 103
_DIGITS = re.compile(r"[0-9]{4,}|\A[0-9]{2}\Z")
"""So many digits in a row may be shorter in pairs."""

_NARROWEST = 3
_QUIET = 10
_QUIET_QR = QUIET_SQUARE = 4


@dataclass(frozen=True, slots=True)
class Bars:
    """A Code 128 symbol: a code of one piece for each character, and how wide it is without quiet zones."""

    pieces: tuple[str, ...]
    modules: int

    def module(self, across: float, widest: int = WIDEST) -> float:
        """Return the widest module that fits, in points; 0 where none that can be read does."""
        dots = min(int(across / (self.modules + 2 * _QUIET) / DOT + 1e-6), widest)
        return dots * DOT if dots >= _NARROWEST else 0.0


def draw(
    canvas: Canvas,
    text: str,
    box: tuple[float, float, float, float],
    *,
    widest: int = WIDEST,
    align: str = "right",
) -> None:
    """Draw the text as a symbol at the right (or left) end of a box (x, y, width, height).

    Text that is not ASCII, or too long for bars of a width that scanners read, becomes a QR code. Both
    stand on white, quiet zone included. No text, and text that no scanner could read back, draws nothing.
    """
    if not _can_be_coded(text):
        return
    x, y, across, height = box
    bars = _bars(text) if fits_bars(text, across) else None
    if bars:
        module = bars.module(across, widest)
        whole = (bars.modules + 2 * _QUIET) * module
    else:
        module = _matrix_module(text, min(across, height))
        whole = _matrix_side(text) * module
    left = _on_a_dot(x + across - whole if align == "right" else x)
    if bars:
        _draw_bars(canvas, bars, left, module, (y, height))
    else:
        _draw_matrix(canvas, text, left, module, y + (height - whole) / 2)


def draw_square(canvas: Canvas, text: str, box: tuple[float, float, float, float]) -> None:
    """Draw a text as a QR code in the middle of a box (x, y, width, height), quiet zone included.

    What no scanner could read back draws nothing.
    """
    if not text.isascii() or not 0 < len(text) <= LONGEST_LINK:
        return
    x, y, across, height = box
    module = _matrix_module(text, min(across, height))
    whole = _matrix_side(text) * module
    _draw_matrix(canvas, text, _on_a_dot(x + (across - whole) / 2), module, y + (height - whole) / 2)


def square(text: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return a QR code row by row, each as its dark stretches (start, length); the quiet zone is not in it."""
    return _matrix(text)


def fits_bars(text: str, across: float) -> bool:
    """Tell whether the text can stand as Code 128 in that width (points), quiet zones included."""
    return text.isascii() and text.isprintable() and _bars(text).module(across) > 0


def _can_be_coded(text: str) -> bool:
    """Tell whether the text is short enough for a square on a line, and all of it is characters."""
    if not 0 < len(text) <= LONGEST:
        return False
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def _draw_bars(canvas: Canvas, bars: Bars, left: float, module: float, upright: tuple[float, float]) -> None:
    y, height = upright
    across = (bars.modules + 2 * _QUIET) * module
    start = left + _QUIET * module
    canvas.addLiteral(
        f"q 1 g {left:.3f} {y:.3f} {across:.3f} {height:.3f} re f"
        f" {module:.4f} 0 0 {height:.3f} {start:.4f} {y:.3f} cm 0 g {' '.join(bars.pieces)} Q"
    )


def _draw_matrix(canvas: Canvas, text: str, left: float, module: float, bottom: float) -> None:
    side = _matrix_side(text)
    _whiten(canvas, left, bottom, side * module, side * module)
    canvas.saveState()
    canvas.setFillGray(0)
    path = canvas.beginPath()
    for number, row in enumerate(_matrix(text)):
        foot = bottom + (side - _QUIET_QR - 1 - number) * module
        for start, length in row:
            path.rect(left + (_QUIET_QR + start) * module, foot, length * module, module)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def _matrix_side(text: str) -> int:
    """Return how many modules a QR code is wide and high, with its quiet zones."""
    return len(_matrix(text)) + 2 * _QUIET_QR


def _matrix_module(text: str, room: float) -> float:
    """Return the width of a module, in whole dots where the room allows."""
    module = room / _matrix_side(text)
    return int(module / DOT) * DOT if module > DOT else module


def _whiten(canvas: Canvas, x: float, y: float, across: float, height: float) -> None:
    canvas.addLiteral(f"q 1 g {x:.3f} {y:.3f} {across:.3f} {height:.3f} re f Q")


def _on_a_dot(x: float) -> float:
    """Return the next place to the right where a printer's dot begins, so that bars keep their widths."""
    return -int(-x // DOT) * DOT


@lru_cache(maxsize=4096)
def _bars(text: str) -> Bars:
    values = _values(text)
    values.append((values[0] + sum(place * value for place, value in enumerate(values))) % _CHECKED_BY)
    values.append(_STOP)
    patterns = [_pattern(value) for value in values]
    return Bars(tuple([piece for piece, _ in patterns]), sum([modules for _, modules in patterns]))


def _values(text: str) -> list[int]:
    """Return the characters that spell a printable ASCII text in the fewest, without check and stop.

    Digits stand in pairs (set C) where they are two alone, four at an end of the text or six within it; of an odd
    number the one beside other characters stays single (ISO/IEC 15417, annex E).
    """
    values: list[int] = []
    done = 0
    for run in _DIGITS.finditer(text):
        start, end = run.span()
        odd = (end - start) % 2
        if start and end < len(text) and end - start < 6:
            continue
        start, end = (start + odd, end) if start else (start, end - odd)
        values += _singles(text, done, start, bool(values))
        values.append(_TO_C if values else _START_C)
        values += [int(text[place : place + 2]) for place in range(start, end, 2)]
        done = end
    return values + _singles(text, done, len(text), bool(values))


def _singles(text: str, start: int, end: int, under_way: bool) -> list[int]:
    """Return the characters of set B for a stretch of the text, with the one that leads to that set."""
    if start == end and text:
        return []
    return [_TO_B if under_way else _START_B, *[code - 32 for code in text[start:end].encode()]]


@lru_cache(maxsize=128)
def _pattern(value: int) -> tuple[str, int]:
    """Return one character as operators that end where the next one starts, and its width in modules."""
    code = Code128("", quiet=0)
    code.encoded = [value]
    drawn: list[str] = []
    across = 0
    for letter in code.decompose():
        modules = ord(letter.lower()) - ord("a") + 1
        if letter.isupper():
            drawn.append(f"{across} 0 {modules} 1 re")
        across += modules
    return f"{' '.join(drawn)} f 1 0 0 1 {across} 0 cm", across


@lru_cache(maxsize=256)
def _matrix(text: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return a QR code row by row, each as its dark stretches (start, length)."""
    symbol = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    # An image is a buffer, which its types do not say.
    picture: Any = zxingcpp.write_barcode_to_image(symbol, scale=1, add_quiet_zones=False)
    image = memoryview(picture)
    height, across = image.shape or (0, 0)
    return tuple(_dark_stretches([image[row, column] == 0 for column in range(across)]) for row in range(height))


def _dark_stretches(modules: list[bool]) -> tuple[tuple[int, int], ...]:
    stretches: list[tuple[int, int]] = []
    for place, dark in enumerate(modules):
        if dark and stretches and sum(stretches[-1]) == place:
            stretches[-1] = (stretches[-1][0], stretches[-1][1] + 1)
        elif dark:
            stretches.append((place, 1))
    return tuple(stretches)
