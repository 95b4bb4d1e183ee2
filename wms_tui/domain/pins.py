"""PINs: which are good enough, how they are kept, and how long one waits after wrong ones.

What is kept is a slow hash (scrypt) over a salt of the person's own and a pepper that the database does not have: who
steals the database alone cannot try out the million PINs there are.
"""

import hashlib
import hmac
from itertools import pairwise

from wms_tui.errors import BadInput

SHORTEST, LONGEST = 6, 12
"""Digits of a PIN."""

FREE_FAILURES = 4
"""So many wrong PINs in a row are taken for slips of the finger."""
FIRST_LOCK, LONGEST_LOCK = 30, 15 * 60
"""Seconds that the badge is locked after the wrong PIN that follows, and at most; each further one doubles them."""

_COST, _BLOCK, _LANES = 2**14, 8, 1
"""The cost of one try: 16 MB and some 50 ms."""
_FORM = "scrypt1"
"""Names the way of hashing with its cost, so that another one can follow."""
_MARK = 8
SALT = 16
"""Bytes of a salt."""


def refuse_weak(pin: str, badge: str) -> None:
    """Refuse what is no PIN, and what anybody would try first. The refusal never shows it.

    Raises:
        BadInput: ``bad-pin``, ``weak-pin``.
    """
    if not (pin.isascii() and pin.isdecimal()) or not SHORTEST <= len(pin) <= LONGEST:
        raise BadInput("bad-pin", f"A PIN is {SHORTEST} to {LONGEST} digits.", "Choose digits only.")
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if steps <= {0} or steps <= {1} or steps <= {9}:
        raise BadInput("weak-pin", "All one digit, or a run of digits.", "Choose one that is harder to guess.")
    if pin in (badge, "".join(character for character in badge if character.isdecimal())):
        raise BadInput("weak-pin", "The PIN is the badge.", "Choose one that is not on the badge.")


def salt_of(key: str, pepper: bytes) -> bytes:
    """Return the salt of the PIN that is set by the act with a key: the same act sent twice is the same act."""
    return hmac.digest(pepper, key.encode(), "sha256")[:SALT]


def hashed(pin: str, salt: bytes, pepper: bytes) -> str:
    """Return a PIN as it is kept: the way of hashing, the mark of the pepper, the salt, and the hash."""
    peppered = hmac.digest(pepper, pin.encode(), "sha256")
    kept = hashlib.scrypt(peppered, salt=salt, n=_COST, r=_BLOCK, p=_LANES, dklen=32, maxmem=64 * 1024 * 1024)
    return ":".join((_FORM, pepper_mark(pepper), salt.hex(), kept.hex()))


def is_pin(pin: str, kept: str, pepper: bytes) -> bool:
    """Return whether a PIN is the one that is kept. How long it takes says nothing about how much of it is right."""
    salt = bytes.fromhex(kept.split(":")[2])
    return hmac.compare_digest(hashed(pin, salt, pepper), kept)


def pepper_mark(pepper: bytes) -> str:
    """Return what tells a pepper from another one, and nothing else about it."""
    return hmac.digest(pepper, b"mark", "sha256")[:_MARK].hex()


def made_with(kept: str) -> str:
    """Return the mark of the pepper with which a PIN is kept."""
    return kept.split(":")[1]


def lock_seconds(failures: int) -> int:
    """Return how long a badge is locked after so many wrong PINs in a row."""
    if failures <= FREE_FAILURES:
        return 0
    return min(FIRST_LOCK * 2 ** min(failures - FREE_FAILURES - 1, 10), LONGEST_LOCK)
