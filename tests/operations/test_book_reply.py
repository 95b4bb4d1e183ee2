"""Replies to a recall: what is booked, what counts, and what is asked or refused."""

from dataclasses import replace

import pytest

from tests.builders import refusal, run
from tests.genealogy import sold
from tests.recalls import a_case, a_letter, a_recalled_dairy, answered, closed, replies
from wms_tui.operations.book_reply import BookReply, LotAnswer, book_reply
from wms_tui.operations.recall_scope import NarrowRecall, narrow_recall
from wms_tui.operations.ship import Return, return_goods
from wms_tui.operations.undo import Undo, undo
from wms_tui.queries.recall_figures import recall_figures
from wms_tui.queries.recalls import Step, recall_clock, the_recall
from wms_tui.queries.replies import reply_figures
from wms_tui.storage.statements import rows

SLIP = BookReply("R7", "SHOP", (LotAnswer("MILK:L1", returned=30),))


@pytest.fixture(autouse=True)
def dairy(warehouse: object) -> None:
    a_recalled_dairy()


def test_before_anybody_answers_all_that_was_delivered_is_open() -> None:
    a_case()

    found = replies()

    assert {key: (one.delivered, one.accounted, one.open, one.replied_at) for key, one in found.items()} == {
        ("CAFE", "L1"): (20, 0, 20, None), ("SHOP", "L1"): (30, 0, 30, None), ("SHOP", "L2"): (10, 0, 10, None),
    }  # fmt: skip
    assert "KIOSK" not in {customer for customer, _ in found}


def test_what_a_consignee_says_is_kept_lot_by_lot_and_added_up() -> None:
    a_case()

    done = answered("SHOP", on_hand=5, returned="1CS", destroyed=3, used=2, sold_on=6, not_located=4)

    assert (done.lots_left, done.replied, done.consignees, done.percent) == (1, 0, 2, 33.3)
    one = done.lots[0]
    assert (one.delivered, one.returned, one.accounted, one.open) == (30, 10, 20, 10)
    assert recall_figures(the_recall("R7")).percent == done.percent
    assert [one.acts for one in recall_clock(the_recall("R7").id) if one.step is Step.REPLIES] == [1]


def test_several_lots_are_answered_in_one_act() -> None:
    a_case()
    slip = BookReply("R7", "shop", (LotAnswer("MILK:L1", returned=30), LotAnswer("MILK:L2", used=10)), person="Ms Lee")

    done = run(book_reply, slip)

    assert (done.lots_left, done.replied, done.percent) == (0, 1, 66.7)
    assert {one.person for one in replies().values() if one.replied_at} == {"Ms Lee"}


def test_the_last_answer_for_a_lot_counts_and_the_first_one_stays() -> None:
    a_case()
    answered("SHOP", on_hand=30)
    answered("SHOP", on_hand=1, returned=29)

    one = replies()["SHOP", "L1"]

    assert (one.said.on_hand, one.said.returned, one.accounted, one.answers) == (1, 29, 30, 2)
    assert rows("SELECT count(*) FROM reply") == [(2,)]


def test_an_answer_of_nothing_is_an_answer() -> None:
    a_case()

    assert answered("CAFE").replied == 1
    assert replies()["CAFE", "L1"].open == 20


def test_the_same_reply_sent_twice_is_booked_once() -> None:
    a_case()

    first = run(book_reply, SLIP, key="form-1")
    again = run(book_reply, SLIP, key="form-1")

    assert (first.repeated, again.repeated, again.entry, again.percent) == (False, True, first.entry, first.percent)
    assert rows("SELECT count(*) FROM reply") == [(1,)]
    other = BookReply("R7", "SHOP", (LotAnswer("MILK:L1", returned=29),))
    assert refusal(book_reply, other, key="form-1") == "key-reused"


def test_the_bar_code_of_a_response_form_names_case_and_consignee() -> None:
    a_case()
    a_letter("RN-R7-1-1", "CAFE")

    done = run(book_reply, BookReply("", "", (LotAnswer("MILK:L1", on_hand=20),), notice="rn-r7-1-1"))

    assert (done.recall, done.customer, done.replied) == ("R7", "CAFE", 1)
    assert refusal(book_reply, BookReply("", "", SLIP.answers, notice="RN-R7-1-9")) == "unknown-notice"


def test_more_than_was_shipped_is_asked_and_the_yes_is_kept() -> None:
    a_case()
    over = BookReply("R7", "SHOP", (LotAnswer("MILK:L1", on_hand=20, sold_on=11),))

    assert refusal(book_reply, over) == "more-than-shipped"

    done = answered("SHOP", on_hand=20, sold_on=11, accept=("accept-over",))
    assert rows("SELECT reason FROM entry WHERE id = ?", done.entry) == [("accepted: L1: 31 said, 30 shipped.",)]


