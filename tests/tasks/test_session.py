"""A sitting: sign-in, taking up what was left, taking back, taking over, codes nobody knows."""

import json
from datetime import timedelta

import pytest

from tests.builders import an_order, in_days
from tests.tasks.clerk import Clerk, a_clerk, at
from tests.tasks.dairy import a_dairy, a_receipt, an_allocated_order, at_dock, in_bin, label
from wms_tui import clock
from wms_tui.operations.receive import Receive
from wms_tui.operations.save_task import save_task
from wms_tui.queries.saved_tasks import saved_task
from wms_tui.queries.stock import StockFilter, stock
from wms_tui.storage.connection import database
from wms_tui.storage.statements import value
from wms_tui.tasks.booking import pending
from wms_tui.tasks.prompt import Outcome
from wms_tui.tasks.session import Session
from wms_tui.tasks.task import Act


@pytest.fixture(autouse=True)
def dairy(warehouse):
    a_dairy()


def entries(kind: str) -> int:
    return value("SELECT count(*) FROM entry WHERE kind = ?", kind)


def quantity_of(lot: str) -> int:
    return sum(one.quantity for one in stock(StockFilter(lot_number=lot)))


def test_nothing_is_done_before_somebody_signs_in():
    clerk = Clerk(Session(terminal_name="GUN1"))
    assert clerk.prompt.title == "SIGN IN"
    assert clerk.enter().was_refused()
    assert clerk.scan("%PICK").was_refused()
    clerk.scan("U07")
    assert clerk.session.who == "U07"
    assert clerk.prompt.title == "HOME"


def test_a_badge_goes_on_at_another_terminal_at_the_same_step_and_is_told_what_was_saved():
    a_receipt()
    at("U07", "RECEIVE").scan("PO1", label("L1", in_days(90))).enter("40").scan(label("L2", in_days(90)))
    other = Clerk(Session(by="U07", terminal_name="GUN2"))
    assert other.prompt.question == "HOW MANY CS"
    assert other.fact("LOT") == "L2"
    assert other.prompt.saved.startswith("Recovered: ")
    assert other.prompt.saved.endswith("received 40 CS L1")
    other.enter("2")
    assert other.prompt.saved.endswith("received 2 CS L2")


def test_the_terminal_that_was_left_is_told_who_has_the_task_now():
    first = at("U07", "PICK")
    Session(by="U07", terminal_name="GUN2")
    first.scan("%RECEIVE")
    assert (first.last.outcome, first.last.what) == (Outcome.REFUSED, "U07 works at GUN2 now")
    assert first.prompt.title == "SIGN IN"


def test_an_act_that_was_saved_and_not_sent_is_booked_once_by_the_next_sitting():
    a_receipt()
    clerk = at("U07", "RECEIVE").scan(label("L1", in_days(90)))
    sitting = clerk.session._sitting
    acts = pending((Act("receive", Receive("MILK", 6, "L1", in_days(90), receipt="PO1")),))
    sitting.pending = acts
    clerk.session._save()
    before = entries("receive")
    second = Clerk(Session(by="U07", terminal_name="GUN2"))
    assert entries("receive") == before + 1
    assert second.prompt.saved.endswith("received 1 CS L1")
    assert second.prompt.question == "SCAN RECEIPT OR LABEL"
    third = Clerk(Session(by="U07", terminal_name="GUN3"))
    assert entries("receive") == before + 1
    assert third.prompt.question == "SCAN RECEIPT OR LABEL"


def test_a_terminal_that_dies_between_booking_and_saving_books_nothing_twice():
    clerk = at("U07", "RECEIVE").scan(label("L1", in_days(90)))
    clerk.enter("2")
    kept = saved_task("U07")
    assert kept is not None
    # What stood in the database when the act was sent: the step before, with the act and its key.
    key = value("SELECT key FROM entry WHERE kind = 'receive'")
    slip = {**vars_of(Receive("MILK", 12, "L1", in_days(90)))}
    state = dict(kept.state)
    state["pending"] = {"at": kept.at.isoformat(), "acts": [[key, "receive", slip]]}
    state["state"] = {**state["state"], "notes": {**state["state"]["notes"], "item": "MILK", "lot": "L1"}}
    save_task(state, by="U07", holder=kept.holder)
    again = Clerk(Session(by="U07", terminal_name="GUN2"))
    assert quantity_of("L1") == 12
    assert again.prompt.saved.endswith("received 2 CS L1")
    assert json.dumps(saved_task("U07").state["pending"]) == "null"  # type: ignore[union-attr]


def vars_of(slip: Receive) -> dict:
    from wms_tui.domain.frozen import to_json

    return to_json(slip)


def test_f2_takes_back_the_last_saved_step_and_says_which():
    a_receipt()
    clerk = at("U07", "RECEIVE").scan(label("L1", in_days(90))).enter("40").scan(label("L2", in_days(90))).enter("30")
    clerk.press(2)
    assert clerk.last.what == "UNDONE received 30 CS L2"
    assert (quantity_of("L1"), quantity_of("L2")) == (240, 0)
    clerk.press(2)
    assert clerk.last.what == "UNDONE received 40 CS L1"
    assert "UNDO" not in clerk.live()


def test_f2_goes_five_steps_back_and_no_further():
    clerk = at("U07", "RECEIVE")
    for number in range(1, 8):
        clerk.scan(label(f"L{number}", in_days(90))).enter("1")
    for _ in range(5):
        clerk.press(2)
    assert "UNDO" not in clerk.live()
    assert [quantity_of(f"L{number}") for number in range(1, 8)] == [6, 6, 0, 0, 0, 0, 0]


