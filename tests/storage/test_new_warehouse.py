"""Making a warehouse: whole, or not there at all."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.terminal import ROOT
from wms_tui.errors import Refused
from wms_tui.storage import backup, connection, schema

MAKING = (
    "import sys; from pathlib import Path; from wms_tui.storage import schema;"
    " print('ready', flush=True); schema.create(Path(sys.argv[1]), name='X', by='TEST'); print('made', flush=True)"
)


@pytest.mark.parametrize("milliseconds", [0, 2, 4, 6, 8, 10, 12, 15, 20, 30])
def test_a_making_that_is_killed_leaves_nothing_or_a_whole_warehouse(tmp_path: Path, milliseconds: int):
    path = tmp_path / "house.db"
    maker = subprocess.Popen([sys.executable, "-c", MAKING, str(path)], cwd=ROOT, stdout=subprocess.PIPE)
    assert maker.stdout is not None
    maker.stdout.readline()
    time.sleep(milliseconds / 1000)
    os.kill(maker.pid, signal.SIGKILL)
    maker.communicate()
    if path.exists():
        backup.check_file(path)
    else:
        schema.create(path, name="Y", by="TEST")
        connection.close_database()
    assert path.exists()


def test_what_an_older_file_left_beside_is_never_taken_for_new(tmp_path: Path):
    path = tmp_path / "house.db"
    path.with_name("house.db-wal").write_bytes(b"left over")
    with pytest.raises(Refused) as refused:
        schema.create(path, name="X", by="TEST")
    assert refused.value.code == "exists"
