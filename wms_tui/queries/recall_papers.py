"""The frozen papers about a whole recall: the call list, and what an authority is told."""

from datetime import datetime

from wms_tui.domain.recall_letters import Letter
from wms_tui.domain.recall_lists import Account, CaseFacts, RecalledLot, by_unit
from wms_tui.queries.letter_making import firm_of_the_house, letters_for
from wms_tui.queries.lot_balance import balances_of
from wms_tui.queries.recall_letters import stale_contacts
from wms_tui.queries.recalls import Recall, scope_of
from wms_tui.storage.chain import last_seal


def case_facts(case: Recall, *, by: str, at: datetime) -> CaseFacts:
    """Return what is known of a case now: its lots with what was made and distributed, and its accounts.

    Accounts come in the order of what they were delivered, the most first: they are called in that order.
    """
    letters = [letter for _, letter in letters_for(case, by=by, at=at, version=0)]
    stale = {one.to.code for one in stale_contacts(letters, at.date())}
    sent: dict[tuple[str, str], int] = {}
    for letter in letters:
        for lot in letter.lots:
            sent[lot.item, lot.lot] = sent.get((lot.item, lot.lot), 0) + lot.quantity
    days = [line.on for letter in letters for line in letter.deliveries]
    return CaseFacts(
        case.code, case.drill, case.kind, case.recall_class, case.product, case.reason, case.hazard, case.depth,
        case.strategy, case.instructions, case.check_level, case.reply_by, case.opened_at, case.opened_by,
        firm_of_the_house(), _lots(case, sent), _accounts(letters, stale), min(days, default=None),
        max(days, default=None), at, by, last_seal()[1], case.complaints, case.authority,
    )  # fmt: skip


def _lots(case: Recall, sent: dict[tuple[str, str], int]) -> tuple[RecalledLot, ...]:
    scope = scope_of(case.id)
    balances = balances_of(one.lot_id for one in scope)
    return tuple(
        RecalledLot(
            one.item, one.name, one.lot, one.unit, one.made_on, one.expires_on, balance.received + balance.produced,
            one.quantity, sent.get((one.item, one.lot), 0),
        )
        for one, balance in zip(scope, balances, strict=True)
    )  # fmt: skip


def _accounts(letters: list[Letter], stale: set[str]) -> tuple[Account, ...]:
    ordered = sorted(letters, key=lambda one: (-sum(lot.quantity for lot in one.lots), one.to.code))
    return tuple(
        Account(
            one.to, by_unit((lot.unit, lot.quantity) for lot in one.lots), len(one.lots), one.to.code in stale
        )
        for one in ordered
    )  # fmt: skip
