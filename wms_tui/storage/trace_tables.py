"""What makes tracing cost the same in a house of a million moves: indexes over what crossed the walls of the house."""

from wms_tui.storage.tables import Table

TABLES: tuple[type[Table], ...] = ()
FINAL: tuple[type[Table], ...] = ()
COLUMNS = (
    # Where a lot came from and where it went to is a small part of what was moved of it.
    "CREATE INDEX move_outside ON move (lot_id, target_id, source_id, entry_id, order_line, quantity)"
    " WHERE source_id < 10 OR target_id < 10",
    # A pallet that has left is found by the moves it was on.
    "CREATE INDEX move_plate ON move (target_plate_id, lot_id) WHERE target_plate_id > 0",
)
