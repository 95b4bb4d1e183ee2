"""PINs: what is too easy to guess, what is kept of them, and how long wrong ones cost."""

import pytest

from wms_tui.domain.pins import hashed, is_pin, lock_seconds, made_with, pepper_mark, refuse_weak, salt_of
from wms_tui.errors import BadInput

PEPPER, OTHER = b"p" * 32, b"q" * 32


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        ("48291", "bad-pin"),
        ("4829137465012", "bad-pin"),
        ("", "bad-pin"),
        ("48291a", "bad-pin"),
        ("٤٨٢٩١٣", "bad-pin"),
        ("777777", "weak-pin"),
        ("123456", "weak-pin"),
        ("654321", "weak-pin"),
        ("890123", "weak-pin"),
        ("210987", "weak-pin"),
        ("482913", "weak-pin"),
        ("100200", "weak-pin"),
    ],
)
def test_a_pin_that_anybody_would_try_first_is_refused_and_never_shown(pin: str, code: str) -> None:
    badge = "U100200" if pin == "100200" else "482913"

    with pytest.raises(BadInput) as refused:
        refuse_weak(pin, badge)

    assert refused.value.code == code
    assert not pin or pin not in refused.value.message + refused.value.hint


@pytest.mark.parametrize("pin", ["482914", "112233", "121212", "908172635445"])
def test_six_to_twelve_other_digits_are_a_pin(pin: str) -> None:
    refuse_weak(pin, "ANNA")


def test_only_the_right_pin_with_the_right_pepper_is_the_pin() -> None:
    kept = hashed("482913", salt_of("k1", PEPPER), PEPPER)

    assert is_pin("482913", kept, PEPPER)
    assert not is_pin("482914", kept, PEPPER)
    assert not is_pin("482913", kept, OTHER)
    assert "482913" not in kept


def test_two_people_with_the_same_pin_are_not_to_be_told_by_what_is_kept() -> None:
    assert hashed("482913", salt_of("k1", PEPPER), PEPPER) != hashed("482913", salt_of("k2", PEPPER), PEPPER)


def test_what_is_kept_says_with_which_pepper_it_was_made_and_not_what_that_is() -> None:
    kept = hashed("482913", salt_of("k1", PEPPER), PEPPER)

    assert made_with(kept) == pepper_mark(PEPPER) != pepper_mark(OTHER)
    assert PEPPER.hex()[:16] not in kept


def test_four_slips_cost_nothing_and_from_the_fifth_on_each_costs_twice_as_long_up_to_a_quarter_of_an_hour() -> None:
    assert [lock_seconds(failures) for failures in range(12)] == [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900]
    assert lock_seconds(10_000) == 900
