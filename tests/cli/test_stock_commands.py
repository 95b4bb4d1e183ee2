from datetime import datetime

import pytest

from tests.builders import run
from wms_tui import clock
from wms_tui.operations.short_pick import ShortPick, short_pick
from wms_tui.storage import connection

STOCK_FIELDS = [
    "item", "name", "lot", "bin", "plate", "quantity", "reserved", "available", "unit", "expires_on", "received_on",
    "status", "doubted", "held",
]  # fmt: skip
HISTORY_FIELDS = {
    "entry", "key", "kind", "at", "recorded_at", "by", "item", "lot", "from", "to", "quantity", "reference", "reason",
}  # fmt: skip


def lines(found):
    return [(one["lot"], one["bin"], one["quantity"]) for one in found]


def test_stock_says_what_is_where(stocked):
    found = stocked("stock", "--item", "milk")

    assert list(found[0]) == STOCK_FIELDS
    assert lines(found) == [("L1", "A-01", 36), ("L2", "A-02", 24)]
    assert found[0].items() >= {"available": 36, "reserved": 0, "unit": "EA", "expires_on": "2098-05-01"}.items()
    assert found[0]["received_on"] == clock.today().isoformat()


def test_stock_is_narrowed_by_all_that_is_asked(stocked):
    stocked("hold", "MILK", "L2", "--reason", "leaks")

    assert lines(stocked("stock", "--lot", "L1")) == [("L1", "A-01", 36)]
    assert lines(stocked("stock", "--bin", "a-02")) == [("L2", "A-02", 24)]
    assert lines(stocked("stock", "--status", "hold")) == [("L2", "A-02", 24)]
    assert stocked("stock", "--expiring", "300") == []
    assert stocked("stock", "--lot", "l1") == []
    assert stocked("stock", "--all") == stocked("stock")
    assert stocked.refused("stock", "--item", "NONE") == "unknown-item"
    assert stocked.refused("stock", "--bin", "CUSTOMER") == "unknown-bin"


def test_expired_stock_is_shown_as_expiring(wms):
    wms("receive", "MILK", "12", "--lot", "OLD", "--expires", "2020-01-01", "--accept-short")

    assert lines(wms("stock", "--expiring", "0")) == [("OLD", "DOCK", 12)]


def test_stock_of_a_past_moment_is_that_of_then(stocked):
    before = stocked("history")[-1]["at"]
    stocked("move", "MILK", "6", "--lot", "L1", "--from", "A-01", "--to", "A-02")

    assert lines(stocked("stock", "--as-of", before, "--item", "MILK")) == [("L1", "A-01", 36), ("L2", "A-02", 24)]
    assert lines(stocked("stock", "--as-of", before, "--bin", "A-02")) == [("L2", "A-02", 24)]
    assert stocked("stock", "--as-of", "2020-01-01") == []
    assert lines(stocked("stock", "--as-of", clock.today())) == [
        ("L1", "A-01", 30),
        ("L1", "A-02", 6),
        ("L2", "A-02", 24),
    ]


def test_receiving_answers_what_was_booked(wms):
    booked = wms("receive", "milk", "2CS+4EA", "--lot", "L1", "--expires", "2098-05-01", "--accept-date", "--key", "k1")

    assert booked["repeated"] is False
    assert booked["entry"] > 0
    assert booked.items() >= {
        "item": "MILK", "lot": "L1", "bin": "DOCK", "quantity": 28, "expires_on": "2098-05-01", "status": "released",
    }.items()  # fmt: skip


def test_the_same_key_does_it_once_and_never_something_else(wms):
    first = wms("receive", "MILK", "12", "--lot", "L1", "--key", "k1")
    second = wms("receive", "MILK", "12", "--lot", "L1", "--key", "k1")

    assert second == {**first, "repeated": True}
    assert wms.refused("receive", "MILK", "13", "--lot", "L1", "--key", "k1") == "key-reused"
    assert wms.refused("item", "add", "OTHER", "--key", "k1") == "key-reused"
    assert lines(wms("stock")) == [("L1", "DOCK", 12)]


@pytest.mark.parametrize(
    ("quantity", "code"),
    [
        ("0", "bad-quantity"), ("-5", "bad-quantity"), ("-5CS", "bad-quantity"), ("1.5", "bad-quantity"),
        ("1000000000001", "bad-quantity"), ("9" * 5000, "bad-quantity"), ("", "bad-quantity"), ("many", "bad-quantity"),
        ("3PAL", "unknown-pack"), ("1e3", "unknown-pack"),
    ],
)  # fmt: skip
def test_what_is_no_quantity_is_refused_everywhere(stocked, quantity, code):
    assert stocked.refused("receive", "MILK", quantity, "--lot", "L9") == code
    assert stocked.refused("putaway", "MILK", quantity, "--lot", "L1", "--from", "A-01") == code
    assert stocked.refused("move", "MILK", quantity, "--lot", "L1", "--from", "A-01", "--to", "A-02") == code
    assert stocked.refused("hold", "MILK", "L1", "--bin", "A-01", "--quantity", quantity, "--reason", "x") == code


