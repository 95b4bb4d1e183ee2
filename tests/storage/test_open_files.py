"""What happens to a terminal whose warehouse is taken away under it, and to names that lead nowhere."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import an_item, run
from wms_tui import clock
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.add_item import AddItem, add_item
from wms_tui.operations.hold import Hold, Release, hold, release
from wms_tui.operations.receive import Receive, receive
from wms_tui.storage import backup, connection


def test_a_terminal_from_before_a_restore_books_nothing(warehouse: Path, tmp_path: Path):
    an_item("MILK")
    backup.copy_to(tmp_path / "copy.db")
    (tmp_path / "old").mkdir()
    for part in warehouse.parent.glob("warehouse.db*"):
        part.rename(tmp_path / "old" / part.name)
    backup.restore(tmp_path / "copy.db", warehouse)

    with pytest.raises(Refused) as refused:
        run(add_item, AddItem("BREAD"))

    assert refused.value.code == "warehouse-replaced"
    connection.open_database(warehouse, by="TEST")
    run(add_item, AddItem("BREAD"))


def test_a_folder_is_no_warehouse(tmp_path: Path):
    with pytest.raises(BadInput) as refused:
        connection.open_database(tmp_path, by="TEST")
    assert "is a folder" in refused.value.message


def test_a_status_is_never_back_dated_behind_a_later_one(warehouse: Path):
    an_item("MILK")
    run(receive, Receive("MILK", 5, lot="L1"))
    before = clock.now() - timedelta(days=1)
    with pytest.raises(Refused) as refused:
        run(hold, Hold("MILK", "L1", "leaks"), at=before)
    assert refused.value.code == "past-status"
    run(hold, Hold("MILK", "L1", "leaks"))
    with pytest.raises(Refused):
        run(release, Release("MILK", "L1", "dry"), at=before)
