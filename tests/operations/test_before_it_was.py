"""Nothing is taken back, given back or closed before it was, and days are those of the house."""

import time
from datetime import timedelta

import pytest

from tests.builders import (
    a_bin,
    a_customer,
    a_supplier,
    an_item,
    run,
)
from tests.command_line import CommandLine
from tests.genealogy import a_kitchen, came, lot_id, sold
from tests.recalls import a_case, a_recalled_dairy
from wms_tui import clock
from wms_tui.domain.recall import Happening
from wms_tui.errors import Refused
from wms_tui.operations.close_recall import CloseRecall, close_recall
from wms_tui.operations.make_notices import MakeNotices, NoteLetters, make_notices, note_letters
from wms_tui.operations.open_recall import OpenRecall, open_recall
from wms_tui.operations.remind import Remind, remind
from wms_tui.operations.run_acts import (
    ConsumeRun,
    GiveBack,
    OpenRun,
    consume_run,
    give_back,
    open_run,
)
from wms_tui.operations.run_goods import Ingredient
from wms_tui.operations.ship import Return, return_goods
from wms_tui.operations.undo import Undo, undo
from wms_tui.queries.lot_balance import balance_of

pytestmark = pytest.mark.usefixtures("warehouse")


def test_a_shipment_is_not_undone_before_it_was():
    a_bin("A-01")
    a_customer()
    a_supplier()
    an_item("MILK")
    began = clock.now() - timedelta(hours=10)
    came("MILK", "L1", 20, at=began)
    entry = sold("SO1", "MILK=20@L1")
    try:
        run(undo, Undo(entry, "x"), at=began + timedelta(hours=1))
    except Refused:
        return
    assert balance_of(lot_id("MILK", "L1"), began + timedelta(hours=2)).on_hand == 20  # 40, shipped -20


def test_goods_are_not_given_back_before_they_were_taken():
    a_kitchen()
    now = clock.now()
    run(open_run, OpenRun("B1"))
    run(consume_run, ConsumeRun("B1", Ingredient("MILK", "M1", 50)))
    try:
        run(give_back, GiveBack("B1", "MILK", "M1", 50, "A-01"), at=now - timedelta(hours=5))
    except Refused:
        return
    assert balance_of(lot_id("MILK", "M1"), now - timedelta(hours=1)).consumed == 0  # -50


def test_goods_do_not_come_back_before_they_left():
    a_recalled_dairy()
    now = clock.now()
    try:
        run(return_goods, Return("SO1", "MILK", "L1", 5), at=now - timedelta(hours=5))
    except Refused:
        return
    assert balance_of(lot_id("MILK", "L1"), now - timedelta(hours=1)).on_hand == 0  # 5, before any of it came


def test_a_case_is_not_closed_before_it_was_opened(warehouse):
    a_recalled_dairy()
    a_case()
    try:
        run(close_recall, CloseRecall("R7", "x", ("accept-open",)), at=clock.now() - timedelta(days=3))
    except Refused:
        return
    assert CommandLine(warehouse)("recall", "status", "R7")["minutes"] >= 0  # -4320


@pytest.fixture
def tokyo(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("command, drill", [("list", False), ("drills", True)])
def test_a_case_is_listed_under_the_day_it_was_opened_here(warehouse, tokyo, command, drill):
    a_recalled_dairy()
    at = (clock.now() - timedelta(days=1)).replace(hour=3)
    run(open_recall, OpenRecall("R7", (("MILK", "L1"),), "salmonella", drill=drill), at=at)
    assert CommandLine(warehouse)("recall", command)[0]["opened_on"] == at.date().isoformat()  # the day before


def test_a_reminder_names_the_day_of_the_letter(tokyo):
    a_recalled_dairy()
    a_case()
    run(make_notices, MakeNotices("R7"))
    at = (clock.now() - timedelta(days=1)).replace(hour=3)
    run(note_letters, NoteLetters("R7", Happening.SENT), at=at)
    text = run(remind, Remind("R7", 0)).reminders[0].text
    assert f"We wrote to you on {at.day} {at:%b %Y}" in text  # the day before
