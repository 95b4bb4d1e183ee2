# pyright: reportIncompatibleVariableOverride=false, reportAssignmentType=false
"""What a row is, and what the database refuses by itself.

Days are ISO text, moments ISO text in UTC, quantities integers of base units. Places outside the
house have numbers below 10 and no balance. A file is made by the steps of ``storage.schema``; these tables say what
it is like after the last of them, and a test compares the two.
"""

from collections.abc import Iterable

from peewee import SQL, AutoField, Check, ForeignKeyField, IntegerField, Model, Node, TextField

from wms_tui.domain.types import HOUSE, Mixing, PlaceKind, Role, Rotation, Status, Tracking
from wms_tui.storage.connection import database

FIRST_PLACE_IN_HOUSE = 10
NO_PLATE = 0
NEVER = "9999-12-31"
"""Stands for no date in columns that are sorted by."""


def one_of(column: str, words: Iterable[str]) -> Node:
    """Return a check that a column holds one of a few words."""
    return Check(f"{column} IN ({', '.join(repr(str(word)) for word in words)})")


class Table(Model):
    """A row of the warehouse."""

    class Meta:
        """Strict: a column takes its own type and no other."""

        database = database
        strict_tables = True


class Setting(Table):
    """A choice the house has made, by name."""

    name = TextField(primary_key=True)
    value = TextField()


class Item(Table):
    """What is stocked."""

    id = AutoField()
    code = TextField(constraints=[Check("length(code) BETWEEN 1 AND 64")])
    folded = TextField(unique=True)
    name = TextField(default="")
    tracking = TextField(constraints=[one_of("tracking", Tracking)])
    rotation = TextField(constraints=[one_of("rotation", Rotation)])
    unit = TextField()
    shelf_life = TextField(null=True)
    removal_days = IntegerField(constraints=[Check("removal_days >= 0")])
    alert_days = IntegerField(constraints=[Check("alert_days >= 0")])
    min_receipt_days = IntegerField(constraints=[Check("min_receipt_days >= 0")])
    lot_template = TextField(null=True)
    lot_pattern = TextField(null=True)
    lot_sample = TextField(null=True)
    temperature = TextField(default="")
    fixed_bin = TextField(default="")
    receipt_status = TextField(constraints=[one_of("receipt_status", (Status.RELEASED, Status.QUARANTINE))])
    minimum = IntegerField(null=True)
    maximum = IntegerField(null=True)
    reorder_point = IntegerField(null=True)
    release_people = IntegerField(default=1)
    abc = TextField(null=True)
    brand = TextField(default="")
    commodity = TextField(default="")
    variety = TextField(default="")
    packaging_size = TextField(default="")
    packaging_style = TextField(default="")
    listed = IntegerField(default=0)
    """Whether it is on the Food Traceability List (21 CFR 1.1305)."""


class Pack(Table):
    """A named multiple of an item's base unit; the base unit itself is the pack of 1."""

    id = AutoField()
    item = ForeignKeyField(Item)
    name = TextField()
    quantity = IntegerField(constraints=[Check("quantity >= 1")])
    gtin = TextField(null=True, unique=True)

    class Meta:
        """A pack's name is its own within the item."""

        indexes = ((("item", "name"), True),)


class Place(Table):
    """Where stock can be: a bin, dock, stage, cage or cart in the house, or one of the places outside."""

    id = AutoField()
    code = TextField(constraints=[Check("length(code) BETWEEN 1 AND 64")])
    folded = TextField(unique=True)
    sort_key = TextField(unique=True)
    kind = TextField(constraints=[one_of("kind", PlaceKind)])
    zone = TextField(default="")
    aisle = TextField(default="")
    level = TextField(default="")
    walk = IntegerField()
    check_digits = TextField(default="")
    capacity = IntegerField(null=True, constraints=[Check("capacity > 0")])
    mixing = TextField(constraints=[one_of("mixing", Mixing)])
    temperature = TextField(default="")
    pickable = IntegerField(constraints=[Check("pickable IN (0, 1)")])
    blocked = IntegerField(default=0, constraints=[Check("blocked IN (0, 1)")])
    counting = IntegerField(default=0, constraints=[Check("counting IN (0, 1)")])
    counted_at = TextField(null=True)
    held = IntegerField(default=0)

    class Meta:
        """Numbers below 10 are outside the house, so that a posting need not look."""

        constraints = [
            Check(f"(id >= {FIRST_PLACE_IN_HOUSE}) = (kind IN ({', '.join(repr(str(k)) for k in sorted(HOUSE))}))")
        ]


class Partner(Table):
    """A supplier or a customer."""

    id = AutoField()
    code = TextField(constraints=[Check("length(code) BETWEEN 1 AND 64")])
    folded = TextField()
    role = TextField(constraints=[one_of("role", Role)])
    name = TextField(default="")
    address = TextField(default="")
    email = TextField(default="")
    phone = TextField(default="")
    min_days = IntegerField(default=0, constraints=[Check("min_days >= 0")])
    min_percent = IntegerField(default=0, constraints=[Check("min_percent BETWEEN 0 AND 100")])
    transit_days = IntegerField(default=0, constraints=[Check("transit_days >= 0")])
    lot_pattern = TextField(null=True)
    lot_sample = TextField(null=True)
    receipt_status = TextField(null=True)
    contact = TextField(default="")
    after_hours = TextField(default="")
    city = TextField(default="")
    state = TextField(default="")
    zip = TextField(default="")
    country = TextField(default="")
    gln = TextField(default="")
    source_reference = TextField(default="")
    language = TextField(default="")
    verified_on = TextField(null=True)

    class Meta:
        """The same firm may supply us and buy from us."""

        indexes = ((("role", "folded"), True),)


