"""Inspection: results are recorded for good, a verdict changes the lot as hold and release do."""

import hashlib
from datetime import timedelta

import pytest

from tests.builders import a_bin, a_customer, an_item, in_days, kept, order, refusal, run, some_stock
from wms_tui import clock
from wms_tui.domain.inspection import Taken, Verdict
from wms_tui.domain.rights import Role
from wms_tui.domain.types import Status
from wms_tui.errors import NeedsConfirmation, Refused
from wms_tui.operations.certify import AddCertificate, add_certificate
from wms_tui.operations.change_item import ChangeItem, change_item
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.inspect import LARGEST_PAPER, Inspect, Inspected, Judge, Paper, inspect, judge
from wms_tui.operations.plan_tests import AddTest, ChangeTest, RemoveTest, add_test, change_test, remove_test
from wms_tui.operations.undo import Undo, undo
from wms_tui.queries.certificates import certificate_content, certificates_of
from wms_tui.queries.health import examine
from wms_tui.queries.inspections import inspections_of, plan_of, results_that_count
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.storage.statements import add, change


@pytest.fixture(autouse=True)
def milk(warehouse):
    an_item("MILK")
    a_bin("A-01")
    a_customer("SHOP")
    some_stock(expires_on=in_days(30), status=Status.QUARANTINE)
    run(add_test, AddTest("MILK", "fat", "%", "3.5", "3.8", sample=3))
    run(add_test, AddTest("MILK", "smell", words=("fresh",)))


def lot():
    return the_lot(the_item("MILK"), "L1")


def found(*results: str, **fields) -> Inspect:
    return Inspect("MILK", "L1", tuple(Taken(*one.split("=")) for one in results), **fields)


def verdict(word: Verdict, *results: str, accept: bool = False, **how) -> Inspected:
    return run(judge, Judge(found(*results), word, ("accept-tests",) if accept else ()), **how)


def test_what_was_found_is_recorded_and_the_lot_stays_as_it_is():
    done = run(inspect, found("fat=3,8", "SMELL=sour"))

    assert [(one.test, one.value, one.within) for one in done.results] == [
        ("fat", "3.8", True),
        ("smell", "sour", False),
    ]
    assert done.status is Status.QUARANTINE
    (seen,) = inspections_of(lot().id)
    assert (seen.entry, seen.by, seen.verdict) == (done.entry, "ANNA", None)
    assert [(one.low, one.high, one.within) for one in seen.results] == [("3.5", "3.8", True), (None, None, False)]


def test_results_keep_the_limits_of_their_day():
    run(inspect, found("fat=3.8"))

    run(change_test, ChangeTest("MILK", "fat", high="3.7"))

    assert inspections_of(lot().id)[0].results[0].high == "3.8"
    assert plan_of(the_item("MILK").id)[0].high == "3.7"


def test_an_unknown_test_is_refused_by_name_and_nothing_is_recorded():
    assert refusal(inspect, found("fat=3.6", "fatt=3.6")) == "unknown-test"
    assert refusal(inspect, found("fat=many")) == "bad-value"
    assert refusal(inspect, found()) == "nothing-found"
    assert inspections_of(lot().id) == []


def test_an_item_without_a_plan_takes_any_test_and_nothing_says_what_is_right():
    an_item("OIL")
    some_stock(item="OIL", lot="B1", status=Status.QUARANTINE)
    taken = (Taken("acid", "0.8"), Taken("colour", "[green]"))

    done = run(judge, Judge(Inspect("OIL", "B1", taken), Verdict.PASS))

    assert [(one.test, one.value, one.within) for one in done.results] == [
        ("acid", "0.8", None),
        ("colour", "[green]", None),
    ]
    assert done.status is Status.RELEASED
    oil = the_item("OIL")
    (seen,) = inspections_of(the_lot(oil, "B1").id)
    assert [(one.test, one.value) for one in seen.results] == [("acid", "0.8"), ("colour", "[green]")]
    assert plan_of(oil.id) == []
    assert refusal(inspect, Inspect("OIL", "B1", (Taken(" ", "1"),))) == "bad-code"


def test_a_pass_with_all_tests_right_releases():
    run(inspect, found("fat=3.6"))

    done = verdict(Verdict.PASS, "smell=fresh")

    assert (done.status, done.verdict, lot().status) == (Status.RELEASED, Verdict.PASS, Status.RELEASED)


