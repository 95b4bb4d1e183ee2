"""The ledger: the only writer of entries, moves, status changes and balances.

Everything that happens to stock is a move of a quantity of one lot from one place to another, written
once and for good; a correction is another entry that names the first. Balances change by guarded
statements only, which refuse what would leave less than nothing or less than is reserved. There is
no way to set a balance, and no job that repairs one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from wms_tui.domain.types import Status
from wms_tui.errors import Refused
from wms_tui.storage import chain
from wms_tui.storage.connection import terminal
from wms_tui.storage.statements import add, add_all, change, change_all, moment_text, row, rows
from wms_tui.storage.tables import FIRST_PLACE_IN_HOUSE, NO_PLATE

LATE_AFTER = timedelta(minutes=5)
"""How long after the fact an entry may be written before it is marked late."""

CLOCK_SKEW = timedelta(minutes=5)
"""How far ahead of ours the clock of whoever reports a moment may be."""

_ENTER = """
INSERT INTO entry (kind, happened_at, recorded_at, late, by, terminal, reason, reference, partner_id, undoes,
                   key, digest)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_MOVE = """
INSERT INTO move (entry_id, lot_id, source_id, source_plate_id, target_id, target_plate_id, quantity,
                  order_line, receipt_line, serials)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_CHANGE = """
UPDATE stock SET quantity = quantity + ?, reserved = reserved + ?
WHERE lot_id = ? AND place_id = ? AND plate_id = ?
  AND quantity + ? >= reserved + ? AND reserved + ? >= 0
"""
_RESERVE = """
UPDATE stock SET reserved = reserved + ?
WHERE lot_id = ? AND place_id = ? AND plate_id = ? AND quantity - reserved >= ?
"""
_OPEN = "INSERT INTO stock (lot_id, place_id, plate_id, quantity, reserved) VALUES (?, ?, ?, ?, ?)"
_CLEAR = "DELETE FROM stock WHERE lot_id = ? AND place_id = ? AND plate_id = ? AND quantity = 0"
_BALANCE = "SELECT quantity, reserved FROM stock WHERE lot_id = ? AND place_id = ? AND plate_id = ?"
_STATUS_SINCE = """
SELECT 1 FROM statuschange JOIN entry ON entry.id = statuschange.entry_id
WHERE statuschange.lot_id = ? AND entry.happened_at > ? LIMIT 1
"""
_LATER = """
SELECT entry.happened_at,
       CASE WHEN move.target_id = ? AND move.target_plate_id = ? THEN move.quantity ELSE 0 END
     - CASE WHEN move.source_id = ? AND move.source_plate_id = ? THEN move.quantity ELSE 0 END
FROM move JOIN entry ON entry.id = move.entry_id
WHERE move.lot_id = ? AND entry.happened_at > ?
  AND ((move.target_id = ? AND move.target_plate_id = ?) OR (move.source_id = ? AND move.source_plate_id = ?))
ORDER BY entry.happened_at DESC, entry.id DESC
"""


class Act(NamedTuple):
    """Who does what, when and why: what an entry says of itself."""

    kind: str
    by: str
    at: datetime
    key: str
    digest: str
    recorded_at: datetime
    reason: str = ""
    reference: str = ""
    partner: int | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A quantity of a lot that goes from one place to another, by the numbers of their rows.

    ``release`` units give up their reservation where they leave; ``reserve`` units are reserved where
    they arrive.
    """

    lot: int
    source: int
    target: int
    quantity: int
    source_plate: int = NO_PLATE
    target_plate: int = NO_PLATE
    release: int = 0
    reserve: int = 0
    order_line: int | None = None
    receipt_line: int | None = None
    serials: str = ""


@dataclass(frozen=True, slots=True)
class StatusMove:
    """A lot that goes from one status to another."""

    lot: int
    before: Status | None
    after: Status


def post(act: Act, moves: Sequence[Move] = (), changes: Sequence[StatusMove] = ()) -> int:
    """Write an entry with its moves and status changes, and change the balances. Returns its number.

    Must be called inside the transaction of an operation.

    Raises:
        Refused: ``not-enough-stock``, ``reserved`` where a balance does not allow it;
            ``moment-in-future``, ``past-balance`` where the moment does not.
    """
    late = act.recorded_at - act.at > LATE_AFTER
    if act.at - act.recorded_at > CLOCK_SKEW:
        raise Refused("moment-in-future", f"{act.at:%Y-%m-%d %H:%M} has not come yet.", "Give the moment it happened.")
    chain.seal_if_due(act.recorded_at)
    entry = add(
        _ENTER, act.kind, moment_text(act.at), moment_text(act.recorded_at), int(late), act.by, terminal(),
        act.reason, act.reference, act.partner, act.undoes, act.key, act.digest,
    )  # fmt: skip
    if late:
        _keep_past_balances(act.at, moves)
        _keep_past_statuses(act.at, changes)
    _write_moves(entry, moves)
    _change_balances(moves)
    for one in changes:
        _change_status(entry, one)
    return entry


def _write_moves(entry: int, moves: Sequence[Move]) -> None:
    written = [
        (entry, one.lot, one.source, one.source_plate, one.target, one.target_plate, one.quantity,
         one.order_line, one.receipt_line, one.serials)
        for one in moves
    ]  # fmt: skip
    if len(written) == 1:
        add(_MOVE, *written[0])
    elif written:
        add_all(_MOVE, written)


Key = tuple[int, int, int]


