"""A day of counting by the command line: planned, counted by two while others work, approved by a third, and told."""

from pathlib import Path
from shutil import copyfile

import pypdfium2
import pytest

from tests.command_line import CommandLine


@pytest.fixture
def wms(empty_warehouse: Path, tmp_path: Path) -> CommandLine:
    path = tmp_path / "w.db"
    copyfile(empty_warehouse, path)
    line = CommandLine(path)
    line("item", "add", "MILK", "--pack", "CS=12")
    line("bin", "range", "A-01", "A-04")
    for lot, bin, quantity in (("L1", "A-01", "3CS"), ("L1", "A-02", "20"), ("L2", "A-02", "10")):
        line("receive", "MILK", quantity, "--lot", lot, "--bin", bin)
    return line


def test_a_day_of_counting(wms: CommandLine, tmp_path: Path) -> None:
    wms("count", "zero-check", "A-03", "not-empty")
    planned = wms("count", "plan", "--bins", "3", "--tolerance-units", "1")
    count = planned["count"]
    assert planned["bins"] == ["A-01", "A-02", "A-03"]
    assert planned["why"][2]["reason"].startswith("not empty though the books say so on ")
    wms("report", "count-sheet", count, "-o", str(tmp_path / "count.pdf"))
    page = pypdfium2.PdfDocument(tmp_path / "count.pdf")[0].get_textpage().get_text_range()
    assert f"{count}-1" in page
    assert "36 EA" not in page

    assert wms("count", "record", "--line", f"{count}-1", "2CS+6")["state"] == "recount"
    assert wms("count", "record", count, "A-02", "MILK", "L1", "21")["state"] == "agreed"
    assert wms("count", "record", count, "A-03", "MILK", "L1", "6")["state"] == "recount"
    wms("count", "bin-done", count, "A-02", "--accept-nothing")
    for bin, lot, quantity in (("A-01", "L1", "30"), ("A-03", "L1", "6"), ("A-02", "L2", "10")):
        wms("count", "record", count, bin, "MILK", lot, quantity, by="BERT")
    closed = wms("count", "close", count)
    assert {(one["bin"], one["lot"]): one["state"] for one in closed["lines"]} == {
        ("A-01", "L1"): "approve", ("A-02", "L1"): "posted", ("A-02", "L2"): "agreed", ("A-03", "L1"): "approve",
    }  # fmt: skip
    assert closed["as_move"] == [{"item": "MILK", "lot": "L1", "quantity": 6, "from": "A-01", "to": "A-03"}]

    approved = wms("count", "approve", count, "--as-move", "--reason", "misplaced", by="CHEF")

    assert (approved["posted"], approved["state"]) == (2, "closed")
    stock = {(one["bin"], one["lot"]): one["quantity"] for one in wms("stock")}
    assert stock == {("A-01", "L1"): 30, ("A-02", "L1"): 21, ("A-02", "L2"): 10, ("A-03", "L1"): 6}
    found = wms("count", "accuracy")
    assert (found["lines"], found["within"], found["percent"]) == (4, 1, 25.0)
    assert wms("doctor")["differences"] == []
