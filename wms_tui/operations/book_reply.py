"""Book a reply: what a consignee answered of recalled lots. Nothing moves; what comes back is booked as a return."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from wms_tui.domain.fields import line_of_text
from wms_tui.domain.quantity import LARGEST
from wms_tui.domain.recall import Step
from wms_tui.domain.replies import LotReply, Statement, totals_of
from wms_tui.domain.rows import Item
from wms_tui.domain.types import Role
from wms_tui.errors import BadInput, NeedsConfirmation, NotFound, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.quantities import units
from wms_tui.queries.naming import named_lot
from wms_tui.queries.partners import the_partner
from wms_tui.queries.recalls import Recall, open_case_of, the_recall
from wms_tui.queries.replies import addressee_of, replies_of
from wms_tui.storage.recall_rows import add_recall_entry
from wms_tui.storage.reply_rows import add_reply

OVER = "accept-over"
LATE = "accept-late"


@dataclass(frozen=True, slots=True)
class LotAnswer:
    """Where the units of a lot (``ITEM:LOT``) are by the word of a consignee; quantities in units or packs."""

    lot: str
    on_hand: int | str = 0
    returned: int | str = 0
    destroyed: int | str = 0
    used: int | str = 0
    sold_on: int | str = 0
    not_located: int | str = 0
    received: int | str | None = None
    """How much they say they got; None where they do not say."""


@dataclass(frozen=True, slots=True)
class BookReply:
    """An answer of a consignee to a case, for some of the lots they were delivered.

    The case and the consignee are named, or the letter is by the bar code of its response form (``notice``).
    """

    recall: str
    customer: str
    answers: tuple[LotAnswer, ...]
    notice: str = ""
    sub_notified: int = 0
    """How many of their own customers they told."""
    person: str = ""
    note: str = ""
    reason: str = ""
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LotAnswered:
    """What is known of a lot at a consignee now, in base units."""

    item: str
    lot: str
    delivered: int
    on_hand: int
    returned: int
    destroyed: int
    used: int
    sold_on: int
    not_located: int
    accounted: int
    open: int
    replaced: bool = False
    """Whether they had answered for it before: that answer counts no more."""


@dataclass(frozen=True)
class ReplyBooked(Done):
    """What was answered, how many lots of theirs wait for an answer still, and how far the case is with it."""

    recall: str
    customer: str
    drill: bool
    lots: tuple[LotAnswered, ...]
    lots_left: int
    replied: int
    consignees: int
    percent: float


@operation("book-reply")
def book_reply(slip: BookReply, deed: Deed) -> ReplyBooked:
    """Write what a consignee says of lots; a later answer for the same lot counts in place of an earlier one.

    Replies to a drill are booked like others and count in the drill alone. An answer that comes when the case is closed
    is booked with a yes: the reports that were made stay as they are.

    Raises:
        NotFound: ``unknown-recall``, ``unknown-notice``, ``unknown-customer``, ``unknown-item``, ``unknown-lot``.
        BadInput: ``no-answer``, ``bad-quantity``, ``bad-text``.
        Refused: ``recall-closed`` for a drill; ``never-shipped`` for a lot they were not delivered, or not in scope.
        NeedsConfirmation: ``answer-late`` for a closed case; ``more-than-shipped``; the yes is kept as the reason.
    """
    recall, customer = _named(slip)
    case = case_to_answer(recall)
    partner = the_partner(customer, Role.CUSTOMER)
    if case.closed and LATE not in slip.accept:
        raise NeedsConfirmation(
            "answer-late", f"Recall {case.code} is closed.", "If it is to be kept all the same:", accept=LATE
        )  # fmt: skip
    mine = {one.lot_id: one for one in replies_of(case.id) if one.partner_id == partner.id}
    if not slip.answers:
        raise BadInput("no-answer", "Nothing was answered.", "Name a lot: ITEM:LOT.")
    said = [_said(one, mine, partner.code) for one in slip.answers]
    over = [_over(reply, statement) for reply, statement, _ in said if statement.told > reply.delivered]
    if over and OVER not in slip.accept:
        raise NeedsConfirmation("more-than-shipped", over[0], "Ask them again. If it is so:", accept=OVER)
    texts = {"person": line_of_text(slip.person), "note": line_of_text(slip.note)}
    if not 0 <= slip.sub_notified <= LARGEST:
        raise BadInput("bad-quantity", f"{slip.sub_notified} cannot be a number.", "Give 0 or more.")
    late = ["the case was closed"] if case.closed else []
    why = "; ".join([*filter(None, [slip.reason]), *late, *(f"accepted: {one}" for one in over)])
    deed.post(reference=case.code, reason=why, partner=partner.id)
    add_recall_entry(deed.entry, case.id, Step.REPLIES)
    for reply, statement, received in said:
        add_reply(
            case.id, partner.id, reply.lot_id, deed.entry, statement, received=received,
            sub_notified=slip.sub_notified, **texts,
        )  # fmt: skip
    return _booked(case, partner.id, {reply.lot_id for reply, *_ in said})


def case_to_answer(code: str) -> Recall:
    """Return a case that an answer may be booked of: a drill only while it goes on.

    Raises:
        NotFound: ``unknown-recall``.
        Refused: ``recall-closed``.
    """
    case = the_recall(code)
    return open_case_of(code) if case.drill else case


def _named(slip: BookReply) -> tuple[str, str]:
    """Return the case and the consignee that are meant."""
    if not slip.notice:
        return slip.recall, slip.customer
    found = addressee_of(slip.notice)
    if found is None:
        raise NotFound("unknown-notice", f"No letter has the code {slip.notice}.", "Name the case and the customer.")
    return found.recall, found.customer


def _said(one: LotAnswer, mine: dict[int, LotReply], customer: str) -> tuple[LotReply, Statement, int | None]:
    item, lot = named_lot(one.lot)
    reply = mine.get(lot.id)
    if reply is None:
        hint = f"They got {_names(mine.values())}." if mine else "They got nothing that is in scope."
        raise Refused("never-shipped", f"{customer} never got {item.code} {lot.number}.", hint, lot=lot.number)
    figures = {field.name: _units(getattr(one, field.name), item) for field in fields(Statement)}
    received = None if one.received is None else _units(one.received, item)
    return reply, Statement(**figures), received


def _names(replies: Iterable[LotReply]) -> str:
    names = [f"{one.item}:{one.lot}" for one in replies]
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _units(quantity: int | str, item: Item) -> int:
    """Return a quantity in base units, which may be none."""
    nothing = quantity.strip() in ("", "0") if isinstance(quantity, str) else quantity == 0
    return 0 if nothing else units(quantity, item)


def _over(reply: LotReply, said: Statement) -> str:
    return f"{reply.lot}: {said.told} said, {reply.delivered} shipped."


def _booked(case: Recall, partner: int, lots: set[int]) -> ReplyBooked:
    """Return what is known now, asked of the books."""
    replies = replies_of(case.id)
    mine = [one for one in replies if one.partner_id == partner]
    figures = totals_of(replies)
    return ReplyBooked(
        recall=case.code, customer=mine[0].customer, drill=case.drill,
        lots=tuple(_answered(one) for one in mine if one.lot_id in lots),
        lots_left=sum(one.replied_at is None for one in mine),
        replied=figures.replied, consignees=figures.consignees, percent=figures.percent,
    )  # fmt: skip


def _answered(one: LotReply) -> LotAnswered:
    said = one.said
    return LotAnswered(
        one.item, one.lot, one.delivered, said.on_hand, said.returned, said.destroyed, said.used, said.sold_on,
        said.not_located, one.accounted, one.open, one.answers > 1,
    )  # fmt: skip
