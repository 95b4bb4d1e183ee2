"""Number the lines of a count, so that each has a bar code on paper. No act upon stock, and no entry."""

from wms_tui.queries.counts import count_bins, find_count_line, not_counted, open_count
from wms_tui.storage.connection import transaction
from wms_tui.storage.count_rows import add_count_line


def number_lines(count: str) -> None:
    """Give every lot that a count has still to look at a number; those that have one keep it.

    Raises:
        NotFound: ``unknown-count``.
        Refused: ``count-closed``, ``count-cancelled``.
    """
    with transaction():
        head = open_count(count)
        for bin in count_bins(head.id):
            if bin.state == "counted":
                continue
            for lot in not_counted(head, bin.place_id):
                if find_count_line(head.id, bin.place_id, lot.lot_id) is None:
                    add_count_line(head.id, bin.place_id, lot.lot_id)
