# pyright: reportIncompatibleVariableOverride=false, reportAssignmentType=false
"""Who works here, and who stood by another's act."""

from peewee import Check, ForeignKeyField, IntegerField, TextField

from wms_tui.storage.tables import Entry, Table


class Person(Table):
    """Somebody with a badge. ``roles`` are words of ``domain.rights.Role``, one space between two."""

    badge = TextField(constraints=[Check("length(badge) BETWEEN 1 AND 64")])
    folded = TextField(unique=True)
    name = TextField()
    roles = TextField(constraints=[Check("length(roles) >= 1")])
    pin = TextField(null=True)
    active = IntegerField(constraints=[Check("active IN (0, 1)")])
    failures = IntegerField(constraints=[Check("failures >= 0")])
    locked_until = TextField(null=True)


class Voucher(Table):
    """The word of a second person for one act, until that act is done.

    The act is known by its key and the digest of its slip: nobody vouches for what was changed since.
    """

    key = TextField()
    digest = TextField()
    badge = TextField()
    act = TextField()
    reason = TextField()
    given_at = TextField()

    class Meta:
        """A person gives their word once for an act; several may."""

        indexes = ((("key", "badge"), True),)


class Approval(Table):
    """Who stood by an act that its doer may not do alone, and why. Final."""

    entry = ForeignKeyField(Entry)
    badge = TextField()
    name = TextField()
    meaning = TextField()
    reason = TextField()
    given_at = TextField()


TABLES = (Person, Voucher, Approval)
FINAL = (Approval,)
