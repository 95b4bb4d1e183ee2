"""What a clerk sees of a step, on each size of terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.help_page import lay_out_help
from screens.keys import BACK, FUNCTION_KEYS, LIST, PAGE_DOWN, PROBLEM, UNDO
from screens.layout import Picture, Scene, lay_out
from screens.lines import Look
from wms_tui.tasks.prompt import NOTHING, Choice, Fact, Feedback, Key, Outcome, Prompt

KEYS = tuple(row.as_key() for row in (UNDO, BACK, LIST, PROBLEM))
PICK = Prompt(
    title="PICK SO10441",
    question="SCAN BIN OR 2 DIGITS",
    short="BIN",
    progress="3/12",
    facts=(
        Fact("GO TO", "A-07-03-B"),
        Fact("ITEM", "4711 OAT MILK 1L"),
        Fact("LOT", "L2609A     EXP 14 MAR 2027", "L2609A  EXP 14MAR27"),
        Fact("TAKE", "6 CS       (1 CS = 6 EA)", "TAKE 6 CS"),
        Fact("TOTE", "2  (blue)", "TOTE 2"),
    ),
    keys=KEYS,
    saved="10:41 took 2 CS L2588C",
)
NEWER = Feedback(Outcome.REFUSED, "LOT L2701C IS NEWER (EXP 30 JUN 27)", "Take L2609A first, or F5 3 Other lot")
SIZES = [(24, 16), (40, 20), (80, 24)]


def grid(picture: Picture) -> str:
    return "\n".join(line.text for line in picture.lines)


def seen(picture: Picture) -> str:
    """Everything on the screen as one run of words, whatever the folding."""
    return " ".join(" ".join(line.text for line in picture.lines).split())


def test_a_pick_step_on_40_columns():
    assert (
        grid(lay_out(Scene(PICK, NEWER, "U07", "10:42:31"), 40, 20))
        == """\
PICK SO10441         3/12  U07  10:42:31
----------------------------------------
GO TO   A-07-03-B
ITEM    4711 OAT MILK 1L
LOT     L2609A     EXP 14 MAR 2027
TAKE    6 CS       (1 CS = 6 EA)
TOTE    2  (blue)



> SCAN BIN OR 2 DIGITS
  ____________________________________

!! LOT L2701C IS NEWER (EXP 30 JUN 27)
   Take L2609A first, or F5 3 Other lot


10:41 took 2 CS L2588C             SAVED
----------------------------------------
F1Help F2Undo F3Back F4List F5Problem"""
    )


def test_the_same_step_on_24_columns():
    assert (
        grid(lay_out(Scene(PICK, NEWER, "U07", "10:42", "A-07"), 24, 16))
        == """\
PICK SO10441  3/12 10:42
------------------------
A-07-03-B
4711 OAT MILK 1L
L2609A  EXP 14MAR27
TAKE 6 CS   TOTE 2


> BIN A-07_____________
!! LOT L2701C IS NEWER
   (EXP 30 JUN 27)
   Take L2609A first, or
   F5 3 Other lot
took 2 CS L2588C   SAVED
------------------------
F1Help F3Back F5Problem"""
    )


def test_the_same_step_on_80_columns():
    ok = Feedback(Outcome.OK, "bin A-07-03-B")
    assert (
        grid(lay_out(Scene(PICK, ok, "U07", "10:42:07"), 80, 24))
        == """\
PICK SO10441                                                 3/12  U07  10:42:07
--------------------------------------------------------------------------------
GO TO   A-07-03-B
ITEM    4711 OAT MILK 1L
LOT     L2609A     EXP 14 MAR 2027
TAKE    6 CS       (1 CS = 6 EA)
TOTE    2  (blue)





> SCAN BIN OR 2 DIGITS
  ________________________________________

OK bin A-07-03-B





