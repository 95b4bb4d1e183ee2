"""Versions of recall notices: each reader learns what is new since they were told, and that it is over for them."""

from pathlib import Path

import pytest

from tests.builders import refusal, run
from tests.command_line import CommandLine
from tests.letters import House, codes_of, letters, printed, text_of
from tests.recalls import a_case, a_recalled_dairy, closed
from wms_tui.domain.letter_words.languages import LANGUAGES
from wms_tui.domain.letter_words.mail_text import covering_text, subject_of
from wms_tui.domain.recall import Happening, RecallClass
from wms_tui.operations.hold_recall import HoldRecall, hold_recall
from wms_tui.operations.make_notices import MakeNotices, NoteLetters, make_notices, note_letters
from wms_tui.operations.open_recall import ChangeRecall, change_recall
from wms_tui.operations.recall_scope import NarrowRecall, WidenRecall, narrow_recall, widen_recall
from wms_tui.queries.recall_figures import recall_figures
from wms_tui.queries.recalls import the_recall


@pytest.fixture
def house(warehouse: Path) -> CommandLine:
    """A house whose shops were sent lots that are recalled."""
    a_recalled_dairy()
    return House(warehouse)


def test_an_update_says_what_is_new_and_nothing_new_makes_no_version(house: CommandLine, tmp_path: Path) -> None:
    a_case("R7", ("MILK", "L1"))
    run(make_notices, MakeNotices("R7"))
    assert refusal(make_notices, MakeNotices("R7")) == "no-difference"

    run(widen_recall, WidenRecall("R7", (("MILK", "L2"),), "same tank"))
    run(change_recall, ChangeRecall("R7", recall_class=RecallClass.TWO))
    run(make_notices, MakeNotices("R7"))

    news = {code: [(one.what, one.after) for one in letter.changes] for code, letter in letters().items()}
    assert news == {"SHOP": [("lot-added", "MILK L2"), ("class", "II")], "CAFE": [("class", "II")]}
    notice, _ = text_of(printed(house, tmp_path)["SHOP"])
    assert "MILK L2 is recalled as well." in notice


def test_who_is_told_of_a_lot_that_leaves_the_scope_is_told_that_it_is_over_for_them(
    house: CommandLine, tmp_path: Path
) -> None:
    a_case()
    printed(house, tmp_path)
    house("partner", "change", "CAFE", "--role", "customer", "--language", "de")

    run(narrow_recall, NarrowRecall("R7", (("MILK", "L1"),), "another tank"))
    found = house("recall", "notices", "R7", "-o", tmp_path / "v2")

    files = {one["customer"]: (one["cancels"], one["file"]) for one in found["notices"]}
    assert {code: cancels for code, (cancels, _) in files.items()} == {"SHOP": False, "CAFE": True}
    (page,) = text_of(files["CAFE"][1])
    said = LANGUAGES["de"]
    assert said.letter.cancelled in page
    assert said.letter.may_use[:40] in page
    assert said.mail.changes["lot-removed"].format(before="MILK L1", after="") in page
    assert said.letter.urgent not in page
    assert codes_of(files["CAFE"][1]) == [], "nothing is to be answered"
    assert "MILK L1 is not affected any more." in text_of(files["SHOP"][1])[0]
    assert refusal(make_notices, MakeNotices("R7")) == "no-difference"
    figures = recall_figures(the_recall("R7"))
    assert (figures.notified, figures.consignees) == (1, 1)
    cafe = letters()["CAFE"]
    assert subject_of(cafe) == "RÜCKRUF: LEBENSMITTEL R7: Sie sind nicht mehr betroffen"
    assert said.letter.may_use in covering_text(cafe)
    assert said.letter.steps[0] not in covering_text(cafe)


def test_who_was_told_once_that_it_is_over_is_not_told_again_and_is_told_anew_when_it_is_not(
    house: CommandLine, tmp_path: Path
) -> None:
    a_case()
    printed(house, tmp_path)
    run(narrow_recall, NarrowRecall("R7", (("MILK", "L1"),), "another tank"))
    printed(house, tmp_path)

    run(change_recall, ChangeRecall("R7", hazard="fever"))
    assert set(printed(house, tmp_path)) == {"SHOP"}
    run(widen_recall, WidenRecall("R7", (("MILK", "L1"),), "the same tank after all"))
    assert set(printed(house, tmp_path)) == {"SHOP", "CAFE"}

    cafe = letters()["CAFE"]
    assert not cafe.cancels
    assert [(one.what, one.after) for one in cafe.changes if one.what == "lot-added"] == [("lot-added", "MILK L1")]


def test_who_was_never_told_needs_no_word_that_it_is_over(house: CommandLine, tmp_path: Path) -> None:
    a_case()
    run(make_notices, MakeNotices("R7"))
    run(note_letters, NoteLetters("R7", Happening.SENT, ("SHOP",), "e-mail"))

    run(narrow_recall, NarrowRecall("R7", (("MILK", "L1"),), "another tank"))

    assert set(printed(house, tmp_path)) == {"SHOP"}


def test_an_update_says_what_is_new_since_its_reader_was_told_and_not_since_a_draft(
    house: CommandLine, tmp_path: Path
) -> None:
    a_case("R7", ("MILK", "L1"))
    printed(house, tmp_path)
    run(widen_recall, WidenRecall("R7", (("MILK", "L2"),), "same tank"))
    run(make_notices, MakeNotices("R7"))
    run(change_recall, ChangeRecall("R7", hazard="fever"))

    run(make_notices, MakeNotices("R7"))

    assert {one.what for one in letters()["SHOP"].changes} == {"lot-added", "hazard"}


def test_who_was_told_of_a_lot_that_leaves_a_closed_case_is_told_that_as_well(
    house: CommandLine, tmp_path: Path
) -> None:
    a_case()
    run(hold_recall, HoldRecall("R7"))
    printed(house, tmp_path)
    closed("R7")
    assert refusal(make_notices, MakeNotices("R7")) == "recall-closed"

    run(narrow_recall, NarrowRecall("R7", (("MILK", "L1"),), "another tank"))
    found = house("recall", "notices", "R7", "-o", tmp_path / "v2")["notices"]

    assert {one["customer"]: one["cancels"] for one in found} == {"SHOP": False, "CAFE": True}
    assert refusal(make_notices, MakeNotices("R7")) == "no-difference"


def test_a_false_alarm_is_told_to_everybody_who_was_told(house: CommandLine, tmp_path: Path) -> None:
    a_case()
    printed(house, tmp_path)

    run(narrow_recall, NarrowRecall("R7", (), "samples were mixed up", ("accept-empty",)))
    found = house("recall", "notices", "R7", "-o", tmp_path / "v2")["notices"]

    assert {one["customer"]: one["cancels"] for one in found} == {"SHOP": True, "CAFE": True}
    assert house("recall", "close", "R7")["unanswered"] == 0
