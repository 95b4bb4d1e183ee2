"""Questions about what consignees were delivered of recalled lots, and what they answered."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from wms_tui.domain.replies import NOTHING_SAID, LotReply, Statement, Totals, totals_of
from wms_tui.queries.crossings import CROSSES, CUSTOMER
from wms_tui.queries.recalls import scope_of
from wms_tui.storage.statements import Row, moment, row, rows

# An entry that was undone did not happen, and one that undoes says so of another.
_DELIVERED = f"""
SELECT coalesce(head.customer_id, entry.partner_id), move.lot_id,
       sum(CASE WHEN move.target_id = {CUSTOMER} THEN move.quantity WHEN entry.id <= ?1 THEN -move.quantity ELSE 0 END),
       sum(CASE WHEN move.source_id = {CUSTOMER} AND entry.id > ?1 THEN move.quantity ELSE 0 END)
FROM json_each(?2) AS wanted CROSS JOIN move INDEXED BY move_outside CROSS JOIN entry
LEFT JOIN orderline AS line ON line.id = move.order_line LEFT JOIN customer_order AS head ON head.id = line.order_id
WHERE move.lot_id = wanted.value AND {CROSSES} AND {CUSTOMER} IN (move.source_id, move.target_id)
  AND entry.id = move.entry_id AND entry.undoes IS NULL AND entry.id <= ?3
  AND NOT EXISTS (SELECT 1 FROM entry AS undoing WHERE undoing.undoes = entry.id)
GROUP BY 1, 2 HAVING coalesce(head.customer_id, entry.partner_id) IS NOT NULL
"""
_FROM_AND_TO = "SELECT opened_id, coalesce(closed_id, (SELECT max(id) FROM entry)) FROM recall WHERE id = ?"
_LAST_REPLIES = """
SELECT one.partner_id, one.lot_id, one.on_hand, one.returned, one.destroyed, one.used, one.sold_on, one.not_located,
       one.person, one.note, one.sub_notified, entry.happened_at, count(*), one.received, max(one.id)
FROM reply AS one JOIN entry ON entry.id = one.entry_id WHERE one.recall_id = ? GROUP BY one.partner_id, one.lot_id
"""
_NAMES_OF_PARTNERS = "SELECT id, code, name FROM partner WHERE id IN (SELECT value FROM json_each(?))"
_NAMES_OF_LOTS = """
SELECT lot.id, item.code, lot.number, item.unit, lot.sort_key FROM lot JOIN item ON item.id = lot.item_id
WHERE lot.id IN (SELECT value FROM json_each(?))
"""
_LETTER = """
SELECT recall.code, partner.code, notice.code
FROM notice JOIN noticeversion AS version ON version.id = notice.version_id
JOIN recall ON recall.id = version.recall_id JOIN partner ON partner.id = notice.partner_id
WHERE notice.code = ? AND notice.kind = 'consignee'
"""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter was written to, and of which case."""

    recall: str
    customer: str
    code: str
    """The code of the form, as it was printed."""


def addressee_of(code: str) -> Addressee | None:
    """Return whose response form bears a bar code such as ``RN-R7-1-3``, or None where no letter has it."""
    found = row(_LETTER, code) or row(_LETTER, code.strip().upper())
    return Addressee(*found) if found else None


def replies_of(case: int) -> tuple[LotReply, ...]:
    """Return every lot in the scope of a case at every consignee that has some of it, or answered for it.

    They are in the order of the consignees' codes, then of items and lots. Who sent everything back before the case
    was opened has none of it, and is no consignee. What left after a case was closed, as after a drill it does, is none
    of its business.
    """
    ((opened, closed),) = rows(_FROM_AND_TO, case)
    lots_in_scope = json.dumps([one.lot_id for one in scope_of(case)])
    delivered = {found[:2]: found[2:] for found in rows(_DELIVERED, opened, lots_in_scope, closed)}
    said = {(found[0], found[1]): found[2:] for found in rows(_LAST_REPLIES, case)}
    wanted = [key for key, (quantity, _) in delivered.items() if quantity > 0 or key in said]
    partners = _partners(key[0] for key in wanted)
    lots = _lots(key[1] for key in wanted)
    order = sorted(wanted, key=lambda key: (partners[key[0]][0].casefold(), *lots[key[1]][::3], key))
    return tuple(_reply(key, delivered[key], said.get(key), partners[key[0]], lots[key[1]]) for key in order)


def reply_figures(case: int) -> Totals:
    """Return the figures of a case: distributed, accounted for, recovered percent, and who answered."""
    return totals_of(replies_of(case))


def unanswered(replies: Iterable[LotReply]) -> Mapping[str, tuple[LotReply, ...]]:
    """Return by consignee the lots for which no answer came."""
    silent: dict[str, tuple[LotReply, ...]] = {}
    for one in replies:
        if one.replied_at is None:
            silent[one.customer] = (*silent.get(one.customer, ()), one)
    return silent


def _reply(key: Row, delivered: Row, said: Row | None, partner: tuple[str, str], lot: Row) -> LotReply:
    item, number, unit = lot[:3]
    quantity, came_back = delivered
    bare = LotReply(key[0], *partner, key[1], item, number, unit, quantity, NOTHING_SAID, came_back)
    return bare if said is None else _answered(bare, said)


def _answered(bare: LotReply, said: Row) -> LotReply:
    person, note, sub_notified, at, answers, received = said[6:12]
    return replace(
        bare, said=Statement(*said[:6]), replied_at=moment(at), person=person, note=note, sub_notified=sub_notified,
        answers=answers, received=received,
    )  # fmt: skip


def _partners(numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return code and name of partners by row number."""
    return {found[0]: (found[1], found[2]) for found in rows(_NAMES_OF_PARTNERS, json.dumps(sorted({*numbers})))}


def _lots(numbers: Iterable[int]) -> dict[int, Row]:
    """Return item, number, unit and sort key of lots by row number."""
    return {found[0]: found[1:] for found in rows(_NAMES_OF_LOTS, json.dumps(sorted({*numbers})))}
