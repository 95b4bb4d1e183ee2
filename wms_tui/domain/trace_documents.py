"""A trace as a document: what was asked, what was found, and the balance of every lot in it."""

from dataclasses import dataclass
from datetime import datetime

from wms_tui.domain.mass_balance import LotBalance
from wms_tui.domain.tracing import Trace


@dataclass(frozen=True, slots=True)
class TraceReport:
    """A trace with the balances of its lots, in the order of the lots."""

    house: str
    words: str
    """What was traced, as it was named."""
    trace: Trace
    balances: tuple[LotBalance, ...]
    printed_at: datetime
    printed_by: str
    seal: str = ""
