"""Loading inspection plans; part of ``load``."""

from collections.abc import Sequence

from wms_tui.domain.audit import Thing
from wms_tui.domain.codes import folded
from wms_tui.domain.inspection import PlannedTest, checked_test
from wms_tui.domain.records import Kind, PlanRecord
from wms_tui.operations.loading import Loading
from wms_tui.queries.as_records import test_record
from wms_tui.queries.inspections import plan_of
from wms_tui.storage.quality_rows import add_test_row

_COLUMNS = {"bad-limits": "high", "bad-value": "words", "bad-text": "unit", "bad-sample": "sample"}


def load_tests(loading: Loading, records: Sequence[PlanRecord]) -> None:
    """Add tests to the plans of items that do not have them."""
    for record in records:
        item = loading.item(Kind.TESTS, record, record.item)
        if item is None:
            continue
        known = next((test for test in plan_of(item.id) if folded(test.name) == folded(record.test)), None)
        if known is not None:
            loading.compare(Kind.TESTS, record, test_record(item.code, known))
            continue
        with loading.refusals(Kind.TESTS, record, "test", _COLUMNS):
            test = checked_test(_test(record))
            add_test_row(item.id, test)
            loading.note(Thing.TEST, f"{item.code} {test.name}", None, test)


def _test(record: PlanRecord) -> PlannedTest:
    return PlannedTest(0, record.test, record.unit, record.low, record.high, record.words, record.sample)
