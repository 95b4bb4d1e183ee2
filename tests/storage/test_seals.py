"""Seals: what they cover, that older ones still hold, and that none can be made weaker."""

from pathlib import Path

import pytest

from tests.builders import a_bin, an_item, run, some_stock
from tests.genealogy import sold
from tests.recalls import a_case, a_recalled_dairy, answered
from wms_tui.domain.types import Tracking
from wms_tui.operations.change_item import ChangeItem, change_item
from wms_tui.operations.make_notices import MakeNotices, make_notices
from wms_tui.operations.seal import seal_now
from wms_tui.queries.health import examine
from wms_tui.storage import chain, connection, schema
from wms_tui.storage.statements import change, rows, value

NOTICED = ("recalllot", "why"), ("recallentry", "step"), ("notice", "content"), ("reply", "on_hand")


def kinds() -> set[str]:
    return {one.kind for one in examine().differences}


@pytest.mark.usefixtures("warehouse")
@pytest.mark.parametrize(("table", "column"), NOTICED)
def test_what_a_recall_wrote_is_sealed(table: str, column: str) -> None:
    a_recalled_dairy()
    a_case()
    run(make_notices, MakeNotices("R7"))
    answered("SHOP", on_hand=5)
    seal_now()
    assert examine().differences == ()
    forged = "'report'" if column == "step" else "7"

    change(f"DROP TRIGGER {table}_no_update")
    change(f"UPDATE {table} SET {column} = {forged}")

    assert "seal" in kinds()


def test_a_seal_of_the_third_form_holds_after_an_upgrade_and_new_ones_cover_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.db"
    with monkeypatch.context() as older:
        older.setattr(schema, "STEPS", schema.STEPS[:3])
        for module in (schema, connection):
            older.setattr(module, "SCHEMA_VERSION", 3)
        schema.create(path, name="Old house", by="TEST")
        with connection.transaction():
            change(
                "INSERT INTO entry (kind, happened_at, recorded_at, late, by, terminal, reason, reference, key, digest)"
                " VALUES ('nightly', '2026-01-01T00:00:00.000000+00:00', '2026-01-01T00:00:00.000000+00:00', 0, 'A',"
                " '', '', '', 'k', 'd')"
            )
            digest, count = chain._digest(chain.FIRST, 0, 1, 1)  # pyright: ignore[reportPrivateUsage]
            change(
                "INSERT INTO seal (last_entry, entries, digest, sealed_at) VALUES (1, ?, ?, '2026-01-01T00:01+00:00')",
                count, digest,
            )  # fmt: skip
        connection.close_database()
    schema.upgrade(path, by="TEST")
    connection.open_database(path, by="TEST")
    an_item("MILK", name="Milk", tracking=Tracking.LOT)
    run(change_item, ChangeItem("MILK", name="Whole milk"))
    seal_now()

    assert rows("SELECT scope FROM seal ORDER BY id") == [(1,), (2,)]
    assert examine().differences == ()
    change("DROP TRIGGER masterchange_no_update")
    change("UPDATE masterchange SET after = 'Melk' WHERE after = 'Whole milk'")
    assert kinds() >= {"seal"}
    connection.close_database()


@pytest.mark.usefixtures("warehouse")
def test_a_seal_that_was_made_to_cover_less_is_found() -> None:
    an_item("MILK")
    seal_now()
    an_item("SALT")
    seal_now()
    last, first = value("SELECT max(last_entry) FROM seal"), value("SELECT min(last_entry) FROM seal")
    head = value("SELECT digest FROM seal WHERE last_entry = ?", first)

    change("DROP TRIGGER seal_no_update")
    digest, _ = chain._digest(head, first, last, 1)  # pyright: ignore[reportPrivateUsage]
    change("UPDATE seal SET scope = 1, digest = ? WHERE last_entry = ?", digest, last)

    assert "seal" in kinds()


@pytest.mark.usefixtures("warehouse")
def test_a_link_that_the_moves_do_not_bear_out_is_found() -> None:
    a_recalled_dairy()
    an_item("CHEESE")
    a_bin("B-01")
    some_stock("CHEESE", "C1", "B-01", 5)
    sold("SO9", "CHEESE=1@C1")
    assert examine().differences == ()
    lots = {number: lot for lot, number in rows("SELECT id, number FROM lot")}
    entry = value("SELECT max(id) FROM entry")
    change("INSERT INTO run (code, folded, kind, opened_id) VALUES ('B1', 'b1', 'make', ?)", entry)
    change(
        "INSERT INTO link (run_id, parent_id, child_id, since_id) VALUES ((SELECT max(id) FROM run), ?, ?, ?)",
        lots["L1"], lots["C1"], entry,
    )  # fmt: skip

    (found,) = examine().differences

    assert (found.kind, found.detail) == ("link", "B1: the link from L1 to C1 holds without a move")
