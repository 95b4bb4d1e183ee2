"""Which bins are counted next and why, which items are busy, and how right the books are found."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.builders import a_customer, an_item, an_order, bins, refusal, run, some_stock
from tests.counting import a_count, a_house, differing, seen
from wms_tui import clock
from wms_tui.domain.counting import By
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.approve_count import ApproveCount, approve_count
from wms_tui.operations.classify import Classify, classify
from wms_tui.operations.close_count import CloseCount, close_count
from wms_tui.operations.house import ChangeSetting, change_setting
from wms_tui.operations.pick import Pick, pick
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.plan_count import PlanCount, plan_count
from wms_tui.operations.zero_check import ZeroCheck, zero_check
from wms_tui.queries.count_plans import accuracy, accuracy_by
from wms_tui.storage.statements import change, rows

WEDNESDAY = datetime(2026, 11, 25, 9).astimezone()


@pytest.fixture(autouse=True)
def house(warehouse: Path) -> None:
    a_house()


def why(**how: object) -> list[tuple[str, str]]:
    planned = run(plan_count, PlanCount(**how))  # type: ignore[arg-type]
    return [(one.bin, one.reason) for one in planned.why]


def counted(code: str, days: int, at: datetime | None = None) -> None:
    """Let a bin have been counted so many days ago."""
    moment = (at or clock.now()) - timedelta(days=days)
    change("UPDATE place SET counted_at = ? WHERE code = ?", moment.astimezone().isoformat(), code)


def classes(**by_item: str) -> None:
    for item, one in by_item.items():
        change("UPDATE item SET abc = ? WHERE code = ?", one, item)


def test_bins_come_in_walk_order_whatever_order_they_were_chosen_in() -> None:
    planned = run(plan_count, PlanCount(bins=("A-03", "A-01")))

    assert planned.bins == ("A-01", "A-03")


def test_an_item_is_counted_in_all_its_bins_and_a_lot_in_all_of_its_own() -> None:
    assert why(item="MILK") == [("A-01", "holds MILK"), ("A-02", "holds MILK")]
    assert why(lot="L2") == [("A-02", "holds lot L2")]
    assert refusal(plan_count, PlanCount(lot="NONE")) == "unknown-lot"
    assert refusal(plan_count, PlanCount(item="NONE")) == "unknown-item"
    assert refusal(plan_count, PlanCount(bins=("A-01",), number=2)) == "count-selection"


def test_a_count_of_a_lot_asks_for_nothing_else_and_does_not_count_the_bin() -> None:
    planned = run(plan_count, PlanCount(lot="L2"))
    seen(planned.count, 10, "A-02", "L2")

    assert run(close_count, CloseCount(planned.count)).state == "closed"
    assert rows("SELECT counted_at FROM place WHERE code = 'A-02'") == [(None,)]


def test_what_happened_to_a_bin_goes_first_and_the_heaviest_of_it() -> None:
    an_item("RICE")
    a_customer("MALL")
    some_stock("RICE", "R1", "A-01", 5)
    some_stock("RICE", "R2", "A-02", 5)
    an_order("O1", "RICE=2", customer="MALL")
    run(pick, Pick("O1", 1, "A-02", "R2", 2, override_reason="R1 is behind"))
    run(zero_check, ZeroCheck("A-03", empty=False))

    today = f"{clock.today().day} {clock.today():%b}"
    planned = run(plan_count, PlanCount(number=2))

    assert [(one.bin, one.reason) for one in planned.why] == [
        ("A-02", f"another lot was taken than proposed on {today}"),
        ("A-03", f"not empty though the books say so on {today}"),
    ]
    assert why(number=1) == [("A-01", "never counted")], "the others are in a count already"


def test_the_zero_check_counts_an_empty_bin_and_is_none_where_the_books_have_goods() -> None:
    run(zero_check, ZeroCheck("A-03", empty=True))

    assert rows("SELECT counted_at IS NOT NULL FROM place WHERE code = 'A-03'") == [(1,)]
    assert refusal(zero_check, ZeroCheck("A-01", empty=True)) == "not-empty"


@pytest.mark.parametrize(("days", "first"), [(89, "B-01"), (90, "A-01"), (91, "A-01")])
def test_a_bin_is_due_on_the_day_the_interval_of_its_class_is_over(days: int, first: str) -> None:
    classes(MILK="A")
    bins("B-01")
    for bin, ago in (("A-01", days), ("A-02", 60), ("A-03", 364), ("B-01", 365)):
        counted(bin, ago)

    assert [bin for bin, _ in why(number=1)] == [first]


def test_what_is_due_goes_by_class_then_by_age_and_the_rest_after_it() -> None:
    an_item("RICE")
    some_stock("RICE", "R1", "A-03", 5)
    classes(MILK="B", RICE="A")
    counted("A-01", 10)
    counted("A-02", 20)
    counted("A-03", 5)

    assert why(number=1) == [("A-03", "class A, counted 5 days ago, every 90")]
    assert why(number=1) == [("A-02", "class B, counted 20 days ago, every 180")]
    assert why(number=1) == [("A-01", "class B, counted 10 days ago, every 180")]
    assert refusal(plan_count, PlanCount(number=1)) == "nothing-to-count"


def test_a_class_alone_takes_all_bins_of_it() -> None:
    an_item("RICE")
    some_stock("RICE", "R1", "A-02", 5)
    classes(RICE="A")

    assert [bin for bin, _ in why(klass="a")] == ["A-02"]
    assert refusal(plan_count, PlanCount(klass="D")) == "bad-class"


def test_the_quota_is_counted_on_days_of_work_only() -> None:
    run(change_setting, ChangeSetting("count_quota", "2"))
    with clock.pretend(WEDNESDAY):
        assert len(why()) == 2
    with clock.pretend(WEDNESDAY + timedelta(days=3)):
        assert refusal(plan_count, PlanCount()) == "no-work-day"
        assert len(why(number=1)) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("count_quota", "0"), ("count_quota", "-1"), ("count_days_a", "0"), ("count_calendar", "FREQ=DAILY;INTERVAL=0"),
     ("count_a_percent", "96"), ("count_b_percent", "79"), ("count_window", "x")],
)  # fmt: skip
def test_settings_that_make_no_sense_are_refused(name: str, value: str) -> None:
    assert refusal(change_setting, ChangeSetting(name, value)) in ("bad-setting", "bad-calendar")


def test_items_are_classed_by_the_lines_that_were_picked_of_them_lately() -> None:
    an_item("RICE")
    some_stock("RICE", "R1", "A-03", 50)
    for number in range(4):
        an_order(f"O{number}", "RICE=1", *(["MILK=1"] if number == 0 else []))
        run(allocate, Allocate((f"O{number}",)))
        run(pick_suggested, PickSuggested(f"O{number}"))
    an_item("NAIL")

    done = run(classify, Classify())

    assert (done.a, done.b, done.c, done.changed) == (1, 1, 1, 3)
    assert rows("SELECT code, abc FROM item ORDER BY code") == [("MILK", "B"), ("NAIL", "C"), ("RICE", "A")]
    later = run(classify, Classify(), at=clock.now() + timedelta(minutes=4))
    assert later.changed == 0
    with clock.pretend(clock.now() + timedelta(days=91)):
        assert run(classify, Classify()).c == 3


def test_too_much_is_never_set_off_against_too_little() -> None:
    count = a_count()
    differing(count, 31)
    differing(count, 25, "A-02", "L1")
    run(approve_count, ApproveCount(count), by="CHEF")

    found = accuracy()

    assert (found.lines, found.within, found.percent) == (2, 0, 0.0)
    assert (found.gross, found.net, found.recounted) == (10, 0, 2)


def test_the_first_look_counts_whatever_the_recount_finds() -> None:
    count = a_count(units=1)
    seen(count, 35)
    seen(count, 25, "A-02", "L1")
    seen(count, 20, "A-02", "L1", by="BERT")
    seen(count, 10, "A-02", "L2", by="BERT")

    assert (accuracy().lines, accuracy().within, accuracy().percent) == (3, 2, 66.7)
    assert [(one.key, one.percent) for one in accuracy_by(By.COUNTER)] == [("ANNA", 50.0), ("BERT", 100.0)]
    assert [(one.key, one.lines) for one in accuracy_by(By.CLASS)] == [("C", 3)]
    assert [(one.key, one.lines) for one in accuracy_by(By.ZONE)] == [("", 3)]
    week = clock.now().isocalendar()
    assert [one.key for one in accuracy_by(By.WEEK)] == [f"{week.year}-W{week.week:02d}"]
    assert accuracy(since=clock.today()).lines == 3
    assert accuracy(since=clock.today() + timedelta(days=1)).lines == 0
    assert accuracy(since=clock.today() + timedelta(days=1)).percent is None
