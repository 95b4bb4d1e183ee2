"""The clerk's work as state machines without a screen: a prompt out, a scan in."""
