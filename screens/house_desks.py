"""Every desk screen of the house, by the name that addresses use."""

from screens.alerts import AlertsScreen
from screens.audit import AuditScreen, EntryScreen
from screens.count import CountScreen
from screens.counts import CountsScreen
from screens.desks import Factory
from screens.expiry import ExpiryScreen
from screens.holds import HoldsScreen
from screens.levels import LevelsScreen
from screens.lot import LotScreen
from screens.lots import LotsScreen
from screens.order import OrderScreen
from screens.orders import OrdersScreen
from screens.people import PeopleScreen
from screens.quality import QualityScreen
from screens.recall import RecallScreen
from screens.recalls import RecallsScreen
from screens.receipts import ReceiptScreen, ReceiptsScreen
from screens.sitting import Sitting
from screens.stock import StockScreen
from screens.trace import TraceScreen


def house_desks(sitting: Sitting) -> dict[str, Factory]:
    """Return what makes each desk screen for who sits at the terminal."""
    return {
        "stock": lambda: StockScreen(sitting),
        "lots": lambda: LotsScreen(sitting),
        "lot": lambda: LotScreen(sitting),
        "orders": lambda: OrdersScreen(sitting),
        "order": lambda: OrderScreen(sitting),
        "expiry": lambda: ExpiryScreen(sitting),
        "receipts": lambda: ReceiptsScreen(sitting),
        "receipt": lambda: ReceiptScreen(sitting),
        "counts": lambda: CountsScreen(sitting),
        "count": lambda: CountScreen(sitting),
        "people": lambda: PeopleScreen(sitting),
        "quality": lambda: QualityScreen(sitting),
        "levels": lambda: LevelsScreen(sitting),
        "holds": lambda: HoldsScreen(sitting),
        "alerts": lambda: AlertsScreen(sitting),
        "trace": lambda: TraceScreen(sitting),
        "recalls": lambda: RecallsScreen(sitting),
        "recall": lambda: RecallScreen(sitting),
        "audit": lambda: AuditScreen(sitting),
        "entry": lambda: EntryScreen(sitting),
    }
