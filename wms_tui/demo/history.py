"""Three months of the sample warehouse, told day by day through the operations."""

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from wms_tui import clock
from wms_tui.demo.catalogue import BINS, CHILLED, FOOD, ITEMS, PARTNERS, PHARMA, SUPPLIER_OF
from wms_tui.demo.works import DRILL, Batch, hold_drill, is_sold, make_batch, write_recipe
from wms_tui.domain.rotation import Need, usable
from wms_tui.domain.shelf_life import expires_from, parse_shelf_life
from wms_tui.domain.types import Role, Rotation, Status, Tracking
from wms_tui.errors import Refused
from wms_tui.operations.add_bins import AddBinRange, add_bin, add_bin_range
from wms_tui.operations.add_item import AddItem, add_item
from wms_tui.operations.add_order import AddOrder, NewOrderLine, add_order
from wms_tui.operations.add_partner import AddPartner, add_partner
from wms_tui.operations.add_receipt import AddReceipt, NewReceiptLine, add_receipt
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.operations.cancel_order import CancelOrder, cancel_order
from wms_tui.operations.hold import Hold, Release, hold, release
from wms_tui.operations.pick_suggested import PickSuggested, pick_suggested
from wms_tui.operations.put_away import PutAway, put_away
from wms_tui.operations.receive import ACCEPT_SHORT, Receive, Received, receive
from wms_tui.operations.seal import seal_now
from wms_tui.operations.set_level import SetLevel, set_level
from wms_tui.operations.ship import Ship, ship
from wms_tui.queries import stock
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import lot_by_id
from wms_tui.queries.places import find_place
from wms_tui.queries.recalls import find_recall
from wms_tui.storage.connection import transaction

DAYS = 92
DRILLED = 35
"""So many days ago the house drilled a recall."""
FACES = 6
"""So many items have a bin on a shelf that is filled up from the others."""
CLERKS = ("ANNA", "BEN", "CHAU")
CUSTOMERS = tuple(one for one in PARTNERS if one.role is Role.CUSTOMER)
_KEYS = uuid.UUID("5d0f3b1e-8f0c-4f0e-9a52-6f1f2c3d4e5f")


@dataclass
class Story:
    """The telling: its chance, its day, and the numbers it has given out."""

    random: random.Random
    today: date
    on: date
    acts: int = 0
    orders: int = 10_000
    receipts: int = 5_500
    minutes: int = 0
    batches: list[Batch] = field(default_factory=list)
    quarantined: list[tuple[date, str, str]] = field(default_factory=list)

    def moment(self) -> datetime:
        """Return the next moment of the day: work goes on from six in the morning."""
        self.minutes = min(self.minutes + self.random.randint(1, 3), 15 * 60)
        begins = datetime.combine(self.on, time(6)).astimezone()
        return min(begins + timedelta(minutes=self.minutes), datetime.now().astimezone())

    def act(self, verb: Callable[..., Any], slip: object) -> Any:
        """Do something at the next moment, by one of the clerks."""
        self.acts += 1
        at = self.moment()
        key = str(uuid.uuid5(_KEYS, f"{self.today} {self.acts}"))
        with clock.pretend(at):
            return verb(slip, by=self.random.choice(CLERKS), at=at, key=key)


def tell(today: date, seed: int) -> None:
    """Fill an open, empty warehouse; the same seed and day give the same warehouse.

    Everything is one transaction: the sample is there whole, or not at all.
    """
    story = Story(random.Random(seed), today, today - timedelta(days=DAYS))
    with transaction():
        _master_data(story)
        for item in ITEMS:
            _truck(story, item)
        for day in range(DAYS):
            story.on, story.minutes = today - timedelta(days=DAYS - day), 0
            if story.on.weekday() < 5:
                _working_day(story)
        story.on, story.minutes = today, 0
        _this_morning(story)
        seal_now()


