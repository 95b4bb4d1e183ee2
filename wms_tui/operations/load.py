"""Load: what other systems' files say becomes part of the warehouse, all of it or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from wms_tui.domain.records import (
    BinRecord,
    ItemRecord,
    LevelRecord,
    LotRecord,
    OrderLineRecord,
    PackRecord,
    PartnerRecord,
    PlanRecord,
    ReceiptLineRecord,
    Record,
    StockRecord,
)
from wms_tui.errors import Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.load_documents import load_orders, load_receipts
from wms_tui.operations.load_levels import load_levels
from wms_tui.operations.load_masters import (
    load_bins,
    load_items,
    load_lots,
    load_packs,
    load_partners,
    settle_fixed_bins,
)
from wms_tui.operations.load_stock import load_stock
from wms_tui.operations.load_tests import load_tests
from wms_tui.operations.loading import Loading, RecordError
from wms_tui.storage.connection import transaction

_STEPS: tuple[tuple[type[Record], Callable[[Loading, list[Any]], None]], ...] = (
    (ItemRecord, load_items),
    (PackRecord, load_packs),
    (BinRecord, load_bins),
    (ItemRecord, settle_fixed_bins),
    (PartnerRecord, load_partners),
    (LotRecord, load_lots),
    (StockRecord, load_stock),
    (ReceiptLineRecord, load_receipts),
    (OrderLineRecord, load_orders),
    (LevelRecord, load_levels),
    (PlanRecord, load_tests),
)
"""Each kind refers only to those before it, but for the bins of items."""
MOST_CAUTIONS = 50


@dataclass(frozen=True, slots=True)
class LoadRecords:
    """Records of any kinds, in any order of kinds."""

    records: tuple[Record, ...]
    reason: str = ""


@dataclass(frozen=True)
class Loaded(Done):
    """How many records were loaded, and how many of them said nothing new."""

    records: int
    unchanged: int
    cautions: tuple[str, ...] = ()
    """What was odd but was loaded, one sentence each; at most ``MOST_CAUTIONS`` and how many more."""


@operation("import")
def load_records(slip: LoadRecords, deed: Deed) -> Loaded:
    """Load all records, or none where any is wrong; a file without rows is loaded when none of them is.

    Raises:
        Refused: ``import-errors``; ``details["errors"]`` is a tuple of ``RecordError``, one for each record and
            column that is wrong.
    """
    loading = _loaded(slip, deed.on, deed.key)
    if loading.errors:
        raise Refused(
            "import-errors", f"{len(loading.errors)} cells are wrong. Nothing was imported.",
            "Correct the file, then import it again.", errors=tuple(loading.errors),
        )  # fmt: skip
    files = dict.fromkeys(record.source.file for record in slip.records if record.source.file)
    deed.post(loading.moves, loading.changes, reference=", ".join(files)[:400], reason=slip.reason)
    deed.changes += loading.noted
    return Loaded(records=len(slip.records), unchanged=loading.unchanged, cautions=_first(loading.cautions))


def _first(cautions: list[str]) -> tuple[str, ...]:
    more = len(cautions) - MOST_CAUTIONS
    return (*cautions[:MOST_CAUTIONS], *([f"And {more} more like these."] if more > 0 else []))


class _RolledBackError(Exception):
    """Takes back everything that was written on trial."""


def check_records(slip: LoadRecords, *, on: date) -> tuple[RecordError, ...]:
    """Return what loading the records would refuse; nothing is changed. Others wait for their turn meanwhile.

    Raises:
        Unavailable: where the database is busy or away.
    """
    found: list[RecordError] = []
    try:
        with transaction():
            found += _loaded(slip, on, "trial").errors
            raise _RolledBackError
    except _RolledBackError:
        return tuple(found)


def _loaded(slip: LoadRecords, on: date, key: str) -> Loading:
    """Write all records but the moves, and return what is to be posted and what is wrong."""
    loading = Loading(on, key)
    for kind, step in _STEPS:
        records = [record for record in slip.records if isinstance(record, kind)]
        if records:
            step(loading, records)
    return loading
