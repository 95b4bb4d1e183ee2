"""Runs, recalls and notices by many processes that are killed: nothing acknowledged is lost, and no balance leaks."""

import os
from collections import Counter
from pathlib import Path
from shutil import copyfile
from typing import Any

import pypdfium2
import pytest

from tests.builders import a_bin, a_customer, an_item, an_order, run, some_stock, there
from tests.elsewhere import elsewhere
from tests.killing import Killer
from tests.processes import crowd
from tests.recalls import a_case, a_recalled_dairy, replies
from wms_tui.domain.types import Status
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.seal import seal_now
from wms_tui.queries.health import examine
from wms_tui.queries.items import the_item
from wms_tui.queries.lot_balance import balances_of
from wms_tui.queries.lots import the_lot
from wms_tui.queries.runs import children_of
from wms_tui.storage import connection
from wms_tui.storage.statements import rows, value

FULL = os.environ.get("WMS_TEST_SIZE") == "full"


def acknowledged(answers: list[dict[str, Any]], kind: str) -> int:
    """See that all that was acknowledged is in the books, once; return how many such entries there are."""
    found = dict(rows("SELECT key, id FROM entry WHERE kind = ?", kind))
    told = {one["key"]: one["entry"] for one in answers if "entry" in one}
    assert {key: found.get(key) for key in told} == told, "what was acknowledged is not there"
    seal_now()
    assert examine().differences == ()
    for balance in balances_of([lot for (lot,) in rows("SELECT id FROM lot")]):
        assert (balance.difference, balance.leaks) == (0, ()), balance.lot
    return len(found)


def make_until_killed(path: Path, number: int, seconds: float) -> None:
    an_item("MILK")
    an_item("CHEESE")
    a_bin("A-01")
    a_bin("A-02")
    some_stock(bin="A-01", quantity=100_000)

    answers = crowd("make-killed", path, number, seconds)

    assert [one["error"] for one in answers if "error" in one] == []
    made = acknowledged(answers, "make-run")
    assert made > number
    assert (there("A-01"), there("A-02")) == (100_000 - made, made), "what went in came out"
    milk = the_lot(the_item("MILK"), "L1").id
    assert {lot for _, lot in children_of(milk)} == {lot for (lot,) in rows("SELECT number FROM lot WHERE id > 1")}
    print(f"{number} processes: {made} runs, {len(answers)} acknowledged")


def test_killing_who_makes_goods_leaks_no_unit_and_loses_no_link(warehouse: Path) -> None:
    make_until_killed(warehouse, 6, 1.5)


@pytest.mark.long
def test_killing_for_long_who_makes_goods_leaks_no_unit_and_loses_no_link(warehouse: Path) -> None:
    make_until_killed(warehouse, 16, 60.0 if FULL else 6.0)


def test_while_others_pick_a_recall_holds_at_one_moment_and_nothing_is_picked_after_it(warehouse: Path) -> None:
    an_item("MILK")
    a_bin("A-01")
    a_customer()
    some_stock(quantity=100_000)
    for worker in range(2, 9):
        an_order(f"O{worker}", "MILK=9000")
        run(allocate, Allocate((f"O{worker}",)))
    a_case("R7", ("MILK", "L1"))

    answers = crowd("pick-amid-a-recall", warehouse, 8, 2.0)

    held: int = value("SELECT id FROM entry WHERE kind = 'hold-recall'")
    picks = [number for (number,) in rows("SELECT id FROM entry WHERE kind = 'pick'")]
    assert len(picks) > 20
    assert max(picks) < held, "something was picked after the recall held"
    errors = Counter(one["error"] for one in answers if "error" in one)
    assert errors["lot-recalled"] > 0
    assert the_lot(the_item("MILK"), "L1").status is Status.RECALLED
    assert value("SELECT coalesce(sum(quantity), 0) FROM reservation WHERE picked = 0") == 0, "a promise outlived it"
    assert there("STAGE") == acknowledged([one for one in answers if one["key"] != "recall"], "pick")


def test_killing_who_books_replies_loses_none_and_the_last_one_counts(warehouse: Path) -> None:
    a_recalled_dairy()
    a_case("R7", ("MILK", "L1"))

    answers = crowd("reply-killed", warehouse, 6, 1.5)

    assert [one["error"] for one in answers if "error" in one] == []
    assert acknowledged(answers, "book-reply") > 10
    for customer in ("SHOP", "CAFE"):
        last = value(
            "SELECT on_hand FROM reply JOIN partner ON partner.id = partner_id WHERE code = ? ORDER BY reply.id DESC",
            customer,
        )
        assert replies()[customer, "L1"].said.on_hand == last


def notices_until_killed(path: Path, folder: Path, times: int) -> None:
    """Kill the printing of notices at any moment; what lies under its name is whole, and it ends in the end."""
    a_recalled_dairy()
    a_case("R7", ("MILK", "L1"), ("MILK", "L2"))
    printing = ("recall", "notices", "R7", "--force", "-o")
    copy, killed = path.with_name("copy.db"), 0
    connection.close_database()
    copyfile(path, copy)
    connection.open_database(path, terminal="test", by="TEST")
    with Killer(seed=3) as killer:
        seconds = killer.run(copy, *printing, folder.with_name("whole"), by="QA").seconds
        for _ in range(times):
            ran = killer.run(path, *printing, folder, by="QA", within=seconds)
            killed += ran.killed
            seconds = seconds if ran.killed else min(seconds, ran.seconds)
            for file in folder.glob("*.pdf"):
                assert len(pypdfium2.PdfDocument(file)) == 2, f"{file.name} is not whole"
            assert examine().differences == ()
            assert value("SELECT count(*) FROM noticeversion") <= 1, "the same letters make no second version"
    assert killed > times // 3

    told = elsewhere(path, *printing, folder)

    assert {one["customer"] for one in told["notices"]} == {"SHOP", "CAFE"}
    assert value("SELECT count(*) FROM notice") == 2
    assert acknowledged([], "make-notices") == 1


def test_killing_who_prints_notices_leaves_no_half_letter_and_no_second_version(
    warehouse: Path, tmp_path: Path
) -> None:
    notices_until_killed(warehouse, tmp_path / "out", 12)


@pytest.mark.long
def test_killing_for_long_who_prints_notices_leaves_no_half_letter(warehouse: Path, tmp_path: Path) -> None:
    notices_until_killed(warehouse, tmp_path / "out", 200 if FULL else 40)
