"""A response form in a real pseudo-terminal: the bar code of the printed notice is scanned, and the line is lost."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp

from tests.command_line import CommandLine
from tests.recalls import a_case, a_recalled_dairy, replies
from tests.terminal import ROOT, Terminal
from wms_tui.storage import connection

PROGRAM = ROOT / "tests" / "screens" / "house_terminal.py"
SCALE: Any = 300 / 72


def the_code_on(file: str) -> str:
    """Return the bar code of a printed notice, as a scanner reads it."""
    pages = [page.render(scale=SCALE, grayscale=True).to_pil() for page in pypdfium2.PdfDocument(file)]
    kind: Any = zxingcpp.BarcodeFormat.Code128
    return next(code.text for page in pages for code in zxingcpp.read_barcodes(page, kind) if code.text[:3] == "RN-")


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 20), (24, 16)])
def test_the_bar_code_on_paper_books_the_reply_though_the_line_is_lost(
    warehouse: Path, tmp_path: Path, columns: int, rows: int
) -> None:
    a_recalled_dairy()
    a_case()
    connection.close_database()
    notices = CommandLine(warehouse)("recall", "notices", "R7", "-o", tmp_path)["notices"]
    code = the_code_on(next(one["file"] for one in notices if one["customer"] == "SHOP"))

    with Terminal([PROGRAM, warehouse, "ANNA"], columns=columns, rows=rows) as terminal:
        terminal.wait_for("SCAN")
        terminal.send(f"{code}\r")
        terminal.wait_for("L1")
        terminal.wait_for("All returned")
        terminal.settle()
        terminal.send("1\r")
        terminal.wait_for("OK SHOP L1: 30 of 30")
        terminal.kill()

    with Terminal([PROGRAM, warehouse, "ANNA"], columns=columns, rows=rows) as terminal:
        terminal.wait_for("L2")
        terminal.settle()
        terminal.send("3\r4\r\r\r6\r")
        terminal.wait_for("OK SHOP L2: 10 of 10")

    connection.open_database(warehouse, terminal="test", by="TEST")
    said = {lot: one.said for (customer, lot), one in replies().items() if customer == "SHOP"}
    assert (said["L1"].returned, said["L2"].on_hand, said["L2"].used) == (30, 4, 6)
