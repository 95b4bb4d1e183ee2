"""Where lots came from and went to, as it must be: told again from what was done, by plain dictionaries.

Nothing is kept here. Each answer is made anew of the entries of the books, now or as they were at a moment, so that
what the warehouse keeps (links, balances, headings) is held against something that cannot share its mistakes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime

from tests.model import CUSTOMER, DESTROYED, ELSEWHERE, OUTSIDE, PRODUCTION, Books, Step, Written
from wms_tui.domain.types import Status

Key = tuple[str, str]
"""Item and lot."""
Edge = tuple[Key, Key, str]
"""Parent, child and run."""

FROM_BEST = (Status.RELEASED, Status.QUARANTINE, Status.HOLD, Status.REJECTED, Status.RECALLED)
_LEFT_AS = {"destroy": "destroyed", "sample": "sampled"}


def worst(*statuses: Status) -> Status:
    """Return the status of goods that are of several lots."""
    return max(statuses, key=FROM_BEST.index)


class Lineage:
    """What the books say of runs and of the lots in them, now or at a moment."""

    def __init__(self, books: Books, at: datetime | None = None) -> None:
        self.books, self.at = books, at

    def written(self) -> Iterator[tuple[int, Written]]:
        """Yield what was done by then and not taken back by then."""
        for entry, one in self.books.entries.items():
            if one.kind == "undo" or not self._by_then(one.at):
                continue
            if one.undone_at is None or not self._by_then(one.undone_at):
                yield entry, one

    def _by_then(self, moment: datetime) -> bool:
        return self.at is None or moment <= self.at

    def steps(self) -> Iterator[tuple[Written, Step]]:
        for _, one in self.written():
            for step in one.steps:
                yield one, step

    def in_runs(self) -> dict[tuple[str, Key], Counter[str]]:
        """Return of each lot of each run what was taken, given back, scrapped and made."""
        found: dict[tuple[str, Key], Counter[str]] = {}
        for one, step in self.steps():
            if not one.run:
                continue
            done = found.setdefault((one.run, step.source[1:3]), Counter())
            if step.target.place == PRODUCTION:
                done["taken"] += step.quantity
            elif step.target.place == DESTROYED:
                done["scrapped"] += step.quantity
            else:
                done["given back" if one.kind == "give back" else "made"] += step.quantity
        return found

    def in_work(self, run: str, lot: Key) -> int:
        """Return how much of a lot a run has that it neither gave back nor threw away."""
        done = self.in_runs().get((run, lot), Counter())
        return done["taken"] - done["given back"] - done["scrapped"]

    def edges(self) -> dict[Edge, tuple[int, int]]:
        """Return how much went in and came out: all that a run took is in all that it made."""
        found: dict[Edge, tuple[int, int]] = {}
        runs = self.in_runs()
        taken = {key: done["taken"] - done["given back"] for key, done in runs.items()}
        for (run, parent), went_in in taken.items():
            for (other, child), done in runs.items():
                if other == run and child != parent and went_in > 0 and done["made"]:
                    found[parent, child, run] = (went_in, done["made"])
        return found

    def reach(self, starts: Iterable[Key], *, forward: bool) -> dict[Key, int]:
        """Return how many runs away each lot is that lies forward or backward of some."""
        pairs = [(edge[0], edge[1]) if forward else (edge[1], edge[0]) for edge in self.edges()]
        found, near, depth = dict.fromkeys(starts, 0), set(starts), 0
        while near:
            depth += 1
            near = {far for one, far in pairs if one in near} - found.keys()
            found |= dict.fromkeys(near, depth)
        return found

    def is_above(self, ancestors: Iterable[Key], lots: Iterable[Key]) -> bool:
        """Return whether one of some lots is another one, or what that was made of."""
        return not self.reach(lots, forward=False).keys().isdisjoint(ancestors)

    def headings(self, lot: Key) -> Counter[str]:
        """Return what of a lot came in and went out, by the headings of its balance."""
        found: Counter[str] = Counter()
        for one, step in self.steps():
            if step.source[1:3] == lot:
                for heading, quantity in _headings(one, step):
                    found[heading] += quantity
        return found

    def on_hand(self, lot: Key) -> int:
        if self.at is None:
            return sum(quantity for one, quantity in self.books.stock.items() if one[1:3] == lot)
        return sum(n for at, one, n in self.books.happened if one[1:3] == lot and at <= self.at)

    def shipments(self) -> dict[tuple[int, str, int, Key], tuple[int, int]]:
        """Return by entry, order, line and lot what left and what came back of it, which is of the earliest."""
        left: dict[tuple[int, str, int, Key], int] = {}
        back: Counter[tuple[str, int, Key]] = Counter()
        for entry, one in sorted(self.written(), key=lambda pair: (pair[1].at, pair[0])):
            for step in one.steps:
                order, line = step.line or ("", 0)
                if step.target.place == CUSTOMER:
                    key = (entry, order, line, step.source[1:3])
                    left[key] = left.get(key, 0) + step.quantity
                elif step.source.place == CUSTOMER:
                    back[order, line, step.source[1:3]] += step.quantity
        found: dict[tuple[int, str, int, Key], tuple[int, int]] = {}
        for key, quantity in left.items():
            returned = min(quantity, back[key[1:]])
            back[key[1:]] -= returned
            found[key] = (quantity, returned)
        assert not +back, "more came back than had left"
        return found

    def receipts(self) -> dict[tuple[int, Key], int]:
        """Return by entry and lot what was received."""
        return {
            (entry, step.source[1:3]): step.quantity
            for entry, one in self.written()
            if one.kind == "receive"
            for step in one.steps
        }

    def brought(self, lot: Key, since: int) -> list[Status]:
        """Return what status the lots had that went into a lot by entries after one."""
        return [status for entry, one in self.written() if entry > since for status in one.brought.get(lot, ())]

    def what_stopped(self, lot: Key) -> tuple[int, Status, bool]:
        """Return by which entry a recalled lot is so, what it was before, and whether a case did it."""
        found = (0, Status.HOLD, False)
        for entry, one in self.written():
            for change in one.changes:
                if (change.item, change.lot) == lot and change.after is Status.RECALLED:
                    found = (entry, change.before, one.kind == "recall")
        return found

    def had_no_case_held(self, lot: Key) -> Status:
        """Return what a recalled lot would be otherwise: made of recalled goods, it is on hold."""
        since, before, by_case = self.what_stopped(lot)
        brought = self.brought(lot, since)
        if not by_case or Status.RECALLED in brought:
            before = worst(before, Status.HOLD)
        return worst(before, *(status for status in brought if status is not Status.RECALLED))

    def never_came(self, lot: Key) -> bool:
        """Return whether nothing of a lot ever was anywhere."""
        return not any(step.source[1:3] == lot for _, step in self.steps())


def _headings(one: Written, step: Step) -> Iterator[tuple[str, int]]:
    source, target, quantity = step.source.place, step.target.place, step.quantity
    if source == PRODUCTION:
        back = one.kind == "give back" or target in OUTSIDE
        yield ("consumed", -quantity) if back else ("produced", quantity)
    elif source == CUSTOMER:
        yield "returned", quantity
    elif source == ELSEWHERE:
        yield "received" if one.kind == "receive" else "found", quantity
    if target == PRODUCTION:
        yield "consumed", quantity
    elif target == CUSTOMER:
        yield "shipped", quantity
    elif target == DESTROYED:
        yield _LEFT_AS.get(one.kind, "destroyed"), quantity
    elif target == ELSEWHERE:
        yield "lost", quantity
