"""How things are said on a line of a terminal: at most 38 characters where it can be, 24 in the short form."""

from collections.abc import Iterable
from datetime import date, datetime

from wms_tui import clock
from wms_tui.domain.dates import describe, show_date, show_date_short
from wms_tui.domain.quantity import Pack, parse_quantity
from wms_tui.domain.rows import Item, Lot, ReservationRow, spelled
from wms_tui.domain.types import Status
from wms_tui.errors import BadInput, Refused
from wms_tui.tasks.prompt import Fact, Feedback, Outcome

SHORT_QUESTION = 12
"""Letters of a question on 24 columns."""

LONGEST_NUMBER = 7
"""Digits up to here are a quantity; the shortest numeric article code has eight."""

_HINTS = {
    "lot-expired": "Send it back, or Y = quarantine",
    "too-short-dated": "Send it back, or Y = quarantine",
    "lot-similar": "Look again. If it is new: Y",
    "over-receipt": "Count again. If it is so: Y",
    "wrong-century": "Look at the label. If it is so: Y",
    "made-in-future": "Look at the label. If it is so: Y",
    "expires-before-made": "Look at the label. If it is so: Y",
    "test-failed": "Fail it. If it passes all the same: Y",
    "test-missing": "Test it. If it passes all the same: Y",
    "other-lot": "Take it first, or F5: another lot",
    "unknown-item": "Check the label, or ask a lead",
    "unknown-bin": "Scan the label of the bin",
    "unknown-order": "Check the paper, or F4 for the list",
    "order-shipped": "Nothing is left to do for it",
    "nothing-to-pick": "F4 on Find shows what is held",
    "not-enough-stock": "Count again, or take less",
    "reserved": "Take what is free, or ask a lead",
    "serials-needed": "Scan each unit once",
    "nothing-picked": "Pick it first",
    "cannot-undo": "Do the opposite by hand",
    "database-busy": "ENTER tries again",
}
"""What to do at a terminal; other refusals bring their own way out."""

_AT_SHIPPING = {
    "lot-on-hold": "Set it aside. F5 1 puts it back",
    "lot-quarantined": "Set it aside. F5 1 puts it back",
    "lot-recalled": "Do not load it. Call your lead",
    "lot-rejected": "Set it aside. F5 1 puts it back",
    "lot-expired": "Set it aside. F5 1 puts it back",
    "too-short-dated": "Set it aside. F5 1 puts it back",
}


def ok(what: str, do: str = "", opens: str = "") -> Feedback:
    """Return that an answer was taken."""
    return Feedback(Outcome.OK, what, do, opens)


def no(refusal: Refused) -> Feedback:
    """Return that an answer was refused, with the way out at a terminal."""
    return Feedback(Outcome.REFUSED, plain(refusal.message), way_out(refusal))


def way_out(refusal: Refused) -> str:
    """Return what to do about a refusal at a terminal."""
    return plain(_HINTS.get(refusal.code, refusal.hint))


def way_out_at_the_gate(refusal: Refused) -> Feedback:
    """Return a refusal of the last look before goods leave, with what to do at the stage."""
    hint = _AT_SHIPPING.get(refusal.code)
    return Feedback(Outcome.REFUSED, plain(refusal.message), hint) if hint else no(refusal)


def was_held(refusal: Refused) -> Feedback:
    """Return that picked goods were put on hold since: which, when and by whom; what to do with them, and why."""
    told = refusal.details
    what = f"{told['held']} WAS PUT ON HOLD {moment_words(datetime.fromisoformat(told['since']))} BY {told['by']}"
    return Feedback(Outcome.REFUSED, what, f"Unpick it to the cage: F5 1, scan HOLD. Why: {told['reason']}")


def moment_words(at: datetime) -> str:
    """Return when something was today: ``10:31``; and on another day with it: ``24NOV26 10:31``."""
    here = at.astimezone()
    day = "" if here.date() == clock.today() else f"{show_date_short(here.date())} "
    return f"{day}{here:%H:%M}"


def plain(text: str) -> str:
    """Return a sentence without the stop at its end: a line has no room for it."""
    return text.removesuffix(".")


