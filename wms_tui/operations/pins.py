"""PINs: set by an admin, and asked for where somebody signs in or stands by another's act.

A wrong PIN is counted in the database, so that another terminal or a new start forgets nothing, and is an entry of its
own: who tries other people's badges is found in the audit trail (21 CFR 11.300(d)). A PIN is in no slip: an entry keeps
the digest of its slip, and six digits are soon found by it.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from wms_tui import clock, ledger
from wms_tui.domain.audit import Thing
from wms_tui.domain.pins import hashed, is_pin, lock_seconds, made_with, pepper_mark, refuse_weak, salt_of
from wms_tui.errors import Refused
from wms_tui.ledger import Act
from wms_tui.operations.acting import Deed, Done, digest_of, operation
from wms_tui.queries.people import KeptPin, kept_pin, the_person
from wms_tui.storage.connection import transaction
from wms_tui.storage.people_rows import write_failures, write_pin
from wms_tui.storage.pepper import make_pepper, pepper, pepper_name


@dataclass(frozen=True, slots=True)
class SetPin:
    """A new PIN for a badge, as ``prepared`` made it."""

    badge: str
    kept: str = field(repr=False)
    reason: str = ""


@dataclass(frozen=True)
class PinSet(Done):
    """Whose PIN it is."""

    badge: str


@operation("set-pin")
def set_pin(slip: SetPin, deed: Deed) -> PinSet:
    """Give a person a PIN, the first or another one; the badge is not locked any more.

    Raises:
        NotFound: ``unknown-person``.
    """
    person = the_person(slip.badge)
    deed.post(reference=person.badge, reason=slip.reason)
    write_pin(person.badge, slip.kept)
    # That there is another one is told; neither of them ever is.
    deed.note(Thing.PERSON, person.badge, {"pin": "set" if person.pin else None}, {"pin": "set anew"})
    return PinSet(badge=person.badge)


def prepared(badge: str, pin: str, *, key: str) -> str:
    """Return a new PIN as it is kept, for the act with this key; the pepper is made with the first one.

    Raises:
        NotFound: ``unknown-person``.
        BadInput: ``bad-pin``, ``weak-pin``.
        Refused: ``pepper-unreadable``.
    """
    refuse_weak(pin, the_person(badge).badge)
    with transaction():
        secret = make_pepper()
    return hashed(pin, salt_of(key, secret), secret)


WRONG_PIN = "wrong-pin"
"""The kind of the entry that a wrong PIN leaves: by the badge it was typed for, at the terminal where."""


def check_pin(badge: str, pin: str, purpose: str) -> None:
    """Go on only with the right PIN of a badge; a wrong one is counted, and noted with what it was asked for.

    Raises:
        Refused: ``no-pin``; ``wrong-pin``; ``pin-locked`` after five wrong ones, whatever is typed, which says how
            long; ``pepper-missing`` where the file beside the warehouse is not the one PINs were set with.
    """
    before = kept_pin(badge)
    _refuse_locked(before, clock.now())
    if before.kept is None:
        raise Refused("no-pin", f"{badge} has no PIN.", "An admin sets one: wms person pin.")
    # Outside the transaction: it takes a while on purpose, and others wait for the turn to write.
    right = is_pin(pin, before.kept, _pepper_of(before.kept))
    refusal = None
    with transaction():
        now, found = clock.now(), kept_pin(badge)
        if found.locked_until is not None and found.locked_until > now:
            refusal = _locked(found.locked_until, now)
        elif right and found.kept == before.kept:
            if found.failures:
                write_failures(badge, 0, None)
        else:
            refusal = _count_failure(badge, found.failures + 1, now, purpose)
    if refusal is not None:
        raise refusal


def _pepper_of(kept: str) -> bytes:
    """Return the pepper that a PIN was made with."""
    found = pepper()
    if found is None or pepper_mark(found) != made_with(kept):
        state = "missing" if found is None else "another one"
        raise Refused(
            "pepper-missing", f"{pepper_name()} is {state}.", "Bring that file back, or set the PINs anew."
        )  # fmt: skip
    return found


def _count_failure(badge: str, failures: int, now: datetime, purpose: str) -> Refused:
    """Count a wrong PIN, note it, and lock the badge where there are too many; return what to say."""
    seconds = lock_seconds(failures)
    until = now + timedelta(seconds=seconds) if seconds else None
    write_failures(badge, failures, until)
    whose = the_person(badge).badge
    digest = digest_of((whose, purpose, failures))
    ledger.post(Act(WRONG_PIN, whose, now, uuid4().hex, digest, now, reason=purpose, reference=whose))
    if until is not None:
        return _locked(until, now)
    return Refused("wrong-pin", "That is not the PIN.", "Type it again.")


def _refuse_locked(found: KeptPin, now: datetime) -> None:
    if found.locked_until is not None and found.locked_until > now:
        raise _locked(found.locked_until, now)


def _locked(until: datetime, now: datetime) -> Refused:
    seconds = max(-(-(until - now) // timedelta(seconds=1)), 1)
    wait = f"{seconds} seconds" if seconds < 120 else f"{-(-seconds // 60)} minutes"
    return Refused("pin-locked", "Too many wrong PINs.", f"Wait {wait}, then try again.", seconds=seconds)
