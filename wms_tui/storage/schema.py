# pyright: reportUnknownMemberType=false, reportPrivateUsage=false
"""Making a new warehouse, and leading an older one to the present form.

Steps run on a new file or by ``wms upgrade``, never by a clerk's sign-in: under the exclusive turn
to write, after a copy that was checked.
"""

import os
import re
from collections.abc import Callable, Iterable
from importlib.resources import files
from itertools import count
from pathlib import Path

from peewee import Model

from wms_tui.domain.codes import folded, natural_key
from wms_tui.domain.types import PlaceKind
from wms_tui.errors import Refused
from wms_tui.storage import backup, fourth_form, second_form, third_form
from wms_tui.storage.connection import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    all_or_nothing,
    close_database,
    connect,
    database,
    exclusive,
    open_database,
    refuse_foreign,
    stamp,
    storage_errors,
)
from wms_tui.storage.statements import rows
from wms_tui.storage.tables import FINAL, NO_PLATE

OUTSIDE_PLACES = {
    PlaceKind.SUPPLIER: 1,
    PlaceKind.CUSTOMER: 2,
    PlaceKind.PRODUCTION: 3,
    PlaceKind.LOSS: 4,
    PlaceKind.FOUND: 5,
    PlaceKind.DESTROYED: 6,
}
HOUSE_PLACES = {"DOCK": (11, PlaceKind.DOCK), "STAGE": (12, PlaceKind.STAGE), "HOLD": (13, PlaceKind.CAGE)}

_SEARCH = """
CREATE VIRTUAL TABLE lot_search USING fts5(
    number, supplier_lot, item, name,
    tokenize='unicode61 remove_diacritics 2', prefix='2 3 4'
)
"""
_TRIGGER_NAME = re.compile(r"CREATE TRIGGER (\w+)")
_SEARCH_TRIGGERS = (
    """
    CREATE TRIGGER lot_is_searched AFTER INSERT ON lot BEGIN
        INSERT INTO lot_search(rowid, number, supplier_lot, item, name)
        SELECT new.id, new.number, new.supplier_lot, item.code, item.name FROM item WHERE item.id = new.item_id;
    END
    """,
    """
    CREATE TRIGGER item_is_searched AFTER UPDATE OF code, name ON item BEGIN
        DELETE FROM lot_search WHERE rowid IN (SELECT id FROM lot WHERE item_id = new.id);
        INSERT INTO lot_search(rowid, number, supplier_lot, item, name)
        SELECT lot.id, lot.number, lot.supplier_lot, new.code, new.name FROM lot WHERE lot.item_id = new.id;
    END
    """,
)
# Lines of an order and of a receipt are few beside all moves: indexes over those alone stay small.
_PARTIAL_INDEXES = (
    "CREATE INDEX move_order_line ON move (order_line, lot_id, quantity) WHERE order_line IS NOT NULL",
    "CREATE INDEX move_receipt_line ON move (receipt_line, quantity) WHERE receipt_line IS NOT NULL",
    "CREATE INDEX move_lot ON move (lot_id)",
    # Every put-away and move asks which bins are kept for an item; few are, and the items may be many.
    "CREATE INDEX item_fixed_bin ON item (fixed_bin) WHERE fixed_bin <> ''",
    "CREATE INDEX stock_reserved ON stock (place_id, lot_id, plate_id, reserved) WHERE reserved > 0",
)


def guards() -> dict[str, str]:
    """Return the triggers that a warehouse must have, by name: final rows stay, and lots are found by words."""
    found = {_TRIGGER_NAME.search(text)[1]: text.strip() for text in _SEARCH_TRIGGERS}  # type: ignore[index]
    return found | _finality((*FINAL, *second_form.FINAL, *third_form.FINAL, *fourth_form.FINAL))


def _finality(tables: Iterable[type[Model]]) -> dict[str, str]:
    """Return the triggers that keep the rows of tables as they were written, by name."""
    names = [table._meta.table_name for table in tables]  # type: ignore[attr-defined]
    return {
        f"{name}_no_{act.lower()}": f"CREATE TRIGGER {name}_no_{act.lower()} BEFORE {act} ON {name} "
        f"BEGIN SELECT RAISE(ABORT, '{name} rows are final'); END"
        for name in names
        for act in ("UPDATE", "DELETE")
    }


