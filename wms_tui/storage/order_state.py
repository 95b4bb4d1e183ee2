"""Writing how far orders and receipts are, where it is more than their lines tell."""

from wms_tui.storage.statements import change


def close_order(number: int) -> None:
    """Note that everything of an order has left."""
    change("UPDATE customer_order SET closed = 1 WHERE id = ?", number)


def reopen_order(number: int) -> None:
    """Note that something of an order has come back to the stage."""
    change("UPDATE customer_order SET closed = 0 WHERE id = ?", number)


def count_print_of_order(number: int) -> None:
    """Note that a pick list of an order was printed once more."""
    change("UPDATE customer_order SET printed = printed + 1 WHERE id = ?", number)


def forget_prints_of_order(number: int) -> None:
    """Note that something else is kept for an order than its pick lists say: the next one is new, and no copy."""
    change("UPDATE customer_order SET printed = 0 WHERE id = ? AND printed > 0", number)


def count_print_of_receipt(number: int) -> None:
    """Note that a slip of a receipt was printed once more."""
    change("UPDATE receipt SET printed = printed + 1 WHERE id = ?", number)
