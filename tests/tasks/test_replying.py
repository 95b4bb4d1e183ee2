"""A response form at the terminal: one scan opens it, one digit a lot books it, and nothing is lost on the way."""

import pytest

from tests.builders import run
from tests.recalls import a_case, a_letter, a_recalled_dairy, answered, closed, replies
from tests.tasks.clerk import Clerk, a_clerk
from wms_tui.operations.make_notices import MakeNotices, make_notices
from wms_tui.queries.recall_letters import last_version, letters_of
from wms_tui.queries.recalls import the_recall
from wms_tui.storage.statements import rows, value
from wms_tui.tasks.session import Session

FORM = "RN-R7-1-1"


@pytest.fixture(autouse=True)
def dairy(warehouse: object) -> None:
    a_recalled_dairy()
    a_case()
    a_letter(FORM, "SHOP")
    a_letter("RN-R7-1-2", "CAFE")


def with_form(code: str = FORM) -> Clerk:
    return a_clerk().scan(code)


def said(customer: str = "SHOP", lot: str = "L1") -> tuple[int, ...]:
    one = replies()[customer, lot].said
    return one.on_hand, one.returned, one.destroyed, one.used, one.sold_on, one.not_located


def test_a_form_of_two_lots_takes_one_scan_and_a_digit_for_each() -> None:
    clerk = with_form()
    assert clerk.prompt.title == "REPLY R7 SHOP"
    assert (clerk.prompt.progress, clerk.fact("LOT")) == ("1/2", "L1  3 CS shipped")

    clerk.digit(1)
    assert (clerk.last.what, clerk.last.do) == ("SHOP L1: 30 of 30", "1 more on this form")
    clerk.digit(2)

    assert (clerk.last.what, clerk.last.do) == ("SHOP L2: 0 of 10", "R7: 50 %, 1 of 2 answered")
    assert clerk.count() == (1, 4)
    assert (said(), said(lot="L2")) == ((0, 30, 0, 0, 0, 0), (0, 0, 0, 0, 0, 0))
    assert replies()["SHOP", "L2"].replied_at is not None


def test_all_lots_of_a_form_take_one_scan_and_one_digit_and_the_next_form_follows() -> None:
    clerk = with_form().digit(7)

    assert clerk.last.what == "SHOP 2 lots: 40 of 40"
    assert clerk.prompt.question == "SCAN RESPONSE FORM"
    clerk.scan("RN-R7-1-2").digit(4)

    assert clerk.count() == (2, 4)
    assert said("CAFE") == (0, 0, 0, 20, 0, 0)
    assert clerk.last.do == "R7: 100 %, 2 of 2 answered"


def test_figures_are_typed_one_by_one_and_enter_alone_is_none() -> None:
    clerk = with_form().digit(3).enter("5").enter("1CS").enter().enter("8").enter("4")

    assert clerk.fact("LEFT") == "3 EA"
    clerk.enter()

    assert said() == (5, 10, 0, 8, 4, 0)
    assert clerk.last.what == "SHOP L1: 23 of 30"


def test_figures_end_when_all_is_told_or_with_f6() -> None:
    clerk = with_form().digit(3).enter("10").enter("20")
    assert said() == (10, 20, 0, 0, 0, 0)

    clerk.digit(3).enter("3").press(6)

    assert said(lot="L2") == (3, 0, 0, 0, 0, 0)
    assert clerk.prompt.question == "SCAN RESPONSE FORM"


def test_more_than_was_shipped_is_asked_and_booked_after_a_yes() -> None:
    clerk = with_form("RN-R7-1-2").digit(3).enter("21")

    assert clerk.was_asked()
    assert value("SELECT count(*) FROM reply") == 0
    clerk.enter("Y")

    assert said("CAFE") == (21, 0, 0, 0, 0, 0)
    assert "accepted" in value("SELECT reason FROM entry ORDER BY id DESC LIMIT 1")


def test_a_no_keeps_what_was_typed_before() -> None:
    clerk = with_form("RN-R7-1-2").digit(3).enter("1").enter("20")

    assert clerk.was_asked()
    clerk.press(3)

    assert (clerk.prompt.question, clerk.fact("LEFT")) == ("RETURNED IN EA", "19 EA")
    clerk.enter("19")
    assert said("CAFE") == (1, 19, 0, 0, 0, 0)


