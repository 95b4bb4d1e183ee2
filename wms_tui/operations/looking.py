"""What somebody saw of a lot in a bin, held against the books of that moment; part of the verbs of counting."""

from dataclasses import dataclass

from wms_tui.domain.codes import folded
from wms_tui.domain.counting import AGREED, MOVED, OPEN, UNSETTLED, judged
from wms_tui.errors import Refused
from wms_tui.operations.acting import Deed
from wms_tui.queries.counts import (
    CountBinRow,
    CountHead,
    CountLineRow,
    balance_of,
    count_lock,
    find_count_line,
    happened_after,
    looks,
    not_counted,
    serials_of,
    touched_since,
)
from wms_tui.storage.count_rows import add_count_line, finish_count_bin, unlock_place, write_look
from wms_tui.storage.stock_rows import mark_doubted


@dataclass(frozen=True, slots=True)
class Seen:
    """How many there were, and which units of an item with serials."""

    quantity: int
    serials: tuple[str, ...]
    by_serial: bool = False
    """Whether the units are known one by one."""


@dataclass(frozen=True, slots=True)
class Judged:
    """How a line stands after a look; blind as it is, it says nothing of what was expected."""

    number: int
    state: str
    moved: bool


def look_at(head: CountHead, bin: CountBinRow, lot: int, seen: Seen, deed: Deed, entry: int) -> Judged:
    """Hold what was seen against the balance of this moment, and write both down. ``entry`` is that of the look.

    Raises:
        Refused: ``already-counted`` where the line is settled; ``same-counter`` where the same person would look again.
    """
    line = find_count_line(head.id, bin.place_id, lot)
    first = line is None or line.state == OPEN
    if line is not None and not first:
        refuse_same_counter(line, deed.by)
    expected = balance_of(lot, bin.place_id)
    same = not seen.by_serial or set(seen.serials) == set(serials_of(lot, bin.place_id))
    moved = _moved(bin, lot, deed)
    state = judged(expected, seen.quantity, head.tolerance, first=first, moved=moved, same_units=same)
    number = line.id if line is not None else add_count_line(head.id, bin.place_id, lot)
    write_look(
        number, entry=entry, by=deed.by, at=deed.at, expected=expected, counted=seen.quantity, moved=moved,
        within=same and head.tolerance.allows(expected, seen.quantity), serials=" ".join(seen.serials), state=state,
    )  # fmt: skip
    if state == AGREED and expected == seen.quantity:
        mark_doubted(lot, bin.place_id, doubted=False)
    after = find_count_line(head.id, bin.place_id, lot)
    return Judged(after.number if after else 0, state, moved and state != AGREED)


def refuse_same_counter(line: CountLineRow, by: str) -> None:
    """Refuse a further look at a line that is settled, or by who looked last.

    Raises:
        Refused: ``already-counted``, ``same-counter``.
    """
    if line.state not in UNSETTLED:
        raise Refused(
            "already-counted", f"{line.item} {line.lot} in {line.bin} is counted.", "Go on with the next.", bin=line.bin
        )
    last = looks(line.id)[-1]
    if folded(last.by) == folded(by):
        raise Refused(
            "same-counter", f"{line.bin} must be counted by somebody else.", "Leave it to another badge.",
            bin=line.bin, by=last.by,
        )  # fmt: skip


def _moved(bin: CountBinRow, lot: int, deed: Deed) -> bool:
    """Return whether a lot came to or left a bin between the moment it was looked at and this one."""
    began = bin.began_entry if folded(bin.counted_by) == folded(deed.by) else 0
    if began and touched_since(lot, bin.place_id, began):
        return True
    return happened_after(lot, bin.place_id, deed.at)[1] > 0


def end_bin(head: CountHead, place: int, deed: Deed) -> None:
    """Let go of a bin that is counted; who counts there for another count stays.

    A count of one item or lot has not counted the bin as a whole.
    """
    lock = count_lock(place)
    if lock is not None and lock.count == head.code:
        unlock_place(place)
    finish_count_bin(head.id, place, at=deed.at, whole=head.item_id is None and head.lot_id is None)


def all_seen(head: CountHead, bin: CountBinRow, lines: list[CountLineRow]) -> bool:
    """Return whether somebody has looked at all that the books have in a bin, and at something."""
    return any(line.place_id == bin.place_id for line in lines) and not not_counted(head, bin.place_id)


def balance_moved(line: CountLineRow) -> bool:
    """Return whether a line that waits to be booked has another balance now than when it was looked at."""
    return line.state == MOVED or balance_of(line.lot_id, line.place_id) != line.expected
