"""A warehouse at the end of a command line."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from tests.command_line import CommandLine


@pytest.fixture(autouse=True)
def nobody_at_the_keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no warehouse and no badge of whoever runs the tests be meant."""
    monkeypatch.delenv("WMS_DB", raising=False)
    monkeypatch.delenv("WMS_USER", raising=False)


@pytest.fixture(scope="session")
def dairy_file(empty_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small dairy: milk in cases of twelve, two bins, a customer that wants twenty days, a supplier."""
    line = _copied(empty_warehouse, tmp_path_factory.mktemp("dairy"))
    line("item", "add", "MILK", "--name", "Whole milk", "--pack", "CS=12:02000000000015", "--min-receipt-days", "10")
    line("bin", "add", "A-01", "--zone", "A")
    line("bin", "add", "A-02", "--zone", "A")
    line("partner", "add", "SHOP", "--role", "customer", "--min-days", "20")
    line("partner", "add", "DAIRY", "--role", "supplier")
    return line.path


@pytest.fixture(scope="session")
def stocked_file(dairy_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dairy with 36 of lot L1, which expires first, in A-01 and 24 of L2 in A-02."""
    line = _copied(dairy_file, tmp_path_factory.mktemp("stocked"))
    line("receive", "MILK", "3CS", "--lot", "L1", "--expires", "2098-05-01", "--bin", "A-01", "--accept-date")
    line("receive", "MILK", "2CS", "--lot", "L2", "--expires", "2098-06-01", "--bin", "A-02", "--accept-date")
    return line.path


def _copied(source: Path, folder: Path) -> CommandLine:
    """Return the command line of a copy: nothing has the source open, so the file is all of it."""
    path = folder / "warehouse.db"
    copyfile(source, path)
    return CommandLine(path)


def _lent(source: Path, folder: Path) -> Iterator[CommandLine]:
    """Lend a copy to a test, and see that its books are right when the test is over."""
    line = _copied(source, folder)
    yield line
    assert line("doctor")["differences"] == []


@pytest.fixture
def bare(empty_warehouse: Path, tmp_path: Path) -> Iterator[CommandLine]:
    """An empty warehouse."""
    yield from _lent(empty_warehouse, tmp_path)


@pytest.fixture
def wms(dairy_file: Path, tmp_path: Path) -> Iterator[CommandLine]:
    """A small dairy without stock."""
    yield from _lent(dairy_file, tmp_path)


@pytest.fixture
def stocked(stocked_file: Path, tmp_path: Path) -> Iterator[CommandLine]:
    """A small dairy with two lots of milk."""
    yield from _lent(stocked_file, tmp_path)
