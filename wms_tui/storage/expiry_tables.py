"""The expiry watch has no tables of its own; one index says how far ahead of their expiry items grow old."""

TABLES = ()
FINAL = ()
COLUMNS = ("CREATE INDEX item_notice ON item (max(removal_days, alert_days))",)
