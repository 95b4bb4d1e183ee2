"""Which bins somebody is to count next, and what was counted in a bin; part of counting."""

from dataclasses import dataclass

from wms_tui.domain.codes import folded
from wms_tui.domain.counting import MOVED, RECOUNT
from wms_tui.domain.rows import spelled
from wms_tui.queries.counts import CountLineRow, count_bins, count_lines, counts, looks, the_count
from wms_tui.queries.items import item_by_id
from wms_tui.tasks.prompt import Choice


@dataclass(frozen=True, slots=True)
class Stop:
    """A bin of a count, and why to go there. ``state``: open counting counted."""

    count: str
    bin: str
    why: str
    state: str


@dataclass(frozen=True, slots=True)
class Told:
    """A lot in a bin, and what was counted of it in words; nothing where that is not to be known."""

    item: str
    lot: str
    words: str = ""

    @property
    def name(self) -> str:
        """Item and lot."""
        return f"{self.item} {self.lot}".strip()

    @property
    def whole(self) -> str:
        """All of it."""
        return f"{self.name}  {self.words}".rstrip()

    @property
    def short(self) -> str:
        """The same for a narrow screen."""
        return f"{self.lot or self.item} {self.words}".rstrip()


def stops_of(count: str) -> list[Stop]:
    """Return the bins of a count in walk order."""
    return [Stop(count, one.bin, one.why, one.state) for one in count_bins(the_count(count).id)]


def stops(by: str, count: str = "") -> list[Stop]:
    """Return the bins that somebody can count now, of one count or of all that go on, in walk order.

    What is not counted yet comes with what another person is to look at again.
    """
    found: list[Stop] = []
    for code in [count] if count else [one.count for one in counts()]:
        lines = count_lines(the_count(code).id)
        again = {line.bin for line in lines if _is_for(by, line)}
        found += [
            Stop(code, one.bin, "counted differently: count again" if one.bin in again else one.why, one.state)
            for one in stops_of(code)
            if one.state != "counted" or one.bin in again
        ]  # fmt: skip
    return found


def _is_for(by: str, line: CountLineRow) -> bool:
    """Return whether a line is to be looked at again, and by somebody like this person."""
    return line.state in (RECOUNT, MOVED) and folded(looks(line.id)[-1].by) != folded(by)


def next_stop(by: str, count: str, skipped: tuple[str, ...]) -> Stop | None:
    """Return the bin that is next for somebody; those that were put off come last."""
    there = stops(by, count)
    ahead = [one for one in there if one.bin not in skipped]
    return next(iter([*ahead, *there]), None)


def stop_at(by: str, bin: str, count: str) -> Stop | None:
    """Return the bin as one that is to be counted: in the count at work, else in any that goes on."""
    for scope in (count, "") if count else ("",):
        for one in stops(by, scope):
            if one.bin == bin:
                return one
    return None


def stop_choices(by: str, count: str) -> tuple[Choice, ...]:
    """Return the bins to be counted, to choose from."""
    return tuple(Choice(one.bin, one.bin, one.why) for one in stops(by, count))


def counted_here(by: str, count: str, bin: str) -> list[Told]:
    """Return what somebody has counted in a bin; what others have counted there is not theirs to know."""
    return [
        Told(one.item, one.lot, spelled(one.counted, item_by_id(one.item_id)))
        for one in _lines_in(count, bin)
        if folded(looks(one.id)[-1].by) == folded(by)
    ]


def to_look_again(by: str, count: str, bin: str) -> list[Told]:
    """Return the lots in a bin that others have counted and somebody is to count again."""
    return [Told(one.item, one.lot) for one in _lines_in(count, bin) if _is_for(by, one)]


def _lines_in(count: str, bin: str) -> list[CountLineRow]:
    return [line for line in count_lines(the_count(count).id) if line.bin == bin]
