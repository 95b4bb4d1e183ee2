"""Whether somebody may do something, alone or with the word of a second person: asked by every operation."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wms_tui import clock
from wms_tui.domain.codes import folded
from wms_tui.domain.rights import in_words, may, who_may
from wms_tui.domain.signatures import SIGN, Signing, meaning_of
from wms_tui.errors import Refused
from wms_tui.queries.people import Standing, Voucher, standing, standing_of_doer, vouchers

GOOD_FOR = timedelta(days=1)
"""How long the word of a second person holds for an act that was not done."""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who stood by an act, as what, and why."""

    badge: str
    name: str
    meaning: str
    reason: str
    at: datetime


class Warrant:
    """What allows one act: the roles of who does it, and the vouchers of others for it."""

    def __init__(self, by: str, key: str, digest: str) -> None:
        """Look up who does it; the act is known by its key and the digest of what is asked.

        Raises:
            Refused: ``unknown-badge``, ``not-active``.
        """
        self._person = known(by)
        self._act = (key, digest)
        self.approvals: list[Approval] = []
        self.by = self._person.badge if self._person else by
        """The badge as the house writes it."""

    def require(self, right: str) -> None:
        """Go on only where the doer, or a second person who vouched for this act, may do something.

        Raises:
            Refused: ``not-allowed``; ``right`` of its details is what a second person has to have.
        """
        if self._person is None or may(self._person.roles, right):
            return
        for one in self._words():
            giver = standing(one.badge)
            if giver is not None and _stands(giver, right, self.by):
                self.approvals.append(Approval(giver.badge, giver.name, right, one.reason, one.at))
                return
        raise Refused(
            "not-allowed", f"{self.by} may not {in_words(right)}.", f"It takes {who_may(right)}.", right=right
        )  # fmt: skip

    def require_signature(self, wanted: tuple[Signing, ...], kind: str) -> None:
        """Go on only where the doer has signed this act of a kind; the signature is kept with the entry.

        Raises:
            Refused: ``signature-needed``; ``signature-impossible`` where nobody is known who could sign.
        """
        if self._person is None:
            raise Refused(
                "signature-impossible", "This is signed, and nobody has a PIN.", "An admin adds people: wms person add."
            )
        meaning = meaning_of(wanted, kind)
        for one in self._words():
            if one.act == SIGN and folded(one.badge) == folded(self.by):
                self.approvals.append(Approval(self.by, self._person.name, meaning, one.reason, one.at))
                return
        raise Refused(
            "signature-needed", f"{self.by} signs for it: {meaning.partition(': ')[2]}.", "Type your PIN, or --sign.",
            right=SIGN, meaning=meaning,
        )  # fmt: skip

    def _words(self) -> list[Voucher]:
        """Return who gave their word for this very act."""
        return vouchers(*self._act, since=clock.now() - GOOD_FOR)


def known(badge: str) -> Standing | None:
    """Return who a badge is; None for everybody while nobody was added.

    Raises:
        Refused: ``unknown-badge``, ``not-active`` for a badge that is not valid.
    """
    person, somebody = standing_of_doer(badge)
    if person is None:
        if somebody:
            raise Refused("unknown-badge", f"Nobody has the badge {badge}.", "An admin adds it: wms person add.")
        return None
    if not person.active:
        raise Refused("not-active", f"The badge {person.badge} is not valid any more.", "Ask your lead.")
    return person


def _stands(giver: Standing, right: str, doer: str) -> bool:
    """Return whether a person may stand by the act of another one."""
    return giver.active and may(giver.roles, right) and folded(giver.badge) != folded(doer)


def second_person(badge: str, right: str, doer: str) -> Standing:
    """Return the person who is to stand by the act of another one.

    Raises:
        Refused: ``unknown-badge``, ``not-active``; ``same-person``; ``not-allowed`` where they may not do it either.
    """
    giver = standing(badge)
    if giver is None:
        raise Refused("unknown-badge", "This badge is not known here.", f"Scan that of {who_may(right)}.")
    if not giver.active:
        raise Refused("not-active", f"The badge {giver.badge} is not valid any more.", "Ask somebody else.")
    if folded(giver.badge) == folded(doer):
        raise Refused("same-person", "It takes a second person.", f"Scan the badge of {who_may(right)}.")
    if not may(giver.roles, right):
        raise Refused(
            "not-allowed", f"{giver.badge} may not {in_words(right)} either.", f"It takes {who_may(right)}.",
            right=right,
        )  # fmt: skip
    return giver
