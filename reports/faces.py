"""Three ways of putting a character on a page.

``TextFace``     a TrueType font embedded as text: fast, and right for scripts that need no shaping.
``OutlineFace``  any font, shaped by HarfBuzz and drawn as outlines: joined Arabic, stacked Thai and
                 Devanagari, and fonts with PostScript outlines, which reportlab cannot embed.
``CidFace``      a font that the reader of the page must bring (CJK): embeds nothing, prints as blanks
                 where the reader has none. The last resort before a code point is spelled out.
"""

from functools import lru_cache
from io import BytesIO
from typing import Any, Protocol

import uharfbuzz
from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

# The library is compiled and says nothing of its types.
_harfbuzz: Any = uharfbuzz

_ESCAPED = {ord(sign): f"\\{sign}" for sign in "\\()"}
"""What stands for itself in a string of a PDF only behind a stroke."""

_INVISIBLE = 3
"""The text rendering mode that paints nothing (PDF 32000-1, 9.3.6): outlines stay searchable."""


class Face(Protocol):
    """One font, as far as a page cares."""

    def covers(self, character: str) -> bool:
        """Tell whether the font has this character."""
        ...

    def advance(self, text: str) -> float:
        """Return how wide the text is at size 1."""
        ...

    def draw(self, canvas: Canvas, x: float, y: float, text: str, size: float, rightward: bool) -> None:
        """Draw the text, given in reading order, with its left end at x and its baseline at y."""
        ...


class TextFace:
    """An embedded TrueType font."""

    def __init__(self, name: str, data: bytes) -> None:
        """Register the font under a name of ours."""
        self._name = name
        # ASCII stands for itself in the first subset, so that it needs no look at each character.
        self._font = TTFont(name, BytesIO(data), asciiReadable=True)
        pdfmetrics.registerFont(self._font)
        self._glyphs = self._font.face.charToGlyph
        self._widths = [self._font.stringWidth(chr(code), 1) for code in range(128)]
        self._has_ascii = all(code in self._glyphs for code in range(32, 127))

    def covers(self, character: str) -> bool:
        """Tell whether the font has this character."""
        return ord(character) in self._glyphs

    def advance(self, text: str) -> float:
        """Return how wide the text is at size 1."""
        if text.isascii():
            return sum(map(self._widths.__getitem__, text.encode()))
        return self._font.stringWidth(text, 1)

    def draw(self, canvas: Canvas, x: float, y: float, text: str, size: float, rightward: bool) -> None:
        """Draw the text as text.

        The canvas could do it; its text object keeps a state that one line does not need, and half of
        the time of a long list goes into it.
        """
        document = vars(canvas)["_doc"]
        if self._has_ascii and text.isascii() and text.isprintable():
            font = self._font.getSubsetInternalName(0, document)
            canvas.addLiteral(f"BT {font} {size:.2f} Tf {x:.2f} {y:.2f} Td ({text.translate(_ESCAPED)}) Tj ET")
            return
        shown = [
            f"{self._font.getSubsetInternalName(subset, document)} {size:.2f} Tf ({escapePDF(codes)}) Tj"
            for subset, codes in self._font.splitString(text, document)
        ]
        canvas.addLiteral(f"BT {x:.2f} {y:.2f} Td {' '.join(shown)} ET")

    def draw_unseen(self, canvas: Canvas, x: float, y: float, text: str, size: float) -> None:
        """Lay the text invisibly on the page, for searching and copying."""
        canvas.setFont(self._name, size)
        canvas.drawString(x, y, text, mode=_INVISIBLE)


class CidFace:
    """A CJK font that the reader brings; nothing is embedded."""

    def __init__(self, name: str, codec: str) -> None:
        """Name one of reportlab's Asian fonts and the codec that spans its characters."""
        self._name = name
        self._codec = codec
        self._font = UnicodeCIDFont(name)
        pdfmetrics.registerFont(self._font)

    def covers(self, character: str) -> bool:
        """Tell whether the font's national character set has this character."""
        try:
            character.encode(self._codec)
        except UnicodeEncodeError:
            return False
        return ord(character) > 0x7F

    def advance(self, text: str) -> float:
        """Return how wide the text is at size 1."""
        return self._font.stringWidth(text, 1)

    def draw(self, canvas: Canvas, x: float, y: float, text: str, size: float, rightward: bool) -> None:
        """Draw the text as text."""
        canvas.setFont(self._name, size)
        canvas.drawString(x, y, text)

    def draw_unseen(self, canvas: Canvas, x: float, y: float, text: str, size: float) -> None:
        """Lay the text invisibly on the page, for searching and copying."""
        canvas.setFont(self._name, size)
        canvas.drawString(x, y, text, mode=_INVISIBLE)


