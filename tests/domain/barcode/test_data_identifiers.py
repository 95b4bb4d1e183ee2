from datetime import date

import pytest

from wms_tui.domain.barcode.data_identifiers import parse_mh10
from wms_tui.domain.barcode.message import Kind
from wms_tui.errors import BadInput

TODAY = date(2026, 11, 20)
RS, GS, EOT = "\x1e", "\x1d", "\x04"
FIELDS = ["P4711", "Q100", "1TAB-1", "S007", "14D20271231", "16D20260301", "25D20270601", "KPO7", "VACME", "1JUN123"]


def test_an_envelope_says_all_of_a_label() -> None:
    message = parse_mh10(f"[)>{RS}06{GS}{GS.join(FIELDS)}{RS}{EOT}\r", TODAY)

    assert message.standard is Kind.MH10
    assert (message.item, message.lot, message.serial, message.plate) == ("4711", "AB-1", "007", "UN123")
    assert (message.order, message.supplier, message.quantity) == ("PO7", "ACME", 100)
    assert message.expires_on == date(2027, 12, 31)
    assert message.best_before_on == date(2027, 6, 1)
    assert message.made_on == date(2026, 3, 1)


@pytest.mark.parametrize(
    "text",
    [f"[)>{RS}06{GS}P4711{GS}1TAB", "[)><RS>06<GS>P4711<GS>1TAB<RS><EOT>", f"[)>06{GS}P4711{GS}1TAB{RS}"],
)
def test_an_envelope_is_read_however_its_control_characters_arrive(text: str) -> None:
    assert parse_mh10(text, TODAY).elements == (("P", "4711"), ("1T", "AB"))


def test_an_envelope_may_hold_gs1_elements() -> None:
    text = f"[)>{RS}05{GS}0109521234543213{GS}10L1{GS}21S1{RS}{EOT}"

    message = parse_mh10(text, TODAY)

    assert (message.standard, message.lot, message.serial, message.raw) == (Kind.GS1, "L1", "S1", text)


@pytest.mark.parametrize(("text", "lot"), [("1TAB12", "AB12"), ("1T000ab", "000ab")])
def test_a_single_field_is_read_without_an_envelope(text: str, lot: str) -> None:
    assert parse_mh10(text, TODAY).lot == lot


def test_an_unknown_field_is_kept_but_not_understood() -> None:
    assert parse_mh10(f"[)>{RS}06{GS}P1{GS}9K55{RS}{EOT}", TODAY).value("9K") == "55"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("A-07-03-B", "unknown-di"),
        ("P", "unknown-di"),
        (f"[)>{RS}06{GS}4711{RS}{EOT}", "unknown-di"),
        ("[)>", "envelope"),
        (f"[)>{RS}12{GS}XYZ{RS}{EOT}", "envelope"),
        ("14D20271301", "date"),
        ("14D271231", "date"),
        (f"[)>{RS}06{GS}P1{GS}P2{RS}{EOT}", "repeat"),
        ("1TA\nB", "charset"),
    ],
)
def test_a_wrong_label_is_refused_by_what_is_wrong(text: str, why: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse_mh10(text, TODAY)

    assert refusal.value.details["reason"] == why


@pytest.mark.parametrize(("text", "code"), [("Q12.5", "quantity"), ("14D00000000", "no-date")])
def test_what_cannot_be_used_is_said(text: str, code: str) -> None:
    message = parse_mh10(text, TODAY)

    assert message.quantity is None
    assert message.expires_on is None
    assert [caution.code for caution in message.cautions] == [code]