@pytest.mark.parametrize(
    "day", ["2027-02-30", "14.03.2027", "270314", "2027-3-14", "tomorrow", "", "2027-03-14T10:00", "٢٠٢٧-٠٣-١٤"]
)
def test_what_is_no_day_is_refused(wms, day):
    assert wms.refused("receive", "MILK", "12", "--lot", "L1", "--expires", day) == "bad-date"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["receive", "NONE", "1"], "unknown-item"),
        (["receive", "MILK", "1", "--bin", "Z-99"], "unknown-bin"),
        (["receive", "MILK", "1", "--supplier", "SHOP"], "unknown-supplier"),
        (["receive", "MILK", "1", "--receipt", "R9"], "unknown-receipt"),
        (["receive", "MILK", "1", "--plate", "123"], "bad-plate"),
        (["receive", "MILK", "1", "--lot", "L1", "--expires", "2098-05-02"], "lot-expiry-differs"),
        (["receive", "MILK", "1", "--lot", "l1"], "lot-similar"),
        (["receive", "MILK", "1", "--lot", "L\u202e1"], "bad-code"),
        (["receive", "MILK", "1", "--lot", "OLD", "--expires", "2020-01-01"], "lot-expired"),
        (["putaway", "MILK", "1", "--lot", "L9"], "unknown-lot"),
        (["putaway", "MILK", "1"], "lot-needed"),
        (["putaway", "OTHER", "1", "--lot", "L1"], "lot-of-other-item"),
        (["move", "MILK", "99", "--lot", "L1", "--from", "A-01", "--to", "A-02"], "not-enough-stock"),
        (["move", "MILK", "1", "--lot", "L1", "--from", "A-01", "--to", "a-01"], "same-place"),
        (["move", "--plate", "340123450000000017", "--to", "A-01"], "unknown-plate"),
        (["adjust", "MILK", "--lot", "L1", "--bin", "A-01", "--by", "-1"], "reason-needed"),
        (["adjust", "MILK", "--lot", "L1", "--bin", "A-01", "--to", "36", "--reason", "found"], "no-difference"),
        (["hold", "MILK", "L1"], "reason-needed"),
        (["release", "MILK", "L1", "--reason", "good"], "lot-released"),
        (["undo", "1"], "reason-needed"),
        (["undo", "999999", "--reason", "wrong"], "unknown-entry"),
        (["undo", "0", "--reason", "wrong"], "unknown-entry"),
        (["receive", "MILK", "1", "--lot", "L9", "--at", "2999-01-01T00:00"], "moment-in-future"),
    ],
)
def test_work_that_cannot_be_done_is_refused_by_name_and_changes_nothing(stocked, words, code):
    stocked("item", "add", "OTHER")
    before = stocked("stock")

    assert stocked.refused(*words) == code

    assert stocked("stock") == before


def test_nothing_goes_into_a_blocked_bin(stocked):
    stocked("bin", "change", "A-02", "--blocked", "--reason", "shelf damaged")

    assert stocked.refused("move", "MILK", "6", "--lot", "L1", "--from", "A-01", "--to", "A-02") == "bin-blocked"


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (["receive", "MILK", "1", "--lot", "l1"], "--accept-similar"),
        (["receive", "MILK", "1", "--lot", "OLD", "--expires", "2020-01-01"], "--accept-short"),
        (["receive", "MILK", "1", "--lot", "ODD", "--expires", "2190-01-01"], "--accept-date"),
        (["receive", "MILK", "99", "--lot", "L1", "--receipt", "R1"], "--accept-over"),
        (["pick", "O1", "--line", "1", "--bin", "A-02", "--lot", "L2", "--quantity", "6"], "--override-reason"),
    ],
)
def test_a_question_names_the_option_that_says_yes_and_it_does(stocked, words, option):
    stocked("receipt", "add", "R1", "MILK=12")
    stocked("order", "add", "O1", "--customer", "SHOP", "MILK=6")

    assert option in stocked.hint(*words)

    stocked(*words, option, *(["front row"] if option.endswith("reason") else []))


