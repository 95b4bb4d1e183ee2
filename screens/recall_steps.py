"""The rows of each step of a recall, and what is said about one of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from screens.fixed_rows import FixedRows
from screens.lines import Look
from screens.row_window import Column, Pages, Row
from screens.trace_rows import TreeRows, balance_words
from screens.wording import STATUS, Packs, clock_time, in_units
from wms_tui.domain.mass_balance import LotBalance
from wms_tui.domain.recall import Step
from wms_tui.domain.recall_letters import exceptions_of, told_too_little, told_too_much
from wms_tui.domain.recall_lists import by_unit
from wms_tui.domain.replies import LotReply
from wms_tui.domain.tracing import Way
from wms_tui.queries.letter_making import letters_for
from wms_tui.queries.lot_balance import balances_of
from wms_tui.queries.recall_letters import LetterState, days_fresh, last_version, letter_states, letters_told
from wms_tui.queries.recalls import Pull, Recall, ScopeLot, StepTime, recall_clock, scope_of, to_pull
from wms_tui.queries.replies import replies_of
from wms_tui.queries.trace import trace

COLUMNS: Mapping[Step, tuple[Column, ...]] = {
    Step.SCOPE: (
        Column("lot", "LOT", 12, 1, grows=True, sortable=False),
        Column("in_house", "HERE", 8, 3, right=True, sortable=False, whole=True),
        Column("item", "ITEM", 8, 4, sortable=False),
        Column("why", "WHY", 7, 5, sortable=False),
        Column("status", "STATUS", 10, 2, sortable=False),
    ),
    Step.HOLD: (
        Column("bin", "BIN", 9, 1, grows=True, sortable=False),
        Column("quantity", "QUANTITY", 8, 2, right=True, sortable=False, whole=True),
        Column("lot", "LOT", 10, 3, sortable=False),
        Column("item", "ITEM", 8, 5, sortable=False),
        Column("status", "STATUS", 10, 4, sortable=False),
        Column("plate", "PALLET", 18, 6, sortable=False),
    ),
    Step.BALANCE: (
        Column("lot", "LOT", 12, 1, grows=True, sortable=False),
        Column("mark", "", 2, 2, sortable=False),
        Column("came", "CAME IN", 9, 4, right=True, sortable=False, whole=True),
        Column("here", "HERE", 8, 5, right=True, sortable=False, whole=True),
        Column("shipped", "SHIPPED", 8, 6, right=True, sortable=False, whole=True),
        Column("used", "USED", 8, 7, right=True, sortable=False, whole=True),
        Column("difference", "DIFF", 7, 3, right=True, sortable=False, whole=True),
        Column("percent", "TRACED", 7, 8, right=True, sortable=False),
    ),
    Step.NOTICES: (
        Column("customer", "CONSIGNEE", 10, 1, grows=True, sortable=False),
        Column("delivered", "GOT", 9, 3, right=True, sortable=False),
        Column("state", "NOTICE", 11, 2, sortable=False),
        Column("contact", "CONTACT", 9, 4, sortable=False),
        Column("phone", "PHONE", 15, 5, sortable=False),
    ),
    Step.REPLIES: (
        Column("customer", "CONSIGNEE", 9, 1, grows=True, sortable=False),
        Column("lot", "LOT", 9, 3, sortable=False),
        Column("delivered", "GOT", 8, 4, right=True, sortable=False, whole=True),
        Column("accounted", "FOUND", 8, 5, right=True, sortable=False, whole=True),
        Column("open", "OPEN", 8, 2, right=True, sortable=False, whole=True),
        Column("answer", "ANSWER", 13, 6, sortable=False),
    ),
    Step.REPORT: (
        Column("step", "STEP", 9, 1, grows=True, sortable=False),
        Column("after", "AFTER", 8, 2, right=True, sortable=False),
        Column("acts", "ACTS", 4, 4, right=True, sortable=False),
        Column("first", "FIRST", 13, 3, sortable=False),
        Column("last", "LAST", 13, 5, sortable=False),
    ),
}
"""The columns of each step but the trace, which is a tree."""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A consignee at the step of the notices."""

    partner_id: int
    code: str
    name: str
    delivered: str
    state: LetterState | None
    exceptions: tuple[str, ...]
    phone: str


