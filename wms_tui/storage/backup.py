# pyright: reportUnknownMemberType=false
"""Copies of a warehouse in use, and back."""

import os
from pathlib import Path

import apsw

from wms_tui.errors import BadInput, NotFound, Refused, WmsError
from wms_tui.storage.connection import APPLICATION_ID, database, storage_errors


def copy_to(path: Path) -> None:
    """Copy the open warehouse to a new file while others go on writing, and check the copy.

    The copy is made in one step: page by page it would start again at every foreign commit.

    Raises:
        Refused: where a file stands there, or the copy does not pass its checks.
    """
    if path.exists():
        raise Refused("file-exists", f"{path} is there already.", "Choose another name.")
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with storage_errors():
            source: apsw.Connection = database.connection()
            target = apsw.Connection(str(beside))
            try:
                with target.backup("main", source, "main") as copying:
                    copying.step(-1)
                # A copy is one file: without this it would need a -wal beside it.
                target.execute("PRAGMA journal_mode = DELETE").fetchall()
            finally:
                target.close()
        _check_own(beside)
        make_durable(beside)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def check_file(path: Path) -> None:
    """Refuse a file that is not a whole warehouse.

    Raises:
        NotFound: where there is no file.
        BadInput: where it is not a warehouse, or damaged.
    """
    if not path.exists():
        raise NotFound("no-file", f"There is no file {path}.", "Check the name.")
    try:
        _examine(path)
    except (WmsError, apsw.SQLError) as error:
        # What SQLite says is about a file that it does not name; of its text index it says "SQL error".
        if isinstance(error, WmsError) and error.code != "damaged":
            raise
        raise BadInput("damaged", f"The copy {path} is damaged.", "Use another copy.") from error


def _check_own(beside: Path) -> None:
    """Refuse a copy that was made just now and is not whole: what it was made of is in doubt.

    Raises:
        Refused: ``damaged``.
    """
    try:
        check_file(beside)
    except BadInput as error:
        raise Refused(
            "damaged", "The warehouse or its disk is damaged: no copy was made.", "Run wms doctor. Keep older copies."
        ) from error


def _examine(path: Path) -> None:
    with storage_errors():
        copy = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        try:
            found = copy.execute("PRAGMA application_id").fetchone()
            if found is None or found[0] != APPLICATION_ID:
                raise BadInput("not-a-warehouse", f"{path} is not a warehouse.", "Name another file.")
            result = copy.execute("PRAGMA integrity_check").fetchone()
            broken = copy.execute("PRAGMA foreign_key_check").fetchall()
            length: int = copy.pragma("page_count") * copy.pragma("page_size")
        finally:
            copy.close()
    # SQLite itself takes what is missing of a last page for zeros.
    cut_off = path.stat().st_size < length
    if result is None or result[0] != "ok" or broken or cut_off:
        raise BadInput("damaged", f"{path} is damaged.")


def restore(source: Path, target: Path) -> None:
    """Put a checked copy where no warehouse is.

    Raises:
        Refused: where a warehouse stands there: moving it away is a person's act.
        BadInput: where the copy is not a whole warehouse.
    """
    check_file(source)
    leftovers = [target, target.with_name(target.name + "-wal")]
    if any(one.exists() for one in leftovers):
        raise Refused(
            "exists", f"There is a warehouse at {target}.", "Move it away first, with its -wal, -shm and -queue."
        )
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with storage_errors():
            copy = apsw.Connection(str(source), flags=apsw.SQLITE_OPEN_READONLY)
            new = apsw.Connection(str(beside))
            try:
                with new.backup("main", copy, "main") as copying:
                    copying.step(-1)
            finally:
                new.close()
                copy.close()
        check_file(beside)
        make_durable(beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def make_durable(path: Path) -> None:
    """Wait until a finished copy is on the disk; no connection of ours has it open."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
