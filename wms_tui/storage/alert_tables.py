# pyright: reportIncompatibleVariableOverride=false, reportAssignmentType=false
"""Alerts: what a person was told of, once for each cause."""

from peewee import TextField

from wms_tui.storage.tables import Table, one_of

SEVERITIES = ("info", "warning", "urgent")


class Alert(Table):
    """A cause that somebody is to be told of; it is raised once, and ends when the cause is gone."""

    cause = TextField(unique=True)
    kind = TextField(index=True)
    severity = TextField(constraints=[one_of("severity", SEVERITIES)])
    what = TextField()
    raised_at = TextField()
    ended_at = TextField(null=True)
    told_at = TextField(null=True)
    """When it went out by mail."""


TABLES = (Alert,)
FINAL = ()
COLUMNS = (
    # What was reported short is little beside all stock, and is asked for again and again.
    "CREATE INDEX stock_doubted ON stock (place_id, lot_id) WHERE doubted = 1",
    "CREATE INDEX receipt_closed_due_on ON receipt (closed, due_on, folded)",
    "CREATE INDEX savedtask_saved_at ON savedtask (saved_at)",
)
