"""Sequences: numbers that are drawn once, inside the transaction that uses them.

What is rolled back was never drawn; what is drawn leaves a gap at worst, and is never drawn again.
"""

from wms_tui.storage.statements import add, change, value

_ADVANCE = "UPDATE sequence SET value = value + 1 WHERE name = ? AND period = ?"
_BEGIN = "INSERT INTO sequence (name, period, value) VALUES (?, ?, 1)"
_LAST = "SELECT value FROM sequence WHERE name = ? AND period = ?"


def next_number(name: str, period: str = "") -> int:
    """Draw the next number of a sequence in a period; the first is 1. Must be inside a transaction."""
    if change(_ADVANCE, name, period) == 1:
        return value(_LAST, name, period)
    add(_BEGIN, name, period)
    return 1


def peek_number(name: str, period: str = "") -> int:
    """Return the number that would be drawn next; it is not drawn."""
    return (value(_LAST, name, period) or 0) + 1