def rows_of(step: Step, case: Recall, now: datetime) -> Pages:
    """Return the rows of a step of a case, as it is now."""
    if step is Step.TRACE:
        named = [one.lot_id for one in scope_of(case.id) if one.why != "trace"]
        return TreeRows(trace(named, Way.FORWARD) if named else None)
    makers: Mapping[Step, Callable[[], list[Row]]] = {
        Step.SCOPE: lambda: _scope(case),
        Step.HOLD: lambda: _places(case),
        Step.BALANCE: lambda: _balances(case),
        Step.NOTICES: lambda: _notices(case, now),
        Step.REPLIES: lambda: _replies(case),
        Step.REPORT: lambda: _clock(case),
    }
    return FixedRows(COLUMNS[step], makers[step]())


def _scope(case: Recall) -> list[Row]:
    packs = Packs()

    def cells(one: ScopeLot, quantity: str) -> tuple[str, ...]:
        return one.lot or "(no lot)", quantity, one.item, one.why, STATUS[one.status]

    return [
        Row(place, cells(one, packs.spell(one.quantity, one.item, one.unit) if one.quantity else "-"), about=one,
            in_units=cells(one, in_units(one.quantity, one.unit) if one.quantity else "-"))
        for place, one in enumerate(scope_of(case.id))
    ]  # fmt: skip


def _places(case: Recall) -> list[Row]:
    packs = Packs()

    def cells(one: Pull, quantity: str) -> tuple[str, ...]:
        return f"{one.bin}{' PICKED' if one.staged else ''}", quantity, one.lot, one.item, STATUS[one.status], one.plate

    return [
        Row(place, cells(one, packs.spell(one.quantity, one.item, one.unit)), about=one,
            in_units=cells(one, in_units(one.quantity, one.unit)))
        for place, one in enumerate(to_pull(lot.lot_id for lot in scope_of(case.id)))
    ]  # fmt: skip


def _balances(case: Recall) -> list[Row]:
    found = balances_of(one.lot_id for one in scope_of(case.id))
    return [Row(place, _sum(one), Look.BIG if one.difference else Look.NORMAL, one) for place, one in enumerate(found)]


def _sum(one: LotBalance) -> tuple[str, ...]:
    figures = (one.came_in, one.on_hand, one.shipped, one.consumed, one.difference)
    spelled = [in_units(figure, one.unit) if figure else "-" for figure in figures]
    return one.lot or "(no lot)", "!!" if one.difference else "", *spelled, f"{one.traced_percent:g}%"


def _notices(case: Recall, now: datetime) -> list[Row]:
    states, fresh, told = letter_states(case.id), days_fresh(), letters_told(case.id)
    letters = letters_for(case, by="", at=now, version=0)
    concerned = dict(letters)
    # Whoever was told too much stays in the list: that nothing concerns them any more is to be told as well.
    letters += [(partner, letter) for partner, letter in told.items() if partner not in concerned]
    urgent = dict.fromkeys(told_too_much(told, concerned), "TELL THEM")
    urgent |= dict.fromkeys(told_too_little(told, concerned), "TELL AGAIN")
    version = last_version(case.id)
    approved = version.version if version and version.approved_at else 0
    rows: list[Row] = []
    for place, (partner, letter) in enumerate(letters):
        state, out = states.get(partner), partner not in concerned
        odd = exceptions_of(letter, now.date(), fresh)
        delivered = "OUT OF IT" if out else by_unit((lot.unit, lot.quantity) for lot in letter.lots)
        about = NoticeRow(partner, letter.to.code, letter.to.name, delivered, state, odd, letter.to.phone)
        contact = "!! " + ("stale" if odd == ("stale",) else odd[0]) if odd else "ok"
        words = urgent.get(partner) or _state_words(case, state, approved)
        cells = (letter.to.code, delivered, words, contact, letter.to.phone)
        rows.append(Row(place, cells, Look.BIG if odd or partner in urgent else Look.NORMAL, about))
    return rows


