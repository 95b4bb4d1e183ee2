"""The line layer: what lies between the screens and a terminal at the far end of a slow, unsteady line."""
