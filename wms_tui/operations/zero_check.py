"""Zero check: the books say that a bin is empty, and somebody stands before it."""

from dataclasses import dataclass

from wms_tui.errors import Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.raising import raise_due
from wms_tui.queries.counts import zero_is_booked
from wms_tui.queries.places import the_bin
from wms_tui.storage.count_rows import note_counted


@dataclass(frozen=True, slots=True)
class ZeroCheck:
    """A bin that is empty by the books, and whether it is."""

    bin: str
    empty: bool
    reason: str = ""


@dataclass(frozen=True)
class ZeroChecked(Done):
    """The bin, and whether it will be counted before its turn."""

    bin: str
    raised: bool


@operation("zero-check")
def zero_check(slip: ZeroCheck, deed: Deed) -> ZeroChecked:
    """Note that a bin is empty as the books say, which counts it; or that it is not, which brings its turn.

    Source: rules.md 2.13.

    Raises:
        NotFound: ``unknown-bin``.
        Refused: ``not-empty`` where the books have something there.
    """
    place = the_bin(slip.bin)
    if not zero_is_booked(place.id):
        raise Refused("not-empty", f"The books have goods in {place.code}.", "Count it: wms count plan --bin.")
    deed.post(reference=place.code, reason=slip.reason)
    if slip.empty:
        note_counted(place.id, at=deed.at)
    else:
        raise_due(place.id, "zero-check", deed)
    return ZeroChecked(bin=place.code, raised=not slip.empty)
