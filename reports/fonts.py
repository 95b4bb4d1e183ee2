"""Text in the world's scripts: which font draws which character, how wide it is, and how it fits a box.

Latin, Greek, Cyrillic and Vietnamese come from Noto Sans; Arabic, Hebrew, Thai, Georgian and Devanagari
from FiraGO; Chinese and Japanese from Noto Sans SC; Korean from Noto Sans KR; the rest from fonts of the
machine, then from the Asian fonts of whoever reads the page. What nobody has is spelled out as
``[U+1F600]``, and so is every character that would be invisible or would reorder its neighbours: a lot
number is never printed as something other than what the books say.
"""

import math
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from bidi import get_base_level, get_display
from pymupdf_fonts import myfont
from reportlab.pdfgen.canvas import Canvas

from reports.faces import CidFace, Face, OutlineFace, TextFace
from reports.machine_fonts import machine_fonts

LEADING = 1.15
"""From one baseline to the next, in font sizes."""

_BROKEN_AT = 0.67
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_OPENING = {"(": ")", "[": "]", "{": "}", "<": ">", "«": "»"}
_CLOSING = {closing: opening for opening, closing in _OPENING.items()}
_JOINERS = "\u200c\u200d"
_LEFTWARD = {"R", "AL"}
_EAST_ASIAN = {"pylopdf_fonts_zh_cn": "NotoSansSC-Regular.otf", "pylopdf_fonts_ko": "NotoSansKR-Regular.otf"}
_HEAVIER = 0.035
"""How much an outline is thickened, in ems, where a font has no bold."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring characters that one font draws."""

    face: Face
    text: str
    rightward: bool = True


def visible(text: str) -> str:
    """Return the text composed, with every character that cannot be printed spelled as its code point.

    That is what cannot be seen, and what no font has. Joiners stay where they shape the letter before
    them (Arabic and the scripts of India).
    """
    if text.isascii() and text.isprintable():
        return text
    seen: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        joins = character in _JOINERS and bool(seen) and "\u0600" <= seen[-1][-1] <= "\u0dff"
        shown = joins or _can_be_seen(character)
        seen.append(character if shown else f"[U+{ord(character):04X}]")
    return "".join(seen)


def width(text: str, size: float, bold: bool = False) -> float:
    """Return how wide the text is, in points."""
    return size * _width_at_one(text, bold)


def draw(canvas: Canvas, x: float, y: float, text: str, size: float, bold: bool = False) -> None:
    """Draw the text on one line with its left end at x and its baseline at y. Never markup."""
    found = runs(text, bold)
    for run in found:
        run.face.draw(canvas, x, y, run.text, size, run.rightward)
        if run is not found[-1]:
            x += size * run.face.advance(run.text)


@lru_cache(maxsize=8192)
def runs(text: str, bold: bool = False) -> tuple[Run, ...]:
    """Cut the text into runs of one font, from left to right as they stand on the page."""
    text = visible(text)
    if text.isascii():
        return (Run(_latin(bold), text),) if text else ()
    found: list[Run] = []
    for character in _as_displayed(text):
        leftward = _reads_leftward(character, found)
        face = _face_for(character, bold, found[-1].face if found else None)
        if found and found[-1].face is face and found[-1].rightward != leftward:
            # A run that reads leftward is met from its end.
            joined = character + found[-1].text if leftward else found[-1].text + character
            found[-1] = Run(face, joined, not leftward)
        else:
            found.append(Run(face, character, not leftward))
    return tuple(found)


@lru_cache(maxsize=8192)
def fit(
    text: str, box: tuple[float, float], sizes: tuple[float, float], bold: bool = False
) -> tuple[float, tuple[str, ...]]:
    """Return the size and the lines with which the text fills a box (width, height) and never leaves it.

    ``sizes`` are the wanted and the smallest size. The text is broken between words, and made smaller
    until it fits; a word is broken only once that has cost a third of the size. What does not fit at the
    smallest size is cut, and ends in an ellipsis.
    """
    across, down = box
    size, smallest = sizes
    text = visible(text)
    if size <= down and width(text, size, bold) <= across:
        return size, (text,)
    while True:
        room = max(1, math.floor(down / (size * LEADING) + 0.01))
        lines = wrap(text, across, size, bold)
        whole = size <= sizes[0] * _BROKEN_AT or not _breaks_a_word(text, across, size, bold)
        if len(lines) <= room and size <= down and whole:
            return size, lines
        if size <= smallest:
            rest = "".join(lines[room - 1 :])
            return size, (*lines[: room - 1], cut(rest, across, size, bold))
        size = max(smallest, size * 0.94)


