# pyright: reportCallIssue=false, reportArgumentType=false
"""What each consignee of a recall is to be told now: their own deliveries, and nobody else's."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from wms_tui.domain.quantity import Pack, spell_quantity
from wms_tui.domain.recall_letters import Addressee, Firm, Letter, LetterDelivery, LetterLot
from wms_tui.domain.tracing import Delivery
from wms_tui.queries.deliveries import deliveries
from wms_tui.queries.recalls import Recall, ScopeLot, scope_of
from wms_tui.queries.replies import replies_of
from wms_tui.queries.settings import LANGUAGE, setting, settings
from wms_tui.storage.statements import Row, day, rows

_ADDRESSEES = """
SELECT id, code, name, address, contact, phone, after_hours, email, language, verified_on FROM partner
WHERE id IN (SELECT value FROM json_each(?))
"""
# Quantities are of base units, so the GTIN beside them is that of one.
_GOODS = """
SELECT lot.id, item.brand, item.packaging_size,
       coalesce((SELECT gtin FROM pack WHERE item_id = item.id AND name = item.unit), ''),
       lot.supplier_lot, item.id
FROM lot JOIN item ON item.id = lot.item_id WHERE lot.id IN (SELECT value FROM json_each(?))
"""
_PACKS = """
SELECT item_id, name, quantity FROM pack WHERE item_id IN (SELECT value FROM json_each(?)) ORDER BY quantity, name
"""
_UNITS = """
SELECT move.entry_id, move.lot_id, coalesce(line.line, 0), plate.code, move.serials
FROM move CROSS JOIN plate LEFT JOIN orderline AS line ON line.id = move.order_line
WHERE move.entry_id IN (SELECT value FROM json_each(?)) AND move.lot_id IN (SELECT value FROM json_each(?))
  AND plate.id = move.source_plate_id AND (move.source_plate_id > 0 OR move.serials <> '')
