"""Writing what consignees answered, who was drawn for a check and what came of it, and reports of a case."""

import json
from collections.abc import Collection, Iterable
from dataclasses import astuple

from wms_tui.domain.replies import Statement
from wms_tui.storage.statements import add, add_all, change

_REPLY = """
INSERT INTO reply (recall_id, partner_id, lot_id, entry_id, on_hand, returned, destroyed, used, sold_on, not_located,
    received, sub_notified, person, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_DRAW = """
INSERT INTO checkdraw (recall_id, entry_id, level, percent, seed, population, sample) VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_DRAWN = "INSERT INTO effectivenesscheck (recall_id, partner_id, drawn_id, method, note) VALUES (?, ?, ?, '', '')"
_FOUND = """
UPDATE effectivenesscheck SET done_id = ?, method = ?, effective = ?, note = ? WHERE recall_id = ? AND partner_id = ?
"""
_REPORT = "INSERT INTO recallreport (recall_id, number, kind, entry_id, content) VALUES (?, ?, ?, ?, ?)"
_REMINDED = "INSERT INTO noticeevent (notice_id, entry_id, happening, method, note) VALUES (?, ?, 'reminded', ?, ?)"


def add_reply(
    case: int, partner: int, lot: int, entry: int, said: Statement, *, received: int | None, sub_notified: int,
    person: str, note: str,
) -> None:  # fmt: skip
    """Write what a consignee says of a lot; what they said before stays, and the last counts."""
    add(_REPLY, case, partner, lot, entry, *astuple(said), received, sub_notified, person, note)


def add_draw(
    case: int, entry: int, *, level: str, percent: int, seed: str, population: Collection[str], sample: Collection[str]
) -> None:
    """Write how a sample was drawn, among which codes, and which were drawn."""
    among, found = (json.dumps(list(one), ensure_ascii=False) for one in (population, sample))
    add(_DRAW, case, entry, level, percent, seed, among, found)


def add_checks(case: int, entry: int, partners: Iterable[int]) -> None:
    """Write which consignees are to be asked whether it worked."""
    add_all(_DRAWN, [(case, partner, entry) for partner in partners])


def write_check(case: int, partner: int, entry: int, *, method: str, effective: bool, note: str) -> bool:
    """Write what a check found, and return whether the consignee was drawn for one."""
    return change(_FOUND, entry, method, int(effective), note, case, partner) == 1


def add_report(case: int, number: int, kind: str, entry: int, content: str) -> None:
    """Write a report as it was made."""
    add(_REPORT, case, number, kind, entry, content)


def add_reminders(entry: int, notices: Iterable[int], method: str, note: str) -> None:
    """Write that consignees were reminded of the letters they got."""
    add_all(_REMINDED, [(notice, entry, method, note) for notice in notices])