def _change_balances(moves: Iterable[Move]) -> None:
    """Apply the net of all moves, in the one order in which balances are locked: place, then lot."""
    net: dict[Key, tuple[int, int]] = {}
    for one in moves:
        if one.source >= FIRST_PLACE_IN_HOUSE:
            key = (one.source, one.lot, one.source_plate)
            quantity, reserved = net.get(key, (0, 0))
            net[key] = (quantity - one.quantity, reserved - one.release)
        if one.target >= FIRST_PLACE_IN_HOUSE:
            key = (one.target, one.lot, one.target_plate)
            quantity, reserved = net.get(key, (0, 0))
            net[key] = (quantity + one.quantity, reserved + one.reserve)
    for key in sorted(net):
        change_balance(key, *net[key])


def change_balance(key: Key, quantity: int, reserved: int) -> None:
    """Add to the quantity and to the reserved part of one balance, or refuse.

    ``key`` is (place, lot, plate). Both changes may be negative.

    Raises:
        Refused: where the balance would fall below nothing or below what is reserved.
    """
    place, lot, plate = key
    touched = change(_CHANGE, quantity, reserved, lot, place, plate, quantity, reserved, reserved)
    if touched == 1:
        if quantity < 0:
            change(_CLEAR, lot, place, plate)
        return
    balance = row(_BALANCE, lot, place, plate)
    if balance is None and quantity > 0 and 0 <= reserved <= quantity:
        add(_OPEN, lot, place, plate, quantity, reserved)
        return
    raise _shortage(key, balance, quantity)


def reserve_all(wanted: Mapping[Key, int]) -> None:
    """Reserve parts of many balances at once, in the one order in which balances are locked.

    Raises:
        Refused: where one of them has not so much that is free.
    """
    ordered = sorted(wanted)
    touched = change_all(_RESERVE, [(wanted[key], key[1], key[0], key[2], wanted[key]) for key in ordered])
    if touched != len(ordered):
        # Which one it was is found out by trying each again; the transaction is undone by the refusal.
        for key in ordered:
            change_balance(key, 0, wanted[key])
        raise RuntimeError("a balance was short and then was not")


def _shortage(key: Key, balance: tuple[int, ...] | None, quantity: int) -> Refused:
    there, reserved = balance or (0, 0)
    place, lot, _ = key
    names = row(
        "SELECT place.code, item.code, lot.number, item.unit FROM place, lot JOIN item ON item.id = lot.item_id"
        " WHERE place.id = ? AND lot.id = ?",
        place, lot,
    )  # fmt: skip
    bin_code, item, number, unit = names or ("?", "?", "?", "")
    what = f"{item} {number}".strip()
    if there + quantity >= 0:
        return Refused(
            "reserved", f"{what} in {bin_code}: {there} there, {reserved} kept for orders.",
            f"At most {there - reserved} {unit} are free. Unallocate first.", there=there, reserved=reserved,
        )  # fmt: skip
    return Refused(
        "not-enough-stock", f"{what}: only {there} {unit} in {bin_code}, {-quantity} wanted.",
        "Count the bin, or take less.", there=there, reserved=reserved,
    )  # fmt: skip


def _keep_past_balances(at: datetime, moves: Iterable[Move]) -> None:
    """Refuse a back-dated move that would have left a place with less than nothing since then."""
    leaving: dict[Key, int] = {}
    for one in moves:
        if one.source >= FIRST_PLACE_IN_HOUSE:
            key = (one.source, one.lot, one.source_plate)
            leaving[key] = leaving.get(key, 0) + one.quantity
    for key, quantity in leaving.items():
        if _lowest_since(key, at) < quantity:
            raise Refused(
                "past-balance", f"It was not all there on {at:%Y-%m-%d %H:%M}.",
                "Give the moment it really happened, or none.",
            )  # fmt: skip


def _lowest_since(key: Key, at: datetime) -> int:
    """Return the lowest balance between a moment and now."""
    place, lot, plate = key
    balance = row(_BALANCE, lot, place, plate)
    lowest = running = balance[0] if balance else 0
    later = rows(_LATER, place, plate, place, plate, lot, moment_text(at), place, plate, place, plate)
    for _, changed in later:
        running -= changed
        lowest = min(lowest, running)
    return lowest


def _keep_past_statuses(at: datetime, changes: Iterable[StatusMove]) -> None:
    """Refuse a back-dated status of a lot whose status has changed since: it would hide the later one."""
    for one in changes:
        if one.before is not None and row(_STATUS_SINCE, one.lot, moment_text(at)) is not None:
            raise Refused(
                "past-status",
                f"The lot's status has changed since {at:%Y-%m-%d %H:%M}.",
                "Give the moment it really happened, or none.",
            )


def _change_status(entry: int, one: StatusMove) -> None:
    add(
        "INSERT INTO statuschange (entry_id, lot_id, before, after) VALUES (?, ?, ?, ?)",
        entry, one.lot, one.before, one.after,
    )  # fmt: skip
    if one.before is None:
        return
    touched = change("UPDATE lot SET status = ? WHERE id = ? AND status = ?", one.after, one.lot, one.before)
    if touched != 1:
        raise Refused("status-changed", "The lot's status has just changed.", "Look again, then decide.")


def earlier(key: str) -> tuple[int, str, str, str] | None:
    """Return entry, kind, digest and kept result of the act that carried a key, if there was one."""
    found = row(
        "SELECT entry.id, entry.kind, entry.digest, answer.result FROM entry"
        " JOIN answer ON answer.entry_id = entry.id WHERE entry.key = ?",
        key,
    )  # fmt: skip
    return (found[0], found[1], found[2], found[3]) if found else None


def keep_answer(entry: int, result: str) -> None:
    """Keep what an act gave back, so that its key gives it back again."""
    add("INSERT INTO answer (entry_id, result) VALUES (?, ?)", entry, result)