def missing_guards() -> list[str]:
    """Return the names of the triggers that are gone from the open warehouse, or are not what they were."""
    there = dict(rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return [name for name, text in guards().items() if there.get(name, "").strip() != text]


def _first_form() -> None:
    """Make the tables, guards and fixed places of the first form."""
    guards_of_first = (*_SEARCH_TRIGGERS, *_finality(FINAL).values())
    _execute((*_written_down("first"), *_PARTIAL_INDEXES, _SEARCH, *guards_of_first))
    _fixed_rows()


def _second_form() -> None:
    """Make the tables and columns of the second form, and their guards."""
    _execute((*_written_down("second"), *_finality(second_form.FINAL).values()))


def _third_form() -> None:
    """Make the tables and columns of the third form, and their guards."""
    _execute((*_written_down("third"), *_finality(third_form.FINAL).values()))


def _fourth_form() -> None:
    """Make the tables and columns of the fourth form, and their guards."""
    fourth_form.grow()
    _execute(_finality(fourth_form.FINAL).values())


def _written_down(form: str) -> list[str]:
    """Return the statements of a form that was in use."""
    text = files("wms_tui.storage.forms").joinpath(f"{form}.sql").read_text(encoding="utf-8")
    return [statement.strip() for statement in text.split(";\n") if statement.strip()]


def _execute(statements: Iterable[str]) -> None:
    for statement in statements:
        database.execute_sql(statement)


def _fixed_rows() -> None:
    """Put in the places that every warehouse has, and the plate that means none."""
    database.execute_sql("INSERT INTO plate (id, code) VALUES (?, '')", (NO_PLATE,))
    fixed = [(number, kind.name, kind) for kind, number in OUTSIDE_PLACES.items()]
    fixed += [(number, code, kind) for code, (number, kind) in HOUSE_PLACES.items()]
    for number, code, kind in fixed:
        database.execute_sql(
            "INSERT INTO place (id, code, folded, sort_key, kind, zone, aisle, level, walk, check_digits,"
            " mixing, temperature, pickable, blocked, counting)"
            " VALUES (?, ?, ?, ?, ?, '', '', '', 0, '', 'any', '', 0, 0, 0)",
            (number, code, folded(code), natural_key(code), str(kind)),
        )


STEPS: tuple[Callable[[], None], ...] = (_first_form, _second_form, _third_form, _fourth_form)
"""Step n leads from form n to form n + 1; its place in the list is the number in the file."""


def create(path: Path, *, name: str, by: str) -> None:
    """Make a new, empty warehouse in a file, and leave it open.

    Raises:
        Refused: where something stands at that path already.
        Unavailable: where the folder cannot be written or the disk is full.
    """
    if path.exists() or sidecars(path)[0].exists():
        raise _there_already(path)
    if not path.parent.is_dir():
        raise Refused("no-folder", f"There is no folder {path.parent}.", "Make it, or check the name behind --db.")
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        _make(beside, name=name, by=by)
        # A link, unlike a rename, never replaces what somebody else has made there meanwhile.
        os.link(beside, path)
    except FileExistsError as error:
        raise _there_already(path) from error
    finally:
        remove(beside)
    open_database(path, by=by)


def _make(path: Path, *, name: str, by: str) -> None:
    """Make a whole warehouse in a file of its own, and close it: a kill leaves nothing that looks like one."""
    connect(path, by=by)
    with exclusive():
        _run_steps(0)
        with all_or_nothing():
            database.execute_sql("INSERT INTO setting (name, value) VALUES ('house', ?)", (name,))
    close_database()
    backup.make_durable(path)


def _there_already(path: Path) -> Refused:
    return Refused("exists", f"There is something at {path} already.", "Choose another --db, or use what is there.")


def upgrade(path: Path, *, by: str) -> tuple[int, int, Path | None]:
    """Lead a warehouse to the present form, after a checked copy beside it.

    Returns:
        The form it had, the form it has, and the copy (None where nothing was to do).

    Raises:
        Refused: where the file is newer than this program.
        BadInput: where the file is not a warehouse.
    """
    refuse_foreign(path)
    connect(path, by=by)
    try:
        with exclusive():
            # Whoever had the turn before may have done it already: the form is read when the turn has come.
            version = _form_of_file()
            if version == SCHEMA_VERSION:
                return version, version, None
            copy = _name_of_copy(path)
            backup.copy_to(copy)
            _run_steps(version)
        return version, SCHEMA_VERSION, copy
    finally:
        close_database()


def _form_of_file() -> int:
    _, version = stamp()
    if version > SCHEMA_VERSION:
        raise Refused("program-too-old", "The warehouse is newer than this program.", "Install the new one.")
    return version


def _name_of_copy(path: Path) -> Path:
    """Return a name for the copy that is free: an upgrade that was killed has left one, and work went on since."""
    first = path.with_name(f"{path.name}.before-{SCHEMA_VERSION}")
    further = (first.with_name(f"{first.name}.{number}") for number in count(2))
    return first if not first.exists() else next(one for one in further if not one.exists())


def _run_steps(version: int) -> None:
    """Run the steps that are left in one transaction, so that a kill leaves the old form or the new."""
    database.execute_sql("PRAGMA foreign_keys = OFF")
    try:
        with storage_errors(), all_or_nothing():
            for step in STEPS[version:]:
                step()
            broken = database.execute_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise Refused("upgrade-failed", "The upgrade would break references.", "Nothing was changed.")
            database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            database.execute_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
    finally:
        database.execute_sql("PRAGMA foreign_keys = ON")


def sidecars(path: Path) -> tuple[Path, ...]:
    """Return the files that stand beside a warehouse file while it is in use."""
    return tuple(path.with_name(path.name + end) for end in ("-wal", "-shm", "-queue"))


def remove(path: Path) -> None:
    """Delete a warehouse file that this process made and could not fill."""
    close_database()
    for one in (path, *sidecars(path)):
        if one.exists():
            one.unlink()
