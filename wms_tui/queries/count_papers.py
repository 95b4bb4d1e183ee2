"""The sheet that a counter carries, made of what a count has still to look at."""

from collections.abc import Iterator
from datetime import datetime

from wms_tui.domain.counting import MOVED, OPEN, RECOUNT, line_code
from wms_tui.domain.documents import CountSheet, CountSheetLine
from wms_tui.errors import Refused
from wms_tui.queries.counts import CountBinRow, CountHead, CountLineRow, count_bins, count_lines, open_count
from wms_tui.queries.items import item_by_id
from wms_tui.queries.lots import lot_by_id
from wms_tui.queries.settings import house_name
from wms_tui.storage.chain import last_seal


def count_sheet(count: str, *, by: str, at: datetime) -> CountSheet:
    """Return the lines of a count that somebody has to look at, in walk order; what is expected is not on it.

    Raises:
        NotFound: ``unknown-count``.
        Refused: ``count-closed``, ``count-cancelled``; ``nothing-to-count`` where all of it is counted.
    """
    head = open_count(count)
    left: dict[int, list[CountLineRow]] = {}
    for line in count_lines(head.id, looked_at=False):
        if line.state in (OPEN, RECOUNT, MOVED):
            left.setdefault(line.place_id, []).append(line)
    lines = tuple(
        one
        for bin in count_bins(head.id)
        if bin.state != "counted" or bin.place_id in left
        for one in _of_bin(head, bin, left.get(bin.place_id, []))
    )
    if not lines:
        raise Refused("nothing-to-count", f"All of {head.code} is counted.", "Close it: wms count close.")
    return CountSheet(house_name(), head.code, at, by, lines, last_seal()[1])


def _of_bin(head: CountHead, bin: CountBinRow, lines: list[CountLineRow]) -> Iterator[CountSheetLine]:
    """Yield the lines of a bin, and room for a lot that nobody expects there."""
    for line in lines:
        item, lot = item_by_id(line.item_id), lot_by_id(line.lot_id)
        yield CountSheetLine(
            line.bin, "count it again" if line.state != OPEN else bin.why, item.code, item.name, lot.number,
            lot.expires_on, item.unit, line_code(head.code, line.number),
        )  # fmt: skip
    yield CountSheetLine(bin.bin, bin.why)