@pytest.mark.parametrize(
    ("customer", "lot"), [("SHOP", "MILK:L3"), ("KIOSK", "MILK:L1"), ("CAFE", "MILK:L2")],
    ids=["not in scope", "no consignee", "another's lot"],
)  # fmt: skip
def test_an_answer_for_a_lot_they_never_got_is_refused(customer: str, lot: str) -> None:
    a_case()

    assert refusal(book_reply, BookReply("R7", customer, (LotAnswer(lot, on_hand=1),))) == "never-shipped"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"recall": "R9"}, "unknown-recall"),
        ({"customer": "NOBODY"}, "unknown-customer"),
        ({"answers": ()}, "no-answer"),
        ({"answers": (LotAnswer("MILK:L9"),)}, "unknown-lot"),
        ({"answers": (LotAnswer("MILK:L1", on_hand=-1),)}, "bad-quantity"),
        ({"answers": (LotAnswer("MILK:L1", on_hand="3XX"),)}, "unknown-pack"),
        ({"sub_notified": -1}, "bad-quantity"),
        ({"note": "bad\x07"}, "bad-text"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_kept(changes: dict[str, object], code: str) -> None:
    a_case()
    fields = {"recall": "R7", "customer": "SHOP", "answers": SLIP.answers} | changes

    assert refusal(book_reply, BookReply(**fields)) == code  # type: ignore[arg-type]
    assert rows("SELECT count(*) FROM reply") == [(0,)]


def test_an_answer_to_a_closed_case_is_kept_with_a_yes_and_to_a_closed_drill_never() -> None:
    a_case()
    closed()

    assert refusal(book_reply, SLIP) == "answer-late"
    assert run(book_reply, replace(SLIP, accept=("accept-late",))).lots_left == 1
    assert rows("SELECT reason FROM entry ORDER BY id DESC LIMIT 1") == [("the case was closed",)]
    a_case("D1", drill=True)
    closed("D1")
    assert refusal(book_reply, replace(SLIP, recall="D1", accept=("accept-late",))) == "recall-closed"


def test_replies_to_a_drill_count_in_the_drill_alone() -> None:
    a_case("R7")
    a_case("D1", drill=True)

    done = answered("CAFE", recall="D1", on_hand=20)

    assert (done.drill, done.replied) == (True, 1)
    assert (reply_figures(the_recall("D1").id).accounted, reply_figures(the_recall("R7").id).accounted) == (20, 0)


def test_what_came_back_before_the_case_was_not_distributed_and_what_comes_after_is_compared_with_the_answer() -> None:
    run(return_goods, Return("SO1", "MILK", "L1", 4))
    wrong = run(return_goods, Return("SO1", "MILK", "L1", 3))
    run(undo, Undo(wrong.entry, "mistake"))
    a_case()
    run(return_goods, Return("SO1", "MILK", "L1", 6))
    answered("SHOP", returned=10)

    one = replies()["SHOP", "L1"]

    assert (one.delivered, one.came_back, one.still_to_come, one.open) == (26, 6, 4, 16)


def test_a_shipment_that_was_undone_was_delivered_to_nobody() -> None:
    entry = sold("SO9", "MILK=7@L2", customer="KIOSK")
    a_case()
    assert replies()["KIOSK", "L2"].delivered == 7

    run(undo, Undo(entry, "wrong truck"))

    assert ("KIOSK", "L2") not in replies()


def test_who_sent_everything_back_before_is_no_consignee() -> None:
    run(return_goods, Return("SO2", "MILK", "L1", 20))
    a_case()

    assert "CAFE" not in {customer for customer, _ in replies()}


def test_a_lot_that_leaves_the_scope_takes_its_answers_along() -> None:
    a_case()
    answered("SHOP", "MILK:L2", returned=10)

    run(narrow_recall, NarrowRecall("R7", (("MILK", "L2"),), "tested clean"))

    assert reply_figures(the_recall("R7").id).accounted == 0


def test_a_reply_is_booked_again_and_not_undone() -> None:
    a_case()
    done = answered("SHOP", on_hand=1)

    assert refusal(undo, Undo(done.entry, "mistake")) == "cannot-undo"


def test_no_stock_moves_by_a_reply() -> None:
    a_case()
    before = rows("SELECT count(*) FROM move")

    answered("SHOP", returned=30)

    assert rows("SELECT count(*) FROM move") == before


def test_what_they_say_they_got_is_compared_with_what_was_shipped() -> None:
    a_case()
    answered("SHOP", received="2CS", returned=20)
    answered("CAFE", received=20, returned=20)

    found = replies()

    assert (found["SHOP", "L1"].received, found["SHOP", "L1"].differs, found["CAFE", "L1"].differs) == (20, True, False)
    assert (found["SHOP", "L2"].received, found["SHOP", "L2"].differs) == (None, False)
    assert found["SHOP", "L1"].open == 10
