"""Writing what the house chooses."""

from wms_tui.storage.statements import add, change


def write_setting(name: str, value: str) -> None:
    """Write a choice, the first or another one."""
    if not change("UPDATE setting SET value = ? WHERE name = ?", value, name):
        add("INSERT INTO setting (name, value) VALUES (?, ?)", name, value)
