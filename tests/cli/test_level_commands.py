"""Levels of bins and items, and what is to be brought, on the command line."""

from wms_tui.bench.replenish import measure


def test_a_bin_gets_a_level_in_packs_and_loses_it_again(stocked):
    set_now = stocked("bin", "level", "A-01", "MILK", "--min", "2CS", "--max", "10CS")

    assert set_now.items() >= {"bin": "A-01", "item": "MILK", "minimum": 24, "maximum": 120, "repeated": False}.items()
    assert stocked("bin", "levels") == [{"bin": "A-01", "item": "MILK", "min": 24, "max": 120}]

    stocked("bin", "level", "A-01", "MILK", "--none")
    assert stocked("bin", "levels", "--item", "MILK") == []


def test_levels_are_imported_and_a_bin_that_cannot_keep_one_is_told_by_its_cell(stocked, tmp_path):
    stocked("bin", "change", "A-02", "--capacity", 50)
    file = tmp_path / "levels.csv"
    file.write_text("bin,item,min,max\nA-01,MILK,12,60\nA-02,MILK,12,60\n")

    answer = stocked("import", file, status=1)

    assert [(one["row"], one["column"]) for one in answer["files"][0]["errors"]] == [(3, "max")]
    assert stocked("bin", "levels") == []


def test_a_level_that_is_known_otherwise_is_not_changed_by_a_file(stocked, tmp_path):
    stocked("bin", "level", "A-01", "MILK", "--min", 12, "--max", 60)
    file = tmp_path / "levels.csv"
    file.write_text("bin,item,min,max\nA-01,MILK,12,72\n")

    answer = stocked("import", file, status=1)

    assert answer["files"][0]["errors"][0]["reason"] == "the warehouse has 60"


def test_an_item_shows_its_reorder_point(stocked):
    stocked("item", "change", "MILK", "--reorder-point", 48)
    assert stocked("item", "show", "MILK")["reorder_point"] == 48

    stocked("item", "change", "MILK", "--no-reorder-point")
    assert stocked("item", "show", "MILK")["reorder_point"] is None


def with_reserve(wms):
    """Keep milk in A-01, which is picked from, and in a bulk bin that is not."""
    wms("bin", "add", "BULK", "--not-pickable", "--zone", "R")
    wms("bin", "level", "A-01", "MILK", "--min", "1CS", "--max", "5CS")
    return wms


def received(wms, lot, quantity, expires, bin="BULK"):
    wms("receive", "MILK", quantity, "--lot", lot, "--expires", expires, "--bin", bin, "--accept-date")


def test_a_bin_below_its_minimum_is_filled_from_bulk_with_what_expires_first(wms):
    with_reserve(wms)
    received(wms, "NEW", "9CS", "2098-09-01")
    received(wms, "OLD", "3CS", "2098-05-01")

    assert [{name: one[name] for name in ("item", "lot", "from", "to", "quantity")} for one in wms("replenish")] == [
        {"item": "MILK", "lot": "NEW", "from": "BULK", "to": "A-01", "quantity": 24},
        {"item": "MILK", "lot": "OLD", "from": "BULK", "to": "A-01", "quantity": 36},
    ]


def test_exactly_the_minimum_brings_nothing_and_one_less_does(wms):
    with_reserve(wms)
    received(wms, "BULKY", "9CS", "2098-09-01")
    received(wms, "FRONT", "12", "2098-05-01", "A-01")
    assert wms("replenish") == []

    wms("adjust", "MILK", "--lot", "FRONT", "--bin", "A-01", "--by", "-1", "--reason", "damage")

    assert [(one["quantity"], one["behind"]) for one in wms("replenish")] == [(48, "FRONT")]


def test_stock_that_may_not_leave_is_never_brought(wms):
    with_reserve(wms)
    received(wms, "HELD", "9CS", "2098-05-01")
    wms("hold", "MILK", "HELD", "--reason", "leaks")
    wms("receive", "MILK", "2CS", "--lot", "QUAR", "--expires", "2098-05-01", "--bin", "BULK", "--status",
        "quarantine", "--accept-date")  # fmt: skip
    wms("receive", "MILK", "2CS", "--lot", "DEAD", "--expires", "2020-05-01", "--bin", "BULK", "--accept-short",
        "--accept-date")  # fmt: skip

    assert wms("replenish") == []
    assert wms("replenish", "--short") == [
        {"item": "MILK", "bin": "A-01", "short": 12, "why": "no stock in reserve"}
    ]  # fmt: skip


def test_held_stock_in_the_bin_itself_does_not_count(wms):
    with_reserve(wms)
    received(wms, "FRONT", "4CS", "2098-05-01", "A-01")
    received(wms, "GOOD", "9CS", "2098-06-01")
    wms("hold", "MILK", "FRONT", "--reason", "leaks")

    assert [one["quantity"] for one in wms("replenish")] == [60]


