"""The floor of papers: the same pick list or letter as a PDF written by hand, with no library but what compresses it.

Every text stands where it is put, whether it fits or not, in a font that every reader has.
"""

import zlib
from collections.abc import Iterator
from datetime import date

from wms_tui.domain.documents import PickList, PickListLine
from wms_tui.domain.frozen import to_json
from wms_tui.domain.recall_letters import Letter

WIDTH, HEIGHT = 595.276, 841.890
LINES_ON_A_PAGE = 10
_SLOT = 63.0
_TOP = 730.0

# The widths of bars and gaps of the 103 values, the three starts and the stop (ISO/IEC 15417, table 1).
_WIDTHS = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222
123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321
232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121
313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224
111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111
111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113
114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112
"""
_START_B, _STOP = 104, 106


def _piece(widths: str) -> str:
    """Return a character as operators that leave the pen where the next one begins."""
    drawn: list[str] = []
    across = 0
    for place, width in enumerate(widths):
        if place % 2 == 0:
            drawn.append(f"{across} 0 {width} 1 re")
        across += int(width)
    return f"{' '.join(drawn)} f 1 0 0 1 {across} 0 cm"


_PIECES = [_piece(widths) for widths in _WIDTHS.split()]
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def pick_list(document: PickList) -> bytes:
    """Return the pick list as a PDF."""
    lines = document.lines
    pages = [lines[start : start + LINES_ON_A_PAGE] for start in range(0, len(lines), LINES_ON_A_PAGE)]
    drawn = [
        "\n".join((_frame(document, f"page {number} of {len(pages)}"), *map(_line, page, range(len(page)))))
        for number, page in enumerate(pages, 1)
    ]
    return _document(drawn)


def letter(document: Letter) -> bytes:
    """Return a recall notice as a PDF of two pages: every value of it on a line of its own, and its code."""
    said = list(_said(to_json(document)))
    notice = "\n".join(_text(40, 800 - 11 * place, 8, text) for place, text in enumerate(said[:68]))
    return _document([notice, f"{_text(40, 800, 20, document.code, 'F2')}\n{_bars(document.code, 40, 740, 40)}"])


def _said(value: object) -> Iterator[str]:
    """Yield every value of a letter as text that the font has."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _said({} if one is None else one) if isinstance(one, (dict, list)) else (f"{name}: {one}",)
    elif isinstance(value, list):
        for one in value:
            yield from _said(one)
    else:
        yield str(value)


