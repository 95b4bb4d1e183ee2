"""Lot numbers made by template."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wms_tui.domain.codes import CSET_82
from wms_tui.domain.numbering import check_character, parse_template
from wms_tui.errors import BadInput

PI_DAY = date(2027, 3, 14)


@pytest.mark.parametrize(
    ("template", "number"),
    [
        ("{yy}{jjj}-{seq:3:daily}", "27073-007"),
        ("{yyyy}{mm}{dd}", "20270314"),
        ("{yymmdd}/{seq}", "270314/7"),
        ("{yyyymmdd}.{seq:4:yearly}", "20270314.0007"),
        ("{item}-{line}{shift}-{jjj}", "4711-A2-073"),
        ("{supplier}_{seq:2:monthly}", "ACME_07"),
        ("B{seq:10}", "B0000000007"),
    ],
)
def test_a_template_says_when_where_and_which_one(template: str, number: str):
    made = parse_template(template).render(PI_DAY, 7, item="4711", line="A", shift="2", supplier="ACME")

    assert made == number


@pytest.mark.parametrize(
    "template",
    [
        "", "{year}", "{}", "{yy", "yy}", "{{yy}}", "{seq:0}", "{seq:11}", "{seq:4:weekly}", "{seq:daily}",
        "{SEQ}", "{seq:x}", "{seq}{seq:4}", "{check}{yy}{check}", "LOT {yy}", "L#{yy}", "Ä{yy}", "x" * 21,
        "{yyyymmdd}{yyyymmdd}{seq:5}", "{item}{check}{seq}", "{yy:2}", "{yy}\n",
    ],
)  # fmt: skip
def test_a_template_that_could_make_no_lot_is_refused(template: str):
    with pytest.raises(BadInput) as refused:
        parse_template(template)

    assert refused.value.code == "bad-template"
    assert refused.value.message.isprintable()
    assert refused.value.hint


def test_twenty_characters_are_just_possible():
    assert len(parse_template("{yyyymmdd}-{seq:10}-").render(PI_DAY, 1)) == 20


@pytest.mark.parametrize("name", ["item", "line", "shift", "supplier"])
def test_a_token_without_its_value_is_refused_by_name(name: str):
    with pytest.raises(BadInput) as refused:
        parse_template(f"{{{name}}}").render(PI_DAY, None)

    assert refused.value.code == "lot-value-missing"
    assert name in refused.value.message


@pytest.mark.parametrize("sequence", [None, 0, -1])
def test_a_sequence_counts_from_one(sequence: int | None):
    with pytest.raises(BadInput):
        parse_template("{seq}").render(PI_DAY, sequence)


def test_a_template_without_a_sequence_needs_none():
    template = parse_template("{yymmdd}")

    assert template.sequence is None
    assert template.period(PI_DAY) == ""
    assert template.render(PI_DAY, None) == "270314"


def test_a_full_sequence_is_refused_and_never_grows_a_digit():
    template = parse_template("{yy}{jjj}{seq:2:daily}")

    assert template.render(PI_DAY, 99) == "2707399"
    with pytest.raises(BadInput) as refused:
        template.render(PI_DAY, 100)
    assert refused.value.code == "lot-sequence-full"


def test_a_number_that_fits_no_label_is_refused():
    with pytest.raises(BadInput) as refused:
        parse_template("{item}-{seq:4}").render(PI_DAY, 1, item="x" * 16)

    assert refused.value.code == "lot-too-long"


@pytest.mark.parametrize("item", ["A B", "Käse", "A#1", "A{yy}"])
def test_an_item_code_that_fits_no_label_is_refused(item: str):
    with pytest.raises(BadInput) as refused:
        parse_template("{item}").render(PI_DAY, None, item=item)

    assert refused.value.code == "lot-value-unfit"


@pytest.mark.parametrize(
    ("template", "period"),
    [
        ("{seq:3:daily}", "2027-03-14"),
        ("{seq:3:monthly}", "2027-03"),
        ("{seq:3:yearly}", "2027"),
        ("{seq:3}", ""),
        ("{seq}", ""),
    ],
)
def test_a_sequence_starts_anew_each_period(template: str, period: str):
    assert parse_template(template).period(PI_DAY) == period


@pytest.mark.parametrize(
    ("template", "repeats"),
    [
        ("{yy}{jjj}{seq:3:daily}", False),
        ("{yymmdd}{seq:3:daily}", False),
        ("{yyyy}{mm}{dd}{seq:3:daily}", False),
        ("{yy}{mm}{seq:3:daily}", True),
        ("{jjj}{seq:3:daily}", True),
        ("{yyyy}{jjj}{seq:3:monthly}", False),
        ("{yy}{dd}{seq:3:monthly}", True),
        ("{yyyymmdd}{seq:3:yearly}", False),
        ("{mm}{dd}{seq:3:yearly}", True),
        ("{item}{seq:3}", False),
        ("{yy}", False),
    ],
)
def test_a_template_knows_whether_its_numbers_come_again(template: str, repeats: bool):
    assert parse_template(template).repeats is repeats


DATES = some.permutations(["{yy}", "{yyyy}", "{mm}", "{dd}", "{jjj}", "{yymmdd}", "{yyyymmdd}"])


@given(
    DATES,
    some.integers(0, 3),
    some.sampled_from(["daily", "monthly", "yearly"]),
    some.dates(date(2020, 1, 1), date(2030, 1, 1)),
    some.sampled_from([1, 31, 365, 366]),
)
def test_what_does_not_repeat_makes_each_number_once(
    tokens: list[str], count: int, period: str, made_on: date, later: int
):
    text = "".join(tokens[:count])[:40] + f"{{seq:2:{period}}}"
    template = parse_template("{yy}{mm}{dd}{seq:2:daily}" if len(text) > 34 else text)
    other = made_on + timedelta(days=later)

    if not template.repeats and template.period(made_on) != template.period(other):
        assert template.render(made_on, 1) != template.render(other, 1)


def test_the_check_character_is_that_of_iso_7064():
    # The example of the Global Release Identifier standard: A1-2425G-ABC1234002-M.
    assert check_character("A1-2425G-ABC1234002") == "M"


TEXTS = some.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-", min_size=1, max_size=12)


@given(TEXTS, some.data())
def test_one_wrong_character_is_always_found(text: str, data: some.DataObject):
    place = data.draw(some.integers(0, len(text) - 1))
    wrong = data.draw(some.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    mistyped = text[:place] + wrong + text[place + 1 :]

    if text[place] != "-" and wrong != text[place]:
        assert check_character(mistyped) != check_character(text)


@pytest.mark.parametrize("text", ["{yy}{jjj}{seq:3}{check}", "{check}-{item}-{seq}", "{item}{check}{seq:3}"])
def test_a_rendered_number_verifies_and_a_mistyped_one_does_not(text: str):
    template = parse_template(text)
    number = template.render(PI_DAY, 41, item="AB-9")

    assert template.verify(number)
    assert not template.verify(number.replace("1", "7"))
    assert not template.verify("")


def test_a_template_without_a_check_takes_any_number():
    assert parse_template("{yymmdd}").verify("whatever")


@given(some.dates(date(1000, 1, 1)), some.integers(1, 999), some.text(sorted(CSET_82), min_size=1, max_size=8))
def test_what_is_rendered_fits_a_label_and_verifies(made_on: date, sequence: int, item: str):
    template = parse_template("{yyyy}{item}{seq:3}{check}")

    number = template.render(made_on, sequence, item=item)

    assert set(number) <= CSET_82
    assert template.verify(number)
