"""Change a bin: block it, open it, or let it take other goods."""

from dataclasses import dataclass, replace
from random import Random
from typing import Any

from wms_tui.domain.audit import Thing
from wms_tui.domain.master_data import checked_place
from wms_tui.domain.places import random_check_digits
from wms_tui.domain.rows import Place
from wms_tui.domain.types import Mixing
from wms_tui.errors import BadInput
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.queries.places import the_bin
from wms_tui.storage.place_rows import write_place_row


@dataclass(frozen=True, slots=True)
class ChangeBin:
    """What is to be different about a place in the house; None leaves it as it is."""

    bin: str
    blocked: bool | None = None
    pickable: bool | None = None
    zone: str | None = None
    aisle: str | None = None
    level: str | None = None
    walk: int | None = None
    capacity: int | None = None
    no_capacity: bool = False
    """Take away the limit."""
    mixing: Mixing | None = None
    temperature: str | None = None
    check_digits: str | None = None
    rotate_check_digits: bool = False
    """Draw other check digits, so that nobody confirms the bin by heart; its label is printed anew."""
    reason: str = ""


@dataclass(frozen=True)
class BinChanged(Done):
    """What a person at the bin has to know of it now."""

    bin: str
    blocked: bool
    pickable: bool
    check_digits: str


_FIELDS = (
    "blocked", "pickable", "zone", "aisle", "level", "walk", "capacity", "mixing", "temperature",
    "check_digits",
)  # fmt: skip


@operation("change-bin")
def change_bin(slip: ChangeBin, deed: Deed) -> BinChanged:
    """Change a place in the house. What is in it stays, also where it would not be put there now.

    Raises:
        NotFound: ``unknown-bin``.
        BadInput: ``reason-needed`` to block it, ``not-a-bin`` to make a dock, stage or cage pickable, and
            what ``domain.master_data.checked_place`` refuses.
    """
    before = the_bin(slip.bin)
    if slip.blocked and not before.blocked and not slip.reason.strip():
        raise BadInput("reason-needed", f"Why is {before.code} blocked?", "Give a reason.", bin=before.code)
    fields: dict[str, Any] = {name: getattr(slip, name) for name in _FIELDS if getattr(slip, name) is not None}
    if slip.no_capacity:
        fields["capacity"] = None
    if slip.rotate_check_digits:
        fields["check_digits"] = _other_digits(before, deed.key)
    after = checked_place(replace(before, **fields))
    deed.post(reference=after.code, reason=slip.reason)
    write_place_row(after)
    deed.note(Thing.BIN, before.code, before, after)
    return BinChanged(bin=after.code, blocked=after.blocked, pickable=after.pickable, check_digits=after.check_digits)


def _other_digits(place: Place, key: str) -> str:
    """Return check digits that the place has not now."""
    first, second = random_check_digits(2, Random(key))
    return second if first == place.check_digits else first
