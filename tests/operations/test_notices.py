"""Recall notices: each consignee reads of their own deliveries, a second person approves, updates say what is new."""

import email
import json
from email.policy import default
from pathlib import Path

import pytest

from tests.builders import a_customer, in_days, refusal, run
from tests.command_line import CommandLine
from tests.genealogy import sold
from tests.letters import House, codes_of, letters, printed, text_of
from tests.people import ADMIN, PIN, somebody
from tests.recalls import a_case, a_recalled_dairy
from wms_tui.domain.letter_words.languages import LANGUAGES
from wms_tui.domain.letter_words.words import CHANGES
from wms_tui.domain.recall import Happening
from wms_tui.domain.rights import Role
from wms_tui.operations.house import ChangeSetting, change_setting
from wms_tui.operations.make_notices import (
    ApproveNotices,
    MakeNotices,
    NoteLetters,
    approve_notices,
    make_notices,
    note_letters,
)
from wms_tui.operations.ship import Return, return_goods
from wms_tui.operations.vouch import Vouch, sign
from wms_tui.queries.audit import the_audit_row
from wms_tui.queries.recall_figures import recall_figures
from wms_tui.queries.recall_letters import letter_states
from wms_tui.queries.recalls import the_recall


@pytest.fixture
def house(warehouse: Path) -> CommandLine:
    """A house whose shops were sent lots that are recalled."""
    a_recalled_dairy()
    house = House(warehouse)
    house("setting", "change", "house_phone", "555 0199")
    return house


def test_a_letter_names_a_consignees_own_deliveries_and_nobody_elses(house: CommandLine) -> None:
    a_case()

    run(make_notices, MakeNotices("R7"))

    told = {
        code: [(line.document, line.lot, line.quantity) for line in letter.deliveries]
        for code, letter in letters().items()
    }
    assert told == {"SHOP": [("SO1", "L1", 30), ("SO1", "L2", 10)], "CAFE": [("SO2", "L1", 20)]}


def test_a_notice_is_printed_with_a_form_that_one_scan_books(house: CommandLine, tmp_path: Path) -> None:
    a_case(hazard="fever", reply_by=in_days(3))

    files = printed(house, tmp_path)

    notice, form = text_of(files["SHOP"])
    for said in ("URGENT", "FOOD RECALL", "salmonella", "fever", "SO1", "L1", "L2", "555 0199", "STOP."):
        assert said in notice
    assert "SO2" not in notice + form
    assert "RESPONSE FORM" in form
    assert codes_of(files["SHOP"]) == ["RN-R7-1-2"]


def test_known_illness_and_the_authority_stand_on_the_notice_and_an_update_says_that_they_are_new(
    house: CommandLine, tmp_path: Path
) -> None:
    a_case()
    assert "Authority informed" not in text_of(printed(house, tmp_path)["SHOP"])[0]

    house("recall", "change", "R7", "--complaints", "3 complaints, 1 illness", "--authority", "FDA, 26 Nov 2026")

    notice = text_of(printed(house, tmp_path, "R7", "--force")["SHOP"])[0]
    assert "3 complaints, 1 illness" in notice
    assert "FDA, 26 Nov 2026" in notice
    assert {one.what for one in letters()["SHOP"].changes} == {"complaints", "authority"}
    changed = house("audit", "list", "kind:change-recall")[0]["changes"]
    assert {(one["field"], one["before"], one["after"]) for one in changed} == {
        ("complaints", None, "3 complaints, 1 illness"), ("authority", None, "FDA, 26 Nov 2026"),
    }  # fmt: skip


def test_the_gtin_beside_a_quantity_is_that_of_a_unit_and_never_that_of_a_case(house: CommandLine) -> None:
    house("item", "change", "MILK", "--pack", "CS=10:19506000134359")
    a_case()
    run(make_notices, MakeNotices("R7"))
    assert {one.gtin for one in letters()["SHOP"].lots} == {""}

    house("item", "change", "MILK", "--gtin", "09506000134352")
    run(make_notices, MakeNotices("R7"))

    assert {one.gtin for one in letters()["SHOP"].lots} == {"09506000134352"}


