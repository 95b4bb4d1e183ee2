"""Classify items: which are picked so often that they are counted often."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from wms_tui.domain.counting import CLASSES, classed
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.queries.count_plans import class_shares, count_window, picked_lines
from wms_tui.storage.count_rows import write_classes


@dataclass(frozen=True, slots=True)
class Classify:
    """All items, by what was picked of them lately."""

    reason: str = ""


@dataclass(frozen=True)
class Classified(Done):
    """How many items are of each class, and how many of them were of another one before."""

    a: int
    b: int
    c: int
    changed: int


@operation("classify")
def classify(slip: Classify, deed: Deed) -> Classified:
    """Write the class of every item by the lines that were picked of it within the window of days."""
    a_percent, b_percent = class_shares()
    lines = picked_lines(deed.at - timedelta(days=count_window()))
    found = classed(lines, a_percent=a_percent, b_percent=b_percent)
    deed.post(reason=slip.reason)
    many = Counter(found.values())
    a, b, c = (many[one] for one in CLASSES)
    return Classified(a=a, b=b, c=c, changed=write_classes(found))
