"""What tests of whole screens share: the sample warehouse, told once and copied by each test."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from wms_tui import clock
from wms_tui.demo.history import tell
from wms_tui.storage import connection, schema


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample warehouse, closed."""
    path = tmp_path_factory.mktemp("told") / "warehouse.db"
    schema.create(path, name="Sample", by="TEST")
    tell(clock.today(), 7)
    connection.close_database()
    return path


@pytest.fixture
def sample(told: Path, tmp_path: Path) -> Iterator[Path]:
    """The sample warehouse of the test's own, open."""
    path = tmp_path / "warehouse.db"
    copyfile(told, path)
    connection.open_database(path, terminal="test", by="TEST")
    yield path
    connection.close_database()
