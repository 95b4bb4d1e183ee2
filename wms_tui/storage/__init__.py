"""The database: what a row is, what it refuses, how it is opened, kept and copied."""
