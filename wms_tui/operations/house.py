"""Choose how the house does things: its name, its lot template, its paper."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from wms_tui.domain.codes import excerpt
from wms_tui.domain.fields import line_of_text
from wms_tui.domain.numbering import parse_template
from wms_tui.errors import BadInput
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.queries.settings import (
    COMPANY_PREFIX,
    HOUSE,
    LOT_TEMPLATE,
    OVER_RECEIPT_PERCENT,
    PAPER,
    setting,
)
from wms_tui.storage.setting_rows import write_setting

PAPERS = ("a4", "letter")


@dataclass(frozen=True, slots=True)
class ChangeSetting:
    """A choice of the house, by name."""

    name: str
    value: str
    reason: str = ""


@dataclass(frozen=True)
class SettingChanged(Done):
    """What was chosen before and what is chosen now."""

    name: str
    before: str
    value: str


@operation("change-setting")
def change_setting(slip: ChangeSetting, deed: Deed) -> SettingChanged:
    """Change a setting of the house.

    Raises:
        BadInput: ``unknown-setting``, ``bad-setting``, ``bad-text``, ``bad-template``.
    """
    before = setting(slip.name)
    value = _READERS[slip.name](slip.value.strip())
    deed.post(reference=slip.name, reason=slip.reason)
    write_setting(slip.name, value)
    return SettingChanged(name=slip.name, before=before, value=value)


def _template(text: str) -> str:
    return parse_template(text).text


def _percent(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,3}", text) or int(text) > 100:
        raise BadInput("bad-setting", f"{excerpt(text)} is not a percentage.", "Give 0 to 100.")
    return str(int(text))


def _paper(text: str) -> str:
    if text.lower() not in PAPERS:
        raise BadInput("bad-setting", f"{excerpt(text)} is not a paper.", f"Give {' or '.join(PAPERS)}.")
    return text.lower()


def _prefix(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4,12}", text):
        raise BadInput("bad-setting", f"{excerpt(text)} is no company prefix.", "Give its 4 to 12 digits.")
    return text


_READERS: dict[str, Callable[[str], str]] = {
    HOUSE: line_of_text,
    LOT_TEMPLATE: _template,
    OVER_RECEIPT_PERCENT: _percent,
    PAPER: _paper,
    COMPANY_PREFIX: _prefix,
}
