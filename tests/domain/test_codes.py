"""Codes: which are taken, which are the same, and how they sort."""

import re
import sqlite3

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from wms_tui.domain.codes import clean_code, excerpt, folded, lookalike, natural_key
from wms_tui.errors import BadInput


@pytest.mark.parametrize("code", ["4711", "A 1", "Käse", "'; DROP TABLE", "[bold]", "=1+1", "x" * 64, "货", "#%DONE"])
def test_any_printable_code_is_taken_as_it_is(code: str):
    assert clean_code(code, "item") == code


@pytest.mark.parametrize(
    "code",
    [
        "", " ", " A", "A ", "x" * 65, "A\tB", "A\n", "A\x00", "\x1b[2J", "A\u200bB", "A\u202eB", "\ue000",
        "A\u00a0B", "\ud800", "\ufeff4711", "\u3000A",
    ],
)  # fmt: skip
def test_a_code_that_cannot_be_read_on_a_label_is_refused(code: str):
    with pytest.raises(BadInput) as refused:
        clean_code(code, "bin")

    assert refused.value.code == "bad-code"
    assert "bin" in refused.value.message
    assert (refused.value.message + refused.value.hint).isprintable()


def test_an_accent_typed_apart_is_the_same_code():
    assert clean_code("Ka\u0308se", "item") == "K\u00e4se"


def test_items_and_bins_match_regardless_of_case():
    assert folded("a-01ß") == folded("A-01SS")
    assert folded("A-01") != folded("A-02")


@given(some.text(max_size=12))
@example("\u0345\u0300")
def test_folding_twice_is_folding_once(text: str):
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(("known", "new"), [("L10O", "l1OO"), ("LOT1", "L0TI"), ("Ill", "111"), ("abc", "ABC")])
def test_lots_that_look_alike_have_one_key(known: str, new: str):
    assert lookalike(known) == lookalike(new)


@pytest.mark.parametrize(("known", "new"), [("L1", "L2"), ("5", "S"), ("L1", "L-1"), ("L1", "L 1")])
def test_lots_that_look_different_have_two_keys(known: str, new: str):
    assert lookalike(known) != lookalike(new)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("L2", "L10"), ("L02", "L10"), ("A-9-1", "A-10-1"), ("L", "L1"), ("L1", "L1A"), ("L0", "L1"),
        ("9", "A"), ("a2", "B1"), ("L9", "L" + "1" * 40), ("L1" + "0" * 98, "L1" + "0" * 99), ("L02", "L2"),
        ("A B", "AB"),
    ],
)  # fmt: skip
def test_codes_sort_as_people_count(first: str, second: str):
    assert natural_key(first) < natural_key(second)


CODES = some.from_regex(r"[A-C\-]?[0-9]{0,12}[A-C\-]?[0-9]{0,3}", fullmatch=True)


def counted(code: str) -> list[tuple[int, object]]:
    """Return another key of the same order, which is no text."""
    pieces = re.findall(r"[0-9]+|[^0-9]", code.casefold())
    return [(ord("0"), int(piece)) if piece.isdecimal() else (ord(piece), 0) for piece in pieces]


@given(some.lists(CODES))
def test_natural_order_is_the_order_of_the_numbers_in_the_codes(codes: list[str]):
    assert sorted(codes, key=natural_key) == sorted(codes, key=lambda code: (counted(code), code))


@given(some.text(some.characters(min_codepoint=32, exclude_categories=["Cs"])), some.text("aAoO01"))
def test_two_codes_never_share_a_place_in_the_order(first: str, second: str):
    assert (natural_key(first) == natural_key(second)) == (first == second)


@given(some.lists(some.text(some.characters(min_codepoint=32, exclude_categories=["Cs"]), max_size=6), max_size=6))
def test_the_database_sorts_the_keys_as_we_do(codes: list[str]):
    keys = [natural_key(code) for code in codes]
    with sqlite3.connect(":memory:") as database:
        database.execute("CREATE TABLE code (key TEXT)")
        database.executemany("INSERT INTO code VALUES (?)", [(key,) for key in keys])

        found = [key for (key,) in database.execute("SELECT key FROM code ORDER BY key")]
    database.close()

    assert found == sorted(keys)


def test_an_excerpt_shows_nothing_that_moves_the_cursor():
    assert excerpt("\x1b[2Jabc") == "?[2Jabc"
    assert excerpt("x" * 40) == "x" * 15 + "…"
    assert excerpt("x" * 16) == "x" * 16