def test_a_pass_releases_from_hold_too():
    run(hold, Hold("MILK", "L1", "leaks"))

    verdict(Verdict.PASS, "fat=3.6", "smell=fresh")

    assert lot().status is Status.RELEASED


@pytest.mark.parametrize(
    ("results", "code"), [(("fat=3.6",), "test-missing"), (("fat=3.9", "smell=fresh"), "test-failed")]
)
def test_a_pass_with_a_test_that_is_missing_or_not_right_asks(results, code):
    with pytest.raises(NeedsConfirmation) as asked:
        verdict(Verdict.PASS, *results)

    assert (asked.value.code, asked.value.accept) == (code, "accept-tests")
    assert (lot().status, inspections_of(lot().id)) == (Status.QUARANTINE, [])
    assert verdict(Verdict.PASS, *results, accept=True).status is Status.RELEASED


def test_a_test_done_again_counts_as_it_came_out_last():
    run(inspect, found("fat=3.9", "smell=fresh"))
    run(inspect, found("fat=3.8"))

    assert verdict(Verdict.PASS).status is Status.RELEASED


def test_one_sample_of_several_that_is_not_right_makes_the_test_not_right():
    with pytest.raises(NeedsConfirmation, match=r"fat is 3\.9, not 3\.5 to 3\.8 %"):
        verdict(Verdict.PASS, "fat=3.6", "fat=3.9", "fat=3.7", "smell=fresh")


def test_what_was_found_before_the_last_release_does_not_count_for_the_next():
    verdict(Verdict.PASS, "fat=3.6", "smell=fresh")
    run(hold, Hold("MILK", "L1", "smells after all"))

    with pytest.raises(NeedsConfirmation, match="Not tested: fat and 1 more"):
        verdict(Verdict.PASS)


def test_a_fail_rejects_and_what_orders_were_promised_is_given_up():
    verdict(Verdict.PASS, "fat=3.6", "smell=fresh")
    order()

    done = verdict(Verdict.FAIL, "fat=3.9")

    assert (done.status, done.reservations_dropped, kept("O1")) == (Status.REJECTED, 1, {})


