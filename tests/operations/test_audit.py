"""The audit trail: what masters were before an act stays, whoever looked through it is kept, and nothing hides it."""

from pathlib import Path

import apsw
import pytest

from tests.builders import a_bin, a_customer, an_item, in_days, refusal, run, some_stock
from tests.people import PIN, somebody
from tests.recalls import a_case
from wms_tui.domain.audit import AuditRow, Thing, read_asked
from wms_tui.domain.records import ItemRecord, PackRecord, StockRecord
from wms_tui.domain.rights import Role
from wms_tui.domain.types import Role as PartnerRole
from wms_tui.errors import BadInput
from wms_tui.operations.add_bins import AddBinRange, add_bin_range
from wms_tui.operations.add_pack import AddPack, add_pack
from wms_tui.operations.change_bin import ChangeBin, change_bin
from wms_tui.operations.change_item import ChangeItem, change_item
from wms_tui.operations.change_partner import ChangePartner, change_partner
from wms_tui.operations.change_person import ChangePerson, change_person
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.house import ChangeSetting, change_setting
from wms_tui.operations.load import LoadRecords, load_records
from wms_tui.operations.open_recall import ChangeRecall, change_recall
from wms_tui.operations.plan_tests import AddTest, RemoveTest, add_test, remove_test
from wms_tui.operations.recipes import AddRecipe, Part, RetireRecipe, add_recipe, retire_recipe
from wms_tui.operations.retest import Retest, retest
from wms_tui.operations.review_audit import ReviewAudit, review_audit
from wms_tui.operations.seal import seal_now
from wms_tui.operations.set_level import SetLevel, set_level
from wms_tui.operations.undo import Undo, undo
from wms_tui.queries.audit import audit_extent, audit_page, audit_rows, reviews, the_audit_row
from wms_tui.queries.health import examine
from wms_tui.storage.statements import change, rows, value

pytestmark = pytest.mark.usefixtures("warehouse")

Changes = dict[tuple[Thing, str, str], tuple[str | None, str | None]]


def changes_of(entry: int) -> Changes:
    """Return what an entry changed: thing, code and field -> before and after."""
    return {(one.thing, one.code, one.field): (one.before, one.after) for one in the_audit_row(entry).changes}


def asked(text: str) -> list[AuditRow]:
    return list(audit_rows(read_asked(text)))


def kinds(text: str) -> list[str]:
    return [one.kind for one in asked(text)]


def test_a_changed_item_says_what_it_was_before_and_nothing_that_stayed() -> None:
    an_item("MILK", name="Milk", alert_days=3)

    done = run(change_item, ChangeItem("MILK", code="MILCH", name="Whole milk", reason="new label"))

    assert changes_of(done.entry) == {
        (Thing.ITEM, "MILK", "code"): ("MILK", "MILCH"),
        (Thing.ITEM, "MILK", "name"): ("Milk", "Whole milk"),
    }
    row = the_audit_row(done.entry)
    assert (row.by, row.kind, row.reason, row.reference) == ("ANNA", "change-item", "new label", "MILCH")


def test_packs_bins_partners_levels_tests_settings_and_recipes_are_kept_too() -> None:
    an_item("MILK")
    an_item("CHEESE")
    a_bin("A-01")
    a_customer("SHOP", phone="1")

    pack = run(add_pack, AddPack("MILK", "CS", 12)).entry
    larger = run(change_item, ChangeItem("MILK", gtin="09506000134352")).entry
    blocked = run(change_bin, ChangeBin("A-01", blocked=True, reason="wet")).entry
    partner = run(change_partner, ChangePartner("SHOP", PartnerRole.CUSTOMER, phone="2")).entry
    level = run(set_level, SetLevel("A-01", "MILK", 6, 24)).entry
    gone = run(set_level, SetLevel("A-01", "MILK", remove=True)).entry
    test = run(add_test, AddTest("MILK", "pH", low="6.5", high="6.8")).entry
    no_test = run(remove_test, RemoveTest("MILK", "pH")).entry
    recipe = run(add_recipe, AddRecipe("R-1", Part("CHEESE", 1), (Part("MILK", 10),))).entry
    retired = run(retire_recipe, RetireRecipe("R-1")).entry
    setting = run(change_setting, ChangeSetting("hold_hours", "12")).entry

    assert changes_of(pack) == {(Thing.PACK, "MILK CS", "quantity"): (None, "12")}
    assert changes_of(larger) == {(Thing.PACK, "MILK EA", "gtin"): (None, "09506000134352")}
    assert changes_of(blocked) == {(Thing.BIN, "A-01", "blocked"): ("no", "yes")}
    assert changes_of(partner) == {(Thing.PARTNER, "SHOP", "phone"): ("1", "2")}
    assert changes_of(level)[Thing.LEVEL, "A-01 MILK", "maximum"] == (None, "24")
    assert changes_of(gone)[Thing.LEVEL, "A-01 MILK", "maximum"] == ("24", None)
    assert changes_of(test)[Thing.TEST, "MILK pH", "high"] == (None, "6.8")
    assert changes_of(no_test)[Thing.TEST, "MILK pH", "high"] == ("6.8", None)
    assert changes_of(recipe)[Thing.RECIPE, "R-1", "takes"] == (None, "10 MILK")
    assert changes_of(retired) == {(Thing.RECIPE, "R-1", "active"): ("yes", "no")}
    assert changes_of(setting) == {(Thing.SETTING, "hold_hours", "value"): ("48", "12")}


