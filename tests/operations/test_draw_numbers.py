"""Drawing lot numbers and licence plates, and what the house has chosen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests.builders import a_bin, an_item, run, some_stock
from wms_tui.domain.barcode.check_digits import make_sscc
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.house import ChangeSetting, change_setting
from wms_tui.operations.numbers import draw_lot_number, draw_sscc
from wms_tui.queries import settings
from wms_tui.queries.items import the_item
from wms_tui.queries.numbers import preview
from wms_tui.storage.connection import transaction
from wms_tui.storage.lot_rows import plate_number
from wms_tui.storage.statements import add

pytestmark = pytest.mark.usefixtures("warehouse")
PI_DAY = date(2027, 3, 14)
NEXT_DAY = date(2027, 3, 15)


@dataclass(frozen=True, slots=True)
class Draw:
    item: str
    on: date
    fail: bool = False


@dataclass(frozen=True)
class Drawn(Done):
    number: str


@operation("receive")
def draw(slip: Draw, deed: Deed) -> Drawn:
    """Draw a lot number and change your mind, or not."""
    number = draw_lot_number(the_item(slip.item), made_on=slip.on, line="2")
    deed.post()
    if slip.fail:
        raise Refused("no", "On second thoughts.")
    return Drawn(number=number)


def drawn(item: str = "MILK", on: date = PI_DAY) -> str:
    return run(draw, Draw(item, on)).number


def test_the_house_numbers_lots_by_day_across_all_items() -> None:
    an_item("MILK")
    an_item("CREAM")

    numbers = [drawn("MILK"), drawn("CREAM"), drawn("MILK"), drawn("MILK", NEXT_DAY)]

    assert numbers == ["LOT-270314-001", "LOT-270314-002", "LOT-270314-003", "LOT-270315-001"]


def test_the_template_of_an_item_counts_for_that_item() -> None:
    an_item("MILK", lot_template="{item}{line}{seq:2}")
    an_item("CREAM", lot_template="C{seq}")

    assert [drawn("MILK"), drawn("CREAM"), drawn("MILK")] == ["MILK201", "C1", "MILK202"]


def test_a_preview_burns_nothing_and_tells_what_is_drawn() -> None:
    item = the_item(an_item())

    told = preview(item, 3, made_on=PI_DAY)

    assert told == preview(item, 3, made_on=PI_DAY)
    assert told == (drawn(), drawn(), drawn())


def test_a_number_that_was_not_used_is_drawn_again() -> None:
    an_item()
    with pytest.raises(Refused):
        run(draw, Draw("MILK", PI_DAY, fail=True))

    assert drawn() == "LOT-270314-001"


def test_numbers_that_are_taken_or_look_taken_are_passed_over() -> None:
    an_item("MILK")
    an_item("CREAM", lot_template="{yymmdd}-{seq:3:daily}")
    a_bin()
    some_stock("CREAM", "LOT-270314-001")
    some_stock("MILK", "lot-270314-oo2")
    some_stock("MILK", "LOT-270314-003")

    assert preview(the_item("MILK"), 2, made_on=PI_DAY) == ("LOT-270314-004", "LOT-270314-005")
    assert drawn() == "LOT-270314-004"


def test_without_a_sequence_what_is_made_on_a_day_is_one_lot() -> None:
    an_item(lot_template="{yyyymmdd}")

    assert [drawn(), drawn()] == ["20270314", "20270314"]
    assert preview(the_item("MILK"), 5, made_on=NEXT_DAY) == ("20270315",)


def test_a_template_that_lacks_a_value_says_which() -> None:
    item = the_item(an_item(lot_template="{shift}-{seq:3}"))

    with pytest.raises(BadInput) as refused:
        preview(item, 1, made_on=PI_DAY)

    assert refused.value.code == "lot-value-missing"


def test_plates_are_drawn_once_and_pass_over_those_that_are_there() -> None:
    run(change_setting, ChangeSetting(settings.COMPANY_PREFIX, "4012345"))

    with transaction():
        plate_number(make_sscc("4012345", 0, 2))
        codes = [draw_sscc() for _ in range(3)]

    assert codes == [make_sscc("4012345", 0, reference) for reference in (1, 3, 4)]


def test_when_the_running_number_is_used_up_the_next_extension_digit_goes_on() -> None:
    run(change_setting, ChangeSetting(settings.COMPANY_PREFIX, "401234567890"))

    with transaction():
        add("INSERT INTO sequence (name, period, value) VALUES ('sscc:401234567890', '', 9999)")
        code = draw_sscc()

    assert code == make_sscc("401234567890", 1, 0)


@pytest.mark.parametrize(
    ("name", "value", "ask", "answer"),
    [
        (settings.HOUSE, " North house ", settings.house_name, "North house"),
        (settings.LOT_TEMPLATE, "{yy}{seq:4}", settings.house_template, "{yy}{seq:4}"),
        (settings.OVER_RECEIPT_PERCENT, "010", settings.over_receipt_percent, 10),
        (settings.PAPER, "Letter", settings.paper, "letter"),
        (settings.COMPANY_PREFIX, "4012345", settings.company_prefix, "4012345"),
    ],
)
def test_the_house_chooses(name: str, value: str, ask: Callable[[], Any], answer: object) -> None:
    run(change_setting, ChangeSetting(name, value))
    done = run(change_setting, ChangeSetting(name, value))

    assert ask() == answer
    assert done.before == done.value


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("colour", "blue", "unknown-setting"),
        (settings.LOT_TEMPLATE, "{nonsense}", "bad-template"),
        (settings.OVER_RECEIPT_PERCENT, "-5", "bad-setting"),
        (settings.OVER_RECEIPT_PERCENT, "101", "bad-setting"),
        (settings.PAPER, "a3", "bad-setting"),
        (settings.COMPANY_PREFIX, "123", "bad-setting"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(name: str, value: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        run(change_setting, ChangeSetting(name, value))

    assert refused.value.code == code


def test_until_the_house_chooses_there_are_defaults() -> None:
    assert settings.house_name() == "Test house"
    assert settings.over_receipt_percent() == 5
    assert settings.settings()[settings.PAPER] == "a4"
