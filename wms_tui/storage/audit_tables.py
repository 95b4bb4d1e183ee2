# pyright: reportIncompatibleVariableOverride=false, reportAssignmentType=false
"""The audit trail beside the ledger: what each act changed in the masters, and who looked through it.

Old values stay (21 CFR 11.10(e)): a change writes both beside its entry, and neither is ever written over.
"""

from peewee import Check, ForeignKeyField, IntegerField, TextField

from wms_tui.domain.audit import Thing
from wms_tui.storage.tables import Entry, Table, one_of


class MasterChange(Table):
    """A field of an item, a bin, a partner and so on, before and after an act; a new thing has no before. Final."""

    entry = ForeignKeyField(Entry)
    thing = TextField(constraints=[one_of("thing", Thing)])
    code = TextField(index=True)
    """The code the thing had before the act."""
    field = TextField()
    before = TextField(null=True)
    after = TextField(null=True)


class AuditReview(Table):
    """Somebody looked through a part of the trail: which, how much it was, and what they say of it. Final."""

    entry = ForeignKeyField(Entry, primary_key=True)
    asked = TextField()
    """The part of the trail, as its filters in words."""
    first_entry = IntegerField()
    last_entry = IntegerField()
    entries = IntegerField(constraints=[Check("entries > 0")])
    note = TextField()
    head = TextField()
    """The head of the chain at that moment, which holds what was looked at fast."""


TABLES = (MasterChange, AuditReview)
FINAL = (MasterChange, AuditReview)
COLUMNS = (
    # What is known of harm so far, and which authority was told when (21 CFR 7.46, 7.49).
    "ALTER TABLE recall ADD COLUMN complaints TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE recall ADD COLUMN authority TEXT NOT NULL DEFAULT ''",
    # What a seal covers: 1 is entries, moves, states and approvals, 2 is all final rows that belong to an entry.
    "ALTER TABLE seal ADD COLUMN scope INTEGER NOT NULL DEFAULT 1",
    # The seal reads the rows of an entry from each of these.
    "CREATE INDEX recalllot_entry_id ON recalllot (entry_id)",
    "CREATE INDEX noticeevent_entry_id ON noticeevent (entry_id)",
    "CREATE INDEX noticeversion_entry_id ON noticeversion (entry_id)",
    "CREATE INDEX recallreport_entry_id ON recallreport (entry_id)",
    "CREATE INDEX checkdraw_entry_id ON checkdraw (entry_id)",
)
