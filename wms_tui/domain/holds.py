"""Which lots a hold is for where they are not named one by one: by item, by supplier, by their dates."""

from dataclasses import dataclass
from datetime import date

from wms_tui.domain.dates import show_date
from wms_tui.errors import BadInput


@dataclass(frozen=True, slots=True)
class LotScope:
    """What the lots have in common. Days are inclusive; a lot without the day that is asked for is not meant."""

    item: str = ""
    supplier: str = ""
    received_from: date | None = None
    received_to: date | None = None
    made_from: date | None = None
    made_to: date | None = None
    expires_from: date | None = None
    expires_to: date | None = None

    def ranges(self) -> tuple[tuple[str, date | None, date | None], ...]:
        """Return the days that are asked for: which of a lot's, the first and the last."""
        found = (
            ("received", self.received_from, self.received_to),
            ("made", self.made_from, self.made_to),
            ("expires", self.expires_from, self.expires_to),
        )
        return tuple(one for one in found if one[1] or one[2])

    def refuse_nonsense(self) -> None:
        """Refuse a scope that names nothing, or days whose first comes after the last.

        Raises:
            BadInput: ``nothing-named``, ``bad-range``.
        """
        if not (self.item or self.supplier or self.ranges()):
            raise BadInput("nothing-named", "Nothing says which lots.", "Name an item, a supplier or days.")
        for what, first, last in self.ranges():
            if first and last and first > last:
                raise BadInput(
                    "bad-range", f"{what.capitalize()} from {first} is after {last}.", "Give the earlier day first."
                )

    def words(self) -> str:
        """Return what the lots have in common as a person says it; the same scope gives the same words."""
        said = [self.item, f"supplier {self.supplier}" if self.supplier else ""]
        said += [_between(*one) for one in self.ranges()]
        return ", ".join(one for one in said if one)


def _between(what: str, first: date | None, last: date | None) -> str:
    if first == last and first:
        return f"{what} {show_date(first)}"
    since = f" from {show_date(first)}" if first else ""
    until = f" to {show_date(last)}" if last else ""
    return f"{what}{since}{until}"
