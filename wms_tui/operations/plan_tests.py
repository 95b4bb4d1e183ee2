"""The inspection plan of an item: tests are added, changed and removed; what was found keeps the limits of its day."""

from dataclasses import dataclass, replace
from typing import Any

from wms_tui.domain.audit import Thing
from wms_tui.domain.codes import folded
from wms_tui.domain.inspection import PlannedTest, checked_test, named_test
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.queries.inspections import plan_of
from wms_tui.queries.items import the_item
from wms_tui.storage.quality_rows import add_test_row, remove_test_row, write_test_row

MAY_BE_CLEARED = ("low", "high", "words")


@dataclass(frozen=True, slots=True)
class AddTest:
    """A new test of every lot of an item: with limits, with right words, or for any answer."""

    item: str
    test: str
    unit: str = ""
    low: str | None = None
    high: str | None = None
    words: tuple[str, ...] = ()
    sample: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ChangeTest:
    """What is to be different about a test; None leaves it as it is."""

    item: str
    test: str
    name: str | None = None
    """Its new name."""
    unit: str | None = None
    low: str | None = None
    high: str | None = None
    words: tuple[str, ...] = ()
    sample: int | None = None
    clear: tuple[str, ...] = ()
    """Of ``low``, ``high`` and ``words`` those to take away."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RemoveTest:
    """A test that is not done any more."""

    item: str
    test: str
    reason: str = ""


@dataclass(frozen=True)
class TestPlanned(Done):
    """The item and the test, and how many tests its plan has now."""

    item: str
    test: str
    tests: int


@operation("add-test")
def add_test(slip: AddTest, deed: Deed) -> TestPlanned:
    """Add a test to the plan of an item.

    Raises:
        NotFound: ``unknown-item``.
        BadInput: what ``domain.inspection.checked_test`` refuses.
        Refused: ``test-exists``.
    """
    item = the_item(slip.item)
    plan = plan_of(item.id)
    test = checked_test(PlannedTest(0, slip.test, slip.unit, slip.low, slip.high, slip.words, slip.sample))
    _refuse_known(plan, test, item.code)
    deed.post(reference=item.code, reason=slip.reason)
    add_test_row(item.id, test)
    deed.note(Thing.TEST, f"{item.code} {test.name}", None, test)
    return TestPlanned(item=item.code, test=test.name, tests=len(plan) + 1)


@operation("change-test")
def change_test(slip: ChangeTest, deed: Deed) -> TestPlanned:
    """Change a test of the plan of an item; what was found before keeps the limits it had.

    Raises:
        NotFound: ``unknown-item``, ``unknown-test``.
        BadInput: what ``domain.inspection.checked_test`` refuses; ``unknown-field``.
        Refused: ``test-exists`` for a name that another test has.
    """
    item = the_item(slip.item)
    plan = plan_of(item.id)
    before = named_test(plan, slip.test, item.code)
    after = checked_test(_changed(before, slip))
    _refuse_known([test for test in plan if test.id != before.id], after, item.code)
    deed.post(reference=item.code, reason=slip.reason)
    write_test_row(after)
    deed.note(Thing.TEST, f"{item.code} {before.name}", before, after)
    return TestPlanned(item=item.code, test=after.name, tests=len(plan))


@operation("remove-test")
def remove_test(slip: RemoveTest, deed: Deed) -> TestPlanned:
    """Take a test out of the plan of an item; what it gave stays.

    Raises:
        NotFound: ``unknown-item``, ``unknown-test``.
    """
    item = the_item(slip.item)
    plan = plan_of(item.id)
    test = named_test(plan, slip.test, item.code)
    deed.post(reference=item.code, reason=slip.reason)
    remove_test_row(test.id)
    deed.note(Thing.TEST, f"{item.code} {test.name}", test, None)
    return TestPlanned(item=item.code, test=test.name, tests=len(plan) - 1)


def _changed(before: PlannedTest, slip: ChangeTest) -> PlannedTest:
    fields: dict[str, Any] = {}
    for name in slip.clear:
        if name not in MAY_BE_CLEARED:
            raise BadInput("unknown-field", f"{name} cannot be cleared.", f"Only {', '.join(MAY_BE_CLEARED)}.")
        fields[name] = () if name == "words" else None
    given = {"name": slip.name, "unit": slip.unit, "low": slip.low, "high": slip.high, "sample": slip.sample}
    fields.update({name: value for name, value in given.items() if value is not None})
    if slip.words:
        fields["words"] = slip.words
    return replace(before, **fields)


def _refuse_known(plan: list[PlannedTest], test: PlannedTest, item: str) -> None:
    known = next((one for one in plan if folded(one.name) == folded(test.name)), None)
    if known is not None:
        raise Refused(
            "test-exists", f"{item} has a test {known.name} already.", "Change it, or name it otherwise.",
            test=known.name,
        )  # fmt: skip
