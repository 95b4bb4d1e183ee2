# pyright: reportIncompatibleVariableOverride=false, reportAssignmentType=false
"""The draws of samples: what is needed to draw the same consignees again, years later."""

from peewee import Check, ForeignKeyField, IntegerField, TextField

from wms_tui.domain.recall import CheckLevel
from wms_tui.storage.recall_tables import Recall
from wms_tui.storage.tables import Entry, Table, one_of


class CheckDraw(Table):
    """A draw of consignees of a case for effectiveness checks: level, seed, among whom, and who was drawn. Final."""

    recall = ForeignKeyField(Recall)
    entry = ForeignKeyField(Entry, index=False)
    level = TextField(constraints=[one_of("level", CheckLevel)])
    percent = IntegerField(constraints=[Check("percent BETWEEN 0 AND 100")])
    seed = TextField()
    population = TextField()
    """The codes of all consignees among whom it was drawn, a JSON list."""
    sample = TextField()
    """The codes that were drawn, a JSON list."""


TABLES = (CheckDraw,)
FINAL = (CheckDraw,)
