"""Writing recalls: the case, its acts, and what comes into its scope and leaves it."""

from collections.abc import Iterable
from typing import Any

from wms_tui.domain.codes import folded
from wms_tui.storage.statements import add, add_all, change

_COLUMNS = (
    "drill", "kind", "recall_class", "product", "reason", "hazard", "depth", "strategy", "instructions", "check_level",
    "only_named", "reply_by", "complaints", "authority",
)  # fmt: skip
_ADD = (
    f"INSERT INTO recall (code, folded, opened_id, {', '.join(_COLUMNS)})"
    f" VALUES (?, ?, ?, {', '.join('?' for _ in _COLUMNS)})"
)
_WRITE = f"UPDATE recall SET {', '.join(f'{name} = ?' for name in _COLUMNS)} WHERE id = ?"


def add_recall_row(code: str, opened: int, values: dict[str, Any]) -> int:
    """Write a new case that an entry opened, and return its row number; ``values`` has every column by name."""
    return add(_ADD, code, folded(code), opened, *(values[name] for name in _COLUMNS))


def write_recall_row(recall: int, values: dict[str, Any]) -> None:
    """Write what a case is now."""
    change(_WRITE, *(values[name] for name in _COLUMNS), recall)


def close_recall_row(recall: int, entry: int) -> None:
    """Note by which entry a case was closed."""
    change("UPDATE recall SET closed_id = ? WHERE id = ?", entry, recall)


def add_recall_entry(entry: int, recall: int, step: str) -> None:
    """Note that an entry is an act of a case, at one of its steps."""
    add("INSERT INTO recallentry (entry_id, recall_id, step) VALUES (?, ?, ?)", entry, recall, step)


def write_scope(recall: int, entry: int, lots: Iterable[tuple[int, bool, str]]) -> None:
    """Note by an entry which lots came into a scope or left it, and why: (lot, comes in, why)."""
    add_all(
        "INSERT INTO recalllot (recall_id, lot_id, entry_id, comes_in, why) VALUES (?, ?, ?, ?, ?)",
        [(recall, lot, entry, int(comes_in), why) for lot, comes_in, why in lots],
    )
