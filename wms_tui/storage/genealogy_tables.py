# pyright: reportIncompatibleVariableOverride=false, reportAssignmentType=false
"""Genealogy: what is made of what by rule, the runs that did it, and which lot came out of which."""

from peewee import Check, ForeignKeyField, IntegerField, TextField

from wms_tui.domain.genealogy import Act, RunKind
from wms_tui.storage.tables import Entry, Item, Lot, Table, one_of


class Recipe(Table):
    """What one batch of an item is made of."""

    code = TextField(constraints=[Check("length(code) BETWEEN 1 AND 64")])
    folded = TextField(unique=True)
    item = ForeignKeyField(Item)
    quantity = IntegerField(constraints=[Check("quantity > 0")])
    """What a batch gives, in base units of the item."""
    active = IntegerField(constraints=[Check("active IN (0, 1)")])


class RecipeLine(Table):
    """So much of an item that goes into a batch, or comes out of it beside what is made."""

    recipe = ForeignKeyField(Recipe, index=False)
    item = ForeignKeyField(Item)
    comes_out = IntegerField(constraints=[Check("comes_out IN (0, 1)")])
    quantity = IntegerField(constraints=[Check("quantity > 0")])

    class Meta:
        """An item stands once on each side."""

        indexes = ((("recipe", "item", "comes_out"), True),)


class Run(Table):
    """Work in which lots become other lots: a production run, a split, a merge, a relabelling."""

    code = TextField(constraints=[Check("length(code) BETWEEN 1 AND 64")])
    folded = TextField(unique=True)
    kind = TextField(constraints=[one_of("kind", RunKind)])
    recipe = ForeignKeyField(Recipe, null=True, index=False)
    planned = IntegerField(null=True, constraints=[Check("planned > 0")])
    """How much of the recipe's item is to be made, in base units."""
    opened = ForeignKeyField(Entry, index=False)
    closed = ForeignKeyField(Entry, null=True, index=False)


class RunEntry(Table):
    """An act of a run; its moves to and from production say what went in and what came out. Final."""

    entry = ForeignKeyField(Entry, primary_key=True)
    run = ForeignKeyField(Run)
    act = TextField(constraints=[one_of("act", Act)])


class Link(Table):
    """A lot that came out of a run into which another lot went, since an entry and until another one, if any.

    Links follow from the moves of runs; they are kept so that a trace of a million moves takes no longer than one of
    a hundred. An undone act ends them, and none is deleted: a trace as of a past moment still finds it.
    """

    run = ForeignKeyField(Run)
    parent = ForeignKeyField(Lot, index=False)
    child = ForeignKeyField(Lot, index=False)
    since = ForeignKeyField(Entry, index=False)
    until = ForeignKeyField(Entry, null=True, index=False)

    class Meta:
        """A lot is not its own parent; both directions are found by an index alone."""

        constraints = [Check("parent_id <> child_id")]
        indexes = ((("parent", "child", "run"), False), (("child", "parent", "run"), False))


TABLES = (Recipe, RecipeLine, Run, RunEntry, Link)
FINAL = (RunEntry,)