class Lot(Table):
    """A quantity of one item made or received together. Stock that is not tracked is the lot without a number."""

    id = AutoField()
    item = ForeignKeyField(Item, index=False)
    number = TextField()
    lookalike = TextField()
    sort_key = TextField()
    supplier_lot = TextField(default="")
    supplier = ForeignKeyField(Partner, null=True, index=False)
    status = TextField(constraints=[one_of("status", Status)])
    made_on = TextField(null=True)
    received_on = TextField(default=NEVER)
    expires_on = TextField(null=True)
    best_before_on = TextField(null=True)
    removal_on = TextField(default=NEVER)
    alert_on = TextField(null=True)
    origin = TextField(default="")
    source_reference = TextField(default="")

    class Meta:
        """The two long indexes are the orders in which lots leave; the natural order of numbers is that of lists."""

        indexes = (
            (("item", "number"), True),
            (("item", "lookalike"), False),
            (("item", "removal_on", "received_on", "sort_key"), False),
            (("item", "received_on", "removal_on", "sort_key"), False),
            (("expires_on",), False),
            (("number",), False),
            (("sort_key",), False),
            (("supplier_lot",), False),
        )


class Plate(Table):
    """A licence plate: the number of a pallet, tote or carton whose contents move together."""

    id = AutoField()
    code = TextField(unique=True)
    held = IntegerField(default=0)


class Serial(Table):
    """One unit of an item that is tracked by serial, and where it is."""

    id = AutoField()
    item = ForeignKeyField(Item, index=False)
    lot = ForeignKeyField(Lot)
    number = TextField()
    place = ForeignKeyField(Place, index=False)
    plate = ForeignKeyField(Plate, index=False)
    order_line = IntegerField(null=True)

    class Meta:
        """A serial is one unit of its item."""

        indexes = ((("item", "number"), True), (("place", "lot"), False))


class Stock(Table):
    """The balance of a lot at a place in the house, on a plate or loose."""

    lot = ForeignKeyField(Lot, index=False)
    place = ForeignKeyField(Place, index=False)
    plate = ForeignKeyField(Plate, index=False)
    quantity = IntegerField(constraints=[Check("quantity >= 0")])
    reserved = IntegerField(default=0, constraints=[Check("reserved BETWEEN 0 AND quantity")])
    # The default is the database's own: the ledger opens balances and knows nothing of doubts.
    doubted = IntegerField(default=0, constraints=[SQL("DEFAULT 0"), Check("doubted IN (0, 1)")])

    class Meta:
        """Clustered by lot, for allocation; the index serves what is in a bin."""

        primary_key = False
        without_rowid = True
        constraints = [
            SQL("PRIMARY KEY (lot_id, place_id, plate_id)"),
            Check(f"place_id >= {FIRST_PLACE_IN_HOUSE}"),
        ]
        indexes = ((("place", "lot"), False), (("plate",), False))


class Entry(Table):
    """One act by one person at one terminal. Final."""

    id = AutoField()
    kind = TextField()
    happened_at = TextField(index=True)
    recorded_at = TextField()
    late = IntegerField(default=0, constraints=[Check("late IN (0, 1)")])
    by = TextField(constraints=[Check("length(by) >= 1")])
    terminal = TextField(default="")
    reason = TextField(default="")
    reference = TextField(default="")
    partner = ForeignKeyField(Partner, null=True, index=False)
    undoes = IntegerField(null=True, unique=True)
    key = TextField(unique=True)
    digest = TextField()


class Answer(Table):
    """What an act gave back, for the day its key is sent again. Final."""

    entry = ForeignKeyField(Entry, primary_key=True)
    result = TextField()


class Move(Table):
    """So many units of a lot that went from one place to another. Final."""

    id = AutoField()
    entry = ForeignKeyField(Entry)
    lot = ForeignKeyField(Lot)
    source = ForeignKeyField(Place, index=False)
    source_plate = ForeignKeyField(Plate, index=False)
    target = ForeignKeyField(Place, index=False)
    target_plate = ForeignKeyField(Plate, index=False)
    quantity = IntegerField(constraints=[Check("quantity > 0")])
    order_line = IntegerField(null=True)
    receipt_line = IntegerField(null=True)
    serials = TextField(default="")

    class Meta:
        """A move goes somewhere else: another place, or another plate."""

        constraints = [Check("source_id <> target_id OR source_plate_id <> target_plate_id")]


class StatusChange(Table):
    """A lot's status before and after an act. Final."""

    id = AutoField()
    entry = ForeignKeyField(Entry)
    lot = ForeignKeyField(Lot)
    before = TextField(null=True)
    after = TextField()


class Seal(Table):
    """The head of the chain over all entries up to one of them. Final."""

    id = AutoField()
    last_entry = IntegerField(unique=True)
    entries = IntegerField()
    digest = TextField()
    sealed_at = TextField()
    scope = IntegerField(default=1)
    """What it covers; see ``storage.chain``."""


class Sequence(Table):
    """The last number drawn from a sequence in a period."""

    name = TextField()
    period = TextField()
    value = IntegerField()

    class Meta:
        """A sequence starts again with each period."""

        primary_key = False
        without_rowid = True
        constraints = [SQL("PRIMARY KEY (name, period)")]


class SavedTask(Table):
    """A task as it stood after the last step, so that it can be taken up at any terminal."""

    id = AutoField()
    by = TextField(unique=True)
    state = TextField()
    saved_at = TextField()


TABLES = (
    Setting, Item, Pack, Place, Partner, Lot, Plate, Serial, Stock, Entry, Answer, Move, StatusChange, Seal,
    Sequence, SavedTask,
)  # fmt: skip
FINAL = (Entry, Answer, Move, StatusChange, Seal)
