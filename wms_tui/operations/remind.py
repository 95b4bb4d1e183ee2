"""Remind: ask consignees once more that have not answered by the deadline, and keep that they were asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from wms_tui.domain.recall import Step
from wms_tui.domain.reminder_letters import Reminder, ReminderLot, reminder_text
from wms_tui.domain.rows import spelled
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.queries.items import the_item
from wms_tui.queries.letter_making import firm_of_the_house
from wms_tui.queries.partners import partner_by_id
from wms_tui.queries.recalls import Recall, open_case_of
from wms_tui.queries.reminders import Late, language_of, late_at
from wms_tui.storage.recall_rows import add_recall_entry
from wms_tui.storage.reply_rows import add_reminders

METHODS = ("mail", "e-mail", "phone")


@dataclass(frozen=True, slots=True)
class Remind:
    """A case, and after how many days a consignee is asked again."""

    recall: str
    days: int = 2
    method: str = "e-mail"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reminded:
    """A consignee that is asked again: how to reach them, how often they were asked, and what to write."""

    customer: str
    name: str
    email: str
    phone: str
    lots: tuple[str, ...]
    attempts: int
    notice: str
    text: str


@dataclass(frozen=True)
class RemindersMade(Done):
    """Who is asked now, and who has not answered either and was asked a short time ago."""

    recall: str
    reminders: tuple[Reminded, ...]
    asked_lately: tuple[str, ...]


@operation("remind")
def remind(slip: Remind, deed: Deed) -> RemindersMade:
    """Note who did not answer by the deadline of the case, and give the text of a letter to each of them.

    Without a deadline it is so many days after the letter. The text is sent by whoever asks for it.

    Raises:
        NotFound: ``unknown-recall``.
        BadInput: ``bad-days``, ``bad-method``.
        Refused: ``recall-closed``; ``drill``, for nothing leaves in one; ``nobody-late``, ``asked-lately``.
    """
    case = open_case_of(slip.recall)
    if slip.method not in METHODS:
        raise BadInput("bad-method", f"{slip.method} is no way to remind.", f"Give {', '.join(METHODS)}.")
    if not 0 <= slip.days <= 365:
        raise BadInput("bad-days", f"{slip.days} days cannot be.", "Give 0 to 365.")
    if case.drill:
        raise Refused("drill", f"{case.code} is a drill: no letter leaves.", "Book the replies by hand.")
    late = late_at(case.id, case.reply_by, deed.at, slip.days)
    now = [one for one in late if one.again]
    lately = tuple(one.customer for one in late if not one.again)
    if not now:
        raise _nobody(case.code, lately, slip.days)
    deed.post(reference=case.code, reason=slip.reason)
    add_recall_entry(deed.entry, case.id, Step.REPLIES)
    add_reminders(deed.entry, [one.told.notice for one in now], slip.method, "")
    return RemindersMade(
        recall=case.code, reminders=tuple(_reminded(one, case, deed.at) for one in now), asked_lately=lately
    )  # fmt: skip


def _nobody(case: str, lately: tuple[str, ...], days: int) -> Refused:
    if lately:
        return Refused("asked-lately", f"All {len(lately)} were asked within {days} days.", "Ask again with --days 0.")
    return Refused("nobody-late", f"Nobody is late with {case}.", "See who is to answer: wms recall replies.")


def _reminded(late: Late, case: Recall, at: datetime) -> Reminded:
    partner = partner_by_id(late.partner_id)
    sent = late.told.sent_at
    if sent is None:
        raise RuntimeError("a consignee that got no letter is not late")
    firm = firm_of_the_house()
    letter = Reminder(
        house=firm.name, contact=", ".join(filter(None, (firm.phone, firm.email, firm.hours))),
        recall=case.code, customer=partner.code, name=partner.name, number=late.told.attempts,
        sent_on=sent.astimezone(at.tzinfo).date(), reply_by=case.reply_by, code=late.told.code, lots=_lots(late),
        language=language_of(partner.id),
    )  # fmt: skip
    names = tuple(f"{one.item}:{one.lot}" for one in late.lots)
    return Reminded(
        partner.code, partner.name, partner.email, partner.phone, names, late.told.attempts, late.told.code,
        reminder_text(letter),
    )  # fmt: skip


def _lots(late: Late) -> tuple[ReminderLot, ...]:
    items: Mapping[str, str] = {one.item: the_item(one.item).name for one in late.lots}
    return tuple(
        ReminderLot(f"{one.item} {items[one.item]}".strip(), one.lot, spelled(one.delivered, the_item(one.item)))
        for one in late.lots
    )
