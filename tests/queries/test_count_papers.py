"""What a count sheet asks for: what is still to be looked at, and nothing of what is expected."""

from pathlib import Path

import pytest

from tests.builders import refusal, run
from tests.counting import a_count, a_house, seen
from wms_tui import clock
from wms_tui.domain.documents import CountSheet
from wms_tui.errors import Refused
from wms_tui.operations.close_count import CloseCount, close_count
from wms_tui.operations.count_sheet import number_lines
from wms_tui.operations.record_count import RecordCount, record_count
from wms_tui.queries.count_papers import count_sheet


@pytest.fixture(autouse=True)
def house(warehouse: Path) -> None:
    a_house()


def sheet(count: str) -> CountSheet:
    number_lines(count)
    return count_sheet(count, by="ANNA", at=clock.now())


def listed(count: str) -> list[tuple[str, str, str]]:
    return [(one.bin, one.lot, one.line_code) for one in sheet(count).lines]


def test_every_lot_has_a_line_and_every_bin_has_room_for_another() -> None:
    count = a_count()

    assert listed(count) == [
        ("A-01", "L1", "CT1-1"), ("A-01", "", ""), ("A-02", "L1", "CT1-2"), ("A-02", "L2", "CT1-3"), ("A-02", "", ""),
        ("A-03", "", ""),
    ]  # fmt: skip


def test_nothing_on_it_tells_what_is_expected() -> None:
    assert "36" not in str(sheet(a_count("A-01")).lines)


def test_the_code_of_a_line_brings_its_result_back_and_stays_when_it_is_printed_again() -> None:
    count = a_count()
    before = listed(count)

    told = run(record_count, RecordCount(20, line="CT1-2"))

    assert (told.bin, told.lot, told.state) == ("A-02", "L1", "agreed")
    assert listed(count) == [one for one in before if one[2] != "CT1-2"]
    for wrong in ("CT1-99", "CT9-1", "CT1", "4711"):
        assert refusal(record_count, RecordCount(1, line=wrong)) == "unknown-line"


def test_what_is_to_be_counted_again_is_on_the_next_sheet_with_the_same_code() -> None:
    count = a_count("A-01")
    sheet(count)
    seen(count, 30)

    assert next((one.line_code, one.why) for one in sheet(count).lines) == ("CT1-1", "count it again")


def test_a_count_of_which_nothing_is_left_prints_nothing() -> None:
    count = a_count("A-01")
    seen(count, 30)
    seen(count, 30, by="BERT")
    run(close_count, CloseCount(count))

    with pytest.raises(Refused) as refused:
        sheet(count)
    assert refused.value.code == "nothing-to-count"
