"""Drawing lot numbers and licence plates, inside the operation that uses them."""

from datetime import date

from wms_tui.domain.barcode.check_digits import make_sscc
from wms_tui.domain.rows import Item
from wms_tui.queries.numbers import numbering_of
from wms_tui.queries.settings import company_prefix
from wms_tui.queries.stock import plate_id
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


def draw_sscc() -> str:
    """Draw the number of a new licence plate, an SSCC of the house. Must be inside a transaction.

    When the running number has used up its digits, the next extension digit goes on.

    Raises:
        BadInput: ``bad-code`` when all ten extension digits are used up.
    """
    prefix = company_prefix()
    room = 10 ** (16 - len(prefix))
    while True:
        extension, reference = divmod(next_number(f"sscc:{prefix}"), room)
        code = make_sscc(prefix, extension, reference)
        if plate_id(code) is None:
            return code
