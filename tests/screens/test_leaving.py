"""The way out of the program: a person at a desk must find it, and a clerk must not fall through it."""

from pathlib import Path

from screens.desks import EXIT
from tests.terminal import Terminal
from wms_tui.tasks.session import Session


def test_leaving_is_asked_for_at_the_sign_in_and_nowhere_else(warehouse: Path) -> None:
    session = Session("ANNA")
    at_home = session.answer("%BACK")
    session.answer("%DONE")

    assert at_home.opens == ""
    assert [key.label for key in session.prompt().keys] == ["Leave"]
    assert session.answer("%BACK").opens == EXIT


def test_signing_out_and_leaving_ends_the_program_and_says_that_all_is_well(warehouse: Path) -> None:
    with Terminal(["-m", "wms_tui", "--db", warehouse, "--as", "ANNA"]) as terminal:
        terminal.wait_for("SCAN ANYTHING")
        terminal.send("\x06")
        terminal.wait_for("SCAN YOUR BADGE")
        terminal.send("\x12")

        assert terminal.wait_for_end() == 0
