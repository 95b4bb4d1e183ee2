# pyright: reportUnknownMemberType=false
"""What the second form of a warehouse has that the first has not: people, counts, quality, levels, alerts."""

from wms_tui.storage import alert_tables, count_tables, expiry_tables, level_tables, people_tables, quality_tables
from wms_tui.storage.connection import database

PARTS = (people_tables, count_tables, quality_tables, level_tables, alert_tables, expiry_tables)
TABLES = tuple(table for part in PARTS for table in part.TABLES)
FINAL = tuple(table for part in PARTS for table in part.FINAL)


def grow() -> None:
    """Make the tables that are new, and the columns that are new in old ones."""
    database.create_tables(TABLES, safe=False)
    for part in PARTS:
        for statement in part.COLUMNS:
            database.execute_sql(statement)
