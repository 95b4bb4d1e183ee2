"""What the second form of a warehouse has that the first has not: people, counts, quality, levels, alerts.

Its statements are in ``forms/second.sql``; the tables say what they are like today.
"""

from wms_tui.storage import alert_tables, count_tables, level_tables, people_tables, quality_tables

PARTS = (people_tables, count_tables, quality_tables, level_tables, alert_tables)
TABLES = tuple(table for part in PARTS for table in part.TABLES)
FINAL = tuple(table for part in PARTS for table in part.FINAL)
