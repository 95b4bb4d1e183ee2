"""Quantities: whole numbers of an item's base unit, typed and shown in packs (``3 CS 4 EA``, ``12.5 kg``).

No floating point anywhere: the base unit is the smallest that is ever handled, and a kilogram is a thousand
grams.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from wms_tui.domain.codes import excerpt, folded
from wms_tui.errors import BadInput

LARGEST = 10**12
"""The most base units of one quantity; a scanned 13-digit article number is beyond it."""

METRIC = {"g": "kg", "ml": "L"}
"""Base units of which a thousand have a name of their own, by folded name."""

_TERM = re.compile(r"([0-9]+)(?:([.,])([0-9]*))?[ ]*([^\W\d_][^\s+]*)?")
_PACK_NAME = re.compile(r"[^\W\d_][^\s+=:@,.]{0,15}")
_LONGEST_TEXT = 64


@dataclass(frozen=True, slots=True)
class Pack:
    """A named multiple of the base unit."""

    name: str
    quantity: int
    """Base units in one pack."""


def make_pack(name: str, quantity: int) -> Pack:
    """Return a pack whose name can be typed right behind a number.

    Raises:
        BadInput: ``bad-pack``, when the name does not start with a letter or the quantity is out of range.
    """
    if not (_PACK_NAME.fullmatch(name) and name.isprintable()):
        raise BadInput("bad-pack", f"{excerpt(name)} cannot name a pack", "Use a short word, such as CS")
    if not 1 <= quantity <= LARGEST:
        raise BadInput("bad-pack", f"A pack of {excerpt(str(quantity))} is impossible", "Give 1 or more units")
    return Pack(name, quantity)


def check_packs(packs: Iterable[Pack], unit: str) -> None:
    """Refuse packs of one item that cannot be told apart from each other or from the base unit.

    Raises:
        BadInput: ``bad-pack``.
    """
    given = {folded(unit): 1} | _metric(unit)
    seen: set[str] = set()
    for pack in packs:
        name = folded(pack.name)
        if name in seen or given.get(name, pack.quantity) != pack.quantity:
            message = f"{excerpt(pack.name)} would mean two quantities"
            raise BadInput("bad-pack", message, "Give each pack its own name")
        seen.add(name)


def parse_quantity(text: str, packs: Sequence[Pack], unit: str) -> int:
    """Return the base units meant by ``36``, ``36EA``, ``3CS``, ``2CS+4EA``, ``3 CS 4 EA`` or ``12.5 kg``.

    A number alone counts base units, and so does the last number of a sum (``2CS+4``).

    Raises:
        BadInput: ``bad-quantity`` when it is empty, zero, negative, not whole or too large;
            ``unknown-pack`` when the item has no such pack.
    """
    if text.strip().startswith("-"):
        raise BadInput("bad-quantity", f"{excerpt(text.strip())} is below zero", "Type how many there are")
    return _total(text, packs, unit)


def parse_change(text: str, packs: Sequence[Pack], unit: str) -> int:
    """Return the base units to add (``+6``, ``6``) or take away (``-2``, ``-1CS``); the sign is for all.

    Raises:
        BadInput: as `parse_quantity`, but for the sign.
    """
    stripped = text.strip()
    if stripped[:1] in {"+", "-"}:
        amount = _total(stripped[1:], packs, unit)
        return -amount if stripped[0] == "-" else amount
    return _total(stripped, packs, unit)


def spell_quantity(quantity: int, packs: Sequence[Pack], unit: str) -> str:
    """Return base units in packs, the largest first: ``3 CS 4 EA``; grams and millilitres as kg and L."""
    rest = abs(quantity)
    words = []
    for pack in sorted(packs, key=lambda pack: (-pack.quantity, pack.name)):
        if pack.quantity > 1 and rest >= pack.quantity:
            count, rest = divmod(rest, pack.quantity)
            words.append(f"{count} {pack.name}")
    if rest or not words:
        words.append(_spell_units(rest, unit))
    return ("-" if quantity < 0 else "") + " ".join(words)


def _total(text: str, packs: Sequence[Pack], unit: str) -> int:
    """Return the sum of all terms of `text`."""
    if not text.strip():
        raise BadInput("bad-quantity", "No quantity", "Type a number, such as 36 or 3CS")
    metric = _metric(unit)
    sizes = {folded(pack.name): pack.quantity for pack in packs} | metric | {folded(unit): 1}
    total = 0
    used: set[str] = set()
    for digits, mark, decimals, name in _terms(text):
        key = folded(name or unit)
        if not name and key in used:
            _unreadable(text)
        if key not in sizes:
            raise BadInput("unknown-pack", f"This item has no pack {excerpt(name)}", f"Packs: {_known(packs, unit)}")
        if key in used:
            raise BadInput("bad-quantity", f"{excerpt(name)} is there twice", "Type each pack once")
        used.add(key)
        total += _base_units(text, digits, mark, decimals, sizes[key], metric=key in metric)
    if total == 0:
        raise BadInput("bad-quantity", "The quantity is zero", "Type 1 or more")
    if total > LARGEST:
        raise BadInput("bad-quantity", f"{excerpt(text.strip())} is too much", "Was a bar code scanned here?")
    return total


def _terms(text: str) -> list[tuple[str, str, str, str]]:
    """Return number, decimal mark, decimals and name of each term; only the last may go without a name."""
    if len(text) > _LONGEST_TEXT:
        _unreadable(text)
    terms: list[tuple[str, str, str, str]] = []
    rest = text.strip()
    while rest:
        match = _TERM.match(rest)
        if match is None or (terms and not terms[-1][3]):
            _unreadable(text)
        digits, mark, decimals, name = match.groups("")
        terms.append((digits, mark, decimals, name))
        rest = _behind(rest[match.end() :].lstrip(" "), text)
    return terms


def _behind(rest: str, text: str) -> str:
    """Return what follows a term without the plus sign that may join it, which must join something."""
    if not rest.startswith("+"):
        return rest
    return rest[1:].lstrip(" ") or _unreadable(text)


def _base_units(text: str, digits: str, mark: str, decimals: str, size: int, *, metric: bool) -> int:
    """Return the base units of one term. Only kg and L may have decimals, down to one g or mL."""
    if not mark:
        return int(digits) * size
    if metric and mark == "." and 1 <= len(decimals) <= 3:
        return int(digits) * size + int(decimals.ljust(3, "0"))
    hint = "With a point, down to 0.001" if metric else "Type whole units or packs"
    raise BadInput("bad-quantity", f"{excerpt(text.strip())} is not whole", hint)


def _metric(unit: str) -> dict[str, int]:
    """Return the kg or L that belongs to the base unit, by folded name."""
    big = METRIC.get(folded(unit))
    return {folded(big): 1000} if big else {}


def _spell_units(rest: int, unit: str) -> str:
    """Return what no pack covers: ``4 EA``, ``500 g``, ``12.5 kg``."""
    big = METRIC.get(folded(unit))
    if big is None or rest < 1000:
        return f"{rest} {unit}"
    whole, part = divmod(rest, 1000)
    decimals = f"{part:03d}".rstrip("0")
    return f"{whole}.{decimals} {big}" if decimals else f"{whole} {big}"


def _known(packs: Sequence[Pack], unit: str) -> str:
    """Return the names that may be typed, the smallest first."""
    big = METRIC.get(folded(unit))
    names = [unit] + ([big] if big else []) + [pack.name for pack in sorted(packs, key=lambda p: p.quantity)]
    return " ".join(dict.fromkeys(names))


def _unreadable(text: str) -> NoReturn:
    """Refuse a text that is no quantity at all."""
    message = f"{excerpt(text.strip())} is not a quantity"
    raise BadInput("bad-quantity", message, "Type a number, such as 36 or 3CS")
