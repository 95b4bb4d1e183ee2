"""A document is on disk whole, or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from reports import files
from wms_tui.errors import Refused, Unavailable


def test_a_document_is_written_and_nothing_else(tmp_path: Path) -> None:
    files.write(tmp_path / "list.pdf", b"%PDF")

    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("list.pdf", b"%PDF")]


def test_an_existing_file_is_refused_until_forced(tmp_path: Path) -> None:
    path = tmp_path / "list.pdf"
    path.write_bytes(b"old")

    with pytest.raises(Refused) as refusal:
        files.write(path, b"new")

    assert refusal.value.code == "file-exists"
    assert "--force" in refusal.value.hint
    assert path.read_bytes() == b"old"
    files.write(path, b"new", force=True)
    assert path.read_bytes() == b"new"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_link_to_nowhere_is_not_written_through(tmp_path: Path) -> None:
    path = tmp_path / "list.pdf"
    path.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(Refused):
        files.write(path, b"new")
    files.write(path, b"new", force=True)

    assert not path.is_symlink()
    assert not (tmp_path / "elsewhere").exists()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        files.write(tmp_path / "nowhere" / "list.pdf", b"x")

    assert refusal.value.code == "folder-missing"


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "list.pdf").mkdir()

    with pytest.raises(Refused) as refusal:
        files.write(tmp_path / "list.pdf", b"x", force=True)

    assert refusal.value.code == "not-a-file"
    assert [path.name for path in tmp_path.iterdir()] == ["list.pdf"]


def test_a_folder_under_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(Refused) as refusal:
        files.write(tmp_path / "file" / "list.pdf", b"x")

    assert refusal.value.code == "folder-missing"


def test_a_name_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        files.write(tmp_path / ("n" * 300), b"x")

    assert refusal.value.code == "name-too-long"


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that nobody can write to")
def test_a_folder_that_takes_no_files_is_refused() -> None:
    with pytest.raises((Refused, Unavailable)) as refusal:
        files.write(Path("/proc/self/list.pdf"), b"x")

    assert refusal.value.hint


_FULL = """
import resource, signal, sys
from pathlib import Path
from reports import files
from wms_tui.errors import Unavailable
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    files.write(Path(sys.argv[1]), bytes(5000), force=True)
except Unavailable as refusal:
    print(refusal.code)
"""


def test_a_full_disk_leaves_the_old_file_and_no_half_one(tmp_path: Path) -> None:
    path = tmp_path / "list.pdf"
    path.write_bytes(b"old")

    run = subprocess.run(
        [sys.executable, "-c", _FULL, str(path)], cwd=Path(__file__).parents[2], capture_output=True, text=True
    )

    assert run.stdout.strip() == "disk-full", run.stderr
    assert [(left.name, left.read_bytes()) for left in tmp_path.iterdir()] == [("list.pdf", b"old")]


def test_the_umask_of_the_process_decides_who_may_read(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        files.write(tmp_path / "list.pdf", b"x")
    finally:
        os.umask(before)

    assert (tmp_path / "list.pdf").stat().st_mode & 0o777 == 0o640
