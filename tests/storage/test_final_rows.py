"""What is written is final, what is impossible cannot be written, and what was changed from outside is found."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import apsw
import pytest

from tests.builders import a_bin, a_customer, an_item, an_order, run, some_stock
from wms_tui import clock
from wms_tui.operations.hold import Hold, hold
from wms_tui.operations.move import MoveStock, move
from wms_tui.operations.seal import seal_now
from wms_tui.queries.health import examine
from wms_tui.storage import connection
from wms_tui.storage.connection import transaction
from wms_tui.storage.statements import change, row, value
from wms_tui.storage.tables import FINAL

FINAL_TABLES = [table._meta.table_name for table in FINAL]  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def some_history(warehouse: Path) -> Path:
    """A warehouse in which something of every kind was written and sealed."""
    an_item("MILK")
    a_bin("A-01")
    a_bin("A-02")
    a_customer("SHOP")
    some_stock(quantity=36)
    run(move, MoveStock("MILK", "L1", 12, "A-01", "A-02", reason="tidy"))
    run(hold, Hold("MILK", "L1", "leaks"))
    an_order("O1", "MILK=5")
    seal_now()
    return warehouse


@pytest.mark.parametrize("table", FINAL_TABLES)
def test_a_final_row_cannot_be_changed(table: str) -> None:
    column = "result" if table == "answer" else "digest" if table == "seal" else "id"

    with pytest.raises(apsw.ConstraintError, match="final"):
        change(f"UPDATE {table} SET {column} = {column}")


@pytest.mark.parametrize("table", FINAL_TABLES)
def test_a_final_row_cannot_be_deleted(table: str) -> None:
    with pytest.raises(apsw.ConstraintError, match="final"):
        change(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", FINAL_TABLES)
def test_a_final_row_cannot_be_replaced(table: str) -> None:
    with pytest.raises(apsw.ConstraintError, match="final"):
        change(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


def test_a_deferred_upsert_cannot_change_a_final_row() -> None:
    with pytest.raises(apsw.ConstraintError, match="final"):
        change("INSERT INTO move SELECT * FROM move WHERE true ON CONFLICT (id) DO UPDATE SET quantity = 999")


_MOVE = "INSERT INTO move (entry_id, lot_id, source_id, source_plate_id, target_id, target_plate_id, quantity, serials)"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE stock SET quantity = -1",
        "UPDATE stock SET quantity = quantity - 100",
        "UPDATE stock SET reserved = quantity + 1",
        "UPDATE stock SET reserved = -1",
        "INSERT INTO stock (lot_id, place_id, plate_id, quantity) VALUES (1, 2, 0, 5)",
        "INSERT INTO stock (lot_id, place_id, plate_id, quantity) SELECT lot_id, place_id, plate_id, 5 FROM stock",
        "INSERT INTO stock (lot_id, place_id, plate_id, quantity) VALUES (999, 11, 0, 5)",
        f"{_MOVE} VALUES (1, 1, 11, 0, 12, 0, 0, '')",
        f"{_MOVE} VALUES (1, 1, 11, 0, 12, 0, -5, '')",
        f"{_MOVE} VALUES (1, 1, 11, 0, 11, 0, 5, '')",
        f"{_MOVE} VALUES (999, 1, 11, 0, 12, 0, 5, '')",
        f"{_MOVE} VALUES (1, 999, 11, 0, 12, 0, 5, '')",
        "UPDATE lot SET status = 'fine'",
        "UPDATE item SET rotation = 'random'",
        "UPDATE item SET removal_days = -1",
        "UPDATE place SET capacity = 0",
        "UPDATE orderline SET wanted = 0",
        "UPDATE partner SET min_percent = 101",
        "DELETE FROM lot",
        "DELETE FROM place WHERE id >= 10",
    ],
)
def test_the_database_refuses_what_is_impossible(statement: str) -> None:
    with pytest.raises(apsw.ConstraintError), transaction():
        change(statement)


@pytest.mark.parametrize("text", ["'abc'", "'12 x'", "1.5", "x'00'"])
def test_a_quantity_is_a_whole_number_and_nothing_else(text: str) -> None:
    with pytest.raises(apsw.ConstraintError, match="cannot store"):
        change(f"UPDATE stock SET quantity = {text}")


def tamper(path: Path, *statements: str) -> None:
    """Change a warehouse file as somebody with another program and the right to write it would."""
    connection.close_database()
    with closing(apsw.Connection(str(path))) as other:
        guards = other.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            other.execute(f"DROP TRIGGER {name}")
        for one in statements:
            other.execute(one)
        for _, text in guards:
            other.execute(str(text))
    connection.open_database(path, terminal="test", by="TEST")


def kinds() -> set[str]:
    return {one.kind for one in examine().differences}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET reason = 'untidy' WHERE reason = 'tidy'",
        "UPDATE entry SET by = 'BERT' WHERE kind = 'move'",
        "UPDATE entry SET happened_at = '2020-01-01T00:00:00.000000+00:00' WHERE kind = 'move'",
        "UPDATE statuschange SET before = 'quarantine'",
        "DELETE FROM statuschange",
        "UPDATE seal SET digest = digest || 'f'",
        "UPDATE answer SET result = '{}'",
    ],
)
def test_a_history_that_was_changed_is_found_by_its_seal(warehouse: Path, statement: str) -> None:
    tamper(warehouse, statement)

    assert "seal" in kinds()


def test_a_quantity_that_was_changed_everywhere_is_still_found_by_its_seal(warehouse: Path) -> None:
    tamper(
        warehouse,
        "UPDATE move SET quantity = 999 WHERE quantity = 36",
        "UPDATE stock SET quantity = 987 WHERE quantity = 24",
    )

    assert kinds() == {"seal"}
    tamper(
        warehouse,
        "UPDATE stock SET quantity = 24 WHERE quantity = 987",
        "UPDATE move SET quantity = 36 WHERE quantity = 999",
    )


def test_an_entry_that_was_deleted_with_all_its_moves_is_found_by_its_seal(warehouse: Path) -> None:
    entry = value("SELECT id FROM entry WHERE kind = 'hold'")

    tamper(
        warehouse,
        f"DELETE FROM answer WHERE entry_id = {entry}",
        f"DELETE FROM statuschange WHERE entry_id = {entry}",
        f"DELETE FROM entry WHERE id = {entry}",
        "UPDATE lot SET status = 'released'",
    )

    assert kinds() == {"seal"}


def test_a_balance_that_was_changed_is_named(warehouse: Path) -> None:
    tamper(warehouse, "UPDATE stock SET quantity = 25 WHERE quantity = 24")

    (found,) = examine().differences
    assert (found.kind, "MILK L1 in A-01" in found.detail) == ("balance", True)
    assert "24" in found.detail
    assert "25" in found.detail
    change("UPDATE stock SET quantity = 24 WHERE quantity = 25")


def test_a_promise_and_a_status_that_were_changed_are_named(warehouse: Path) -> None:
    tamper(warehouse, "UPDATE stock SET reserved = 3 WHERE quantity = 24", "UPDATE lot SET status = 'released'")

    assert kinds() == {"reserved", "status"}
    change("UPDATE stock SET reserved = 0")


def test_guards_that_were_taken_away_are_named(warehouse: Path) -> None:
    connection.close_database()
    with closing(apsw.Connection(str(warehouse))) as other:
        other.execute("DROP TRIGGER move_no_update")
    connection.open_database(warehouse, terminal="test", by="TEST")

    (found,) = examine().differences

    assert (found.kind, "move_no_update" in found.detail) == ("guard", True)


def test_a_chain_that_was_taken_away_is_missed(warehouse: Path) -> None:
    with clock.pretend(clock.now() + timedelta(hours=1)):
        run(move, MoveStock("MILK", "L1", 1, "A-01", "DOCK"))

    tamper(warehouse, "DELETE FROM seal")

    assert kinds() == {"seal"}


def test_untouched_books_are_found_right() -> None:
    health = examine()

    assert health.differences == ()
    assert (health.sealed_entry, len(health.head)) == (health.entries, 64)
    assert row("SELECT sum(quantity) FROM stock") == (36,)
