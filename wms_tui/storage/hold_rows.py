"""Writing holds of plates, bins and many lots. The statuses of lots are the ledger's."""

from wms_tui.storage.statements import add, change


def open_case(entry: int, scope: str, words: str, reason: str, *, plate: int | None, place: int | None) -> None:
    """Write that an entry holds a plate, a place or many lots, and mark the plate or the place."""
    add(
        "INSERT INTO holdcase (entry_id, scope, plate_id, place_id, words, reason) VALUES (?, ?, ?, ?, ?, ?)",
        entry, scope, plate, place, words, reason,
    )  # fmt: skip
    _mark(plate, place, held=True)


def end_case(entry: int, by: int, *, plate: int | None, place: int | None) -> None:
    """Write by which entry a hold has ended, and take its mark away."""
    change("UPDATE holdcase SET ended_id = ? WHERE entry_id = ?", by, entry)
    _mark(plate, place, held=False)


def reopen_case(entry: int, *, plate: int | None, place: int | None) -> None:
    """Write that a hold has not ended after all."""
    change("UPDATE holdcase SET ended_id = NULL WHERE entry_id = ?", entry)
    _mark(plate, place, held=True)


def _mark(plate: int | None, place: int | None, *, held: bool) -> None:
    if plate is not None:
        change("UPDATE plate SET held = ? WHERE id = ?", int(held), plate)
    if place is not None:
        change("UPDATE place SET held = ? WHERE id = ?", int(held), place)
