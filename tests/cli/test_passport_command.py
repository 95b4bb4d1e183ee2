"""The passport of a lot: what a customer may read of it, and nothing of what is the house's own affair."""

import hashlib
from pathlib import Path

import pypdfium2
import pytest

from tests.command_line import CommandLine

SECRETS = ("FARM", "Secret Farm", "F-77", "777", "SHOP", "Secret Shop", "A-01", "3.41", "3.87", "3.6", "ANNA", "KALE")


@pytest.fixture
def house(warehouse: Path, tmp_path: Path) -> CommandLine:
    """A house that made a salad of kale, tested it, filed a certificate, and sold some."""
    house = CommandLine(warehouse)
    for name, value in (("house", "Green House"), ("house_phone", "555 0100"), ("house_country", "US")):
        house("setting", "change", name, value)
    house("bin", "add", "A-01")
    house("item", "add", "KALE")
    salad = ("--name", "Green salad", "--brand", "Verde", "--gtin", "04012345678901", "--shelf-life", "9d")
    house("item", "add", "SALAD", *salad)
    for test in ("fat", "salt"):
        house("inspection", "plan", "add", "SALAD", test, "--low", "3.41", "--high", "3.87")
    house("partner", "add", "FARM", "--role", "supplier", "--name", "Secret Farm")
    house("partner", "add", "SHOP", "--role", "customer", "--name", "Secret Shop")
    house("receive", "KALE", "777", "--lot", "K1", "--bin", "A-01", "--supplier", "FARM", "--supplier-lot", "F-77")
    house("run", "make", "B1", "--consume", "KALE:K1=77", "--produce", "SALAD:S/1=100", "--to", "A-01")
    house("order", "add", "O1", "--customer", "SHOP", "SALAD=40")
    for act in (("allocate", "O1"), ("pick", "O1", "--as-suggested"), ("ship", "O1")):
        house(*act)
    (tmp_path / "analysis.pdf").write_bytes(b"all is well")
    house("inspect", "SALAD", "S/1", "fat=3.6", "salt=9", "--certificate", tmp_path / "analysis.pdf")
    return house


def pages(house: CommandLine, tmp_path: Path) -> tuple[str, str]:
    """Return the words of the paper and the source of the page."""
    told = house("report", "passport", "SALAD", "S/1", "-o", tmp_path / "p.pdf", "--force")
    assert told["link"].startswith("https://id.gs1.org/01/04012345678901/10/S%2F1")
    house("report", "passport", "SALAD", "S/1", "-o", tmp_path / "p.html", "--force")
    paper = pypdfium2.PdfDocument(tmp_path / "p.pdf")
    return "".join(page.get_textpage().get_text_range() for page in paper), (tmp_path / "p.html").read_text()


def test_a_passport_says_what_may_be_known_and_keeps_the_rest(house: CommandLine, tmp_path: Path) -> None:
    sha256 = hashlib.sha256(b"all is well").hexdigest()

    for told in pages(house, tmp_path):
        for words in ("Green House", "Green salad", "Verde", "S/1", "US", "fat", "analysis.pdf", sha256):
            assert words in told
        assert [secret for secret in SECRETS if secret in told] == []


def test_only_tests_that_every_sample_passed_the_last_time_are_named(house: CommandLine, tmp_path: Path) -> None:
    assert "salt" not in pages(house, tmp_path)[0]

    house("inspect", "SALAD", "S/1", "salt=3.5", "fat=1", "fat=3.5")

    paper, _ = pages(house, tmp_path)
    assert "salt" in paper
    assert "fat" not in paper


def test_a_passport_tells_of_a_recall_but_not_of_a_drill(house: CommandLine, tmp_path: Path) -> None:
    house("recall", "open", "D1", "KALE:K1", "--reason", "practice", "--drill")
    assert not any("D1" in told or "RECALLED" in told for told in pages(house, tmp_path))

    house("recall", "open", "R1", "KALE:K1", "--reason", "peanut", "--hazard", "Allergic reaction")
    house("recall", "hold", "R1")

    for told in pages(house, tmp_path):
        assert "RECALLED" in told
        assert "R1" in told
        assert "D1" not in told
        assert "Allergic reaction" in told


def test_the_code_leads_where_the_house_says(house: CommandLine, tmp_path: Path) -> None:
    house("setting", "change", "digital_link", "https://example.org/lots")

    told = house("report", "passport", "SALAD", "S/1", "-o", tmp_path / "p.pdf")

    assert told["link"].startswith("https://example.org/lots/01/04012345678901/10/S%2F1?17=")


def test_a_lot_number_that_no_code_takes_leads_to_the_goods(house: CommandLine, tmp_path: Path) -> None:
    house("run", "make", "B2", "--consume", "KALE:K1=7", "--produce", "SALAD:Ä 1=10", "--to", "A-01")

    told = house("report", "passport", "SALAD", "Ä 1", "-o", tmp_path / "p.html")

    assert told["link"] == "https://id.gs1.org/01/04012345678901"


def test_what_there_is_not_has_no_passport_and_no_file_is_taken(house: CommandLine, tmp_path: Path) -> None:
    house("item", "add", "SALT", "--tracking", "none")
    (tmp_path / "p.html").write_text("mine")
    for words, code in (
        (("NONE", "S/1"), "unknown-item"), (("SALAD", "NONE"), "unknown-lot"), (("SALT", "S/1"), "no-lots"),
        (("SALAD", "S/1"), "file-exists"),
    ):  # fmt: skip
        assert house.refused("report", "passport", *words, "-o", tmp_path / "p.html") == code
    assert (tmp_path / "p.html").read_text() == "mine"
