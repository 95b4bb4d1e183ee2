"""Where partners are, whom to call, and what records of others say of items and lots: kept, checked, exported."""

from pathlib import Path

import pytest

from tests.builders import in_days
from tests.command_line import CommandLine
from wms_tui import clock

PLACE = {
    "contact": "Ann Lee", "after_hours": "555 0101", "city": "Springfield", "state": "IL", "zip": "62701",
    "country": "US", "gln": "4012345000009", "source_reference": "FDA 12345678901", "language": "es",
}  # fmt: skip


@pytest.fixture
def house(warehouse: Path) -> CommandLine:
    house = CommandLine(warehouse)
    words = [word for name, value in PLACE.items() for word in (f"--{name.replace('_', '-')}", value)]
    house("partner", "add", "SHOP", "--role", "customer", *words)
    return house


def shop(house: CommandLine) -> dict[str, str]:
    (found,) = house("partner", "list")
    return found


def test_a_partner_keeps_where_it_is_and_whom_to_call(house: CommandLine) -> None:
    assert {name: shop(house)[name] for name in PLACE} == PLACE


def test_a_contact_is_verified_on_the_day_somebody_made_sure(house: CommandLine) -> None:
    assert shop(house)["verified_on"] is None

    house("partner", "verify", "SHOP")

    assert shop(house)["verified_on"] == clock.today().isoformat()


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("--country", "USA", "bad-country"), ("--gln", "4012345000000", "bad-gln"), ("--gln", "12", "bad-gln"),
        ("--language", "xx", "unknown-language"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused(house: CommandLine, option: str, value: str, code: str) -> None:
    assert house.refused("partner", "change", "SHOP", "--role", "customer", option, value) == code


def test_what_others_want_to_know_is_exported_and_imported_again(
    house: CommandLine, warehouse: Path, tmp_path: Path
) -> None:
    house("partner", "verify", "SHOP")
    house(
        "item", "add", "KALE", "--brand", "Green", "--commodity", "Leafy greens", "--packaging-size", "1 kg", "--listed"
    )
    house(
        "receive", "KALE", "5", "--lot", "K1", "--origin", "es", "--source-reference", "GLN 1", "--expires", in_days(9)
    )
    kinds = ("items", "packs", "partners", "lots")
    for kind in kinds:
        house("export", kind, "-o", tmp_path / f"{kind}.csv")
    other = CommandLine(warehouse.with_name("other.db"))
    other("init")

    other("import", *(tmp_path / f"{kind}.csv" for kind in kinds))

    for kind in kinds:
        other("export", kind, "-o", tmp_path / f"again-{kind}.csv")
        assert (tmp_path / f"again-{kind}.csv").read_text() == (tmp_path / f"{kind}.csv").read_text()
    assert "ES,GLN 1" in (tmp_path / "lots.csv").read_text()
    assert "Leafy greens" in (tmp_path / "items.csv").read_text()
