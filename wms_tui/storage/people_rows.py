"""Writing people, what they vouch for, and what they approved."""

from datetime import datetime

from wms_tui.domain.codes import folded
from wms_tui.storage.statements import add, change, moment_text

_ADD = "INSERT INTO person (badge, folded, name, roles, pin, active, failures) VALUES (?, ?, ?, ?, NULL, 1, 0)"
_WRITE = "UPDATE person SET name = ?, roles = ?, active = ? WHERE folded = ?"
_PIN = "UPDATE person SET pin = ?, failures = 0, locked_until = NULL WHERE folded = ?"
_FAILED = "UPDATE person SET failures = ?, locked_until = ? WHERE folded = ?"
_VOUCH = "INSERT INTO voucher (key, digest, badge, act, reason, given_at) VALUES (?, ?, ?, ?, ?, ?)"
_APPROVE = "INSERT INTO approval (entry_id, badge, name, meaning, reason, given_at) VALUES (?, ?, ?, ?, ?, ?)"


def add_person_row(badge: str, name: str, roles: str) -> int:
    """Write a new person, active and without a PIN, and return the row number."""
    return add(_ADD, badge, folded(badge), name, roles)


def write_person_row(badge: str, name: str, roles: str, *, active: bool) -> None:
    """Write what a person is now; the PIN stays."""
    change(_WRITE, name, roles, int(active), folded(badge))


def write_pin(badge: str, kept: str | None) -> None:
    """Write the PIN of a person as it is kept, or that there is none; nothing is locked any more."""
    change(_PIN, kept, folded(badge))


def write_failures(badge: str, failures: int, locked_until: datetime | None) -> None:
    """Write how many wrong PINs in a row were typed for a badge, and until when it is locked."""
    change(_FAILED, failures, moment_text(locked_until) if locked_until else None, folded(badge))


def add_voucher(key: str, digest: str, badge: str, act: str, reason: str, at: datetime) -> None:
    """Write the word of a person for an act, in the place of what they said of it before."""
    change("DELETE FROM voucher WHERE key = ? AND badge = ?", key, badge)
    add(_VOUCH, key, digest, badge, act, reason, moment_text(at))


def drop_vouchers(key: str) -> None:
    """Forget what was said for an act, which is done."""
    change("DELETE FROM voucher WHERE key = ?", key)


def drop_old_vouchers(before: datetime) -> None:
    """Forget what was said for acts that nobody has done since."""
    change("DELETE FROM voucher WHERE given_at < ?", moment_text(before))


def add_approval(entry: int, badge: str, name: str, meaning: str, reason: str, at: datetime) -> None:
    """Write who stood by an entry, as what, and why."""
    add(_APPROVE, entry, badge, name, meaning, reason, moment_text(at))
