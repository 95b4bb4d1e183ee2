"""Booking what a count has found: as found, as missing, or as carried elsewhere; part of several verbs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wms_tui.domain.counting import Pair, Variance, paired
from wms_tui.domain.rotation import Candidate
from wms_tui.domain.rows import Item
from wms_tui.domain.types import Tracking
from wms_tui.errors import Refused
from wms_tui.ledger import Move
from wms_tui.operations.acting import Deed
from wms_tui.operations.carrying import carry_free, free_parts
from wms_tui.operations.correcting import found_there, missing_there
from wms_tui.operations.looking import all_seen, end_bin
from wms_tui.queries import stock
from wms_tui.queries.counts import (
    CountHead,
    CountLineRow,
    balance_of,
    count_bins,
    count_lines,
    looks,
    serials_of,
    work_left,
)
from wms_tui.queries.items import item_by_id
from wms_tui.queries.serials import serials_at
from wms_tui.storage.connection import transaction
from wms_tui.storage.count_rows import unlock_count, write_count_state
from wms_tui.storage.tables import NO_PLATE


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """A line as it stands after all. ``expected`` is what the books said when it was last looked at."""

    bin: str
    item: str
    lot: str
    expected: int
    counted: int
    difference: int
    state: str
    line: int


@dataclass(frozen=True, slots=True)
class AsMove:
    """So much of a lot that is missing in one bin and extra in another: it may have been carried unbooked."""

    item: str
    lot: str
    source: str
    target: str
    quantity: int


@dataclass(frozen=True, slots=True)
class NotBooked:
    """A line that could not be booked, and why."""

    bin: str
    item: str
    lot: str
    code: str
    message: str


def answer_of(line: CountLineRow) -> LineAnswer:
    """Return a line as programs are told of it."""
    return LineAnswer(
        line.bin, line.item, line.lot, line.expected, line.counted, line.difference, line.state, line.number
    )


@dataclass(frozen=True, slots=True)
class Change:
    """What is to change about a lot in a bin: so many more or fewer, and which units where they are known."""

    line: CountLineRow
    item: Item
    difference: int
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        """Item and lot, as a person says them."""
        return f"{self.line.item} {self.line.lot}".strip()


def change_to(line: CountLineRow, quantity: int) -> Change:
    """Return what makes the balance of a line so many; of an item with serials, the units that were seen."""
    item = item_by_id(line.item_id)
    if item.tracking is not Tracking.SERIAL:
        return Change(line, item, quantity - balance_of(line.lot_id, line.place_id))
    there, seen = serials_of(line.lot_id, line.place_id), looks(line.id)[-1].serials
    missing = tuple(one for one in there if one not in seen)
    extra = tuple(one for one in seen if one not in there)
    return Change(line, item, len(extra) - len(missing), missing, extra)


def differs(line: CountLineRow) -> bool:
    """Return whether a line that was looked at is something else than the books say, in units or in serials."""
    if line.difference:
        return True
    change = change_to(line, line.counted)
    return bool(change.missing or change.extra)


def losses_of(change: Change) -> list[Move]:
    """Return the moves of what is missing; see ``correcting.missing_there`` for what they refuse."""
    line = change.line
    there = stock.of_lot_at(line.lot_id, line.place_id)
    if not change.missing:
        quantity = -change.difference if change.difference < 0 and not change.extra else 0
        return missing_there(change.item, change.what, line.bin, there, quantity, ()) if quantity else []
    moves: list[Move] = []
    for one in there:
        units = _missing_on(one, change)
        if units:
            moves += missing_there(change.item, change.what, line.bin, [one], len(units), units)
    return moves


def finds_of(change: Change) -> list[Move]:
    """Return the moves of what is there and was not expected; see ``correcting.found_there``."""
    line = change.line
    quantity = len(change.extra) if change.item.tracking is Tracking.SERIAL else max(0, change.difference)
    return found_there(change.item, line.lot_id, line.place_id, quantity, change.extra) if quantity else []


class _NotAll(Exception):
    """Some changes could not be booked: undoes what the others have done with units meanwhile."""


def book(changes: Iterable[Change]) -> tuple[list[Move], list[Change], list[NotBooked]]:
    """Return the moves of changes, those that they book, and those that cannot be booked with the reason.

    What is missing is booked before what was found, so that a unit may be lost in one bin and found in another. What
    is kept for an order is never taken away: such a line stays as it was, and so do its units.
    """
    left = list(changes)
    refused: list[NotBooked] = []
    while True:
        bad: dict[int, NotBooked] = {}
        try:
            with transaction():
                return _moves_of(left, bad), left, refused
        except _NotAll:
            # The others are tried anew without them: one may have counted on a unit that stays where it is.
            refused += bad.values()
            left = [change for change in left if change.line.id not in bad]


def _moves_of(changes: Sequence[Change], bad: dict[int, NotBooked]) -> list[Move]:
    """Return the moves of changes, line by line; what cannot be booked is noted in ``bad``, by line.

    Raises:
        _NotAll: where any cannot.
    """
    done: dict[int, list[Move]] = {change.line.id: [] for change in changes}
    for part in (losses_of, finds_of):
        for change in changes:
            line = change.line
            if line.id in bad:
                continue
            try:
                with transaction():
                    done[line.id] += part(change)
            except Refused as refusal:
                bad[line.id] = NotBooked(line.bin, line.item, line.lot, refusal.code, refusal.message)
    if bad:
        raise _NotAll
    return [move for moves in done.values() for move in moves]


def _missing_on(one: Candidate, change: Change) -> list[str]:
    """Return the missing units that the books have on a plate, or loose, of what was counted."""
    return [text for _, text in serials_at(one.lot_id, one.place_id, one.plate_id) if text in change.missing]


def pairs_of(lines: Sequence[CountLineRow]) -> list[Pair]:
    """Return what of these lines is missing in one bin and extra in another of the same lot."""
    variances: list[Variance] = []
    for line in lines:
        change = change_to(line, line.counted)
        if change.item.tracking is Tracking.SERIAL:
            variances += [Variance(line.id, (line.lot_id, one), -1) for one in change.missing]
            variances += [Variance(line.id, (line.lot_id, one), 1) for one in change.extra]
        elif line.difference:
            variances.append(Variance(line.id, line.lot_id, line.difference))
    return paired(variances)


def as_moves(lines: Sequence[CountLineRow], pairs: Sequence[Pair]) -> tuple[AsMove, ...]:
    """Return pairs as programs are told of them."""
    by_id = {line.id: line for line in lines}
    return tuple(
        AsMove(by_id[one.missing].item, by_id[one.missing].lot, by_id[one.missing].bin, by_id[one.extra].bin,
               one.quantity)
        for one in pairs
    )  # fmt: skip


def carry(source: CountLineRow, target: CountLineRow, quantity: int) -> list[Move]:
    """Return the moves that bring so much of a lot from one bin to the other; it is there already.

    Raises:
        Refused: ``reserved``, ``not-enough-stock`` where all that is missing, with what is not carried, is not free.
    """
    change, other = change_to(source, source.counted), change_to(target, target.counted)
    there = stock.of_lot_at(source.lot_id, source.place_id)
    _refuse_kept(change, there)
    units = [one for one in change.missing if one in other.extra]
    return carry_free(
        change.item, there, len(units) or quantity, what=change.what, bin_code=source.bin, target=target.place_id,
        plate=NO_PLATE, named=units,
    )  # fmt: skip


def _refuse_kept(change: Change, there: Sequence[Candidate]) -> None:
    """Refuse a loss of what is kept for orders, before a part of it is booked as carried."""
    if change.item.tracking is not Tracking.SERIAL:
        free_parts(there, max(0, -change.difference), change.what, change.line.bin)
        return
    for one in there:
        free_parts([one], len(_missing_on(one, change)), change.what, change.line.bin)


def close_if_done(head: CountHead, deed: Deed) -> bool:
    """Let go of bins of which every lot was counted, and close a count that has nothing left to do.

    Returns whether it is closed.
    """
    lines = count_lines(head.id)
    for bin in count_bins(head.id):
        if bin.state != "counted" and all_seen(head, bin, lines):
            end_bin(head, bin.place_id, deed)
    if work_left(head.id):
        return False
    write_count_state(head.id, "closed")
    unlock_count(head.id)
    return True
