"""Letters and replies tell of the same goods, and one consignee does not answer for another."""

import pytest

from tests.builders import (
    an_order,
    run,
)
from tests.genealogy import drills
from tests.letters import letters
from tests.recalls import a_case, a_recalled_dairy, answered, replies
from wms_tui.domain.recall import Depth, Happening
from wms_tui.operations.make_notices import MakeNotices, NoteLetters, make_notices, note_letters
from wms_tui.operations.open_recall import ChangeRecall, OpenRecall, change_recall, open_recall
from wms_tui.operations.pick import Pick, pick
from wms_tui.operations.recall_scope import NarrowRecall, narrow_recall
from wms_tui.operations.remind import Remind, remind
from wms_tui.operations.report_recall import ReportRecall, report_recall
from wms_tui.operations.ship import Return, Ship, return_goods, ship
from wms_tui.queries.recall_figures import recall_figures
from wms_tui.queries.recall_reports import the_report
from wms_tui.queries.recalls import the_recall
from wms_tui.queries.replies import reply_figures

pytestmark = pytest.mark.usefixtures("warehouse")


def test_one_who_says_too_much_does_not_answer_for_another():
    a_recalled_dairy()
    a_case()
    answered("SHOP", "MILK:L1", on_hand=50, accept=("accept-over",))
    answered("SHOP", "MILK:L2", on_hand=10)
    answered("CAFE", "MILK:L1", on_hand=0)
    run(report_recall, ReportRecall("R7"))
    found = reply_figures(the_recall("R7").id)
    assert sum(one.open for one in replies().values()) == 20
    assert (found.open, found.percent < 100) == (20, True)  # (0, False)
    assert {one.lot: one.unaccounted for one in the_report(the_recall("R7"), 1).lots}["L1"] == 20  # 0


def test_who_answers_for_all_that_the_letter_names_has_nothing_open():
    a_recalled_dairy()
    a_case()
    run(return_goods, Return("SO1", "MILK", "L1", 5))
    run(make_notices, MakeNotices("R7"))
    asked = {one.lot: one.quantity for one in letters()["SHOP"].lots}["L1"]  # 25
    assert answered("SHOP", "MILK:L1", on_hand=asked).lots[0].open == 0  # 5; and distributed is 30


def test_a_letter_names_the_units_of_each_delivery_once():
    drills("A-01")
    an_order("SO1", "DRILL=1@S1", "DRILL=1@S1")
    run(pick, Pick("SO1", 1, "A-01", "S1", 1, serials=("a",)))
    run(pick, Pick("SO1", 2, "A-01", "S1", 1, serials=("b",)))
    run(ship, Ship("SO1"))
    run(open_recall, OpenRecall("R7", (("DRILL", "S1"),), "x"))
    run(make_notices, MakeNotices("R7"))
    assert [one.serials for one in letters()["SHOP"].deliveries] == [("a",), ("b",)]  # a, b twice


def test_a_new_version_says_that_the_recall_goes_further_down():
    a_recalled_dairy()
    a_case(depth=Depth.WHOLESALE)
    run(make_notices, MakeNotices("R7"))
    run(change_recall, ChangeRecall("R7", depth=Depth.CONSUMER))
    run(make_notices, MakeNotices("R7"))
    assert letters()["SHOP"].changes  # ()


def test_a_letter_that_came_back_is_undeliverable_until_something_reaches_them():
    a_recalled_dairy()
    a_case()
    run(make_notices, MakeNotices("R7"))
    run(note_letters, NoteLetters("R7", Happening.SENT))
    run(note_letters, NoteLetters("R7", Happening.RETURNED, ("SHOP",)))
    run(remind, Remind("R7", 0))
    run(report_recall, ReportRecall("R7"))
    assert the_report(the_recall("R7"), 1).totals.undeliverable == 1  # 0; wms recall letters says returned


def test_no_more_are_notified_than_there_are():
    a_recalled_dairy()
    a_case()
    run(make_notices, MakeNotices("R7"))
    run(note_letters, NoteLetters("R7", Happening.SENT))
    run(narrow_recall, NarrowRecall("R7", (("MILK", "L1"),), "clean"))
    found = recall_figures(the_recall("R7"))
    assert found.notified <= found.consignees  # 2 of 1
