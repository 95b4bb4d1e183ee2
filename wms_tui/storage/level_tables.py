# pyright: reportIncompatibleVariableOverride=false, reportAssignmentType=false
"""Levels: how much of an item is to be in a bin, and who is bringing some."""

from peewee import Check, ForeignKeyField, IntegerField, TextField

from wms_tui.storage.tables import Item, Lot, Place, Table


class BinLevel(Table):
    """A bin from which an item is picked is filled up to ``maximum`` once it holds less than ``minimum``."""

    place = ForeignKeyField(Place, index=False)
    item = ForeignKeyField(Item)
    minimum = IntegerField(constraints=[Check("minimum >= 0")])
    maximum = IntegerField()

    class Meta:
        """One pair of levels for an item in a bin."""

        constraints = [Check("maximum >= minimum AND maximum > 0")]
        indexes = ((("place", "item"), True),)


class Refill(Table):
    """So much of a lot that somebody has pulled and is bringing to a bin."""

    by = TextField()
    item = ForeignKeyField(Item)
    lot = ForeignKeyField(Lot, index=False)
    source = ForeignKeyField(Place, index=False)
    target = ForeignKeyField(Place)
    cart = ForeignKeyField(Place, index=False)
    quantity = IntegerField(constraints=[Check("quantity > 0")])
    pulled_at = TextField()


TABLES = (BinLevel, Refill)
FINAL = ()
COLUMNS = ("ALTER TABLE item ADD COLUMN reorder_point INTEGER CHECK (reorder_point >= 0)",)
