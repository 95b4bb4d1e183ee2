"""Writing what is doubted of balances; their quantities are the ledger's alone."""

from wms_tui.storage.statements import change

_DOUBT = "UPDATE stock SET doubted = ? WHERE lot_id = ? AND place_id = ? AND doubted <> ?"


def mark_doubted(lot: int, place: int, *, doubted: bool) -> None:
    """Write whether the books of a lot at a place are doubted, loose and on plates."""
    change(_DOUBT, int(doubted), lot, place, int(doubted))