def test_f3_goes_back_figure_by_figure_and_nothing_is_booked() -> None:
    clerk = with_form().digit(3).enter("5").enter("6")

    clerk.press(3).press(3).press(3)
    assert clerk.prompt.question == "WHERE IS IT NOW"
    clerk.press(3)
    assert clerk.prompt.question == "SCAN RESPONSE FORM"
    clerk.press(3)

    assert clerk.prompt.title == "HOME"
    assert value("SELECT count(*) FROM reply") == 0


def test_a_lost_line_is_taken_up_at_the_same_figure() -> None:
    with_form().digit(1).digit(3).enter("4")

    again = Clerk(Session(by="U07", terminal_name="GUN2"))

    assert (again.prompt.question, again.prompt.progress) == ("RETURNED IN EA", "2/2")
    assert again.fact("LOT") == "L2  1 CS shipped"
    again.enter("6")
    assert said(lot="L2") == (4, 6, 0, 0, 0, 0)


def test_an_answered_form_is_asked_about_and_then_answered_anew() -> None:
    answered("CAFE", on_hand=20)
    clerk = with_form("RN-R7-1-2")

    assert clerk.was_asked()
    clerk.enter("Y")
    assert clerk.fact("BEFORE") == "20 EA accounted"
    clerk.digit(1)

    assert said("CAFE") == (0, 20, 0, 0, 0, 0)


def test_only_what_is_open_is_asked_for() -> None:
    answered("SHOP", "MILK:L1", returned=30)

    clerk = with_form()

    assert (clerk.fact("LOT"), clerk.prompt.progress) == ("L2  1 CS shipped", "1/1")


def test_who_answered_is_named_before_f5() -> None:
    clerk = with_form("RN-R7-1-2").type("Ms Lee").press(5).digit(1)
    assert clerk.last.what == "Answered by Ms Lee"

    clerk.digit(1)

    assert replies()["CAFE", "L1"].person == "Ms Lee"


@pytest.mark.parametrize("typed", ["9", "x", "-1", "4012345678901"])
def test_what_is_no_answer_is_refused_and_the_form_stays(typed: str) -> None:
    clerk = with_form().enter(typed)

    assert clerk.was_refused()
    assert clerk.prompt.title == "REPLY R7 SHOP"


def test_the_next_form_may_be_scanned_before_the_first_is_done() -> None:
    clerk = with_form().digit(1).scan("RN-R7-1-2")

    assert clerk.prompt.title == "REPLY R7 CAFE"
    assert said() == (0, 30, 0, 0, 0, 0)


def test_a_form_of_a_closed_case_is_kept_with_a_yes() -> None:
    closed()
    clerk = with_form()
    assert clerk.last.what == "Recall R7 is closed"

    clerk.scan("Y").digit(1)

    assert said() == (0, 30, 0, 0, 0, 0)
    assert rows("SELECT reason FROM entry ORDER BY id DESC LIMIT 1") == [("the case was closed",)]


def test_a_form_of_a_closed_drill_or_of_nobody_is_refused() -> None:
    a_case("D1", drill=True)
    a_letter("RN-D1-1-1", recall="D1")
    closed("D1")
    clerk = Clerk(Session("ANNA"))

    for code in ("RN-D1-1-1", "RN-R9-1-1"):
        clerk.scan(code)
        assert clerk.was_refused()
        assert clerk.prompt.title == "HOME"


def test_other_things_lead_away_from_an_empty_form_and_a_form_leads_away_from_finding() -> None:
    clerk = with_form().digit(7)
    clerk.scan("A-01")
    assert clerk.prompt.title == "FIND"

    clerk.scan("RN-R7-1-2")

    assert clerk.prompt.title == "REPLY R7 CAFE"


def test_a_drill_says_that_it_is_one() -> None:
    a_case("D1", drill=True)
    run(make_notices, MakeNotices("D1"))
    version = last_version(the_recall("D1").id)
    assert version is not None
    code = next(one.code for one in letters_of(version.id) if one.letter.to.code == "CAFE")

    clerk = with_form(code)

    assert clerk.fact("DRILL")
    clerk.digit(1)
    assert clerk.last.do == "D1: 33.3 %, 1 of 2 answered"


def test_every_line_fits_a_handheld() -> None:
    clerk = with_form().digit(3)

    assert all(len(one.question) <= 38 and len(one.short) <= 12 for one in [clerk.prompt])
    for _ in range(5):
        clerk.enter("1")
        assert len(clerk.prompt.short) <= 12
        assert all(len(f"{one.label} {one.value}") <= 40 for one in clerk.prompt.facts)
