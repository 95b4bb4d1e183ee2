"""A lot is followed through everything that was made of it, or that it was made of."""

import pytest

from tests.builders import run
from tests.genealogy import a_kitchen, a_run, lot_id, sold
from wms_tui import clock
from wms_tui.domain.genealogy import Act as RunAct
from wms_tui.domain.tracing import Trace, Way
from wms_tui.operations.undo import Undo, undo
from wms_tui.queries.trace import trace
from wms_tui.storage.statements import add

pytestmark = pytest.mark.usefixtures("warehouse")


def forward(*names: str, **how: object) -> Trace:
    """Trace lots forward."""
    return trace([lot_id(*name.split(":")) for name in names], Way.FORWARD, **how)  # type: ignore[arg-type]


def backward(*names: str, **how: object) -> Trace:
    """Trace lots backward."""
    return trace([lot_id(*name.split(":")) for name in names], Way.BACKWARD, **how)  # type: ignore[arg-type]


def lots(found: Trace) -> dict[str, tuple[int, int]]:
    """Return depth and quantity of each lot of a trace."""
    return {one.lot: (one.depth, one.quantity) for one in found.lots}


def edges(found: Trace) -> dict[str, tuple[int, int]]:
    """Return the quantities in and out of each edge of a trace."""
    name = {one.lot_id: one.lot for one in found.lots}
    return {
        f"{name[one.parent_id]}-{one.run}-{name[one.child_id]}": (one.quantity_in, one.quantity_out)
        for one in found.edges
    }


def test_a_lot_that_nothing_was_made_of_is_a_trace_by_itself():
    a_kitchen()

    found = forward("MILK:M1")

    assert lots(found) == {"M1": (0, 100)}
    assert found.edges == ()
    assert [(one.bin, one.quantity) for one in found.places] == [("A-01", 100)]
    assert [(one.supplier, one.supplier_lot, one.quantity) for one in found.suppliers] == [("DAIRY", "S-M1", 100)]


def test_forward_goes_through_all_runs_with_what_they_made_and_who_has_it():
    a_kitchen()
    a_run("R1", {"MILK:M1": 60, "COCOA:C1": 10}, {"CHOC:H1": 70})
    a_run("R2", {"CHOC:H1": 20}, {"PUDDING:P1": 25})
    sold("O1", "PUDDING=5")

    found = forward("COCOA:C1")

    assert lots(found) == {"C1": (0, 50), "H1": (1, 70), "P1": (2, 25)}
    assert edges(found) == {"C1-R1-H1": (10, 70), "H1-R2-P1": (20, 25)}
    assert {one.lot: one.quantity for one in found.places} == {"C1": 40, "H1": 50, "P1": 20}
    assert [(one.customer, one.order, one.lot, one.quantity, one.returned) for one in found.customers] == [
        ("SHOP", "O1", "P1", 5, 0)
    ]


def test_backward_says_what_was_taken_of_each_lot():
    a_kitchen()
    a_run("R1", {"MILK:M1": 60, "COCOA:C1": 10}, {"CHOC:H1": 70})
    a_run("R2", {"CHOC:H1": 20, "MILK:M1": 5}, {"PUDDING:P1": 25})

    found = backward("PUDDING:P1")

    assert lots(found) == {"P1": (0, 25), "H1": (1, 20), "M1": (1, 65), "C1": (2, 10)}
    assert [one.lot for one in found.suppliers] == ["M1", "C1"]


def test_a_cycle_that_damaged_links_would_make_ends_where_it_began():
    a_kitchen()
    entry = a_run("R1", {"MILK:M1": 60}, {"CHOC:H1": 70})
    add(
        "INSERT INTO link (run_id, parent_id, child_id, since_id) VALUES (1, ?, ?, ?)",
        lot_id("CHOC", "H1"), lot_id("MILK", "M1"), entry,
    )  # fmt: skip

    assert {one: depth for one, (depth, _) in lots(forward("MILK:M1")).items()} == {"M1": 0, "H1": 1}
    assert {one: depth for one, (depth, _) in lots(backward("MILK:M1")).items()} == {"M1": 0, "H1": 1}


def test_the_depth_of_a_lot_is_that_of_the_shortest_way():
    a_kitchen()
    a_run("R1", {"MILK:M1": 10}, {"CHOC:H1": 10})
    a_run("R2", {"CHOC:H1": 4, "MILK:M1": 3}, {"PUDDING:P1": 6})

    found = forward("MILK:M1")

    assert lots(found) == {"M1": (0, 100), "H1": (1, 10), "P1": (1, 6)}
    assert len(found.edges) == 3


def test_what_a_run_gave_back_or_undid_is_not_counted():
    a_kitchen()
    a_run("R1", {"MILK:M1": 60}, {"CHOC:H1": 70})
    a_run("R1", {}, {"MILK:M1": 15}, act=RunAct.GIVE_BACK)
    more = a_run("R1", {}, {"CHOC:H1": 8})
    run(undo, Undo(more, "typed twice"))

    assert edges(forward("MILK:M1")) == {"M1-R1-H1": (45, 70)}


def test_a_past_moment_knows_only_what_had_happened():
    a_kitchen()
    began = clock.now()
    a_run("R1", {"MILK:M1": 60}, {"CHOC:H1": 70})
    made = clock.now()
    sold("O1", "CHOC=30")

    then, later, now = forward("MILK:M1", at=began), forward("MILK:M1", at=made), forward("MILK:M1")

    assert lots(then) == {"M1": (0, 100)}
    assert {one.lot: one.quantity for one in then.places} == {"M1": 100}
    assert {one.lot: one.quantity for one in later.places} == {"M1": 40, "H1": 70}
    assert later.customers == ()
    assert {one.lot: one.quantity for one in now.places} == {"M1": 40, "H1": 40}
    assert [one.quantity for one in now.customers] == [30]


def test_siblings_came_out_of_the_same_lots():
    a_kitchen()
    a_run("R1", {"MILK:M1": 60}, {"CHOC:H1": 30, "CHOC:H2": 30})
    a_run("R2", {"CHOC:H2": 10}, {"PUDDING:P2": 12})

    found = forward("CHOC:H1", siblings=True)

    assert lots(found) == {"H1": (0, 30), "H2": (0, 30), "P2": (1, 12)}
    assert [one.lot for one in found.lots if one.sibling] == ["H2"]
    assert lots(forward("CHOC:H1")) == {"H1": (0, 30)}
    assert lots(backward("CHOC:H1", siblings=True)) == {"H1": (0, 30), "H2": (0, 30), "M1": (1, 60)}


def test_shipments_that_were_undone_did_not_happen():
    a_kitchen()
    entry = sold("O1", "MILK=30")
    run(undo, Undo(entry, "wrong door"))

    assert forward("MILK:M1").customers == ()
