"""What a scan means in this warehouse: first the text as it stands, then what the standards read in it."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wms_tui.domain.barcode.message import Kind, Message
from wms_tui.domain.barcode.readings import readings
from wms_tui.domain.barcode.scan import Scan, read
from wms_tui.domain.barcode.wedge import GS
from wms_tui.domain.codes import excerpt
from wms_tui.domain.dates import show_date_short
from wms_tui.domain.quantity import Pack
from wms_tui.domain.rows import Item, Lot, Place
from wms_tui.domain.types import Role, Tracking
from wms_tui.errors import BadInput, NotFound, Refused
from wms_tui.queries import stock
from wms_tui.queries.items import find_item, item_by_gtin, item_by_id
from wms_tui.queries.lots import find_lot, lots_anywhere
from wms_tui.queries.orders import find_order
from wms_tui.queries.partners import find_partner
from wms_tui.queries.places import find_place
from wms_tui.queries.receipts import find_receipt
from wms_tui.queries.replies import addressee_of


class What(StrEnum):
    """What a scan names. The text is how it is called in a message."""

    PLATE = "a pallet"
    BIN = "a bin"
    ORDER = "an order"
    RECEIPT = "a receipt"
    ITEM = "an item"
    LOT = "a lot"
    PARTNER = "a partner"
    FORM = "a response form"


ANYTHING = frozenset(What)
FORM_PREFIX = "RN-"
"""What the code of a response form to a recall begins with."""


@dataclass(frozen=True, slots=True)
class Found:
    """One meaning of a scan."""

    what: What
    name: str
    """How it is called on the screen, different for different things."""
    item: Item | None = None
    pack: Pack | None = None
    """The pack whose GTIN was scanned."""
    lot: str = ""
    """Of a lot: its number, known here or not."""
    known: Lot | None = None
    place: Place | None = None
    plate: str = ""
    code: str = ""
    """Of an order, a receipt, a partner or a form: its code."""
    role: str = ""
    """Of a partner: supplier or customer."""
    message: Message | None = None
    """What else the label says: dates, serial, quantity."""
    guess: bool = False
    """Whether the scanner must have dropped a separator for it to mean this."""

    @property
    def pack_name(self) -> str:
        """The name of the pack that was scanned; empty where the label names none."""
        return self.pack.name if self.pack else ""

    @property
    def labelled(self) -> int:
        """Base units of what the label is on; 0 where it does not say."""
        count = (self.message.quantity if self.message else None) or 1
        return self.pack.quantity * count if self.pack else 0

    @property
    def serials(self) -> tuple[str, ...]:
        """The one unit that the label names, of an item with serials; else nothing."""
        serial = self.message.serial if self.message else ""
        return (serial,) if serial and self.item and self.item.tracking is Tracking.SERIAL else ()


class Several(Refused):
    """A scan has several meanings that fit; a person chooses one by its name."""

    def __init__(self, text: str, names: Sequence[str]) -> None:
        """Name what it may mean, the likeliest first."""
        super().__init__("several", f"{excerpt(text)} may be several things", "Choose one by its number")
        self.names = tuple(names)


def look(
    text: str,
    today: date,
    expects: Collection[What],
    *,
    said: Collection[str] = (),
    fits: Callable[[Found], bool] | None = None,
    wants: str = "",
) -> Found:
    """Return the one thing a scan means at a step that expects some kinds of things.

    ``said`` holds the names a person has chosen. Where some meanings fit, the others are not considered;
    ``wants`` says what to scan where nothing of the kind is meant.

    Raises:
        BadInput: where it cannot be read.
        NotFound: ``unknown-code`` where nothing has that code.
        Several: where a person must choose.
        Refused: ``wrong-kind`` where it is something else.
    """
    found = meanings(text, today)
    right = [one for one in found if one.what in expects]
    if not right:
        raise Refused("wrong-kind", f"{excerpt(found[0].name, 24)} is {found[0].what}", wants or "Scan another label")
    if fits is not None:
        right = [one for one in right if fits(one)] or right
    if len(right) == 1 and not right[0].guess:
        return right[0]
    for one in right:
        if one.name in said:
            return one
    raise Several(text, [one.name for one in right])


def meanings(text: str, today: date) -> tuple[Found, ...]:
    """Return all that a scan may mean here, the likeliest first; at least one.

    Raises:
        BadInput: where it cannot be read.
        NotFound: ``unknown-code``.
    """
    try:
        scan = read(text, today)
    except BadInput:
        guesses = tuple(_guesses(text, today))
        if guesses:
            return guesses
        raise
    told = [one for message in scan.messages for one in _of_message(message)]
    if scan.kind is Kind.CODE:
        found = _joined([*_of_code(scan.text), *told])
    else:
        found = _joined(told or [*_of_code(scan.text)])
    if GS not in text and not any(_is_known(one) for one in found):
        found = [*_guesses(text, today), *found]
    if not found:
        raise _unknown(scan)
    return tuple(found)


def _is_known(one: Found) -> bool:
    return one.what is not What.LOT or one.known is not None


def _joined(found: list[Found]) -> list[Found]:
    """Return each meaning once; the one that knows the pack replaces the one that does not."""
    by_name: dict[tuple[What, str], Found] = {}
    for one in found:
        key = (one.what, one.name)
        if key not in by_name or (one.message and not by_name[key].message):
            by_name[key] = one
    return list(by_name.values())


def _of_code(text: str) -> Iterator[Found]:
    """Yield what bears this text as its code."""
    form = addressee_of(text) if text[:3].upper() == FORM_PREFIX else None
    if form is not None:
        yield Found(What.FORM, f"{form.recall} {form.customer}", code=form.code)
    place = find_place(text)
    if place is not None and place.kind.in_house:
        yield Found(What.BIN, place.code, place=place)
    order = find_order(text)
    if order is not None:
        yield Found(What.ORDER, order.code, code=order.code)
    receipt = find_receipt(text)
    if receipt is not None:
        yield Found(What.RECEIPT, receipt.code, code=receipt.code)
    item = find_item(text)
    if item is not None:
        yield Found(What.ITEM, item.code, item=item)
    if stock.plate_id(text) is not None:
        yield Found(What.PLATE, text, plate=text)
    for lot in lots_anywhere(text):
        yield _lot(item_by_id(lot.item_id), lot)
    for role in Role:
        partner = find_partner(text, role)
        if partner is not None:
            yield Found(What.PARTNER, f"{partner.code} {role.value}", code=partner.code, role=role.value)


def _lot(item: Item, lot: Lot, message: Message | None = None, pack: Pack | None = None) -> Found:
    return Found(
        What.LOT, f"{item.code} {lot.number}", item=item, lot=lot.number, known=lot, message=message, pack=pack
    )


def _of_message(message: Message) -> Iterator[Found]:
    """Yield what a label names by the rules of its standard."""
    if message.plate:
        yield Found(What.PLATE, message.plate, plate=message.plate, message=message)
    item, pack = _item_of(message)
    if item is None:
        if message.lot and not message.gtin:
            for lot in lots_anywhere(message.lot):
                yield _lot(item_by_id(lot.item_id), lot, message)
        return
    if not message.lot:
        yield Found(What.ITEM, item.code, item=item, pack=pack, message=message)
        return
    known = find_lot(item.id, message.lot)
    name = f"{item.code} {message.lot}"
    yield Found(What.LOT, name, item=item, pack=pack, lot=message.lot, known=known, message=message)


def _item_of(message: Message) -> tuple[Item | None, Pack | None]:
    found = item_by_gtin(message.gtin) if message.gtin else None
    if found is not None:
        return found
    return (find_item(message.item) if message.item and not message.gtin else None), None


def _guesses(text: str, today: date) -> Iterator[Found]:
    """Yield the lots known here that a label names if its scanner drops separators; never to be taken unasked."""
    for message in readings(text, today):
        item, pack = _item_of(message)
        known = find_lot(item.id, message.lot) if item and message.lot else None
        if item is None or known is None:
            continue
        rest = f" {message.serial}" if message.serial else ""
        rest += f" EXP {show_date_short(message.expires_on)}" if message.expires_on else ""
        yield Found(
            What.LOT, f"{item.code} {known.number}{rest}", item=item, pack=pack, lot=known.number, known=known,
            message=message, guess=True,
        )  # fmt: skip


def _unknown(scan: Scan) -> Refused:
    """Return what to say of a code that nothing here has."""
    if scan.problem is not None:
        return scan.problem
    message = scan.message
    what, do = f"{excerpt(scan.text)} is not known here", "Look again, or ask a lead"
    if message is not None and message.gtin:
        what, do = f"GTIN {message.gtin} is not known", "A lead adds it to its item"
    elif message is not None and message.lot:
        what, do = f"There is no lot {excerpt(message.lot)}", "Check the label"
    return NotFound("unknown-code", what, do, scanned=scan.text)