def _master_data(story: Story) -> None:
    for item in ITEMS:
        story.act(add_item, item)
    for partner in PARTNERS:
        story.act(add_partner, partner)
    for bins in BINS:
        story.act(add_bin_range if isinstance(bins, AddBinRange) else add_bin, bins)
    write_recipe(story.act)


def _working_day(story: Story) -> None:
    for item in story.random.sample(ITEMS, 3):
        _truck(story, item)
    _release_what_waits(story)
    for _ in range(story.random.randint(3, 5)):
        _order_that_leaves(story)
    if story.random.random() < 0.15:
        _found_broken(story)
    _works(story)


def _works(story: Story) -> None:
    """Make chocolate every second Tuesday, and a month before the end drill a recall of its cocoa."""
    if story.on.weekday() == 1 and story.on.isocalendar().week % 2:
        batch = make_batch(story.act, len(story.batches) + 1)
        story.batches += [batch] if batch else []
    if story.batches and story.today - story.on <= timedelta(days=DRILLED) and find_recall(DRILL) is None:
        # What customers have got of makes the better drill.
        sold = [batch for batch in story.batches if is_sold(batch)]
        hold_drill(story.act, (sold or story.batches)[0].cocoa)


def _truck(story: Story, item: AddItem) -> None:
    """Receive a lot of an item and put it away."""
    cases = story.random.randint(8, 30)
    case = item.packs[0].quantity if item.packs else 1
    quantity = 3 if item.tracking is Tracking.SERIAL else cases * case
    serials = tuple(f"SN{story.acts:05d}{unit}" for unit in range(quantity)) if item.tracking is Tracking.SERIAL else ()
    received: Received = story.act(
        receive,
        Receive(
            item.code, quantity, lot=_number(story, item), expires_on=_expiry(story, item), serials=serials,
            supplier=SUPPLIER_OF[item.code[0]], accept=(ACCEPT_SHORT,),
        ),
    )  # fmt: skip
    if received.status is Status.QUARANTINE:
        story.quarantined.append((story.on + timedelta(days=3), item.code, received.lot))
    try:
        story.act(put_away, PutAway(item.code, received.lot, quantity))
    except Refused:
        # No bin had room: the goods wait at the dock, as they would.
        return


def _number(story: Story, item: AddItem) -> str | None:
    """Return a supplier's lot number, or None where the house numbers its own."""
    if item.tracking is Tracking.NONE or item.code.startswith("R"):
        return None
    if item.lot_pattern:
        return f"{item.lot_sample[:2]}{1000 + story.acts % 9000}"
    return f"L{story.on:%y%j}{story.random.choice('ABC')}{story.acts % 100:02d}"


def _expiry(story: Story, item: AddItem) -> date | None:
    """Return the last day of a lot: some of its life is gone when it comes."""
    if not item.shelf_life:
        return None
    life = parse_shelf_life(item.shelf_life)
    whole = (expires_from(story.on, life) - story.on).days
    return story.on + timedelta(days=max(3, int(whole * story.random.uniform(0.45, 0.95))))


def _release_what_waits(story: Story) -> None:
    """Release what quality has looked at for three days; one lot in eight fails and is put on hold."""
    due = [one for one in story.quarantined if one[0] <= story.on]
    story.quarantined = [one for one in story.quarantined if one[0] > story.on]
    for _, item, lot in due:
        try:
            if story.random.random() < 0.12:
                story.act(hold, Hold(item, lot, "assay out of limits"))
            else:
                story.act(release, Release(item, lot, "inspected"))
        except Refused:
            # An expired lot stays where it is; quality does not release it.
            continue


