"""What all tests share: a warehouse in a file, whose books must agree when the test is over."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from wms_tui.storage import connection, schema
from wms_tui.storage.statements import Row, rows
from wms_tui.storage.tables import FIRST_PLACE_IN_HOUSE

_BALANCES = f"""
SELECT place, lot, plate, sum(moved), sum(held) FROM (
    SELECT target_id AS place, lot_id AS lot, target_plate_id AS plate, quantity AS moved, 0 AS held FROM move
    UNION ALL SELECT source_id, lot_id, source_plate_id, -quantity, 0 FROM move
    UNION ALL SELECT place_id, lot_id, plate_id, 0, quantity FROM stock
) AS booked WHERE place >= {FIRST_PLACE_IN_HOUSE}
GROUP BY place, lot, plate HAVING sum(moved) <> sum(held)
"""
_RESERVED = """
SELECT place, lot, plate, sum(kept), sum(reserved) FROM (
    SELECT place_id AS place, lot_id AS lot, plate_id AS plate, quantity AS kept, 0 AS reserved FROM reservation
    UNION ALL SELECT place_id, lot_id, plate_id, 0, reserved FROM stock
) AS booked GROUP BY place, lot, plate HAVING sum(kept) <> sum(reserved)
"""


def disagreements() -> dict[str, list[Row]]:
    """Return where balances are not the sum of moves, and reserved parts not the sum of reservations."""
    found = {"balances": rows(_BALANCES), "reserved": rows(_RESERVED)}
    return {name: ones for name, ones in found.items() if ones}


@pytest.fixture(scope="session")
def empty_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new warehouse, closed: made once, copied by each test."""
    path = tmp_path_factory.mktemp("empty") / "warehouse.db"
    schema.create(path, name="Test house", by="TEST")
    connection.close_database()
    return path


@pytest.fixture
def warehouse(empty_warehouse: Path, tmp_path: Path) -> Iterator[Path]:
    """A new warehouse of the test's own, open."""
    path = tmp_path / "warehouse.db"
    copyfile(empty_warehouse, path)
    connection.open_database(path, terminal="test", by="TEST")
    yield path
    if connection.database.is_closed():
        connection.open_database(path, terminal="test", by="TEST")
    found = disagreements()
    connection.close_database()
    assert found == {}
