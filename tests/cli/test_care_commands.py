import pypdfium2
import pytest

from tests.command_line import CommandLine
from wms_tui.storage import connection


def test_a_sound_warehouse_is_told_in_figures(stocked):
    found = stocked("doctor")

    assert found["ok"] is True
    assert found["entries"] == 7
    assert found["moves"] == 2
    assert found["differences"] == []


def test_books_that_were_tampered_with_are_told_with_status_one(wms):
    wms("receive", "MILK", "36", "--lot", "L1")
    _tamper(wms, "UPDATE stock SET quantity = quantity - 1")

    found = wms("doctor", status=1)

    assert found["ok"] is False
    assert [list(one) for one in found["differences"]] == [["kind", "detail"]]
    assert found["differences"][0]["kind"] == "balance"
    _tamper(wms, "UPDATE stock SET quantity = quantity + 1")


def _tamper(wms: CommandLine, statement: str) -> None:
    connection.open_database(wms.path)
    connection.database.execute_sql(statement)
    connection.close_database()


def test_a_backup_is_restored_where_nothing_stands(stocked, tmp_path):
    copy = tmp_path / "copy.db"
    assert stocked("backup", copy)["file"] == str(copy)
    stocked("adjust", "MILK", "--lot", "L1", "--bin", "A-01", "--to", "1", "--reason", "lost")

    other = CommandLine(tmp_path / "other.db")
    assert other("restore", copy)["restored"] == str(other.path)

    assert [one["quantity"] for one in other("stock")] == [36, 24]
    assert other("doctor")["ok"]
    assert stocked.refused("restore", copy) == "exists"
    assert stocked.refused("backup", copy) == "file-exists"


def test_only_a_whole_warehouse_is_restored(tmp_path, bare):
    other = CommandLine(tmp_path / "other.db")
    junk = tmp_path / "junk.db"
    junk.write_bytes(b"no database" * 1000)

    assert other.refused("restore", tmp_path / "none.db") == "no-file"
    assert other.refused("restore", junk) == "not-a-warehouse"
    assert not other.path.exists()
    assert bare.refused("backup", tmp_path / "none" / "copy.db") == "folder-missing"


def test_an_upgrade_of_what_is_up_to_date_does_nothing(bare, tmp_path):
    answer = bare("upgrade")

    assert answer["before"] == answer["after"]
    assert answer["copy"] is None
    assert CommandLine(tmp_path / "none.db").refused("upgrade") == "no-warehouse"


@pytest.fixture
def busy(stocked):
    """A warehouse with something on every paper."""
    stocked("receipt", "add", "R1", "--supplier", "DAIRY", "MILK=12@L3")
    stocked("order", "add", "O1", "--customer", "SHOP", "MILK=40")
    stocked("order", "add", "O2", "--customer", "SHOP", "MILK=6")
    stocked("allocate", "O1", "O2")
    stocked("pick", "O2", "--as-suggested")
    return stocked


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["pick-list", "O1"], "O1"),
        (["packing-slip", "O2"], "O2"),
        (["receiving-slip", "R1"], "R1"),
        (["stock-list"], "L1"),
        (["expiry", "--days", "36000"], "L1"),
        (["bin-labels", "--zone", "A"], "A-02"),
    ],
)
def test_papers_are_printed_as_files(busy, tmp_path, words, said):
    file = tmp_path / "paper.pdf"

    answer = busy("report", *words, "-o", file)

    assert answer == {"file": str(file), "pages": 1}
    assert said in pypdfium2.PdfDocument(file)[0].get_textpage().get_text_bounded()


def test_a_paper_is_not_written_over_another_unasked(busy, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_text("a letter")

    assert busy.refused("report", "pick-list", "O1", "-o", file) == "file-exists"
    assert file.read_text() == "a letter"
    busy("report", "pick-list", "O1", "-o", file, "--force", "--paper", "letter")
    assert pypdfium2.PdfDocument(file)[0].get_size() == (612, 792)


def test_only_a_pick_list_that_was_printed_counts_as_a_copy(busy, tmp_path):
    busy.refused("report", "pick-list", "O1", "-o", tmp_path / "none" / "first.pdf")
    busy("report", "pick-list", "O1", "-o", tmp_path / "first.pdf")
    busy("report", "pick-list", "O1", "-o", tmp_path / "second.pdf")

    texts = [
        pypdfium2.PdfDocument(tmp_path / name)[0].get_textpage().get_text_bounded().upper()
        for name in ("first.pdf", "second.pdf")
    ]
    assert ["COPY" in text for text in texts] == [False, True]


def test_papers_about_nothing_are_refused(busy, tmp_path):
    assert busy.refused("report", "pick-list", "O9", "-o", tmp_path / "x.pdf") == "unknown-order"
    assert busy.refused("report", "pick-list", "O2", "-o", tmp_path / "x.pdf") == "nothing-allocated"
    assert busy.refused("report", "bin-labels", "--zone", "Q", "-o", tmp_path / "x.pdf") == "no-bins"
    assert busy.refused("report", "stock-list", status=2) == "usage"
