"""Choose how the house does things: its name, its lot template, its paper, its mail, how often it counts."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from wms_tui import clock
from wms_tui.domain.alerts import read_readers
from wms_tui.domain.audit import Thing
from wms_tui.domain.codes import excerpt
from wms_tui.domain.drills import read_percents
from wms_tui.domain.fields import line_of_text
from wms_tui.domain.letter_words.languages import words_of
from wms_tui.domain.master_data import checked_country, checked_gln
from wms_tui.domain.numbering import parse_template
from wms_tui.domain.quantity import LARGEST
from wms_tui.domain.signatures import read_signing
from wms_tui.domain.work_calendar import checked_calendar
from wms_tui.errors import BadInput
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.queries.settings import (
    ALERT_MAIL,
    COMPANY_PREFIX,
    CONTACT_DAYS,
    COUNT_A_PERCENT,
    COUNT_B_PERCENT,
    COUNT_CALENDAR,
    COUNT_DAYS,
    COUNT_QUOTA,
    COUNT_WINDOW,
    DIGITAL_LINK,
    DRILL_CALENDAR,
    DRILL_MINUTES,
    DRILL_PERCENT,
    FIRM,
    HOLD_HOURS,
    HOUSE,
    HOUSE_COUNTRY,
    HOUSE_EMAIL,
    HOUSE_GLN,
    LANGUAGE,
    LOT_TEMPLATE,
    MAIL_FROM,
    OVER_RECEIPT_PERCENT,
    PAPER,
    SIGNATURE_LIMIT,
    SIGNATURES,
    SMTP_HOST,
    SMTP_PORT,
    SMTP_SECURITY,
    SMTP_USER,
    USE_DAYS,
    setting,
)
from wms_tui.storage.setting_rows import write_setting

PAPERS = ("a4", "letter")
SECURITIES = ("starttls", "tls", "none")
_DOMAIN = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~-]+)*", re.ASCII)


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
        BadInput: ``unknown-setting``, ``bad-setting``, ``bad-text``, ``bad-template``, ``bad-calendar``.
    """
    before = setting(slip.name)
    value = _READERS[slip.name](slip.value.strip())
    deed.post(reference=slip.name, reason=slip.reason)
    write_setting(slip.name, value)
    deed.note(Thing.SETTING, slip.name, {"value": before}, {"value": value})
    return SettingChanged(name=slip.name, before=before, value=value)


def _template(text: str) -> str:
    return parse_template(text).text


def _percent(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,3}", text) or int(text) > 100:
        raise BadInput("bad-setting", f"{excerpt(text)} is not a percentage.", "Give 0 to 100.")
    return str(int(text))


def _days(text: str) -> str:
    return _number(text, "days", 3650)


def _paper(text: str) -> str:
    if text.lower() not in PAPERS:
        raise BadInput("bad-setting", f"{excerpt(text)} is not a paper.", f"Give {' or '.join(PAPERS)}.")
    return text.lower()


def _prefix(text: str) -> str:
    if not re.fullmatch(r"[0-9]{4,12}", text):
        raise BadInput("bad-setting", f"{excerpt(text)} is no company prefix.", "Give its 4 to 12 digits.")
    return text


def _readers_of_mail(text: str) -> str:
    read_readers(text)
    return line_of_text(text)


def _sender(text: str) -> str:
    if len(read_readers(text)) > 1 or "=" in text:
        raise BadInput("bad-setting", f"{excerpt(text)} is not one address.", "Give one, such as wms@example.org.")
    return text


def _port(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,5}", text) or not 1 <= int(text) <= 65535:
        raise BadInput("bad-setting", f"{excerpt(text)} is no port.", "Give 1 to 65535, often 587.")
    return str(int(text))


def _security(text: str) -> str:
    if text.lower() not in SECURITIES:
        raise BadInput("bad-setting", f"{excerpt(text)} is no such thing.", f"Give {', '.join(SECURITIES)}.")
    return text.lower()


def _domain(text: str) -> str:
    """Return where Digital Links lead (GS1 Digital Link URI syntax 1.6: scheme, host, and a stem or none)."""
    address = text.rstrip("/")
    if len(address) > 60 or not _DOMAIN.fullmatch(address):
        raise BadInput("bad-setting", f"{excerpt(text)} is no web address.", "Give one such as https://example.org/id.")
    return address


def _bins(text: str) -> str:
    return _number(text, "bins", 10_000)


def _number(text: str, what: str, most: int, least: int = 1) -> str:
    if not re.fullmatch(r"[0-9]{1,18}", text) or not least <= int(text) <= most:
        raise BadInput("bad-setting", f"{excerpt(text)} is no number of {what}.", f"Give {least} to {most}.")
    return str(int(text))


def _upto_a(text: str) -> str:
    return _bounds(_percent(text), setting(COUNT_B_PERCENT))[0]


def _upto_b(text: str) -> str:
    return _bounds(setting(COUNT_A_PERCENT), _percent(text))[1]


def _bounds(upto_a: str, upto_b: str) -> tuple[str, str]:
    """Return the ends of the classes A and B, which must not be swapped."""
    if int(upto_a) > int(upto_b):
        raise BadInput("bad-setting", f"A would end at {upto_a} % and B at {upto_b} %.", "A must end before B.")
    return upto_a, upto_b


def _percents(text: str) -> str:
    read_percents(text)
    return text.replace(" ", "")


def _signing(text: str) -> str:
    return ", ".join(read_signing(text))


def _calendar(text: str) -> str:
    return checked_calendar(text, clock.today())


_READERS: dict[str, Callable[[str], str]] = {
    HOUSE: line_of_text,
    LOT_TEMPLATE: _template,
    OVER_RECEIPT_PERCENT: _percent,
    PAPER: _paper,
    COMPANY_PREFIX: _prefix,
    HOLD_HOURS: lambda text: _number(text, "hours", 8760),
    ALERT_MAIL: _readers_of_mail,
    MAIL_FROM: _sender,
    SMTP_HOST: line_of_text,
    SMTP_PORT: _port,
    SMTP_SECURITY: _security,
    SMTP_USER: line_of_text,
    USE_DAYS: _days,
    COUNT_QUOTA: _bins,
    COUNT_CALENDAR: _calendar,
    COUNT_WINDOW: _days,
    **dict.fromkeys(FIRM, line_of_text),
    HOUSE_EMAIL: _sender,
    HOUSE_COUNTRY: checked_country,
    HOUSE_GLN: checked_gln,
    DIGITAL_LINK: _domain,
    LANGUAGE: lambda text: words_of(text).language,
    CONTACT_DAYS: _days,
    SIGNATURES: _signing,
    SIGNATURE_LIMIT: lambda text: _number(text, "units", LARGEST, least=0),
    DRILL_CALENDAR: _calendar,
    DRILL_MINUTES: lambda text: _number(text, "minutes", 100_000),
    DRILL_PERCENT: _percents,
    COUNT_A_PERCENT: _upto_a,
    COUNT_B_PERCENT: _upto_b,
    **dict.fromkeys(COUNT_DAYS.values(), _days),
}
