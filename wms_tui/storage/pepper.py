"""The pepper of the PINs: a secret in a file beside the warehouse, which no copy of the database brings along."""

import os
import re
import secrets
from pathlib import Path

from wms_tui.errors import Refused
from wms_tui.storage.backup import make_durable
from wms_tui.storage.connection import target

_BYTES = 32
_FORM = re.compile(rf"[0-9a-f]{{{2 * _BYTES}}}\n?")


def pepper_path(warehouse: Path) -> Path:
    """Return the file of the pepper of a warehouse."""
    return warehouse.with_name(f"{warehouse.name}-pepper")


def pepper_name() -> str:
    """Return the name of the pepper's file of the open warehouse."""
    return pepper_path(target()).name


def pepper() -> bytes | None:
    """Return the pepper of the open warehouse; None where there is none, or what is there is none.

    Raises:
        Refused: ``pepper-unreadable``.
    """
    path = pepper_path(target())
    try:
        text = path.read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Refused("pepper-unreadable", f"{path.name} cannot be read.", "Check who may read that file.") from error
    return bytes.fromhex(text) if _FORM.fullmatch(text) else None


def make_pepper() -> bytes:
    """Return the pepper of the open warehouse, made where there is none. The turn to write must be held.

    Raises:
        Refused: ``pepper-unreadable``.
    """
    found = pepper()
    return _write(pepper_path(target())) if found is None else found


def _write(path: Path) -> bytes:
    """Write a new pepper, for the eyes of the owner alone; a kill leaves all of it or nothing."""
    made = secrets.token_bytes(_BYTES)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(f"{made.hex()}\n")
        make_durable(beside)
        beside.replace(path)
    except OSError as error:
        raise Refused("pepper-unreadable", f"{path.name} cannot be written.", "Check who may write there.") from error
    finally:
        beside.unlink(missing_ok=True)
    return made
