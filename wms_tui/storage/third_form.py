# pyright: reportUnknownMemberType=false
"""What the third form of a warehouse has that the second has not: genealogy, recalls, places of partners, audit."""

from wms_tui.storage import genealogy_tables, kde_tables, recall_tables, reply_tables, trace_tables
from wms_tui.storage.connection import database

PARTS = (genealogy_tables, recall_tables, kde_tables, reply_tables, trace_tables)
TABLES = tuple(table for part in PARTS for table in part.TABLES)
FINAL = tuple(table for part in PARTS for table in part.FINAL)


def grow() -> None:
    """Make the tables that are new, and the columns that are new in old ones."""
    database.create_tables(TABLES, safe=False)
    for part in PARTS:
        for statement in part.COLUMNS:
            database.execute_sql(statement)
