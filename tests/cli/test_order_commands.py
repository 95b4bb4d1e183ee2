import pytest

LINE_FIELDS = {"line", "item", "wanted", "reserved", "picked", "shipped", "short", "lot"}


@pytest.fixture
def ordered(stocked):
    """The dairy with an order of forty for the shop."""
    stocked("order", "add", "O1", "--customer", "SHOP", "--ship-on", "2027-03-20", "MILK=3CS+4EA")
    return stocked


def state(wms):
    return wms("order", "show", "O1")["state"]


def test_an_order_tells_how_far_it_is(ordered):
    shown = ordered("order", "show", "o1")

    assert shown.items() >= {"order": "O1", "customer": "SHOP", "ship_on": "2027-03-20", "state": "open"}.items()
    assert set(shown["lines"][0]) >= LINE_FIELDS
    line = {"line": 1, "item": "MILK", "wanted": 40, "reserved": 0, "picked": 0, "shipped": 0, "short": 40, "lot": None}
    assert shown["lines"][0].items() >= line.items()
    assert ordered("order", "list") == [shown]


def test_an_order_goes_through_its_states(ordered):
    states = [state(ordered)]
    for words in (
        ["allocate", "O1"],
        ["pick", "O1", "--line", "1", "--bin", "A-01", "--lot", "L1", "--quantity", "3CS"],
        ["pick", "O1", "--as-suggested"],
        ["ship", "O1"],
    ):
        ordered(*words)
        states.append(state(ordered))

    assert states == ["open", "allocated", "picking", "picked", "shipped"]
    assert ordered("order", "list", "--open") == []
    assert len(ordered("order", "list", "--state", "shipped")) == 1


def test_a_suggestion_says_what_to_take_why_and_why_not(ordered):
    ordered("receive", "MILK", "1CS", "--lot", "L0", "--expires", "2098-04-01", "--accept-date")
    ordered("hold", "MILK", "L1", "--reason", "leaks")

    suggestion = ordered("suggest", "O1")

    assert list(suggestion) == ["order", "ship_on", "lines"]
    line = suggestion["lines"][0]
    assert line.items() >= {"line": 1, "item": "MILK", "wanted": 40, "short": 16}.items()
    assert line["picks"][0].items() >= {
        "bin": "A-02", "lot": "L2", "plate": "", "quantity": 24, "expires_on": "2098-06-01",
    }.items()  # fmt: skip
    assert line["picks"][0]["why"].startswith("fefo")
    reasons = {one["lot"]: one["reason"].split(":")[0] for one in line["passed_over"]}
    assert reasons == {"L0": "not-pickable", "L1": "on-hold"}
    assert set(line["passed_over"][0]) == {"lot", "bin", "quantity", "reason"}


def test_allocation_keeps_all_or_says_what_is_missing(ordered):
    ordered("order", "add", "O2", "--customer", "SHOP", "MILK=30")

    assert ordered.refused("allocate", "O1", "O2") == "not-enough-stock"
    assert ordered("allocate", "O1", "O2", "--partial")["orders"] == [
        {"order": "O1", "reserved": 40, "short": 0},
        {"order": "O2", "reserved": 20, "short": 10},
    ]
    assert ordered("unallocate", "O1")["quantity"] == 40


def test_picking_and_shipping_tell_lot_by_lot(ordered):
    ordered("allocate", "O1")

    picked = ordered("pick", "O1", "--as-suggested")
    at_stage = ordered("stock", "--bin", "STAGE")
    shipped = ordered("ship", "O1")

    assert picked["picked"] == [
        {"line": 1, "bin": "A-01", "lot": "L1", "quantity": 36},
        {"line": 1, "bin": "A-02", "lot": "L2", "quantity": 4},
    ]
    assert [(one["lot"], one["quantity"]) for one in at_stage] == [("L1", 36), ("L2", 4)]
    assert shipped["shipped"] == [
        {"item": "MILK", "lot": "L1", "quantity": 36},
        {"item": "MILK", "lot": "L2", "quantity": 4},
    ]
    assert {one["reference"] for one in ordered("history", "--order", "o1")} == {"O1"}


def test_what_is_picked_can_go_back_to_a_bin(ordered):
    ordered("pick", "O1", "--line", "1", "--bin", "A-01", "--lot", "L1", "--quantity", "12")

    assert ordered("unpick", "O1", "--line", "1", "--to", "A-02")["quantity"] == 12


def test_a_customer_returns_no_more_than_it_was_sent(ordered):
    ordered("pick", "O1", "--as-suggested")
    ordered("ship", "O1")

    assert ordered("return", "O1", "MILK", "L2", "4")["bin"] == "HOLD"
    assert ordered.refused("return", "O1", "MILK", "L2", "1") == "more-than-shipped"


