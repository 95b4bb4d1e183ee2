"""What tests of records for others share: a house in which all happened that happens to goods."""

from pathlib import Path

import pytest

from tests.builders import in_days
from tests.command_line import CommandLine


@pytest.fixture
def house(warehouse: Path) -> CommandLine:
    """A house that bought kale and cheese, made a salad, sold it, and did all else that happens to goods."""
    house = CommandLine(warehouse)
    house("setting", "change", "house_address", "12 Harbour Road")
    house("item", "add", "KALE", "--name", "Kale", "--unit", "KG", "--packaging-size", "1 kg", "--listed")
    house("item", "add", "SALAD", "--name", "=SUM(A1)", "--gtin", "04012345678901")
    house("bin", "add", "A-01")
    house("bin", "add", "A-02")
    place = ("--address", "1 Farm Road", "--phone", "555", "--city", "Salinas", "--state", "CA", "--zip", "93901")
    house("partner", "add", "FARM", "--role", "supplier", "--name", "Farm", *place)
    house("partner", "add", "SHOP", "--role", "customer", "--name", "Shop", *place)
    house("receipt", "add", "PO1", "KALE=50", "--supplier", "FARM")
    house(
        "receive", "KALE", "50", "--lot", "K 1/ä", "--receipt", "PO1", "--bin", "A-01", "--supplier-lot", "F-77",
        "--expires", in_days(9).isoformat(), "--plate", "new",
    )  # fmt: skip
    house("run", "make", "B1", "--consume", "KALE:K 1/ä=20", "--produce", "SALAD:S1=100", "--to", "A-02")
    house("order", "add", "O1", "--customer", "SHOP", "SALAD=40")
    for act in (("allocate", "O1"), ("pick", "O1", "--as-suggested"), ("ship", "O1")):
        house(*act)
    house("return", "O1", "SALAD", "S1", "5")
    house("adjust", "SALAD", "--lot", "S1", "--bin", "A-02", "--by", "-2", "--reason", "sample")
    house("adjust", "SALAD", "--lot", "S1", "--bin", "A-02", "--by", "-3", "--reason", "damage")
    house("adjust", "SALAD", "--lot", "S1", "--bin", "A-02", "--by", "-1", "--reason", "lost")
    house("move", "SALAD", "10", "--lot", "S1", "--from", "A-02", "--to", "A-01")
    house("hold", "SALAD", "S1", "--reason", "smells")
    house("release", "SALAD", "S1", "--reason", "fine")
    house("recall", "open", "R1", "KALE:K 1/ä", "--reason", "bad")
    house("recall", "hold", "R1")
    return house
