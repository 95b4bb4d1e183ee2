"""Questions about letters that were not answered: who is late, and how often they were reminded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wms_tui.domain.alerts import Cause
from wms_tui.domain.dates import show_date
from wms_tui.domain.replies import LotReply
from wms_tui.queries.replies import replies_of, unanswered
from wms_tui.queries.settings import LANGUAGE, setting
from wms_tui.storage.statements import day, moment, rows, value

_SENT = """
SELECT notice.partner_id, event.happening, entry.happened_at, event.method, notice.id, notice.code, version.version
FROM noticeevent AS event JOIN notice ON notice.id = event.notice_id
JOIN noticeversion AS version ON version.id = notice.version_id JOIN entry ON entry.id = event.entry_id
WHERE version.recall_id = ? AND notice.partner_id IS NOT NULL AND notice.kind = 'consignee'
ORDER BY event.id
"""
_DEADLINES = "SELECT id, code, reply_by FROM recall WHERE closed_id IS NULL AND drill = 0 AND reply_by < ?"


@dataclass(frozen=True, slots=True)
class Told:
    """What became of the letters of a case to one consignee."""

    notice: int = 0
    """The row of the letter that was sent last; 0 where none was."""
    code: str = ""
    """The code of its response form."""
    version: int = 0
    sent_at: datetime | None = None
    """When the first letter left, or was read out on the phone."""
    method: str = ""
    """How it was sent."""
    attempts: int = 0
    """How often they were written to, reminded or called."""
    asked_at: datetime | None = None
    """When they were written to, reminded or called last."""
    undeliverable: bool = False
    """Whether the letter came back and nothing reached them since."""


@dataclass(frozen=True, slots=True)
class Late:
    """A consignee that has not answered for all lots by the deadline."""

    partner_id: int
    customer: str
    name: str
    lots: tuple[LotReply, ...]
    """The lots they said nothing of."""
    told: Told
    again: bool
    """Whether it is time to ask them (again)."""


def told_of(case: int) -> dict[int, Told]:
    """Return by consignee what became of the letters of a case; drafts and drills leave none."""
    found: dict[int, Told] = {}
    for partner, happening, at, method, notice, code, version in rows(_SENT, case):
        one, when = found.get(partner, Told()), moment(at)
        if happening == "returned":
            found[partner] = Told(
                one.notice, one.code, one.version, one.sent_at, one.method, one.attempts, one.asked_at, True
            )
            continue
        reached = happening in ("sent", "called")
        last = (notice, code, version) if reached else (one.notice, one.code, one.version)
        sent = (one.sent_at or when, one.method or method or happening) if reached else (one.sent_at, one.method)
        found[partner] = Told(*last, *sent, one.attempts + 1, when, one.undeliverable and not reached)
    return found


def late_at(case: int, reply_by: date | None, now: datetime, days: int) -> tuple[Late, ...]:
    """Return who has got a letter and not answered for all lots by the deadline, by code.

    Without a deadline it is so many days after the first letter. Who was asked within so many days is not asked again
    yet.
    """
    told = told_of(case)
    pause = timedelta(days=days)
    late: list[Late] = []
    for customer, lots in unanswered(replies_of(case)).items():
        one = told.get(lots[0].partner_id)
        if one is None or one.sent_at is None or one.asked_at is None:
            continue
        over = now.date() > reply_by if reply_by else now - one.sent_at >= pause
        if over:
            again = one.attempts <= 1 or now - one.asked_at >= pause
            late.append(Late(lots[0].partner_id, customer, lots[0].name, lots, one, again))
    return tuple(late)


def language_of(partner: int) -> str:
    """Return the language in which a consignee is written to; that of the house where none is known."""
    return value("SELECT language FROM partner WHERE id = ?", partner) or setting(LANGUAGE)


def late_replies(now: datetime) -> Iterator[Cause]:
    """Find the cases whose deadline is over while consignees have not answered."""
    for case, code, reply_by in rows(_DEADLINES, now.date().isoformat()):
        until = day(reply_by)
        late = [one.customer for one in late_at(case, until, now, 0)]
        silent = unanswered(replies_of(case)).keys()
        untold = [customer for customer in silent if customer not in late]
        if silent and until is not None:
            answers = f"no answer by {show_date(until)} from {_few(late)}" if late else ""
            letters = f"no letter has gone to {_few(untold)}" if untold else ""
            what = f"{code}: {', '.join(filter(None, (answers, letters)))}"
            yield Cause("replies-late", f"{code}/{reply_by}/{len(late)}/{len(untold)}", what, f"recall:{code}")


def _few(names: Sequence[str]) -> str:
    """Return some names, the first of them whole."""
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