def test_goods_are_put_where_it_is_said_or_where_the_rules_choose(wms):
    wms("receive", "MILK", "24", "--lot", "L1")

    chosen = wms("putaway", "MILK", "--lot", "L1", "12", "--to", "A-02")
    by_rule = wms("putaway", "MILK", "--lot", "L1", "1CS")

    assert chosen["to"] == [{"bin": "A-02", "quantity": 12, "why": "chosen"}]
    assert [list(one) for one in by_rule["to"]] == [["bin", "quantity", "why"]]
    assert by_rule["unassigned"] == 0


def test_a_plate_and_a_bin_move_whole(wms):
    plate = wms("receive", "MILK", "12", "--lot", "L1", "--plate", "new")["plate"]

    assert wms("move", "--plate", plate, "--to", "A-01").items() >= {"from": "DOCK", "to": "A-01"}.items()
    assert wms("move", "--from", "A-01", "--to", "A-02")["quantity"] == 12
    assert [(one["bin"], one["plate"]) for one in wms("stock")] == [("A-02", plate)]


@pytest.mark.parametrize("words", [["--to", "A-01"], ["MILK", "--to", "A-01"], ["MILK", "6", "--to", "A-01"]])
def test_a_move_must_say_what_moves(wms, words):
    assert wms.refused("move", *words, status=2) == "usage"


def test_an_adjustment_says_by_how_many_or_to_how_many(stocked):
    less = stocked("adjust", "MILK", "--lot", "L1", "--bin", "A-01", "--by", "-2", "--reason", "damage")
    more = stocked("adjust", "MILK", "--lot", "L1", "--bin", "A-01", "--to", "40", "--reason", "found")
    none = stocked("adjust", "MILK", "--lot", "L2", "--bin", "A-02", "--to", "0", "--reason", "lost")

    assert [one["quantity"] for one in (less, more, none)] == [34, 40, 0]


def test_holding_lets_go_of_what_was_kept_and_undo_takes_an_entry_back(stocked):
    stocked("order", "add", "O1", "--customer", "SHOP", "MILK=40")
    stocked("allocate", "O1")

    held = stocked("hold", "MILK", "L1", "--reason", "leaks")

    assert held.items() >= {"status": "hold", "reservations_dropped": 1}.items()
    undone = stocked("undo", held["entry"], "--reason", "wrong lot")
    assert undone["undone"] == held["entry"]
    assert stocked("lot", "show", "MILK", "L1")["status"] == "released"


def test_a_part_that_is_held_goes_to_the_cage(stocked):
    stocked("hold", "MILK", "L1", "--bin", "A-01", "--quantity", "6", "--reason", "dented")

    assert ("L1", "HOLD", 6) in lines(stocked("stock"))


def test_a_lot_shows_its_whole_life(stocked):
    stocked("order", "add", "O1", "--customer", "SHOP", "MILK=30")
    stocked("allocate", "O1")
    stocked("pick", "O1", "--as-suggested")
    stocked("ship", "O1")
    stocked("return", "O1", "MILK", "L1", "4")

    shown = stocked("lot", "show", "MILK", "L1")

    assert shown.items() >= {
        "item": "MILK", "lot": "L1", "supplier_lot": "", "status": "released", "made_on": None,
        "received_on": clock.today().isoformat(), "expires_on": "2098-05-01", "best_before_on": None,
        "removal_on": "2098-05-01", "alert_on": "2098-05-01", "parents": [], "children": [], "on_hand": 10,
        "reserved": 0, "shipped": 30,
    }.items()  # fmt: skip
    assert lines(shown["stock"]) == [("L1", "A-01", 6), ("L1", "HOLD", 4)]


def test_history_is_in_the_order_in_which_it_happened(stocked):
    stocked("receive", "MILK", "5", "--lot", "L1", "--at", "2026-01-05T10:00:00+02:00", "--reason", "found a slip")

    first, *rest = stocked("history", "--item", "MILK")

    assert set(first) >= HISTORY_FIELDS
    assert first.items() >= {
        "kind": "receive", "at": "2026-01-05T08:00:00+00:00", "from": "SUPPLIER", "to": "DOCK", "quantity": 5,
        "reason": "found a slip", "late": True, "by": "ANNA",
    }.items()  # fmt: skip
    assert [one["at"] for one in rest] == sorted(one["at"] for one in rest)
    assert stocked("history", "--since", "2026-02-01") == rest
    assert [one["lot"] for one in stocked("history", "--bin", "A-02")] == ["L2"]
    assert len(stocked("history", "--limit", "1")) == 1


def test_a_moment_without_an_offset_is_local_time(wms):
    wms("receive", "MILK", "5", "--lot", "L1", "--at", "2026-07-05T10:00:00")

    at = wms("history")[0]["at"]

    assert datetime.fromisoformat(at) == datetime(2026, 7, 5, 10).astimezone()


