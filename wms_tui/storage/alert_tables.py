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
