import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.command_line import CommandLine
from wms_tui.cli.main import wms as whole
from wms_tui.domain.layouts import LAYOUTS

KINDS = ("items", "packs", "bins", "partners", "lots", "stock", "receipts", "orders", "levels", "tests")


def a_file(folder: Path, name: str, *lines: str) -> str:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_files_are_imported_together_and_told_one_by_one(bare, tmp_path):
    items = a_file(tmp_path, "items.csv", "item,name", "MILK,Whole milk", "OAT,Oat milk")
    stock = a_file(tmp_path, "stock.csv", "item,lot,bin,quantity,expires_on", "MILK,L1,DOCK,36,2098-05-01")

    answer = bare("import", stock, items)

    assert answer["imported"] is True
    assert answer["entry"] == 1
    files = [{**one, "path": Path(one["path"]).name} for one in answer["files"]]
    expected = {"path": "items.csv", "kind": "items", "rows": 2, "imported": 2, "errors": []}
    assert files[0].items() >= expected.items()
    assert files[1].items() >= {"path": "stock.csv", "kind": "stock", "rows": 1, "imported": 1, "errors": []}.items()
    assert bare("stock")[0].items() >= {"item": "MILK", "lot": "L1", "bin": "DOCK", "quantity": 36}.items()


def test_every_bad_cell_is_told_by_row_and_by_the_files_own_name_and_nothing_is_imported(wms, tmp_path):
    """What cannot be read and what the warehouse does not know are told at once."""
    file = a_file(
        tmp_path, "stock.csv", "item,bin,lot,quantity", "MILK,A-01,L1,36", "MILK,A-01,L2,lots", "MILK,Z-99,L3,12",
    )  # fmt: skip

    answer = wms("import", file, status=1)

    assert answer["imported"] is False
    assert answer["files"][0]["imported"] == 0
    errors = answer["files"][0]["errors"]
    assert [(one["row"], one["column"], one["value"]) for one in errors] == [
        (3, "quantity", "lots"),
        (4, "bin", "Z-99"),
    ]
    assert all(one["reason"] for one in errors)
    assert wms("stock") == []


def test_a_row_is_not_blamed_for_another_that_could_not_be_read(bare, tmp_path):
    items = a_file(tmp_path, "items.csv", "item,shelf_life", "MILK,soon")
    stock = a_file(tmp_path, "stock.csv", "item,bin,lot,quantity", "MILK,DOCK,L1,36")

    answer = bare("import", items, stock, status=1)

    assert [len(one["errors"]) for one in answer["files"]] == [1, 0]


def test_a_dry_run_tells_the_same_and_imports_nothing(bare, tmp_path):
    good = a_file(tmp_path, "items.csv", "item", "MILK")
    bad = a_file(tmp_path, "bins.csv", "bin,walk", "A-01,far")

    assert bare("import", good, "--dry-run")["imported"] is False
    assert bare("import", good, bad, "--dry-run", status=1)["files"][1]["errors"][0]["row"] == 2
    assert bare("item", "list") == []


def test_an_import_sent_twice_under_one_key_happens_once(bare, tmp_path):
    file = a_file(tmp_path, "items.csv", "item", "MILK")

    bare("import", file, "--key", "k1")

    assert bare("import", file, "--key", "k1").items() >= {"imported": True, "repeated": True, "entry": 1}.items()


def test_a_foreign_file_is_read_by_a_map(bare, tmp_path):
    file = a_file(tmp_path, "Artikel.csv", "Nummer,Text,Farbe", "4711,Hafer,rot")
    rules = a_file(
        tmp_path, "map.toml", "[Artikel]", 'kind = "items"',
        'columns = {Nummer = "item", Text = "name", Farbe = ""}',
    )  # fmt: skip

    bare("import", file, "--map", rules)

    assert [(one["item"], one["name"]) for one in bare("item", "list")] == [("4711", "Hafer")]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["import", "none.csv"], "file-not-found"),
        (["import", "old.xls"], "not-a-spreadsheet"),
        (["import", "odd.csv"], "unknown-sheet"),
        (["export", "items", "-o", "odd.csv"], "file-exists"),
        (["export", "items", "-o", "items.pdf"], "bad-ending"),
    ],
)
def test_files_that_cannot_be_used_are_refused(bare, tmp_path, monkeypatch, words, code):
    monkeypatch.chdir(tmp_path)
    for name in ("old.xls", "odd.csv"):
        a_file(tmp_path, name, "a,b", "1,2")

    assert bare.refused(*words) == code


