# pyright: reportIncompatibleVariableOverride=false, reportAssignmentType=false
"""Levels: how much of an item is to be in a bin, and what is on its way there."""

from peewee import Check, ForeignKeyField, IntegerField

from wms_tui.storage.tables import Entry, Item, Lot, Place, Table


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
    """So much of a lot that was pulled onto a cart for a bin; it is on its way until it is put down."""

    item = ForeignKeyField(Item, index=False)
    lot = ForeignKeyField(Lot, index=False)
    source = ForeignKeyField(Place, index=False)
    target = ForeignKeyField(Place, index=False)
    cart = ForeignKeyField(Place, index=False)
    quantity = IntegerField(constraints=[Check("quantity > 0")])
    pulled = ForeignKeyField(Entry)
    """The entry that says who pulled it, and when."""
    dropped = ForeignKeyField(Entry, null=True)
    """The entry that put it down; none while it is on its way."""


TABLES = (BinLevel, Refill)
FINAL = ()
