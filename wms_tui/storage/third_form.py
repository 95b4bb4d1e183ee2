"""What the third form of a warehouse has that the second has not: genealogy, recalls, replies to them.

Its statements are in ``forms/third.sql``; the tables say what they are like today.
"""

from wms_tui.storage import genealogy_tables, recall_tables, reply_tables

PARTS = (genealogy_tables, recall_tables, reply_tables)
TABLES = tuple(table for part in PARTS for table in part.TABLES)
FINAL = tuple(table for part in PARTS for table in part.FINAL)