def test_what_is_exported_can_be_imported_again_without_loss(stocked, empty_warehouse, tmp_path):
    stocked("order", "add", "O1", "--customer", "SHOP", "--ship-on", "2098-03-20", "MILK=40", "MILK=6@L2")
    stocked("receipt", "add", "R1", "--supplier", "DAIRY", "MILK=12@L3")
    stocked("hold", "MILK", "L2", "--reason", "leaks")
    stocked("bin", "level", "A-01", "MILK", "--min", 6, "--max", 24)
    stocked("inspection", "plan", "add", "MILK", "fat", "--unit", "%", "--low", "3,50", "--high", "3.8", "--sample", 3)
    stocked("inspection", "plan", "add", "MILK", "smell", "--word", "fresh", "--word", "not sour")
    files = []
    for kind, ending in zip(KINDS, ("csv", "xlsx") * 5, strict=False):
        files.append(tmp_path / f"{kind}.{ending}")
        assert stocked("export", kind, "-o", files[-1])["rows"] > 0
    other = CommandLine(tmp_path / "other.db")
    other.path.write_bytes(empty_warehouse.read_bytes())

    assert other("import", *files)["imported"] is True

    for kind in KINDS:
        assert other("export", kind) == stocked("export", kind), kind
    assert other("doctor")["ok"]


def test_an_export_for_people_is_csv(stocked):
    found = list(csv.DictReader(io.StringIO(stocked.text("export", "stock"))))

    assert [(one["lot"], one["bin"], one["quantity"]) for one in found] == [("L1", "A-01", "36"), ("L2", "A-02", "24")]


def test_moves_and_reservations_are_exported_for_reading(stocked):
    stocked("order", "add", "O1", "--customer", "SHOP", "MILK=6")
    stocked("allocate", "O1")

    assert [(one["from"], one["to"]) for one in stocked("export", "moves")] == [
        ("SUPPLIER", "A-01"),
        ("SUPPLIER", "A-02"),
    ]
    assert (
        stocked("export", "reservations")[0].items() >= {"order": "O1", "line": 1, "lot": "L1", "quantity": 6}.items()
    )


def test_only_what_is_still_to_be_done_is_exported_and_begins_where_it_was(stocked, empty_warehouse, tmp_path):
    """Orders that have left, or were cancelled, would be open again where they are imported."""
    for code in ("GONE", "CANCELLED", "BEGUN"):
        stocked("order", "add", code, "--customer", "SHOP", "MILK=6", "MILK=40")
    stocked("order", "cancel", "CANCELLED")
    stocked("pick", "BEGUN", "--line", 1, "--bin", "A-01", "--lot", "L1", "--quantity", 6)
    stocked("ship", "BEGUN", "--partial")
    stocked("order", "add", "LEFT", "--customer", "SHOP", "MILK=6")
    stocked("pick", "LEFT", "--as-suggested")
    stocked("ship", "LEFT")
    stocked("order", "cancel", "GONE")
    for code in ("CLOSED", "COMING"):
        stocked("receipt", "add", code, "--supplier", "DAIRY", "MILK=12@L3", "MILK=12@L4")
    stocked("receive", "MILK", 12, "--lot", "L3", "--receipt", "COMING")
    stocked("receive", "MILK", 5, "--lot", "L4", "--receipt", "COMING")
    stocked("receipt", "close", "CLOSED")
    files = []
    for kind in ("items", "packs", "bins", "partners", "receipts", "orders"):
        files.append(tmp_path / f"{kind}.csv")
        stocked("export", kind, "-o", files[-1])
    other = CommandLine(tmp_path / "other.db")
    other.path.write_bytes(empty_warehouse.read_bytes())

    other("import", *files)

    found = [(one["order"], one["state"]) for one in other("order", "list")]
    assert found == [("BEGUN", "open")]
    assert [(one["line"], one["wanted"]) for one in other("order", "show", "BEGUN")["lines"]] == [(2, 40)]
    assert [one["receipt"] for one in other("receipt", "list")] == ["COMING"]
    assert [(one["line"], one["quantity"]) for one in other("receipt", "show", "COMING")["lines"]] == [(2, 7)]


def test_people_are_told_how_an_import_on_trial_went(bare, tmp_path):
    good = a_file(tmp_path, "items.csv", "item", "MILK")
    bad = a_file(tmp_path, "bins.csv", "bin,walk", "A-01,far")

    assert "Nothing is wrong." in bare.run("import", good, "--dry-run", as_json=False).stderr
    assert "1 cell is wrong. Nothing was imported." in bare.run("import", good, bad, as_json=False).stderr
    assert bare.run("import", good, as_json=False).stderr == ""


def test_the_help_page_names_every_column_and_marks_what_must_be_there():
    page = (
        CliRunner().invoke(whole, ["import", "--help"], terminal_width=80).stdout.split("Columns")[1].split("What")[0]
    )
    told = {line.split()[0]: "" for line in page.splitlines() if line.startswith("    ") and line[4] != " "}
    kind = ""
    for line in page.splitlines()[1:]:
        kind, words = (line.split()[0], line.split()[1:]) if line[4:5].strip() else (kind, line.split())
        if kind:
            told[kind] += " ".join(words) + " "

    for one, layout in LAYOUTS.items():
        names = [f"{column.name}{'*' if column.required else ''}" for column in layout.columns]
        assert told[one].replace(",", " ").split() == names
