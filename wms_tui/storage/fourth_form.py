# pyright: reportUnknownMemberType=false
"""What the fourth form of a warehouse has that the third has not: the audit trail of masters, and wider seals."""

from wms_tui.storage import audit_tables
from wms_tui.storage.connection import database

PARTS = (audit_tables,)
TABLES = tuple(table for part in PARTS for table in part.TABLES)
FINAL = tuple(table for part in PARTS for table in part.FINAL)


def grow() -> None:
    """Make the tables that are new, and the columns and indexes that are new in old ones."""
    database.create_tables(TABLES, safe=False)
    for part in PARTS:
        for statement in part.COLUMNS:
            database.execute_sql(statement)
