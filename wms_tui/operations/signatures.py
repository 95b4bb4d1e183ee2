"""Whether an act must be signed, read off what it posts: so no way to do it goes past the signature."""

from collections.abc import Sequence

from wms_tui.domain.signatures import RECALL_KINDS, Signing
from wms_tui.domain.types import Status
from wms_tui.ledger import Move, StatusMove
from wms_tui.queries.crossings import DESTROYED, FOUND, LOSS, SAMPLE
from wms_tui.queries.settings import signature_limit, signing

_STOPPED = frozenset({Status.QUARANTINE, Status.HOLD, Status.REJECTED, Status.RECALLED})
_BOOKS = frozenset({LOSS, FOUND})


def to_be_signed(
    kind: str, moves: Sequence[Move], changes: Sequence[StatusMove], reason: str
) -> tuple[Signing, ...]:  # fmt: skip
    """Return for which of its effects an act must be signed in this house.

    A lot that was stopped is released; goods are destroyed; goods are written off or found, more of them than the
    limit; the letters of a recall are approved, or the recall is closed. The limit is in base units.
    """
    found: list[Signing] = []
    if kind == "release" or any(one.after is Status.RELEASED and one.before in _STOPPED for one in changes):
        found.append(Signing.RELEASE)
    if kind in RECALL_KINDS:
        found.append(Signing.RECALL)
    adjusted = sum(one.quantity for one in moves if one.source in _BOOKS or one.target in _BOOKS)
    destroyed = sum(one.quantity for one in moves if DESTROYED in (one.source, one.target))
    if reason == SAMPLE:
        # A sample is taken to be tested: the books change by it, and nothing is thrown away.
        adjusted, destroyed = adjusted + destroyed, 0
    if destroyed:
        found.append(Signing.DESTROY)
    if adjusted:
        found.append(Signing.ADJUST)
    return _wanted(found, adjusted) if found else ()


def _wanted(found: Sequence[Signing], adjusted: int) -> tuple[Signing, ...]:
    wanted = signing()
    return tuple(
        one for one in found if one in wanted and (one is not Signing.ADJUST or adjusted > signature_limit())
    )  # fmt: skip
