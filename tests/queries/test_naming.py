"""Items and lots that are written in one word, either of which may hold a colon."""

import pytest

from tests.builders import an_item, run
from wms_tui.errors import BadInput, NotFound
from wms_tui.operations.receive import Receive, receive
from wms_tui.queries.naming import named_item, named_lot

pytestmark = pytest.mark.usefixtures("warehouse")


def came(item: str, lot: str) -> None:
    an_item(item)
    run(receive, Receive(item, 10, lot=lot))


def test_an_item_and_a_lot_are_named_in_one_word() -> None:
    came("MILK", "L1")

    item, lot = named_lot("milk:L1")

    assert (item.code, lot.number) == ("MILK", "L1")


def test_of_several_readings_the_one_that_there_is_is_meant() -> None:
    came("MILK", "A:L1")
    came("MILK:B", "L1")

    assert named_lot("MILK:A:L1")[1].number == "A:L1"
    assert named_lot("MILK:B:L1")[0].code == "MILK:B"


def test_an_item_alone_names_no_lot() -> None:
    came("MILK", "L1")

    assert named_item("MILK")[1] == ""
    assert named_item("MILK:NEW")[1] == "NEW"
    with pytest.raises(BadInput) as refused:
        named_lot("MILK")
    assert refused.value.code == "lot-needed"


@pytest.mark.parametrize(
    ("text", "code"), [("CREAM:L1", "unknown-item"), (":L1", "unknown-item"), ("MILK:L2", "unknown-lot")]
)
def test_what_is_not_there_is_named(text: str, code: str) -> None:
    came("MILK", "L1")

    with pytest.raises(NotFound) as refused:
        named_lot(text)

    assert refused.value.code == code
