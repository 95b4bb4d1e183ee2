"""Writing the letters of a recall: versions, letters, and what became of them."""

from collections.abc import Iterable

from wms_tui.storage.statements import add, add_all, change


def add_version(recall: int, version: int, entry: int, changes: str) -> int:
    """Write a new version of the letters of a case, and return its row number."""
    return add(
        "INSERT INTO noticeversion (recall_id, version, entry_id, changes) VALUES (?, ?, ?, ?)",
        recall, version, entry, changes,
    )  # fmt: skip


def add_letters(version: int, letters: Iterable[tuple[int | None, str, str, str]]) -> None:
    """Write the letters of a version: (partner, kind, code, content)."""
    add_all(
        "INSERT INTO notice (version_id, partner_id, kind, code, content) VALUES (?, ?, ?, ?, ?)",
        [(version, *one) for one in letters],
    )


def approve_version(version: int, entry: int) -> None:
    """Note by which entry a version was approved."""
    change("UPDATE noticeversion SET approved_id = ? WHERE id = ?", entry, version)


def add_happenings(entry: int, notices: Iterable[int], happening: str, method: str, note: str) -> None:
    """Note what became of letters."""
    add_all(
        "INSERT INTO noticeevent (notice_id, entry_id, happening, method, note) VALUES (?, ?, ?, ?, ?)",
        [(notice, entry, happening, method, note) for notice in notices],
    )
