import json

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from wms_tui.cli.output import error_value, hint_of, json_line, lines_of, table, visible
from wms_tui.errors import NeedsConfirmation, Refused

TEXTS = st.text(st.characters(exclude_categories=[]))


@given(TEXTS)
def test_nothing_that_acts_on_a_terminal_is_left(text):
    assert visible(text).isprintable()


@given(st.text(st.characters(categories=["L", "N", "P"])))
def test_what_can_be_seen_stays_as_it_is(text):
    assert visible(text) == text


def test_orders_to_a_terminal_are_shown_as_what_they_are():
    assert visible("a\x1b[31mb\u202ec\u200bd") == "a␛[31mb<U+202E>c<U+200B>d"


@given(TEXTS)
def test_json_is_one_line_of_plain_characters_and_loses_nothing(text):
    line = json_line({"name": text})

    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line) == {"name": text}


@given(st.lists(st.tuples(TEXTS, st.integers()), min_size=1))
def test_columns_stand_below_each_other_in_every_script(rows):
    lines = list(table([{"name": name, "quantity": quantity} for name, quantity in rows]))

    assert len(lines) == len(rows) + 1
    ends = {cell_len(line) for line in lines}
    assert len(ends) == 1, "the last column is a number, set flush right"


def test_a_table_leaves_out_what_no_row_says():
    rows = [{"lot": "L1", "plate": "", "quantity": 5}, {"lot": "緑茶", "plate": "", "quantity": 120}]

    assert list(table(rows)) == ["lot   quantity", "L1           5", "緑茶       120"]


def test_an_object_is_shown_as_facts_with_its_lists_below():
    value = {"order": "O1", "ok": True, "note": None, "lines": [{"line": 1, "item": "MILK"}], "lots": ["L1", "L2"]}

    assert list(lines_of(value)) == [
        "order  O1",
        "ok     yes",
        "lots   L1, L2",
        "lines:",
        "  line  item",
        "     1  MILK",
    ]


def test_lists_within_lists_are_told_one_after_the_other():
    value = {"lines": [{"line": 1, "picks": [{"bin": "A"}]}, {"line": 2, "picks": []}]}

    assert list(lines_of(value)) == ["lines:", "  line  1", "  picks:", "    bin", "    A", "  ", "  line  2"]
    assert list(lines_of([])) == ["Nothing found."]


def test_a_hint_names_the_option_that_says_yes():
    asked = NeedsConfirmation("other-lot", "Lot A goes first.", "Take A.", accept="override-reason")

    assert hint_of(asked) == "Take A. Yes is --override-reason R."
    assert hint_of(NeedsConfirmation("odd", "Odd.", "If right: --accept-date.", accept="accept-date")).endswith("date.")
    assert hint_of(Refused("no", "No.", "Leave it.")) == "Leave it."


@given(TEXTS.filter(bool))
def test_what_is_refused_is_said_in_sentences(text):
    said = error_value(Refused("code", text, text))["error"]

    assert said["message"] == said["hint"]
    assert said["message"].rstrip(".") == text.rstrip(".")
    assert said["message"][-1] in ".?!:"


def test_columns_that_are_always_shown_are_shown_where_no_row_says_anything():
    assert list(table([{"lot": "L1", "plate": "", "note": ""}], ("lot", "plate"))) == ["lot  plate", "L1"]
