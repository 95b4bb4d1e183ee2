"""Questions about signatures: who has signed for a lot that two people release."""

from dataclasses import dataclass
from datetime import datetime

from wms_tui.storage.statements import moment, row, rows


@dataclass(frozen=True, slots=True)
class Signature:
    """The first of two people who release a lot: who did it, who stood by them, why and when."""

    by: str
    name: str
    signers: frozenset[str]
    """The badges of all who had a part in it."""
    reason: str
    at: datetime


_LATEST = """
SELECT before, after, entry.id, entry.kind, entry.undoes, entry.by, entry.reason, entry.happened_at,
       (SELECT name FROM person WHERE badge = entry.by)
FROM statuschange JOIN entry ON entry.id = statuschange.entry_id
WHERE statuschange.lot_id = ? ORDER BY statuschange.id DESC LIMIT 1
"""
_STOOD_BY = "SELECT badge FROM approval WHERE entry_id = ?"


def first_signature(lot: int) -> Signature | None:
    """Return the first signature for a lot that waits for the second person, or None.

    It is a change of status that changes nothing. Whatever happens to the status after it, such as another hold, takes
    its force away.
    """
    found = row(_LATEST, lot)
    if found is None or found[0] != found[1] or found[3] == "hold" or found[4] is not None:
        return None
    signers = frozenset((found[5], *(badge for (badge,) in rows(_STOOD_BY, found[2]))))
    return Signature(found[5], found[8] or "", signers, found[6], moment(found[7]))
