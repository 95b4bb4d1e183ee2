import pytest

from tests.command_line import CommandLine


def a_pallet(wms: CommandLine) -> str:
    done = wms("receive", "MILK", "5CS", "--lot", "L3", "--expires", "2098-04-01", "--plate", "new", "--accept-date")
    wms("move", "--plate", done["plate"], "--to", "A-02")
    return done["plate"]


def reasons(wms: CommandLine, order: str = "SO1") -> dict[str, str]:
    lines = wms("suggest", order)["lines"]
    return {one["lot"]: one["reason"] for line in lines for one in line["passed_over"]}


def test_a_pallet_is_held_listed_and_released(stocked: CommandLine):
    plate = a_pallet(stocked)
    stocked("order", "add", "SO1", "--customer", "SHOP", "MILK=12")
    stocked("allocate", "SO1")

    held = stocked("hold", "--plate", plate, "--reason", "wet", by="QA")

    assert held.items() >= {"what": plate, "quantity": 60, "reservations_dropped": 1, "staged": []}.items()
    assert reasons(stocked)["L3"] == "on-hold: the pallet is held"
    (row,) = stocked("holds")
    since = row.pop("since")
    assert row == {
        "entry": held["entry"], "scope": "plate", "what": plate, "by": "QA", "reason": "wet", "lots": 0, "quantity": 60
    }  # fmt: skip
    assert stocked("holds", "--since", since) != []
    assert stocked("holds", "--since", "2001-01-01") == []
    assert stocked.refused("hold", "--plate", plate, "--reason", "wet") == "plate-on-hold"
    assert stocked("release", "--plate", plate, "--reason", "dry")["quantity"] == 60
    assert stocked("holds") == []


def test_a_bin_is_held_and_released(stocked: CommandLine):
    stocked("hold", "--bin", "A-01", "--reason", "glass")

    assert stocked.refused("move", "MILK", "--lot", "L1", "1", "--from", "A-01", "--to", "A-02") == "bin-on-hold"
    assert stocked.text("holds").splitlines()[1].split()[1:3] == ["bin", "A-01"]
    stocked("release", "--bin", "A-01", "--reason", "cleaned")
    stocked("move", "MILK", "--lot", "L1", "1", "--from", "A-01", "--to", "A-02")


def test_a_suppliers_lots_are_looked_at_then_held_then_released(stocked: CommandLine):
    stocked("receive", "MILK", "12", "--lot", "D1", "--supplier", "DAIRY", "--expires", "2098-01-01", "--accept-date")
    stocked("order", "add", "SO1", "--customer", "SHOP", "MILK=6@D1")
    stocked("move", "MILK", "--lot", "D1", "12", "--from", "DOCK", "--to", "A-01")
    stocked("pick", "SO1", "--as-suggested")

    look = stocked("hold", "--supplier", "dairy", "--dry-run")

    lots = [{"item": "MILK", "lot": "D1", "quantity": 12}]
    staged = [{"order": "SO1", "line": 1, "item": "MILK", "lot": "D1", "quantity": 6}]
    assert look.items() >= {"what": "supplier DAIRY", "lots": lots, "quantity": 12, "staged": staged}.items()
    assert stocked("holds") == []
    held = stocked("hold", "--supplier", "DAIRY", "--reason", "letter")
    assert held.items() >= {"lots": lots, "quantity": 12, "staged": staged}.items()
    refused = stocked.run("ship", "SO1", by="BEN")
    assert "D1 was put on hold" in refused.stdout
    assert "by ANNA: letter." in refused.stdout
    assert "wms unpick SO1 --line 1 --to HOLD" in refused.stdout
    stocked("unpick", "SO1", "--line", "1", "--to", "HOLD")
    released = stocked("release", "--supplier", "DAIRY", "--reason", "clear", "--key", "r1")
    assert released.items() >= {"lots": lots, "left": [], "repeated": False}.items()
    assert stocked("release", "--supplier", "DAIRY", "--reason", "clear", "--key", "r1")["repeated"] is True
    assert stocked.refused("release", "--case", held["entry"], "--reason", "clear") == "not-on-hold"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["hold", "--supplier", "NOBODY"], "unknown-supplier"),
        (["hold", "--item", "MILK", "--made-from", "2026-02-01", "--made-to", "2026-01-01"], "bad-range"),
        (["hold", "--item", "MILK", "--received-to", "2001-01-01"], "no-lots"),
        (["hold", "--item", "MILK", "--received-to", "tomorrow"], "bad-date"),
        (["hold", "--plate", "004000000000000015"], "unknown-plate"),
        (["hold", "--bin", "Z-99"], "unknown-bin"),
        (["hold", "--bin", "HOLD"], "is-the-cage"),
        (["release", "--bin", "A-01"], "not-on-hold"),
        (["release", "--item", "MILK"], "unknown-hold"),
        (["release", "--case", "1"], "unknown-hold"),
    ],
)
def test_a_hold_or_release_that_cannot_be_is_refused(stocked: CommandLine, words: list[str], code: str):
    assert stocked.refused(*words, "--reason", "why") == code


@pytest.mark.parametrize(
    "words",
    [
        ["hold"],
        ["hold", "MILK"],
        ["hold", "MILK", "L1", "--plate", "004000000000000015"],
        ["hold", "--bin", "A-01", "--supplier", "DAIRY"],
        ["hold", "--bin", "A-01", "--quantity", "3"],
        ["hold", "--bin", "A-01", "--dry-run"],
        ["release"],
        ["release", "MILK"],
        ["release", "--bin", "A-01", "--case", "1"],
    ],
)
def test_what_to_hold_or_release_is_said_once(stocked: CommandLine, words: list[str]):
    assert stocked.refused(*words, "--reason", "why", status=2) == "usage"
