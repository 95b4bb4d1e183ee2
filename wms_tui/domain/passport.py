"""The passport of a lot: what a customer or a consumer may read of it.

It holds no trade secrets: no supplier, customer, quantity, recipe, bin, limit or measured value, and nobody's badge.
"""

from dataclasses import dataclass
from datetime import date

from wms_tui.domain.letter_words.languages import spelled_day, words_of
from wms_tui.domain.passport_words import PASSPORT_WORDS, PassportWords
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
    language: str = "en"

    @property
    def words(self) -> PassportWords:
        """The fixed words in its language."""
        return PASSPORT_WORDS[self.language]

    def spelled(self, on: date | None) -> str:
        """Return a day with the name of its month, in its language."""
        return spelled_day(on, words_of(self.language)) if on else ""


def facts(one: LotPassport) -> list[tuple[str, str]]:
    """Return what is known of the goods, as labels and words."""
    words = one.words
    known = (
        (words.product, one.product), (words.brand, one.brand), (words.description, ", ".join(one.description)),
        ("GTIN", one.gtin), (words.lot, one.lot), (words.origin, one.origin), (words.made_in, one.made_in),
        (words.made_on, one.spelled(one.made_on)), (words.best_before, one.spelled(one.best_before_on)),
        (words.use_by, one.spelled(one.expires_on)),
    )  # fmt: skip
    return [(label, said) for label, said in known if said]


def reach(one: LotPassport) -> list[tuple[str, str]]:
    """Return who stands by the lot, as labels and words."""
    words, firm = one.words, one.firm
    known = (
        (words.firm, firm.name), (words.address, firm.address), (words.phone, firm.phone), (words.email, firm.email),
        (words.hours, firm.hours),
    )  # fmt: skip
    return [(label, said) for label, said in known if said]


def recall_lines(one: LotPassport) -> list[str]:
    """Return what to tell of a recall; nothing where the lot is not recalled."""
    if not one.recalled:
        return []
    words = one.words
    lines = [words.recalled]
    for case in one.recalls:
        hazard = f": {case.hazard}" if case.hazard else ""
        since = words.since.format(kind=words.kinds[case.kind], code=case.code, day=one.spelled(case.since))
        lines.append(f"{since}{hazard}")
    how = ", ".join(part for part in (one.firm.phone, one.firm.email, one.firm.hours) if part)
    lines.append(words.ask.format(firm=one.firm.name or words.maker) + (f": {how}." if how else "."))
    return lines
