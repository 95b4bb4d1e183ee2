"""The letters of a recall as a test reads them: from the books, and from the files they are printed into."""

from pathlib import Path
from typing import Any

import pypdfium2
import zxingcpp
from click.testing import Result

from tests.command_line import CommandLine
from wms_tui.queries.recall_letters import last_version, letters_of
from wms_tui.queries.recalls import the_recall
from wms_tui.storage.connection import open_database

SCALE: Any = 200 / 72


class House(CommandLine):
    """Commands between acts: the warehouse is open again after each."""

    def run(self, *words: object, **how: Any) -> Result:
        try:
            return super().run(*words, **how)
        finally:
            open_database(self.path, by="ANNA")


def letters(recall: str = "R7") -> dict[str, Any]:
    version = last_version(the_recall(recall).id)
    assert version is not None
    return {one.letter.to.code: one.letter for one in letters_of(version.id)}


def text_of(file: str) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(file)]


def codes_of(file: str) -> list[str]:
    found: list[str] = []
    for page in pypdfium2.PdfDocument(file):
        kind: Any = (zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.QRCode)
        found += [one.text for one in zxingcpp.read_barcodes(page.render(scale=SCALE).to_pil(), kind)]
    return found


def printed(house: CommandLine, tmp_path: Path, recall: str = "R7", *words: str, by: str = "ANNA") -> dict[str, str]:
    """Print the notices of a case and return the file of each customer."""
    found = house("recall", "notices", recall, "-o", tmp_path / "out", *words, by=by)
    return {one["customer"]: one["file"] for one in found["notices"]}