def item_fact(item: Item) -> Fact:
    """Return what the goods are."""
    return Fact("ITEM", f"{item.code} {item.name}".strip(), f"{item.code} {item.name}".strip())


def lot_words(number: str, expires_on: date | None) -> str:
    """Return a lot with its expiry."""
    return f"{number}  EXP {show_date(expires_on)}" if expires_on else number


def lot_fact(number: str, expires_on: date | None, label: str = "LOT") -> Fact:
    """Return a lot with its expiry, the date without spaces where the screen is narrow."""
    short = f"{number} EXP {show_date_short(expires_on)}" if expires_on else number
    return Fact(label, lot_words(number, expires_on), short)


def expiry_fact(expires_on: date) -> Fact:
    """Return an expiry so that a misread is seen at once: the weekday and the days that are left."""
    return Fact("EXP", describe(expires_on, clock.today()), f"EXP {show_date_short(expires_on)}")


def quantity_fact(label: str, quantity: int, item: Item) -> Fact:
    """Return a quantity in packs, and how many units the largest of them has."""
    words = spelled(quantity, item)
    named = [pack for pack in item.packs if 1 < pack.quantity <= quantity and f" {pack.name}" in f" {words}"]
    note = f"  (1 {named[-1].name} = {named[-1].quantity} {item.unit})" if named else ""
    return Fact(label, f"{words}{note}", f"{label} {words}")


def unit_fact(pack: Pack, item: Item) -> tuple[Fact, ...]:
    """Return what a bare number means where there are packs: it may count units as well as packs."""
    largest = pack if pack.quantity > 1 or not item.packs else item.packs[-1]
    if largest.quantity == 1:
        return ()
    size = f"1 {largest.name} = {largest.quantity} {item.unit}"
    return (Fact("UNIT", f"12 = 12 {pack.name}  ({size})", f"12 = 12 {pack.name}"),)


def how_many(pack: Pack) -> tuple[str, str]:
    """Return the question for a quantity, which names what a bare number counts, and its short form."""
    question = f"HOW MANY {pack.name}"
    return question, question if len(question) <= SHORT_QUESTION else f"{pack.name[: SHORT_QUESTION - 1]}?"


def orders_words(kept: Iterable[ReservationRow]) -> str:
    """Return for which orders something is kept."""
    codes = list(dict.fromkeys(one.order for one in kept))
    return ", ".join(codes[:2]) + (f" and {len(codes) - 2} more" if len(codes) > 2 else "")


def status_fact(lot: Lot) -> Fact:
    """Return what quality says of a lot, and whether its last day is over."""
    expired = lot.expires_on is not None and lot.expires_on < clock.today()
    return Fact("STATUS", f"{lot.status.value}{' EXPIRED' if expired else ''}".upper(), "")


def status_word(status: Status) -> str:
    """Return a status as it stands in a sentence."""
    return "on hold" if status is Status.HOLD else status.value


def pack_for(item: Item, quantity: int, scanned: str = "") -> Pack:
    """Return the pack in which a quantity is asked for: the scanned one, else the largest that divides it."""
    unit = Pack(item.unit, 1)
    for pack in item.packs:
        if scanned and pack.name == scanned:
            return pack
    whole = [pack for pack in item.packs if pack.quantity and quantity and quantity % pack.quantity == 0]
    return whole[-1] if whole else unit


def in_pack(quantity: int, pack: Pack, item: Item) -> str:
    """Return a quantity as it would be typed for a pack: a bare number where it is whole packs."""
    whole, rest = divmod(quantity, pack.quantity)
    return str(whole) if not rest else spelled(quantity, item)


def read_quantity(text: str, pack: Pack, item: Item, *, zero: bool = False) -> int:
    """Return the base units that were typed; a bare number counts packs of the kind asked for.

    Raises:
        BadInput: where it is no quantity, or a bar code.
    """
    typed = text.strip()
    if typed.isascii() and typed.isdigit():
        if len(typed) > LONGEST_NUMBER:
            raise BadInput("bad-quantity", f"{typed} is a bar code", f"Type how many {pack.name}, then ENTER")
        if int(typed) == 0 and zero:
            return 0
        if int(typed):
            return int(typed) * pack.quantity
    return parse_quantity(typed, item.packs, item.unit)
