"""Where the house is and how it is reached: chosen by name, and refused where it cannot be right."""

import pytest

from tests.builders import refusal, run
from wms_tui.operations.house import ChangeSetting, change_setting
from wms_tui.queries.settings import setting

pytestmark = pytest.mark.usefixtures("warehouse")


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("house_address", " 1 Dock Road ", "1 Dock Road"),
        ("house_city", "Springfield", "Springfield"),
        ("house_country", "us", "US"),
        ("house_gln", "4012345000009", "4012345000009"),
        ("house_gln", "", ""),
        ("house_email", "recall@example.org", "recall@example.org"),
        ("house_source_reference", "FDA 12345678901", "FDA 12345678901"),
        ("digital_link", "https://example.org/id/", "https://example.org/id"),
    ],
)
def test_the_house_says_where_it_is_and_how_it_is_reached(name: str, value: str, kept: str) -> None:
    run(change_setting, ChangeSetting(name, value))

    assert setting(name) == kept


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("house_country", "USA", "bad-country"),
        ("house_gln", "4012345000000", "bad-gln"),
        ("house_email", "recall", "bad-address"),
        ("house_email", "a@example.org, b@example.org", "bad-setting"),
        ("house_phone", "555\n0199", "bad-text"),
        ("digital_link", "ftp://example.org", "bad-setting"),
        ("digital_link", "https://example.org/?a=b", "bad-setting"),
        ("digital_link", 'https://example.org/"><script>', "bad-setting"),
        ("digital_link", "", "bad-setting"),
    ],
)
def test_what_cannot_be_right_is_refused(name: str, value: str, code: str) -> None:
    assert refusal(change_setting, ChangeSetting(name, value)) == code
