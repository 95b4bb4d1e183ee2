# pyright: reportIncompatibleVariableOverride=false, reportAssignmentType=false
"""Recalls: the case, what is in its scope, the letters to consignees, their answers, and whether it worked."""

from peewee import Check, ForeignKeyField, IntegerField, TextField

from wms_tui.domain.recall import CheckLevel, Depth, Happening, LetterKind, RecallClass, RecallKind, ReportKind, Step
from wms_tui.storage.tables import Entry, Lot, Partner, Table, one_of

_FIGURES = ("on_hand", "returned", "destroyed", "used", "sold_on", "not_located")


class Recall(Table):
    """A case, or a drill of one: what it is about. It is changed by acts, each of which says what it was before."""

    code = TextField(constraints=[Check("length(code) BETWEEN 1 AND 64")])
    folded = TextField(unique=True)
    drill = IntegerField(constraints=[Check("drill IN (0, 1)")])
    kind = TextField(constraints=[one_of("kind", RecallKind)])
    recall_class = TextField(constraints=[one_of("recall_class", RecallClass)])
    product = TextField()
    """What kind of goods the URGENT line names: FOOD, DRUG, DEVICE."""
    reason = TextField()
    hazard = TextField()
    depth = TextField(constraints=[one_of("depth", Depth)])
    strategy = TextField()
    instructions = TextField()
    """What a consignee is to do with the goods."""
    check_level = TextField(constraints=[one_of("check_level", CheckLevel)])
    only_named = IntegerField(constraints=[Check("only_named IN (0, 1)")])
    reply_by = TextField(null=True)
    opened = ForeignKeyField(Entry, index=False)
    closed = ForeignKeyField(Entry, null=True, index=False)
    complaints = TextField(default="")
    authority = TextField(default="")


class RecallEntry(Table):
    """An act of a case, and the step of it that the act belongs to; its moments are the clock of the case. Final."""

    entry = ForeignKeyField(Entry, primary_key=True)
    recall = ForeignKeyField(Recall)
    step = TextField(constraints=[one_of("step", Step)])


class RecallLot(Table):
    """A lot that came into the scope of a case or left it, and why; the last row of a lot counts. Final."""

    recall = ForeignKeyField(Recall, index=False)
    lot = ForeignKeyField(Lot)
    entry = ForeignKeyField(Entry, index=False)
    comes_in = IntegerField(constraints=[Check("comes_in IN (0, 1)")])
    why = TextField()

    class Meta:
        """The scope of a case is read as a whole."""

        indexes = ((("recall", "lot"), False),)


class NoticeVersion(Table):
    """All letters of a case as they were at one moment, what is new in them, and who approved them."""

    recall = ForeignKeyField(Recall, index=False)
    version = IntegerField(constraints=[Check("version > 0")])
    entry = ForeignKeyField(Entry, index=False)
    changes = TextField()
    approved = ForeignKeyField(Entry, null=True, index=False)

    class Meta:
        """Versions of a case are counted."""

        indexes = ((("recall", "version"), True),)


class Notice(Table):
    """One letter of a version: to a consignee, to the authority or to the press. Final."""

    version = ForeignKeyField(NoticeVersion, index=False)
    partner = ForeignKeyField(Partner, null=True)
    kind = TextField(constraints=[one_of("kind", LetterKind)])
    code = TextField(unique=True)
    """What the bar code of its response form says."""
    content = TextField()
    """The letter as a value in JSON, from which its paper is printed, today and in ten years."""

    class Meta:
        """A consignee gets one letter of a version."""

        indexes = ((("version", "kind", "partner"), True),)


class NoticeEvent(Table):
    """What became of a letter: it was sent, came back, was reminded of, or read out on the phone. Final."""

    notice = ForeignKeyField(Notice)
    entry = ForeignKeyField(Entry, index=False)
    happening = TextField(constraints=[one_of("happening", Happening)])
    method = TextField()
    note = TextField()


class Reply(Table):
    """What a consignee answered of a lot, in base units; the last answer counts. Final."""

    recall = ForeignKeyField(Recall, index=False)
    partner = ForeignKeyField(Partner, index=False)
    lot = ForeignKeyField(Lot, index=False)
    entry = ForeignKeyField(Entry)
    received = IntegerField(null=True, constraints=[Check("received >= 0")])
    """How much they say they got; null where they do not say."""
    on_hand = IntegerField()
    returned = IntegerField()
    destroyed = IntegerField()
    used = IntegerField()
    sold_on = IntegerField()
    not_located = IntegerField()
    sub_notified = IntegerField()
    """How many of their own customers they told."""
    person = TextField()
    note = TextField()

    class Meta:
        """Quantities are not below zero; the answers of a case are read as a whole."""

        constraints = [Check(" AND ".join(f"{name} >= 0" for name in (*_FIGURES, "sub_notified")))]
        indexes = ((("recall", "partner", "lot"), False),)


class EffectivenessCheck(Table):
    """A consignee drawn for a check whether the notice came and was followed, and what was found."""

    recall = ForeignKeyField(Recall, index=False)
    partner = ForeignKeyField(Partner, index=False)
    drawn = ForeignKeyField(Entry, index=False)
    done = ForeignKeyField(Entry, null=True, index=False)
    method = TextField()
    effective = IntegerField(null=True, constraints=[Check("effective IN (0, 1)")])
    note = TextField()

    class Meta:
        """A consignee is drawn once for a case."""

        indexes = ((("recall", "partner"), True),)


class RecallReport(Table):
    """A report of a case as it was made: its figures as a value in JSON. Final."""

    recall = ForeignKeyField(Recall, index=False)
    number = IntegerField(constraints=[Check("number > 0")])
    kind = TextField(constraints=[one_of("kind", ReportKind)])
    entry = ForeignKeyField(Entry, index=False)
    content = TextField()

    class Meta:
        """Reports of a case are counted."""

        indexes = ((("recall", "number"), True),)


TABLES = (
    Recall, RecallEntry, RecallLot, NoticeVersion, Notice, NoticeEvent, Reply, EffectivenessCheck, RecallReport,
)  # fmt: skip
FINAL = (RecallEntry, RecallLot, Notice, NoticeEvent, Reply, RecallReport)