def test_only_a_zone_is_asked_for(wms):
    with_reserve(wms)
    received(wms, "L1", "9CS", "2098-05-01")

    assert wms("replenish", "--zone", "B") == []
    assert [one["to"] for one in wms("replenish", "--zone", "A")] == ["A-01"]


def test_orders_that_lack_more_than_is_there_have_it_brought(wms):
    with_reserve(wms)
    received(wms, "L1", "9CS", "2098-05-01")
    received(wms, "FRONT", "24", "2098-05-01", "A-01")
    wms("order", "add", "O1", "--customer", "SHOP", "MILK=2CS")
    wms("order", "add", "O2", "--customer", "SHOP", "MILK=3CS")

    assert wms("replenish", "--for", "O1") == []
    assert [one["quantity"] for one in wms("replenish", "--for", "O1", "--for", "O2")] == [36]
    assert wms.refused("replenish", "--for", "O9") == "unknown-order"


def level_of(wms, *options):
    return [(one["item"], one["on_hand"], one["min"], one["max"], one["state"]) for one in wms("levels", *options)]


def test_levels_are_ok_exactly_at_the_minimum_and_at_the_maximum(stocked):
    for minimum, maximum, state in ((60, 60, "ok"), (61, 99, "under"), (1, 59, "over")):
        stocked("item", "change", "MILK", "--min", minimum, "--max", maximum)

        assert level_of(stocked) == [("MILK", 60, minimum, maximum, state)]


def test_an_item_of_which_there_is_none_is_out(wms):
    assert level_of(wms, "--state", "out") == [("MILK", 0, None, None, "out")]
    assert level_of(wms, "--state", "under") == []


def test_what_is_held_is_on_hand_but_not_usable(stocked):
    stocked("hold", "MILK", "L1", "--reason", "leaks")

    [one] = stocked("levels")

    assert (one["on_hand"], one["usable"]) == (60, 24)


def test_cover_follows_from_what_left_and_the_reorder_point_from_what_is_announced(stocked):
    stocked("item", "change", "MILK", "--reorder-point", 60)
    stocked("order", "add", "O1", "--customer", "SHOP", "MILK=12")
    for words in (("allocate", "O1"), ("pick", "O1", "--as-suggested"), ("ship", "O1")):
        stocked(*words)

    [one] = stocked("levels", "--reorder")
    assert (one["on_hand"], one["per_day"], one["cover"], one["reorder"]) == (48, "12.0", 4, True)

    stocked("receipt", "add", "R1", "--supplier", "DAIRY", "MILK=12")
    assert stocked("levels", "--reorder") != []
    stocked("receipt", "add", "R2", "--supplier", "DAIRY", "MILK=1")
    assert stocked("levels", "--reorder") == []
    assert stocked.refused("levels", "--days", "0") == "bad-days"


def test_goods_are_pulled_put_down_and_sent_back_by_a_script(wms):
    with_reserve(wms)
    received(wms, "L1", "9CS", "2098-05-01")

    pulled = wms("refill", "pull", "MILK", "3CS", "--lot", "L1", "--from", "BULK", "--to", "A-01", "--cart", "CART-1")
    assert pulled.items() >= {"quantity": 36, "cart": "CART-1", "target": "A-01", "repeated": False}.items()
    [one] = wms("refill", "list")
    assert (one["item"], one["lot"], one["from"], one["to"], one["quantity"]) == ("MILK", "L1", "BULK", "A-01", 36)
    assert wms("replenish") == [] and one["since"]

    assert wms("refill", "drop", "A-01", "--cart", "CART-1", "--quantity", 24)["dropped"] == [
        {"item": "MILK", "lot": "L1", "quantity": 24}
    ]
    wms("refill", "drop", "BULK", "--cart", "CART-1", "--back")
    assert wms("refill", "list") == []
    assert {one["bin"]: one["quantity"] for one in wms("stock")} == {"A-01": 24, "BULK": 84}

    wms("refill", "short", "MILK", "--lot", "L1", "--bin", "BULK")
    assert wms.refused("refill", "pull", "MILK", "12", "--lot", "L1", "--from", "BULK", "--to", "A-01") == (
        "being-counted"
    )


def test_the_plan_of_refills_is_measured_beside_the_same_plan_by_hand():
    figures = measure(lambda _: None, (200, 400))

    assert [(one.bins, one.runs) for one in figures] == [(200, 5), (400, 5)]
    assert all(one.faces > 0 and one.refills > one.faces and one.ratio > 0 for one in figures)