def test_a_lot_put_on_hold_at_the_stage_does_not_leave(ordered):
    ordered("pick", "O1", "--as-suggested")
    ordered("hold", "MILK", "L1", "--reason", "recall upstream")

    assert ordered.refused("ship", "O1") == "lot-on-hold"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["order", "add", "O1", "--customer", "SHOP", "MILK=1"], "order-exists"),
        (["order", "add", "O9", "--customer", "SHOP"], "no-lines"),
        (["order", "add", "O9", "--customer", "DAIRY", "MILK=1"], "unknown-customer"),
        (["order", "add", "O9", "--customer", "SHOP", "NONE=1"], "unknown-item"),
        (["order", "add", "O9", "--customer", "SHOP", "MILK=0"], "bad-quantity"),
        (["order", "add", "O9", "--customer", "SHOP", "MILK=1PAL"], "unknown-pack"),
        (["order", "add", "O9", "--customer", "SHOP", "MILK=1@L9"], "unknown-lot"),
        (["order", "add", "O9", "--customer", "SHOP", "MILK"], "bad-line"),
        (["order", "add", "O9", "--customer", "SHOP", "--ship-on", "soon", "MILK=1"], "bad-date"),
        (["order", "show", "O9"], "unknown-order"),
        (["suggest", "O9"], "unknown-order"),
        (["allocate", "O1", "O9"], "unknown-order"),
        (["unallocate", "O1"], "nothing-allocated"),
        (["pick", "O1", "--line", "9", "--bin", "A-01", "--lot", "L1", "--quantity", "1"], "unknown-line"),
        (["pick", "O1", "--line", "1", "--bin", "A-01", "--lot", "L2", "--quantity", "1"], "not-in-bin"),
        (["pick", "O1", "--line", "1", "--bin", "A-01", "--lot", "L1", "--quantity", "41"], "more-than-wanted"),
        (["pick", "O1", "--line", "1", "--bin", "A-02", "--lot", "L2", "--quantity", "1"], "other-lot"),
        (["ship", "O1"], "nothing-picked"),
        (["history", "--order", "O9"], "unknown-order"),
    ],
)
def test_orders_refuse_by_name(ordered, words, code):
    assert ordered.refused(*words) == code


@pytest.mark.parametrize(
    "words",
    [["pick", "O1"], ["pick", "O1", "--line", "1"], ["pick", "O1", "--as-suggested", "--line", "1"], ["allocate"]],
)
def test_a_pick_must_say_what_was_taken(ordered, words):
    assert ordered.refused(*words, status=2) == "usage"


def test_a_cancelled_order_keeps_nothing(ordered):
    ordered("allocate", "O1")

    assert ordered("order", "cancel", "O1", "--reason", "not wanted")["reservations_dropped"] == 2
    assert state(ordered) == "cancelled"
    assert ordered.refused("allocate", "O1") == "order-cancelled"


def test_the_reason_of_every_act_is_kept(ordered):
    ordered("putaway", "MILK", "1", "--lot", "L1", "--from", "A-01", "--to", "A-02", "--reason", "tidy")
    ordered("pick", "O1", "--line", "1", "--bin", "A-01", "--lot", "L1", "--quantity", "5", "--reason", "early")
    ordered("unpick", "O1", "--line", "1", "--to", "A-01", "--reason", "too early")
    ordered("pick", "O1", "--as-suggested", "--reason", "now")
    ordered("ship", "O1", "--reason", "gone")

    assert [one["reason"] for one in ordered("history")[2:]] == [
        "tidy", "early", "too early", "now", "now", "now", "gone", "gone",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words", [["suggest"], ["suggest", "O1", "O1"], ["suggest", "O1", "--anew"], ["allocate", "O1", "--anew"]]
)
def test_many_orders_are_looked_at_only_with_look_ahead(ordered, words):
    assert ordered.refused(*words, status=2) == "usage"


def test_what_look_ahead_saves_is_told_to_programs_and_to_people(ordered):
    ordered("order", "add", "O2", "--customer", "SHOP", "MILK=30@L1")

    told = ordered("suggest", "--look-ahead")
    seen = ordered.text("suggest", "--look-ahead")
    ordered("allocate", "--look-ahead", "--partial")

    assert told["saved"] == {"served": 20, "expiring": 20, "lots": 1}
    assert told["lines"][0].items() >= {"order": "O1", "line": 1, "item": "MILK", "sought": 40, "plain": 40}.items()
    assert told["lines"][1]["picks"] == [
        {"bin": "A-01", "lot": "L1", "plate": "", "quantity": 20, "expires_on": "2098-05-01"}
    ]
    assert "20 L1 in A-01" in seen
    assert ordered.text("suggest", "--look-ahead", "--anew") == seen