def test_a_snapshot_adds_up(stocked):
    stocked("order", "add", "O1", "--customer", "SHOP", "MILK=40")
    stocked("allocate", "O1")
    stocked("pick", "O1", "--line", "1", "--bin", "A-01", "--lot", "L1", "--quantity", "6")

    taken = stocked("snapshot")

    balances: dict[tuple[str, str], int] = {}
    for move in taken["moves"]:
        balances[move["to"], move["lot"]] = balances.get((move["to"], move["lot"]), 0) + move["quantity"]
        balances[move["from"], move["lot"]] = balances.get((move["from"], move["lot"]), 0) - move["quantity"]
    house = {place: quantity for place, quantity in balances.items() if quantity and place[0] != "SUPPLIER"}
    assert house == {(one["bin"], one["lot"]): one["quantity"] for one in taken["stock"]}
    kept = {(one["bin"], one["lot"]): one["quantity"] for one in taken["reservations"]}
    assert kept == {(one["bin"], one["lot"]): one["reserved"] for one in taken["stock"] if one["reserved"]}
    assert taken["reservations"][0].items() >= {"order": "O1", "line": 1, "item": "MILK"}.items()


def told(wms, *words):
    """Run a command as a person does, and return what the error stream says."""
    result = wms.run(*words, as_json=False)
    assert result.exit_code == 0
    return result.stderr


def test_a_missing_expiry_is_a_caution_for_people_and_a_field_for_programs(stocked):
    stocked("item", "change", "MILK", "--shelf-life", "9m")
    words = ("receive", "MILK", "12", "--lot", "L7")

    assert told(stocked, *words) == "wms: MILK keeps 9m: no expiry was given.\n"
    assert stocked(*words)["cautions"] == ["MILK keeps 9m: no expiry was given."]
    assert "cautions" not in stocked.text(*words)


def test_the_table_of_stock_always_has_the_same_columns(stocked):
    assert stocked.text("stock").splitlines()[0].split() == STOCK_FIELDS[:-2]
    assert stocked.text("stock", "--lot", "NONE") == "Nothing found.\n"


def test_stock_that_was_reported_short_is_shown_as_doubted(stocked):
    stocked("order", "add", "O1", "--customer", "SHOP", "MILK=6")
    stocked("allocate", "O1")
    connection.open_database(stocked.path)
    run(short_pick, ShortPick("O1", 1, "A-01", "L1"))
    connection.close_database()

    assert [one["doubted"] for one in stocked("stock")] == [True, False]
    assert stocked.text("stock").splitlines()[0].split() == STOCK_FIELDS[:-1]
    assert stocked("suggest", "O1")["lines"][0]["passed_over"][0]["reason"].startswith("being-counted")
    stocked("adjust", "MILK", "--lot", "L1", "--bin", "A-01", "--to", "36", "--reason", "counted")
    assert [one["doubted"] for one in stocked("stock")] == [False, False]


def test_who_names_no_lot_is_told_how_to(stocked):
    assert "--lot" in stocked.hint("putaway", "MILK", "3")
    assert "wms stock --item MILK" in stocked.hint("move", "MILK", "3", "--from", "A-01", "--to", "A-02")


def test_units_of_a_part_are_held_by_serial(wms):
    wms("item", "add", "DRILL", "--tracking", "serial")
    wms("receive", "DRILL", "2", "--lot", "D1", "--bin", "A-01", "--serial", "S1", "--serial", "S2")

    wms("hold", "DRILL", "D1", "--bin", "A-01", "--serial", "S2", "--reason", "sparks")

    assert lines(wms("stock")) == [("D1", "A-01", 1), ("D1", "HOLD", 1)]


def test_a_lot_alone_is_answered_with_the_item_it_is_of(stocked):
    refused = stocked("lot", "show", "L1", status=2)["error"]

    assert refused["message"] == "The item comes first: wms lot show MILK L1."
    assert "wms lot show ITEM L9" in stocked("lot", "show", "L9", status=2)["error"]["message"]


@pytest.mark.parametrize("words", [[], ["--by", "1", "--to", "1"]])
def test_an_adjustment_says_either_by_how_many_or_to_how_many(stocked, words):
    adjust = ["adjust", "MILK", "--lot", "L1", "--bin", "A-01", "--reason", "found", *words]
    assert stocked.refused(*adjust, status=2) == "usage"


def test_stock_says_what_of_it_is_on_hold_beside_its_lot(stocked):
    stocked("hold", "--bin", "A-01", "--reason", "glass")

    assert [(one["bin"], one["held"]) for one in stocked("stock")] == [("A-01", "bin"), ("A-02", "")]