def _state_words(case: Recall, state: LetterState | None, approved: int) -> str:
    if state is None:
        return "none yet"
    if state.returned:
        return "CAME BACK"
    if state.sent_at:
        return f"v{state.version} sent"
    if case.drill:
        return f"v{state.version} test"
    return f"v{state.version} {'approved' if state.version == approved else 'made'}"


def _replies(case: Recall) -> list[Row]:
    packs = Packs()

    def cells(one: LotReply, *, packed: bool) -> tuple[str, ...]:
        def spell(quantity: int) -> str:
            if not quantity:
                return "-"
            return packs.spell(quantity, one.item, one.unit) if packed else in_units(quantity, one.unit)

        answer = clock_time(one.replied_at) if one.replied_at else "NO ANSWER"
        return one.customer, one.lot, spell(one.delivered), spell(one.accounted), spell(one.open), answer

    return [
        Row(place, cells(one, packed=True), Look.NORMAL if one.replied_at else Look.BIG, one,
            cells(one, packed=False))
        for place, one in enumerate(replies_of(case.id))
    ]  # fmt: skip


def _clock(case: Recall) -> list[Row]:
    return [
        Row(place, _step_cells(case, place, one), Look.NORMAL, one)
        for place, one in enumerate(recall_clock(case.id))
    ]  # fmt: skip


def _step_cells(case: Recall, place: int, one: StepTime) -> tuple[str, ...]:
    after = "" if one.first_at is None else elapsed(case.opened_at, one.first_at)
    times = [clock_time(at) if at else "-" for at in (one.first_at, one.last_at)]
    return f"{place + 1} {one.step.upper()}", after, str(one.acts or "-"), *times


def elapsed(first: datetime, last: datetime) -> str:
    """Return how long something took: ``00:07:41``, with days before it where there are any."""
    seconds = max(int((last - first).total_seconds()), 0)
    days, rest = divmod(seconds, 86_400)
    return f"{f'{days}d ' if days else ''}{rest // 3600:02d}:{rest // 60 % 60:02d}:{rest % 60:02d}"


def words_of(step: Step, about: object, today: date, rows: Pages) -> str:
    """Return the whole of a row."""
    if isinstance(about, ScopeLot):
        expires = f"  expires {about.expires_on}" if about.expires_on else ""
        return f"{about.item} {about.name} {about.lot}: {about.why}{expires}"
    if isinstance(about, LotBalance):
        return f"{about.item} {about.lot}: {balance_words(about)}"
    if isinstance(about, NoticeRow):
        return _notice_words(about)
    if isinstance(about, LotReply):
        return _reply_words(about)
    if isinstance(about, Pull):
        return f"{about.quantity} {about.unit} of {about.item} {about.lot} in {about.bin}, not in the cage yet"
    if isinstance(about, StepTime):
        acts = "1 act" if about.acts == 1 else f"{about.acts} acts"
        return f"{about.step}: {acts if about.acts else 'nothing was done yet'}"
    if step is Step.TRACE and isinstance(rows, TreeRows):
        return balance_words(rows.balance(about.lot.lot_id))  # type: ignore[attr-defined]
    return ""


def _notice_words(one: NoticeRow) -> str:
    state = one.state
    sent = f"{state.method or 'sent'} {clock_time(state.sent_at)}" if state and state.sent_at else "not sent"
    odd = f"  !! {', '.join(one.exceptions)}" if one.exceptions else ""
    return f"{one.code} {one.name}: {one.delivered}, {sent}{f' as {state.code}' if state else ''}{odd}"


def _reply_words(one: LotReply) -> str:
    said = one.said
    parts: Sequence[tuple[str, int]] = (
        ("on hand", said.on_hand), ("returned", said.returned), ("destroyed", said.destroyed), ("used", said.used),
        ("sold on", said.sold_on), ("not found", said.not_located), ("came back here", one.came_back),
    )  # fmt: skip
    told = ", ".join(f"{word} {quantity}" for word, quantity in parts if quantity) or "nothing said"
    return f"{one.customer} {one.name} {one.item} {one.lot}: got {one.delivered}, {told}, open {one.open}"
