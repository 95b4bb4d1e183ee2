"""What a person's surroundings say: which warehouse is meant, and who is at the keyboard."""

import getpass
import os
from pathlib import Path

import platformdirs

TARGET_VARIABLE = "WMS_DB"
BADGE_VARIABLE = "WMS_USER"
PIN_VARIABLE, SIGN_PIN_VARIABLE = "WMS_PIN", "WMS_SIGN_PIN"
NOBODY = "UNKNOWN"


def data_folder() -> Path:
    """Return the folder in which a person's data belongs on this system."""
    return Path(platformdirs.user_data_dir("wms", appauthor=False))


def default_target() -> str:
    """Return the warehouse that is meant where none is named: $WMS_DB, else a file in the user's data folder."""
    named = os.environ.get(TARGET_VARIABLE, "").strip()
    return named or str(data_folder() / "warehouse.db")


def make_data_folder(path: Path) -> None:
    """Make the folder of a person's data where a file of its own is to go there; no other folder is made unasked."""
    if path.parent == data_folder():
        path.parent.mkdir(parents=True, exist_ok=True)


def default_badge() -> str:
    """Return the badge of who works here where none is named: $WMS_USER, else the login name in capitals."""
    named = os.environ.get(BADGE_VARIABLE, "").strip()
    if named:
        return named
    try:
        return getpass.getuser().upper()
    except (KeyError, OSError):
        # A machine user without a name, as in a container, is nobody the system knows.
        return NOBODY


def given_pin() -> str:
    """Return the PIN of who stands by an act on the command line: $WMS_PIN, else nothing."""
    return os.environ.get(PIN_VARIABLE, "")


def given_sign_pin() -> str:
    """Return the PIN of who signs an act of their own on the command line: $WMS_SIGN_PIN, else nothing."""
    return os.environ.get(SIGN_PIN_VARIABLE, "")
