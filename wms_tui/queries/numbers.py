"""Questions about the numbers that the warehouse makes itself: by which template, and which come next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count, islice

from wms_tui.domain.codes import lookalike
from wms_tui.domain.numbering import Template, parse_template
from wms_tui.domain.rows import Item
from wms_tui.queries.settings import house_template
from wms_tui.storage.sequences import peek_number
from wms_tui.storage.statements import value

_TAKEN = "SELECT 1 FROM lot WHERE item_id = ? AND lookalike = ? LIMIT 1"
_TAKEN_ANYWHERE = "SELECT 1 FROM lot WHERE number = ? LIMIT 1"


@dataclass(frozen=True, slots=True)
class Numbering:
    """How the lots of an item are numbered: the template, and the sequence it counts by.

    An item's own template counts for that item; the template of the house counts for all items together,
    so that one of its numbers names one lot in the whole house.
    """

    item_id: int
    item: str
    template: Template
    sequence: str
    shared: bool

    def render(self, number: int | None, *, made_on: date, line: str, shift: str, supplier: str) -> str:
        """Return the lot number for a number of the sequence; see ``Template.render`` for what it refuses."""
        return self.template.render(made_on, number, item=self.item, line=line, shift=shift, supplier=supplier)

    def taken(self, lot: str) -> bool:
        """Return whether there is such a lot, or one that reads the same."""
        if value(_TAKEN, self.item_id, lookalike(lot)):
            return True
        return self.shared and bool(value(_TAKEN_ANYWHERE, lot))


def numbering_of(item: Item) -> Numbering:
    """Return how the lots of an item are numbered."""
    if item.lot_template:
        return Numbering(item.id, item.code, parse_template(item.lot_template), f"lot:{item.id}", False)
    return Numbering(item.id, item.code, parse_template(house_template()), "lot", True)


def preview(
    item: Item, many: int, *, made_on: date, line: str = "", shift: str = "", supplier: str = ""
) -> tuple[str, ...]:
    """Return the lot numbers an item would get next, and draw none of them.

    Without a sequence in the template there is one number for each day.

    Raises:
        BadInput: ``lot-value-missing`` and the others of ``Template.render``.
    """
    numbering = numbering_of(item)
    if numbering.template.sequence is None:
        return (numbering.render(None, made_on=made_on, line=line, shift=shift, supplier=supplier),)
    first = peek_number(numbering.sequence, numbering.template.period(made_on))

    def free() -> Iterator[str]:
        for number in count(first):
            lot = numbering.render(number, made_on=made_on, line=line, shift=shift, supplier=supplier)
            if not numbering.taken(lot):
                yield lot

    return tuple(islice(free(), many))