def test_every_bin_of_a_range_is_noted_and_an_import_notes_what_it_adds() -> None:
    bins = run(add_bin_range, AddBinRange("B-01", "B-03")).entry
    records = (ItemRecord("SALT", name="Salt"), PackRecord("SALT", "BAG", 25))
    loaded = run(load_records, LoadRecords(records)).entry

    assert {code for _, code, field in changes_of(bins) if field == "code"} == {"B-01", "B-02", "B-03"}
    assert changes_of(loaded)[Thing.ITEM, "SALT", "name"] == (None, "Salt")
    assert changes_of(loaded)[Thing.PACK, "SALT BAG", "quantity"] == (None, "25")


def test_an_import_that_is_refused_leaves_no_trail() -> None:
    records = (ItemRecord("SALT", name="Salt"), PackRecord("PEPPER", "BAG", 25))

    assert refusal(load_records, LoadRecords(records)) == "import-errors"
    assert rows("SELECT * FROM masterchange") == []


def test_no_pin_is_ever_in_the_trail_but_that_there_is_another_one() -> None:
    somebody("BOSS", Role.LEAD, pin=PIN, name="Bo")
    entry: int = value("SELECT max(id) FROM entry")

    assert changes_of(entry) == {(Thing.PERSON, "BOSS", "pin"): (None, "set anew")}
    kept: str = value("SELECT pin FROM person WHERE badge = 'BOSS'")
    everything = str(rows("SELECT * FROM masterchange")) + str(rows("SELECT * FROM entry"))
    assert PIN not in everything
    assert kept not in everything
    taken = run(change_person, ChangePerson("BOSS", no_pin=True, active=False), by="ROOT").entry
    assert changes_of(taken) == {
        (Thing.PERSON, "BOSS", "active"): ("yes", "no"), (Thing.PERSON, "BOSS", "pin"): ("set", None),
    }  # fmt: skip


def test_a_recall_that_is_classed_later_says_what_it_was() -> None:
    an_item("MILK")
    a_bin("A-01")
    some_stock()
    a_case("R7", ("MILK", "L1"), hazard="film")

    entry = run(change_recall, ChangeRecall("R7", hazard="glass", why="the laboratory says so")).entry

    assert changes_of(entry) == {(Thing.RECALL, "R7", "hazard"): ("film", "glass")}
    assert the_audit_row(entry).reason == "the laboratory says so"


def test_a_date_that_was_set_anew_stands_in_the_trail_with_the_old_one() -> None:
    an_item("MILK")
    a_bin("A-01")
    some_stock(expires_on=in_days(10))

    entry = run(retest, Retest("MILK", "L1", in_days(20), reason="tested good")).entry

    assert f"expires_on: {in_days(10)} -> {in_days(20)}" in {one.what for one in the_audit_row(entry).happened}


def test_the_trail_is_found_by_who_what_when_where_and_by_words() -> None:
    an_item("MILK", name="Milk")
    a_bin("A-01")
    some_stock()
    somebody("LEA", Role.LEAD, name="Lea Lund")
    renamed = run(change_item, ChangeItem("milk", name="Whole milk", reason="new label"), by="LEA").entry
    undone = run(change_item, ChangeItem("MILK", code="MILCH"), by="LEA").entry

    assert [one.entry for one in asked("by:lea")] == [renamed, undone]
    assert kinds("kind:change-item") == ["change-item"] * 2
    assert [one.entry for one in asked("of:MILCH kind:change-item")] == [undone]
    assert "import" in kinds("of:MILCH:L1"), "what moved a lot is found by the lot"
    assert "change-item" not in kinds("of:MILCH:L1")
    assert [one.entry for one in asked("label")] == [renamed]
    assert [one.entry for one in asked("lund")] == [renamed, undone]
    assert asked("by:lea label")[0].name == "Lea Lund"
    assert asked(f"from:{in_days(1)}") == []
    assert len(asked(f"from:{in_days(0)} to:{in_days(0)}")) == audit_extent(read_asked(""))[2]
    assert asked("nothing of that kind") == []
    assert asked("of:%") == [] == asked("'; DROP TABLE entry --")


