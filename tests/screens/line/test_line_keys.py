from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screens.line.keys import KeyReader

OWN = (("\x1bOt", "f5"), ("\x1b[M", "f1"))


def read(*pieces: str, own: tuple[tuple[str, str], ...] = ()) -> list[str]:
    """Return what a reader makes of pieces that arrive one by one: a key's character, or its name in <>."""
    reader = KeyReader(own)
    keys = [key for piece in pieces for key in reader.feed(piece)]
    if reader.patience is not None:
        keys += reader.give_up()
    return [key.character if key.is_printable and key.character else f"<{key.key}>" for key in keys]


def text(*pieces: str) -> str:
    return "".join(read(*pieces))


def test_a_burst_of_scans_comes_in_order() -> None:
    assert text("SKU1\r5\rSKU2\r7\r") == "SKU1<enter>5<enter>SKU2<enter>7<enter>"


def test_the_separator_of_a_gs1_code_arrives_as_a_character() -> None:
    keys = KeyReader().feed("10L7\x1d17")
    assert "".join(key.character or "" for key in keys) == "10L7\x1d17"
    assert keys[4].key == "ctrl+right_square_bracket"


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("\x1bOP", "f1"),
        ("\x1b[15~", "f5"),
        ("\x1b[24~", "f12"),
        ("\x1b[[C", "f3"),
        ("\x1b[A", "up"),
        ("\x7f", "backspace"),
    ],
)
def test_function_keys_are_known_however_the_network_cuts_them(sent: str, key: str) -> None:
    assert read(sent) == read(*sent) == [f"<{key}>"]


def test_the_terminals_own_keys_win_over_what_is_common() -> None:
    assert read("\x1bOt") == ["4"]
    assert read("\x1bOt", own=OWN) == ["<f5>"]
    assert read("\x1b[M1", own=OWN) == ["<f1>", "1"]


@pytest.mark.parametrize(
    "unknown",
    [
        "\x1b[?1;2c",
        "\x1b[99;99~",
        "\x1b[27;5;13~",
        "\x1b[M !!",
        "\x1b[<0;3;4M",
        "\x1b]11;rgb:0000/0000/0000\x07",
        "\x1b]10;?\x1b\\",
        "\x1bP1$r0m\x1b\\",
        "\x1b_Gi=1;OK\x1b\\",
        "\x1b[I",
        "\x1b[?2026;2$y",
        "\x1bO9z",
    ],
)
def test_an_unknown_sequence_is_dropped_whole(unknown: str) -> None:
    assert text(unknown, "A1\r") == text(*unknown, "A1\r") == "A1<enter>"


def test_a_sequence_that_never_ended_is_dropped_too() -> None:
    reader = KeyReader()
    assert reader.feed("\x1b[200;") == []
    assert reader.patience == 1.0
    assert reader.give_up() == []


def test_escape_followed_by_a_scan_is_escape_and_the_whole_scan() -> None:
    assert text("\x1b12345\r") == "<escape>12345<enter>"
    assert text("\x1b]C1010\r") == "<escape>]C1010<enter>"
    assert text("\x1bP123\r") == "<escape>P123<enter>"
    assert text("\x1b") == "<escape>"
    assert text("\x1bO-17\r") == "<escape>O-17<enter>"
    assert text("\x1b\x1b[B") == "<escape><down>"


def test_a_line_break_inside_a_sequence_is_still_enter() -> None:
    assert text("\x1b[1\rA") == "<enter>A"


def test_what_is_pasted_counts_as_typed_line_by_line() -> None:
    assert text("\x1b[200~L1\nL2\r\nL3\r\x1b[201~X") == "L1<enter>L2<enter>L3<enter>X"


def test_a_pasted_control_character_is_no_command_but_a_separator_stays() -> None:
    keys = read("\x1b[200~a\x11\x03\x1b[15~b\x1dc\x1b[201~")
    assert keys == ["a", "b", "<ctrl+right_square_bracket>", "c"]


def test_a_paste_without_an_end_does_not_disable_the_function_keys_for_ever() -> None:
    reader = KeyReader()
    reader.feed("\x1b[200~abc")
    assert reader.patience == 1.0
    reader.give_up()
    assert [key.key for key in reader.feed("\x1bOP")] == ["f1"]


def test_one_line_break_is_one_enter_whichever_the_scanner_sends() -> None:
    assert text("A\rB\nC\r\nD\r\r\n") == "A<enter>B<enter>C<enter>D<enter><enter>"


def test_a_bad_character_is_seen_not_left_out() -> None:
    assert text("A\x9bB\ufffd") == "A\ufffdB\ufffd"


@settings(max_examples=60)
@given(st.lists(st.text(alphabet="\x1b[O]PM_\\~;?0159ABab\r\n\x07\x1d \x00\x9b", max_size=12), max_size=12))
def test_noise_never_breaks_the_reader_nor_what_comes_after_it(pieces: list[str]) -> None:
    reader = KeyReader()
    for piece in pieces:
        reader.feed(piece)
    reader.give_up()
    assert "".join(key.character or "" for key in reader.feed("L2588C")) == "L2588C"


@settings(max_examples=60)
@given(st.text(alphabet="ABC123-/% \x1dé漢"), st.lists(st.integers(0, 40), max_size=5))
def test_what_is_typed_is_what_arrives(typed: str, cuts: list[int]) -> None:
    edges = sorted({0, *(cut for cut in cuts if cut < len(typed)), len(typed)})
    pieces = [typed[start:end] for start, end in pairwise(edges)]
    reader = KeyReader()
    assert "".join(key.character or "" for piece in pieces for key in reader.feed(piece)) == typed
