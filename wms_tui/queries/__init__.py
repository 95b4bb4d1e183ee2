"""Questions to the database, answered with frozen rows."""
