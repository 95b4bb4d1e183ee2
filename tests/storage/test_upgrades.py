"""Leading a warehouse to a newer form, with a second step made up in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import a_bin, an_item, run, some_stock
from tests.processes import ROOT
from wms_tui.errors import Refused
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.queries.health import examine
from wms_tui.storage import connection, schema
from wms_tui.storage.statements import row, value

_UPGRADER = """
import os, signal, sys
from pathlib import Path
from wms_tui.errors import WmsError
from wms_tui.storage import backup, connection, schema

def second_form():
    connection.database.execute_sql("ALTER TABLE lot ADD COLUMN colour TEXT")
    if {killed}:
        os.kill(os.getpid(), signal.SIGKILL)
    connection.database.execute_sql("UPDATE lot SET colour = 'white'")

schema.STEPS = (*schema.STEPS, second_form)
connection.SCHEMA_VERSION = schema.SCHEMA_VERSION = len(schema.STEPS)
try:
    before, after, copy = schema.upgrade(Path(sys.argv[1]), by="BOSS")
    print(before, after, copy.name if copy else "none")
except WmsError as error:
    print(error.code)
"""
NOW = connection.SCHEMA_VERSION
NEXT = NOW + 1


@pytest.fixture
def milk(warehouse: Path) -> Path:
    an_item("MILK")
    a_bin("A-01")
    some_stock(quantity=36)
    return warehouse


def upgrader(path: Path, *, killed: bool = False) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _UPGRADER.format(killed=killed), str(path)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def said(process: subprocess.Popen[str]) -> str:
    out, error = process.communicate(timeout=30)
    assert error == ""
    return out.strip()


def back_to_the_old_form(path: Path) -> None:
    """Let the fixture close a warehouse that it understands."""
    connection.database.execute_sql(f"PRAGMA user_version = {NOW}")
    assert connection.stamp() == (connection.APPLICATION_ID, NOW)


def test_an_upgrade_leaves_a_copy_and_the_new_form(milk: Path) -> None:
    assert said(upgrader(milk)) == f"{NOW} {NEXT} {milk.name}.before-{NEXT}"

    assert value("PRAGMA user_version") == NEXT
    assert value("SELECT colour FROM lot") == "white"
    assert examine().differences == ()
    copy = milk.with_name(f"{milk.name}.before-{NEXT}")
    back_to_the_old_form(milk)
    connection.open_database(copy, terminal="test", by="TEST")
    assert row("SELECT sum(quantity) FROM stock") == (36,)
    connection.close_database()


def test_who_was_signed_in_is_told_so_and_nothing_is_written(milk: Path) -> None:
    said(upgrader(milk))

    with pytest.raises(Refused) as refused:
        run(adjust, Adjust("MILK", "L1", "A-01", "found", by=1))

    assert refused.value.code == "program-changed"
    back_to_the_old_form(milk)
    assert row("SELECT sum(quantity) FROM stock") == (36,)


def test_an_older_program_refuses_a_newer_warehouse(milk: Path) -> None:
    said(upgrader(milk))
    connection.close_database()

    with pytest.raises(Refused) as opened:
        connection.open_database(milk, terminal="test", by="TEST")
    with pytest.raises(Refused) as upgraded:
        schema.upgrade(milk, by="BOSS")

    assert (opened.value.code, upgraded.value.code) == ("program-too-old", "program-too-old")
    connection.connect(milk)
    back_to_the_old_form(milk)


def test_an_upgrade_that_is_killed_leaves_the_old_form_and_can_be_repeated(milk: Path) -> None:
    assert upgrader(milk, killed=True).wait(timeout=30) == -9

    assert value("PRAGMA user_version") == NOW
    assert "colour" not in str(value("SELECT sql FROM sqlite_master WHERE name = 'lot'"))
    run(adjust, Adjust("MILK", "L1", "A-01", "found", by=1))
    assert examine().differences == ()
    assert said(upgrader(milk)) == f"{NOW} {NEXT} {milk.name}.before-{NEXT}.2"
    assert row("SELECT sum(quantity) FROM stock") == (37,)
    back_to_the_old_form(milk)


def test_of_three_who_upgrade_at_once_one_does_and_the_others_find_it_done(milk: Path) -> None:
    answers = sorted(map(said, [upgrader(milk) for _ in range(3)]))

    assert answers == [f"{NOW} {NEXT} {milk.name}.before-{NEXT}", *[f"{NEXT} {NEXT} none"] * 2]
    back_to_the_old_form(milk)


def test_a_warehouse_of_this_form_needs_no_upgrade(milk: Path) -> None:
    connection.close_database()

    assert schema.upgrade(milk, by="BOSS") == (NOW, NOW, None)


def test_a_warehouse_of_an_older_form_is_not_opened_but_upgraded(milk: Path) -> None:
    connection.database.execute_sql(f"PRAGMA user_version = {NOW - 1}")
    connection.close_database()

    with pytest.raises(Refused) as refused:
        connection.open_database(milk, terminal="test", by="TEST")

    assert refused.value.code == "upgrade-needed"
    connection.connect(milk)
    back_to_the_old_form(milk)


def test_two_cannot_make_the_same_warehouse(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from wms_tui.errors import WmsError\n"
        "from wms_tui.storage import schema\n"
        "try: schema.create(Path(sys.argv[1]), name='x', by='y'); print('made')\n"
        "except WmsError as error: print(error.code)"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path / "w.db")],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(2)
    ]  # fmt: skip

    assert sorted(map(said, both)) == ["exists", "made"], "whoever comes second, however closely"
    connection.open_database(tmp_path / "w.db", terminal="test", by="TEST")
    assert examine().differences == ()
    connection.close_database()