def wrap(text: str, across: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Break the text into lines no wider than ``across``: between words, or within one that is too long."""
    lines: list[str] = []
    while width(text, size, bold) > across and len(text) > 1:
        end = max(1, _longest_start(text, across, size, bold))
        space = text.rfind(" ", 1, end + 1)
        end = space if space > 0 else end
        lines.append(text[:end].rstrip())
        text = text[end:].lstrip()
    lines.append(text)
    return tuple(lines)


def cut(text: str, across: float, size: float, bold: bool = False) -> str:
    """Shorten the text to the width, ending in an ellipsis where something is left out."""
    if width(text, size, bold) <= across:
        return text
    room = across - width("…", size, bold)
    return text[: _longest_start(text, room, size, bold)].rstrip() + "…"


def _breaks_a_word(text: str, across: float, size: float, bold: bool) -> bool:
    return width(text, size, bold) > across and any(width(word, size, bold) > across for word in text.split())


def _longest_start(text: str, across: float, size: float, bold: bool) -> int:
    """Return how many leading characters fit, never parting a letter from its marks."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle], size, bold) <= across:
            low = middle
        else:
            high = middle - 1
    while 0 < low < len(text) and unicodedata.combining(text[low]):
        low -= 1
    return low


@lru_cache(maxsize=16384)
def _width_at_one(text: str, bold: bool) -> float:
    return sum(run.face.advance(run.text) for run in runs(text, bold))


def _as_displayed(text: str) -> str:
    """Return the characters from left to right, as the Unicode bidirectional algorithm places them."""
    if not any(unicodedata.bidirectional(character) in _LEFTWARD for character in text):
        return text
    return _mirrored(str(get_display(text, base_dir="R" if get_base_level(text) else "L")))


def _mirrored(displayed: str) -> str:
    """Turn the brackets that stand in text that reads leftward.

    The library moves them and leaves their shape; a pair met with its closing one first has been moved.
    """
    shown = list(displayed)
    waiting: list[str] = []
    for place, character in enumerate(displayed):
        if character in _CLOSING and waiting[-1:] == [_CLOSING[character]]:
            waiting.pop()
        elif character in _OPENING and waiting[-1:] == [character + _OPENING[character]]:
            waiting.pop()
            shown[place] = _OPENING[character]
        elif character in _CLOSING:
            waiting.append(_CLOSING[character] + character)
            shown[place] = _CLOSING[character]
        elif character in _OPENING:
            waiting.append(character)
    return "".join(shown)


def _reads_leftward(character: str, before: list[Run]) -> bool:
    """Tell whether the character belongs to a run that reads leftward; marks follow their letter."""
    direction = unicodedata.bidirectional(character)
    if direction in {"NSM", "BN"}:
        return "\u0590" <= character <= "\u08ff" or bool(before and not before[-1].rightward)
    return direction in _LEFTWARD


def _can_be_seen(character: str) -> bool:
    if character.isascii():
        return character.isprintable()
    return unicodedata.category(character) not in _HIDDEN and _first_that_covers(character, False) is not None


def _face_for(character: str, bold: bool, current: Face | None) -> Face:
    """Return the font for a character: the one in use for joiners and marks, else the first that has it."""
    if current and character in _JOINERS:
        return current
    if current and unicodedata.combining(character) and current.covers(character):
        return current
    return _first_that_covers(character, bold) or _latin(bold)


@lru_cache(maxsize=16384)
def _first_that_covers(character: str, bold: bool) -> Face | None:
    for faces in (_packaged, _east_asian, _of_the_machine, _of_the_reader):
        for face in faces(bold):
            if face.covers(character):
                return face
    return None


@cache
def _packaged(bold: bool) -> tuple[Face, ...]:
    return _latin(bold), _many_scripts(bold), _symbols(bold)


@cache
def _latin(bold: bool) -> TextFace:
    return TextFace("Noto-Bold", myfont("notosbo")) if bold else TextFace("Noto", myfont("notos"))


@cache
def _many_scripts(bold: bool) -> Face:
    data = myfont("figbo" if bold else "figo")
    name = "Fira-Bold" if bold else "Fira"
    return OutlineFace(f"{name}-Outline", data, (TextFace(name, data),))


@cache
def _symbols(bold: bool) -> Face:
    name, weight = ("Symbols-Bold", _HEAVIER) if bold else ("Symbols", 0.0)
    return OutlineFace(name, myfont("symbol2"), (), weight)


@cache
def _east_asian(bold: bool) -> tuple[Face, ...]:
    """Return the packaged fonts for Chinese and Japanese, and for Korean, as far as they are installed."""
    found: list[Face] = []
    for package, file in _EAST_ASIAN.items():
        spec = find_spec(package)
        if spec and spec.origin:
            found.append(_outlines(Path(file).stem, Path(spec.origin).with_name(file), bold))
    return tuple(found)


@cache
def _of_the_machine(bold: bool) -> tuple[Face, ...]:
    return tuple(_outlines(path.stem.replace(" ", ""), path, bold) for path in machine_fonts())


@cache
def _of_the_reader(_bold: bool) -> tuple[CidFace, ...]:
    names = {"STSong-Light": "gbk", "HeiseiKakuGo-W5": "cp932", "HYSMyeongJo-Medium": "cp949"}
    return tuple(CidFace(name, codec) for name, codec in names.items())


def _outlines(name: str, path: Path, bold: bool) -> Face:
    weight = _HEAVIER if bold else 0.0
    return OutlineFace(f"{name}-Bold" if bold else name, path.read_bytes(), _of_the_reader(bold), weight)
