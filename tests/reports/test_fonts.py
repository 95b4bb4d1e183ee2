"""Text in the world's scripts, and text that wants to leave its box."""

from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from reports import fonts
from reports.faces import CidFace, OutlineFace
from reports.machine_fonts import machine_fonts

SCRIPTS = {
    "latin": "Größe Łódź Åse ñ ő ğ",
    "vietnamese": "Tiếng Việt ọ ế ữ",
    "greek": "Ελλάδα Ώμέγα",
    "cyrillic": "Склад Ђ Їжак Қазақ",
    "chinese": "简体中文 繁體中文",
    "japanese": "日本語テスト ひらがな",
    "korean": "한국어 시험",
    "arabic": "مستودع",
    "hebrew": "מחסן",
    "thai": "ภาษาไทย ที่นี่",
    "devanagari": "हिन्दी क्षेत्र",
    "georgian": "ქართული",
}


def _drawn(text: str, bold: bool = False) -> pypdfium2.PdfPage:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(600, 40), invariant=1)
    fonts.draw(canvas, 10, 15, text, 16, bold)
    canvas.save()
    return pypdfium2.PdfDocument(buffer.getvalue())[0]


def _ink(page: pypdfium2.PdfPage) -> int:
    picture = page.render(scale=2, grayscale=True).to_pil()
    return sum(picture.histogram()[:128])


@pytest.mark.parametrize("bold", [False, True], ids=["plain", "bold"])
@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_prints_with_fonts_that_every_installation_has(script: str, bold: bool) -> None:
    text = SCRIPTS[script]

    of_the_house = {*fonts._packaged(bold), *fonts._east_asian(bold)}

    assert all(run.face in of_the_house for run in fonts.runs(text, bold))
    assert "[U+" not in "".join(run.text for run in fonts.runs(text, bold))
    assert _ink(_drawn(text, bold)) > 60 * len(text.replace(" ", ""))


@pytest.mark.parametrize("script", ["latin", "greek", "cyrillic", "chinese", "japanese", "korean", "thai", "hebrew"])
def test_printed_text_can_be_searched_and_copied(script: str) -> None:
    text = SCRIPTS[script]

    read = _drawn(text).get_textpage().get_text_range()

    assert read.replace(" ", "") == text.replace(" ", "")


def test_arabic_letters_are_joined() -> None:
    apart = sum(fonts.width(letter, 10) for letter in "مستودع")

    assert fonts.width("مستودع", 10) < apart * 0.9


def test_a_line_in_two_directions_keeps_its_numbers_and_brackets() -> None:
    shown = "".join(run.text if run.rightward else run.text[::-1] for run in fonts.runs("A7 עברית (12) B"))

    assert shown == "A7 (12) תירבע B"


@pytest.mark.parametrize("text", ["\u202e", "\u2066", "\u200b", "\ufeff", "\x00", "\x1b", "\x85", "\u2028", "\ud800"])
def test_a_character_that_cannot_be_seen_is_spelled_out(text: str) -> None:
    assert fonts.visible(f"L{text}1") == f"L[U+{ord(text):04X}]1"


def test_a_character_without_a_font_is_spelled_out() -> None:
    letter = "\U0001e900"
    everywhere = [*fonts._packaged(False), *fonts._east_asian(False), *fonts._of_the_machine(False)]
    assert not any(face.covers(letter) for face in everywhere)

    (run,) = fonts.runs(f"L{letter}")

    assert run.text == "L[U+1E900]"


def test_two_spellings_of_one_letter_print_alike() -> None:
    assert fonts.runs("Gro\u0308\u00dfe") == fonts.runs("Gr\u00f6\u00dfe")


def test_without_the_large_fonts_the_reader_of_the_page_is_asked_for_his() -> None:
    asked = fonts._of_the_reader(False)

    for text in ("简体", "日本語", "한국어"):
        assert all(any(face.covers(letter) for face in asked) for letter in text)
    assert all(isinstance(face, CidFace) for face in asked)


def test_every_font_of_this_machine_can_be_opened() -> None:
    for path in machine_fonts():
        face = OutlineFace(path.stem, path.read_bytes(), ())
        assert face.covers("A") or face.covers("中") or face.covers("★")


@given(st.text(max_size=60), st.floats(20, 200), st.floats(5, 40), st.booleans())
def test_fitted_text_never_leaves_its_box(text: str, across: float, down: float, bold: bool) -> None:
    size, lines = fonts.fit(text, (across, down), (12.0, 5.0), bold)

    assert all(fonts.width(line, size, bold) <= across + 1e-6 for line in lines)
    assert len(lines) * size <= down + 1e-6


@given(st.text(st.characters(min_codepoint=33, max_codepoint=0x17F), max_size=40))
def test_text_that_fits_loses_nothing(text: str) -> None:
    _, lines = fonts.fit(text, (400.0, 60.0), (12.0, 5.0))

    assert "".join(lines).replace(" ", "") == fonts.visible(text).replace(" ", "")


def test_what_is_cut_ends_in_an_ellipsis() -> None:
    _, lines = fonts.fit("W" * 500, (100.0, 12.0), (10.0, 6.0))

    assert lines[-1].endswith("…")


def test_a_code_is_made_smaller_before_it_is_broken() -> None:
    _, lines = fonts.fit("340123450000000123", (75.0, 22.0), (9.0, 5.0))

    assert lines == ("340123450000000123",)