def test_a_lot_on_its_last_day_passes_and_the_day_after_it_does_not():
    last = clock.now() + timedelta(days=30)
    with clock.pretend(last + timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            verdict(Verdict.PASS, accept=True)
        assert refused.value.code == "lot-expired"

    with clock.pretend(last):
        assert verdict(Verdict.PASS, accept=True).status is Status.RELEASED


def test_a_rejected_lot_neither_passes_nor_fails_again():
    verdict(Verdict.FAIL)

    for word in Verdict:
        with pytest.raises(Refused) as refused:
            verdict(word, accept=True)
        assert refused.value.code == "lot-rejected"


def test_a_pass_of_a_lot_that_is_released_is_recorded_and_nothing_else():
    verdict(Verdict.PASS, accept=True)

    assert verdict(Verdict.PASS, "fat=3.6", accept=True).status is Status.RELEASED
    assert [one.verdict for one in inspections_of(lot().id)] == [Verdict.PASS, Verdict.PASS]


def test_a_verdict_that_is_undone_is_named_as_that_and_its_results_count_on():
    done = verdict(Verdict.PASS, "fat=3.6", "smell=fresh")

    back = run(undo, Undo(done.entry, "wrong lot"))

    assert lot().status is Status.QUARANTINE
    assert inspections_of(lot().id)[0].undone_by == back.entry
    assert len(results_that_count(lot().id)) == 2
    assert verdict(Verdict.PASS).status is Status.RELEASED


def test_what_was_found_is_not_undone():
    done = run(inspect, found("fat=3.6"))

    assert refusal(undo, Undo(done.entry, "typed wrong")) == "cannot-undo"


def test_a_clerk_records_and_only_quality_judges():
    for badge, role in (("CARL", Role.CLERK), ("QUINN", Role.QUALITY)):
        add(
            "INSERT INTO person (badge, folded, name, roles, active, failures) VALUES (?, ?, '', ?, 1, 0)",
            badge, badge.lower(), role,
        )  # fmt: skip

    run(inspect, found("fat=3.6", "smell=fresh"), by="CARL")
    assert refusal(judge, Judge(found(), Verdict.PASS), by="CARL") == "not-allowed"
    assert verdict(Verdict.PASS, by="QUINN").status is Status.RELEASED


def test_where_two_people_release_the_first_pass_is_a_signature_and_the_second_frees_the_lot():
    run(change_item, ChangeItem("MILK", release_people=2))

    first = verdict(Verdict.PASS, "fat=3.6", "smell=fresh")

    assert (first.status, first.waiting_for, lot().status) == (Status.QUARANTINE, "second person", Status.QUARANTINE)
    assert refusal(judge, Judge(found(), Verdict.PASS)) == "second-person"
    assert verdict(Verdict.PASS, by="BERT").status is Status.RELEASED
    assert [one.by for one in inspections_of(lot().id)] == ["ANNA", "BERT"]


def test_the_same_key_records_once():
    first = run(inspect, found("fat=3.6"), key="k")

    again = run(inspect, found("fat=3.6"), key="k")

    assert (again.entry, again.repeated, again.results) == (first.entry, True, first.results)
    assert len(inspections_of(lot().id)) == 1


def test_a_plan_names_each_test_once_and_a_test_that_is_taken_out_leaves_its_results():
    assert refusal(add_test, AddTest("MILK", "FAT")) == "test-exists"
    assert refusal(change_test, ChangeTest("MILK", "smell", name="Fat")) == "test-exists"
    assert refusal(change_test, ChangeTest("MILK", "fat", low="4")) == "bad-limits"
    run(inspect, found("smell=fresh"))

    run(remove_test, RemoveTest("MILK", "smell"))

    assert [one.name for one in plan_of(the_item("MILK").id)] == ["fat"]
    assert inspections_of(lot().id)[0].results[0].value == "fresh"
    assert refusal(inspect, found("smell=fresh")) == "unknown-test"


def test_a_limit_is_taken_away_and_a_measure_becomes_words():
    run(change_test, ChangeTest("MILK", "fat", name="fat content", clear=("low",)))
    assert plan_of(the_item("MILK").id)[0].low is None

    run(change_test, ChangeTest("MILK", "fat content", clear=("high",), words=("good",)))

    assert plan_of(the_item("MILK").id)[0].words == ("good",)
    assert refusal(change_test, ChangeTest("MILK", "smell", clear=("unit",))) == "unknown-field"


def test_a_paper_is_kept_whole_and_given_back():
    content = bytes(range(256)) * 10
    run(add_certificate, AddCertificate("MILK", "L1", Paper("../../etc/passwd", b"%PDF")))

    done = run(inspect, found(note="paper seen", paper=Paper("analysis.pdf", content)))

    assert [(one.number, one.name, one.size) for one in certificates_of(lot().id)] == [
        (1, "../../etc/passwd", 4),
        (2, "analysis.pdf", 2560),
    ]
    assert certificates_of(lot().id)[1].sha256 == done.sha256
    assert certificate_content(lot().id, 2) == ("analysis.pdf", content)
    for number in (0, 3):
        with pytest.raises(Refused, match=f"no certificate {number}"):
            certificate_content(lot().id, number)


def test_a_paper_of_exactly_the_limit_is_kept_and_one_byte_more_is_not():
    run(add_certificate, AddCertificate("MILK", "L1", Paper("a", bytes(LARGEST_PAPER))))

    for paper, code in (
        (Paper("a", bytes(LARGEST_PAPER + 1)), "certificate-too-large"),
        (Paper("a", b""), "certificate-empty"),
        (Paper("a\x1b[2Jb", b"x"), "bad-text"),
        (Paper("", b"x"), "bad-text"),
    ):
        assert refusal(add_certificate, AddCertificate("MILK", "L1", paper)) == code
    assert [one.size for one in certificates_of(lot().id)] == [LARGEST_PAPER]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE certificate SET content = x'78'",
        "UPDATE certificate SET content = x'25504446', sha256 = 'f'",
        # Whoever changes both is betrayed by the answer, which the seals cover.
        f"UPDATE certificate SET content = x'78', sha256 = '{hashlib.sha256(b'x').hexdigest()}'",
    ],
)
def test_a_paper_that_was_changed_is_refused_and_the_doctor_names_it(statement):
    run(add_certificate, AddCertificate("MILK", "L1", Paper("analysis.pdf", b"%PDF")))
    change("DROP TRIGGER certificate_no_update")
    change(statement)

    with pytest.raises(Refused) as refused:
        certificate_content(lot().id, 1)

    assert refused.value.code == "certificate-damaged"
    details = [one.detail for one in examine().differences if one.kind == "certificate"]
    assert details == ["MILK L1: the certificate analysis.pdf is not what it was"]
