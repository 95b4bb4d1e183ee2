"""Questions about what the house has chosen; what it has not chosen has a default."""

from wms_tui.domain.signatures import Signing, read_signing
from wms_tui.errors import BadInput
from wms_tui.storage.statements import rows, value

HOUSE = "house"
LOT_TEMPLATE = "lot_template"
OVER_RECEIPT_PERCENT = "over_receipt_percent"
PAPER = "paper"
COMPANY_PREFIX = "company_prefix"
ALERT_MAIL = "alert_mail"
HOLD_HOURS = "hold_hours"
MAIL_FROM = "mail_from"
SMTP_HOST = "smtp_host"
SMTP_PORT = "smtp_port"
SMTP_SECURITY = "smtp_security"
SMTP_USER = "smtp_user"
USE_DAYS = "use_days"
COUNT_QUOTA = "count_quota"
COUNT_CALENDAR = "count_calendar"
COUNT_DAYS = {"A": "count_days_a", "B": "count_days_b", "C": "count_days_c"}
COUNT_WINDOW = "count_window"
COUNT_A_PERCENT = "count_a_percent"
COUNT_B_PERCENT = "count_b_percent"
DRILL_CALENDAR = "drill_calendar"
DRILL_MINUTES = "drill_minutes"
DRILL_PERCENT = "drill_percent"
FIRM = (
    "house_address", "house_city", "house_state", "house_zip", "house_country", "house_phone", "house_email",
    "house_hours", "house_gln", "house_source_reference",
)  # fmt: skip
HOUSE_EMAIL, HOUSE_COUNTRY, HOUSE_GLN = "house_email", "house_country", "house_gln"
DIGITAL_LINK = "digital_link"
LANGUAGE = "language"
CONTACT_DAYS = "contact_days"
SIGNATURES, SIGNATURE_LIMIT = "signatures", "signature_limit"

DEFAULTS = {
    HOUSE: "",
    LOT_TEMPLATE: "LOT-{yymmdd}-{seq:3:daily}",
    OVER_RECEIPT_PERCENT: "5",
    PAPER: "a4",
    # Numbers that begin with 04 stay within one company (GS1 General Specifications, synopsis of prefixes);
    # a house whose pallets travel sets the prefix that GS1 has given it.
    COMPANY_PREFIX: "0400000",
    # After so many hours on hold somebody is told.
    HOLD_HOURS: "48",
    # Who gets the digest of alerts, such as boss@example.org, qa@example.org=quality; and who hands it in where.
    ALERT_MAIL: "",
    MAIL_FROM: "",
    SMTP_HOST: "",
    SMTP_PORT: "587",
    SMTP_SECURITY: "starttls",
    SMTP_USER: "",
    USE_DAYS: "90",
    COUNT_QUOTA: "20",
    COUNT_CALENDAR: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
    COUNT_DAYS["A"]: "90",
    COUNT_DAYS["B"]: "180",
    COUNT_DAYS["C"]: "365",
    COUNT_WINDOW: "90",
    COUNT_A_PERCENT: "80",
    COUNT_B_PERCENT: "95",
    # A recall is drilled once a year at least (BRCGS Food 9, SQF 9, EU GDP 2013/C 343/01), within 4 hours (BRCGS).
    DRILL_CALENDAR: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=1",
    DRILL_MINUTES: "240",
    DRILL_PERCENT: "99.5-100.5",
    # Who recalls, on letters and in records that others ask for (21 CFR 7.49, 1.1310).
    **dict.fromkeys(FIRM, ""),
    # Where the codes of lot passports lead, and what GS1 identifiers in records of others begin with.
    DIGITAL_LINK: "https://id.gs1.org",
    LANGUAGE: "en",
    # After so many days a contact that nobody has verified counts as stale.
    CONTACT_DAYS: "365",
    # What is signed with badge and PIN: of release, recall, destroy, adjust; an adjustment where it is above the limit.
    SIGNATURES: "",
    SIGNATURE_LIMIT: "0",
}
"""Every setting, with its value until the house chooses another."""

_ONE = "SELECT value FROM setting WHERE name = ?"
_ALL = "SELECT name, value FROM setting ORDER BY name"


def setting(name: str) -> str:
    """Return the value of a setting, or its default.

    Raises:
        BadInput: ``unknown-setting``.
    """
    if name not in DEFAULTS:
        raise BadInput("unknown-setting", f"There is no setting {name}.", f"There are: {', '.join(DEFAULTS)}.")
    kept = value(_ONE, name)
    return DEFAULTS[name] if kept is None else kept


def settings() -> dict[str, str]:
    """Return every setting with its value."""
    kept = {name: one for name, one in rows(_ALL) if name in DEFAULTS}
    return {**DEFAULTS, **kept}


def house_name() -> str:
    """Return the name of the warehouse, which heads its papers."""
    return setting(HOUSE)


def house_template() -> str:
    """Return the template of lot numbers for items that have none of their own."""
    return setting(LOT_TEMPLATE)


def over_receipt_percent() -> int:
    """Return by how many percent a receipt may exceed what was announced."""
    return int(setting(OVER_RECEIPT_PERCENT))


def paper() -> str:
    """Return the paper that documents are made for: ``a4`` or ``letter``."""
    return setting(PAPER)


def company_prefix() -> str:
    """Return the GS1 company prefix that licence plates begin with, behind their extension digit."""
    return setting(COMPANY_PREFIX)


def use_days() -> int:
    """Return how many days back the use of items is looked at, to say how fast they are used."""
    return int(setting(USE_DAYS))


def signing() -> tuple[Signing, ...]:
    """Return what the house wants signed."""
    return read_signing(setting(SIGNATURES))


def signature_limit() -> int:
    """Return up to how many base units an adjustment goes unsigned."""
    return int(setting(SIGNATURE_LIMIT))


def hold_hours() -> int:
    """Return after how many hours on hold somebody is told."""
    return int(setting(HOLD_HOURS))