def test_what_was_undone_is_found_with_what_undid_it() -> None:
    an_item("MILK")
    a_bin("A-01")
    some_stock()
    entry = run(hold, Hold("MILK", "L1", "film")).entry
    back = run(undo, Undo(entry, "wrong lot")).entry

    found = asked("undone")

    assert [(one.entry, one.undoes, one.undone_by) for one in found] == [(entry, None, back), (back, entry, None)]


@pytest.mark.parametrize("text", ["by:ANNA of:MILK:L1 from:2027-01-01 to:2027-02-01 late signed glass", "", "changes"])
def test_what_is_asked_for_reads_as_it_is_written(text: str) -> None:
    assert str(read_asked(text)) == text


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        read_asked("from:yesterday")

    assert refused.value.code == "bad-date"


def test_pages_of_the_trail_join_without_a_gap_in_both_directions() -> None:
    for number in range(25):
        an_item(f"ITEM-{number:02d}")
    everything = [one for one, _ in audit_page(read_asked(""), limit=100)]

    found: list[int] = []
    while page := audit_page(read_asked(""), beside=found[-1] if found else None, limit=7):
        found += [one for one, _ in page]

    assert found == everything == sorted(everything, reverse=True)
    back = [one for one, _ in audit_page(read_asked(""), beside=found[10], limit=4, backwards=True)]
    assert back == found[6:10][::-1]


def test_an_act_on_many_lots_is_told_by_its_first_and_how_many_more() -> None:
    an_item("MILK")
    a_bin("A-01")
    lots = [f"L{number:03d}" for number in range(30)]
    records = tuple(StockRecord(quantity_text="1", item="MILK", bin="A-01", lot=lot) for lot in lots)
    entry = run(load_records, LoadRecords(records)).entry

    row = the_audit_row(entry)

    assert len(row.happened) == 20
    assert row.more == 60 - 20, "30 states and 30 moves"


def test_a_review_is_an_entry_that_says_what_was_looked_through() -> None:
    an_item("MILK")
    a_bin("A-01")
    run(change_item, ChangeItem("MILK", name="Milk"))

    done = run(review_audit, ReviewAudit("nothing odd", "kind:change-item"), by="QUIN")

    (kept,) = reviews()
    assert (kept.by, kept.asked, kept.entries, kept.note, kept.head) == (
        "QUIN", "kind:change-item", 1, "nothing odd", done.head,
    )  # fmt: skip
    assert kept.first == kept.last == done.entry - 1
    assert kept.head == value("SELECT digest FROM seal ORDER BY id DESC LIMIT 1"), "what was looked at is sealed"


def test_a_review_ends_where_the_reader_stopped_and_never_covers_what_came_later() -> None:
    an_item("MILK")
    last: int = value("SELECT max(id) FROM entry")
    an_item("SALT")

    done = run(review_audit, ReviewAudit("nothing odd", "", last))

    assert (done.last, done.entries) == (last, last)


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (ReviewAudit(" "), "reason-needed"),
        (ReviewAudit("x" * 5000), "bad-text"),
        (ReviewAudit("fine", "by:NOBODY"), "nothing-there"),
        (ReviewAudit("fine", "from:2027-13-01"), "bad-date"),
    ],
)
def test_a_review_without_a_note_or_of_nothing_is_refused(slip: ReviewAudit, code: str) -> None:
    an_item("MILK")

    assert refusal(review_audit, slip) == code
    assert reviews() == []


def test_clerks_do_not_review() -> None:
    somebody("ANNA", Role.CLERK)

    assert refusal(review_audit, ReviewAudit("fine")) == "not-allowed"


@pytest.mark.parametrize("table", ["masterchange", "auditreview"])
def test_the_trail_cannot_be_changed_and_what_is_forced_is_found(table: str, warehouse: Path) -> None:
    an_item("MILK", name="Milk")
    run(review_audit, ReviewAudit("nothing odd"))
    seal_now()
    column = "after" if table == "masterchange" else "note"
    with pytest.raises(apsw.ConstraintError, match="final"):
        change(f"UPDATE {table} SET {column} = 'x'")
    with pytest.raises(apsw.ConstraintError, match="final"):
        change(f"DELETE FROM {table}")
    assert examine().differences == ()

    change(f"DROP TRIGGER {table}_no_update")
    change(f"UPDATE {table} SET {column} = 'Melk'")

    assert examine().differences != ()
