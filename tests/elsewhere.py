"""Somebody else at the same warehouse: another process, with its own connection."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from wms_tui.storage.statements import moment, value

ROOT = Path(__file__).parent.parent


def elsewhere(path: Path, *words: object, by: str = "QA") -> Any:
    """Run a command of ``wms`` in a process of its own, and return its JSON value."""
    command = [sys.executable, "-m", "wms_tui", "--db", str(path), "--as", by, "--json", *map(str, words)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return json.loads(ended.stdout)


def last_act() -> str:
    """Return the time of the last act, as terminals show it: the minute may be over by the time it is read."""
    return f"{moment(value('SELECT happened_at FROM entry ORDER BY id DESC LIMIT 1')).astimezone():%H:%M}"