Unseen = TextFace | CidFace
Placed = tuple[int, float, float]
"""A glyph and where it stands, in font units from the start of the run."""


class OutlineFace:
    """A font shaped by HarfBuzz and drawn as outlines, with unseen text beneath it where a font allows."""

    def __init__(self, name: str, data: bytes, unseen: tuple[Unseen, ...], stroke: float = 0.0) -> None:
        """Open the font. ``stroke`` (in ems) thickens the outlines of a font that has no bold of its own."""
        self._name = name
        self._unseen = unseen
        self._stroke = stroke
        self._font = _harfbuzz.Font(_harfbuzz.Face(data))
        self._units = self._font.face.upem
        self._shape = lru_cache(maxsize=4096)(self._shaped)
        self._outline = lru_cache(maxsize=4096)(self._outlined)

    def covers(self, character: str) -> bool:
        """Tell whether the font has this character."""
        return bool(self._font.get_nominal_glyph(ord(character)))

    def advance(self, text: str) -> float:
        """Return how wide the text is at size 1."""
        return self._shape(text)[1] / self._units

    def draw(self, canvas: Canvas, x: float, y: float, text: str, size: float, rightward: bool) -> None:
        """Draw the shaped text; each glyph is kept in the document once."""
        for face in self._unseen:
            if all(face.covers(character) for character in text):
                # Readers of a page expect letters as they stand, from left to right.
                face.draw_unseen(canvas, x, y, text if rightward else text[::-1], size)
                break
        scale = size / self._units
        for glyph, across, up in self._shape(text)[0]:
            form = self._form(canvas, glyph)
            canvas.saveState()
            canvas.transform(scale, 0, 0, scale, x + across * scale, y + up * scale)
            canvas.doForm(form)
            canvas.restoreState()

    def _form(self, canvas: Canvas, glyph: int) -> str:
        """Return the name of the glyph's drawing in this document, adding it at first use."""
        form = f"{self._name}.{glyph}"
        if not canvas.hasForm(form):
            units = self._units
            canvas.beginForm(form, -units, -units, 3 * units, 2 * units)
            path = canvas.beginPath()
            for verb, points in self._outline(glyph):
                getattr(path, verb)(*points)
            canvas.setLineWidth(self._stroke * units)
            canvas.drawPath(path, stroke=int(self._stroke > 0), fill=1, fillMode=1)
            canvas.endForm()
        return form

    def _shaped(self, text: str) -> tuple[tuple[Placed, ...], float]:
        buffer = _harfbuzz.Buffer()
        buffer.add_str(text)
        # Direction and script are read from the run, which is of one script.
        buffer.guess_segment_properties()
        _harfbuzz.shape(self._font, buffer)
        placed: list[Placed] = []
        pen = 0.0
        for glyph, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            placed.append((glyph.codepoint, pen + position.x_offset, position.y_offset))
            pen += position.x_advance
        return tuple(placed), pen

    def _outlined(self, glyph: int) -> tuple[tuple[str, tuple[float, ...]], ...]:
        pen = _Pen()
        self._font.draw_glyph_with_pen(glyph, pen)
        return tuple(pen.strokes)


class _Pen:
    """Writes down an outline in the words of reportlab's paths. The names are those HarfBuzz calls."""

    def __init__(self) -> None:
        self.strokes: list[tuple[str, tuple[float, ...]]] = []
        self._at = (0.0, 0.0)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.strokes.append(("moveTo", point))
        self._at = point

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.strokes.append(("lineTo", point))
        self._at = point

    def curveTo(  # noqa: N802
        self, first: tuple[float, float], second: tuple[float, float], point: tuple[float, float]
    ) -> None:
        self.strokes.append(("curveTo", (*first, *second, *point)))
        self._at = point

    def qCurveTo(self, control: tuple[float, float], point: tuple[float, float]) -> None:  # noqa: N802
        """Raise a quadratic curve to the cubic one that PDF knows."""
        (x, y), (mid_x, mid_y), (to_x, to_y) = self._at, control, point
        first = (x + 2 / 3 * (mid_x - x), y + 2 / 3 * (mid_y - y))
        second = (to_x + 2 / 3 * (mid_x - to_x), to_y + 2 / 3 * (mid_y - to_y))
        self.curveTo(first, second, point)

    def closePath(self) -> None:  # noqa: N802
        self.strokes.append(("close", ()))
