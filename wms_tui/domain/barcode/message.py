"""What a scanned code says, whichever standard it was written in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from wms_tui.domain.barcode.identifiers import IDENTIFIERS
from wms_tui.domain.barcode.values import NO_DAY, day_of


class Kind(StrEnum):
    """What a scanned text is."""

    GS1 = "gs1"
    DIGITAL_LINK = "digital-link"
    MH10 = "mh10"
    EPC = "epc"
    COMMAND = "command"
    CODE = "code"


class Element(NamedTuple):
    """A value and the identifier that says what it is; in an MH10.8.2 label `ai` is the data identifier."""

    ai: str
    value: str


class Caution(NamedTuple):
    """Something unusual that does not keep a code from being read; `text` is a line for the terminal.

    `code` is ``missing-partner``, ``excluded-partner``, ``no-date``, ``separator`` (another character was
    taken for it) or ``quantity`` (one that is no whole number).
    """

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """The content of a code."""

    standard: Kind
    """``gs1``, ``digital-link`` or ``mh10``."""
    raw: str
    """The text it was read from."""
    elements: tuple[Element, ...]
    """All that it says, in the order in which it says it, each value as it was."""
    gtin: str = ""
    """14 digits: the item in this pack, AI (01); or, on a load, the items it contains, AI (02)."""
    sscc: str = ""
    """18 digits, AI (00)."""
    plate: str = ""
    """The licence plate: the SSCC, or an MH10.8.2 plate (1J to 6J)."""
    item: str = ""
    """An item number that is no GTIN (P)."""
    lot: str = ""
    """AI (10), 1T; letter case and leading zeros as printed."""
    serial: str = ""
    expires_on: date | None = None
    """The last day of use, AI (17), (7003), 14D."""
    best_before_on: date | None = None
    """AI (15), 25D. A promise of quality, never of safety: it does not stand in for an expiry."""
    made_on: date | None = None
    """AI (11), (8008), 16D."""
    quantity: int | None = None
    """How many of the item, AI (30), (37) or Q, in the pack that the GTIN names."""
    order: str = ""
    """The customer's order number, AI (400) or K."""
    supplier: str = ""
    """The supplier's code (V)."""
    cautions: tuple[Caution, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """The cautions as lines for the terminal."""
        return tuple(caution.text for caution in self.cautions)

    def value(self, ai: str) -> str:
        """Return the value of an identifier, empty when the code does not have it."""
        return next((element.value for element in self.elements if element.ai == ai), "")


def gs1_message(
    elements: Iterable[Element],
    *,
    raw: str,
    today: date,
    standard: Kind = Kind.GS1,
    cautions: tuple[Caution, ...] = (),
) -> Message:
    """Return what right elements say together. Their values must have been checked."""
    found = tuple(elements)
    values = dict(found)
    text = values.get
    year = today.year
    no_dates = tuple(
        Caution("no-date", f"{IDENTIFIERS[one.ai].label}: no date given")
        for one in found
        if one.value[:6] == NO_DAY and _is_dated(one.ai)
    )
    count = text("37") or text("30")
    return Message(
        standard=standard,
        raw=raw,
        elements=found,
        gtin=text("01") or text("02") or text("03") or (text("8006") or text("8026") or "")[:14],
        sscc=text("00", ""),
        plate=text("00", ""),
        lot=text("10", ""),
        serial=text("21", ""),
        expires_on=_day(text("17") or text("7003"), year),
        best_before_on=_day(text("15"), year),
        made_on=_day(text("11") or text("8008"), year),
        quantity=int(count) if count else None,
        order=text("400", ""),
        cautions=cautions + no_dates + partner_cautions(tuple(values)),
    )


@lru_cache(maxsize=1024)
def partner_cautions(ais: tuple[str, ...]) -> tuple[Caution, ...]:
    """Return what is missing beside these identifiers, and which of them contradict each other.

    The rules hold for all the codes on one pallet together (General Specifications, section 4.13),
    and a clerk scans one of them: so they are no refusals.
    """
    missing = [
        Caution("missing-partner", f"({ai}) stands without {_named(group)}")
        for ai in ais
        for group in IDENTIFIERS[ai].needs
        if not any(other.startswith(group) for other in ais)
    ]
    excluded = [
        Caution("excluded-partner", f"({ai}) does not go with ({other})")
        for ai in ais
        for other in ais
        if other != ai and other.startswith(IDENTIFIERS[ai].excludes)
    ]
    return tuple(excluded + missing)


def _named(group: tuple[str, ...]) -> str:
    """Return the first names of a group, as many as a line holds."""
    return " or ".join(f"({ai})" for ai in group[:2])


@lru_cache(maxsize=1024)
def _is_dated(ai: str) -> bool:
    """Return whether the values of an identifier begin with a day of six digits."""
    return IDENTIFIERS[ai].parts[0].check in ("day", "day-or-month")


def _day(value: str | None, year: int) -> date | None:
    """Return the day at the beginning of a value, if it says one."""
    return None if not value or value[:6] == NO_DAY else day_of(value[:6], year)
