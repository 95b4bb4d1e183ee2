"""Drawing lot numbers and licence plates, inside the operation that uses them."""

from datetime import date

from wms_tui.domain.rows import Item
from wms_tui.queries.numbers import numbering_of
from wms_tui.storage.sequences import next_number


def draw_lot_number(item: Item, *, made_on: date, line: str = "", shift: str = "", supplier: str = "") -> str:
    """Draw the next lot number of an item. Must be inside a transaction.

    Numbers that are taken already are passed over. A template without a sequence has one number for each day,
    whether there is such a lot or not: what is made on one day is then one lot.

    Raises:
        BadInput: ``lot-value-missing``, ``lot-value-unfit``, ``lot-sequence-full``, ``lot-too-long``.
    """
    numbering = numbering_of(item)
    period = numbering.template.period(made_on)
    while True:
        number = next_number(numbering.sequence, period) if numbering.template.sequence else None
        lot = numbering.render(number, made_on=made_on, line=line, shift=shift, supplier=supplier)
        if number is None or not numbering.taken(lot):
            return lot
