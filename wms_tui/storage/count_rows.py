"""Writing counts: their bins, their lines, what was seen, who counts where, and what is due."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from wms_tui.domain.codes import folded
from wms_tui.domain.counting import CAUSES
from wms_tui.storage.statements import add, add_all, change, moment_text, rows, value

_ADD = """
INSERT INTO cycle_count (code, folded, opened_at, opened_by, item_id, lot_id, tolerance_units, tolerance_percent, state)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open')
"""
_ADD_BIN = """
INSERT INTO countbin (count_id, place_id, why, state, counted_by, began_entry) VALUES (?, ?, ?, 'open', '', 0)
"""
_ADD_LINE = """
INSERT INTO countline (count_id, number, place_id, lot_id, expected, counted, counted_at, seen_entry, state)
VALUES (?, ?, ?, ?, 0, 0, '', 0, 'open')
"""
_NUMBER = "SELECT coalesce(max(number), 0) + 1 FROM countline WHERE count_id = ?"
_SEE = """
UPDATE countline SET expected = ?, counted = ?, counted_at = ?, seen_entry = ?, state = ? WHERE id = ?
"""
_LOOK = """
INSERT INTO countlook (line_id, entry_id, by, seen_at, expected, counted, moved, within, serials)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_BEGIN = """
UPDATE countbin SET state = 'counting', counted_by = ?, began_entry = ? WHERE count_id = ? AND place_id = ?
"""
_FINISH = "UPDATE countbin SET state = 'counted', began_entry = 0 WHERE count_id = ? AND place_id = ?"
_LOCK = """
INSERT INTO countlock (place_id, count_id, by, since, beat_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (place_id) DO UPDATE
SET count_id = excluded.count_id, by = excluded.by, since = excluded.since, beat_at = excluded.beat_at
"""
_LAPSED = "SELECT place_id, count_id FROM countlock WHERE beat_at < ?"
_RAISE = """
INSERT INTO countdue (place_id, reason, weight, since) VALUES (?, ?, ?, ?)
ON CONFLICT (place_id) DO UPDATE SET reason = excluded.reason, weight = excluded.weight, since = excluded.since
WHERE excluded.weight > countdue.weight
"""


def add_count(code: str, *, at: datetime, by: str, item: int | None, lot: int | None, units: int, percent: int) -> int:
    """Write a new count and return its row number."""
    return add(_ADD, code, folded(code), moment_text(at), by, item, lot, units, percent)


def add_count_bins(count: int, bins: Iterable[tuple[int, str]]) -> None:
    """Send a count to bins: (place, why)."""
    add_all(_ADD_BIN, [(count, place, why) for place, why in bins])


def add_count_line(count: int, place: int, lot: int) -> int:
    """Write a line that nobody has looked at yet, and return its row number."""
    return add(_ADD_LINE, count, value(_NUMBER, count), place, lot)


def write_look(
    line: int, *, entry: int, by: str, at: datetime, expected: int, counted: int, moved: bool, within: bool,
    serials: str, state: str,
) -> None:  # fmt: skip
    """Write what somebody saw of a line, and how the line stands since."""
    add(_LOOK, line, entry, by, moment_text(at), expected, counted, int(moved), int(within), serials)
    change(_SEE, expected, counted, moment_text(at), entry, state, line)


def write_line_state(line: int, state: str, posted: int | None = None) -> None:
    """Write how a line stands, and the entry that booked it."""
    change("UPDATE countline SET state = ?, posted_id = coalesce(?, posted_id) WHERE id = ?", state, posted, line)


def write_count_state(count: int, state: str) -> None:
    """Write how a count stands."""
    change("UPDATE cycle_count SET state = ? WHERE id = ?", state, count)


def begin_count_bin(count: int, place: int, *, by: str, entry: int) -> None:
    """Write who counts in a bin of a count, and since which entry."""
    change(_BEGIN, by, entry, count, place)


def finish_count_bin(count: int, place: int, *, at: datetime, whole: bool) -> None:
    """Write that a count is done with a bin; one that was counted as a whole is not due any more."""
    change(_FINISH, count, place)
    if whole:
        note_counted(place, at=at)


def note_counted(place: int, *, at: datetime) -> None:
    """Write when a bin was counted last; it is not due any more."""
    counted = moment_text(at)
    change(
        "UPDATE place SET counted_at = ? WHERE id = ? AND (counted_at IS NULL OR counted_at < ?)",
        counted, place, counted,
    )  # fmt: skip
    change("DELETE FROM countdue WHERE place_id = ?", place)


def lock_place(place: int, count: int, *, by: str, at: datetime) -> None:
    """Write that somebody counts in a bin from now on, whoever did before."""
    change(_LOCK, place, count, by, moment_text(at), moment_text(at))
    change("UPDATE place SET counting = 1 WHERE id = ?", place)


def unlock_place(place: int) -> None:
    """Write that nobody counts in a bin any more."""
    change("DELETE FROM countlock WHERE place_id = ?", place)
    change("UPDATE place SET counting = 0 WHERE id = ?", place)


def unlock_count(count: int) -> None:
    """Write that nobody counts for a count any more."""
    for (place,) in rows("SELECT place_id FROM countlock WHERE count_id = ?", count):
        unlock_place(place)


def beat_locks(by: str, at: datetime) -> int:
    """Write that somebody is still counting; return how many bins that holds."""
    return change("UPDATE countlock SET beat_at = ? WHERE by = ?", moment_text(at), by)


def free_lapsed(before: datetime) -> int:
    """Free the bins whose counter has not been heard of since a moment, and return how many they were.

    What was entered there stays, and the count goes there again.
    """
    lapsed = rows(_LAPSED, moment_text(before))
    for place, count in lapsed:
        unlock_place(place)
        change(
            "UPDATE countbin SET state = 'open' WHERE count_id = ? AND place_id = ? AND state = 'counting'",
            count, place,
        )  # fmt: skip
    return len(lapsed)


def raise_place(place: int, reason: str, at: datetime) -> None:
    """Let the turn of a bin to be counted come sooner; a heavier cause replaces a lighter one."""
    change(_RAISE, place, reason, CAUSES[reason].weight, moment_text(at))


def write_classes(classes: Mapping[int, str]) -> int:
    """Write the classes of items; return how many have another one than before."""
    return sum(
        change("UPDATE item SET abc = ? WHERE id = ? AND abc IS NOT ?", one, item, one) for item, one in classes.items()
    )
