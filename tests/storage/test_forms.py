"""The forms of a warehouse: an older one is led to the present one, and the tables say what that is."""

from pathlib import Path

import pytest

from wms_tui.domain.rights import RIGHTS, Role
from wms_tui.queries.health import examine
from wms_tui.storage import connection, document_tables, fourth_form, schema, second_form, third_form
from wms_tui.storage.statements import Row, rows
from wms_tui.storage.tables import TABLES

DECLARED = (*TABLES, *document_tables.TABLES, *second_form.TABLES, *third_form.TABLES, *fourth_form.TABLES)


def form_of(path: Path) -> list[Row]:
    connection.open_database(path, by="TEST")
    try:
        return rows("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name")
    finally:
        connection.close_database()


OLDER = range(1, connection.SCHEMA_VERSION)


def an_older_form(number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a warehouse as the program of that form made it."""
    path = tmp_path / "old.db"
    with monkeypatch.context() as older:
        older.setattr(schema, "STEPS", schema.STEPS[:number])
        for module in (schema, connection):
            older.setattr(module, "SCHEMA_VERSION", number)
        schema.create(path, name="Old house", by="TEST")
        connection.close_database()
    return path


@pytest.mark.parametrize("number", OLDER)
def test_a_warehouse_of_an_older_form_is_led_to_the_form_of_a_new_one(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = an_older_form(number, tmp_path, monkeypatch)
    schema.create(tmp_path / "new.db", name="New house", by="TEST")
    connection.close_database()

    before, after, copy = schema.upgrade(old, by="TEST")

    assert (before, after) == (number, connection.SCHEMA_VERSION)
    assert copy is not None
    assert form_of(old) == form_of(tmp_path / "new.db")
    connection.open_database(old, by="TEST")
    assert examine().differences == ()
    connection.close_database()


@pytest.mark.usefixtures("warehouse")
@pytest.mark.parametrize("table", DECLARED, ids=lambda table: table.__name__)
def test_a_file_has_the_columns_that_the_tables_declare(table: type) -> None:
    meta = table._meta  # type: ignore[attr-defined]

    found = {name: bool(must) for _, name, _, must, _, _ in rows(f"PRAGMA table_info({meta.table_name})")}

    assert found == {field.column_name: not field.null for field in meta.sorted_fields}


@pytest.mark.usefixtures("warehouse")
def test_every_table_in_the_file_is_declared() -> None:
    found = {name for (name,) in rows("SELECT name FROM sqlite_master WHERE type = 'table'")}

    declared = {table._meta.table_name for table in DECLARED}  # type: ignore[attr-defined]
    assert {name for name in found if not name.startswith(("lot_search", "sqlite_"))} == declared


def test_everything_that_may_be_done_is_somebodys_to_do() -> None:
    assert all(RIGHTS.values())
    assert all(any(role in roles for roles in RIGHTS.values()) for role in Role)
