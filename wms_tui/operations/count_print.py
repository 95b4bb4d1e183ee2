"""Count print: a paper was made, so that the next one of the same is marked as a copy."""

from wms_tui.queries.orders import the_order
from wms_tui.queries.receipts import the_receipt
from wms_tui.storage.connection import transaction
from wms_tui.storage.order_state import count_print_of_order, count_print_of_receipt


def count_pick_list(order: str) -> None:
    """Note that a pick list of an order was printed once more."""
    with transaction():
        count_print_of_order(the_order(order).id)


def count_receiving_slip(receipt: str) -> None:
    """Note that a slip of a receipt was printed once more."""
    with transaction():
        count_print_of_receipt(the_receipt(receipt).id)