def _order_lines(story: Story, customer: AddPartner, ship_on: date, most: int) -> tuple[NewOrderLine, ...]:
    """Return what a customer orders: whole cases of what the house can send it."""
    need = Need(ship_on, customer.transit_days, customer.min_days, customer.min_percent)
    lines: list[NewOrderLine] = []
    for item in story.random.sample(FOOD + PHARMA[:5], story.random.randint(1, most)):
        case = item.packs[0].quantity
        wanted = story.random.randint(1, 8)
        free = sum(
            one.available for one in stock.in_rotation(the_item(item.code).id, item.rotation) if usable(one, need)
        )
        if free >= case:
            lines.append(NewOrderLine(item.code, case * min(wanted, free // case)))
    return tuple(lines)


def _new_order(story: Story, ship_on: date, most: int) -> str | None:
    """Take an order from a customer; nothing comes of it where the house has nothing for them."""
    customer = story.random.choice(CUSTOMERS)
    lines = _order_lines(story, customer, ship_on, most)
    if not lines:
        return None
    story.orders += 1
    code = f"SO{story.orders}"
    story.act(add_order, AddOrder(code, customer.code, lines, ship_on))
    return code


def _order_that_leaves(story: Story) -> None:
    """Take an order through allocation, picking and shipping; now and then a customer thinks better of it."""
    code = _new_order(story, story.on, 4)
    if code is None:
        return
    story.act(allocate, Allocate((code,)))
    if story.random.random() < 0.03:
        story.act(cancel_order, CancelOrder(code, "customer changed its mind"))
        return
    story.act(pick_suggested, PickSuggested(code))
    story.act(ship, Ship(code))


def _found_broken(story: Story) -> None:
    """Take a few damaged units out of the stock of a bin."""
    place = find_place("A-01-01-A")
    there = [one for one in stock.at_place(place.id) if one.available > 6] if place else []
    if not there:
        return
    one = story.random.choice(there)
    item = lot_by_id(one.lot_id).item
    if item.startswith("P9"):
        return
    story.act(adjust, Adjust(item, one.lot, one.bin, "damage", by=-story.random.randint(1, 6)))


def _pick_faces(story: Story) -> None:
    """Put up a shelf from which some items are picked; it is empty, so that there is something to bring."""
    story.act(add_bin_range, AddBinRange("P-01-01", f"P-01-{FACES:02d}", zone="P", capacity=400))
    for bay, item in enumerate(FOOD[:FACES], 1):
        story.act(set_level, SetLevel(f"P-01-{bay:02d}", item.code, "2CS", "10CS"))


def _this_morning(story: Story) -> None:
    """Leave something to do: receipts that are due, orders that are open, a lot on hold, goods at the dock."""
    for number in range(6):
        story.receipts += 1
        supplier = ("NORDIC", "MEDI", "ORIENT")[number % 3]
        chosen = story.random.sample(PHARMA[:5] if supplier == "MEDI" else FOOD, 3)
        lines = tuple(
            NewReceiptLine(item.code, item.packs[0].quantity * story.random.randint(10, 60)) for item in chosen
        )
        due = story.on + timedelta(days=story.random.randint(-1, 2))
        story.act(add_receipt, AddReceipt(f"PO{story.receipts}", lines, supplier, due))
    for _ in range(3):
        item = story.random.choice([one for one in FOOD if one.temperature != CHILLED])
        story.act(
            receive,
            Receive(item.code, f"{story.random.randint(8, 20)}CS", lot=_number(story, item), supplier="NORDIC",
                    expires_on=_expiry(story, item), accept=(ACCEPT_SHORT,)),
        )  # fmt: skip
    for code, reason in (("4731", "customer complaint: dented cans"), ("4805", "cold chain in doubt")):
        # On some days the house has sold out of one of them.
        for first in stock.in_rotation(the_item(code).id, Rotation.FIFO)[:1]:
            story.act(hold, Hold(code, first.lot, reason))
    days = [story.on + timedelta(days=number // 4) for number in range(12)]
    open_orders = [code for code in (_new_order(story, ship_on, 5) for ship_on in days) if code]
    # One more than the house can send, so that there is a line to see short.
    story.act(add_order, AddOrder("SO-LARGE", "CORNER", (NewOrderLine("4711", "500CS"), NewOrderLine("4801", "2CS"))))
    for code in (*open_orders[:5], "SO-LARGE"):
        story.act(allocate, Allocate((code,), partial=True))
    _pick_faces(story)