def test_a_pick_that_is_taken_back_is_to_be_picked_again():
    in_bin("L1", 48, "A-01")
    an_allocated_order("SO1", "MILK=6")
    clerk = at("U07", "PICK").scan("SO1", "A-01", label("L1"))
    assert clerk.prompt.finished
    clerk.press(2)
    assert clerk.last.what == "UNDONE took 1 CS L1"
    assert (clerk.fact("GO TO"), clerk.prompt.question) == ("A-01", "SCAN BIN OR CHECK DIGITS")


def test_what_has_moved_on_cannot_be_taken_back_and_says_why():
    clerk = at("U07", "RECEIVE").scan(label("L1", in_days(90))).enter("1")
    at("U08", "MOVE").scan("DOCK", "A-03")
    clerk.press(2)
    assert clerk.was_refused()
    assert "only 0" in clerk.last.what


def test_codes_nobody_knows_are_shown_by_f4_at_home_and_cleared_by_f6():
    clerk = a_clerk().scan("NONSENSE")
    assert (clerk.last.what, clerk.was_refused()) == ("NONSENSE is not known here", True)
    clerk.scan("%RECEIVE", "ALSO-NONSENSE", "%BACK")
    assert clerk.session.unknown_codes == ("NONSENSE", "ALSO-NONSENSE")
    assert clerk.prompt.facts == ()
    clerk.press(4)
    assert [one.value for one in clerk.prompt.facts] == ["ALSO-NONSENSE", "NONSENSE"]
    clerk.press(6)
    assert (clerk.prompt.title, clerk.session.unknown_codes) == ("HOME", ())
    assert "LIST" not in clerk.live()


def test_a_pin_that_was_typed_too_early_is_kept_nowhere():
    clerk = a_clerk().enter("482913")

    assert clerk.was_refused()
    assert clerk.session.unknown_codes == ()
    assert "482913" not in str(value("SELECT state FROM savedtask"))


def test_home_opens_what_an_order_a_receipt_or_a_thing_is_for():
    a_receipt()
    in_bin("L1", 48, "A-01")
    an_allocated_order("SO1", "MILK=6")
    for code, title in (
        ("SO1", "PICK SO1"),
        ("PO1", "RECEIVE PO1"),
        ("A-01", "FIND"),
        ("MILK", "FIND"),
        ("L1", "FIND"),
    ):
        clerk = a_clerk().scan("%MENU", code)
        assert clerk.prompt.title == title


def test_the_menu_opens_tasks_and_desk_screens():
    clerk = a_clerk()
    for digit, title in ((1, "RECEIVE"), (2, "PUT AWAY"), (3, "PICK"), (4, "SHIP"), (5, "MOVE"), (6, "FIND")):
        clerk.digit(digit)
        assert clerk.prompt.title == title
        clerk.press(3)
        assert clerk.prompt.title == "HOME"
    opened = [clerk.digit(digit).last.opens for digit in (7, 8, 9)]
    assert opened == ["stock", "orders", "lots"]


def test_a_task_in_which_nothing_is_begun_opens_whatever_is_scanned():
    in_bin("L1", 48, "A-01")
    an_allocated_order("SO1", "MILK=6")
    assert at("U07", "RECEIVE").scan("SO1").prompt.title == "PICK SO1"
    assert at("U08", "PICK").scan("A-01").prompt.title == "FIND"


def test_a_task_that_is_begun_keeps_its_step_when_something_else_is_scanned():
    at_dock("L1", 48)
    an_order("SO1", "MILK=6")
    clerk = at("U07", "PUTAWAY").scan(label("L1"), "SO1")
    assert (clerk.last.what, clerk.last.do) == ("SO1 is an order", "Scan the bin")
    assert clerk.prompt.title == "PUT AWAY"


def test_signing_out_leaves_the_terminal_to_the_next_person():
    clerk = a_clerk()
    clerk.press(6)
    assert clerk.session.who == ""
    clerk.scan("U08")
    assert clerk.session.who == "U08"


def test_a_state_of_another_version_is_not_the_end():
    save_task({"task": "juggle", "state": {}}, by="U07", holder="x/1")
    clerk = Clerk(Session(by="U07"))
    assert clerk.prompt.title == "HOME"


def test_an_act_for_which_the_disk_has_no_room_is_tried_again_with_enter():
    clerk = at("U07", "RECEIVE").scan(label("L1", in_days(90)))
    database.execute_sql(f"PRAGMA max_page_count = {database.pragma('page_count')}")
    for number in range(200):
        # Fill what is left of the pages, until an act no longer fits.
        clerk.enter("1")
        if clerk.was_refused():
            break
        clerk.scan(label(f"L{number + 2}", in_days(90)))
    assert clerk.last.what == "The disk is full. Nothing was changed"
    booked = entries("receive")
    database.execute_sql("PRAGMA max_page_count = 1000000")
    for _ in range(3):
        if entries("receive") == booked:
            clerk.enter("" if clerk.prompt.default else "1")
    assert entries("receive") == booked + 1
    assert clerk.prompt.question == "SCAN RECEIPT OR LABEL"


def test_f2_offers_what_the_open_task_did_and_else_only_the_last_minutes(monkeypatch):
    clerk = at("U07", "RECEIVE").scan(label("L1", in_days(90))).enter("1")
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=2))
    assert clerk.prompt.undoes
    clerk.scan("%MENU")
    assert "UNDO" not in clerk.live()
    clerk.scan("%UNDO")
    assert (clerk.was_refused(), quantity_of("L1")) == (True, 6)


def test_f2_says_behind_the_last_saved_step_what_it_takes_back():
    clerk = at("U07", "RECEIVE").scan(label("L1", in_days(90))).enter("1").scan(label("L2", in_days(90))).enter("2")
    clerk.press(2)
    assert clerk.prompt.saved.endswith("received 1 CS L1")
    assert clerk.prompt.undoes
