"""Reports of a recall and the history of drills, as files and as JSON."""

from pathlib import Path

import pypdfium2
import pytest

from tests.command_line import CommandLine
from tests.recalls import a_case, a_recalled_dairy, answered
from wms_tui.storage.connection import close_database

END = ("--disposition", "burnt", "--root-cause", "wrong film", "--corrective-action", "scanner")


@pytest.fixture
def wms(warehouse: Path) -> CommandLine:
    """A case with one answer, and a drill."""
    a_recalled_dairy()
    a_case()
    answered("SHOP", returned=30)
    a_case("D1", drill=True)
    close_database()
    return CommandLine(warehouse)


def pages(file: Path) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)]


def test_a_status_report_is_a_file_with_the_percent_that_status_says(wms: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "status.pdf"

    done = wms("recall", "report", "R7", "-o", file, "--expected-end", "2099-01-15")

    assert (done["number"], done["kind"], done["pages"], done["repeated"]) == (1, "status", 1, False)
    percent = wms("recall", "status", "R7")["percent"]
    assert done["percent"] == percent == 50.0
    text = pages(file)[0]
    assert "30 of 60 distributed units are accounted for: 50 %" in text
    assert "RECALL STATUS REPORT 1" in text
    assert "TEST" not in text


def test_a_report_is_printed_again_the_same_to_the_byte(wms: CommandLine, tmp_path: Path) -> None:
    first, again = tmp_path / "1.pdf", tmp_path / "2.pdf"
    wms("recall", "report", "R7", "-o", first)
    wms("recall", "reply", "R7", "CAFE", "MILK:L1", "--used", 20)

    wms("recall", "report", "R7", "--number", 1, "-o", again)

    assert first.read_bytes() == again.read_bytes()
    assert len(wms("recall", "reports", "R7")) == 1
    assert wms.refused("recall", "report", "R7", "--number", 7, "-o", tmp_path / "3.pdf") == "unknown-report"


def test_no_file_is_written_over_and_no_number_is_lost_by_trying(wms: CommandLine, tmp_path: Path) -> None:
    file = tmp_path / "status.pdf"
    file.write_text("mine")

    assert wms.refused("recall", "report", "R7", "-o", file) == "file-exists"
    assert wms("recall", "reports", "R7") == []
    assert wms("recall", "report", "R7", "-o", file, "--force")["number"] == 1


def test_a_termination_report_is_refused_until_all_is_said(wms: CommandLine, tmp_path: Path) -> None:
    words = ("recall", "report", "R7", "--kind", "termination", "-o", tmp_path / "end.pdf")

    assert wms.refused(*words) == "text-needed"
    assert wms.refused(*words, *END) == "replies-open"
    assert wms.refused(*words, *END, "--explain", "CAFE") == "bad-explanation"
    wms(*words, *END, "--explain", "CAFE=closed for good", "--explain", "SHOP=on holiday = until May")

    text = "\n".join(pages(tmp_path / "end.pdf"))
    assert "on holiday = until May" in text


def test_a_drill_gets_a_certificate_and_stands_in_the_history(wms: CommandLine, tmp_path: Path) -> None:
    wms("recall", "hold", "D1")
    wms("recall", "checked", "D1", "--step", "trace")
    wms("recall", "checked", "D1", "--step", "balance")
    wms("recall", "notices", "D1", "-o", tmp_path)
    assert wms("recall", "drills")[0]["passed"] is None, "it goes on"
    wms("recall", "close", "D1", "--accept-open", "--reason", "done")

    done = wms("recall", "report", "D1", "-o", tmp_path / "certificate.pdf")

    assert (done["kind"], done["drill"], done["passed"]) == ("drill", True, True)
    assert all("TEST - A DRILL" in page for page in pages(tmp_path / "certificate.pdf"))
    (one,) = wms("recall", "drills")
    assert (one["recall"], one["state"], one["found_percent"], one["passed"]) == ("D1", "closed", 100.0, True)
    assert {step["step"] for step in one["steps"]} == {"scope", "hold", "trace", "balance", "notices", "report"}
    assert "D1" in wms.text("recall", "drills")


def test_a_house_without_drills_says_so(bare: CommandLine) -> None:
    assert bare("recall", "drills") == []
    assert "No drill" in bare.text("recall", "drills")
