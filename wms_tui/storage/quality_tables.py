# pyright: reportIncompatibleVariableOverride=false, reportAssignmentType=false
"""Quality: what is tested of an item, what was found of a lot, its papers, dates that were set anew, and holds."""

from peewee import BlobField, Check, ForeignKeyField, IntegerField, TextField

from wms_tui.storage.tables import Entry, Item, Lot, Place, Plate, Table, one_of

VERDICTS = ("pass", "fail")
SCOPES = ("plate", "bin", "lots")


class ItemTest(Table):
    """Something that is tested of every lot of an item.

    Limits are decimal numbers as text, either may be missing; ``words`` are the right answers, one a line.
    """

    item = ForeignKeyField(Item, index=False)
    name = TextField(constraints=[Check("length(name) BETWEEN 1 AND 64")])
    folded = TextField()
    unit = TextField()
    low = TextField(null=True)
    high = TextField(null=True)
    words = TextField()
    sample = IntegerField(constraints=[Check("sample >= 0")])

    class Meta:
        """A test's name is its own within the item."""

        indexes = ((("item", "folded"), True),)


class Inspection(Table):
    """A look at a lot, with a verdict or without one. Final."""

    entry = ForeignKeyField(Entry, unique=True)
    lot = ForeignKeyField(Lot)
    verdict = TextField(null=True, constraints=[one_of("verdict", VERDICTS)])
    note = TextField()


class TestResult(Table):
    """What a test gave. The limits are those of that day. Final."""

    inspection = ForeignKeyField(Inspection)
    name = TextField()
    value = TextField()
    unit = TextField()
    low = TextField(null=True)
    high = TextField(null=True)
    words = TextField()
    within = IntegerField(null=True, constraints=[Check("within IN (0, 1)")])


class Certificate(Table):
    """A paper about a lot, whole, with the hash it had when it came. Final."""

    entry = ForeignKeyField(Entry)
    lot = ForeignKeyField(Lot)
    name = TextField()
    sha256 = TextField()
    content = BlobField()


class DateChange(Table):
    """A date of a lot before and after somebody with the right set it anew. Final."""

    entry = ForeignKeyField(Entry)
    lot = ForeignKeyField(Lot)
    field = TextField()
    before = TextField(null=True)
    after = TextField(null=True)


class HoldCase(Table):
    """A hold of a plate, of a place, or of all lots that some words describe: why, and by which entry it ended."""

    entry = ForeignKeyField(Entry)
    scope = TextField(constraints=[one_of("scope", SCOPES)])
    place = ForeignKeyField(Place, null=True)
    plate = ForeignKeyField(Plate, null=True)
    words = TextField()
    reason = TextField()
    ended = ForeignKeyField(Entry, null=True, index=False)


TABLES = (ItemTest, Inspection, TestResult, Certificate, DateChange, HoldCase)
FINAL = (Inspection, TestResult, Certificate, DateChange)
