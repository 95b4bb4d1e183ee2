"""The expiry report: what grows old, put together by week, zone or supplier, with totals. No database, no layout."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from wms_tui.domain.aging import Age
from wms_tui.domain.dates import show_date
from wms_tui.domain.expiry import ExpiryRow, week_name, week_of


class GroupBy(StrEnum):
    """What rows of the report are put together by."""

    WEEK = "week"
    ZONE = "zone"
    SUPPLIER = "supplier"


@dataclass(frozen=True, slots=True)
class Total:
    """How many lots, and how much of them in each base unit: pieces and grams are not added up."""

    lots: int
    units: tuple[tuple[str, int], ...]

    def __str__(self) -> str:
        """Return ``3 lots, 1240 EA, 500 g``."""
        quantities = [f"{quantity} {unit}" for unit, quantity in self.units]
        return ", ".join([f"{self.lots} {'lot' if self.lots == 1 else 'lots'}", *quantities])


@dataclass(frozen=True, slots=True)
class ReportGroup:
    """Rows that are put together, the first to expire on top."""

    title: str
    rows: tuple[ExpiryRow, ...]
    total: Total


@dataclass(frozen=True, slots=True)
class ExpiryReport:
    """What grows old at one moment."""

    house: str
    title: str
    printed_at: datetime
    printed_by: str
    groups: tuple[ReportGroup, ...]
    total: Total
    packs: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    """By item: a quantity in base units -> the same in packs."""
    seal: str = ""


def total_of(rows: Iterable[ExpiryRow]) -> Total:
    """Return the total of rows; a lot in several bins is one lot."""
    lots: set[tuple[str, str]] = set()
    units: Counter[str] = Counter()
    for one in rows:
        lots.add((one.item, one.lot))
        units[one.unit] += one.quantity
    return Total(len(lots), tuple(sorted(units.items())))


def grouped(rows: Sequence[ExpiryRow], by: GroupBy) -> tuple[ReportGroup, ...]:
    """Return rows in groups: weeks in their order behind what has expired, zones and suppliers by name."""
    groups: dict[tuple[bool, str], list[ExpiryRow]] = {}
    for one in rows:
        groups.setdefault(_group_of(one, by), []).append(one)
    order = groups if by is GroupBy.WEEK else sorted(groups)
    return tuple(ReportGroup(key[1], tuple(groups[key]), total_of(groups[key])) for key in order)


def _group_of(one: ExpiryRow, by: GroupBy) -> tuple[bool, str]:
    """Return the group of a row, such that groups sort: those without a name come last."""
    if by is GroupBy.ZONE:
        return (not one.zone, one.zone or "No zone")
    if by is GroupBy.SUPPLIER:
        return (not one.supplier, one.supplier or "Supplier not known")
    if one.state is Age.EXPIRED or one.expires_on is None:
        return (False, "Expired")
    monday = week_of(one.expires_on)
    return (False, f"{week_name(monday)}, from {show_date(monday)}")


SHEET_COLUMNS = (
    "group", "item", "name", "lot", "zone", "bin", "plate", "supplier", "quantity", "unit", "reserved", "available",
    "expires_on", "days_left", "percent_left", "state", "status", "below_minimum_of",
)  # fmt: skip
TOTAL_COLUMNS = ("group", "lots", "quantity", "unit")


def sheet_rows(report: ExpiryReport) -> list[tuple[object, ...]]:
    """Return the rows of the report for a spreadsheet, under ``SHEET_COLUMNS``."""
    return [
        (
            group.title, one.item, one.name, one.lot, one.zone, one.bin, one.plate, one.supplier, one.quantity,
            one.unit, one.reserved, one.available, one.expires_on, one.days_left, one.percent_left, one.state.value,
            one.status.value, ", ".join(one.below_minimum_of),
        )
        for group in report.groups
        for one in group.rows
    ]  # fmt: skip


def total_rows(report: ExpiryReport) -> list[tuple[object, ...]]:
    """Return the totals of the report for a spreadsheet, under ``TOTAL_COLUMNS``: a row for each unit of a group."""
    totals = [(group.title, group.total) for group in report.groups] + [("Total", report.total)]
    return [(title, total.lots, quantity, unit) for title, total in totals for unit, quantity in total.units]