10:41 took 2 CS L2588C                                                     SAVED
--------------------------------------------------------------------------------
F1 Help  F2 Undo  F3 Back  F4 List  F5 Problem"""
    )


def test_a_refusal_fills_the_width_in_its_own_look():
    picture = lay_out(Scene(PICK, NEWER), 40, 20)
    bars = [line for line in picture.lines if line.spans and line.spans[0].look is Look.REFUSED]
    assert [line.width for line in bars] == [40, 40]


def test_a_step_is_not_moved_by_what_is_said_about_it():
    for width, height in SIZES:
        quiet, loud = (lay_out(Scene(PICK, told), width, height) for told in (NOTHING, NEWER))
        question = [line.text.startswith("> ") for line in quiet.lines]
        assert question == [line.text.startswith("> ") for line in loud.lines]


def test_a_default_is_shown_beside_the_question():
    cases = Prompt("RECEIVE PO5512", "CASES", default="120 CS")
    assert "> CASES   ENTER = 120 CS" in grid(lay_out(Scene(cases), 40, 20))
    assert "> CASES\n  ________  ENTER=120 CS" in grid(lay_out(Scene(cases), 24, 16))


def test_a_pin_is_never_shown():
    picture = lay_out(Scene(Prompt("SIGN IN", "PIN", secret=True), typed="4711"), 40, 20)
    assert "4711" not in grid(picture)
    assert "****" in grid(picture)


def test_a_group_separator_is_seen():
    assert "10L7\u241d17" in grid(lay_out(Scene(PICK, typed="10L7\x1d17"), 40, 20))


def test_choices_that_do_not_fit_come_on_pages_and_are_numbered_from_1_on_each():
    prompt = Prompt("PICK", "WHICH", choices=tuple(Choice(f"Lot {n}", f"L{n}") for n in range(1, 13)), keys=KEYS)
    first, second = (lay_out(Scene(prompt, page=page), 40, 20) for page in (0, 1))
    assert "9 Lot 9" in grid(first)
    assert "Lot 10" not in grid(first)
    assert "1 Lot 10" in grid(second)
    assert second.choices[0].answer == "L10"
    assert "page 2 of 2" in grid(second)
    assert "F8More" in grid(first)


MENU = tuple(Choice(f"Problem {n} of some length", f"%P{n}", number=n) for n in (1, 3, 4, 6))


def test_a_choice_keeps_its_own_digit_where_others_are_left_out():
    picture = lay_out(Scene(Prompt("PICK", "DO", choices=MENU)), 40, 20)
    assert "3 Problem 3" in grid(picture)
    assert [choice.number for choice in picture.choices] == [1, 3, 4, 6]


def test_digits_are_unique_on_a_page_and_fixed_ones_are_the_same_on_each():
    many = (*MENU, *(Choice(f"Other {n}", f"O{n}") for n in range(9)), Choice("Three again", "T", number=3))
    pages = lay_out(Scene(Prompt("PICK", "DO", choices=many)), 24, 16).pages
    for page in range(pages):
        live = lay_out(Scene(Prompt("PICK", "DO", choices=many), page=page), 24, 16).choices
        assert len({choice.number for choice in live}) == len(live)
        assert all(choice.number == 3 for choice in live if choice.answer == "T")


def test_short_choices_stand_two_abreast_before_they_go_to_another_page():
    words = ("Receive", "Put away", "Pick", "Ship", "Move", "Find", "Stock", "Orders", "Lots")
    picture = lay_out(Scene(Prompt("HOME", "SCAN", choices=tuple(Choice(word, word) for word in words))), 24, 16)
    assert picture.pages == 1
    assert "1 Receive   6 Find" in grid(picture)


def test_a_menu_of_six_fits_one_page_of_24_by_16():
    six = tuple(Choice(f"Do the thing number {n}", f"%P{n}", number=n) for n in range(1, 7))
    assert lay_out(Scene(Prompt("PICK", "DO", facts=PICK.facts[:1], choices=six)), 24, 16).pages == 1


def test_the_quantity_is_seen_beside_the_bin_on_the_smallest_screen():
    facts = (*PICK.facts[:3], Fact("TAKE", "6 CS       (1 CS = 6 EA)", "TAKE 6 CS", vital=True))
    for page in (0, 1):
        shown = grid(lay_out(Scene(Prompt("PICK", "BIN", facts=facts), page=page), 20, 8))
        assert "A-07-03-B TAKE 6 CS" in shown


def test_what_f2_takes_back_is_marked_behind_what_was_saved():
    undoes = Prompt("PICK", "BIN", saved="10:41 took 2 CS L2588C-OF-SOME-LENGTH", undoes=True)
    for width, height in SIZES:
        assert grid(lay_out(Scene(undoes), width, height)).splitlines()[-3].endswith("F2=UNDO")


def test_a_terminal_that_is_too_small_says_so():
    for size in [(19, 24), (80, 7), (3, 2), (1, 1)]:
        picture = lay_out(Scene(PICK), *size)
        assert len(picture.lines) == size[1]
        assert all(line.width <= size[0] for line in picture.lines)
    assert "too small" in seen(lay_out(Scene(PICK), 19, 24))


def test_the_key_line_leaves_out_whole_keys_and_keeps_the_way_back():
    every = Prompt("PICK", "BIN", keys=tuple(row.as_key() for row in FUNCTION_KEYS))
    for width in range(20, 90):
        shown = grid(lay_out(Scene(every), width, 20)).splitlines()[-1]
        words = shown.replace(" ", "")
        for row in FUNCTION_KEYS:
            words = words.replace(f"{row.name.capitalize()}{row.label}", "")
        assert words == ""
        assert "F3" in shown


words = st.text(st.one_of(st.characters(max_codepoint=0x2FF), st.sampled_from("牛乳燕麦１Ǻ́ญี่")), max_size=45)
facts = st.lists(st.builds(Fact, words, words, st.one_of(st.just(""), words), st.booleans()), max_size=7)
choices = st.lists(st.builds(Choice, words, words, words, st.integers(0, 9)), max_size=25)
prompts = st.builds(
    Prompt,
    title=words,
    question=words,
    short=words,
    progress=words,
    facts=facts.map(tuple),
    default=words,
    choices=choices.map(tuple),
    keys=st.lists(st.sampled_from([row.as_key() for row in FUNCTION_KEYS]), unique=True).map(tuple),
    saved=words,
    secret=st.booleans(),
)
feedbacks = st.builds(Feedback, st.sampled_from(Outcome), words, words)


@given(prompts, feedbacks, words, words, st.integers(20, 100), st.integers(8, 40), st.integers(0, 9))
def test_nothing_ever_leaves_its_line(prompt, feedback, who, typed, width, height, page):
    picture = lay_out(Scene(prompt, feedback, who, "10:42:07", typed, page), width, height)
    assert len(picture.lines) == height
    for line in picture.lines:
        assert line.width <= width
        assert all(span.text.isprintable() for span in line.spans)


names = st.one_of(
    st.text(st.sampled_from("OATMILK 0123"), min_size=1, max_size=39),
    st.text(st.sampled_from("牛乳オーツ"), min_size=1, max_size=18),
).map(lambda text: "I" + text.strip())
lots = st.text(st.sampled_from("LAB0123456789-"), min_size=1, max_size=20)


@pytest.mark.parametrize(("width", "height"), SIZES)
@given(name=names, lot=lots, told=st.sampled_from([NOTHING, NEWER]), typed=st.text("ABC", max_size=60))
def test_all_of_a_step_is_seen_whatever_the_names(width, height, name, lot, told, typed):
    prompt = Prompt(
        title="PICK SO10441",
        question="SCAN BIN OR 2 DIGITS",
        short="BIN",
        progress="3/12",
        facts=(
            Fact("GO TO", "A-07-03-B"),
            Fact("ITEM", f"4711 {name}"),
            Fact("LOT", lot),
            Fact("TAKE", "576 CS", "TAKE 576 CS"),
        ),
        keys=KEYS,
        saved="10:41 took 2 CS L2588C",
    )
    picture = lay_out(Scene(prompt, told, "U07", "10:42", typed), width, height)
    text = seen(picture)
    squeezed = text.replace(" ", "")
    for needed in ("PICK SO10441", "3/12", "A-07-03-B", lot, "576 CS", "F3", "SAVED", told.what, told.do):
        assert needed in text
    assert name.replace(" ", "") in squeezed
    assert ("> BIN" if width < 40 else "> SCAN BIN OR 2 DIGITS") in text
    assert picture.pages == 1


@given(prompts, st.lists(words, max_size=4), st.integers(20, 90), st.integers(8, 40), st.integers(0, 5))
def test_the_help_never_leaves_its_lines(prompt, sentences, width, height, page):
    picture = lay_out_help(prompt, tuple(sentences), width, height, page)
    assert len(picture.lines) == height
    assert all(line.width <= width for line in picture.lines)


def test_the_help_explains_a_key_as_its_label_says():
    prompt = Prompt("HOME", "SCAN", keys=(Key("f3", "No", "BACK"), Key("f6", "SignOut", "DONE"), PAGE_DOWN.as_key()))

    text = seen(lay_out_help(prompt, (), 80, 40, 0))

    assert "No: Say no: nothing is done" in text
    assert "SignOut: Sign out" in text
    assert "F8 PageDown" in text
    assert BACK.help not in text


def test_the_help_explains_every_live_key():
    text = seen(lay_out_help(PICK, ("Walk to the bin.",), 80, 40, 0))
    assert "Walk to the bin." in text
    for row in (UNDO, BACK, LIST, PROBLEM):
        assert row.help in text
    assert "F5 F9 Ctrl+P" in text
    assert "Finish, or begin a new one" not in text