def _document(pages: list[str]) -> bytes:
    """Return pages as a file, each made of what is drawn on it."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(pages)))}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>",
        _form(),
    ]
    parts = [one.encode("latin-1") for one in objects]
    for drawn in pages:
        content = zlib.compress(drawn.encode("latin-1", errors="replace"))
        parts.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {len(parts) + 2} 0 R/Resources"
            "<</Font<</F1 3 0 R/F2 4 0 R>>/XObject<</X1 5 0 R>>>>>>".encode()
        )
        parts.append(b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(content), content))
    return _file(parts)


def _file(parts: list[bytes]) -> bytes:
    """Return the objects as a file, with the table that says where each begins."""
    written = [b"%PDF-1.4\n"]
    places: list[int] = []
    at = len(written[0])
    for number, part in enumerate(parts, 1):
        places.append(at)
        written.append(b"%d 0 obj\n%b\nendobj\n" % (number, part))
        at += len(written[-1])
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    written.append(
        f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}trailer\n"
        f"<</Size {len(parts) + 1}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n".encode()
    )
    return b"".join(written)


def _text(x: float, y: float, size: float, text: str, font: str = "F1") -> str:
    safe = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {x:.2f} {y:.2f} Td ({safe}) Tj ET"


def _bars(text: str, x: float, y: float, height: float) -> str:
    """Return a symbol of Code 128 in its character set B: the start, the text, the check character and the stop."""
    values = [_START_B, *(ord(character) - 32 for character in text)]
    values.append((_START_B + sum(place * value for place, value in enumerate(values))) % 103)
    values.append(_STOP)
    return f"q 0.72 0 0 {height} {x:.2f} {y:.2f} cm {' '.join([_PIECES[value] for value in values])} Q"


def _day(on: date | None) -> str:
    return f"{on.day:02d} {_MONTHS[on.month - 1]} {on.year}" if on else "none"


def _form() -> str:
    """Return what every line has, kept once: the boxes, the blanks and their names."""
    drawn = "\n".join(
        (
            "1 w 22 42 16 16 re S 0.7 w 237 41 32 19 re S 0.9 w 241 44 m 252 44 l S 254 44 m 265 44 l S",
            "0.7 w 350 40 m 396 40 l S 0.35 g",
            _text(239, 53, 6.5, "check"), _text(350, 54, 6.5, "picked"), _text(46, 5, 6.5, "LOT"),
            _text(270, 5, 6.5, "EXP"), _text(402, 46, 6.5, "bin"), _text(402, 14, 6.5, "line"),
        )
    )  # fmt: skip
    return (
        f"<</Type/XObject/Subtype/Form/BBox[0 0 {WIDTH} {_SLOT}]/Resources<</Font<</F1 3 0 R>>>>/Length {len(drawn)}>>"
        f"stream\n{drawn}\nendstream"
    )


def _frame(document: PickList, page: str) -> str:
    """Return what stands above and below the lines of every page."""
    return "\n".join(
        (
            _text(20, 812, 10, f"PICK LIST   {document.house}"), _text(20, 790, 20, document.order, "F2"),
            _text(20, 772, 12, f"{document.customer} {document.customer_name}", "F2"),
            _text(20, 756, 6.5, "ship"), _text(36, 756, 11, _day(document.ship_on), "F2"),
            _text(130, 756, 6.5, "lines"), _text(150, 756, 11, str(len(document.lines)), "F2"),
            _text(242, 756, 6.5, "picker"), _text(353, 756, 6.5, "start"), _text(464, 756, 6.5, "finish"),
            "0.5 w 265 755 m 345 755 l S 372 755 m 456 755 l S 484 755 m 568 755 l S 20 735 555 13 re f 1 g",
            _text(170, 738, 10, f"MINIMUM EXPIRY FOR THIS CUSTOMER  {_day(document.minimum_expiry)}", "F2"),
            "0 g", _bars(document.order, 430, 780, 40), _text(540, 770, 8, document.order),
            "0.7 w 20 44 376 38 re S 0.5 w 442 70 m 576 70 l S 438 48 m 576 48 l S",
            _text(24, 74, 6.5, "exceptions: line, what was wrong, what was taken instead"),
            _text(406, 72, 6.5, "name, date"), _text(406, 50, 6.5, "signature"), "0.4 w 20 32 m 575 32 l S",
            _text(20, 22, 7.5, f"{document.house}   {document.printed_at:%Y-%m-%d %H:%M} {document.printed_by}"),
            _text(525, 22, 8.5, page, "F2"),
        )
    )  # fmt: skip


def _line(line: PickListLine, place: int) -> str:
    """Return one line: where, what, which lot until when, how much, and its two bar codes."""
    y = _TOP - (place + 1) * _SLOT
    shade = f"0.93 g 20 {y:.2f} 555 {_SLOT} re f 0 g\n" if place % 2 else ""
    return shade + "\n".join(
        (
            f"q 1 0 0 1 0 {y:.2f} cm /X1 Do Q",
            _text(21, y + 34, 8, str(line.number)), _text(21, y + 26, 7, line.aisle),
            _text(46, y + 44, 20, line.bin, "F2"), _text(46, y + 27, 10, f"{line.item}  {line.name}"),
            _text(63, y + 5, 14, line.lot, "F2"), _text(288, y + 5, 14, _day(line.expires_on), "F2"),
            _text(275, y + 44, 20, f"{line.quantity} {line.unit}", "F2"), _text(275, y + 27, 10, line.packs),
            _bars(line.bin, 425, y + 34, 25), _bars(line.line_code, 425, y + 3, 25),
            f"0.3 w 20 {y:.2f} m 575 {y:.2f} l S",
        )
    )  # fmt: skip
