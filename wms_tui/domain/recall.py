"""Words of a recall: its classes, depths, steps and levels (21 CFR 7.3, 7.40 to 7.55)."""

from enum import StrEnum


class RecallClass(StrEnum):
    """How grave it is (21 CFR 7.3(m)); ``NONE`` until an authority has said."""

    ONE = "I"
    TWO = "II"
    THREE = "III"
    NONE = ""


class RecallKind(StrEnum):
    """What is asked of consignees (21 CFR 7.3(g), (h), (j))."""

    RECALL = "recall"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"


class Depth(StrEnum):
    """How far down the chain it goes (21 CFR 7.42(b)(1))."""

    CONSUMER = "consumer"
    RETAIL = "retail"
    WHOLESALE = "wholesale"


class CheckLevel(StrEnum):
    """How many consignees are asked whether it worked (21 CFR 7.42(b)(3))."""

    A = "A"
    """All."""
    B = "B"
    """Some percent between 10 and 100, said for each case."""
    C = "C"
    """10 percent."""
    D = "D"
    """2 percent."""
    E = "E"
    """None."""


class Step(StrEnum):
    """A step of a case, in their order."""

    SCOPE = "scope"
    HOLD = "hold"
    TRACE = "trace"
    BALANCE = "balance"
    NOTICES = "notices"
    REPLIES = "replies"
    REPORT = "report"


class LetterKind(StrEnum):
    """To whom a letter goes."""

    CONSIGNEE = "consignee"
    AUTHORITY = "authority"
    PRESS = "press"


class Happening(StrEnum):
    """What became of a letter."""

    SENT = "sent"
    RETURNED = "returned"
    """It could not be delivered."""
    REMINDED = "reminded"
    CALLED = "called"


class ReportKind(StrEnum):
    """What a report of a case is for."""

    STATUS = "status"
    """21 CFR 7.53."""
    TERMINATION = "termination"
    """21 CFR 7.55."""
    DRILL = "drill"
