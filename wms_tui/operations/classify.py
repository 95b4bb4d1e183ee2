"""Classify items: which are picked so often that they are counted often."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from wms_tui.domain.audit import Thing
from wms_tui.domain.counting import CLASSES, classed
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.queries.count_plans import class_shares, count_window, item_classes, picked_lines
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
    deed.post(reason=slip.reason)
    found, changed = class_items(deed)
    many = Counter(found.values())
    a, b, c = (many[one] for one in CLASSES)
    return Classified(a=a, b=b, c=c, changed=changed)


def class_items(deed: Deed) -> tuple[dict[int, str], int]:
    """Write the class of every item as of the moment of an act; return the classes, and how many are new.

    Inside an operation only.
    """
    a_percent, b_percent = class_shares()
    found = classed(picked_lines(deed.at - timedelta(days=count_window())), a_percent=a_percent, b_percent=b_percent)
    for item, (code, was) in item_classes().items():
        deed.note(Thing.ITEM, code, {"class": was}, {"class": found.get(item, was)})
    return found, write_classes(found)
