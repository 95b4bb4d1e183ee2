"""Codes: what names an item, a lot, a bin, a partner or an order, and how codes compare and sort.

Items, bins, partners and orders match regardless of case (`folded`); lots match exactly, and a new lot that
merely looks like a known one is noticed by `lookalike`.
"""

import re
import string
from unicodedata import normalize

from wms_tui.errors import BadInput

LONGEST = 64
"""The most characters a code may have."""

CSET_82 = frozenset("!\"%&'()*+,-./:;<=>?_" + string.digits + string.ascii_letters)
"""The characters GS1 allows in a lot number, AI (10) (GS1 General Specifications, figure 7.11-1)."""

_DIGITS = re.compile(r"[0-9]+")
_LOOK_ALIKES = str.maketrans({"o": "0", "i": "1", "l": "1"})


def excerpt(text: str, width: int = 16) -> str:
    """Return the start of what was typed, fit for a message: unprintable characters become ``?``."""
    safe = "".join(character if character.isprintable() else "?" for character in text[: width + 1])
    return safe if len(safe) <= width else safe[: width - 1] + "…"


def clean_code(text: str, what: str) -> str:
    """Return `text` as a code, composed (Unicode NFC) so that equal looks are equal texts.

    A code has 1 to 64 printable characters, and no space at either end. `what` is its name in a refusal.

    Raises:
        BadInput: ``bad-code``, when it is empty, too long or has a character that cannot be seen.
    """
    code = normalize("NFC", text)
    if not code.strip():
        raise BadInput("bad-code", f"The {what} code is empty", f"Scan or type the {what}", what=what)
    if code != code.strip(" "):
        raise BadInput("bad-code", f"Space around the {what} code", f"Type {excerpt(code.strip())}", what=what)
    if len(code) > LONGEST:
        hint = f"At most {LONGEST} characters; this has {len(code)}"
        raise BadInput("bad-code", f"The {what} code is too long", hint, what=what)
    # Python calls control, format, surrogate, private and unassigned characters unprintable, and every
    # space but the plain one: all that cannot be told apart on a screen or a label.
    if not code.isprintable():
        position, character = next(one for one in enumerate(code, 1) if not one[1].isprintable())
        message = f"Unprintable U+{ord(character):04X} in the {what} code"
        raise BadInput("bad-code", message, f"Type it without character {position}", what=what)
    return code


def folded(code: str) -> str:
    """Return the key under which items, bins, partners and orders that differ only by case are one."""
    # Folding can undo the composition, and composing can bring back what folding replaces: decompose first.
    return normalize("NFC", normalize("NFD", code).casefold())


def lookalike(code: str) -> str:
    """Return the key under which lots that differ only by case, O and 0, or I, l and 1 are one."""
    return folded(code).translate(_LOOK_ALIKES)


def natural_key(text: str) -> str:
    """Return a text that sorts, character by character, as people count: L2 before L10, B-9 before B-10.

    Case does not matter for the order; what is equal otherwise (L2, l2, L02) is ordered by the text itself.
    Made for ``ORDER BY`` on a stored column in binary collation (SQLite's own; "C" elsewhere).
    """
    # The separator is lower than every printable character, so a shorter text comes before its continuations.
    return _DIGITS.sub(_counted, folded(text)) + "\x1f" + text


def _counted(run: re.Match[str]) -> str:
    """Return a run of digits led by how many there are, so that the longer number is the later text."""
    digits = run.group().lstrip("0")
    length = str(len(digits))
    return f"{len(length)}{length}{digits}"
