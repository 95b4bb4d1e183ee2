"""Vouch: a second person gives their word for one act that its doer may not do alone; sign: the doer does for theirs.

This is no act upon stock and writes no entry: the act itself does, with the approval beside it. A word that was given
for an act nobody did is worth nothing after a day.
"""

from dataclasses import dataclass

from wms_tui import clock
from wms_tui.domain.codes import clean_code
from wms_tui.domain.fields import line_of_text
from wms_tui.domain.signatures import SIGN
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.acting import digest_of
from wms_tui.operations.pins import check_pin
from wms_tui.operations.standing import GOOD_FOR, known, second_person
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
    check_pin(giver.badge, pin, f"standing by {act.doer}")
    _keep(act, giver.badge, act.right, why[:64])
    return giver.badge


def sign(act: Vouch, *, pin: str) -> str:
    """Keep the signature of who does an act, once their PIN was right; return their badge.

    It holds for this very act and no other (21 CFR 11.70): the act is known by its key and the digest of its slip.

    Raises:
        Refused: ``unknown-badge``, ``not-active``; ``signature-impossible`` while nobody was added; what ``check_pin``
            refuses.
    """
    signer = known(act.doer)
    if signer is None:
        raise Refused("signature-impossible", "Nobody has a PIN yet.", "An admin adds people: wms person add.")
    check_pin(signer.badge, pin, "signing")
    _keep(act, signer.badge, SIGN, "")
    return signer.badge


def _keep(act: Vouch, badge: str, right: str, why: str) -> None:
    now = clock.now()
    with transaction():
        drop_old_vouchers(now - GOOD_FOR)
        add_voucher(clean_code(act.key, "key"), digest_of(act.slip), badge, right, why, now)
