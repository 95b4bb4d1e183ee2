"""Copies of a warehouse at work, and back."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import a_bin, an_item, run, some_stock
from tests.processes import ROOT
from wms_tui.errors import BadInput, NotFound, Refused
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.queries.health import examine
from wms_tui.queries.stock import StockFilter, stock
from wms_tui.storage import connection
from wms_tui.storage.backup import check_file, copy_to, restore
from wms_tui.storage.statements import rows, value


@pytest.fixture
def milk(warehouse: Path) -> Path:
    an_item("MILK")
    for code in ("A-01", "A-02"):
        a_bin(code)
        some_stock(bin=code, quantity=1000)
    return warehouse


@pytest.fixture
def others_at_work(milk: Path) -> Iterator[subprocess.Popen[str]]:
    """Two processes that carry goods to and fro all the while."""
    others = subprocess.Popen(
        [sys.executable, "-m", "tests.processes", "carry", str(milk), "2", "1.5"],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert others.stdout is not None
    others.stdout.readline()
    yield others
    others.communicate()


def test_a_copy_made_while_others_write_is_whole(milk: Path, others_at_work: object, tmp_path: Path) -> None:
    before = value("SELECT count(*) FROM entry")

    for number in range(5):
        copy_to(tmp_path / f"copy-{number}.db")

    assert value("SELECT count(*) FROM entry") > before, "the others have written meanwhile"
    connection.close_database()
    for number in range(5):
        path = tmp_path / f"copy-{number}.db"
        check_file(path)
        assert not path.with_name(path.name + "-wal").exists(), "a copy is one file"
        connection.open_database(path, terminal="test", by="TEST")
        assert examine().differences == ()
        assert sum(one.quantity for one in stock(StockFilter())) == 2000
        assert value("SELECT count(*) FROM entry") >= before
        connection.close_database()


def test_a_copy_holds_everything_that_was_answered(milk: Path, tmp_path: Path) -> None:
    run(adjust, Adjust("MILK", "L1", "A-01", "found", by=7), key="newest")

    copy_to(tmp_path / "copy.db")

    connection.open_database(tmp_path / "copy.db", terminal="test", by="TEST")
    assert rows("SELECT key FROM entry ORDER BY id DESC LIMIT 1") == [("newest",)]


def test_a_copy_does_not_overwrite(milk: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine")

    with pytest.raises(Refused) as refused:
        copy_to(tmp_path / "copy.db")

    assert refused.value.code == "file-exists"
    assert (tmp_path / "copy.db").read_text() == "mine"


def test_a_copy_can_be_put_back_where_nothing_is(milk: Path, tmp_path: Path) -> None:
    copy_to(tmp_path / "copy.db")

    restore(tmp_path / "copy.db", tmp_path / "new.db")

    connection.open_database(tmp_path / "new.db", terminal="test", by="TEST")
    assert sum(one.quantity for one in stock(StockFilter())) == 2000
    run(adjust, Adjust("MILK", "L1", "A-01", "found", by=7))
    assert examine().differences == ()


@pytest.mark.parametrize("left", ["w.db", "w.db-wal"])
def test_nothing_is_put_back_over_a_warehouse_or_what_is_left_of_one(milk: Path, tmp_path: Path, left: str) -> None:
    copy_to(tmp_path / "copy.db")
    (tmp_path / left).write_text("mine")

    with pytest.raises(Refused) as refused:
        restore(tmp_path / "copy.db", tmp_path / "w.db")

    assert refused.value.code == "exists"
    assert (tmp_path / left).read_text() == "mine"


def test_a_damaged_copy_is_not_put_back(milk: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy_to(copy)
    content = bytearray(copy.read_bytes())
    content[8192:40000] = b"\x55" * (40000 - 8192)
    copy.write_bytes(content)

    with pytest.raises(BadInput) as refused:
        restore(copy, tmp_path / "new.db")

    assert refused.value.code == "damaged"
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize("left", [5000, 8192, 30000, -1])
def test_a_copy_that_is_cut_off_is_not_put_back_and_is_named(milk: Path, tmp_path: Path, left: int) -> None:
    copy = tmp_path / "copy.db"
    copy_to(copy)
    copy.write_bytes(copy.read_bytes()[:left])

    with pytest.raises(BadInput) as refused:
        restore(copy, tmp_path / "new.db")

    assert (refused.value.code, refused.value.message) == ("damaged", f"The copy {copy} is damaged.")
    assert list(tmp_path.glob("*new*")) == []


def test_a_damaged_warehouse_is_no_reason_to_try_again_and_is_not_copied(milk: Path, tmp_path: Path) -> None:
    page, size = value("SELECT rootpage FROM sqlite_master WHERE name = 'stock'"), value("PRAGMA page_size")
    connection.close_database()
    hurt = tmp_path / "hurt.db"
    content = bytearray(milk.read_bytes())
    content[(page - 1) * size : page * size] = b"\x55" * size
    hurt.write_bytes(content)

    connection.open_database(hurt, terminal="test", by="TEST")
    with pytest.raises(Refused) as opened:
        rows("SELECT * FROM stock")
    with pytest.raises(Refused) as copied:
        copy_to(tmp_path / "copy.db")
    connection.close_database()

    assert (opened.value.code, opened.value.exit_status) == ("damaged", 1)
    assert (copied.value.code, copied.value.exit_status) == ("damaged", 1)
    assert "warehouse" in copied.value.message
    assert list(tmp_path.glob("*copy.db*")) == []


def test_what_is_no_copy_is_not_put_back(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("notes" * 1000)

    with pytest.raises(BadInput) as refused:
        restore(tmp_path / "notes.db", tmp_path / "new.db")
    with pytest.raises(NotFound) as missing:
        restore(tmp_path / "nowhere.db", tmp_path / "new.db")

    assert (refused.value.code, missing.value.code) == ("not-a-warehouse", "no-file")
    assert list(tmp_path.glob("*new*")) == list(tmp_path.glob(".*"))
