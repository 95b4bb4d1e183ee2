"""Writing which causes were noticed, ended, and mailed."""

from collections.abc import Iterable
from datetime import datetime

from wms_tui.storage.statements import add_all, moment_text

_RAISE = """
INSERT INTO alert (cause, kind, severity, what, raised_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (cause) DO UPDATE SET what = excluded.what, severity = excluded.severity,
    raised_at = CASE WHEN ended_at IS NULL THEN raised_at ELSE excluded.raised_at END,
    told_at = CASE WHEN ended_at IS NULL THEN told_at END, ended_at = NULL
"""


def raise_all(causes: Iterable[tuple[str, str, str, str]], at: datetime) -> None:
    """Note causes that are there: (key, kind, severity, what). One that had ended begins anew."""
    add_all(_RAISE, [(*one, moment_text(at)) for one in causes])


def end_all(keys: Iterable[str], at: datetime) -> None:
    """Note causes that are over."""
    add_all("UPDATE alert SET ended_at = ? WHERE cause = ?", [(moment_text(at), key) for key in keys])


def tell_all(keys: Iterable[str], at: datetime) -> None:
    """Note causes that went out by mail."""
    add_all("UPDATE alert SET told_at = ? WHERE cause = ?", [(moment_text(at), key) for key in keys])