def test_two_hundred_consignees_each_read_of_themselves_alone(house: CommandLine, tmp_path: Path) -> None:
    for number in range(1, 199):
        a_customer(f"C{number:03d}", name=f"Customer {number:03d}")
        lot = "L1" if number <= 45 else "L2" if number <= 130 else "L3"
        sold(f"ORD{number:03d}", f"MILK=1@{lot}", customer=f"C{number:03d}")
    a_case("R8", ("MILK", "L1"), ("MILK", "L2"), ("MILK", "L3"))

    files = printed(house, tmp_path, "R8")

    assert len(files) == 201
    orders = {f"ORD{number:03d}" for number in range(1, 199)}
    for customer, file in files.items():
        text = " ".join(text_of(file))
        mine = {f"ORD{customer[1:]}"} if customer.startswith("C") and customer[1:].isdigit() else set()
        assert {order for order in orders if order in text} == mine
        assert ("SO1" in text, "SO2" in text) == (customer == "SHOP", customer == "CAFE")
    assert len({one for file in list(files.values())[:10] for one in codes_of(file)}) == 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_notice_speaks_the_language_of_its_reader(house: CommandLine, tmp_path: Path, language: str) -> None:
    house("setting", "change", "language", language)
    a_case()

    files = printed(house, tmp_path)

    words = LANGUAGES[language]
    notice, form = text_of(files["CAFE"])
    assert words.letter.urgent in notice
    assert words.letter.steps[0][:12] in notice
    assert words.form.title in form
    assert "[U+" not in notice + form, "a letter that no font has"


def test_every_language_says_everything_and_fills_in_the_same_names() -> None:
    for words in LANGUAGES.values():
        assert set(words.mail.changes) == set(CHANGES)
        assert len(words.months) == 12
        assert "{deadline}" in "".join(words.mail.body)
        for text, names in (
            (words.letter.approved, {"name", "date"}), (words.letter.signed, {"name", "date"}),
            (words.letter.received_between, {"first", "last"}),
            (words.letter.answer_by, {"date"}), (words.mail.subject, {"urgent", "kind", "recall"}),
            (words.mail.cancelled, {"kind", "recall"}),
        ):  # fmt: skip
            assert all(f"{{{name}}}" in text for name in names)


def test_what_came_back_before_is_not_asked_for(house: CommandLine) -> None:
    run(return_goods, Return("SO2", "MILK", "L1", 20))
    a_case()

    run(make_notices, MakeNotices("R7"))

    assert set(letters()) == {"SHOP"}


def test_a_lot_that_went_to_nobody_needs_no_notice(house: CommandLine) -> None:
    house("receive", "MILK", "5", "--lot", "L9")
    a_case("R9", ("MILK", "L9"))

    assert refusal(make_notices, MakeNotices("R9")) == "no-consignees"


def test_a_notice_whose_approval_was_signed_says_so(house: CommandLine, tmp_path: Path) -> None:
    for badge, name in (("ANNA", "Anna Ahl"), ("QA2", "Quin Quist")):
        somebody(badge, Role.QUALITY, Role.RECALL, name=name, pin=PIN)
    run(change_setting, ChangeSetting("signatures", "recall"), by=ADMIN)
    a_case()
    run(make_notices, MakeNotices("R7"))
    slip = ApproveNotices("R7", "read it")
    assert refusal(approve_notices, slip, by="QA2", key="n1") == "signature-needed"

    sign(Vouch("n1", slip, "sign", "QA2"), pin=PIN)
    done = run(approve_notices, slip, by="QA2", key="n1")

    assert [one.meaning for one in the_audit_row(done.entry).signatures] == ["signature: approval of a recall"]
    assert "Approved and signed electronically by Quin Quist" in text_of(printed(house, tmp_path)["SHOP"])[0]


def test_a_second_person_approves_and_until_then_it_is_a_draft(house: CommandLine, tmp_path: Path) -> None:
    house("partner", "change", "CAFE", "--role", "customer", "--email", "")
    for badge in ("QA1", "QA2"):
        somebody(badge, Role.QUALITY, name=f"Person {badge}")
    house("recall", "open", "R7", "MILK:L1", "--reason", "bad", by="QA1")

    draft = printed(house, tmp_path, by="QA1")
    assert all("DRAFT" in page for page in text_of(draft["SHOP"]))
    assert recall_figures(the_recall("R7")).notified == 0
    assert refusal(note_letters, NoteLetters("R7", Happening.SENT), by="QA1") == "not-approved"
    covers = {one["customer"]: one["file"] for one in house("recall", "mail", "R7", "-o", tmp_path / "mails")["mails"]}
    assert Path(covers["CAFE"]).read_text().startswith("DRAFT, NOT APPROVED")
    assert refusal(approve_notices, ApproveNotices("R7"), by="QA1") == "second-person"

    run(approve_notices, ApproveNotices("R7", "read it"), by="QA2")
    final = printed(house, tmp_path, "R7", "--force", by="QA1")
    assert not any("DRAFT" in page for page in text_of(final["SHOP"]))
    assert "Person QA2" in text_of(final["SHOP"])[0]
    assert recall_figures(the_recall("R7")).notified == 2
    assert refusal(approve_notices, ApproveNotices("R7"), by="QA2") == "approved-already"


