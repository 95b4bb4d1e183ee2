"""What is true in the warehouse and what may happen there; no screen and no paper in here."""
