"""Vouch: a second person gives their word for one act that its doer may not do alone.

This is no act upon stock and writes no entry: the act itself does, with the approval beside it. A word that was given
for an act nobody did is worth nothing after a day.
"""

from dataclasses import dataclass

from wms_tui import clock
from wms_tui.domain.codes import clean_code
from wms_tui.domain.fields import line_of_text
from wms_tui.errors import BadInput
from wms_tui.operations.acting import digest_of
from wms_tui.operations.pins import check_pin
from wms_tui.operations.standing import GOOD_FOR, second_person
from wms_tui.storage.connection import transaction
from wms_tui.storage.people_rows import add_voucher, drop_old_vouchers


@dataclass(frozen=True, slots=True)
class Vouch:
    """The act somebody stands by: its key, what it asks for, the right that its doer lacks, and who does it."""

    key: str
    slip: object
    right: str
    doer: str


def vouch(act: Vouch, *, badge: str, pin: str, reason: str) -> str:
    """Keep the word of a second person for an act, once their PIN was right; return their badge.

    Raises:
        BadInput: ``reason-needed``, ``bad-text``.
        Refused: ``unknown-badge``, ``not-active``, ``same-person``, ``not-allowed``; what ``check_pin`` refuses.
    """
    why = line_of_text(reason)
    if not why:
        raise BadInput("reason-needed", "An approval needs a reason.", "Say why, in a few words.")
    giver = second_person(badge, act.right, act.doer)
    check_pin(giver.badge, pin)
    now = clock.now()
    with transaction():
        drop_old_vouchers(now - GOOD_FOR)
        add_voucher(clean_code(act.key, "key"), digest_of(act.slip), giver.badge, act.right, why[:64], now)
    return giver.badge