ORDER BY move.id
"""

_FIRM = ("house", "house_address", "house_phone", "house_email", "house_hours")


@dataclass(frozen=True, slots=True)
class _Goods:
    """What is known of the goods in scope, asked for once for all letters."""

    scope: Mapping[int, ScopeLot]
    marks: Mapping[int, Row]
    """Brand, size, GTIN, the supplier's lot, and the item's row number, by lot."""
    packs: Mapping[int, tuple[Pack, ...]]
    units: Mapping[tuple[int, int, int], tuple[list[str], list[str]]]
    """Pallets and serials, by entry, lot and line of the order."""

    def spell(self, lot: int, quantity: int) -> str:
        """Return a quantity of a lot in packs."""
        return spell_quantity(quantity, self.packs.get(self.marks[lot][4], ()), self.scope[lot].unit)


def letters_for(case: Recall, *, by: str, at: datetime, version: int) -> list[tuple[int, Letter]]:
    """Return what each consignee of a case is to be told now, with the row number of the partner."""
    scope = {one.lot_id: one for one in scope_of(case.id)}
    mine = _by_partner(case, scope)
    marks = {found[0]: found[1:] for found in rows(_GOODS, json.dumps(list(scope)))}
    goods = _Goods(
        scope, marks, _packs(one[4] for one in marks.values()),
        _units(one for all_of_one in mine.values() for one in all_of_one),
    )  # fmt: skip
    told = {partner: (_lots(sent, goods), _lines(sent, goods)) for partner, sent in mine.items()}
    return _written(case, told, by=by, at=at, version=version, first=1)


def cancellations_for(
    case: Recall, partners: Iterable[int], *, by: str, at: datetime, version: int, first: int
) -> list[tuple[int, Letter]]:
    """Return what those are to be told who were told of a case and of whose goods nothing is in it any more.

    ``first`` is the number of the first of these letters within the version.
    """
    return _written(case, dict.fromkeys(partners, ((), ())), by=by, at=at, version=version, first=first)


_Told = tuple[tuple[LetterLot, ...], tuple[LetterDelivery, ...]]


def _written(
    case: Recall, told: Mapping[int, _Told], *, by: str, at: datetime, version: int, first: int
) -> list[tuple[int, Letter]]:
    """Return a letter to each partner, by their codes."""
    firm, people = firm_of_the_house(), _addressees(told, setting(LANGUAGE))
    letters: list[tuple[int, Letter]] = []
    for number, partner in enumerate(sorted(told, key=lambda one: people[one].code.casefold()), start=first):
        lots, lines = told[partner]
        letter = Letter(
            case.code, version, f"RN-{case.code}-{version}-{number}", case.drill, case.kind, case.recall_class,
            case.product, case.depth, at, by, firm, people[partner], case.reason, case.hazard, case.instructions,
            case.reply_by, lots, lines, complaints=case.complaints, authority=case.authority,
        )  # fmt: skip
        letters.append((partner, letter))
    return letters


def firm_of_the_house() -> Firm:
    """Return who recalls, and how to reach them."""
    chosen = settings()
    return Firm(*(chosen[name] for name in _FIRM))


def _by_partner(case: Recall, scope: dict[int, ScopeLot]) -> dict[int, list[Delivery]]:
    """Return the deliveries of each consignee of a case, the first one first."""
    reached = {one.partner_id for one in replies_of(case.id)}
    mine: dict[int, list[Delivery]] = {}
    for one in deliveries(scope):
        if one.partner_id in reached:
            mine.setdefault(one.partner_id, []).append(one)
    return mine


def _packs(items: Iterable[int]) -> dict[int, tuple[Pack, ...]]:
    found: dict[int, tuple[Pack, ...]] = {}
    for item, name, quantity in rows(_PACKS, json.dumps(sorted({*items}))):
        found[item] = (*found.get(item, ()), Pack(name, quantity))
    return found


def _units(sent: Iterable[Delivery]) -> dict[tuple[int, int, int], tuple[list[str], list[str]]]:
    """Return the pallets and the serials of shipments, by entry, lot and line of the order."""
    known = list(sent)
    entries, lots = sorted({one.entry for one in known}), sorted({one.lot_id for one in known})
    found: dict[tuple[int, int, int], tuple[list[str], list[str]]] = {}
    for entry, lot, line, plate, serials in rows(_UNITS, json.dumps(entries), json.dumps(lots)):
        plates, units = found.setdefault((entry, lot, line), ([], []))
        plates += [plate] if plate and plate not in plates else []
        units += serials.split()
    return found


def _addressees(partners: Iterable[int], language: str) -> dict[int, Addressee]:
    return {
        found[0]: Addressee(*found[1:8], found[8] or language, day(found[9]))
        for found in rows(_ADDRESSEES, json.dumps(list(partners)))
    }  # fmt: skip


def _lots(mine: Sequence[Delivery], goods: _Goods) -> tuple[LetterLot, ...]:
    kept: dict[int, int] = {}
    for one in mine:
        kept[one.lot_id] = kept.get(one.lot_id, 0) + one.kept
    return tuple(_lot(one, kept[lot], goods) for lot, one in goods.scope.items() if lot in kept)


def _lot(one: ScopeLot, quantity: int, goods: _Goods) -> LetterLot:
    brand, size, gtin, theirs, _ = goods.marks[one.lot_id]
    return LetterLot(
        one.item, one.name, brand, size, gtin, one.lot, theirs if theirs != one.lot else "", one.made_on,
        one.expires_on, one.unit, quantity, goods.spell(one.lot_id, quantity),
    )  # fmt: skip


def _lines(mine: Sequence[Delivery], goods: _Goods) -> tuple[LetterDelivery, ...]:
    lines = [_line(one, goods) for one in mine]
    return tuple(sorted(lines, key=lambda line: (line.on, line.document, line.item, line.lot)))


def _line(one: Delivery, goods: _Goods) -> LetterDelivery:
    plates, serials = goods.units.get((one.entry, one.lot_id, one.line or 0), ([], []))
    return LetterDelivery(
        one.shipped_at.astimezone().date(), one.order, one.item, one.lot, one.quantity, one.returned,
        goods.scope[one.lot_id].unit, goods.spell(one.lot_id, one.quantity), tuple(plates), tuple(serials),
    )  # fmt: skip
