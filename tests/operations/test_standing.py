"""Who may do what is asked by the operations themselves, whatever screen or script calls them."""

import pytest

from tests.builders import a_bin, an_item, refusal, run, some_stock, there
from wms_tui.domain.rights import Role
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.hold_things import HoldBin, hold_bin
from wms_tui.operations.move import MoveStock, move
from wms_tui.operations.undo import Undo, undo
from wms_tui.storage.statements import add

_ADD = "INSERT INTO person (badge, folded, name, roles, active, failures) VALUES (?, ?, '', ?, ?, 0)"


def somebody(badge: str, *roles: Role, active: bool = True) -> None:
    add(_ADD, badge, badge.lower(), " ".join(roles), int(active))


@pytest.fixture(autouse=True)
def milk(warehouse: object) -> None:
    an_item("MILK")
    a_bin("A-01")
    a_bin("A-02")
    some_stock(quantity=10)


def test_until_somebody_is_added_every_badge_may_do_everything() -> None:
    run(adjust, Adjust("MILK", "L1", "A-01", "lost", by=-1), by="WHOEVER")

    assert there("A-01") == 9


def test_once_somebody_is_added_nobody_else_may_do_anything() -> None:
    somebody("ANNA", Role.CLERK)

    assert refusal(move, MoveStock("MILK", "L1", 1, "A-01", "A-02"), by="WHOEVER") == "unknown-badge"
    run(move, MoveStock("MILK", "L1", 1, "A-01", "A-02"), by="anna")


def test_a_clerk_moves_goods_and_a_lead_corrects_the_books() -> None:
    somebody("ANNA", Role.CLERK)
    somebody("BOSS", Role.LEAD)

    assert refusal(adjust, Adjust("MILK", "L1", "A-01", "lost", by=-1), by="ANNA") == "not-allowed"
    run(adjust, Adjust("MILK", "L1", "A-01", "lost", by=-1), by="BOSS")
    assert there("A-01") == 9


def test_a_badge_that_was_taken_back_opens_nothing() -> None:
    somebody("ANNA", Role.CLERK, active=False)

    assert refusal(move, MoveStock("MILK", "L1", 1, "A-01", "A-02"), by="ANNA") == "not-active"


def test_a_clerk_takes_back_a_hold_of_their_own_and_quality_anybodys() -> None:
    somebody("ANNA", Role.CLERK)
    somebody("BEN", Role.CLERK)
    somebody("QA", Role.QUALITY)
    run(undo, Undo(run(hold_bin, HoldBin("A-01", "glass"), by="ANNA").entry, "mistake"), by="anna")
    held = run(hold, Hold("MILK", "L1", "leaks"), by="ANNA").entry

    assert refusal(undo, Undo(held, "I need it"), by="BEN") == "not-allowed"
    run(undo, Undo(held, "it was water"), by="QA")
