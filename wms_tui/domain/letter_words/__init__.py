"""The fixed text of recall letters in the languages that consignees read."""
