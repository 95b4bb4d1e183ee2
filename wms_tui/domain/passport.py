"""The passport of a lot: what a customer or a consumer may read of it.

It holds no trade secrets: no supplier, customer, quantity, recipe, bin, limit or measured value, and nobody's badge.
"""

from dataclasses import dataclass
from datetime import date

from wms_tui.domain.recall import RecallKind


@dataclass(frozen=True, slots=True)
class PassportFirm:
    """Who stands by the lot, and how to reach them."""

    name: str
    address: str
    phone: str
    email: str
    hours: str


@dataclass(frozen=True, slots=True)
class PassportTest:
    """A test that the lot passed, and when it last did."""

    name: str
    on: date


@dataclass(frozen=True, slots=True)
class PassportPaper:
    """A certificate of the lot: its name, and the hash by which anybody who has it knows that it is the one."""

    name: str
    sha256: str
    on: date


@dataclass(frozen=True, slots=True)
class PassportRecall:
    """That the lot is recalled: the number of the case, its kind, and the hazard in words."""

    code: str
    kind: RecallKind
    hazard: str
    since: date


@dataclass(frozen=True, slots=True)
class LotPassport:
    """All that the passport of a lot says."""

    firm: PassportFirm
    product: str
    brand: str
    description: tuple[str, ...]
    """Commodity, variety and packaging, as far as they are known."""
    lot: str
    gtin: str
    origin: str
    """Country of origin, two letters of ISO 3166."""
    made_in: str
    """The country of this house, where the lot was made here."""
    made_on: date | None
    best_before_on: date | None
    expires_on: date | None
    link: str
    """The Digital Link of the lot; empty where its item has no GTIN."""
    papers: tuple[PassportPaper, ...]
    tests: tuple[PassportTest, ...]
    recalls: tuple[PassportRecall, ...]
    recalled: bool
    issued_on: date
    seal: str = ""
    """The head of the ledger's chain when it was issued."""


NO_RECALL = "This lot is not recalled as of the day of issue."
"""Said where it is so, as a passport that is silent could be an old one."""


def facts(one: LotPassport) -> list[tuple[str, str]]:
    """Return what is known of the goods, as labels and words."""
    known = (
        ("Product", one.product), ("Brand", one.brand), ("Description", ", ".join(one.description)),
        ("GTIN", one.gtin), ("Lot", one.lot), ("Country of origin", one.origin), ("Made in", one.made_in),
        ("Made on", spelled(one.made_on)), ("Best before", spelled(one.best_before_on)),
        ("Use by", spelled(one.expires_on)),
    )  # fmt: skip
    return [(label, words) for label, words in known if words]


def recall_lines(one: LotPassport) -> list[str]:
    """Return what to tell of a recall; nothing where the lot is not recalled."""
    if not one.recalled:
        return []
    lines = ["RECALLED - do not eat, use or sell goods of this lot."]
    for case in one.recalls:
        hazard = f": {case.hazard}" if case.hazard else ""
        lines.append(f"{case.kind.value.capitalize()} {case.code} since {spelled(case.since)}{hazard}")
    reach = ", ".join(part for part in (one.firm.phone, one.firm.email, one.firm.hours) if part)
    lines.append(f"Ask {one.firm.name or 'the maker'} what to do with it" + (f": {reach}." if reach else "."))
    return lines


def spelled(on: date | None) -> str:
    """Return a day as ``14 March 2027``: no reader takes the month for the day."""
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year:04d}" if on else ""


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
