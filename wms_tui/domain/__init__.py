"""Values and rules of the warehouse, pure: no database, no clock, no screen."""
