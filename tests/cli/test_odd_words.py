"""Days at the ends of the calendar and names that are none end in a refusal."""

import time

import pytest

from tests.command_line import CommandLine
from tests.recalls import a_recalled_dairy

pytestmark = pytest.mark.usefixtures("warehouse")


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/New_York"])
@pytest.mark.parametrize(
    "words",
    [
        ("trace", "backward", "--customer", "SHOP", "--from", "0001-01-01"),
        ("trace", "backward", "--customer", "SHOP", "--to", "9999-12-31"),
        ("export", "fsma204", "--from", "2020-01-01", "--to", "2030-01-01", "-o", ""),
        ("export", "fsma204", "--from", "2020-01-01", "--to", "2030-01-01", "-o", "/"),
    ],
)
def test_no_words_end_in_a_traceback(warehouse, monkeypatch, words, zone):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        a_recalled_dairy()
        assert CommandLine(warehouse).run(*words).exit_code in (0, 1, 2)
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    "words",
    [
        ("recall", "report", "R7", "--number", "99"),
        ("recall", "scope", "R7", "--siblings", "--reason", "same batch"),
        ("recall", "scope", "R7", "--remove", "MILK:L1", "--siblings", "--reason", "same batch"),
        ("recall", "close", "R7", "--accept-open"),
    ],
)
def test_what_makes_no_sense_is_refused(warehouse, words):
    a_recalled_dairy()
    command = CommandLine(warehouse)
    command("recall", "open", "R7", "MILK:L1", "MILK:L2", "--reason", "salmonella")
    assert command.run(*words).exit_code in (1, 2)
