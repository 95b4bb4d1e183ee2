"""What every operation has in common: one transaction, one entry, one key, one kept answer."""

import functools
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar, get_type_hints

from wms_tui import clock, ledger
from wms_tui.domain.audit import FieldChange, Thing, differences
from wms_tui.domain.codes import clean_code
from wms_tui.domain.frozen import from_json, to_json
from wms_tui.domain.rights import RIGHTS
from wms_tui.errors import BadInput, Refused
from wms_tui.ledger import Act, Move, StatusMove
from wms_tui.operations.signatures import to_be_signed
from wms_tui.operations.standing import Approval, Warrant
from wms_tui.storage.audit_rows import add_master_changes
from wms_tui.storage.connection import transaction
from wms_tui.storage.people_rows import add_approval, drop_vouchers


@dataclass(frozen=True, kw_only=True)
class Done:
    """What every act gives back: its entry, and whether it was already done under the same key."""

    entry: int = 0
    repeated: bool = False


Slip = TypeVar("Slip")
Result = TypeVar("Result", bound=Done)
SlipIn = TypeVar("SlipIn", contravariant=True)
ResultOut = TypeVar("ResultOut", bound=Done, covariant=True)

_answer_text = json.JSONEncoder(ensure_ascii=False).encode
_slip_text = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


class Operation(Protocol, Generic[SlipIn, ResultOut]):
    """A verb: what is asked, by whom, when it happened, and the key that makes it happen once."""

    def __call__(self, slip: SlipIn, *, by: str, at: datetime, key: str) -> ResultOut:
        """Do it, all or nothing.

        Raises:
            Refused: where a rule forbids it; nothing has changed.
            Unavailable: where the database is busy or away; the same key may be sent again.
        """
        ...


class Deed:
    """An act under way inside its transaction; it is posted once."""

    def __init__(self, act: Act, warrant: Warrant) -> None:
        """Begin an act that nothing is written of yet."""
        self._act = act
        self._warrant = warrant
        self.entry = 0
        self.changes: list[FieldChange] = []
        """What it changes in the masters: written with the entry."""
        self.on = act.at.date()
        """The day it happened, where the moment was noted down: that of the offset it is written with."""

    @property
    def at(self) -> datetime:
        """The moment it happened."""
        return self._act.at

    @property
    def by(self) -> str:
        """The badge of who does it."""
        return self._act.by

    @property
    def key(self) -> str:
        """The key that makes it happen once."""
        return self._act.key

    @property
    def signers(self) -> frozenset[str]:
        """The badges of who does it, and of who stands by it so far."""
        return frozenset((self.by, *(one.badge for one in self._warrant.approvals)))

    def require(self, right: str) -> None:
        """Go on only where the doer, or a second person who vouched for this act, may do something more.

        ``right`` is a name in ``domain.rights.RIGHTS``. At the terminal a second person is asked for on the spot.

        Raises:
            Refused: ``not-allowed``.
        """
        self._warrant.require(right)

    def approved(self, approval: Approval) -> None:
        """Note who else stood by this act: it is written with the entry."""
        self._warrant.approvals.append(approval)

    def note(self, thing: Thing, code: str, before: object | None, after: object | None) -> None:
        """Note what a thing was before this act and what it is after it, as rows or mappings; None where it is not."""
        self.changes.extend(differences(thing, code, before, after))

    def post(
        self,
        moves: Sequence[Move] = (),
        changes: Sequence[StatusMove] = (),
        *,
        reason: str = "",
        reference: str = "",
        partner: int | None = None,
        undoes: int | None = None,
    ) -> int:
        """Write the entry with its moves and status changes; see ``ledger.post`` for what it refuses.

        Raises:
            Refused: ``signature-needed``, ``signature-impossible`` where the house wants this signed.
        """
        if self.entry:
            raise RuntimeError("an act writes one entry")
        signed = to_be_signed(self._act.kind, moves, changes, reason)
        if signed:
            self._warrant.require_signature(signed, self._act.kind)
        act = self._act._replace(reason=reason, reference=reference, partner=partner, undoes=undoes)
        self.entry = ledger.post(act, moves, changes)
        return self.entry


def operation(kind: str) -> Callable[[Callable[[Slip, Deed], Result]], Operation[Slip, Result]]:
    """Make a verb of a function that decides and posts.

    The verb runs in one transaction. A key that was answered before gives that answer again, and
    posts nothing; the same key with another slip is refused as ``key-reused``. Who may do it is in ``domain.rights``.
    """
    if kind not in RIGHTS:
        raise RuntimeError(f"nobody may {kind}: it is not in the table of rights")

    def decorate(function: Callable[[Slip, Deed], Result]) -> Operation[Slip, Result]:
        result_type: type[Result] = get_type_hints(function)["return"]

        @functools.wraps(function)
        def verb(slip: Slip, *, by: str, at: datetime, key: str) -> Result:
            digest = digest_of(slip)
            act = Act(kind, _badge(by), _aware(at), clean_code(key, "key"), digest, clock.now())
            with transaction():
                kept = ledger.earlier(act.key)
                if kept is not None:
                    return _again(kept, kind, digest, result_type)
                warrant = Warrant(act.by, act.key, digest)
                warrant.require(kind)
                deed = Deed(act._replace(by=warrant.by), warrant)
                result = function(slip, deed)
                if not deed.entry:
                    raise RuntimeError(f"{kind} posted no entry")
                _keep_approvals(deed, warrant)
                if deed.changes:
                    add_master_changes(deed.entry, deed.changes)
                # Frozen for everybody else: it was made for this act, and nobody has seen it yet.
                object.__setattr__(result, "entry", deed.entry)
                ledger.keep_answer(deed.entry, _answer_text(to_json(result)))
                return result

        return verb

    return decorate


def _again(kept: tuple[int, str, str, str], kind: str, digest: str, result_type: type[Result]) -> Result:
    entry, first_kind, first_digest, result = kept
    if (first_kind, first_digest) != (kind, digest):
        raise Refused(
            "key-reused",
            f"This key belongs to entry {entry}, {first_kind}.",
            "Use a new key for a new act.",
            entry=entry,
        )
    data: dict[str, Any] = json.loads(result)
    return from_json(result_type, {**data, "repeated": True})


def _keep_approvals(deed: Deed, warrant: Warrant) -> None:
    """Write who stood by an act with its entry; what they gave their word for is done."""
    for one in warrant.approvals:
        add_approval(deed.entry, *astuple(one))
    if warrant.approvals:
        drop_vouchers(deed.key)


def digest_of(slip: object) -> str:
    """Return what tells a slip from every other one."""
    text = _slip_text([type(slip).__name__, to_json(slip)])
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def _badge(by: str) -> str:
    return clean_code(by, "badge")


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise BadInput("moment-without-offset", "The moment has no time zone.", "Write it as 2027-03-14T10:30+01:00.")
    return at
