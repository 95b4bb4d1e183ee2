"""Many at one file at once, whatever happens to them: killed, stopped, out of room, shut out, left behind."""

import os
import signal
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from shutil import copyfile, rmtree
from tempfile import mkdtemp

import apsw
import pytest

from tests.builders import a_bin, a_customer, an_item, an_order, run, some_stock
from tests.processes import ROOT, crowd
from wms_tui.errors import Refused, Unavailable, WmsError
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.seal import seal_now
from wms_tui.queries.health import examine
from wms_tui.queries.stock import StockFilter, stock
from wms_tui.storage import connection, queue
from wms_tui.storage.queue import holder
from wms_tui.storage.statements import rows, value

FULL = os.environ.get("WMS_TEST_SIZE") == "full"
STARVED = 0.1
"""Whoever gets less than this share of what the luckiest gets is starved."""
FAR_TOO_LONG = 10.0
"""Seconds. The aim is half a second; a busy test machine may take longer, and a test must not fail for that."""


@pytest.fixture
def milk(warehouse: Path) -> Path:
    """A warehouse with 10 units of milk in each of two bins."""
    an_item("MILK")
    for code in ("A-01", "A-02"):
        a_bin(code)
        some_stock(bin=code, quantity=1000)
    return warehouse


def one_more(key: str = "") -> None:
    """Book one unit more."""
    run(adjust, Adjust("MILK", "L1", "A-01", "found", by=1), key=key)


def there(bin_code: str = "A-01") -> int:
    return sum(one.quantity for one in stock(StockFilter()) if one.bin == bin_code)


def work_together(path: Path, number: int, seconds: float) -> None:
    answers = crowd("carry", path, number, seconds)

    assert [one["error"] for one in answers if "error" in one] == []
    keys = {one["key"]: one["entry"] for one in answers}
    found = dict(rows("SELECT key, id FROM entry WHERE kind = 'move'"))
    assert found == keys, "an answer and the books differ"
    odd = sum(int(key.split("-")[1]) % 2 for key in keys)
    assert there("A-02") == 1000 + odd - (len(keys) - odd)
    assert there("A-01") + there("A-02") == 2000
    done = Counter(one["worker"] for one in answers)
    worst = max(one["wait"] for one in answers)
    print(
        f"{number} processes, {len(answers)} acts: worst wait {worst * 1000:.0f} ms,"
        f" {min(done.values())} to {max(done.values())} each"
    )
    assert len(done) == number
    assert min(done.values()) > STARVED * max(done.values()), f"somebody starved: {done}"
    assert worst < FAR_TOO_LONG
    seal_now()
    assert examine().differences == ()


def test_eight_at_once_lose_and_double_nothing_and_nobody_waits_for_ever(milk: Path) -> None:
    work_together(milk, 8, 1.0)


@pytest.mark.long
def test_thirty_at_once_lose_and_double_nothing_and_nobody_waits_for_ever(milk: Path) -> None:
    work_together(milk, 30, 20.0 if FULL else 4.0)


def be_killed(path: Path, number: int, seconds: float) -> None:
    seal_now()

    answers = crowd("carry-killed", path, number, seconds)

    assert [one["error"] for one in answers if "error" in one] == []
    found = dict(rows("SELECT key, id FROM entry WHERE kind = 'move'"))
    told = {one["key"]: one["entry"] for one in answers}
    assert {key: found.get(key) for key in told} == told, "what was acknowledged is not there"
    assert len(found) - len(told) <= len({key.split("-")[0] for key in found}), "more than one act of a worker untold"
    assert there("A-01") + there("A-02") == 2000
    seal_now()
    assert examine().differences == ()


def test_killing_who_is_at_work_loses_nothing_that_was_acknowledged(milk: Path) -> None:
    be_killed(milk, 6, 1.2)


@pytest.mark.long
def test_killing_for_long_who_is_at_work_loses_nothing_that_was_acknowledged(milk: Path) -> None:
    be_killed(milk, 20, 60.0 if FULL else 6.0)


def test_of_twenty_who_reserve_one_of_ten_exactly_ten_succeed(warehouse: Path) -> None:
    an_item("MILK")
    a_bin("A-01")
    a_customer("SHOP")
    some_stock(quantity=10)
    for number in range(1, 21):
        an_order(f"O{number}", "MILK=1")

    answers = crowd("reserve", warehouse, 20, 0)

    assert Counter(one["kept"] for one in answers) == {True: 10, False: 10}
    assert {one.get("error") for one in answers} == {None, "not-enough-stock"}
    assert value("SELECT sum(reserved) FROM stock") == 10
    assert examine().differences == ()


