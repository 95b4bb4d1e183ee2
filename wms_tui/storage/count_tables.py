# pyright: reportIncompatibleVariableOverride=false, reportAssignmentType=false
"""Counts: what is to be counted, what was seen, who counts where now, and which bins are due."""

from peewee import Check, ForeignKeyField, IntegerField, TextField

from wms_tui.storage.tables import Entry, Item, Lot, Place, Table, one_of

COUNT_STATES = ("open", "closed", "cancelled")
BIN_STATES = ("open", "counting", "counted")
LINE_STATES = ("open", "agreed", "recount", "approve", "moved", "posted")
"""``open`` is a line that was printed and not looked at yet; ``agreed`` needs no other look."""


class Count(Table):
    """A count of some bins. What differs by no more than its tolerance is posted without another look."""

    code = TextField(constraints=[Check("length(code) BETWEEN 1 AND 64")])
    folded = TextField(unique=True)
    opened_at = TextField()
    opened_by = TextField()
    item = ForeignKeyField(Item, null=True, index=False)
    lot = ForeignKeyField(Lot, null=True, index=False)
    tolerance_units = IntegerField(constraints=[Check("tolerance_units >= 0")])
    tolerance_percent = IntegerField(constraints=[Check("tolerance_percent BETWEEN 0 AND 100")])
    state = TextField(constraints=[one_of("state", COUNT_STATES)])

    class Meta:
        """Not a word of SQL. Lists ask for what is open."""

        table_name = "cycle_count"
        indexes = ((("state",), False),)


class CountBin(Table):
    """A bin that a count sends somebody to, and why its turn is now."""

    count = ForeignKeyField(Count, index=False)
    place = ForeignKeyField(Place)
    why = TextField()
    state = TextField(constraints=[one_of("state", BIN_STATES)])
    counted_by = TextField()
    """Who began to count there last."""
    began_entry = IntegerField()
    """The entry of that; 0 where nobody has begun."""

    class Meta:
        """A count goes to a bin once."""

        indexes = ((("count", "place"), True),)


class CountLine(Table):
    """A lot in a bin as a count stands with it. ``expected`` is the balance when it was last looked at."""

    count = ForeignKeyField(Count, index=False)
    number = IntegerField(constraints=[Check("number >= 1")])
    """What a printed line is called within its count."""
    place = ForeignKeyField(Place, index=False)
    lot = ForeignKeyField(Lot)
    expected = IntegerField(constraints=[Check("expected >= 0")])
    counted = IntegerField(constraints=[Check("counted >= 0")])
    counted_at = TextField()
    seen_entry = IntegerField()
    """The last entry of the ledger when it was compared."""
    state = TextField(constraints=[one_of("state", LINE_STATES)])
    posted = ForeignKeyField(Entry, null=True, index=False)

    class Meta:
        """One line for a lot in a bin."""

        indexes = ((("count", "place", "lot"), True), (("count", "number"), True), (("state",), False))


class CountLook(Table):
    """What somebody saw of a line, and what the books said at that moment. Final."""

    line = ForeignKeyField(CountLine)
    entry = ForeignKeyField(Entry)
    by = TextField()
    seen_at = TextField()
    expected = IntegerField()
    counted = IntegerField()
    moved = IntegerField(constraints=[Check("moved IN (0, 1)")])
    within = IntegerField(constraints=[Check("within IN (0, 1)")])
    serials = TextField()


class CountLock(Table):
    """Somebody counts in a bin now; it lapses some minutes after the last beat."""

    place = ForeignKeyField(Place, primary_key=True)
    count = ForeignKeyField(Count)
    by = TextField()
    since = TextField()
    beat_at = TextField(index=True)


class CountDue(Table):
    """A bin that something has happened to which a count should look at, before its turn comes."""

    place = ForeignKeyField(Place, primary_key=True)
    reason = TextField()
    weight = IntegerField(constraints=[Check("weight >= 1")])
    since = TextField()


TABLES = (Count, CountBin, CountLine, CountLook, CountLock, CountDue)
FINAL = (CountLook,)
