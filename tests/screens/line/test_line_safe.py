import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from screens.line.ascii import ascii_for
from screens.line.safe import SafeFilter, visible

BLACK = Color(0, 0, 0)
HOSTILE = "a\x1b]52;c;aGk=\x07\x9b2J\u202ecod\u200b\u2066\x00\r\n\x7f\u2028\ufeff\U000e0041"


def filtered(*segments: Segment) -> str:
    return "".join(segment.text for segment in SafeFilter().apply(list(segments), BLACK))


def test_plain_text_stays_as_it_is() -> None:
    for text in ("Peach halves 12x850 g", "Käse, Łódź, 漢字, Ελλάδα", ""):
        assert visible(text) == text


def test_control_characters_are_shown_in_one_cell_each() -> None:
    assert visible("A\x1dB\x1b[2J") == "A\u241dB\u241b[2J"
    assert visible("\x9b\x7f") == "\ufffd\u2421"


def test_what_turns_the_reading_direction_is_shown_and_what_nobody_sees_is_dropped() -> None:
    assert visible("LOT\u202e7L") == "LOT\ufffd7L"
    assert visible("L\u200b7\ufeff\u2060\U000e0041") == "L7"


def test_marks_do_not_pile_up() -> None:
    assert visible("e" + "\u0301" * 9) == "e\u0301\u0301"
    assert visible("ệ") == "ệ"


@given(st.text())
def test_nothing_hidden_is_left_in_any_text(text: str) -> None:
    shown = visible(text)
    assert all(character.isprintable() or character == "\u3000" for character in shown if ord(character) < 0x30000)
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in shown)
    assert visible(shown) == shown


@given(st.lists(st.text(max_size=12), min_size=1, max_size=4))
def test_the_filter_keeps_the_width_of_a_line(texts: list[str]) -> None:
    width = sum(cell_len(text) for text in texts)
    shown = filtered(*(Segment(text) for text in texts))
    assert cell_len(shown) == width or any(cell_len(visible(text)) < cell_len(text) for text in texts)
    assert visible(shown) == shown


def test_the_room_for_what_became_visible_is_taken_from_the_next_spaces() -> None:
    assert filtered(Segment("LOT\x1b7      A-07")) == "LOT\u241b7     A-07"
    assert filtered(Segment("LOT\x1b7")) == "LOT\u241b"


def test_no_link_and_no_control_code_leaves_a_widget() -> None:
    segments = SafeFilter().apply([Segment("x", Style(link="http://evil")), Segment("", None, [])], BLACK)
    linked = SafeFilter().apply([Segment("x", Style(link="http://evil", bold=True))], BLACK)
    assert segments[0].text == "x"
    assert linked[0].style is not None
    assert linked[0].style.link is None
    assert linked[0].style.bold


@pytest.mark.parametrize(
    ("sign", "cells", "plain"), [("─", 1, "-"), ("┼", 1, "+"), ("é", 1, "e"), ("漢", 2, "??"), ("…", 1, ".")]
)
def test_a_vt100_gets_ascii_of_the_same_width(sign: str, cells: int, plain: str) -> None:
    assert ascii_for(sign, cells) == plain


@given(st.characters(), st.integers(1, 2))
def test_every_sign_has_an_ascii_likeness_of_its_width(sign: str, cells: int) -> None:
    plain = ascii_for(sign, cells)
    assert len(plain) == cells
    assert plain.isascii()
    assert plain.isprintable()