def test_a_drill_is_stamped_on_every_page_and_its_letters_stay(house: CommandLine, tmp_path: Path) -> None:
    a_case("D1", ("MILK", "L1"), drill=True)

    files = printed(house, tmp_path, "D1")

    assert all("TEST" in page for file in files.values() for page in text_of(file))
    assert refusal(note_letters, NoteLetters("D1", Happening.SENT)) == "drill-stays"
    assert all(one.sent_at is None for one in letter_states(the_recall("D1").id).values())


def test_what_became_of_a_letter_is_kept(house: CommandLine) -> None:
    a_case()
    run(make_notices, MakeNotices("R7"))

    run(note_letters, NoteLetters("R7", Happening.SENT, ("SHOP",), "e-mail"))
    run(note_letters, NoteLetters("R7", Happening.RETURNED, ("SHOP",), note="mailbox full"))

    states = {one.code: one for one in letter_states(the_recall("R7").id).values()}
    assert (states["RN-R7-1-2"].returned, states["RN-R7-1-2"].attempts) == (True, 1)
    assert states["RN-R7-1-1"].sent_at is None
    assert refusal(note_letters, NoteLetters("R7", Happening.SENT, ("KIOSK",))) == "no-letter"


def test_a_consignee_that_cannot_be_reached_is_a_recorded_exception(house: CommandLine, tmp_path: Path) -> None:
    house("partner", "change", "CAFE", "--role", "customer", "--email", "", "--phone", "")
    a_case()

    found = house("recall", "notices", "R7", "-o", tmp_path)

    odd = {one["customer"]: one["missing"] for one in found["exceptions"]}
    assert odd["CAFE"] == ["address", "phone", "email", "stale"]
    assert len(found["notices"]) == 2
    assert found["not_reached"] == ["CAFE"]
    assert recall_figures(the_recall("R7")).notified == 1, "a letter that has nowhere to go tells nobody"


def test_files_that_are_there_are_not_written_over_unasked(house: CommandLine, tmp_path: Path) -> None:
    a_case()
    printed(house, tmp_path)

    assert house.refused("recall", "notices", "R7", "-o", tmp_path / "out") == "file-exists"
    printed(house, tmp_path, "R7", "--force")


def test_what_people_typed_is_printed_as_it_is(house: CommandLine, tmp_path: Path) -> None:
    house("partner", "change", "CAFE", "--role", "customer", "--name", "<b>Café</b> & Söhne")
    a_case()

    assert "<b>Café</b> & Söhne" in text_of(printed(house, tmp_path)["CAFE"])[0]


def test_a_mail_carries_the_notice_and_a_drill_has_nobody_to_go_to(house: CommandLine, tmp_path: Path) -> None:
    a_case()
    a_case("D1", ("MILK", "L1"), drill=True)
    for case in ("R7", "D1"):
        run(make_notices, MakeNotices(case))

    mails = house("recall", "mail", "R7", "-o", tmp_path / "r")["mails"]
    drills = house("recall", "mail", "D1", "-o", tmp_path / "d")["mails"]

    message = email.message_from_bytes(Path(mails[0]["file"]).read_bytes(), policy=default)
    assert message["To"] == "cafe@example.org"
    assert message["Subject"].startswith("URGENT: FOOD RECALL R7")
    (attached,) = message.iter_attachments()
    assert attached.get_content()[:4] == b"%PDF"
    drill = email.message_from_bytes(Path(drills[0]["file"]).read_bytes(), policy=default)
    assert drill["To"] is None
    assert drill["Subject"].startswith("TEST")


def test_the_call_list_the_authority_and_the_press_are_told_of_the_whole_case(
    house: CommandLine, tmp_path: Path
) -> None:
    a_case(hazard="fever")

    for name in ("call-list", "authority"):
        house("recall", name, "R7", "-o", tmp_path / f"{name}.pdf")
    house("recall", "press", "R7", "-o", tmp_path / "press.txt")

    calls = " ".join(text_of(str(tmp_path / "call-list.pdf")))
    assert calls.index("SHOP") < calls.index("CAFE"), "who has most is called first"
    told = " ".join(text_of(str(tmp_path / "authority.pdf")))
    assert all(word in told for word in ("salmonella", "60 EA", "The shop", "The cafe"))
    press = (tmp_path / "press.txt").read_text()
    assert "lot L1" in press
    assert not any(word in press for word in ("SHOP", "The shop", "60"))


def test_a_letter_is_kept_as_it_was_made(house: CommandLine, warehouse: Path) -> None:
    a_case()
    run(make_notices, MakeNotices("R7"))
    before = letters()["SHOP"]

    house("partner", "change", "SHOP", "--role", "customer", "--name", "Another name")

    assert letters()["SHOP"] == before
    assert json.dumps(before.to.name) == '"The shop"'
