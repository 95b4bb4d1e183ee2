"""The trace as a document."""

from datetime import datetime

from wms_tui.domain.trace_documents import TraceReport
from wms_tui.domain.tracing import Trace
from wms_tui.queries.lot_balance import balances_of
from wms_tui.queries.settings import house_name
from wms_tui.storage.chain import last_seal


def trace_report(trace: Trace, words: str, *, by: str, at: datetime) -> TraceReport:
    """Return a trace that was found as a document, with the balance of each of its lots as of the same moment."""
    balances = balances_of([one.lot_id for one in trace.lots], trace.at)
    return TraceReport(house_name(), words, trace, tuple(balances), at, by, last_seal()[1])