def test_a_frozen_holder_of_the_turn_stops_nobody_for_ever(milk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "PATIENCE_SECONDS", 0.2)
    other = subprocess.Popen(
        [sys.executable, "-m", "tests.processes", "hold", str(milk), "1", "60"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    frozen = int(other.stdout.readline().partition('"pid": ')[2].rstrip("}\n"))
    try:
        os.kill(frozen, signal.SIGSTOP)

        with pytest.raises(Unavailable) as refused:
            one_more("again")

        assert (refused.value.code, refused.value.exit_status) == ("database-busy", 75)
        assert holder(milk).startswith(str(frozen))
        assert there() == 1000, "readers are not held up"
    finally:
        os.kill(frozen, signal.SIGKILL)
        other.stdout.close()
        other.wait()
    assert holder(milk) == ""
    one_more("again")
    assert there() == 1001


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of 4 MB, where one may be mounted."""
    folder = Path(mkdtemp(prefix="wms-disk-"))
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        folder.rmdir()
        pytest.skip("only root can mount a small disk")
    yield folder
    connection.close_database()
    subprocess.run(["umount", str(folder)], check=True)
    folder.rmdir()


def fill(folder: Path) -> Path:
    """Leave no room on a disk."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4096):
            pass
    return filler


def until_refused(first: int) -> tuple[list[str], Unavailable]:
    """Book single units until it is refused; return the keys that were answered, and the refusal."""
    keys: list[str] = []
    for number in range(first, first + 5000):
        try:
            one_more(f"unit-{number}")
        except Unavailable as refusal:
            return keys, refusal
        keys.append(f"unit-{number}")
    raise AssertionError("the disk was never full")


def test_a_full_disk_is_said_plainly_and_loses_nothing(milk: Path, small_disk: Path) -> None:
    connection.close_database()
    path = small_disk / "w.db"
    copyfile(milk, path)
    connection.open_database(path, terminal="T", by="ANNA")
    filler = fill(small_disk)

    keys, refusal = until_refused(1)

    assert (refusal.code, refusal.exit_status) == ("disk-full", 75)
    assert "Nothing was changed" in refusal.message
    assert there() == 1000 + len(keys)
    filler.unlink()
    one_more(f"unit-{len(keys) + 1}")
    assert there() == 1001 + len(keys)
    booked = {key for (key,) in rows("SELECT key FROM entry WHERE key LIKE 'unit-%'")}
    assert booked == {*keys, f"unit-{len(keys) + 1}"}
    assert examine().differences == ()


def test_whoever_comes_first_when_the_disk_is_full_is_told_so(milk: Path, small_disk: Path) -> None:
    connection.close_database()
    path = small_disk / "w.db"
    copyfile(milk, path)
    connection.open_database(path, terminal="T", by="ANNA")
    one_more()
    path.with_name("w.db-queue").unlink()
    connection.open_database(path, terminal="T", by="BERT")
    fill(small_disk)

    _, refusal = until_refused(1)

    assert refusal.code == "disk-full"
    assert holder(path) == "", "the turn was handed on"


_AS_NOBODY = """
import os, resource, signal, sys
from pathlib import Path
from tests.builders import run
from wms_tui.errors import WmsError
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.storage import connection
if {largest}:
    resource.setrlimit(resource.RLIMIT_FSIZE, ({largest}, {largest}))
elif os.geteuid() == 0:
    os.setgid(65534), os.setuid(65534)
try:
    connection.open_database(Path(sys.argv[1]), terminal="T", by="ANNA")
    for number in range(5000):
        run(adjust, Adjust("MILK", "L1", "A-01", "found", by=1), key=f"other-{{number}}")
        print("done", flush=True)
except WmsError as error:
    print(error.code)
"""


def as_somebody_else(path: Path, largest: int = 0) -> list[str]:
    """Book single units as somebody without rights, or with room for files of so many bytes; return what was said."""
    ended = subprocess.run(
        [sys.executable, "-c", _AS_NOBODY.format(largest=largest), str(path)],
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert ended.stderr == ""
    return ended.stdout.split()


@pytest.fixture
def open_folder(milk: Path) -> Iterator[Path]:
    """A copy of the warehouse in a folder that everybody may look into."""
    folder = Path(mkdtemp(prefix="wms-open-"))
    connection.close_database()
    copyfile(milk, folder / "w.db")
    folder.chmod(0o777)
    yield folder / "w.db"
    folder.chmod(0o777)
    rmtree(folder)


def test_a_file_that_may_only_be_read_is_said_to_be_that(open_folder: Path) -> None:
    open_folder.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)

    assert as_somebody_else(open_folder) == ["read-only"]


def test_a_folder_that_may_only_be_read_is_said_to_be_that(open_folder: Path) -> None:
    open_folder.chmod(0o444)
    open_folder.parent.chmod(0o555)

    assert as_somebody_else(open_folder)[0] in ("read-only", "cannot-open")


def test_a_file_that_may_not_grow_loses_nothing(open_folder: Path) -> None:
    room = open_folder.stat().st_size + 30_000

    *done, code = as_somebody_else(open_folder, room)

    assert code in ("disk-full", "disk-error")
    connection.open_database(open_folder, terminal="T", by="ANNA")
    assert there() == 1000 + len(done)
    one_more()
    assert examine().differences == ()
    connection.close_database()


@pytest.mark.parametrize("content", [b"", b"item;quantity\nMILK;12\n" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_warehouse_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(content)

    with pytest.raises(WmsError) as refused:
        connection.open_database(path, terminal="T", by="ANNA")

    assert refused.value.code in ("not-a-warehouse", "damaged")
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(apsw.Connection(str(path))) as other:
        other.execute("CREATE TABLE song (title TEXT)")
    before = path.read_bytes()

    with pytest.raises(Refused) as refused:
        connection.open_database(path, terminal="T", by="ANNA")

    assert refused.value.code == "not-a-warehouse"
    assert path.read_bytes() == before


def test_a_session_from_before_an_upgrade_is_refused_politely_at_its_next_write(milk: Path) -> None:
    version = value("PRAGMA user_version")
    bump = f"import apsw, sys; apsw.Connection(sys.argv[1]).execute('PRAGMA user_version = {version + 1}')"
    subprocess.run([sys.executable, "-c", bump, str(milk)], check=True)

    with pytest.raises(Refused) as refused:
        one_more()

    assert refused.value.code == "program-changed"
    assert "Sign out" in refused.value.hint
    assert there() == 1000, "reading goes on"
    bump = bump.replace(str(version + 1), str(version))
    subprocess.run([sys.executable, "-c", bump, str(milk)], check=True)
